"""Remarks below the list of one office's holders: acting holders, gaps, unknown days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, day_after, iso
from malibrief.facts.model import stands_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.facts.model import Person
    from malibrief.index.results import Found


def remarks(holders: Sequence[Found[Person]], updated: int) -> tuple[str, ...]:
    """Return the remarks on one office's holders, in the order of time: what their table does not say by itself.

    `updated` is the last day of the facts. Who follows on the day after leaves no gap.
    """
    dated = [found for found in holders if found.span]
    sentences: list[str] = []
    last = None
    for found in sorted(dated, key=lambda found: (_first(found), found.fact.start or "")):
        if last is not None and found.fact.start and day_after(_last(last)) < _first(found):
            sentences.append(f"no holder is recorded from {_end(last)} to {found.fact.start.in_words}")
        sentences += _of_term(found)
        last = found if last is None or _last(found) >= _last(last) else last
    if last is not None and _last(last) < updated and last.fact.end != UNKNOWN:
        sentences.append(f"no holder is recorded since {_end(last)}")
    return tuple(sentences)


def _of_term(found: Found[Person]) -> list[str]:
    """Return the remarks on one holder's term."""
    fact = found.fact
    sentences: list[str] = []
    if stands_in(fact):
        sentences.append(f"{fact.name} only stood in: {fact.role}")
    if fact.start is None:
        sentences.append(f"the start of {fact.name}'s term is not known")
    if fact.end == UNKNOWN:
        sentences.append(f"the end of {fact.name}'s term is not known")
    if fact.end is None and fact.attested:
        day = "on" if fact.attested.parts[2] else "in"
        sentences.append(f"{fact.name} is last known in office {day} {fact.attested.in_words}")
    return sentences


def _first(found: Found[Person]) -> int:
    return found.span.first if found.span else 0


def _last(found: Found[Person]) -> int:
    return found.span.last if found.span else 0


def _end(found: Found[Person]) -> str:
    """Return the end in words; where it is not known, the last day that it can be."""
    end = found.fact.end
    return iso(_last(found)).in_words if end in (None, UNKNOWN) else str(end.in_words)
