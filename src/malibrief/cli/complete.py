"""Completion of ids and of the options' values, answered from the index: bare words, nothing on standard error.

Typer writes the scripts for bash, zsh and fish (`malibrief --install-completion`) and calls the program for the words.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli.base import cache_directory, paths_of
from malibrief.errors import MalibriefError
from malibrief.facts.topics import SOURCES, TOPICS
from malibrief.index import names, query
from malibrief.index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
"""At most this many words are offered."""


def completer(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """A function that gives the words that begin with what is typed: of `ids`, `sources`, `topics`, or of a field's values."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [_quoted(word) for word in _words(kind, ctx, incomplete)]

    return complete


def _words(kind: str, ctx: typer.Context, incomplete: str) -> list[str]:
    if kind == "topics":
        return [name for name in TOPICS if name.startswith(incomplete)]
    try:
        index = open_index(_paths(ctx), cache_directory())
        if kind in ("ids", SOURCES.name):
            words = names.ids_from(index, incomplete, MOST, sources=kind == SOURCES.name)
        else:
            topics = (ctx.info_name,) if ctx.info_name in (*TOPICS, SOURCES.name) else tuple(TOPICS)
            words = query.values_from(index, topics, kind, incomplete, MOST)
    except MalibriefError:
        return []
    # The shell keeps only what begins as it was typed, and words are found in any case.
    return [incomplete + word[len(incomplete) :] for word in words]


def _paths(ctx: typer.Context) -> tuple[Path, ...]:
    """The files to read; what stands before the command is not yet in the context's object when words are completed."""
    before = ctx.find_root().params
    facts, add = (ctx.params.get(name) or before.get(name) for name in ("facts", "add"))
    return paths_of(ctx, Path(facts) if facts else None, [Path(path) for path in add or ()])


def _quoted(word: str) -> str:
    """For bash, which takes a word as it is given, with its blanks escaped."""
    return word.replace(" ", "\\ ") if os.environ.get("_MALIBRIEF_COMPLETE") == "complete_bash" else word
