"""A line of a briefing: what one fact says of a day, in its section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.facts.model import day_of, label_of

if TYPE_CHECKING:
    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import FoundFact

SECTIONS = {
    "offices": "Who holds office",
    "missions": "Missions, their mandates, heads and strength",
    "measures": "Sanctions",
    "agreements": "Agreements (in force, or no end recorded)",
    "money": "Money",
    "figures": "Latest figures",
    "statements": "What was said in the twelve months before",
    "milestones": "Milestones of the twelve months before",
}
"""The sections of a briefing, in the order in which a reader needs them, with their headings."""

FADING_YEARS = 2
"""How many years after its last attestation an open-ended fact is still listed as possible."""


class Line(msgspec.Struct, frozen=True):
    """What one fact says of a day.

    `key` is the same on every day on which it is the same thing: office/ID, mission/ID[/mandate or /ceilings],
    measure/ID[/renewal], listings/REGIME, agreement/ID, money/ID, figure/SERIES[@UNDER][/ID], statement/ID,
    milestone/ID/FIELD. `under` is the key of the line that it belongs to; `until` is an end that was decided by then,
    such as a mandate's.
    """

    section: str
    key: str
    topic: str
    id: str
    title: str
    detail: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    value: int | float | None = None
    unit: str | None = None
    group: str | None = None
    under: str | None = None
    certain: bool = True
    sources: tuple[str, ...] = ()

    @property
    def is_office(self) -> bool:
        """Whether it tells who holds an office."""
        return self.key.startswith("office/")

    @property
    def is_mission(self) -> bool:
        """Whether it tells of a mission itself."""
        return self.key == f"mission/{self.id}"

    @property
    def is_ceilings(self) -> bool:
        """Whether it tells of a mission's ceilings."""
        return self.key.endswith("/ceilings")

    @property
    def is_listings(self) -> bool:
        """Whether it counts those who are listed under a regime."""
        return self.key.startswith("listings/")

    @property
    def is_figure(self) -> bool:
        """Whether it tells a value of a series."""
        return self.key.startswith("figure/")


def line_of(
    section: str,
    key: str,
    found: FoundFact,
    day: int,
    *,
    title: str | None = None,
    detail: str = "",
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    value: float | None = None,
    unit: str | None = None,
    group: str | None = None,
    under: str | None = None,
    certain: bool | None = None,
    sources: tuple[str, ...] | None = None,
) -> Line:
    """Make the line of a fact for a day (a bound such as 20210514).

    Title, date, sources and certainty on the day are the fact's unless others are given.
    """
    fact = found.fact
    given: dict[str, Any] = {
        "title": label_of(fact),
        "sources": tuple(fact.sources),
        "since": day_of(fact),
        "certain": found.span is not None and found.span.covers(day) == "certain",
    }
    return Line(section, key, found.topic, fact.id, **(given | more))


def year_before(day: int) -> int:
    """Return the same day a year earlier, as a bound."""
    return day - 10000
