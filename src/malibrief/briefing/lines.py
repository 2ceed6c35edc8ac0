"""The lines of a briefing, and its sections: a line says what one fact tells about a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import day_of
from malibrief.facts.told import label_of
from malibrief.language import say

if TYPE_CHECKING:
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.spans import Span
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
    "ahead": "Set to end within twelve months",
}
"""The English headings of a briefing's sections by name, in the order in which a reader needs them."""

UNCERTAIN = "possible: its dates are vague, or it was last reported before that day"
"""What the sign "~" means before a line of a briefing."""
UNCERTAIN_CHANGE = "may not have changed between these days: its dates are vague, or it was last reported before"
"""What the sign "~" means before a change."""

FADING_YEARS = 2
"""How many years after its last attestation an open-ended fact is still listed as possible."""


class Line(msgspec.Struct, frozen=True):
    """What one fact tells about a day.

    `key` names the thing that the line is about, and is the same on every day, so that two days can be compared: office/ID,
    mission/ID[/mandate or /ceilings], measure/ID[/renewal], listings/REGIME, agreement/ID, money/ID,
    figure/SERIES[@UNDER][/ID], statement/ID, milestone/ID/FIELD, ahead/ID.

    `topic` and `id` are those of the fact, `sources` the ids of its sources. `until` is an end that had been decided by
    that day, such as a mandate's. `group` is what the fact has in common with others: its office, series or kind of money.
    `under` is the key of the line that this one belongs to. `certain` is False where it is open whether the fact stood on the
    day: where its dates are vague, or where it was last `reported` before. `horizon` is that of the fact, where the line tells that it
    stands. `span` is when the fact stood, `brief` what a briefing of one page tells instead of the detail, where that is too long
    for it.
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
    reported: PartialDate | None = None
    horizon: PartialDate | None = None
    span: Span | None = None
    sources: tuple[str, ...] = ()
    brief: str | None = None

    @property
    def last_reported(self) -> str:
        """When it was last reported, for a line that may no longer stand: `last reported Feb 2020`; "" for others."""
        return say("last reported {day:short}", day=self.reported) if self.reported else ""

    @property
    def set_end(self) -> str:
        """The end that was set: `until 30 Jun 2021`; "" for lines without one."""
        return say("until {day:short}", day=self.until) if self.until else ""

    @property
    def is_office(self) -> bool:
        """Whether the line tells who holds an office."""
        return self.key.startswith("office/")

    @property
    def is_mission(self) -> bool:
        """Whether the line is about a mission itself, not about its mandate, ceilings, heads or figures."""
        return self.key == f"mission/{self.id}"

    @property
    def is_mandate(self) -> bool:
        """Whether the line tells a mission's mandate."""
        return self.key.endswith("/mandate")

    @property
    def is_ceilings(self) -> bool:
        """Whether the line tells a mission's ceilings."""
        return self.key.endswith("/ceilings")

    @property
    def is_listings(self) -> bool:
        """Whether the line counts the persons and entities listed under a regime."""
        return self.key.startswith("listings/")

    @property
    def is_figure(self) -> bool:
        """Whether the line tells a value of a series."""
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
    brief: str | None = None,
) -> Line:
    """Make the line of a fact for a day (a bound such as 20210514).

    Title, date, sources and certainty on the day are the fact's unless others are given.
    """
    fact = found.fact
    horizon = found.horizon if certain is None else None
    if certain is None:
        certain = found.span is not None and found.span.covers(day) == "certain"
    reported = None if certain or found.horizon is None or found.horizon.last >= day else found.horizon
    return Line(
        section=section,
        key=key,
        topic=found.topic,
        id=fact.id,
        title=label_of(fact) if title is None else title,
        detail=detail,
        since=day_of(fact) if since is None else since,
        until=until,
        value=value,
        unit=unit,
        group=group,
        under=under,
        certain=certain,
        reported=reported,
        horizon=horizon,
        span=found.span,
        sources=tuple(fact.sources) if sources is None else sources,
        brief=brief,
    )


def year_after(day: int) -> int:
    """Return the same day a year later, both as bounds: 20210514 -> 20220514."""
    return day + 10000


def year_before(day: int) -> int:
    """Return the same day a year earlier, both as bounds: 20210514 -> 20200514."""
    return day - 10000
