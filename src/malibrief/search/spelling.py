"""Near spellings: the words of the facts that somebody may have meant. Numbers have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.index import postings
from malibrief.search.question import MOST_WORDS
from malibrief.text import edits, fold

if TYPE_CHECKING:
    from malibrief.index.store import Index


def near_words(index: Index, word: str, most: int = 3, looser: int = 0) -> list[str]:
    """Return up to `most` words of the facts that are spelt nearly like this one, the nearest first.

    Of a word of four or five letters one may differ, of a longer one two; of more than seven letters `looser` more.
    Only where no such word begins with the same letter are those looked at that begin with another.
    """
    if word.isdecimal() or len(word) < 4:
        return []
    reach = (1 if len(word) < 6 else 2) + (looser if len(word) > 7 else 0)
    for others in (False, True):
        near = [
            (distance, -count, text)
            for text, count in postings.spellings(index, word[0], others).items()
            if abs(len(text) - len(word)) <= reach
            and not text.isdecimal()
            and (distance := edits(word, text, reach)) <= reach
        ]
        if near:
            return [text for _, _, text in sorted(near)[:most]]
    return []


def corrected(index: Index, text: str) -> str | None:
    """Return the query with its unknown words replaced by the nearest spelling; None where that changes nothing."""
    words = fold(text).split()[:MOST_WORDS]
    near = {
        word: near_words(index, word, 1, looser=1)
        for word in words
        if not postings.facts_with(index, postings.ANYWHERE, [[word]])
    }
    better = [near[word][0] if near.get(word) else word for word in words]
    return " ".join(better) if better != words else None
