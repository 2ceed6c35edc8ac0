"""Completion of ids and of the options' values, answered from the index; `shells` brings them to the shell that asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli.base import cache_directory, paths_of
from malibrief.errors import MalibriefError
from malibrief.facts.topics import SOURCES, TOPICS
from malibrief.index import names, query
from malibrief.index.store import open_index
from malibrief.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
"""At most this many words are offered."""


def completer(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """Return a function that gives the words that begin with what is typed: of `ids`, `sources`, `topics`, or of a field's values."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        if kind == "topics":
            return [name for name in TOPICS if name.startswith(incomplete)]
        # The shell keeps only what begins as it was typed, and words are found in any case.
        words = (word for word in _words(kind, ctx, incomplete) if word == clean(word) and _begins(word, incomplete))
        return [incomplete + word[len(incomplete) :] for word in words][:MOST]

    return complete


def _words(kind: str, ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids or values that begin so when signs and accents are left out of account; none where the fact base is at fault."""
    try:
        index = open_index(_paths(ctx), cache_directory())
        if kind in ("ids", SOURCES.name):
            return names.ids_starting_with(index, incomplete, MOST, sources=kind == SOURCES.name)
        topics = (ctx.info_name,) if ctx.info_name in (*TOPICS, SOURCES.name) else tuple(TOPICS)
        return query.values_starting_with(index, topics, kind, incomplete, most=sys.maxsize)
    except MalibriefError:
        return []


def _begins(word: str, typed: str) -> bool:
    """Return whether a word begins, letter by letter, as is typed: in any case, with or without accents."""
    return len(word) >= len(typed) and all(
        one == other or fold(one) == fold(other) != "" for one, other in zip(word, typed, strict=False)
    )


def _paths(ctx: typer.Context) -> tuple[Path, ...]:
    """Return the files to read; what stands before the command is not yet in the context's object when words are completed."""
    before = ctx.find_root().params
    facts, add = (ctx.params.get(name) or before.get(name) for name in ("facts", "add"))
    files = paths_of(ctx, Path(facts) if facts else None, [Path(path) for path in add or ()])
    return tuple(path.expanduser() for path in files)
