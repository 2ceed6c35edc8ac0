"""The terms of one office: who only stood in, when nobody is recorded, which days are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.dates import UNKNOWN, days_in, iso
from malibrief.model import stands_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.query import Found


def remarks(holders: Sequence[Found], updated: int) -> tuple[str, ...]:
    """What the table of one office's holders does not say by itself, in the order of time."""
    known = sorted(
        (found for found in holders if found.span), key=lambda found: (_first(found), found.fact.start or "")
    )
    told: list[str] = []
    last = None
    for found in known:
        if last is not None and found.fact.start and _next(_last(last)) < _first(found):
            told.append(f"no holder is recorded from {_end(last)} to {found.fact.start.in_words}")
        told += _of_term(found)
        last = found if last is None or _last(found) >= _last(last) else last
    if last is not None and _last(last) < updated and last.fact.end != UNKNOWN:
        told.append(f"no holder is recorded since {_end(last)}")
    return tuple(told)


def _of_term(found: Found) -> list[str]:
    fact = found.fact
    told = [f"{fact.name} only stood in: {fact.role}"] * stands_in(fact)
    told += [f"the start of {fact.name}'s term is not known"] * (fact.start is None)
    told += [f"the end of {fact.name}'s term is not known"] * (fact.end == UNKNOWN)
    if fact.end is None and fact.attested:
        day = "on" if fact.attested.parts[2] else "in"
        told.append(f"{fact.name} is last known in office {day} {fact.attested.in_words}")
    return told


def _first(found: Found) -> int:
    return found.span.first if found.span else 0


def _last(found: Found) -> int:
    return found.span.last if found.span else 0


def _next(day: int) -> int:
    """The day after, so that who follows on the next day leaves no gap."""
    year, month = day // 10000, day // 100 % 100
    if day % 100 < days_in(year, month):
        return day + 1
    return year * 10000 + (month + 1) * 100 + 1 if month < 12 else (year + 1) * 10000 + 101


def _end(found: Found) -> str:
    end = found.fact.end
    return iso(_last(found)).in_words if end in (None, UNKNOWN) else str(end.in_words)
