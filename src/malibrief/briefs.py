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
    from malibrief.model import Source
    from malibrief.pictures import Spans
    from malibrief.query import Found
    from malibrief.standing import Changes, Line, Standing
    from malibrief.views import FactBaseNote


class Brief(msgspec.Struct, frozen=True):
    """How things stood on a day: the sections that were asked for, each with its heading and lines, and the sources numbered."""

    day: int
    sections: list[tuple[str, str, list[Line]]]
    sources: dict[str, Source]
    base: FactBaseNote
    picture: Spans | None = None

    def numbers(self) -> dict[str, int]:
        """The number of each source, in the order in which they are first cited."""
        return {name: n for n, name in enumerate(self.sources, start=1)}


class Change(msgspec.Struct, frozen=True):
    """One thing that began, ended or changed between two days, with the line of each day on which it stood."""

    section: str
    kind: str
    before: Line | None
    after: Line | None
    title: str
    told: str
    date: PartialDate | None = None

    @property
    def line(self) -> Line:
        """The line that tells of it: the later one where there is one."""
        line = self.after or self.before
        assert line is not None
        return line


class Difference(msgspec.Struct, frozen=True):
    """What changed between two days: the sections with their headings and changes, and the sources numbered."""

    first: int
    second: int
    sections: list[tuple[str, str, list[Change]]]
    sources: dict[str, Source]
    base: FactBaseNote

    def numbers(self) -> dict[str, int]:
        """The number of each source, in the order in which they are first cited."""
        return {name: n for n, name in enumerate(self.sources, start=1)}


MOST_CITED = 2
"""So many sources of a line are named in a briefing, the best first; the fact's card has all."""


def brief(stood: Standing, names: Sequence[str], sources: Mapping[str, Source], base: FactBaseNote) -> Brief:
    """The sections of these names. Sources are numbered in the order in which they are cited."""
    sections = [(name, SECTIONS[name], [_best_cited(line, sources) for line in stood.section(name)]) for name in names]
    cites = dict.fromkeys(cite for _, _, lines in sections for line in lines for cite in line.sources)
    return Brief(
        stood.day,
        sections,
        {cite: sources[cite] for cite in cites},
        base,
        _missions(stood) if "missions" in names else None,
    )


def _missions(stood: Standing) -> Spans | None:
    """The missions up to the day as spans, which end at the day: what came later is not told."""
    from malibrief.pictures import Bar, Spans, years_of

    now = years_of(stood.day)
    bars = [
        Bar(
            line.title,
            line.id,
            years_of(line.since.first),
            now,
            years_of(line.since.last),
            now,
            f"since {line.since.short}",
            ongoing=True,
        )
        for line in stood.section("missions")
        if line.topic == "missions" and line.since and years_of(line.since.last) < now
    ]
    if not bars:
        return None
    start = min(int(bar.first) for bar in bars)
    return Spans("Missions on the day", bars, start, int(now) + 1, now, iso(stood.day).in_words)


def _best_cited(line: Line, sources: Mapping[str, Source]) -> Line:
    best = best_first([sources[name] for name in line.sources])[:MOST_CITED]
    return msgspec.structs.replace(line, sources=tuple(source.id for source in best))


def difference(
    changes: Changes, between: Sequence[Line], facts: Sequence[Found], sources: Mapping[str, Source], base: FactBaseNote
) -> Difference:
    """What changed between two days, by section, and the milestones between them.

    Money and statements are left out: what was quoted on a day says little about what changed.
    """
    told = [*_successions(changes, facts), *(_changed(before, after) for before, after in changes.changed)]
    told += [Change("milestones", "happened", None, line, line.title, "", line.since) for line in between]
    sections = []
    for name in SECTIONS:
        here = [_cited_change(_dated(change, changes), sources) for change in told if change and change.section == name]
        if name not in ("money", "statements"):
            heading = "Milestones between the two days" if name == "milestones" else SECTIONS[name]
            sections.append((name, heading, here))
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
    before = _best_cited(change.before, sources) if change.before else None
    after = _best_cited(change.after, sources) if change.after else None
    return msgspec.structs.replace(change, before=before, after=after)


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
                known = f"{before.title}, then {after.title}"
                told.append(Change(after.section, "changed", before, after, after.detail, known, after.since))
        elif before.id not in there:
            told.append(Change(before.section, "ended", before, None, before.title, before.detail, ends.get(before.id)))
    rest = [line for line in began if line.key not in taken]
    return told + [Change(line.section, "began", None, line, line.title, line.detail, line.since) for line in rest]


def _told(lines: Sequence[Line]) -> list[Line]:
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
        gap = round(after.value - before.value, 6)
        share = f", {gap / before.value:+.0%}" if before.value else ""
        told = f"{number(before.value)}, then {number(after.value)} {after.unit or ''} ({gap:+,}{share})" if gap else ""
        return Change(after.section, "changed", before, after, after.title, told, after.since) if gap else None
    if (before.id, before.title, before.detail, before.until) == (after.id, after.title, after.detail, after.until):
        return None
    if after.key.endswith("/ceilings") and before.detail == after.detail:
        return None
    if after.key == f"mission/{after.id}":
        return None
    told = f"before: {before.title}" if before.title != after.title else f"{before.detail}, then {after.detail}"
    return Change(after.section, "changed", before, after, after.title, told, after.since)
