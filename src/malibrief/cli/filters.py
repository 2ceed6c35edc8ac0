"""Turn options into a filter, and a filter into words."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from malibrief.cli import days
from malibrief.cli.base import today
from malibrief.cli.options import flag_of, option_of
from malibrief.errors import UsageError
from malibrief.facts.dates import PartialDate, iso
from malibrief.facts.topics import EVERYWHERE, TABLES, TAGS, TOPICS, topic_of
from malibrief.index import names, query
from malibrief.index.results import Filter
from malibrief.text import clean, did_you_mean, nearest, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.cli.given import Options
    from malibrief.index.results import Resolved
    from malibrief.index.store import Index

_LONGEST_SHOWN = 60
"""How many letters of a value that no fact has are shown."""
_MOST_LISTED = 3
"""How many values a note names."""


def topics_of(wanted: list[str] | None) -> tuple[str, ...]:
    """Return the names of the topics given in singular or plural, all by default. Raises UsageError for an unknown one."""
    known = {form: topic.name for topic in TOPICS.values() for form in (topic.name, topic.word)}
    for text in wanted or ():
        if text.casefold() not in known:
            near = did_you_mean(text, TOPICS)
            meant = f"; {near}" if near else ""
            said = f"--topic: there is no topic {text!r}{meant}\n    topics: {', '.join(TOPICS)}"
            if near or text.casefold() not in TAGS:
                raise UsageError(said, (text, nearest(text, TOPICS)[0] if near else "events"))
            raise UsageError(said, ("--topic", "--tag"))
    return tuple(dict.fromkeys(known[text.casefold()] for text in wanted or ())) or tuple(TOPICS)


def filter_of(
    options: Options, topics: tuple[str, ...], own_fields: tuple[str, ...] = (), newest: PartialDate | None = None
) -> Filter:
    """Return the filter that a listing's options ask for; `own_fields` are the fields for which its topic has options.

    `newest` is the date of the newest fact. Raises UsageError for a text that is not a day, and for a --since that is after --until.
    """
    since, until, as_of = (
        _day(text, flag, newest)
        for text, flag in ((options.since, "--since"), (options.until, "--until"), (options.as_of, "--as-of"))
    )
    if since and until and since.first > until.last:
        raise UsageError(f"--since {since} lies after --until {until}")
    ids = [field for field in own_fields if any(field in topic_of(name).ids for name in topics)]
    values = [*EVERYWHERE, *(field for field in own_fields if field not in ids)]
    return Filter(
        topics,
        since=since.first if since else None,
        until=until.last if until else None,
        as_of=as_of.last if as_of else None,
        on=days.happened_on(options.on, "--on", today(), newest) if options.on is not None else None,
        values=_texts_by_field(options, values),
        links=_texts_by_field(options, ["about", "sources", *ids]),
        milestones=options.milestones,
        disputed=options.disputed,
        begun=options.begun,
        ended=options.ended,
    )


def resolved(index: Index, wanted: Filter) -> Resolved:
    """Look up a filter's values and links in the index. Raises UsageError for those that no fact has."""
    asked = query.resolved(index, wanted, _synonyms)
    if asked.missing:
        unmatched = names.unmatched(index, asked)
        told = [clean(_describe_unmatched(missing, wanted)) for missing in unmatched]
        near = [(missing.text, missing.near[0]) for missing in unmatched if missing.near]
        raise UsageError("\n    ".join(told), near[0] if len(near) == len(unmatched) == 1 else None)
    return asked


def _synonyms(text: str) -> list[list[tuple[str, ...]]]:
    """Return the terms of a text, each with the phrases that search takes for the same; none where it names a day."""
    from malibrief.search.question import understand

    question = understand(text)
    return [] if question.spans else [[term.words, *term.synonyms] for term in question.terms]


def _day(text: str | None, flag: str, newest: PartialDate | None) -> PartialDate | None:
    return None if text is None else days.read(text, flag, today(), newest)


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


