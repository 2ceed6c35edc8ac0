"""What the rows of a listing say of time: what happened and when, for calendars and timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import (
    LASTING,
    UNDATED,
    Event,
    Figure,
    Funding,
    Person,
    Report,
    Resolution,
    Source,
    day_of,
    end_of,
)
from malibrief.facts.told import detail_of, label_of, list_of, text_of
from malibrief.facts.topics import TOPICS, happenings_of
from malibrief.language import say
from malibrief.text import web_link
from malibrief.views.citations import Cited, document_url
from malibrief.views.happenings import happened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief
    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import AnyFound
    from malibrief.views.listing import Table


class Moment(msgspec.Struct, frozen=True):
    """Something that happened: its name, which the same base never gives twice, its title, its date, and its end where it has one.

    The name is the fact's id and the field that has the date: `minusma.start`.
    """

    name: str
    title: str
    date: PartialDate
    end: PartialDate | None = None

    @property
    def is_vague(self) -> bool:
        """Whether its date or its end is a month or a year."""
        return not all(date.parts[2] for date in (self.date, self.end or self.date))


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a listing: its fact in words, with its sources, and what happened to it, which is nothing without a date.

    `moments` are what happened, each by itself: for a mission its beginning and its end. `whole` is the same as one, from the
    beginning to the end; None without a date. `reported` is when what has no known end was last reported, `link` the address of
    the document that the fact is, or else of its best source.
    """

    topic: str
    summary: str
    sources: Cited
    link: str | None
    moments: tuple[Moment, ...]
    whole: Moment | None = None
    place: str = ""
    tags: list[str] = []
    reported: PartialDate | None = None


def dated(view: Table) -> list[Dated]:
    """Return the rows of a listing in their order; one of the timeline is of one happening alone."""
    return [_dated(found, word, cites) for (found, word), cites in zip(view.facts(), view.cites(), strict=True)]


def ahead(view: Brief) -> list[Dated]:
    """Return what a briefing says is set to end, in its order, and who set that end.

    Each is named after what ends, not after the decision: a later one moves the end.
    """
    return [_set_to_end(line, view) for name, _, lines in view.sections if name == "ahead" for line in lines]


def _set_to_end(line: Line, view: Brief) -> Dated:
    name = f"{line.key.partition('/')[2]}.set-to-end"
    sources = Cited(view.sources[each] for each in line.sources)
    return Dated(
        topic=line.topic,
        summary=line.detail,
        sources=sources,
        link=_first_link(source.url for source in sources),
        moments=(Moment(name, say("{name}: set to end", name=line.title), line.until),) if line.until else (),
    )


def _first_link(addresses: Iterable[str | None]) -> str | None:
    """Return the first address of the web."""
    return next((link for each in addresses if (link := web_link(each))), None)


def _dated(found: AnyFound, word: str | None, cites: Cited) -> Dated:
    fact = found.fact
    moments = [(happening, moment) for happening, moment in _moments(found) if word in (None, happening)]
    whole = next((moment for _, moment in moments), None)
    if word is None and isinstance(fact, LASTING) and (start := day_of(fact)):
        whole = Moment(fact.id, _headline(found), start, None if fact.end == UNKNOWN else fact.end)
    document = fact.symbol if isinstance(fact, Resolution | Report) else None
    links = [document_url(document) if document else None, *(source.url for source in cites)]
    return Dated(
        topic=found.topic,
        summary=text_of(fact, "summary"),
        place=text_of(fact, "place"),
        tags=list_of(fact, "tags"),
        sources=cites,
        link=_first_link(links),
        moments=tuple(moment for _, moment in moments),
        whole=whole,
        reported=found.horizon if word is None and end_of(fact) is None else None,
    )


def _moments(found: AnyFound) -> Iterator[tuple[str, Moment]]:
    """Yield what happened to a fact, each with the word for it, which is "" where the title says that.

    What a timeline names is named as there. People and actors begin and end; events and money may last; all else has its date.
    """
    fact = found.fact
    if isinstance(fact, UNDATED):
        return
    title = _headline(found)
    day, end = day_of(fact), end_of(fact)
    last = end if isinstance(fact, Event | Funding) and end != UNKNOWN else None
    if isinstance(fact, Source):
        dates = [("published", day, "")]
    elif TOPICS[found.topic].happenings:
        dates = [*happenings_of(found.topic, fact)]
    elif isinstance(fact, LASTING) and not (isinstance(fact, Funding) and day):
        dates = [("start", day, "begins"), ("end", end if end != UNKNOWN else None, "ends")]
    else:
        dates = [("start" if isinstance(fact, Funding) else "date", day, "")]
    for field, date, word in dates:
        if date is not None:
            yield word, Moment(f"{fact.id}.{field}", happened(title, word), date, last)


def _headline(found: AnyFound) -> str:
    """Return what a fact is called where nothing beside it says more: a person with the role, a figure with its value."""
    fact = found.fact
    title = label_of(fact)
    if isinstance(fact, Person):
        return f"{title}, {detail_of(fact)}"
    return say("{name}: {text}", name=title, text=detail_of(fact)) if isinstance(fact, Figure) else title
