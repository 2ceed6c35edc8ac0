"""What lies ahead of a day: mandates, sanctions and terms that had been set by then to end within twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.briefing.lines import line_of, year_after
from malibrief.facts.model import LASTING, Event, Person, Resolution
from malibrief.facts.told import detail_of, label_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.briefing.lines import Line
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import AnyFact
    from malibrief.index.results import FoundFact


def ahead(active: Iterable[FoundFact], begun: Iterable[FoundFact], day: int) -> list[Line]:
    """Return a line for each fact that stood on a day and had been set to end in the twelve months after, the first end first.

    `active` are the facts that stood, `begun` all that began by the day, in the order of time. Of several decisions on one fact
    the last one counts, so that no end is told that had been moved. The line is that of the decision, with the title of what it
    ends. An end that was only decided later, or only vaguely by the day, is left out.
    """
    ends = {name: (found, until) for found in begun for name, until in _ends_set(found.fact, day)}
    standing = {found.fact.id: found for found in active if isinstance(found.fact, LASTING)}
    lines = [
        line_of("ahead", f"ahead/{name}", decision, day, title=_named(standing[name].fact),
                detail=label_of(decision.fact), until=until, certain=True, brief=detail_of(decision.fact) or None)
        for name, (decision, until) in ends.items()
        if name in standing and day <= until.last and until.first <= year_after(day)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.until.first if line.until else 0, line.key))


def _named(fact: AnyFact) -> str:
    """Return what a fact is called, a person with the role that is to end."""
    return f"{fact.name}, {text_of(fact, 'role')}" if isinstance(fact, Person) else label_of(fact)


def _ends_set(fact: AnyFact, day: int) -> Iterator[tuple[str, PartialDate]]:
    """Yield the id of each fact to which this one, decided by a day, sets an end, with that end; of other facts nothing."""
    if isinstance(fact, Resolution):
        if fact.mandate_until and fact.kind == "resolution" and fact.date.last <= day:
            yield from ((name, fact.mandate_until) for name in (fact.mission, fact.regime) if name)
    elif isinstance(fact, Event) and fact.ends and fact.until and fact.date.last <= day:
        yield fact.ends, fact.until
