"""Turn options into a filter, and a filter into words."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from malibrief.cli import days
from malibrief.cli.base import today
from malibrief.cli.options import flag_of, option_of
from malibrief.errors import UsageError, tries
from malibrief.facts.dates import PartialDate, iso, range_in_words
from malibrief.facts.topics import EVERYWHERE, IN_TABLES, SOURCES, TABLES, TAGS, TOPICS, topic_of
from malibrief.index import names, query
from malibrief.index.results import Filter
from malibrief.language import is_french, noun, say
from malibrief.text import asking, clean, fold, joined, nearest, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.cli.days import Newest
    from malibrief.cli.given import Options
    from malibrief.facts.written import Span
    from malibrief.index.results import Resolved
    from malibrief.index.store import Index

_LONGEST_SHOWN = 60
"""How many letters of a value that no fact has are shown."""
_MOST_LISTED = 3
"""How many values a note names."""


def topics_of(wanted: list[str] | None) -> tuple[str, ...]:
    """Return the names of the topics given in singular or plural, also in French, all by default. Raises UsageError for an unknown one."""
    known = {
        fold(form): topic.name
        for topic in TOPICS.values()
        for form in (noun(1, topic.word), say(topic.name), topic.name, topic.word)
    }
    for text in wanted or ():
        if fold(text) not in known:
            near = nearest(text, TOPICS)
            said = asking(say("--topic: there is no topic {text!r}", text=text), text, TOPICS)
            said += f"\n{say('    topics: {names}', names=', '.join(TOPICS))}"
            if near or text.casefold() not in TAGS:
                raise UsageError(said, (text, near[0] if near else "events"))
            raise UsageError(said, ("--topic", "--tag"))
    return tuple(dict.fromkeys(known[fold(text)] for text in wanted or ())) or tuple(TOPICS)


def filter_of(
    options: Options, topics: tuple[str, ...], own_fields: tuple[str, ...] = (), newest: Newest | None = None
) -> Filter:
    """Return the filter that a listing's options ask for; `own_fields` are the fields for which its topic has options.

    `newest` looks up the date of the newest fact. Raises UsageError for a text that is not a day, and for times that leave nothing.
    """
    since, until, as_of = (
        _day(text, flag, newest)
        for text, flag in ((options.since, "--since"), (options.until, "--until"), (options.as_of, "--as-of"))
    )
    on = days.happened_on(options.on, "--on", today(), newest) if options.on is not None else None
    _refuse_contradictions(options, since, until, as_of, on)
    ids = [field for field in own_fields if any(field in topic_of(name).ids for name in topics)]
    values = [*EVERYWHERE, *(field for field in own_fields if field not in ids)]
    return Filter(
        topics,
        since=since.first if since else None,
        until=until.last if until else None,
        as_of=as_of.last if as_of else None,
        on=on,
        values=_texts_by_field(options, values),
        links=_texts_by_field(options, ["about", "sources", *ids]),
        milestones=options.milestones,
        disputed=options.disputed,
        begun=options.begun,
        ended=options.ended,
    )


def _refuse_contradictions(
    options: Options, since: PartialDate | None, until: PartialDate | None, as_of: PartialDate | None, on: Span | None
) -> None:
    """Raise UsageError for times of which one begins after another ends. What stood on a day may have ended later (`--ended`)."""
    begins = [("--since", str(since), since.first)] if since else []
    ends = [("--until", str(until), until.last)] if until else []
    if as_of and not options.ended:
        ends.append(("--as-of", str(as_of), as_of.last))
    if on and on[1] > 1231:  # else it is of every year
        begins.append(("--on", clean(options.on or ""), on[0]))
        ends.append(("--on", clean(options.on or ""), on[1]))
    for flag, day, first in begins:
        for other, bound, last in ends:
            if first > last:
                said = "{flag} {day} lies after {other} {bound}"
                raise UsageError(say(said, flag=flag, day=day, other=other, bound=bound))


def resolved(index: Index, wanted: Filter) -> Resolved:
    """Look up a filter's values and links in the index. Raises UsageError for those that no fact has."""
    asked = query.resolved(index, wanted, partial(_synonyms, index))
    if asked.missing:
        unmatched = [_in_words(index, wanted, missing) for missing in names.unmatched(index, asked)]
        told = [clean(_describe_unmatched(missing, wanted)) for missing in unmatched]
        near = [(missing.text, missing.near[0]) for missing in unmatched if missing.near]
        advice = _where_to_look(unmatched[0]) if len(unmatched) == 1 else ""
        raise UsageError("\n    ".join(told) + advice, near[0] if len(near) == len(unmatched) == 1 else None)
    return asked


