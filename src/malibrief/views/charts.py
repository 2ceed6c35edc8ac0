"""Charts of listings and briefings: the kind of chart follows from the facts.

Facts that last become spans, money and figures amounts (a group for each unit or currency, never added up) or curves,
happenings counts by year or a poster. What a chart leaves out is said in its notes.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import FOREVER, UNKNOWN, Period, iso
from malibrief.facts.model import Event, Figure, Funding, Office, Resolution, Series, Source, day_of, period_of
from malibrief.facts.told import label_of, text_of
from malibrief.facts.topics import SOURCES, topic_of
from malibrief.index.results import of_type
from malibrief.language import noun, say
from malibrief.text import money, plural
from malibrief.views import series
from malibrief.views.citations import publishers
from malibrief.views.labels import labels_of
from malibrief.views.pictures import (
    Amount,
    Amounts,
    Bar,
    Counts,
    Group,
    Happening,
    Poster,
    Spans,
    end_of,
    ids_in,
    years_of,
)
from malibrief.views.remarks import parts_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief
    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import AnyFound, Entry, Found
    from malibrief.views.pictures import PictureT, Sketch

MOST_ON_POSTER = 150
"""How many happenings of a timeline a poster has at most; more are drawn as counts by year."""


def chart_of_topic(
    name: str,
    facts: Sequence[AnyFound],
    covered: PartialDate,
    day: int | None = None,
    titles: Mapping[str, str] | None = None,
) -> Sketch:
    """Return the chart of facts of one topic, in their order: spans, amounts, or counts by year for other topics.

    Spans mark `day` (a bound) or, without one, the day up to which the base is `covered`. `titles` has those of series, by id;
    one without takes that of its last figure.
    """
    if name == "funding":
        return _amounts_of_money(of_type(facts, Funding))
    if name == "figures":
        return series.amounts(of_type(facts, Figure), titles or {})
    if any(found.fact.deaths for found in of_type(facts, Event)):
        return _deaths(of_type(facts, Event))
    if name in ("missions", "people", "agreements", "sanctions", "resolutions", "actors"):
        return _spans(name, facts, covered, day)
    return counts_by_year(_counted(say(name)), [(say(name), day_of(found.fact)) for found in facts])


def happenings_by_year(entries: Sequence[Entry]) -> Counts:
    """Return the counts of a timeline's happenings by year and topic."""
    happened = [(noun(1, topic_of(entry.topic).word), entry.date) for entry in entries]
    return counts_by_year(say("Happenings counted by year"), happened)


def hits_by_year(facts: Sequence[AnyFound]) -> Counts:
    """Return the counts of a search's hits by year and topic; a note says how many are sources, which are not counted."""
    happened = [
        (noun(1, topic_of(found.topic).word), day_of(found.fact)) for found in facts if found.topic != SOURCES.name
    ]
    counts = counts_by_year(say("Hits counted by year"), happened)
    omitted = len(facts) - len(happened)
    notes = [say("{sources} not counted", sources=plural(omitted, "source"))] if omitted else []
    return msgspec.structs.replace(counts, notes=[*counts.notes, *notes])


def _counted(name: str) -> str:
    """Return the title of counts of what is called so."""
    return say("{name} counted by year", name=name.capitalize())


def poster(entries: Sequence[Entry], titles: Iterable[str]) -> Poster:
    """Return the poster of a timeline; `titles` has one for each happening. Raises ValueError for more or fewer."""
    listed = [
        Happening(entry.date.in_words if entry.date else "", title, entry.id, entry.milestone)
        for entry, title in zip(entries, titles, strict=True)
    ]
    return Poster(say("Timeline"), listed)


def sourced(picture: PictureT, cites: Iterable[tuple[str, Sequence[Source]]]) -> PictureT:
    """Return a picture with a last note that names the publishers of its sources, those cited most first.

    `cites` are pairs of a fact's id and its sources; only those of facts that are drawn count, each fact once.
    """
    drawn, by_id = ids_in(picture), dict(cites)
    shown = [some for name, some in by_id.items() if drawn is None or name in drawn]
    named = publishers(source for some in shown for source in some)
    return msgspec.structs.replace(picture, notes=[*picture.notes, named]) if named else picture


