"""Remarks below the list of one office's holders: acting holders, gaps, unknown dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, day_after, iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.facts.model import Person
    from malibrief.index.results import Found


def remarks(holders: Sequence[Found[Person]], covered: int) -> tuple[str, ...]:
    """Return sentences on the holders of one office, in the order of time: acting holders, gaps between terms, unknown dates.

    `covered` is the day up to which the base tells what matters (a bound such as 20210514): an office without a holder on it is
    said to have none recorded since the last one left. A term that begins the day after another ended leaves no gap.
    Empty where there is nothing to remark, and for holders whose time is not known at all.
    """
    dated = [found for found in holders if found.span]
    sentences: list[str] = []
    latest = None
    for found in sorted(dated, key=lambda found: (_first(found), found.fact.start or "")):
        if latest is not None and found.fact.start and day_after(_last(latest)) < _first(found):
            sentences.append(f"no holder is recorded from {_end(latest)} to {found.fact.start.in_words}")
        sentences += _remarks_on_term(found, covered)
        latest = found if latest is None or _last(found) >= _last(latest) else latest
    if latest is not None and _last(latest) < covered and latest.fact.end != UNKNOWN:
        sentences.append(f"no holder is recorded since {_end(latest)}")
    return tuple(sentences)


def _remarks_on_term(found: Found[Person], covered: int) -> list[str]:
    """Return the remarks on one holder's term: whether it was acting, and which of its bounds are not known."""
    fact = found.fact
    sentences: list[str] = []
    if fact.acting:
        sentences.append(f"{fact.name} only stood in: {fact.role}")
    if fact.start is None:
        sentences.append(f"the start of {fact.name}'s term is not known")
    if fact.end == UNKNOWN:
        sentences.append(f"the end of {fact.name}'s term is not known")
    if fact.end is None and found.horizon and found.horizon.last < covered:
        day = "on" if found.horizon.parts[2] else "in"
        sentences.append(f"{fact.name} was last reported in office {day} {found.horizon.in_words}")
    return sentences


def _first(found: Found[Person]) -> int:
    """Return the first day on which a term may have begun, as a bound; 0 where its time is not known."""
    return found.span.first if found.span else 0


def _last(found: Found[Person]) -> int:
    """Return the last day that a term may have had, as a bound; 0 where its time is not known."""
    return found.span.last if found.span else 0


def _end(found: Found[Person]) -> str:
    """Return the end of a term in words; where it is not known, the last day that it may be."""
    end = found.fact.end
    return iso(_last(found)).in_words if end in (None, UNKNOWN) else str(end.in_words)
