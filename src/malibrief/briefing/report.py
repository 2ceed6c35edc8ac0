"""A briefing of one day and the difference between two, without styling: sections of lines, with numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from malibrief.briefing.lines import SECTIONS
from malibrief.briefing.sections import how_many, is_listing, listings
from malibrief.facts.dates import FOREVER, UNKNOWN
from malibrief.facts.model import Sanction, end_of, label_of
from malibrief.facts.topics import best_first
from malibrief.index.results import of_type
from malibrief.text import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.briefing.standing import Changes, Standing
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source
    from malibrief.index.results import FactBaseNote, Found, FoundFact


class Brief(msgspec.Struct, frozen=True):
    """How things stood on a day (a bound): the sections that were asked for, each with its name, heading and lines.

    `sources` are in the order in which they are first cited.
    """

    day: int
    sections: list[tuple[str, str, list[Line]]]
    sources: dict[str, Source]
    base: FactBaseNote


ChangeKind = Literal["began", "ended", "changed", "happened"]
"""What a difference says of a line; a milestone between the days has happened."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that differs between two days, with its lines of the first and of the second day: one of them is there."""

    kind: ChangeKind
    title: str
    detail: str
    date: PartialDate | None = None
    before: Line | None = None
    after: Line | None = None

    @property
    def line(self) -> Line:
        """The line that tells of it: of the second day, or of the first for what ended."""
        line = self.after or self.before
        assert line is not None
        return line

    @property
    def certain(self) -> bool:
        """Whether what ended or changed is known to have stood on the first day, and what it changed to on the second."""
        return self.before is None or (self.before.certain and (self.after is None or self.after.certain))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources of both lines, those of the second day first."""
        return tuple(dict.fromkeys(cite for line in (self.after, self.before) if line for cite in line.sources))


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
"""At most this many sources of a line are named in a briefing, the best first; the fact's card has all."""

COMPARED = {name: heading for name, heading in SECTIONS.items() if name not in ("money", "statements")}
"""The sections of a difference with their headings: what money or which words were quoted on a day is no change."""
COMPARED["milestones"] = "Milestones between the two days"


def brief(stood: Standing, names: Sequence[str], sources: Mapping[str, Source], base: FactBaseNote) -> Brief:
    """Return the sections of these names, each line with its best sources."""
    sections = [(name, SECTIONS[name], [_best_cited(line, sources) for line in stood.section(name)]) for name in names]
    cites = dict.fromkeys(cite for _, _, lines in sections for line in lines for cite in line.sources)
    return Brief(stood.day, sections, {cite: sources[cite] for cite in cites}, base)


def _best_cited(line: Line, sources: Mapping[str, Source]) -> Line:
    best = best_first([sources[name] for name in line.sources])[:MOST_CITED]
    return msgspec.structs.replace(line, sources=tuple(source.id for source in best))


def difference(
    changes: Changes,
    between: Sequence[Line],
    names: Sequence[str],
    facts: Sequence[FoundFact],
    sources: Mapping[str, Source],
    base: FactBaseNote,
) -> Difference:
    """Return what changed between two days in the sections of these names (of COMPARED), in the order of time, and the milestones."""
    found = _successions(changes, facts)
    found += [change for before, after in changes.changed if (change := _changed(before, after))]
    found += _listings(changes, facts)
    found += [Change(kind="happened", title=line.title, detail="", date=line.since, after=line) for line in between]
    found = sorted((_cited_change(_dated(change, changes), sources) for change in found), key=_day_of)
    sections = [(name, COMPARED[name], [change for change in found if change.line.section == name]) for name in names]
    cites = dict.fromkeys(cite for _, _, here in sections for change in here for cite in change.sources)
    return Difference(changes.first, changes.second, sections, {cite: sources[cite] for cite in cites}, base)


def _dated(change: Change, changes: Changes) -> Change:
    """Return the change with its date only where that can lie between the two days: a vaguer one is that of something else."""
    date = change.date
    if date is None or date == UNKNOWN or (changes.first < date.last and date.first <= changes.second):
        return change
    return msgspec.structs.replace(change, date=None)


def _day_of(change: Change) -> int:
    """Return the first day that a change can have; what has none comes last."""
    return FOREVER if change.date in (None, UNKNOWN) else change.date.first


def _cited_change(change: Change, sources: Mapping[str, Source]) -> Change:
    before, after = (line and _best_cited(line, sources) for line in (change.before, change.after))
    return msgspec.structs.replace(change, before=before, after=after)


