"""The command `search`: find the facts that words most likely mean."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import msgspec
import typer

from malibrief.cli import streams
from malibrief.cli.base import open_base
from malibrief.cli.filters import describe, filter_of, resolved, topics_of
from malibrief.cli.finish import finish
from malibrief.cli.given import Options
from malibrief.cli.options import (
    AS_OF_OPTION,
    BASE_OPTIONS,
    FILTER_OPTIONS,
    SCREEN_OPTIONS,
    SHAPE_OPTIONS,
    TIME_OPTIONS,
    TOPIC_OPTIONS,
    Option,
    argument,
    naming,
    with_options,
)
from malibrief.errors import NotFound, UsageError, tries
from malibrief.facts.dates import FOREVER
from malibrief.facts.topics import SOURCES, TOPICS
from malibrief.index import query
from malibrief.language import say
from malibrief.render import formats
from malibrief.search import pipeline, spelling
from malibrief.text import clean
from malibrief.views import hits as table

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.cli.base import Base
    from malibrief.cli.streams import Output
    from malibrief.index.results import Resolved
    from malibrief.search.pipeline import Answer

DEFAULT_LIMIT, LEAST = 5, 0.6
"""At most so many hits are shown by default, those that score at least this share of the best; a chart shows all."""
WEAK_LIMIT = 3
"""At most so many are shown by default where none is likely to be meant."""
TEXTUAL = ("table", "md", "html")
"""The formats in which a sentence on the hits comes first; beside the others it is a note."""
ALL_OPTION = {"every": Option(bool, ("--all",), "Every hit, however weak.", default=False)}


def command(name: str) -> Callable[..., None]:
    """Return the function that runs `search`, with the filters and output options of the listings."""
    words = argument(
        "words", list[str], typer.Argument(metavar="WORDS...", help="What to look for, in English or French.")
    )
    shape = {name: entry for name, entry in SHAPE_OPTIONS.items() if name not in ("sort", "reverse")}
    shape["columns"] = naming(shape["columns"], (*table.hit_columns(), "all"))
    own = {"topic": naming(TOPIC_OPTIONS["topic"], tuple(TOPICS))}
    groups = (own, FILTER_OPTIONS, TIME_OPTIONS, AS_OF_OPTION, ALL_OPTION, shape, SCREEN_OPTIONS, BASE_OPTIONS)
    return with_options(search, *groups, first=[words])


def search(ctx: typer.Context, options: Options, words: list[str]) -> None:
    """Take accents and small typing errors as they come. The best hit stands first, then at most four that are nearly as good.

    The exit code is 1 where nothing is found that fits the words.
    """
    base = open_base(ctx, options)
    topics = options.filters.get("topic")
    named = topics_of(topics) if topics else (*topics_of(None), SOURCES.name)
    wanted = filter_of(options, named, newest=base.newest)
    asked = resolved(base.index, wanted)
    text = " ".join(words)
    if not text.strip():
        raise _nothing_asked()
    output = streams.output_of(options)
    if options.every and options.limit is not None:
        raise UsageError(say("--all and --limit contradict each other: give only one"))
    chosen = options.every or options.limit is not None or output.form in formats.PICTURES
    limit, least = (options.limit, 0.0) if chosen else (DEFAULT_LIMIT, LEAST)
    answer = pipeline.search(base.index, text, asked, limit, least)
    if not answer.total:
        _write_nothing(base, asked, options, output, text)
        raise NotFound(_no_match(base, text))
    hits = answer.hits if chosen or not answer.weak else answer.hits[:WEAK_LIMIT]
    cites = [cite for hit in hits for cite in hit.found.cites]
    sources = query.sources_of(base.index, cites)
    lead = clean(_lead(answer))
    if not lead and output.form in TEXTUAL:
        lead = _left_out(answer, len(hits))
    if lead and output.form not in TEXTUAL:
        streams.note(lead)
    view = table.hits(hits, sources, options.columns or (), base.note, lead, asked.wanted.as_of or FOREVER)
    finish(view, base, asked, options, text)
    _note_misses_and_count(answer, len(hits))
    if answer.weak:
        raise typer.Exit(NotFound.exit_code)


def _lead(answer: Answer) -> str:
    """Return a sentence on how well the hits fit the query; "" where the best one has all that was asked for."""
    if not answer.weak:
        return answer.shortcoming
    why = answer.shortcoming
    return say("only weak matches: {why}", why=why) if why else say("only weak matches")


def _left_out(answer: Answer, shown: int) -> str:
    """Return a sentence on which of the happenings of a time are shown, in the order of time; "" where all are, or for other hits."""
    if not answer.happenings or shown >= answer.total:
        return ""
    if shown == 1:
        one = "the newest of {total} happenings" if answer.newest else "the weightiest of {total} happenings"
        return say(one, total=answer.total)
    newest = "the newest {shown} of {total} happenings, the earliest first"
    weightiest = "the weightiest {shown} of {total} happenings, the earliest first"
    return say(newest if answer.newest else weightiest, shown=shown, total=answer.total)


def _note_misses_and_count(answer: Answer, shown: int) -> None:
    """Note which words were searched for in another spelling, from when a time was counted, and how many hits there are in all."""
    for typed, taken in answer.respelt.items():
        streams.note(say("{typed!r} not found; searched for {taken!r} instead", typed=typed, taken=taken))
    if answer.newest:
        streams.note(say("counted from the newest happening of the fact base, {day:words}", day=answer.newest))
    if shown < answer.total:
        streams.note(say("showing the best {shown} of {total}; --all shows all", shown=shown, total=answer.total))


def _nothing_asked() -> UsageError:
    """Return the error of a search for nothing, with a line to try instead."""
    from malibrief.cli import lines
    from malibrief.cli.app import COMMANDS

    example = shlex.split(say(COMMANDS["search"].examples[0]))
    said = say("there is nothing to search for: give a word, a name, a number or a date")
    return UsageError(said + tries(lines.afresh("search", *example)))


def _write_nothing(base: Base, asked: Resolved, options: Options, output: Output, text: str) -> None:
    """Write to a script an answer without hits, as a listing without rows is written; a file stays as it was."""
    if output.form == "table" or output.shape.output is not None:
        return
    view = table.hits([], {}, options.columns or (), base.note, clean(_nothing_matches(text)))
    asked_for = clean(describe(base.index, asked.wanted, text))
    output.write(formats.table(msgspec.structs.replace(view, asked=asked_for), output.form, output.page))


def _nothing_matches(text: str) -> str:
    return say("nothing matches {text!r}", text=text if len(text) <= 60 else text[:57] + "...")


def _no_match(base: Base, text: str) -> str:
    """Return the message for a search without hits, with a command to try instead."""
    from malibrief.cli import lines

    better = spelling.corrected(base.index, text)
    advice = ("search", *better.split()) if better else ("timeline",)
    return _nothing_matches(text) + tries(lines.afresh(*advice))