def describe(wanted: Filter, words: str, titles: Mapping[str, str]) -> str:
    """Describe a question's words and filter in words: `“road”, donor France, since 1 January 2020`.

    `titles` has those of series, by id: they are named in place of their ids.
    """
    parts = [f"“{words}”"] if words else []
    parts += [
        f"{option_of(field).replace('_', ' ')} {' or '.join(texts)}"
        for field, texts in (*_titled(wanted.values, titles), *wanted.links)
    ]
    days = (("since", wanted.since), ("until", wanted.until), ("as of", wanted.as_of))
    parts += [word for word, is_set in (("begun", wanted.begun), ("ended", wanted.ended)) if is_set]
    parts += [f"{word} {iso(day).in_words}" for word, day in days if day is not None]
    if wanted.on is not None:
        parts.append(f"on {_on_in_words(*wanted.on)}")
    parts += [word for word, is_set in (("milestones", wanted.milestones), ("disputed", wanted.disputed)) if is_set]
    return ", ".join(parts)


def _titled(
    values: Iterable[tuple[str, Sequence[str]]], titles: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield fields with their texts, the ids of series replaced by their titles."""
    for field, texts in values:
        yield field, [titles.get(text, text) for text in texts] if field == "series" else texts


def _on_in_words(first: int, last: int) -> str:
    """Return the days of `Filter.on` in words: `18 August in every year`, `August 2020`, `1 May 2013 to 3 June 2013`."""
    every = "" if last > 1231 else " in every year"
    if every:  # read as days of a leap year, which is not said
        first, last = first + 20000000, last + 20000000
    day = iso(first)
    whole = [PartialDate(day[:length]) for length in (10, 7, 4)]
    said = next(
        (date.in_words for date in whole if date.bounds == (first, last)), f"{day.in_words} to {iso(last).in_words}"
    )
    return said.removesuffix(" 2000") + every if every else said


def _describe_unmatched(missing: names.Unmatched, wanted: Filter) -> str:
    """Say that no fact has a value, and suggest others."""
    shown = missing.text if len(missing.text) <= _LONGEST_SHOWN else f"{missing.text[:_LONGEST_SHOWN]}..."
    said = f"no fact has {flag_of(missing.field)} {shown!r}"
    if missing.other_fields:
        quoted = shlex.quote(missing.text)
        offered = {*EVERYWHERE, *(topic_of(wanted.topics[0]).filters if len(wanted.topics) == 1 else ())}
        fields = sorted(missing.other_fields, key=lambda pair: pair[0] not in offered)
        others = [
            f"{'' if field in offered else f'malibrief {topic} '}{flag_of(field)} {quoted}"
            for field, topic in fields[:_MOST_LISTED]
        ]
        said += f"; try {' or '.join(others)}"
    if missing.near:
        word = "did you mean" if ";" not in said else "or did you mean"
        return f"{said}; {word} {' or '.join(missing.near[:3])}?"
    if missing.examples and not missing.other_fields:
        more = " and others" if len(missing.examples) > names.MOST_NAMED else ""
        return f"{said}; existing values: {', '.join(missing.examples[: names.MOST_NAMED])}{more}"
    return said


def notes(asked: Resolved) -> Iterator[str]:
    """Yield what to say of a filter: what its texts were taken for or leave out, and what its days apply to."""
    for each in asked.meant:
        flag = flag_of(each.field)
        said = f"{flag} {each.text!r}"
        taken = {text for other in asked.meant if other.field == each.field for text in other.taken}
        if each.guessed:
            yield f"{said} taken for {_listed(each.taken)}"
        if each.field == "place":
            if each.beside:
                yield f"{said} takes in {_listed(each.beside)}"
        elif left := [text for text in each.beside if text not in taken]:
            yield f"{said} leaves out {_listed(left)}; repeat {flag} to add {'it' if len(left) == 1 else 'them'}"
    wanted = asked.wanted
    days = [flag for flag, day in (("--since", wanted.since), ("--until", wanted.until)) if day is not None]
    if days and not (wanted.begun or wanted.ended) and len(wanted.topics) == 1 and topic_of(wanted.topics[0]).lasting:
        ask = f"{' and '.join(days)} {'ask' if len(days) > 1 else 'asks'}"
        yield f"{ask} for what stood at any time then; add --begun for what began then, --ended for what ended"


def _listed(values: Sequence[str]) -> str:
    """Return some values in a row, with the number of those that are not shown."""
    shown = "; ".join(values[:_MOST_LISTED])
    left = len(values) - _MOST_LISTED
    return f"{shown}; and {plural(left, 'other')}" if left > 0 else shown
