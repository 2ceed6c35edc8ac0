"""The missions section of a briefing: missions, and under each its mandate, ceilings, heads, strength and contingents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.briefing.figures import figure_lines, latest
from malibrief.briefing.lines import line_of
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.briefing.grouped import Facts
    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Figure, Mission, Person, Resolution, Source
    from malibrief.index.results import Found

_KIND_NAMES = {
    "un-peacekeeping": "UN peace operation",
    "au-ecowas": "African mission",
    "eu-csdp": "EU mission",
    "french": "French operation",
    "coalition": "coalition",
    "regional": "regional force",
    "private-military": "private military company",
    "paramilitary": "paramilitary force",
    "humanitarian": "humanitarian mission",
}
"""What a mission of each kind is called."""
_KINDS_NAMING_LEAD = ("un-peacekeeping", "eu-csdp", "french")
"""The kinds whose name already says who leads."""
_NOT_STRENGTH = (
    "ceiling", "contributor", "planned", "peak", "authorised", "depart", "withdraw", "repatriate", "separate", "target",
    "served", "trained", "engaged", "stated", "pledge",
)  # fmt: skip
"""Words in the name of a series of personnel that does not count the strength of its mission."""
_LONGEST_NAME = 12
"""How many words the name of a mission may have to be found in the tasks of another."""


def heads_of(missions: Sequence[Found[Mission]], holders: Iterable[Found[Person]]) -> dict[str, list[Found[Person]]]:
    """Return the heads, commanders and deputies of each mission by its id, in the order of `holders`.

    A holder belongs to a mission whose name begins the holder's organisation, or whose id ends the holder's office.
    Missions without any are left out.
    """
    ids_by_name: dict[str, list[str]] = {}
    for mission in missions:
        ids_by_name.setdefault(fold(mission.fact.name), []).append(mission.fact.id)
    ids_by_ending = {f"-{mission.fact.id}": mission.fact.id for mission in missions}
    name_lengths, ending_lengths = set(map(len, ids_by_name)), set(map(len, ids_by_ending))
    heads: dict[str, list[Found[Person]]] = {}
    for holder in holders:
        organisation, office = fold(holder.fact.organisation), holder.fact.office
        led = {target for length in name_lengths for target in ids_by_name.get(organisation[:length], ())}
        led |= {ids_by_ending[office[-length:]] for length in ending_lengths if office[-length:] in ids_by_ending}
        for target in led:
            heads.setdefault(target, []).append(holder)
    return heads


def mission_lines(
    active: Sequence[Found[Mission]],
    heads: Mapping[str, Sequence[Found[Person]]],
    begun: Facts,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
    day: int,
) -> list[Line]:
    """Return the lines of the missions that are `active` on a day, each followed by the lines that belong to it.

    `heads` are those of the active missions, by the mission's id; `begun` all facts that began by the day, in the order of
    time; `names` the names of all missions by id, active or not.
    """
    active_by_id = {found.fact.id: found for found in active}
    inactive_names = {fold(name) for mission, name in names.items() if mission not in active_by_id}
    resolutions = _resolutions_by_mission(begun.resolutions)
    strengths = _strengths_by_mission(active_by_id, begun.figures)
    lines: list[Line] = []
    for found in active:
        mission = found.fact.id
        key = f"mission/{mission}"
        parent = _parent(found, active_by_id)
        mandate = _mandate_lines(key, resolutions.get(mission, ()), day)
        is_contingent = parent is not None and found.fact.kind == "un-peacekeeping"
        tasks = "" if mandate or is_contingent else _tasks(found, inactive_names, day)
        detail = _kind_and_lead(found) + (f"; tasks: {tasks}" if tasks else "")
        under = f"mission/{parent}" if parent else None
        lines.append(line_of("missions", key, found, day, detail=detail, under=under))
        lines += mandate
        lines += _head_lines(key, heads.get(mission, ()), day)
        lines += figure_lines("missions", latest(strengths.get(mission, ()), sources, day), day, under=key)
    return _nested(lines)


def _resolutions_by_mission(resolutions: Iterable[Found[Resolution]]) -> dict[str, list[Found[Resolution]]]:
    """Return the resolutions about each mission, by its id, in their order."""
    by_mission: dict[str, list[Found[Resolution]]] = {}
    for found in resolutions:
        if found.fact.mission and found.fact.kind == "resolution":
            by_mission.setdefault(found.fact.mission, []).append(found)
    return by_mission


def _strengths_by_mission(
    active: Mapping[str, Found[Mission]], figures: Iterable[Found[Figure]]
) -> dict[str, list[Found[Figure]]]:
    """Return the figures that count the personnel of each active mission, by its id.

    A figure about several missions counts for the first of them that is active.
    """
    by_mission: dict[str, list[Found[Figure]]] = {}
    for found in figures:
        if found.fact.unit != "personnel" or any(word in found.fact.series for word in _NOT_STRENGTH):
            continue
        mission = next((target for target in found.fact.about if target in active), None)
        if mission:
            by_mission.setdefault(mission, []).append(found)
    return by_mission


def _parent(found: Found[Mission], active: Mapping[str, Found[Mission]]) -> str | None:
    """Return the id of the active mission that a contingent serves in, None for other missions.

    It is the first that the contingent is about and whose name follows "within" in its `lead`.
    """
    _, within, whole = found.fact.lead.partition("within ")
    if not within:
        return None
    return next((target for target in found.fact.about if target in active and active[target].fact.name in whole), None)


def _kind_and_lead(found: Found[Mission]) -> str:
    """Return what kind of mission it is and who leads it; for a contingent, whose it is."""
    fact = found.fact
    if "within " in fact.lead:
        return fact.lead.partition(",")[0]
    kind = _KIND_NAMES.get(fact.kind, fact.kind)
    return kind if fact.kind in _KINDS_NAMING_LEAD else f"{kind}, led by {fact.lead}"


def _tasks(found: Found[Mission], inactive_names: set[str], day: int) -> str:
    """Return the tasks that a mission had by a day: without those that name an inactive mission or a later year."""

    def is_of_the_day(task: str) -> bool:
        years = re.findall(r"\b\d{4}\b", task)
        return all(int(year) <= day // 10000 for year in years) and inactive_names.isdisjoint(_phrases(fold(task)))

    return "; ".join(filter(is_of_the_day, found.fact.tasks))


def _phrases(folded: str) -> Iterator[str]:
    """Yield every run of up to `_LONGEST_NAME` words of a folded text."""
    words = folded.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            yield " ".join(words[start:end])


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
    word = "mandate" if in_force else "no mandate: the last one ran out"
    detail = f"{word}, {last.fact.symbol}. {last.fact.summary}"
    key = f"{under}/mandate"
    lines = [line_of("missions", key, last, day, detail=detail, until=until, under=under, certain=True)]
    ceilings = [found for found in resolutions if found.fact.ceilings]
    if ceilings and in_force:
        newest = ceilings[-1]
        key, detail = f"{under}/ceilings", str(newest.fact.ceilings)
        lines.append(line_of("missions", key, newest, day, title="Ceilings", detail=detail, under=under, certain=True))
    return lines


def _head_lines(under: str, heads: Iterable[Found[Person]], day: int) -> list[Line]:
    """Return the lines of a mission's heads, then its commanders, then all deputies; `under` is the key of its line."""

    def order(head: Found[Person]) -> tuple[bool, bool]:
        is_head = head.fact.office.startswith(("srsg", "head"))
        return "deputy" in head.fact.role.casefold(), not is_head

    return [
        line_of(
            "missions", f"office/{head.fact.id}", head, day, detail=head.fact.role, group=head.fact.office, under=under
        )
        for head in sorted(heads, key=order)
    ]
