"""Several facts on one card, without styling: those of a person, or of a place, which have no record of their own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import Person
from malibrief.facts.topics import TOPICS
from malibrief.views.card import MEANING, Card, with_period
from malibrief.views.citations import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from malibrief.facts.model import Source
    from malibrief.index.results import AnyFound, Entry, FactBaseNote

_ORDER = {"person": ("people", "sanctions", "statements", "actors", *TOPICS), "place": tuple(TOPICS)}
"""The order of the topics on the card of each sort."""
HEADINGS = {"people": "offices", "sanctions": "listings", "actors": "leads or led"}
"""What the topics of a person's own facts are called, where not by their name."""


class Dossier(msgspec.Struct, frozen=True):
    """The facts of one person or place: a line for each in `sections` by heading, and each in full in `cards`, in the same order.

    `word` says in English what it is, `title` is its name; `summary` is that of the newest term. `also` are what else the name could mean.
    """

    word: str
    title: str
    summary: str
    sections: list[tuple[str, list[Entry]]]
    cards: list[Card]
    also: list[Entry]
    base: FactBaseNote

    @property
    def neighbours(self) -> list[tuple[str, list[Entry]]]:
        """The sections, and what else the name could mean, each with its heading in English."""
        return [*self.sections, *([(MEANING, self.also)] if self.also else [])]

    @property
    def sources(self) -> Cited:
        """The sources of all facts, each once, in the order of the facts."""
        return Cited({source.id: source for card in self.cards for source in card.sources}.values())

    @property
    def citations(self) -> Sequence[Source]:
        """What to cite for them."""
        return [source for card in self.cards for source in card.citations]


def order_of(word: str) -> Callable[[AnyFound], tuple[int, int]]:
    """Return the key by which the facts of a person or place are sorted: by topic and time, terms the newest first."""

    def key(found: AnyFound) -> tuple[int, int]:
        first = found.span.first if found.span else 0
        return _ORDER[word].index(found.topic), -first if isinstance(found.fact, Person) else first

    return key


def dossier(
    word: str,
    title: str,
    facts: Sequence[AnyFound],
    entries: Sequence[Entry],
    cards: list[Card],
    also: list[Entry],
    base: FactBaseNote,
) -> Dossier:
    """Make the card of a person or place of its facts, in their order, each with its entry and its own card."""
    told = [with_period(*each) for each in zip(entries, facts, strict=True)]
    headings = HEADINGS if word == "person" else {}
    sections = [(headings.get(topic, topic), list(some)) for topic, some in groupby(told, lambda entry: entry.topic)]
    summary = cards[0].summary if cards[0].topic == "people" else ""
    return Dossier(word, title, summary, sections, cards, also, base)


def each(views: Iterable[Card | Dossier]) -> Iterator[tuple[Card, Dossier | None]]:
    """Yield each fact in full, with the person or place under which it is shown."""
    for view in views:
        if isinstance(view, Dossier):
            yield from ((card, view) for card in view.cards)
        else:
            yield view, None
