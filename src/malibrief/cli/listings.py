"""The listings: `timeline`, the ten topics and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.cli import options, streams
from malibrief.cli.base import Base, opened, today
from malibrief.errors import UsageError
from malibrief.facts.dates import UNKNOWN, iso
from malibrief.facts.model import Deaths, Event, Funding, Person, end_of, value_of
from malibrief.facts.topics import SOURCES, TOPICS, Topic, topic_of
from malibrief.index import names, query
from malibrief.index.results import Entry, Filter, of_type
from malibrief.render import formats
from malibrief.text import clean, did_you_mean, fold, plural
from malibrief.views import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import typer

    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import AnyFound
    from malibrief.views.listing import Table


def command(name: str) -> Callable[..., None]:
    """The function of a listing, with the options that its topic has."""
    if name == "timeline":
        own = {"topic": options.OWN["topic"]}
        choice = options.AS_OF | options.CHOICE
        return options.signed(timeline, options.TIME, choice, own, options.SHAPE, options.SCREEN, options.BASE)

    topic = topic_of(name)

    def run(ctx: typer.Context, **given: Any) -> None:
        list_topic(topic, ctx, given)

    own = {options.option_of(field): options.OWN[options.option_of(field)] for field in topic.filters}
    choice = {} if topic is SOURCES else options.AS_OF | options.CHOICE
    return options.signed(run, options.TIME, choice, own, options.SHAPE, options.SCREEN, options.BASE)


def list_topic(topic: Topic, ctx: typer.Context, given: dict[str, Any]) -> None:
    """List the facts of one topic."""
    base = opened(ctx, given)
    wanted = filter_of(given, (topic.name,), topic.filters)
    found = _ordered(query.select(base.index, wanted), topic, given)
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.cites))
    view = listing.listing(topic, found, sources, given["columns"] or (), base.note, wanted.as_of)
    if topic.name == "people" and given["limit"] is None and _is_one_office(wanted, found):
        from malibrief.views import remarks

        view = msgspec.structs.replace(view, remarks=remarks.remarks(of_type(found, Person), base.note.updated.last))
    finish(view, base, wanted, given)
    if wanted.as_of is not None:
        that_day = msgspec.structs.replace(wanted, since=wanted.as_of, until=wanted.as_of, as_of=None)
        note_ended(query.select(base.index, that_day), wanted.as_of)


def note_ended(facts: Iterable[AnyFound], day: int) -> None:
    """Say who and what ended on a day, and so is left out of how things stood on it."""
    ended = [found.fact.id for found in facts if not isinstance(found.fact, Event | Funding) and _ended_on(found, day)]
    if ended:
        left = len(ended) - names.MOST_NAMED
        more = f" and {plural(left, 'other')}" if left > 0 else ""
        streams.note(f"ended on that day, and left out: {', '.join(ended[: names.MOST_NAMED])}{more}")


def _ended_on(found: AnyFound, day: int) -> bool:
    """Whether something is known to have ended on this very day, and so no longer stands on it."""
    end = end_of(found.fact)
    if end is None or end == UNKNOWN or end.bounds != (day, day):
        return False
    return found.span is not None and found.span.covers(day) is None


def _is_one_office(wanted: Filter, found: list[AnyFound]) -> bool:
    """Whether these are all holders of one office: nothing else was asked for."""
    offices = {entry.fact.office for entry in of_type(found, Person)}
    return len(offices) == 1 and wanted == Filter(wanted.topics, values=(("office", tuple(offices)),))


def timeline(ctx: typer.Context, **given: Any) -> None:
    """Events, resolutions, agreements, missions' starts and ends, sanctions and statements."""
    base = opened(ctx, given)
    wanted = filter_of(given, topics_of(given["topic"]))
    found = query.timeline(base.index, wanted)
    if given["sort"]:
        found = _sorted(found, lambda entry: _rank(_timeline_value(entry, given["sort"])), given["reverse"])
    elif given["reverse"]:
        found.reverse()
    found = _cut(found, given["limit"])
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.sources))

    def facts() -> list[AnyFound]:
        return query.get(base.index, list({entry.n: None for entry in found}))

    finish(listing.timeline(found, sources, given["columns"] or (), base.note, facts), base, wanted, given)
    silent = [name for name in wanted.topics if not TOPICS[name].happenings] if given["topic"] else []
    if silent:
        streams.note(f"{' and '.join(silent)} are no happenings: try malibrief {silent[0]}")


def _timeline_value(entry: Entry, column: str) -> Any:
    known = ("date", "topic", "title", "id", "milestone")
    if column not in known:
        raise UsageError(f"--sort: the timeline cannot be sorted by {column!r}\n    columns: {', '.join(known)}")
    return getattr(entry, column)


def topics_of(wanted: list[str] | None) -> tuple[str, ...]:
    """The names of the topics that are asked for, all by default; UsageError for one that there is not."""
    known = {form: topic.name for topic in TOPICS.values() for form in (topic.name, topic.word)}
    for text in wanted or ():
        if text.casefold() not in known:
            near = did_you_mean(text, TOPICS)
            meant = f"; {near}" if near else ""
            raise UsageError(f"--topic: there is no topic {text!r}{meant}\n    topics: {', '.join(TOPICS)}")
    return tuple(dict.fromkeys(known[text.casefold()] for text in wanted or ())) or tuple(TOPICS)


