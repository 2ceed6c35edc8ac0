"""A briefing on one day and the difference between two days, without styling: sections of lines, with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from malibrief.briefing.lines import SECTIONS, UNCERTAIN, UNCERTAIN_CHANGE
from malibrief.briefing.sections import is_listing, listings_line, persons_and_entities
from malibrief.facts.dates import FOREVER, UNKNOWN, day_after, iso
from malibrief.facts.evidence import cited_on
from malibrief.facts.model import Sanction, end_of
from malibrief.facts.told import label_of, text_of
from malibrief.facts.topics import best_first
from malibrief.index.results import of_type
from malibrief.language import is_french, say
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

    `sources` are those that the lines cite, by id, in the order in which they are first cited. With `short` it is a page, and
    `left_out` says how many lines of which sections are only in the whole briefing. With `ids` each line names its fact.
    """

    day: int
    sections: list[tuple[str, str, list[Line]]]
    sources: dict[str, Source]
    base: FactBaseNote
    ids: bool = False
    short: bool = False
    left_out: dict[str, int] = {}

    @property
    def title(self) -> str:
        """Where, and on which day."""
        return say("{place} on {day:words}", place=self.base.place, day=iso(self.day))

    @property
    def more(self) -> str:
        """What a page leaves out, and how to get it; "" where it leaves out nothing."""
        if not self.left_out:
            return ""
        counts = ", ".join(f"{say(name)} {count}" for name, count in self.left_out.items())
        return say("More lines with --full, or --section NAME: {counts}", counts=counts)

    @property
    def key(self) -> str:
        """What the sign "~" means, "" where no line has it."""
        has_sign = any(not line.certain for _, _, lines in self.sections for line in lines)
        return f"~ {say(UNCERTAIN)}" if has_sign else ""


ChangeKind = Literal["began", "ended", "changed", "happened"]
"""What happened to a line between two days; milestones have "happened"."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that differs between two days, with its lines of the first and of the second day: at least one of the two."""

    kind: ChangeKind
    title: str
    detail: str
    date: PartialDate | None = None
    before: Line | None = None
    after: Line | None = None

    @property
    def word(self) -> str:
        """What happened, in the language that is spoken."""
        return say(self.kind)

    @property
    def line(self) -> Line:
        """The line of the second day, or that of the first for what ended."""
        line = self.after or self.before
        assert line is not None
        return line

    @property
    def certain(self) -> bool:
        """Whether it is certain that the old state stood on the first day and the new one since then; True for what began.

        That the new state was last reported before the second day does not make the change less certain.
        """
        after_is_certain = self.after is None or self.after.certain or self.after.reported is not None
        return self.before is None or (self.before.certain and after_is_certain)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources of both lines, those of the second day first."""
        return tuple(dict.fromkeys(cite for line in (self.after, self.before) if line for cite in line.sources))


class Difference(msgspec.Struct, frozen=True):
    """What changed between two days (bounds): the sections that were asked for, each with its name, heading and changes.

    `sources` are those that the changes cite, by id, in the order in which they are first cited. With `ids` each change names its
    fact.
    """

    first: int
    second: int
    sections: list[tuple[str, str, list[Change]]]
    sources: dict[str, Source]
    base: FactBaseNote
    ids: bool = False

    @property
    def title(self) -> str:
        """Where, and between which days."""
        days = {"first": iso(self.first), "second": iso(self.second)}
        return say("{place}: from {first:words} to {second:words}", place=self.base.place, **days)

    @property
    def none(self) -> str:
        """What to say where nothing changed; "" where something did."""
        if any(changes for _, _, changes in self.sections):
            return ""
        if self.first == self.second:
            return say("both days are {day:words}", day=iso(self.first))
        days = {"first": iso(self.first), "second": iso(self.second)}
        return say("no change is recorded between {first:words} and {second:words}", **days)

    @property
    def key(self) -> str:
        """What the sign "~" means, "" where no change has it."""
        has_sign = any(not change.certain for _, _, changes in self.sections for change in changes)
        return f"~ {say(UNCERTAIN_CHANGE)}" if has_sign else ""


MOST_CITED = 2
"""How many sources a briefing names for a line at most, best first; the fact's card has all."""

COMPARED = {name: heading for name, heading in SECTIONS.items() if name not in ("money", "statements", "ahead")}
"""The English headings of a difference's sections by name: what was quoted on a day, or lay ahead of it, is no change."""
COMPARED["milestones"] = "Milestones between the two days"