def _spans(name: str, facts: Sequence[AnyFound], covered: PartialDate, day: int | None) -> Spans:
    """Return a bar for each fact that lasted, of resolutions for each mandate."""
    marked = day or covered.last
    lasting = [
        (found.fact, bar)
        for found in facts
        if (bar := _mandate(found.fact) if isinstance(found.fact, Resolution) else _bar(found, marked))
    ]
    labels = labels_of([fact for fact, _ in lasting])
    bars = [msgspec.structs.replace(bar, label=label) for (_, bar), label in zip(lasting, labels, strict=True)]
    mark = years_of(marked)
    start = _start([bar.first for bar in bars], mark)
    stop = max([int(mark) + 1, *(ceil(bar.last) for bar in bars)])
    omitted = len(facts) - len(bars)
    is_mandates = name == "resolutions"
    note = say(
        "{facts} without a mandate's end not drawn" if is_mandates else "{facts} without a known time not drawn",
        facts=plural(omitted, "fact"),
    )
    title = say("Mandates of resolutions") if is_mandates else say(name).capitalize()
    return Spans(title, bars, start, stop, mark, _marked(day, covered), [note] if omitted else [])


def _marked(day: int | None, covered: PartialDate) -> str:
    """Return what the mark on the axis is: the day that was asked for, else that up to which the base is covered."""
    if day:
        return say("{day:words}, the day asked for", day=iso(day))
    return say("covered up to {day:words}", day=covered)


def missions_on(view: Brief) -> Spans | None:
    """Return the missions of a briefing as bars up to its day: nothing later is shown. None where there are none.

    They are pale where a listing draws them pale: where it is not certain that they stood.
    """
    now = years_of(view.day)
    lines = [line for _, _, some in view.sections for line in some if line.is_mission]
    bars = [bar for line in lines if (bar := _mission(line, now))]
    if not bars:
        return None
    start = min(int(bar.first) for bar in bars)
    picture = Spans(
        say("Missions on the day"),
        bars,
        start,
        int(now) + 1,
        now,
        say("{day:words}, the day of the briefing", day=iso(view.day)),
    )
    return sourced(picture, ((line.id, [view.sources[name] for name in line.sources]) for line in lines))


def _mission(line: Line, now: float) -> Bar | None:
    """Return the bar of a mission in a briefing up to a point in time, in years; None where its time is not known."""
    span = line.span
    if span is None or years_of(span.first) >= now:
        return None
    return Bar(
        label=line.title,
        id=line.id,
        first=years_of(span.first),
        last=now,
        sure_first=min(years_of(span.sure_first), now),
        sure_last=now if line.certain else min(years_of(min(span.sure_last, span.last)), now),
        dates=_dates(Period(line.since, None), line.reported),
    )


def _dates(period: Period, reported: PartialDate | None) -> str:
    """Return the dates of a bar in words, and when its fact was last `reported`, where that has to be said."""
    if reported is None:
        return period.short
    return say("{period}, last reported {day:short}", period=period.short, day=reported)


