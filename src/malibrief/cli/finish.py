"""Finish a listing: write it, and the notes about it to standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.cli import filters, streams
from malibrief.errors import UsageError
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import Event, Funding, end_of
from malibrief.index import names
from malibrief.index.results import of_type
from malibrief.language import say
from malibrief.render import formats
from malibrief.text import clean, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.cli.base import Base
    from malibrief.cli.given import Options
    from malibrief.cli.streams import Output
    from malibrief.index.results import AnyFound, Resolved
    from malibrief.views.dated import Dated
    from malibrief.views.listing import Table


def finish(view: Table, base: Base, asked: Resolved, options: Options, words: str = "") -> None:
    """Write a listing, and notes on what the facts themselves do not say; `words` are those that were searched for.

    Raises UsageError if columns are given for a format without columns.
    """
    wanted = asked.wanted
    output = streams.output_of(options)
    if options.columns and output.form in ("json", "jsonl"):
        every = "--columns: {form} always has every field; drop --columns or choose another format"
        raise UsageError(say(every, form=output.form))
    if options.columns and output.form in (*formats.CITATIONS, *formats.DATED):
        none = "--columns: {form} has no columns; drop --columns or choose another format"
        raise UsageError(say(none, form=output.form))
    for note in filters.notes(base.index, asked):
        streams.note(clean(note))
    if wanted.as_of is not None and (beyond := base.note.beyond(wanted.as_of)):
        streams.note(beyond)
    newest = base.note.newest
    if newest and wanted.since is not None and wanted.since > newest.last:
        streams.note(say("the newest fact is dated {day:words}", day=newest))
    if not view.rows and (options.limit is None or options.limit > 0):
        streams.note(say("nothing matches"))
    if view.name == "funding" and output.form not in ("json", "jsonl", *formats.PICTURES):  # a picture says it itself
        _note_parts([fact for fact, _ in view.facts()])
    if output.form in formats.PICTURES and view.rows:
        _note_counts(view, output.form)
    if output.form in formats.DATED:
        from malibrief.views.dated import dated

        note_left_out(dated(view), output, view.word)
    asked_for = clean(filters.describe(base.index, wanted, words))
    output.write(formats.table(msgspec.structs.replace(view, asked=asked_for), output.form, output.page))


def _note_parts(found: Iterable[AnyFound]) -> None:
    """Note how many sums of money are contained in others that are listed too, so that nobody adds them up."""
    from malibrief.views.remarks import parts_among

    if parts := parts_among(entry.fact for entry in of_type(found, Funding)):
        streams.note(say("{text} (column {name})", text=parts, name="part_of"))


def _note_counts(view: Table, form: str) -> None:
    """Note that a picture only counts the rows of a listing, where it does."""
    from malibrief.views.charts import MOST_ON_POSTER
    from malibrief.views.pictures import Counts

    picture = view.text_chart() if form == "bars" else view.svg_chart()
    if not isinstance(picture, Counts) or not picture.years:
        return
    if view.name == "timeline" and form == "svg":
        said = (
            "drawn as counts by year, as a picture tells {most} happenings at most; "
            "choose fewer with --milestones, --since or --until"
        )
        streams.note(say(said, most=MOST_ON_POSTER))
    else:
        streams.note(say("drawn as counts by year, not one by one; -f table lists them"))


def note_left_out(rows: Iterable[Dated], output: Output, word: str) -> None:
    """Note how many rows, which are called `word`, have no date, and how many dates are too vague for a calendar of days."""
    rows = list(rows)
    if without := sum(not row.moments for row in rows):
        streams.note(say("left out, as no date is known: {facts}", facts=plural(without, word)))
    vague = sum(moment.is_vague for row in rows for moment in row.moments)
    if vague and output.form == "ics" and not output.page.spans:
        dates = plural(vague, "date")
        streams.note(say("left out, as no day is known: {dates}; --spans fills months and years", dates=dates))


def note_ended(facts: Iterable[AnyFound], day: int) -> None:
    """Note which people and things ended on a day, and are therefore left out of how things stood on it."""
    ended = [found.fact.id for found in facts if not isinstance(found.fact, Event | Funding) and _ended_on(found, day)]
    if ended:
        named, left = ", ".join(ended[: names.MOST_NAMED]), len(ended) - names.MOST_NAMED
        others = {"others": plural(left, "other")} if left > 0 else {}
        said = (
            "ended on that day, so left out: {names} and {others}"
            if others
            else "ended on that day, so left out: {names}"
        )
        streams.note(say(said, names=named, **others))


def _ended_on(found: AnyFound, day: int) -> bool:
    """Return whether a fact is known to have ended on exactly this day, and so no longer stood on it."""
    end = end_of(found.fact)
    if end is None or end == UNKNOWN or end.bounds != (day, day):
        return False
    return found.span is not None and found.span.covers(day) is None
