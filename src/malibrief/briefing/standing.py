"""How things stood on a day, and what changed between two days: pure functions of facts and days.

A `Standing` is lines in sections, each the word of one fact with its date, id and sources. Nothing from after the day is
told: no end of a period, no summary that may look back, no sum that was only counted later. What is known too vaguely to
say whether it stood that day is `certain=False`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.briefing import sections
from malibrief.briefing.grouped import by_topic
from malibrief.briefing.lines import Line, year_before
from malibrief.briefing.missions import headed, lines_of_missions
from malibrief.facts.model import Mission
from malibrief.index.results import of_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.model import Source
    from malibrief.index.results import FoundFact


class Standing(msgspec.Struct, frozen=True):
    """How things stood on a day (a bound such as 20210514): lines by key, each section's in its order."""

    day: int
    lines: dict[str, Line]

    def section(self, name: str) -> list[Line]:
        """Return the lines of one section; an empty list where nothing stood."""
        return [line for line in self.lines.values() if line.section == name]


class Changes(msgspec.Struct, frozen=True):
    """What is different on the second of two days: lines that came, lines that went, and pairs of lines that changed."""

    first: int
    second: int
    began: list[Line]
    ended: list[Line]
    changed: list[tuple[Line, Line]]


def standing(facts: Sequence[FoundFact], sources: Mapping[str, Source], day: int) -> Standing:
    """Return how things stood on `day`, by these facts (all of a fact base, in the order of time) and their sources."""
    begun = [found for found in facts if found.span and found.span.first <= day]
    known = by_topic(begun)
    there = by_topic(
        found for found in begun if found.span and found.span.covers(day) and sections.known_recently(found, day)
    )
    names = {found.fact.id: found.fact.name for found in of_type(facts, Mission)}
    heads = headed(there.people, there.missions)
    serving = {found.fact.id for of_one in heads.values() for found in of_one}
    others = [found for found in there.people if found.fact.id not in serving]
    lines = [
        *sections.offices(others, day),
        *lines_of_missions(there.missions, heads, known, names, sources, day),
        *sections.measures(there.sanctions, known.resolutions, day),
        *sections.agreements(there.agreements, day),
        *sections.money(known.funding, sources, day),
        *sections.figures(known.figures, names, sources, day),
        *sections.statements(known.statements, day),
        *sections.milestones(begun, year_before(day), day),
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
