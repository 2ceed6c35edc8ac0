"""Near spellings: the words of the facts that somebody may have meant. Numbers have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import json

from malibrief.search.understand import MOST_WORDS
from malibrief.text import edits, fold

if TYPE_CHECKING:
    from malibrief.index.store import Index


def near_words(index: Index, word: str, most: int = 3, looser: int = 0) -> list[str]:
    """The words of the facts that are spelt nearly like this one, the nearest first; of numbers there are none.

    One letter of a short word, two of a longer one may differ, `looser` more of a long one.
    """
    if word.isdecimal() or len(word) < 4:
        return []
    reach = (1 if len(word) < 6 else 2) + (looser if len(word) > 7 else 0)
    for some in ("WHERE initial = ?", "WHERE initial != ?"):
        near = [
            (far, -facts, text)
            for (words,) in index.rows(f"SELECT words FROM spelt {some}", (word[0],))
            for text, facts in json.decode(words).items()
            if abs(len(text) - len(word)) <= reach
            and not text.isdecimal()
            and (far := edits(word, text, reach)) <= reach
        ]
        if near:
            return [text for _, _, text in sorted(near)[:most]]
    return []


def corrected(index: Index, text: str) -> str | None:
    """The query with its unknown words put right, where near spellings are known; None where they are not."""
    words = []
    changed = False
    for word in fold(text).split()[:MOST_WORDS]:
        known = index.rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"',))
        near = [] if known else near_words(index, word, 1, looser=1)
        words.append(near[0] if near else word)
        changed = changed or bool(near)
    return " ".join(words) if changed else None
