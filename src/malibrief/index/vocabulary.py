"""The words by which a base is searched beside those of its facts: its place, what is of it, and its synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from malibrief.facts.factbase import FactBase


class Vocabulary(msgspec.Struct, frozen=True):
    """The folded names of the place, the folded words for what is of it, whether that is a State, and the synonyms.

    These are one text, searched for "|what is typed|": each line of it goes on with what the facts say instead ("; " between).
    A State is what has offices of it: who rules the place is then its head.
    """

    places: tuple[str, ...] = ()
    demonyms: frozenset[str] = frozenset()
    is_state: bool = True
    synonyms: str = ""

    def place_in(self, folded: str) -> frozenset[str]:
        """Return the words by which a folded text names the place."""
        return frozenset(word for name in self.places if name and f" {name} " in f" {folded} " for word in name.split())

    def is_of_place(self, word: str) -> bool:
        """Return whether a folded word is one for what is of the place, or its plural."""
        return word in self.demonyms or word.removesuffix("s") in self.demonyms


NONE = Vocabulary()
"""That of a base that says nothing."""


def vocabulary_rows(base: FactBase) -> list[tuple[str, str | int]]:
    """Return the rows of the index's table `vocabulary`, which only a search reads."""
    header = base.header
    names = (header.place, base.french.get(header.place))
    places = dict.fromkeys(fold(name) for name in names if isinstance(name, str))
    said: dict[str, list[str]] = {}
    for _, words, every in base.placed_synonyms:
        for typed in every:
            said.setdefault(fold(typed), []).append(fold(words))
    synonyms = "".join(f"|{typed}|{'; '.join(dict.fromkeys(words))}\n" for typed, words in said.items())
    return [
        ("places", "\n".join(places)),
        ("demonyms", " ".join(fold(word) for word in header.demonyms)),
        ("is_state", int(any(placed.record.state for placed in base.offices))),
        ("synonyms", synonyms),
    ]


def vocabulary_of(rows: Mapping[str, Any]) -> Vocabulary:  # texts and a number
    """Return the vocabulary that these rows hold, by their names."""
    places, demonyms = tuple(rows["places"].split("\n")), frozenset(rows["demonyms"].split())
    return Vocabulary(places, demonyms, bool(rows["is_state"]), rows["synonyms"])
