"""Turn options into a filter, and a filter into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.cli import days
from malibrief.cli.base import today
from malibrief.cli.options import flag_of, option_of
from malibrief.errors import UsageError
from malibrief.facts.dates import iso
from malibrief.facts.topics import TABLES, TOPICS, topic_of
from malibrief.index import names
from malibrief.index.results import Filter
from malibrief.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.cli.given import Options
    from malibrief.facts.dates import PartialDate


def topics_of(wanted: list[str] | None) -> tuple[str, ...]:
    """Return the names of the topics given in singular or plural, all by default. Raises UsageError for an unknown one."""
    known = {form: topic.name for topic in TOPICS.values() for form in (topic.name, topic.word)}
    for text in wanted or ():
        if text.casefold() not in known:
            near = did_you_mean(text, TOPICS)
            meant = f"; {near}" if near else ""
            raise UsageError(f"--topic: there is no topic {text!r}{meant}\n    topics: {', '.join(TOPICS)}")
    return tuple(dict.fromkeys(known[text.casefold()] for text in wanted or ())) or tuple(TOPICS)


def filter_of(options: Options, topics: tuple[str, ...], own_fields: tuple[str, ...] = ()) -> Filter:
    """Return the filter that a listing's options ask for; `own_fields` are the fields for which its topic has options.

    Raises UsageError for a text that is not a day, and for a --since that is after --until.
    """
    since, until, as_of = (
        _day(text, flag)
        for text, flag in ((options.since, "--since"), (options.until, "--until"), (options.as_of, "--as-of"))
    )
    if since and until and since.first > until.last:
        raise UsageError(f"--since {since} lies after --until {until}")
    ids = [field for field in own_fields if any(field in topic_of(name).ids for name in topics)]
    values = ["tags", "place", *(field for field in own_fields if field not in ids)]
    return Filter(
        topics,
        since=since.first if since else None,
        until=until.last if until else None,
        as_of=as_of.last if as_of else None,
        values=_texts_by_field(options, values),
        links=_texts_by_field(options, ["about", "sources", *ids]),
        milestones=options.milestones,
        disputed=options.disputed,
    )


def _day(text: str | None, flag: str) -> PartialDate | None:
    return None if text is None else days.read(text, flag, today())


def _texts_by_field(options: Options, fields: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (field, texts) for each field with an option; commas separate texts where values cannot contain them."""
    separable = {field for topic in (*TOPICS.values(), *TABLES.values()) for field in topic.exact} | {"tags"}
    asked: list[tuple[str, tuple[str, ...]]] = []
    for field in fields:
        texts = options.filters.get(option_of(field), [])
        if field in separable:
            texts = [part for text in texts for part in text.split(",")]
        if texts:
            asked.append((field, tuple(texts)))
    return tuple(asked)


def describe(wanted: Filter, words: str) -> str:
    """Describe a question's words and filter in words: `“road”, donor France, since 1 January 2020`."""
    parts = [f"“{words}”"] if words else []
    parts += [
        f"{option_of(field).replace('_', ' ')} {' or '.join(texts)}" for field, texts in (*wanted.values, *wanted.links)
    ]
    days = (("since", wanted.since), ("until", wanted.until), ("as of", wanted.as_of))
    parts += [f"{word} {iso(day).in_words}" for word, day in days if day is not None]
    parts += [word for word, is_set in (("milestones", wanted.milestones), ("disputed", wanted.disputed)) if is_set]
    return ", ".join(parts)


def describe_unmatched(missing: names.Unmatched) -> str:
    """Say that no fact has a value, and suggest others."""
    said = f"no fact has {flag_of(missing.field)} {missing.text!r}"
    if missing.other_fields:
        others = " or ".join(f"{flag_of(field)} {missing.text!r}" for field in missing.other_fields)
        return f"{said}; try {others}"
    if missing.near:
        return f"{said}; did you mean {' or '.join(missing.near[:3])}?"
    if missing.examples:
        more = " and others" if len(missing.examples) == names.MOST_NAMED else ""
        return f"{said}; existing values: {', '.join(missing.examples)}{more}"
    return said
