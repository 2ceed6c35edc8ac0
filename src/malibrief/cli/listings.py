"""The listings: `timeline`, the ten topics and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from malibrief import names, query, render, views
from malibrief.cli import options, streams
from malibrief.cli.base import Base, environment, opened, paths_of, today
from malibrief.errors import UsageError
from malibrief.text import did_you_mean
from malibrief.topics import SOURCES, TOPICS, Topic

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from malibrief.query import Filter, Found
    from malibrief.views import Table

_LINKS = {"about": "about", "source": "sources"}


def command(name: str) -> Callable[..., None]:
    """The function of a listing, with the options that its topic has."""

    def run(ctx: typer.Context, **given: Any) -> None:
        (show_timeline if name == "timeline" else show_topic)(name, ctx, given)

    if name == "timeline":
        run.__doc__ = "Events, resolutions, agreements, missions' starts and ends, sanctions and statements."
        own = {"topic": options.OWN["topic"]}
        return options.signed(
            run, options.TIME, options.AS_OF, options.CHOICE, own, options.SHAPE, options.SCREEN, options.BASE
        )
    topic = query.topic_of(name)
    own = {options.option_of(field): options.OWN[options.option_of(field)] for field in topic.filters}
    choice = {} if topic is SOURCES else options.AS_OF | options.CHOICE
    return options.signed(run, options.TIME, choice, own, options.SHAPE, options.SCREEN, options.BASE)


def show_topic(name: str, ctx: typer.Context, given: dict[str, Any]) -> None:
    """List the facts of one topic."""
    topic = query.topic_of(name)
    base = opened(paths_of(ctx, given["facts"], given["add"]))
    wanted = filter_of(given, (name,), topic.filters)
    found = query.select(base.index, wanted)
    found = _ordered(found, topic, given)
    cites = [] if topic is SOURCES else [cite for entry in found for cite in entry.fact.sources]
    sources = query.sources_of(base.index, cites)
    view = views.listing(topic, found, sources, given["columns"] or (), base.note, wanted.as_of)
    if name == "people" and given["limit"] is None and _is_one_office(wanted, found):
        import msgspec

        from malibrief import terms

        view = msgspec.structs.replace(view, remarks=terms.remarks(found, base.note.updated.last))
    finish(view, base, wanted, given)


def _is_one_office(wanted: Filter, found: list[Found]) -> bool:
    """Whether these are all holders of one office: nothing else was asked for."""
    offices = {entry.fact.office for entry in found}
    return len(offices) == 1 and wanted == query.Filter(wanted.topics, values=(("office", tuple(offices)),))


def show_timeline(name: str, ctx: typer.Context, given: dict[str, Any]) -> None:
    """List happenings."""
    base = opened(paths_of(ctx, given["facts"], given["add"]))
    wanted = filter_of(given, topics_of(given["topic"]))
    found = query.timeline(base.index, wanted)
    if given["sort"]:
        found = _sorted(found, lambda entry: _rank(_timeline_value(entry, given["sort"])), given["reverse"])
    elif given["reverse"]:
        found.reverse()
    found = _cut(found, given["limit"])
    sources = query.sources_of(base.index, (cite for entry in found for cite in entry.sources))

    def facts() -> list[Found]:
        return query.get(base.index, list({entry.n: None for entry in found}))

    finish(views.timeline(found, sources, given["columns"] or (), base.note, facts), base, wanted, given)


def _timeline_value(entry: query.Entry, column: str) -> Any:
    if column not in ("date", "topic", "title", "id", "milestone"):
        raise UsageError(
            f"--sort: the timeline cannot be sorted by {column!r}\n    columns: date, topic, title, id, milestone"
        )
    return getattr(entry, column)


def topics_of(wanted: list[str] | None) -> tuple[str, ...]:
    """The names of the topics that are asked for, all of them without a wish; UsageError for one that there is not."""
    known = {form: topic.name for topic in TOPICS.values() for form in (topic.name, topic.word)}
    for text in wanted or ():
        if text.casefold() not in known:
            near = did_you_mean(text, TOPICS)
            raise UsageError(
                f"--topic: there is no topic {text!r}{'; ' + near if near else ''}\n    topics: {', '.join(TOPICS)}"
            )
    return tuple(dict.fromkeys(known[text.casefold()] for text in wanted or ())) or tuple(TOPICS)


def filter_of(given: dict[str, Any], topics: tuple[str, ...], own: tuple[str, ...] = ()) -> Filter:
    """The filter that the options of a listing ask for."""
    now = today()
    bounds = {
        name: options.day(given.get(name), f"--{name.replace('_', '-')}", now) for name in ("since", "until", "as_of")
    }
    if bounds["since"] and bounds["until"] and bounds["since"].first > bounds["until"].last:
        raise UsageError(f"--since {bounds['since']} lies after --until {bounds['until']}")
    ids = {field for name in topics if name in TOPICS for field in TOPICS[name].ids} & set(own)
    chosen = {
        options.FIELDS.get(name, name): given.get(name) for name in ("tag", "place", *map(options.option_of, own))
    }
    links = {_LINKS[name]: given.get(name) for name in _LINKS} | {field: given.get(field) for field in ids}
    return query.Filter(
        topics,
        since=bounds["since"].first if bounds["since"] else None,
        until=bounds["until"].last if bounds["until"] else None,
        as_of=bounds["as_of"].last if bounds["as_of"] else None,
        values=_given({field: texts for field, texts in chosen.items() if field not in ids}),
        links=_given(links),
        milestones=bool(given.get("milestones")),
        disputed=bool(given.get("disputed")),
    )


def _given(texts: dict[str, list[str] | None]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values by field; where values have no commas of their own, commas separate several."""
    given = {field: tuple(values) for field, values in texts.items() if values}
    split = {field for topic in (*TOPICS.values(), SOURCES) for field in topic.exact} | {"tags"}
    return tuple(
        (field, tuple(part for text in values for part in (text.split(",") if field in split else [text])))
        for field, values in given.items()
    )