def filter_of(given: dict[str, Any], topics: tuple[str, ...], own: tuple[str, ...] = ()) -> Filter:
    """The filter that the options of a listing ask for, `own` being the fields of which its topic has an option."""
    since, until, as_of = (_day(given, name) for name in ("since", "until", "as_of"))
    if since and until and since.first > until.last:
        raise UsageError(f"--since {since} lies after --until {until}")
    ids = [field for field in own if any(field in topic_of(name).ids for name in topics)]
    values = ["tags", "place", *(field for field in own if field not in ids)]
    return Filter(
        topics,
        since=since.first if since else None,
        until=until.last if until else None,
        as_of=as_of.last if as_of else None,
        values=_texts(given, values),
        links=_texts(given, ["about", "sources", *ids]),
        milestones=bool(given.get("milestones")),
        disputed=bool(given.get("disputed")),
    )


def _day(given: dict[str, Any], name: str) -> PartialDate | None:
    text = given.get(name)
    return None if text is None else options.day(text, f"--{name.replace('_', '-')}", today())


def _texts(given: dict[str, Any], fields: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is asked for of each of these fields; where values have no commas of their own, commas separate several."""
    separable = {field for topic in (*TOPICS.values(), SOURCES) for field in topic.exact} | {"tags"}
    asked: list[tuple[str, tuple[str, ...]]] = []
    for field in fields:
        texts = given.get(options.option_of(field)) or ()
        if field in separable:
            texts = [part for text in texts for part in text.split(",")]
        if texts:
            asked.append((field, tuple(texts)))
    return tuple(asked)


def _ordered(found: list[AnyFound], topic: Topic, given: dict[str, Any]) -> list[AnyFound]:
    """The facts in the order that is asked for, as many as are wanted."""
    if given["sort"]:
        column = listing.columns_of(topic, [given["sort"]])[0]
        if column == "sources":
            raise UsageError("--sort: sources have no order; sort by another column")
        found = _sorted(found, lambda entry: _value(entry, column), given["reverse"])
    elif given["reverse"]:
        found = found[::-1]
    return _cut(found, given["limit"])


def _value(entry: AnyFound, column: str) -> tuple[Any, ...] | None:
    """What a fact is sorted by: money within its currency and figures within their unit, never across; deaths by the most."""
    value = listing.cell(entry, column, {})
    if value is None:
        return None
    if isinstance(value, Deaths):
        return ("", 0, value.max, value.min)
    scale = value_of(entry.fact, {"amount": "currency", "value": "unit"}.get(column, ""))
    return (scale or "", *_rank(value))


def _sorted(found: list[Any], key: Callable[[Any], Any], reverse: bool) -> list[Any]:
    """By a key, either way round; what has none comes last in both."""
    known = [entry for entry in found if key(entry) is not None]
    return sorted(known, key=key, reverse=reverse) + [entry for entry in found if key(entry) is None]


def _rank(value: Any) -> tuple[Any, ...]:
    """Numbers by size, texts by letter: accents and case only part what is spelt alike."""
    if isinstance(value, int | float):
        return (0, value)
    text = listing.plain(value)
    return (1, fold(text), text)


def _cut(found: list[Any], limit: int | None) -> list[Any]:
    return found if limit is None else found[:limit]


def finish(view: Table, base: Base, wanted: Filter, given: dict[str, Any], words: str = "") -> None:
    """Write a listing, and what there is to say about it beside the facts; `words` are those that were searched for."""
    output = streams.output_of(given)
    if given["columns"] and output.form in ("json", "jsonl"):
        raise UsageError(f"--columns: {output.form} has every field of every fact; leave one of the two out")
    if given["columns"] and output.form in formats.CITATIONS:
        raise UsageError(f"--columns: {output.form} has no columns; leave one of the two out")
    for missing in names.unmatched(base.index, wanted):
        streams.note(clean(_missing(missing)))
    if wanted.as_of is not None and wanted.as_of > base.note.updated.last:
        streams.note(f"facts were gathered up to {base.note.updated.in_words}; nothing is known of later days")
    newest = base.note.newest
    if newest and wanted.since is not None and wanted.since > newest.last:
        streams.note(f"the newest fact is of {newest.in_words}")
    if not view.rows and (given["limit"] is None or given["limit"] > 0):
        streams.note("nothing matches")
    output.write(formats.table(msgspec.structs.replace(view, asked=_asked(wanted, words)), output.form, output.page))


def _asked(wanted: Filter, words: str) -> str:
    """The words and the filter: `“road”, donor France, since 1 January 2020`."""
    parts = [f"“{words}”"] if words else []
    parts += [f"{options.option_of(field)} {' or '.join(texts)}" for field, texts in (*wanted.values, *wanted.links)]
    days = (("since", wanted.since), ("until", wanted.until), ("as of", wanted.as_of))
    parts += [f"{word} {iso(day).in_words}" for word, day in days if day is not None]
    parts += [word for word, set_ in (("milestones", wanted.milestones), ("disputed", wanted.disputed)) if set_]
    return ", ".join(parts)


def _missing(missing: names.Unmatched) -> str:
    """That no fact has a value, and what may have been meant."""
    said = f"no fact has --{options.option_of(missing.field)} {missing.text!r}"
    if missing.elsewhere:
        others = " or ".join(f"--{options.option_of(field)} {missing.text!r}" for field in missing.elsewhere)
        return f"{said}; there is {others}"
    if missing.near:
        return f"{said}; did you mean {' or '.join(missing.near[:3])}?"
    if missing.some:
        more = " and others" if len(missing.some) == names.MOST_NAMED else ""
        return f"{said}; there are {', '.join(missing.some)}{more}"
    return said
