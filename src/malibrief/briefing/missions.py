"""The missions section of a briefing: missions, and under each its mandate, ceilings, heads, strength and contingents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.briefing.figures import figure_lines, latest
from malibrief.briefing.lines import line_of
from malibrief.facts.nested import Task
from malibrief.facts.told import kind_of, list_of, text_of
from malibrief.language import say
from malibrief.text import joined

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from malibrief.briefing.grouped import Facts
    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Figure, Mission, Office, Person, Resolution, Series
    from malibrief.index.results import Found, Tables

_KINDS_NAMING_LEAD = ("un-peacekeeping", "eu-csdp", "french")
"""The kinds whose name already says who leads."""


def heads_of(
    missions: Iterable[Found[Mission]], holders: Iterable[Found[Person]], offices: Mapping[str, Office]
) -> dict[str, list[Found[Person]]]:
    """Return the heads, commanders and deputies of each mission by its id, by the rank of their offices.

    A holder belongs to the mission that the office serves. Missions without any are left out.
    """
    ids = {mission.fact.id for mission in missions}
    heads: dict[str, list[Found[Person]]] = {}
    for holder in sorted(holders, key=lambda holder: offices[holder.fact.office].rank):
        mission = offices[holder.fact.office].serves
        if mission in ids:
            heads.setdefault(str(mission), []).append(holder)
    return heads


def mission_lines(
    active: Sequence[Found[Mission]],
    heads: Mapping[str, Sequence[Found[Person]]],
    begun: Facts,
    tables: Tables,
    day: int,
) -> list[Line]:
    """Return the lines of the missions that are `active` on a day, each followed by the lines that belong to it.

    `heads` are those of the active missions, by the mission's id; `begun` all facts that began by the day, in the order of
    time.
    """
    active_ids = {found.fact.id for found in active}
    resolutions = _resolutions_by_mission(begun.resolutions)
    strengths = _strengths_by_mission(begun.figures, tables.series)
    lines: list[Line] = []
    for found in active:
        mission = found.fact.id
        key = f"mission/{mission}"
        parent = found.fact.part_of if found.fact.part_of in active_ids else None
        mandate = _mandate_lines(key, resolutions.get(mission, ()), day)
        is_contingent = parent is not None and found.fact.kind == "un-peacekeeping"
        tasks = [] if mandate or is_contingent else _tasks(found.fact, active_ids, day)
        detail = _kind_and_lead(found.fact)
        if tasks:
            detail = say("{mission}; tasks: {tasks}", mission=detail, tasks=joined(tasks))
        brief = joined((text_of(found.fact, "lead"), *tasks[:1]))
        under = f"mission/{parent}" if parent else None
        lines.append(line_of("missions", key, found, day, detail=detail, under=under, brief=brief))
        lines += mandate
        lines += _head_lines(key, heads.get(mission, ()), day)
        newest = latest(strengths.get(mission, ()), tables, day)
        lines += figure_lines("missions", newest, day, under=key)
    return _nested(lines)


def _resolutions_by_mission(resolutions: Iterable[Found[Resolution]]) -> dict[str, list[Found[Resolution]]]:
    """Return the resolutions about each mission, by its id, in their order."""
    by_mission: dict[str, list[Found[Resolution]]] = {}
    for found in resolutions:
        if found.fact.mission and found.fact.kind == "resolution":
            by_mission.setdefault(found.fact.mission, []).append(found)
    return by_mission


def _strengths_by_mission(
    figures: Iterable[Found[Figure]], series: Mapping[str, Series]
) -> dict[str, list[Found[Figure]]]:
    """Return the figures that count the personnel of each mission, by its id."""
    by_mission: dict[str, list[Found[Figure]]] = {}
    for found in figures:
        if mission := series[found.fact.series].strength_of:
            by_mission.setdefault(mission, []).append(found)
    return by_mission


def _kind_and_lead(mission: Mission) -> str:
    """Return what kind of mission it is and who leads it; for a contingent, whose it is."""
    if mission.part_of:
        return text_of(mission, "lead")
    kind = kind_of(mission)
    if mission.kind in _KINDS_NAMING_LEAD:
        return kind
    return say("{kind}, led by {lead}", kind=kind, lead=text_of(mission, "lead"))


def _tasks(mission: Mission, active: Container[str], day: int) -> list[str]:
    """Return the tasks that a mission had on a day; `active` are the ids of the missions that were there."""

    def is_of_the_day(task: str | Task) -> bool:
        if not isinstance(task, Task):
            return True
        begun = task.since is None or task.since.first <= day
        left = task.until is None or day <= task.until.last
        return begun and left and (task.mission is None or task.mission in active)

    told = zip(mission.tasks, list_of(mission, "tasks"), strict=True)
    return [text for task, text in told if is_of_the_day(task)]


def _nested(lines: list[Line]) -> list[Line]:
    """Return the lines with each after the one that it belongs to, and a mission's contingents after its other lines."""
    children: dict[str | None, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.under is not None and line.topic == "missions"):
        children.setdefault(line.under, []).append(line)
    ordered: list[Line] = []
    left = children.pop(None, [])[::-1]
    while left:
        ordered.append(left.pop())
        left += children.pop(ordered[-1].key, [])[::-1]
    return ordered


def _mandate_lines(under: str, resolutions: Sequence[Found[Resolution]], day: int) -> list[Line]:
    """Return the lines of a mission's mandate and, while it is in force, of the ceilings set last.

    `under` is the key of the mission's line, `resolutions` those about it, oldest first. A last mandate that has expired is
    told as expired; a mission that never had a mandate has no lines.
    """
    mandates = [(found, found.fact.mandate_until) for found in resolutions if found.fact.mandate_until]
    if not mandates:
        return []
    last, until = mandates[-1]
    in_force = until.last >= day
    symbol = last.fact.symbol
    brief = say("mandate, {symbol}" if in_force else "no mandate: the last one ran out, {symbol}", symbol=symbol)
    detail = f"{brief}. {text_of(last.fact, 'summary')}"
    key = f"{under}/mandate"
    lines = [line_of("missions", key, last, day, detail=detail, until=until, under=under, certain=True, brief=brief)]
    ceilings = [found for found in resolutions if found.fact.ceilings]
    if ceilings and in_force:
        newest = ceilings[-1]
        key, detail = f"{under}/ceilings", str(newest.fact.ceilings)
        lines.append(
            line_of("missions", key, newest, day, title=say("Ceilings"), detail=detail, under=under, certain=True)
        )
    return lines


def _head_lines(under: str, heads: Iterable[Found[Person]], day: int) -> list[Line]:
    """Return the lines of a mission's heads, in their order; `under` is the key of its line."""
    return [
        line_of(
            "missions", f"office/{head.fact.id}", head, day,
            detail=text_of(head.fact, "role"),
            group=head.fact.office,
            under=under,
            brief=say("under {name} (acting)" if head.fact.acting else "under {name}", name=head.fact.name),
        )
        for head in heads
    ]  # fmt: skip
