"""The listing commands: `timeline`, the eleven topics, and the tables beside them: offices, series and sources."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
import typer

from malibrief.cli import streams
from malibrief.cli.base import open_base
from malibrief.cli.filters import filter_of, resolved, topics_of
from malibrief.cli.finish import finish, note_ended
from malibrief.cli.given import Options
from malibrief.cli.options import (
    AS_OF_OPTION,
    BASE_OPTIONS,
    FILTER_OPTIONS,
    LASTING_OPTIONS,
    ON_OPTION,
    SCREEN_OPTIONS,
    SHAPE_OPTIONS,
    TIME_OPTIONS,
    TOPIC_OPTIONS,
    argument,
    naming,
    option_of,
    with_options,
)
from malibrief.errors import UsageError
from malibrief.facts.dates import iso
from malibrief.facts.model import Person, value_of
from malibrief.facts.nested import Deaths
from malibrief.facts.topics import SOURCES, TOPICS, Topic, topic_of
from malibrief.index import names, query
from malibrief.index.results import Entry, Filter, of_type
from malibrief.language import say
from malibrief.text import fold, nearest
from malibrief.views import columns, happenings, listing

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable

    import typer

    from malibrief.cli.base import Base
    from malibrief.cli.options import Option
    from malibrief.index.results import AnyFound, Resolved
    from malibrief.views.columns import Cell

    SortKey = tuple[str | int | float, ...]

_Listed = TypeVar("_Listed")


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a listing, with the options of its topic in the signature."""
    if name == "timeline":
        times = ON_OPTION | TIME_OPTIONS | AS_OF_OPTION
        topic_options = {"topic": naming(TOPIC_OPTIONS["topic"], tuple(TOPICS))}
        words = _words("[DAY]", "A day, month or year, like --on; or the value of a filter.")
        shape = _shape(happenings.happening_columns())
        return with_options(
            timeline, topic_options, FILTER_OPTIONS, times, shape, SCREEN_OPTIONS, BASE_OPTIONS, first=[words]
        )

    topic = topic_of(name)

    def run(ctx: typer.Context, options: Options, words: list[str] | None) -> None:
        list_topic(topic, ctx, options, words)

    topic_options = {option_of(field): TOPIC_OPTIONS[option_of(field)] for field in topic.filters}
    if topic.kinds:
        topic_options["kind"] = naming(topic_options["kind"], topic.kinds)
    filters, as_of = (FILTER_OPTIONS, AS_OF_OPTION) if name in TOPICS else ({}, {})
    times = TIME_OPTIONS if name in TOPICS or topic is SOURCES else {}
    times = (times | LASTING_OPTIONS if topic.lasting else times) | as_of
    words = _words("[WORD]...", "The value of a filter, or a day, month or year.")
    shape = _shape(columns.fields_of(topic))
    return with_options(run, topic_options, filters, times, shape, SCREEN_OPTIONS, BASE_OPTIONS, first=[words])


def _words(metavar: str, about: str) -> inspect.Parameter:
    """Return the argument for what is typed after the command instead of an option."""
    return argument("words", list[str] | None, typer.Argument(metavar=metavar, help=about, show_default=False), None)


def _shape(names: tuple[str, ...]) -> dict[str, Option]:
    """Return the options for the form of a listing that has these columns."""
    sort = msgspec.structs.replace(SHAPE_OPTIONS["sort"], values=names)
    return SHAPE_OPTIONS | {"columns": naming(SHAPE_OPTIONS["columns"], (*names, "all")), "sort": sort}


def list_topic(topic: Topic, ctx: typer.Context, options: Options, words: list[str] | None = None) -> None:
    """List the facts of one topic; `words` were typed after its name."""
    base = open_base(ctx, options)
    if words:
        from malibrief.cli.words import taken

        options = taken(base, topic.name, (topic.name,), topic.filters, options, words)
    asked = resolved(base.index, filter_of(options, (topic.name,), topic.filters, partial(base.newest, (topic.name,))))
    found = _ordered(query.select(base.index, asked), topic, options)
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.cites))
    titles = partial(names.titles_of_series, base.index)
    view = listing.listing(topic, found, sources, options.columns or (), base.note, asked.wanted.as_of, titles)
    if topic.name == "people" and options.limit is None and _are_holders_of_one_office(asked, found):
        from malibrief.views import remarks

        view = msgspec.structs.replace(view, remarks=remarks.remarks(of_type(found, Person), base.note.covered.last))
    finish(view, base, asked, options)
    if (day := asked.wanted.as_of) is not None:
        note_ended(query.select(base.index, query.on_days(asked, day, day)), day)


