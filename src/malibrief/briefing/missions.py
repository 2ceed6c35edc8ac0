"""What stood of missions on a day: their tasks, mandates, ceilings, heads, strength and contingents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.briefing.figures import latest, values
from malibrief.briefing.lines import line
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Figure, Mission, Person, Resolution, Source
    from malibrief.index.results import Facts, Found

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


def mission_of(holder: Found[Person], missions: Sequence[Found[Mission]]) -> Found[Mission] | None:
    """The mission whose head, commander or deputy somebody is, None for an office of no mission.

    The mission's name begins that of the holder's organisation, or its id ends the office's.
    """
    organisation, office = fold(holder.fact.organisation), holder.fact.office
    for found in missions:
        if organisation.startswith(fold(found.fact.name)) or office.endswith(f"-{found.fact.id}"):
            return found
    return None


def lines_of_missions(
    there: Sequence[Found[Mission]],
    holders: Sequence[Found[Person]],
    known: Facts,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
    day: int,
) -> list[Line]:
    """Each mission with what is known of it, contingents under their mission.

    `there` are the missions of the day, `holders` those who hold an office on it; `known` are all facts that began by
    then, in the order of time, and `names` the names of all missions by id.
    """
    present = {found.fact.id for found in there}
    absent = [fold(name) for mission, name in names.items() if mission not in present]
    lines: list[Line] = []
    for found in there:
        parent = _parent(found, there)
        mandate = _mandate(found.fact.id, known.resolutions, day)
        contingent = parent and found.fact.kind == "un-peacekeeping"
        tasks = "" if mandate or contingent else _tasks(found, absent, day)
        detail = _of_kind(found) + (f"; tasks: {tasks}" if tasks else "")
        under = f"mission/{parent}" if parent else None
        lines.append(line("missions", f"mission/{found.fact.id}", found, day, detail=detail, under=under))
        lines += mandate
        lines += _heads(found, holders, day)
        lines += _strength(found.fact.id, there, known.figures, sources, day)
    return _in_order(lines)


def _parent(found: Found[Mission], there: Sequence[Found[Mission]]) -> str | None:
    """The mission that a contingent serves in: its `lead` says "within" it."""
    _, within, whole = found.fact.lead.partition("within ")
    if not within:
        return None
    for other in there:
        if other.fact.id in found.fact.about and other.fact.name in whole:
            return other.fact.id
    return None


def _of_kind(found: Found[Mission]) -> str:
    """What sort of mission it is and who leads it; of a contingent, whose it is."""
    fact = found.fact
    if "within " in fact.lead:
        return fact.lead.partition(",")[0]
    kind = _KIND_NAMES.get(fact.kind, fact.kind)
    return kind if fact.kind in _LED else f"{kind}, led by {fact.lead}"


def _tasks(found: Found[Mission], absent: Iterable[str], day: int) -> str:
    """The tasks without those that name a mission that is not there, or a later year."""

    def is_of_the_day(task: str) -> bool:
        years = re.findall(r"\b\d{4}\b", task)
        return not any(name in fold(task) for name in absent) and all(int(year) <= day // 10000 for year in years)

    return "; ".join(filter(is_of_the_day, found.fact.tasks))


def _in_order(lines: list[Line]) -> list[Line]:
    """Every line after the one that it belongs to, a mission's own lines before its contingents."""
    children: dict[str | None, list[Line]] = {}
    for child in sorted(lines, key=lambda child: child.under is not None and child.topic == "missions"):
        children.setdefault(child.under, []).append(child)

    def below(key: str | None) -> list[Line]:
        return [each for child in children.get(key, []) for each in (child, *below(child.key))]

    return below(None)


def _mandate(mission: str, resolutions: Iterable[Found[Resolution]], day: int) -> list[Line]:
    """The mandate in force and the ceilings that were last set, or the last mandate where it has run out."""
    decided = [found for found in resolutions if found.fact.mission == mission and found.fact.kind == "resolution"]
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


def _heads(mission: Found[Mission], holders: Iterable[Found[Person]], day: int) -> list[Line]:
    """Its heads and commanders, then their deputies."""
    heads = [found for found in holders if mission_of(found, [mission])]
    heads.sort(
        key=lambda found: ("deputy" in found.fact.role.casefold(), not found.fact.office.startswith(("srsg", "head")))
    )
    under = f"mission/{mission.fact.id}"
    lines: list[Line] = []
    for head in heads:
        fact = head.fact
        lines.append(line("missions", f"office/{fact.id}", head, day, detail=fact.role, group=fact.office, under=under))
    return lines


def _strength(
    mission: str,
    there: Sequence[Found[Mission]],
    figures: Iterable[Found[Figure]],
    sources: Mapping[str, Source],
    day: int,
) -> list[Line]:
    """The latest value of each series that counts the mission's own people.

    A figure of several missions is told under the first of them that is there.
    """
    ids = [found.fact.id for found in there]
    counted = [
        found
        for found in figures
        if found.fact.unit == "personnel"
        and next((name for name in found.fact.about if name in ids), None) == mission
        and not any(word in found.fact.series for word in _NOT_THEIRS)
    ]
    return values("missions", latest(counted, sources, day), day, under=f"mission/{mission}")
