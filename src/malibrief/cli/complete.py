"""Completion of ids and of the options' values, answered from the index: bare words, nothing on standard error.

Typer writes the scripts for bash, zsh and fish (`malibrief --install-completion`) and calls the program for the words.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from malibrief import query
from malibrief.cli.base import opened, paths_of
from malibrief.errors import MalibriefError
from malibrief.model import SOURCES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
"""So many words are offered."""


def completer(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """A function that gives the words that begin with what is typed: of `ids`, `sources`, `topics`, or of a field's values."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [_quoted(word) for word in _words(kind, ctx, incomplete)]

    return complete


def _words(kind: str, ctx: typer.Context, incomplete: str) -> list[str]:
    if kind == "topics":
        return [name for name in TOPICS if name.startswith(incomplete)]
    try:
        index = opened(paths_of(ctx, ctx.params.get("facts"), ctx.params.get("add"))).index
        if kind in ("ids", SOURCES.name):
            return query.ids_from(index, incomplete, MOST, sources=kind == SOURCES.name)
        topics = (ctx.info_name,) if ctx.info_name in (*TOPICS, SOURCES.name) else tuple(TOPICS)
        # The shell keeps only what begins as it was typed; values are matched in any case.
        return [
            incomplete + value[len(incomplete) :] for value in query.values_from(index, topics, kind, incomplete, MOST)
        ]
    except MalibriefError:
        return []


def _quoted(word: str) -> str:
    """For bash, which takes a word as it is given, with its blanks escaped."""
    return word.replace(" ", "\\ ") if os.environ.get("_MALIBRIEF_COMPLETE") == "complete_bash" else word