def _start(firsts: list[float], mark: float) -> int:
    """Return the first year of an axis, given the starts of its bars; the year of `mark` where there are none.

    It is the earliest start, but at most five years before the first quartile, lest a few old bars squeeze all others.
    """
    if not firsts:
        return int(mark)
    ordered = sorted(firsts)
    return int(max(ordered[0], ordered[len(ordered) // 4] - 5))


def _mandate(resolution: Resolution) -> Bar | None:
    """Return the bar of a mandate, from the day of the resolution; None for a resolution that gives no mandate."""
    decided, until = resolution.date, resolution.mandate_until
    if until is None:
        return None
    last = end_of(until.last)
    return Bar(
        label=label_of(resolution),
        id=resolution.id,
        first=years_of(decided.first),
        last=last,
        sure_first=years_of(decided.last),
        sure_last=last,
        dates=Period(decided, until).short,
    )


def _bar(found: AnyFound, marked: int) -> Bar | None:
    """Return the bar of a fact that lasted, None where its time is not known.

    Without a known end it is pale from its horizon up to the `marked` day (a bound) at most.
    """
    fact, span = found.fact, found.span
    period = None if isinstance(fact, Source | Office | Series) else period_of(fact)
    if span is None or period is None:
        return None
    if period.end is None or period.end == UNKNOWN:
        last = min(span.last, max(marked, span.sure_last))
        is_cut = last < span.last
    else:
        last, is_cut = max(min(span.last, period.end.last), span.first), False
    sure_last = min(span.sure_last, last)
    nowhere_sure = sure_last <= span.sure_first and last > span.first
    is_day_after = is_cut or nowhere_sure or found.horizon is not None
    return Bar(
        label=label_of(fact),
        id=fact.id,
        first=years_of(span.first),
        last=years_of(last) if is_cut else end_of(last),
        sure_first=years_of(span.sure_first),
        sure_last=years_of(sure_last) if is_day_after else end_of(sure_last),
        dates=_dates(period, found.horizon),
        no_end=span.last == FOREVER,
        open_end=period.end == UNKNOWN,
    )


def _amounts_of_money(facts: Sequence[Found[Funding]]) -> Amounts:
    """Return amounts of money, a group for each currency; a note says how many facts have no amount."""
    groups: dict[str, list[Amount]] = {}
    kinds: dict[str, str] = {}
    for fact in (found.fact for found in facts):
        if fact.amount is None or fact.currency is None:
            continue
        kinds[fact.kind] = text_of(fact, "kind")
        text = say("{amount} {kind}", amount=money(fact.amount, fact.currency), kind=kinds[fact.kind])
        label = f"{fact.start.short} · {label_of(fact)}" if fact.start else label_of(fact)
        amount = Amount(label, fact.id, fact.amount, fact.amount, text, fact.kind)
        groups.setdefault(fact.currency, []).append(amount)
    omitted = sum(found.fact.amount is None for found in facts)
    notes = [say("{facts} without an amount not drawn", facts=plural(omitted, "fact"))] if omitted else []
    if len(groups) > 1:
        notes.append(say("currencies are drawn apart, each on its own scale, and never added up"))
    if parts := parts_among(found.fact for found in facts if found.fact.amount is not None):
        notes.append(parts)
    drawn = [Group(currency, currency, amounts) for currency, amounts in groups.items()]
    return Amounts(say("funding").capitalize(), drawn, notes, kinds)


def _deaths(facts: Sequence[Found[Event]]) -> Amounts:
    """Return the deaths of each event, as ranges; a note says how many events have no count of deaths."""
    amounts: list[Amount] = []
    for fact in (found.fact for found in facts):
        if fact.deaths is None:
            continue
        text = f"{fact.deaths} {noun(fact.deaths.max, 'death')}"
        label = f"{fact.date.short} · {label_of(fact)}"
        amounts.append(Amount(label, fact.id, fact.deaths.min, fact.deaths.max, text))
    omitted = len(facts) - len(amounts)
    notes = [say("{events} without a count of deaths not drawn", events=plural(omitted, "event"))] if omitted else []
    group = Group(say("deaths, from the lowest to the highest count"), "deaths", amounts)
    return Amounts(say("Deaths in events"), [group], notes)


def counts_by_year(title: str, happened: Sequence[tuple[str, PartialDate | None]]) -> Counts:
    """Return the counts by year and kind of what happened: pairs of its kind and its date. A note says how many have no date.

    Years between the first and the last are all included; none where nothing is dated.
    """
    dated = [(kind, date) for kind, date in happened if date]
    kinds = list(dict.fromkeys(kind for kind, _ in dated))
    tally: dict[int, list[int]] = {}
    for kind, date in dated:
        tally.setdefault(date.first // 10000, [0] * len(kinds))[kinds.index(kind)] += 1
    span = range(min(tally), max(tally) + 1) if tally else ()
    years = [(year, tally.get(year, [0] * len(kinds))) for year in span]
    undated = len(happened) - len(dated)
    notes = [say("{count} undated not counted", count=undated)] if undated else []
    return Counts(title, kinds, years, notes)