def brief(
    stood: Standing, names: Sequence[str], sources: Mapping[str, Source], base: FactBaseNote, ids: bool = False
) -> Brief:
    """Make the whole briefing of a day with the sections of these `names`, each line with its best sources."""
    sections = [
        (name, say(SECTIONS[name]), [_cited_on(stood.day, line, sources) for line in stood.section(name)])
        for name in names
    ]
    cites = dict.fromkeys(cite for _, _, lines in sections for line in lines for cite in line.sources)
    return Brief(stood.day, sections, {cite: sources[cite] for cite in cites}, base, ids)


def _cited_on(day: int, line: Line, sources: Mapping[str, Source]) -> Line:
    """Return the line of a day with the best of its sources for that day."""
    groups = cited_on([sources[name] for name in line.sources], day, line.horizon)
    return _citing(line, [source for group in groups for source in group])


def _citing(line: Line, best: Sequence[Source]) -> Line:
    """Return the line with the first `MOST_CITED` of these sources."""
    return msgspec.structs.replace(line, sources=tuple(source.id for source in best[:MOST_CITED]))


def difference(
    changes: Changes,
    between: Sequence[Line],
    names: Sequence[str],
    facts: Sequence[FoundFact],
    sources: Mapping[str, Source],
    base: FactBaseNote,
    ids: bool = False,
) -> Difference:
    """Make the difference between two days with the sections of these `names` (of `COMPARED`), oldest changes first, undated last.

    `between` are the lines of the milestones between the days, `facts` all facts of the base.
    """
    found = _beginnings_and_ends(changes, facts, base.updated.last)
    found += [change for before, after in changes.changed if (change := _change_of_line(before, after))]
    found += _listings(changes, facts)
    found += [Change(kind="happened", title=line.title, detail="", date=line.since, after=line) for line in between]
    found = sorted((_best_cited(_plausibly_dated(change, changes), sources) for change in found), key=_first_day)
    sections = [
        (name, say(COMPARED[name]), [change for change in found if change.line.section == name]) for name in names
    ]
    cites = dict.fromkeys(cite for _, _, here in sections for change in here for cite in change.sources)
    return Difference(changes.first, changes.second, sections, {cite: sources[cite] for cite in cites}, base, ids)


def _plausibly_dated(change: Change, changes: Changes) -> Change:
    """Return the change, without its date if that cannot lie between the two days and so belongs to something else."""
    date = change.date
    if date is None or date == UNKNOWN or (changes.first < date.last and date.first <= changes.second):
        return change
    return msgspec.structs.replace(change, date=None)


def _first_day(change: Change) -> int:
    """Return the first day that the date of a change can mean, `FOREVER` where it has none."""
    return FOREVER if change.date in (None, UNKNOWN) else change.date.first


def _best_cited(change: Change, sources: Mapping[str, Source]) -> Change:
    """Return the change with the best sources of each of its lines, of whatever date: later ones tell an end."""
    before, after = (
        line and _citing(line, best_first([sources[name] for name in line.sources]))
        for line in (change.before, change.after)
    )
    return msgspec.structs.replace(change, before=before, after=after)


def _beginnings_and_ends(changes: Changes, facts: Sequence[FoundFact], updated: int) -> list[Change]:
    """Return what began and what ended, and for an office that changed hands one change from its old to its new holder.

    Not counted:
    - figures, which are compared only where both days have a value, and listings, which `_listings` tells one by one;
    - what belongs to a mission or regime that ended with it, but for other missions;
    - the end of a fact that may still stand on the second day, or may have ended on any day before the last edit of the base;
    - the beginning of a fact that may have stood on the first day.
    """
    began, ended = _comparable(changes.began), _comparable(changes.ended)
    ends = {found.fact.id: end_of(found.fact) for found in facts}
    unbounded = {found.fact.id for found in facts if found.span and found.span.last == updated}
    active_before, active_after = (_active_ids(facts, day) for day in (changes.first, changes.second))
    ended_keys = {line.key for line in ended}
    found: list[Change] = []
    successors: set[str] = set()
    newcomers: dict[str | None, list[Line]] = {}
    for line in reversed(began):
        if line.is_office:
            newcomers.setdefault(line.group, []).append(line)
    for old in (line for line in ended if line.under not in ended_keys or line.topic == "missions"):
        if old.is_office and newcomers.get(old.group):
            new = newcomers[old.group].pop()
            successors.add(new.key)
            if new.title != old.title:
                found.append(_change_between(old, new, _handed_over(old, new, ends.get(old.id)), title=new.detail))
        elif old.id not in active_after and (old.certain or old.id not in unbounded):
            end = ends.get(old.id)
            found.append(Change(kind="ended", title=old.title, detail=old.detail, date=end, before=old))
    return found + [
        Change(kind="began", title=line.title, detail=line.detail, date=line.since, after=line)
        for line in began
        if line.key not in successors and line.id not in active_before
    ]


