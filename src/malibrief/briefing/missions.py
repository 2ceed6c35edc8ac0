"""The missions section of a briefing: their tasks, mandates, ceilings, heads, strength and contingents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.briefing.figures import latest, values
from malibrief.briefing.lines import line
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
"""What a mission is called by its kind."""
_LED = ("un-peacekeeping", "eu-csdp", "french")
"""The kinds whose names say who leads."""
_NOT_THEIRS = (
    "ceiling", "contributor", "planned", "peak", "authorised", "depart", "withdraw", "repatriate", "separate", "target",
    "served", "trained", "engaged", "stated", "pledge",
)  # fmt: skip
"""What a series of personnel counts that is not the strength of its mission: words of its name."""
_LONGEST_NAME = 12
"""Names of missions are looked for in their tasks up to so many words."""


def headed(holders: Iterable[Found[Person]], missions: Sequence[Found[Mission]]) -> dict[str, list[Found[Person]]]:
    """Return the heads, commanders and deputies of each mission, by its id, in the order of `holders`; only of those that have any.

    The mission's name begins that of the holder's organisation, or its id ends the office's.
    """
    named: dict[str, list[str]] = {}
    for mission in missions:
        named.setdefault(fold(mission.fact.name), []).append(mission.fact.id)
    offices = {f"-{mission.fact.id}": mission.fact.id for mission in missions}
    starts, ends = set(map(len, named)), set(map(len, offices))
    heads: dict[str, list[Found[Person]]] = {}
    for holder in holders:
        organisation, office = fold(holder.fact.organisation), holder.fact.office
        own = {name for length in starts for name in named.get(organisation[:length], ())}
        own |= {offices[office[-length:]] for length in ends if office[-length:] in offices}
        for name in own:
            heads.setdefault(name, []).append(holder)
    return heads


def lines_of_missions(
    there: Sequence[Found[Mission]],
    heads: Mapping[str, Sequence[Found[Person]]],
    known: Facts,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
    day: int,
) -> list[Line]:
    """Return each mission with what is known of it, contingents under their mission.

    `there` are the missions of the day, `heads` who heads each of them; `known` are all facts that began by
    then, in the order of time, and `names` the names of all missions by id.
    """
    present = {found.fact.id: found for found in there}
    absent = {fold(name) for mission, name in names.items() if mission not in present}
    decided = _decided(known.resolutions)
    counted = _counted(present, known.figures)
    lines: list[Line] = []
    for found in there:
        name = found.fact.id
        parent = _parent(found, present)
        mandate = _mandate(name, decided.get(name, ()), day)
        contingent = parent and found.fact.kind == "un-peacekeeping"
        tasks = "" if mandate or contingent else _tasks(found, absent, day)
        detail = _of_kind(found) + (f"; tasks: {tasks}" if tasks else "")
        under = f"mission/{parent}" if parent else None
        lines.append(line("missions", f"mission/{name}", found, day, detail=detail, under=under))
        lines += mandate
        lines += _heads(name, heads.get(name, ()), day)
        lines += values("missions", latest(counted.get(name, ()), sources, day), day, under=f"mission/{name}")
    return _in_order(lines)


def _decided(resolutions: Iterable[Found[Resolution]]) -> dict[str, list[Found[Resolution]]]:
    """Return the resolutions about each mission, by its id, in their order."""
    decided: dict[str, list[Found[Resolution]]] = {}
    for found in resolutions:
        if found.fact.mission and found.fact.kind == "resolution":
            decided.setdefault(found.fact.mission, []).append(found)
    return decided


def _counted(present: Mapping[str, Found[Mission]], figures: Iterable[Found[Figure]]) -> dict[str, list[Found[Figure]]]:
    """Return the figures that count a mission's own people, by its id.

    One of several missions is told under the first of them that is there.
    """
    counted: dict[str, list[Found[Figure]]] = {}
    for found in figures:
        if found.fact.unit != "personnel" or any(word in found.fact.series for word in _NOT_THEIRS):
            continue
        mission = next((name for name in found.fact.about if name in present), None)
        if mission:
            counted.setdefault(mission, []).append(found)
    return counted


def _parent(found: Found[Mission], present: Mapping[str, Found[Mission]]) -> str | None:
    """Return the mission that a contingent serves in, the first that it is about: its `lead` says "within" it."""
    _, within, whole = found.fact.lead.partition("within ")
    if not within:
        return None
    return next((name for name in found.fact.about if name in present and present[name].fact.name in whole), None)


def _of_kind(found: Found[Mission]) -> str:
    """Return what sort of mission it is and who leads it; of a contingent, whose it is."""
    fact = found.fact
    if "within " in fact.lead:
        return fact.lead.partition(",")[0]
    kind = _KIND_NAMES.get(fact.kind, fact.kind)
    return kind if fact.kind in _LED else f"{kind}, led by {fact.lead}"


def _tasks(found: Found[Mission], absent: set[str], day: int) -> str:
    """Return the tasks without those that name a mission that is not there, or a later year."""

    def is_of_the_day(task: str) -> bool:
        years = re.findall(r"\b\d{4}\b", task)
        return all(int(year) <= day // 10000 for year in years) and absent.isdisjoint(_phrases(fold(task)))

    return "; ".join(filter(is_of_the_day, found.fact.tasks))


def _phrases(folded: str) -> Iterator[str]:
    """Yield the runs of up to `_LONGEST_NAME` words of a folded text."""
    words = folded.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            yield " ".join(words[start:end])


def _in_order(lines: list[Line]) -> list[Line]:
    """Return every line after the one that it belongs to, a mission's own lines before its contingents."""
    children: dict[str | None, list[Line]] = {}
    for child in sorted(lines, key=lambda child: child.under is not None and child.topic == "missions"):
        children.setdefault(child.under, []).append(child)
    ordered: list[Line] = []
    left = children.pop(None, [])[::-1]
    while left:
        ordered.append(left.pop())
        left += children.pop(ordered[-1].key, [])[::-1]
    return ordered


def _mandate(mission: str, decided: Sequence[Found[Resolution]], day: int) -> list[Line]:
    """Return the mandate in force and the ceilings that were last set, or the last mandate where it has run out."""
    mandates = [(found, found.fact.mandate_until) for found in decided if found.fact.mandate_until]
    if not mandates:
        return []
    (last, until), under = mandates[-1], f"mission/{mission}"
    in_force = until.last >= day
    word = "mandate" if in_force else "no mandate: the last one ran out"
    detail = f"{word}, {last.fact.symbol}. {last.fact.summary}"
    lines = [line("missions", f"{under}/mandate", last, day, detail=detail, until=until, under=under, certain=True)]
    ceilings = [found for found in decided if found.fact.ceilings]
    if ceilings and in_force:
        set_by, detail = ceilings[-1], str(ceilings[-1].fact.ceilings)
        more = {"title": "Ceilings", "detail": detail, "under": under, "certain": True}
        lines.append(line("missions", f"{under}/ceilings", set_by, day, **more))
    return lines


def _heads(mission: str, heads: Iterable[Found[Person]], day: int) -> list[Line]:
    """Its heads and commanders, then their deputies."""
    ordered = sorted(
        heads,
        key=lambda found: ("deputy" in found.fact.role.casefold(), not found.fact.office.startswith(("srsg", "head"))),
    )
    under = f"mission/{mission}"
    lines: list[Line] = []
    for head in ordered:
        fact = head.fact
        lines.append(line("missions", f"office/{fact.id}", head, day, detail=fact.role, group=fact.office, under=under))
    return lines