def _are_holders_of_one_office(asked: Resolved, found: list[AnyFound]) -> bool:
    """Return whether these are all the holders of one office, with no other filter."""
    wanted = asked.wanted
    offices = {entry.fact.office for entry in of_type(found, Person)}
    taken = {(each.field, *each.taken) for each in asked.meant}
    return taken == {("office", *offices)} and wanted == Filter(wanted.topics, values=wanted.values)


def timeline(ctx: typer.Context, options: Options, words: list[str] | None) -> None:
    """Name missions and sanctions where they begin and where they end."""
    base = open_base(ctx, options)
    if words:
        from malibrief.cli.words import taken

        options = taken(base, "timeline", tuple(TOPICS), (), options, words)
    topics = options.filters.get("topic")
    named = topics_of(topics)
    asked = resolved(base.index, filter_of(options, named, newest=partial(base.newest, named)))
    found = query.timeline(base.index, asked)
    _note_vaguer(base, asked, len(found))
    if (column := options.sort) is not None:
        found = _sorted(found, lambda entry: _comparable(_timeline_value(entry, column)), options.reverse)
    elif options.reverse:
        found.reverse()
    found = _limited(found, options.limit)
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.sources))

    def facts() -> list[AnyFound]:
        return query.get(base.index, list({entry.n: None for entry in found}))

    finish(happenings.timeline(found, sources, options.columns or (), base.note, facts), base, asked, options)
    without_happenings = [name for name in asked.wanted.topics if not TOPICS[name].happenings] if topics else []
    if without_happenings:
        told = say(" or ").join(map(say, without_happenings))
        streams.note(
            say("the timeline has no {topics}: try malibrief {topic}", topics=told, topic=without_happenings[0])
        )


def _note_vaguer(base: Base, asked: Resolved, shown: int) -> None:
    """Note how many happenings may be of the day or month asked for, but are dated less precisely."""
    on = asked.wanted.on
    if on is None or on[1] <= 1231:
        return
    wider = msgspec.structs.replace(asked.wanted, on=None, since=on[0], until=on[1])
    possible = len(query.timeline(base.index, msgspec.structs.replace(asked, wanted=wider)))
    if possible > shown:
        days = f"--since {iso(on[0])} --until {iso(on[1])}"
        said = "{count} more, dated less precisely, may be of then: {options} lists them too"
        streams.note(say(said, count=possible - shown, options=days))


def _timeline_value(entry: Entry, column: str) -> Cell:
    """Return the value of a column to sort the timeline by. Raises UsageError for any other column."""
    values: dict[str, Cell] = {
        "date": entry.date,
        "topic": entry.topic,
        "title": entry.title,
        "id": entry.id,
        "milestone": entry.milestone,
    }
    if column not in values:
        said = say("--sort: the timeline cannot be sorted by {column!r}", column=column)
        names = say("    columns: {names}", names=", ".join(values))
        raise UsageError(f"{said}\n{names}", (column, (nearest(column, values) or ["date"])[0]))
    return values[column]


def _ordered(found: list[AnyFound], topic: Topic, options: Options) -> list[AnyFound]:
    """Sort, reverse and cut off the facts as the options ask. Raises UsageError for a column that has no order."""
    if options.sort:
        column = columns.columns_of(topic, [options.sort])[0]
        if column == "sources":
            raise UsageError(say("--sort: sources have no order; sort by another column"))
        found = _sorted(found, lambda entry: _sort_key(entry, column), options.reverse)
    elif options.reverse:
        found = found[::-1]
    return _limited(found, options.limit)


def _sort_key(entry: AnyFound, column: str) -> SortKey | None:
    """Return the key to sort a fact by, None if it has no such value.

    Amounts are compared within their currency, figures within their unit, deaths by their upper bound.
    """
    value = columns.cell(entry, column, {})
    if value is None:
        return None
    if isinstance(value, Deaths):
        return ("", 0, value.max, value.min)
    scale = value_of(entry.fact, {"amount": "currency", "value": "unit"}.get(column, ""))
    return (str(scale or ""), *_comparable(value))


def _sorted(found: list[_Listed], key: Callable[[_Listed], SortKey | None], reverse: bool) -> list[_Listed]:
    """Sort by a key in either direction; facts without a key always come last."""
    keyed = [(each, entry) for entry in found if (each := key(entry)) is not None]
    keyed.sort(key=lambda pair: pair[0], reverse=reverse)
    return [entry for _, entry in keyed] + [entry for entry in found if key(entry) is None]


def _comparable(value: Cell) -> SortKey:
    """Return a key that sorts numbers by size, before texts in alphabetical order; accents and case only break ties."""
    if isinstance(value, int | float):
        return (0, value)
    text = columns.plain(value)
    return (1, fold(text), text)


def _limited(found: list[_Listed], limit: int | None) -> list[_Listed]:
    return found if limit is None else found[:limit]