def _active_ids(facts: Sequence[FoundFact], day: int) -> set[str]:
    """Return the ids of the facts that certainly or possibly stood on a day."""
    return {found.fact.id for found in facts if found.span and found.span.covers(day)}


def _comparable(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that count as a change if only one day has them: all but milestones, figures and listings."""
    return [line for line in lines if line.section != "milestones" and not (line.is_figure or line.is_listings)]


def _listings(changes: Changes, facts: Sequence[FoundFact]) -> list[Change]:
    """Return who was listed and who was taken off a list between the two days, a change for each regime and date."""
    groups: dict[tuple[ChangeKind, str, PartialDate | None], list[Found[Sanction]]] = {}
    for found in of_type(facts, Sanction):
        if is_listing(found.fact) and found.span:
            before, after = (found.span.covers(day) for day in (changes.first, changes.second))
            if bool(before) != bool(after):
                kind: ChangeKind = "began" if after else "ended"
                date = found.fact.start if after else found.fact.end
                groups.setdefault((kind, found.fact.regime, date), []).append(found)
    return [_change_of_list(kind, regime, date, changes, group) for (kind, regime, date), group in groups.items()]


def _change_of_list(
    kind: ChangeKind, regime: str, date: PartialDate | None, changes: Changes, group: Sequence[Found[Sanction]]
) -> Change:
    """Return the change that a group, at least one, was listed under a regime ("began") or taken off its list ("ended")."""
    names = ", ".join(label_of(found.fact) for found in group)
    told = {"regime": text_of(group[0].fact, "regime"), "group": persons_and_entities(group)}
    if kind == "began":
        title = say("Listed under {regime}: {group}", **told)
        after = listings_line(regime, group, changes.second)
        return Change(kind=kind, title=title, detail=names, date=date, after=after)
    title = say("Taken off the list of {regime}: {group}", **told)
    before = listings_line(regime, group, changes.first)
    return Change(kind=kind, title=title, detail=names, date=date, before=before)


def _change_of_line(before: Line, after: Line) -> Change | None:
    """Return the change of a line that both days have; None where nothing changed but what is known or told.

    So for a line that differs only in certainty or sources, for ceilings set again at the same level, and for a mission,
    whose tasks are told only as far as they concern the day. Listings are compared by `_listings`.
    """
    if after.is_listings or after.is_mission:
        return None
    if before.value is not None and after.value is not None and before.unit == after.unit:
        growth = _growth(before, before.value, after.value)
        return _change_between(before, after, growth) if growth else None
    if (before.id, before.title, before.detail, before.until) == (after.id, after.title, after.detail, after.until):
        return None
    if after.is_ceilings and before.detail == after.detail:
        return None
    has_new_title = before.title != after.title
    detail = say("before: {title}", title=before.title) if has_new_title else _then(before.detail, after.detail)
    return _change_between(before, after, detail)


def _then(before: str, after: str) -> str:
    """Return what was, then what is."""
    return say("{before}, then {after}", before=before, after=after)


def _handed_over(old: Line, new: Line, end: PartialDate | None) -> str:
    """Return who held an office, then who holds it; where others may have held it between, with the end of the first one's term."""
    left = end if end is not None and end != UNKNOWN else None
    if left is None or new.since is None or new.since.first <= day_after(left.last):
        return _then(old.title, new.title)
    return _then(say("{name} (until {day:short})", name=old.title, day=left), new.title)


def _change_between(before: Line, after: Line, detail: str, title: str | None = None) -> Change:
    """Return the change from one line to another, with the title of the second unless another is given."""
    return Change(
        kind="changed", title=title or after.title, detail=detail, date=after.since, before=before, after=after
    )


def _growth(line: Line, before: float, after: float) -> str:
    """Return in words how a value grew or shrank from that of a line: "4,521 (31 Dec 2001), then 8,900 soldiers (+4,379, +97%)".

    "" where it is the same. A change of less than one per cent has one decimal; from zero there is no percentage.
    """
    gap = round(after - before, 6)
    if not gap:
        return ""
    told = number(before) + (f" ({line.since.short})" if line.since else "")
    change = f"{'+' if gap > 0 else ''}{number(gap)}"
    if before:
        percent = f"{gap / before:+.{0 if abs(gap) >= abs(before) / 100 else 1}%}".rstrip("%")
        change += ", " + say("{percent}%", percent=percent.replace(".", ",") if is_french() else percent)
    unit = line.unit or ""
    return say("{before}, then {after} {unit} ({change})", before=told, after=number(after), unit=unit, change=change)
