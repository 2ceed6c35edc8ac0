"""The command `search`: find the facts that words most likely mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from malibrief.cli import streams
from malibrief.cli.base import open_base
from malibrief.cli.filters import filter_of, resolved, topics_of
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
    argument,
    naming,
    with_options,
)
from malibrief.errors import NotFound
from malibrief.facts.topics import SOURCES, TOPICS
from malibrief.index import query
from malibrief.render.formats import PICTURES
from malibrief.search import pipeline, spelling
from malibrief.views import listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.cli.base import Base
    from malibrief.search.pipeline import Answer

DEFAULT_LIMIT = 20
"""At most this many hits are shown by default, on a terminal and in a pipe alike; a chart shows all."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs `search`, with the filters and output options of the listings."""
    words = argument(
        "words", list[str], typer.Argument(metavar="WORDS...", help="What to look for, in English or French.")
    )
    shape = {name: entry for name, entry in SHAPE_OPTIONS.items() if name not in ("sort", "reverse")}
    shape["columns"] = naming(shape["columns"], (*listing.hit_columns(), "all"))
    own = {"topic": naming(TOPIC_OPTIONS["topic"], tuple(TOPICS))}
    groups = (own, TIME_OPTIONS, AS_OF_OPTION, FILTER_OPTIONS, shape, SCREEN_OPTIONS, BASE_OPTIONS)
    return with_options(search, *groups, first=[words])


def search(ctx: typer.Context, options: Options, words: list[str]) -> None:
    """Search for names, acronyms, numbers and dates, or ask a question; accents and small typing errors do not matter."""
    base = open_base(ctx, options)
    topics = options.filters.get("topic")
    named = topics_of(topics) if topics else (*topics_of(None), SOURCES.name)
    wanted = filter_of(options, named, newest=base.note.newest)
    asked = resolved(base.index, wanted)
    text = " ".join(words)
    output = streams.output_of(options)
    limit = options.limit
    if limit is None and output.form not in PICTURES:
        limit = DEFAULT_LIMIT
    answer = pipeline.search(base.index, text, asked, limit)
    if not answer.total:
        raise NotFound(_no_match(base, text))
    cites = [cite for hit in answer.hits for cite in hit.found.cites]
    sources = query.sources_of(base.index, cites)
    finish(listing.hits(answer.hits, sources, options.columns or (), base.note), base, asked, options, text)
    _note_misses_and_count(answer)


def _note_misses_and_count(answer: Answer) -> None:
    """Note which words were not found, from when a time was counted, and how many hits there are in all if not all are shown."""
    for typed, taken in answer.respelt.items():
        streams.note(f"{typed!r} not found; searched for {taken!r} instead")
    for word in answer.unknown:
        streams.note(f"{word!r} not found; ignored")
    if answer.newest:
        streams.note(f"counted from the newest happening of the fact base, {answer.newest.in_words}")
    shown = len(answer.hits)
    if shown < answer.total:
        streams.note(f"showing the best {shown} of {answer.total}; --limit {answer.total} shows all")


def _no_match(base: Base, text: str) -> str:
    """Return the message for a search without hits, with a command to try instead."""
    shown = text if len(text) <= 60 else text[:57] + "..."
    if not text.strip():
        return "there is nothing to search for: give a word, a name, a number or a date"
    better = spelling.corrected(base.index, text)
    advice = f"malibrief search {better}" if better else "malibrief timeline"
    return f"nothing matches {shown!r}\n    try: {advice}"