def _where_to_look(missing: names.Unmatched) -> str:
    """Return, for the end of a message, what finds a value that no fact has where nothing is near it; "" where all values are named."""
    if missing.near or missing.other_fields or 0 < len(missing.examples) <= names.MOST_NAMED:
        return ""
    from malibrief.cli import lines

    if table := IN_TABLES.get(missing.field):
        return tries(lines.afresh(table))
    words = fold(missing.text).split() if len(missing.text) <= _LONGEST_SHOWN else []
    return tries(lines.afresh("search", *words)) if words else ""


def _in_words(index: Index, wanted: Filter, missing: names.Unmatched) -> names.Unmatched:
    """Return what is suggested for a value that no fact has in the language that is spoken."""
    near, examples = (
        names.worded(index, wanted.topics, missing.field, values) for values in (missing.near, missing.examples)
    )
    return msgspec.structs.replace(missing, near=near, examples=examples)


def _synonyms(index: Index, text: str) -> list[list[tuple[str, ...]]]:
    """Return the terms of a text, each with the phrases that search takes for the same; none where it names a day."""
    from malibrief.index import postings
    from malibrief.search.question import understand

    question = understand(text, postings.vocabulary(index))
    return [] if question.spans else [[term.words, *term.synonyms] for term in question.terms]


def _day(text: str | None, flag: str, newest: Newest | None) -> PartialDate | None:
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


def describe(index: Index, wanted: Filter, words: str) -> str:
    """Describe a question's words and filter in words: `“road”, donor France, since 1 January 2020`."""
    parts = [say("“{words}”", words=words)] if words else []
    parts += [
        say(
            f"{option_of(field).replace('_', ' ')} {{values}}",
            values=say(" or ").join(_shown(index, wanted, field, texts)),
        )
        for field, texts in (*wanted.values, *wanted.links)
    ]
    parts += [say("only begun")] if wanted.begun else []
    parts += [say("only ended")] if wanted.ended else []
    parts += [say("since {day:words}", day=iso(wanted.since))] if wanted.since is not None else []
    parts += [say("until {day:words}", day=iso(wanted.until))] if wanted.until is not None else []
    parts += [say("as of {day:words}", day=iso(wanted.as_of))] if wanted.as_of is not None else []
    parts += [_on_in_words(*wanted.on)] if wanted.on is not None else []
    parts += [say("milestones")] if wanted.milestones else []
    parts += [say("disputed")] if wanted.disputed else []
    return ", ".join(parts)


def _shown(index: Index, wanted: Filter, field: str, texts: Sequence[str]) -> Sequence[str]:
    """Return the texts of a filter as a reader sees them: values in the language that is spoken, titles of series for their ids."""
    if field == "series":
        titles = names.titles_of_series(index)
        return [titles.get(text, text) for text in texts]
    if field == "kind" and wanted.topics == (SOURCES.name,):
        return [say(text) for text in texts]
    return names.worded(index, wanted.topics, field, texts)


