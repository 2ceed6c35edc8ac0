"""The values that go into queries and come out of them: filters, found facts, entries, the note on the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, cast

import msgspec

from malibrief.facts.model import Office, Record, RecordT, Series, Source
from malibrief.facts.told import ENGLISH
from malibrief.language import is_french, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import AnyFact
    from malibrief.facts.spans import Span

_Wanted = TypeVar("_Wanted", bound=Record)


class Filter(msgspec.Struct, frozen=True):
    """Which facts to select.

    `since`, `until` and `as_of` are days such as 20210514. With `begun` the first two are those of a fact's start, with `ended`
    those of its end. `on` is for the timeline: the first and last day of what happened, or, as 818, a month and day in every
    year. `values` and `links` hold the accepted texts of each field; a fact needs one text of every field.
    """

    topics: tuple[str, ...]
    since: int | None = None
    until: int | None = None
    as_of: int | None = None
    on: tuple[int, int] | None = None
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    milestones: bool = False
    disputed: bool = False
    begun: bool = False
    ended: bool = False


class Meant(msgspec.Struct, frozen=True):
    """What a text of a filter means: the numbers and texts of the values taken.

    `beside` are the values that contain them: of a place they are taken too, of other fields left out. `guessed` if the text
    is neither a name nor a part of one, but words that mean the same.
    """

    field: str
    text: str
    numbers: tuple[int, ...] = ()
    taken: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    guessed: bool = False


class Resolved(msgspec.Struct, frozen=True):
    """A filter whose texts have been looked up in the index.

    `values` holds, for each field in the filter's `values`, the numbers of the matching values; `links`, for each field in its
    `links`, the field and the numbers of the matching facts. `meant` says what each text of `values` means; `missing` lists each
    text that can only be a mistake, with its field.
    """

    wanted: Filter
    values: tuple[tuple[int, ...], ...] = ()
    links: tuple[tuple[str, tuple[int, ...]], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    meant: tuple[Meant, ...] = ()


class Found(msgspec.Struct, Generic[RecordT], frozen=True):
    """A record from the index, with its number there, the name of its topic and its span (None if undated).

    `horizon` is the last date for which there is evidence of a fact that is not known to have ended.
    """

    n: int
    topic: str
    fact: RecordT
    span: Span | None = None
    horizon: PartialDate | None = None

    @property
    def cites(self) -> Sequence[str]:
        """The ids of the fact's sources; empty for what is no fact."""
        return () if isinstance(self.fact, (Office, Series, Source)) else self.fact.sources


class Tables(msgspec.Struct, frozen=True):
    """Rows of the tables beside the topics, by id: sources, offices and series."""

    sources: Mapping[str, Source]
    offices: Mapping[str, Office]
    series: Mapping[str, Series]


AnyFound: TypeAlias = "Found[Record]"
"""A fact of any topic, or a source."""
FoundFact: TypeAlias = "Found[AnyFact]"
"""A fact of any topic."""


def of_type(found: Iterable[AnyFound], struct: type[_Wanted]) -> list[Found[_Wanted]]:
    """Return the entries whose fact is of this type, in the same order."""
    return [cast("Found[_Wanted]", entry) for entry in found if isinstance(entry.fact, struct)]


class Entry(msgspec.Struct, frozen=True):
    """A one-line summary of a fact or source, for timelines and for lists of related facts.

    In a timeline `date` is the day of the happening, and `word` says what happened if the title does not ("begins").
    `rank` is that of a mission, of an office that serves one, or of a figure's series, from 1; None for what has none.
    """

    n: int
    topic: str
    id: str
    title: str
    date: PartialDate | None
    sources: tuple[str, ...] = ()
    detail: str = ""
    milestone: bool = False
    rank: int | None = None
    word: str = ""


class FactBaseNote(msgspec.Struct, frozen=True, rename={"english_title": "title", "english_place": "place"}):
    """What an answer says about its fact base: title, place, day of the last edit, and up to which day it tells what matters.

    `newest` is the date of the newest fact, if any has one; `fr` is the French of title and place, where there is any.
    """

    english_title: str
    english_place: str
    updated: PartialDate
    covered: PartialDate
    newest: PartialDate | None = None
    fr: Mapping[str, str] = {}

    @property
    def title(self) -> str:
        """The title in the language that is spoken."""
        return self._told("title") or (f"{self.english_title} {ENGLISH}" if is_french() else self.english_title)

    @property
    def place(self) -> str:
        """The place in the language that is spoken."""
        return self._told("place") or self.english_place

    def _told(self, field: str) -> str:
        return self.fr.get(field, "") if is_french() else ""

    @property
    def reach(self) -> str:
        """How far the facts reach, in short: `covered up to 4 May 2026, edited 24 Nov 2026`."""
        return say("covered up to {covered:short}, edited {updated:short}", covered=self.covered, updated=self.updated)

    @property
    def reach_in_words(self) -> str:
        """How far the facts reach, with the months' names in full."""
        return say("covered up to {covered:words}, edited {updated:words}", covered=self.covered, updated=self.updated)

    def beyond(self, day: int) -> str:
        """Return what to say of a day (a bound) after the one up to which the base tells what matters; "" of an earlier one."""
        if day <= self.covered.last:
            return ""
        told = "the facts tell what matters up to {day:words}; of later days much may be missing"
        return say(told, day=self.covered)
