"""A briefing of one day and the difference between two, without styling: sections of lines, with numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.dates import UNKNOWN, iso
from malibrief.lines import SECTIONS
from malibrief.text import number
from malibrief.topics import best_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.dates import PartialDate
    from malibrief.lines import Line
    from malibrief.model import Source
    from malibrief.pictures import Spans
    from malibrief.query import Found
    from malibrief.standing import Changes, Standing
    from malibrief.views import FactBaseNote


class Brief(msgspec.Struct, frozen=True):
    """How things stood on a day (a bound): the sections that were asked for, each with its name, heading and lines.

    `sources` are in the order in which they are first cited; `picture` draws the missions where that section is shown.
    """

    day: int
    sections: list[tuple[str, str, list[Line]]]
    sources: dict[str, Source]
    base: FactBaseNote
    picture: Spans | None = None


class Change(msgspec.Struct, frozen=True):
    """One thing that differs between two days; its `kind` is began, ended, changed or happened (a milestone).

    `line` tells of it: that of the second day, and of the first for what ended. `old` is that of the first day where
    both days have one.
    """

    kind: str
    line: Line
    title: str
    told: str
    date: PartialDate | None = None
    old: Line | None = None

    @property
    def before(self) -> Line | None:
        """The line of the first day; None for what began or happened."""
        return self.line if self.kind == "ended" else self.old

    @property
    def after(self) -> Line | None:
        """The line of the second day; None for what ended."""
        return None if self.kind == "ended" else self.line


class Difference(msgspec.Struct, frozen=True):
    """What changed between two days (bounds): the sections, each with its name, heading and changes.

    `sources` are in the order in which they are first cited.
    """

    first: int
    second: int
    sections: list[tuple[str, str, list[Change]]]
    sources: dict[str, Source]
    base: FactBaseNote


MOST_CITED = 2
"""So many sources of a line are named in a briefing, the best first; the fact's card has all."""

COMPARED = {name: heading for name, heading in SECTIONS.items() if name not in ("money", "statements")}
"""The sections of a difference with their headings: what money or which words were quoted on a day is no change."""
COMPARED["milestones"] = "Milestones between the two days"


def brief(stood: Standing, names: Sequence[str], sources: Mapping[str, Source], base: FactBaseNote) -> Brief:
    """The sections of these names, each line with its best sources."""
    sections = [(name, SECTIONS[name], [_best_cited(line, sources) for line in stood.section(name)]) for name in names]
    cites = dict.fromkeys(cite for _, _, lines in sections for line in lines for cite in line.sources)
    picture = _missions(stood) if "missions" in names else None
    return Brief(stood.day, sections, {cite: sources[cite] for cite in cites}, base, picture)


def _missions(stood: Standing) -> Spans | None:
    """The missions up to the day as spans, which end at the day: what came later is not told."""
    from malibrief.pictures import Bar, Spans, years_of

    now = years_of(stood.day)
    bars: list[Bar] = []
    for line in stood.section("missions"):
        if line.topic == "missions" and line.since and years_of(line.since.last) < now:
            first, sure_first = years_of(line.since.first), years_of(line.since.last)
            bars.append(
                Bar(line.title, line.id, first, now, sure_first, now, f"since {line.since.short}", ongoing=True)
            )
    if not bars:
        return None
    start = min(int(bar.first) for bar in bars)
    return Spans("Missions on the day", bars, start, int(now) + 1, now, iso(stood.day).in_words)


def _best_cited(line: Line, sources: Mapping[str, Source]) -> Line:
    best = best_first([sources[name] for name in line.sources])[:MOST_CITED]
    return msgspec.structs.replace(line, sources=tuple(source.id for source in best))


