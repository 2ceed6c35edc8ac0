"""A fact base as it was read: its records, each with the place at which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec

from malibrief.facts.model import Header, Office, Record, Series, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import AnyFact
    from malibrief.facts.places import Places

WrittenT = TypeVar("WrittenT", bound=Record | Header, covariant=True)
_Wanted = TypeVar("_Wanted", bound=Record)

Translations = dict[str, str | dict[str, str]]
"""The `[fr]` table: the French of values, and tables of those of one field ("tags", "missions.kind") where that has its own."""


class FactBase(msgspec.Struct, frozen=True):
    """Everything read from the files: the header, and each record with the file and line that it stands at.

    `french` is the French of values that recur, `french_tables` the table of each file that has some of it; `synonyms` has the
    `[synonyms]` of each file. `updates` has the day of the last edit of each file that says its own: it speaks for the facts of
    that file alone.

    `partial` are the records that have faults of shape, with what is sound of them. `suspect` says whether a text may hold a
    character that no text should: most files hold none, and it is not looked for in each of their values.
    """

    header: Header
    facts: list[Placed[AnyFact]]
    sources: list[Placed[Source]]
    offices: list[Placed[Office]] = []
    series: list[Placed[Series]] = []
    french: Translations = {}
    updates: dict[str, PartialDate] = {}
    partial: list[Placed[Record]] = []
    head: Placed[Header] | None = None
    suspect: bool = True
    french_tables: list[FrenchTable] = []
    synonyms: list[SynonymTable] = []

    @property
    def all_facts(self) -> list[Placed[AnyFact]]:
        """The facts, then the sound parts of those that have faults; what is not sound of them is None."""
        parts = (place for place in self.partial if not isinstance(place.record, Office | Series | Source))
        return [*self.facts, *(cast("Placed[AnyFact]", place) for place in parts)]

    @property
    def all_offices(self) -> list[Placed[Office]]:
        """The offices, then the sound parts of those that have faults."""
        return [*self.offices, *of_type(self.partial, Office)]

    @property
    def all_series(self) -> list[Placed[Series]]:
        """The series, then the sound parts of those that have faults."""
        return [*self.series, *of_type(self.partial, Series)]

    @property
    def all_sources(self) -> list[Placed[Source]]:
        """The sources, then the sound parts of those that have faults; what is not sound of them is None."""
        return [*self.sources, *of_type(self.partial, Source)]

    @property
    def all_records(self) -> list[Placed[Record]]:
        """The facts, offices, series and sources, each with the sound parts of those that have faults."""
        return [*self.all_facts, *self.all_offices, *self.all_series, *self.all_sources]

    @property
    def placed_french(self) -> list[tuple[Placed[Header], Translations]]:
        """The `[fr]` table of each file, with its place; the fields of that are the values."""
        return [(Placed("fr", self.header, table.path, 0, table.places), table.texts) for table in self.french_tables]

    @property
    def placed_synonyms(self) -> list[tuple[Placed[Header], str, list[str]]]:
        """Each line of the `[synonyms]` tables, with its place: words of the facts, and what people type instead."""
        return [
            (Placed("synonyms", self.header, table.path, 0, table.places, said), said, typed)
            for table in self.synonyms
            for said, typed in table.typed.items()
        ]

    def updated(self, place: Placed[Record]) -> PartialDate:
        """Return the day of the last edit of the file in which a record is written, that of the base where it says none."""
        return self.updates.get(place.path, self.header.updated)


class FrenchTable(msgspec.Struct, frozen=True):
    """The `[fr]` table of one file."""

    path: str
    places: Places
    texts: Translations


class SynonymTable(msgspec.Struct, frozen=True):
    """The `[synonyms]` table of one file: for words of the facts those that people type instead."""

    path: str
    places: Places
    typed: dict[str, list[str]]


class Placed(msgspec.Struct, Generic[WrittenT], frozen=True):
    """A record or a header with its table's name, its file, and its place among the records of that table there.

    `field` is the field that is meant, "" for the whole record; `unsound` are the fields of the wrong type and those missing.
    """

    topic: str
    record: WrittenT
    path: str
    position: int
    places: Places
    field: str = ""
    unsound: frozenset[str] = frozenset()

    @property
    def line(self) -> int:
        """The line at which the record, or the field that is meant, begins. Lines are counted when the first is asked for."""
        return self.places.line(self.topic, self.position, self.field)

    def at(self, field: str) -> Placed[WrittenT]:
        """Return the place of one field of this record."""
        return msgspec.structs.replace(self, field=field)


def of_type(
    places: Iterable[Placed[Record]], struct: type[_Wanted] | tuple[type[_Wanted], ...]
) -> list[Placed[_Wanted]]:
    """Return the places of records of a type, in their order."""
    return [cast("Placed[_Wanted]", place) for place in places if isinstance(place.record, struct)]
