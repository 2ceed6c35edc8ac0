"""The latest values of figures on a day, which the sections on missions and on figures both tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.briefing.lines import line
from malibrief.facts.model import detail_of
from malibrief.facts.spans import was_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Figure, Source
    from malibrief.index.results import Found

RECENT_YEARS = 2
"""A figure older than this many years is not listed as the latest."""


def latest(counted: Iterable[Found[Figure]], sources: Mapping[str, Source], day: int) -> list[Found[Figure]]:
    """Return, for each series, the values of its last date that was known, if it is recent; the newest first."""
    last: dict[str, list[Found[Figure]]] = {}
    for found in counted:
        date = found.fact.date
        if date.last < day - RECENT_YEARS * 10000 or not was_known(found.fact, sources, day):
            continue
        before = last.get(found.fact.series)
        if before is None or date.last > before[0].fact.date.last:
            last[found.fact.series] = [found]
        elif date.last == before[0].fact.date.last:
            before.append(found)
    newest = [found for values in last.values() for found in values]
    return sorted(newest, key=lambda found: (-found.fact.date.last, found.fact.series))


def values(section: str, counted: Iterable[Found[Figure]], day: int, under: str | None = None) -> list[Line]:
    """Return the lines of values; where a series has several of one date, the others come beside the first."""
    lines: dict[str, Line] = {}
    for found in counted:
        fact = found.fact
        key = f"figure/{fact.series}" + (f"@{under}" if under else "")
        key += f"/{fact.id}" if key in lines else ""
        detail = detail_of(fact) + (", disputed" if fact.disputed else "")
        more = {"value": fact.value, "unit": fact.unit, "group": fact.series, "under": under, "certain": True}
        lines[key] = line(section, key, found, day, detail=detail, **more)
    return list(lines.values())
