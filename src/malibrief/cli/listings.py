"""The listings: `timeline`, the ten topics and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from malibrief.cli import streams
from malibrief.cli.base import opened
from malibrief.cli.filters import filter_of, topics_of
from malibrief.cli.finish import finish, note_ended
from malibrief.cli.given import Options
from malibrief.cli.options import AS_OF, BASE, CHOICE, OWN, SCREEN, SHAPE, TIME, option_of, with_options
from malibrief.errors import UsageError
from malibrief.facts.model import Deaths, Person, value_of
from malibrief.facts.topics import SOURCES, TOPICS, Topic, topic_of
from malibrief.index import query
from malibrief.index.results import Entry, Filter, of_type
from malibrief.text import fold
from malibrief.views import columns, listing

_Listed = TypeVar("_Listed")

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from malibrief.index.results import AnyFound
    from malibrief.views.columns import Cell


def command(name: str) -> Callable[..., None]:
    """Return the function of a listing, with the options that its topic has."""
    if name == "timeline":
        own = {"topic": OWN["topic"]}
        choice = AS_OF | CHOICE
        return with_options(timeline, TIME, choice, own, SHAPE, SCREEN, BASE)

    topic = topic_of(name)

    def run(ctx: typer.Context, options: Options) -> None:
        list_topic(topic, ctx, options)

    own = {option_of(field): OWN[option_of(field)] for field in topic.filters}
    choice = {} if topic is SOURCES else AS_OF | CHOICE
    return with_options(run, TIME, choice, own, SHAPE, SCREEN, BASE)


def list_topic(topic: Topic, ctx: typer.Context, options: Options) -> None:
    """List the facts of one topic."""
    base = opened(ctx, options)
    asked = query.resolved(base.index, filter_of(options, (topic.name,), topic.filters))
    found = _ordered(query.select(base.index, asked), topic, options)
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.cites))
    view = listing.listing(topic, found, sources, options.columns or (), base.note, asked.wanted.as_of)
    if topic.name == "people" and options.limit is None and _is_one_office(asked.wanted, found):
        from malibrief.views import remarks

        view = msgspec.structs.replace(view, remarks=remarks.remarks(of_type(found, Person), base.note.updated.last))
    finish(view, base, asked, options)
    if (day := asked.wanted.as_of) is not None:
        note_ended(query.select(base.index, query.on_days(asked, day, day)), day)


def _is_one_office(wanted: Filter, found: list[AnyFound]) -> bool:
    """Return whether these are all holders of one office: nothing else was asked for."""
    offices = {entry.fact.office for entry in of_type(found, Person)}
    return len(offices) == 1 and wanted == Filter(wanted.topics, values=(("office", tuple(offices)),))


def timeline(ctx: typer.Context, options: Options) -> None:
    """List events, resolutions, agreements, missions' starts and ends, sanctions and statements."""
    base = opened(ctx, options)
    topics = options.filters.get("topic")
    asked = query.resolved(base.index, filter_of(options, topics_of(topics)))
    found = query.timeline(base.index, asked)
    if (column := options.sort) is not None:
        found = _sorted(found, lambda entry: _rank(_timeline_value(entry, column)), options.reverse)
    elif options.reverse:
        found.reverse()
    found = _cut(found, options.limit)
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.sources))

    def facts() -> list[AnyFound]:
        return query.get(base.index, list({entry.n: None for entry in found}))

    finish(listing.timeline(found, sources, options.columns or (), base.note, facts), base, asked, options)
    silent = [name for name in asked.wanted.topics if not TOPICS[name].happenings] if topics else []
    if silent:
        streams.note(f"{' and '.join(silent)} are no happenings: try malibrief {silent[0]}")


def _timeline_value(entry: Entry, column: str) -> Cell:
    known: dict[str, Cell] = {
        "date": entry.date, "topic": entry.topic, "title": entry.title, "id": entry.id, "milestone": entry.milestone,
    }  # fmt: skip
    if column not in known:
        raise UsageError(f"--sort: the timeline cannot be sorted by {column!r}\n    columns: {', '.join(known)}")
    return known[column]


def _ordered(found: list[AnyFound], topic: Topic, options: Options) -> list[AnyFound]:
    """Return the facts in the order that is asked for, as many as are wanted."""
    if options.sort:
        column = columns.columns_of(topic, [options.sort])[0]
        if column == "sources":
            raise UsageError("--sort: sources have no order; sort by another column")
        found = _sorted(found, lambda entry: _value(entry, column), options.reverse)
    elif options.reverse:
        found = found[::-1]
    return _cut(found, options.limit)


def _value(entry: AnyFound, column: str) -> tuple[object, ...] | None:
    """Return what a fact is sorted by: money within its currency and figures within their unit, never across; deaths by the most."""
    value = columns.cell(entry, column, {})
    if value is None:
        return None
    if isinstance(value, Deaths):
        return ("", 0, value.max, value.min)
    scale = value_of(entry.fact, {"amount": "currency", "value": "unit"}.get(column, ""))
    return (scale or "", *_rank(value))


def _sorted(
    found: list[_Listed], key: Callable[[_Listed], tuple[Any, ...] | None], reverse: bool
) -> list[_Listed]:  # Any: keys of one column compare with each other
    """Sort by a key, either way round; what has none comes last in both."""
    keyed = [(key(entry), entry) for entry in found]
    known = [(own, entry) for own, entry in keyed if own is not None]
    known.sort(key=lambda pair: pair[0], reverse=reverse)
    return [entry for _, entry in known] + [entry for own, entry in keyed if own is None]


def _rank(value: Cell) -> tuple[object, ...]:
    """Rank numbers by size, texts by letter: accents and case only part what is spelt alike."""
    if isinstance(value, int | float):
        return (0, value)
    text = columns.plain(value)
    return (1, fold(text), text)


def _cut(found: list[_Listed], limit: int | None) -> list[_Listed]:
    return found if limit is None else found[:limit]
