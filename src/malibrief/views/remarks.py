"""Remarks on listings: of one office's holders, those acting, gaps, unknown dates; of money, sums within others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, day_after, iso, start_in_words
from malibrief.facts.told import text_of
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Funding, Person
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
            first, last = _end(latest), found.fact.start
            start = start_in_words(first, last)
            sentences.append(say("no holder is recorded from {start} to {last:words}", start=start, last=last))
        sentences += _remarks_on_term(found, covered)
        latest = found if latest is None or _last(found) >= _last(latest) else latest
    if latest is not None and _last(latest) < covered and latest.fact.end != UNKNOWN:
        sentences.append(say("no holder is recorded since {day:words}", day=_end(latest)))
    return tuple(sentences)


def parts_among(sums: Iterable[Funding]) -> str:
    """Say how many sums of money are contained in others of these, so that nobody adds them up; "" where none is."""
    part_of = {fact.id: fact.part_of for fact in sums}
    parts = sum(whole in part_of for whole in part_of.values())
    if parts == 1:
        return say("1 of these sums is part of another: do not add them up")
    return say("{count} of these sums are part of others: do not add them up", count=parts) if parts else ""


def _remarks_on_term(found: Found[Person], covered: int) -> list[str]:
    """Return the remarks on one holder's term: whether it was acting, and which of its bounds are not known."""
    fact = found.fact
    name = text_of(fact, "name")
    sentences: list[str] = []
    if fact.acting:
        sentences.append(say("{name} only stood in: {role}", name=name, role=text_of(fact, "role")))
    if fact.start is None:
        sentences.append(say("the start of {name}'s term is not known", name=name))
    if fact.end == UNKNOWN:
        sentences.append(say("the end of {name}'s term is not known", name=name))
    if fact.end is None and (day := found.horizon) and day.last < covered:
        is_day = day.parts[2] > 0
        said = (
            say("{name} was last reported in office on {day:words}", name=name, day=day)
            if is_day
            else say("{name} was last reported in office in {day:words}", name=name, day=day)
        )
        sentences.append(said)
    return sentences


def _first(found: Found[Person]) -> int:
    """Return the first day on which a term may have begun, as a bound; 0 where its time is not known."""
    return found.span.first if found.span else 0


def _last(found: Found[Person]) -> int:
    """Return the last day that a term may have had, as a bound; 0 where its time is not known."""
    return found.span.last if found.span else 0


def _end(found: Found[Person]) -> PartialDate:
    """Return the end of a term; where it is not known, the last day that it may be."""
    end = found.fact.end
    return iso(_last(found)) if end is None or end == UNKNOWN else end
