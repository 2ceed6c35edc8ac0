"""How things stood on a day, and what changed between two days: pure functions of facts and days.

Nothing that happened after the day is told: no end of a period, no summary that may look back, no sum that was only counted later.
A line whose fact has dates too vague to say whether it stood on the day has `certain=False`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.briefing import sections
from malibrief.briefing.ahead import ahead
from malibrief.briefing.grouped import by_topic
from malibrief.briefing.lines import Line, year_before
from malibrief.briefing.missions import heads_of, mission_lines
from malibrief.facts.model import Funding, Mission
from malibrief.index.results import of_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.index.results import FoundFact, Tables


class Standing(msgspec.Struct, frozen=True):
    """How things stood on a day (a bound such as 20210514): its lines by their keys, in the order of each section."""

    day: int
    lines: dict[str, Line]

    def section(self, name: str) -> list[Line]:
        """Return the lines of one section, in its order; none where nothing stood."""
        return [line for line in self.lines.values() if line.section == name]


class Changes(msgspec.Struct, frozen=True):
    """What is different on the second of two days (bounds): lines that are new, lines that are gone, and pairs that differ."""

    first: int
    second: int
    began: list[Line]
    ended: list[Line]
    changed: list[tuple[Line, Line]]


def standing(facts: Sequence[FoundFact], tables: Tables, day: int) -> Standing:
    """Return how things stood on a day (a bound).

    `facts` are all facts of the base, in the order of time, `tables` its offices and series and the sources that they cite.
    """
    begun = [found for found in facts if found.span and found.span.first <= day]
    begun_by_topic = by_topic(begun)
    stood = [found for found in begun if found.span and found.span.covers(day) and sections.is_recent(found, day)]
    active = by_topic(stood)
    missions = {found.fact.id for found in of_type(facts, Mission)}
    wholes = {found.fact.id: found.fact.part_of for found in of_type(facts, Funding)}
    heads = heads_of(active.missions, active.people, tables.offices)
    head_ids = {found.fact.id for of_mission in heads.values() for found in of_mission}
    others = [found for found in active.people if found.fact.id not in head_ids]
    lines = [
        *sections.offices(others, tables.offices, day),
        *mission_lines(active.missions, heads, begun_by_topic, tables, day),
        *sections.measures(active.sanctions, begun_by_topic.resolutions, day),
        *sections.agreements(active.agreements, day),
        *sections.money(begun_by_topic.funding, wholes, tables.sources, day),
        *sections.figures(begun_by_topic.figures, missions, tables, day),
        *sections.statements(begun_by_topic.statements, day),
        *sections.milestones(begun, year_before(day), day),
        *ahead(stood, begun, day),
    ]
    return Standing(day, {line.key: line for line in lines})


def changes(first: Standing, second: Standing) -> Changes:
    """Return the changes that turn the first standing into the second."""
    before, after = first.lines, second.lines
    return Changes(
        first.day,
        second.day,
        began=[line for key, line in after.items() if key not in before],
        ended=[line for key, line in before.items() if key not in after],
        changed=[(before[key], line) for key, line in after.items() if key in before and before[key] != line],
    )
