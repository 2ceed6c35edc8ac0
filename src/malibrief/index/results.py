"""What questions to the index are made of and what they return: filters, found facts, entries, the note on the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, cast

import msgspec

from malibrief.facts.model import Record, RecordT, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import (
        AnyFact,
    )
    from malibrief.facts.spans import Span

_Wanted = TypeVar("_Wanted", bound=Record)


class Filter(msgspec.Struct, frozen=True):
    """Which facts are wanted. Days are bounds such as 20210514; several values of one field mean "any of"."""

    topics: tuple[str, ...]
    since: int | None = None
    until: int | None = None
    as_of: int | None = None
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    milestones: bool = False
    disputed: bool = False


class Resolved(msgspec.Struct, frozen=True):
    """A filter whose values and links have been looked up in the index, once.

    `values` has the numbers of the values that each of the filter's fields may have, `links` those of the facts that each of
    its links may lead to, with the link's field; `missing` are the texts that mean nothing, each with its field.
    """

    wanted: Filter
    values: tuple[tuple[int, ...], ...] = ()
    links: tuple[tuple[str, tuple[int, ...]], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


class Found(msgspec.Struct, Generic[RecordT], frozen=True):
    """A fact (or source) that answers a question, with its number in the index, its topic's name and when it stood."""

    n: int
    topic: str
    fact: RecordT
    span: Span | None = None

    @property
    def cites(self) -> Sequence[str]:
        """The ids of its sources; a source has none."""
        return () if isinstance(self.fact, Source) else self.fact.sources


AnyFound: TypeAlias = "Found[Record]"
"""A fact of any topic, or a source."""
FoundFact: TypeAlias = "Found[AnyFact]"
"""A fact of any topic."""


def of_type(found: Iterable[AnyFound], struct: type[_Wanted]) -> list[Found[_Wanted]]:
    """Return those whose fact is of one type, in their order."""
    return [cast("Found[_Wanted]", entry) for entry in found if isinstance(entry.fact, struct)]


class Entry(msgspec.Struct, frozen=True):
    """One line about a fact: enough for a timeline, a list of neighbours or of candidates.

    In a timeline `date` is that of the happening, and `word` says what happened where the title does not ("begins").
    """

    n: int
    topic: str
    id: str
    title: str
    date: PartialDate | None
    sources: tuple[str, ...] = ()
    detail: str = ""
    milestone: bool = False
    word: str = ""


class FactBaseNote(msgspec.Struct, frozen=True):
    """What every answer says of the base that it comes from: its day, and that of its newest fact."""

    title: str
    place: str
    updated: PartialDate
    newest: PartialDate | None = None

    @property
    def reach(self) -> str:
        """`facts up to 4 May 2026, gathered 24 Nov 2026`."""
        return f"facts up to {(self.newest or self.updated).short}, gathered {self.updated.short}"

    @property
    def reach_in_words(self) -> str:
        """The same with the months' names in full."""
        return f"facts up to {(self.newest or self.updated).in_words}, gathered {self.updated.in_words}"