def difference(
    changes: Changes,
    between: Sequence[Line],
    names: Sequence[str],
    facts: Sequence[Found],
    sources: Mapping[str, Source],
    base: FactBaseNote,
) -> Difference:
    """What changed between two days in the sections of these names (of COMPARED), and the milestones between them."""
    told = _successions(changes, facts)
    told += [change for before, after in changes.changed if (change := _changed(before, after))]
    told += [Change("happened", line, line.title, "", line.since) for line in between]
    told = [_cited_change(_dated(change, changes), sources) for change in told]
    sections = [(name, COMPARED[name], [change for change in told if change.line.section == name]) for name in names]
    lines = [line for _, _, here in sections for change in here for line in (change.line, change.before) if line]
    cites = dict.fromkeys(cite for line in lines for cite in line.sources)
    return Difference(changes.first, changes.second, sections, {cite: sources[cite] for cite in cites}, base)


def _dated(change: Change, changes: Changes) -> Change:
    """The change with its date only where that can lie between the two days: a vaguer one is that of something else."""
    date = change.date
    if date is None or date == UNKNOWN or (changes.first < date.last and date.first <= changes.second):
        return change
    return msgspec.structs.replace(change, date=None)


def _cited_change(change: Change, sources: Mapping[str, Source]) -> Change:
    old = _best_cited(change.old, sources) if change.old else None
    return msgspec.structs.replace(change, line=_best_cited(change.line, sources), old=old)


def _successions(changes: Changes, facts: Sequence[Found]) -> list[Change]:
    """What began and ended; of one office who left it and who holds it.

    A series that only one day has is no change, what belongs to a mission that ended is not told apart (but for other
    missions), and what may still be there has not ended.
    """
    began, ended = _told(changes.began), _told(changes.ended)
    ends = {found.fact.id: getattr(found.fact, "end", None) for found in facts}
    there = {found.fact.id for found in facts if found.span and found.span.covers(changes.second)}
    over = {line.key for line in ended}
    told: list[Change] = []
    taken: set[str] = set()
    for before in (line for line in ended if line.under not in over or line.topic == "missions"):
        after = next((line for line in began if _same_office(before, line) and line.key not in taken), None)
        if after:
            taken.add(after.key)
            if after.title != before.title:
                names = f"{before.title}, then {after.title}"
                told.append(Change("changed", after, after.detail, names, after.since, before))
        elif before.id not in there:
            told.append(Change("ended", before, before.title, before.detail, ends.get(before.id)))
    rest = [line for line in began if line.key not in taken]
    return told + [Change("began", line, line.title, line.detail, line.since) for line in rest]


def _told(lines: Sequence[Line]) -> list[Line]:
    """The lines whose coming or going is a change."""
    return [
        line for line in lines if line.section not in ("milestones", "figures") and not line.key.startswith("figure/")
    ]


def _same_office(before: Line, after: Line) -> bool:
    return before.key.startswith("office/") and after.key.startswith("office/") and before.group == after.group


def _changed(before: Line, after: Line) -> Change | None:
    """A line that is another on the second day; None where it differs only in how surely it is known.

    Nor has a mission changed where only those of its tasks are told that name what was there.
    """
    if before.value is not None and after.value is not None and before.unit == after.unit:
        told = _growth(before.value, after.value, after.unit or "")
        return Change("changed", after, after.title, told, after.since, before) if told else None
    if (before.id, before.title, before.detail, before.until) == (after.id, after.title, after.detail, after.until):
        return None
    if after.key.endswith("/ceilings") and before.detail == after.detail:
        return None
    if after.key == f"mission/{after.id}":
        return None
    told = f"before: {before.title}" if before.title != after.title else f"{before.detail}, then {after.detail}"
    return Change("changed", after, after.title, told, after.since, before)


def _growth(before: float, after: float, unit: str) -> str:
    """Two values of one unit and what lies between them, "" where they are the same."""
    gap = round(after - before, 6)
    if not gap:
        return ""
    share = f", {gap / before:+.0%}" if before else ""
    return f"{number(before)}, then {number(after)} {unit} ({gap:+,}{share})"
