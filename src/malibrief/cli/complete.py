"""Complete ids and values of options from the index; `shells` passes the words on to the shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli.base import cache_directory, paths_of
from malibrief.errors import MalibriefError
from malibrief.facts.topics import OFFICES, SERIES, SOURCES, TABLES, TOPICS, topic_of
from malibrief.index import names, query
from malibrief.index.store import open_index
from malibrief.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_OFFERED = 200
"""At most this many words are offered for completion."""
_WITH_IDS = {
    "ids": (*TOPICS, OFFICES.name, SERIES.name),
    "facts": tuple(TOPICS),
    SOURCES.name: (SOURCES.name,),
}
"""The topics and tables whose ids are offered, by kind."""


def completer(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """Return a completion function for `kind`: `ids`, `facts`, `sources`, `topics`, or a field whose values are offered."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        if kind == "topics":
            return [name for name in TOPICS if name.startswith(incomplete)]
        # The shell drops words that do not begin exactly as typed, so each word keeps the letters that were typed.
        words = (
            word for word in _words(kind, ctx, incomplete) if word == clean(word) and _begins_with(word, incomplete)
        )
        return [incomplete + word[len(incomplete) :] for word in words][:MOST_OFFERED]

    return complete


def chooser(values: tuple[str, ...]) -> Callable[[typer.Context, str], list[str]]:
    """Return a completion function for one of these values, or the last of several with commas between them."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{value}" for value in values if value.startswith(last.casefold())]

    return complete


def _words(kind: str, ctx: typer.Context, incomplete: str) -> list[str]:
    """Return ids or values with this prefix, whatever their accents and punctuation; none if the fact base cannot be read."""
    try:
        index = open_index(_paths(ctx), cache_directory())
        if kind in _WITH_IDS:
            return names.ids_starting_with(index, _WITH_IDS[kind], incomplete, MOST_OFFERED)
        topics = (ctx.info_name,) if ctx.info_name in (*TOPICS, *TABLES) else tuple(TOPICS)
        if any(kind in topic_of(name).ids for name in topics):
            return names.targets_starting_with(index, topics, kind, incomplete, MOST_OFFERED)
        return query.values_starting_with(index, topics, kind, incomplete, most=sys.maxsize)
    except MalibriefError:
        return []


def _begins_with(word: str, typed: str) -> bool:
    """Return whether a word begins with what was typed, letter by letter, in any case and with or without accents."""
    return len(word) >= len(typed) and all(
        one == other or fold(one) == fold(other) != "" for one, other in zip(word, typed, strict=False)
    )


def _paths(ctx: typer.Context) -> tuple[Path, ...]:
    """Return the files to read; during completion, options before the command are not yet in `ctx.obj`."""
    before = ctx.find_root().params
    facts, add = (ctx.params.get(name) or before.get(name) for name in ("facts", "add"))
    files = paths_of(ctx, Path(facts) if facts else None, [Path(path) for path in add or ()])
    return tuple(path.expanduser() for path in files)
