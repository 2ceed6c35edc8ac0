"""Which of a fact's sources to cite for a day: those that had told it by then, and of what still stood the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.topics import best_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source


def cited_on(sources: Iterable[Source], day: int, horizon: PartialDate | None = None) -> list[list[Source]]:
    """Return what to cite of a fact's sources for a day (a bound), in groups of which each is better than the next one.

    Those dated on or before the day come before those that may be of it or have no date; later ones are cited only where there
    are no others. Within a group the best comes first. Of a fact that is not known to have ended by its `horizon`, the newest
    that had told it by the day comes before all.
    """
    best = best_first(sources)
    told = [source for source in best if source.date and source.date.last <= day]
    perhaps = [source for source in best if source.date is None or source.date.first <= day < source.date.last]
    if not (told or perhaps):
        return [best]
    newest = _attesting(told, horizon)
    groups = (newest, [source for source in told if source not in newest], perhaps)
    return [group for group in groups if group]


def still_first(sources: Iterable[Source], horizon: PartialDate | None, day: int) -> list[Source]:
    """Return a fact's sources, best first; of one that is not known to have ended that which says so last, by a day, before them."""
    best = best_first(sources)
    newest = _attesting([source for source in best if source.date and source.date.last <= day], horizon)[:1]
    return newest + [source for source in best if source not in newest]


def _attesting(sources: Sequence[Source], horizon: PartialDate | None) -> list[Source]:
    """Return those of these dated sources that date a horizon or, where none does, the newest; none without a horizon."""
    if horizon is None:
        return []

    def weight(source: Source) -> tuple[bool, int, int]:
        date = source.date
        assert date is not None
        return date.first <= horizon.last and horizon.first <= date.last, date.first, -date.last

    most = max(map(weight, sources), default=None)
    return [source for source in sources if weight(source) == most]