def _successions(changes: Changes, facts: Sequence[FoundFact]) -> list[Change]:
    """Return what began and ended, and who left an office to whom; listings aside.

    A series that only one day has is no change, what belongs to a mission that ended is not told apart (but for other
    missions), what may still be there has not ended, and what was there has not begun.
    """
    began, ended = _that_count(changes.began), _that_count(changes.ended)
    ends = {found.fact.id: end_of(found.fact) for found in facts}
    before, after = (_there(facts, day) for day in (changes.first, changes.second))
    over = {line.key for line in ended}
    found: list[Change] = []
    taken: set[str] = set()
    holders: dict[str | None, list[Line]] = {}
    for line in reversed(began):
        if line.is_office:
            holders.setdefault(line.group, []).append(line)
    for left in (line for line in ended if line.under not in over or line.topic == "missions"):
        if left.is_office and holders.get(left.group):
            came = holders[left.group].pop()
            taken.add(came.key)
            if came.title != left.title:
                found.append(_change_of(left, came, f"{left.title}, then {came.title}", title=came.detail))
        elif left.id not in after:
            end = ends.get(left.id)
            found.append(Change(kind="ended", title=left.title, detail=left.detail, date=end, before=left))
    return found + [
        Change(kind="began", title=line.title, detail=line.detail, date=line.since, after=line)
        for line in began
        if line.key not in taken and line.id not in before
    ]


def _there(facts: Sequence[FoundFact], day: int) -> set[str]:
    """Return the ids of the facts that stood on a day, or may have."""
    return {found.fact.id for found in facts if found.span and found.span.covers(day)}


def _that_count(lines: Sequence[Line]) -> list[Line]:
    """Return the lines whose coming or going is a change; of figures it is none, and listings are told one by one."""
    return [line for line in lines if line.section != "milestones" and not (line.is_figure or line.is_listings)]


def _listings(changes: Changes, facts: Sequence[FoundFact]) -> list[Change]:
    """Who was listed and who was taken off a list between the two days, those of one regime and date together."""
    groups: dict[tuple[ChangeKind, str, PartialDate | None], list[Found[Sanction]]] = {}
    for found in of_type(facts, Sanction):
        if is_listing(found.fact) and found.span:
            before, after = (found.span.covers(day) for day in (changes.first, changes.second))
            if bool(before) != bool(after):
                kind: ChangeKind = "began" if after else "ended"
                date = found.fact.start if after else found.fact.end
                groups.setdefault((kind, found.fact.regime, date), []).append(found)
    return [_listed(kind, regime, date, changes, group) for (kind, regime, date), group in groups.items()]


def _listed(
    kind: ChangeKind, regime: str, date: PartialDate | None, changes: Changes, group: Sequence[Found[Sanction]]
) -> Change:
    """Describe who came on a regime's list, or was taken off it."""
    came = kind == "began"
    title = f"{'Listed under' if came else 'Taken off the list of'} {regime}: {how_many(group)}"
    line = listings(regime, group, changes.second if came else changes.first)
    names = ", ".join(label_of(found.fact) for found in group)
    lines: dict[str, Line] = {"after" if came else "before": line}
    return Change(kind=kind, title=title, detail=names, date=date, **lines)


def _changed(before: Line, after: Line) -> Change | None:
    """Return the change of a line; None where it differs only in how surely it is known.

    Nor has a mission changed where only those of its tasks are told that name what was there.
    """
    if after.is_listings:
        return None
    if before.value is not None and after.value is not None and before.unit == after.unit:
        growth = _growth(before, before.value, after.value)
        return _change_of(before, after, growth) if growth else None
    if (before.id, before.title, before.detail, before.until) == (after.id, after.title, after.detail, after.until):
        return None
    if after.is_ceilings and before.detail == after.detail:
        return None
    if after.is_mission:
        return None
    renamed = before.title != after.title
    return _change_of(before, after, f"before: {before.title}" if renamed else f"{before.detail}, then {after.detail}")


def _change_of(before: Line, after: Line, detail: str, title: str | None = None) -> Change:
    """Describe the change from one line to another, under the title of the second unless one is given."""
    title = title or after.title
    return Change(kind="changed", title=title, detail=detail, date=after.since, before=before, after=after)


def _growth(line: Line, before: float, after: float) -> str:
    """Describe the growth from the value of a line to another; "" where they are the same."""
    gap = round(after - before, 6)
    if not gap:
        return ""
    share = f", {gap / before:+.{0 if abs(gap) >= abs(before) / 100 else 1}%}" if before else ""
    dated = f" ({line.since.short})" if line.since else ""
    return f"{number(before)}{dated}, then {number(after)} {line.unit or ''} ({gap:+,}{share})"
