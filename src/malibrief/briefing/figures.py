"""The latest values of figures on a day, for the sections on missions and on figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.briefing.lines import line_of
from malibrief.facts.spans import was_known
from malibrief.facts.told import detail_of, text_of
from malibrief.language import say
from malibrief.text import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Figure
    from malibrief.index.results import Found, Tables

RECENT_YEARS = 2
"""How many years before the day of a briefing a figure may be dated to be listed as the latest."""
UNRANKED = 2**63
"""The place of a series without a rank: after all others."""


def latest(figures: Iterable[Found[Figure]], tables: Tables, day: int) -> list[Found[Figure]]:
    """Return the values that each series has for its last date known on a day (a bound), by the rank of the series, then newest first.

    A series without a value of the `RECENT_YEARS` before is left out.
    """
    newest: dict[str, list[Found[Figure]]] = {}
    for found in figures:
        date = found.fact.date
        if date.last < day - RECENT_YEARS * 10000 or not was_known(found.fact, tables.sources, day):
            continue
        before = newest.get(found.fact.series)
        if before is None or date.last > before[0].fact.date.last:
            newest[found.fact.series] = [found]
        elif date.last == before[0].fact.date.last:
            before.append(found)
    values = [found for same_date in newest.values() for found in same_date]
    ranks = {name: tables.series[name].rank or UNRANKED for name in newest}
    return sorted(values, key=lambda found: (ranks[found.fact.series], -found.fact.date.last, found.fact.series))


def figure_lines(section: str, figures: Iterable[Found[Figure]], day: int, under: str | None = None) -> list[Line]:
    """Return a line for each figure; the second and further ones of a series have their id in the key.

    `under` is the key of the line that they belong to.
    """
    lines: dict[str, Line] = {}
    for found in figures:
        fact = found.fact
        key = f"figure/{fact.series}" + (f"@{under}" if under else "")
        key += f"/{fact.id}" if key in lines else ""
        lines[key] = line_of(
            section, key, found, day,
            detail=_value(fact, detail_of(fact)),
            value=fact.value,
            unit=text_of(fact, "unit"),
            group=fact.series,
            under=under,
            certain=True,
            brief=_value(fact, number(fact.value)) if under else None,
        )  # fmt: skip
    return list(lines.values())


def _value(figure: Figure, value: str) -> str:
    """Return the value of a figure, and whether it is disputed."""
    return say("{value}, disputed", value=value) if figure.disputed else value
