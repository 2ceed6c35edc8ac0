"""Take words that were typed after a listing's name instead of an option: as the value of the filter that they fit."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from malibrief.cli import days, lines, meaning, slips, streams
from malibrief.cli.base import today
from malibrief.cli.filters import date_of, filter_of
from malibrief.cli.given import Options
from malibrief.cli.options import flag_of, option_of
from malibrief.errors import UsageError, tries
from malibrief.facts.dates import iso
from malibrief.facts.topics import OFFICES, TABLES, TOPICS, topic_of
from malibrief.index import names, query
from malibrief.language import say
from malibrief.text import clean
from malibrief.views.columns import fields_of

if TYPE_CHECKING:
    from malibrief.cli.base import Base

_ALSO = ("tags", "place", "about")
"""The filters that every listing of facts has, tried after the listing's own."""


def taken(
    base: Base, command: str, topics: tuple[str, ...], fields: tuple[str, ...], options: Options, words: list[str]
) -> Options:
    """Return the options of a listing with its words as the value of the filter that they fit, which is noted.

    `fields` are those for which the listing has options of its own. A name comes first, then what else its records have, then a
    day. Raises UsageError, with a line to try, for words that fit nothing.
    """
    text = " ".join(words)
    own = sorted(fields, key=lambda field: field != "name")
    also = _ALSO if command not in TABLES else ()
    if command == "timeline" and (span := _span(base, topics, text)):
        on = str((span[1] > 1231 and date_of(*span)) or text)
        _note(text, "--on", on)
        return msgspec.structs.replace(options, on=on)
    named = {found.topic for found in query.get(base.index, names.named(base.index, text).best)}
    if command in TABLES and command in named:
        raise UsageError(say("{command} are not listed by name", command=command) + tries(lines.afresh("show", *words)))
    if "office" in own and OFFICES.name in named:
        return _with(options, "office", text)
    for field in own:
        if _fits(base, topics, fields, field, text):
            return _with(options, field, text)
    if command not in ("timeline", "offices", "series") and (span := _span(base, topics, text)):
        return _in_period(command, options, text, span)
    for field in also:
        if _fits(base, topics, fields, field, text):
            return _with(options, field, text)
    said = say("{command} has no filter that {text!r} fits", command=command, text=clean(text))
    raise UsageError(said + _advice(base, command, options, words))


def _span(base: Base, topics: tuple[str, ...], text: str) -> tuple[int, int] | None:
    """Return the days that a text means as `days.happened_on` does, else None. Raises UsageError where it can mean two."""
    try:
        return days.happened_on(text, say("DAY"), today(), partial(base.newest, topics))
    except UsageError as error:
        if error.instead:
            raise
        return None


def _in_period(command: str, options: Options, text: str, span: tuple[int, int]) -> Options:
    """Return the options of a listing with a period. Raises UsageError for a day of every year, which only the timeline has."""
    if span[1] <= 1231:
        asked = lines.afresh("timeline", "--on", text, *(["--topic", command] if command in TOPICS else []))
        said = say("{text!r} has no year; only the timeline lists a day of every year", text=text)
        raise UsageError(said + tries(asked))
    since, until = iso(span[0]), iso(span[1])
    _note(text, "--since", since, "--until", until)
    return msgspec.structs.replace(options, since=options.since or since, until=options.until or until)


def _with(options: Options, field: str, text: str) -> Options:
    """Return the options with a text as a value of a field's filter, and note that."""
    _note(text, flag_of(field), text)
    name = option_of(field)
    filters = {**options.filters, name: [*options.filters.get(name, []), text]}
    return msgspec.structs.replace(options, filters=filters)


def _note(text: str, *meant: str) -> None:
    streams.note(say("{text!r} taken as {options}", text=clean(text), options=shlex.join(map(clean, meant))))


def _fits(base: Base, topics: tuple[str, ...], fields: tuple[str, ...], field: str, text: str) -> bool:
    """Return whether records have this value in a field."""
    alone = Options(filters={option_of(field): [text]})
    asked = query.resolved(base.index, filter_of(alone, topics, fields))
    return not asked.missing and bool(query.select(base.index, asked))


def _advice(base: Base, command: str, options: Options, words: list[str]) -> str:
    """Return, for the end of a message, the line that words which fit no filter may be meant for."""
    typed = list(lines.typed())
    before = list(typed)
    for word in reversed(words):
        if word in before:
            del before[len(before) - 1 - before[::-1].index(word)]
    if options.sort and words[0].casefold() in ("desc", "descending", "down"):
        return tries(lines.line([*before, "--reverse"]))
    if options.sort and words[0].casefold() in ("asc", "ascending", "up"):
        return tries(lines.line(before))
    if (
        options.columns
        and command in (*TOPICS, *TABLES)
        and set(words) <= {*fields_of(topic_of(command)), "title", "topic"}
    ):
        columns = ",".join([*options.columns, *words])
        return slips.with_instead(options.columns[-1], columns, before)
    if meaning.is_known(base.index, " ".join(words)):
        return tries(lines.afresh("show", " ".join(words)))
    where = ["--topic", command] if command in TOPICS else []
    return tries(lines.afresh("search", *words, *where), lines.line(before))
