"""Command lines for the reader to paste, which answer a line that was typed. Only messages need them."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from malibrief.cli.options import BASE_OPTIONS, SCREEN_OPTIONS
from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def line(words: Iterable[str]) -> str:
    """Return a command line to paste."""
    return f"malibrief {shlex.join(clean(word) for word in words)}".rstrip()


def typed() -> list[str]:
    """Return the words of the command line, without the program's name."""
    return sys.argv[1:]


def afresh(*words: str) -> str:
    """Return the line of another command to paste, with the options of this one that every command has: base, language, screen."""
    before, behind = general_options(typed())
    return line([*before, *words, *behind])


def general_options(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the options that every command has, with their values: those before the command, and those behind it."""
    every = {**BASE_OPTIONS, **SCREEN_OPTIONS}.values()
    valued = {name: each.type is not bool for each in every for name in each.names}
    found: tuple[list[str], list[str]] = [], []
    place, behind = 0, False
    while place < len(words) and words[place] != "--":
        name, equals, _ = words[place].partition("=")
        behind = behind or not name.startswith("-")
        end = place + (2 if valued.get(name) and not equals else 1)
        if name in valued:
            found[behind].extend(words[place:end])
        place = end
    return found
