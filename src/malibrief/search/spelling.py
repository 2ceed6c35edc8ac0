"""Near spellings: the words of the facts that somebody may have meant. Numbers have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.index import postings
from malibrief.search.question import MOST_WORDS
from malibrief.text import edits, fold

if TYPE_CHECKING:
    from malibrief.index.store import Index

SHORT = 5
"""Of a word of at most so many letters another one is too often one letter away."""


def near_words(index: Index, word: str, most: int = 3, looser: int = 0) -> list[str]:
    """Return up to `most` words of the facts that are spelt nearly like this one, the nearest first.

    Of a word of more than five letters one may differ, or two where it is the shorter one: people leave letters out. Of more
    than seven letters `looser` more may. A word of up to five is a slip of another (`is_slip`), or it is itself another word,
    as "pope" beside "hope", and has no near spelling.
    Only where no such word begins with the same letter are those looked at that begin with another.
    """
    if word.isdecimal() or len(word) < 4:
        return []
    if len(word) <= SHORT:
        slips = [(-count, text) for text, count in postings.spellings(index, word[0]).items() if is_slip(word, text)]
        return [text for _, text in sorted(slips)[:most]]
    reach = 2 + (looser if len(word) > 7 else 0)
    for others in (False, True):
        near = [
            (distance, -count, text)
            for text, count in postings.spellings(index, word[0], others).items()
            if abs(len(text) - len(word)) <= reach
            and not text.isdecimal()
            and (distance := edits(word, text, reach)) <= reach
            and (distance == 1 or len(text) > len(word))
        ]
        if near:
            return [text for _, _, text in sorted(near)[:most]]
    return []


def is_slip(typed: str, word: str) -> bool:
    """Return whether a text is a word with a letter left out, one typed twice, or two neighbours swapped, and not the first ones."""
    if typed[:1] != word[:1] or typed == word:
        return False
    places = range(1, len(word))
    if len(typed) == len(word):
        return any(typed == word[:i] + word[i : i + 2][::-1] + word[i + 2 :] for i in places)
    if len(typed) < len(word):
        return any(typed == word[:i] + word[i + 1 :] for i in places)
    return any(typed == word[: i + 1] + word[i:] for i in range(len(word)))


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