def _ordered(found: list[Found], topic: Topic, given: dict[str, Any]) -> list[Found]:
    if given["sort"]:
        (column,) = views.columns_of(topic, [given["sort"]])[:1] or ("id",)
        if column == "sources":
            raise UsageError("--sort: sources have no order; sort by another column")
        return _cut(_sorted(found, lambda entry: _value(entry, column), given["reverse"]), given["limit"])
    return _cut(found[::-1] if given["reverse"] else found, given["limit"])


def _value(entry: Found, column: str) -> tuple[Any, ...] | None:
    """What a fact is sorted by: money within its currency and figures within their unit, never across."""
    value = views.cell(entry, column, {})
    if value is None:
        return None
    scale = getattr(entry.fact, {"amount": "currency", "value": "unit"}.get(column, ""), None)
    return (scale or "", *_rank(value))


def _sorted(found: list[Any], key: Callable[[Any], Any], reverse: bool) -> list[Any]:
    """By a key, either way round; what has none comes last in both."""
    known = [entry for entry in found if key(entry) is not None]
    return sorted(known, key=key, reverse=reverse) + [entry for entry in found if key(entry) is None]


def _rank(value: Any) -> tuple[Any, ...]:
    """Numbers by size, texts by letter."""
    if isinstance(value, int | float):
        return (0, value)
    return (1, views.plain(value).casefold())


def _cut(found: list[Any], limit: int | None) -> list[Any]:
    return found if limit is None else found[:limit]


def finish(view: Table, base: Base, wanted: Filter, given: dict[str, Any]) -> None:
    """Write a listing, and what there is to say about it beside the facts."""
    shape = shape_of(given)
    form = streams.form_of(shape)
    environ = environment()
    page = streams.page_of(shape, environ)
    for missing in names.unmatched(base.index, wanted):
        streams.note(_missing(missing))
    if wanted.as_of is not None and wanted.as_of > base.note.updated.last:
        streams.note(f"facts were gathered up to {base.note.updated.in_words}; nothing is known of later days")
    if not view.rows and (given["limit"] is None or given["limit"] > 0):
        streams.note("nothing matches")
    streams.emit(render.table(view, form, page), shape, environ)


def _missing(missing: names.Unmatched) -> str:
    """That no fact has a value, and what may have been meant."""
    said = f"no fact has --{options.option_of(missing.field)} {missing.text!r}"
    if missing.elsewhere:
        others = " or ".join(f"--{options.option_of(field)} {missing.text!r}" for field in missing.elsewhere)
        return f"{said}; there is {others}"
    if missing.near:
        return f"{said}; did you mean {' or '.join(missing.near[:3])}?"
    return (
        f"{said}; there are {', '.join(missing.some)}" + (" and others" if len(missing.some) == 8 else "")
        if missing.some
        else said
    )


def shape_of(given: dict[str, Any]) -> streams.Shape:
    """What the options say about the form of the answer."""
    form = "json" if given["json"] and given["form"] is None else given["form"]
    if given["json"] and form != "json":
        raise UsageError(f"--json and --format {form} contradict each other")
    output = None if str(given["output"]) == "-" else given["output"]
    return streams.Shape(
        form, output, not given["no_header"], given["color"], given["hyperlinks"], not given["no_pager"], given["ascii"]
    )