def _on_in_words(first: int, last: int) -> str:
    """Return the days of `Filter.on` in words: `on 18 August in every year`, `on August 2020`, `on 1 May 2013 to 3 June 2013`."""
    if last <= 1231:  # read as days of a leap year, which is not said
        day = date_of(first + 20000000, last + 20000000) or iso(first + 20000000)
        in_words = f"{day:en}" if is_french() else day.in_words
        return say("on {day} in every year", day=in_words.removesuffix(" 2000"))
    if date := date_of(first, last):
        return say("on {day:words}", day=date)
    return say("on {days}", days=range_in_words(iso(first), iso(last)))


def date_of(first: int, last: int) -> PartialDate | None:
    """Return the day, month or year that has these bounds, None where there is none."""
    whole = [PartialDate(iso(first)[:length]) for length in (10, 7, 4)]
    return next((date for date in whole if date.bounds == (first, last)), None)


def _describe_unmatched(missing: names.Unmatched, wanted: Filter) -> str:
    """Say that no fact has a value, and suggest others."""
    shown = missing.text if len(missing.text) <= _LONGEST_SHOWN else f"{missing.text[:_LONGEST_SHOWN]}..."
    said = say("no fact has {flag} {text!r}", flag=flag_of(missing.field), text=shown)
    more = ""
    if missing.other_fields:
        quoted = shlex.quote(missing.text)
        offered = {*EVERYWHERE, *(topic_of(wanted.topics[0]).filters if len(wanted.topics) == 1 else ())}
        fields = sorted(missing.other_fields, key=lambda pair: pair[0] not in offered)
        others = [
            f"{'' if field in offered else f'malibrief {topic} '}{flag_of(field)} {quoted}"
            for field, topic in fields[:_MOST_LISTED]
        ]
        said = say("{said}; {more}", said=said, more=say("try {options}", options=say(" or ").join(others)))
    if missing.near:
        near = say(" or ").join(missing.near[:_MOST_LISTED])
        more = say("or did you mean {names}?" if missing.other_fields else "did you mean {names}?", names=near)
    elif missing.examples and not missing.other_fields:
        shown = ", ".join(missing.examples[: names.MOST_NAMED])
        are_more = len(missing.examples) > names.MOST_NAMED
        more = say("existing values: {values} and others" if are_more else "existing values: {values}", values=shown)
    return say("{said}; {more}", said=said, more=more) if more else said


def notes(index: Index, asked: Resolved) -> Iterator[str]:
    """Yield what to say of a filter: what its texts were taken for or leave out, and what its days apply to."""
    wanted = asked.wanted
    for each in asked.meant:
        flag = flag_of(each.field)
        taken = {text for other in asked.meant if other.field == each.field for text in other.taken}
        if each.guessed:
            values = _listed(names.worded(index, wanted.topics, each.field, each.taken))
            yield say("{flag} {text!r} taken for {values}", flag=flag, text=each.text, values=values)
        if not (left := [text for text in each.beside if each.field == "place" or text not in taken]):
            continue
        values = _listed(names.worded(index, wanted.topics, each.field, left))
        one = "{flag} {text!r} leaves out {values}; repeat {flag} to add it"
        several = "{flag} {text!r} leaves out {values}; repeat {flag} to add them"
        beside = "{flag} {text!r} takes in {values}" if each.field == "place" else one if len(left) == 1 else several
        yield say(beside, flag=flag, text=each.text, values=values)
    days = [flag for flag, day in (("--since", wanted.since), ("--until", wanted.until)) if day is not None]
    if days and not (wanted.begun or wanted.ended) and len(wanted.topics) == 1 and topic_of(wanted.topics[0]).lasting:
        asks = "{flag} asks for what stood at any time then; add --begun for what began then, --ended for what ended"
        ask = "{flag} ask for what stood at any time then; add --begun for what began then, --ended for what ended"
        yield say(ask if len(days) > 1 else asks, flag=say(" and ").join(days))


def _listed(values: Sequence[str]) -> str:
    """Return some values in a row, with the number of those that are not shown."""
    shown = joined(values[:_MOST_LISTED])
    left = len(values) - _MOST_LISTED
    return say("{shown}; and {others}", shown=shown, others=plural(left, "other")) if left > 0 else shown
