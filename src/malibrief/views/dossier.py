"""Several facts on one card, without styling: those of a person, or of a place, which have no record of their own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import Person
from malibrief.facts.topics import TOPICS
from malibrief.index.results import of_type
from malibrief.views.card import MEANING, Card, with_period
from malibrief.views.citations import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from malibrief.facts.model import Office, Source
    from malibrief.index.results import AnyFound, Entry, FactBaseNote, Found

_ORDER = {"person": ("people", "sanctions", "statements", "actors", *TOPICS), "place": tuple(TOPICS)}
"""The order of the topics on the card of each sort."""
HEADINGS = {"people": "offices", "sanctions": "listings", "actors": "leads or led"}
"""What the topics of a person's own facts are called, where not by their name."""


class Dossier(msgspec.Struct, frozen=True):
    """The facts of one person or place: a line for each in `sections` by heading, and each in full in `cards`, in the same order.

    `word` says in English what it is, `title` is its name; `summary` is that of the
    most important term. `also` are what else the name could mean.
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
    offices: Mapping[str, Office],
) -> Dossier:
    """Make the card of a person or place of its facts, in their order, each with its entry and its own card.

    `offices` are those that the person held, by id.
    """
    told = [with_period(*each) for each in zip(entries, facts, strict=True)]
    headings = HEADINGS if word == "person" else {}
    sections = [(headings.get(topic, topic), list(some)) for topic, some in groupby(told, lambda entry: entry.topic)]
    summary = _summary(facts, cards, offices) if word == "person" else ""
    return Dossier(word, title, summary, sections, cards, also, base)


def _summary(facts: Sequence[AnyFound], cards: Sequence[Card], offices: Mapping[str, Office]) -> str:
    """Return the summary of a person's most important term: of the first office by rank, there the longest; "" without one."""
    summaries = {card.id: card.summary for card in cards}
    terms = of_type(facts, Person)
    first = min(terms, key=lambda term: (offices[term.fact.office].rank, -_days(term)), default=None)
    return summaries[first.fact.id] if first else ""


def _days(term: Found[Person]) -> int:
    """Return about how long somebody held an office for certain, as the difference of two bounds; 0 where that is not known."""
    return max(term.span.sure_last - term.span.sure_first, 0) if term.span else 0


def each(views: Iterable[Card | Dossier]) -> Iterator[tuple[Card, Dossier | None]]:
    """Yield each fact in full, with the person or place under which it is shown."""
    for view in views:
        if isinstance(view, Dossier):
            yield from ((card, view) for card in view.cards)
        else:
            yield view, None
