"""The commands for who writes a fact base: `fmt`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli import options, streams
from malibrief.cli.base import settle_language
from malibrief.errors import FactBaseError, MalibriefError, UsageError, reason_of
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.cli.given import Options


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    declared = typer.Argument(
        metavar="FILE...", help="Fact bases, or files beside one; - for standard input.", readable=False
    )
    paths = options.argument("paths", list[Path], declared)
    return options.with_options(fmt, options.FMT_OPTIONS, options.LANGUAGE_OPTION, first=[paths])


def fmt(ctx: typer.Context, given: Options, paths: list[Path]) -> None:
    """Write each file anew, or leave it as it is; standard input goes to standard output.

    Facts come in the order of time, keys in that of CONTRIBUTING; comments stay with the table or the key above or beside which
    they stand. Exit code 3 when a file cannot be read or is not TOML.
    """
    settle_language(ctx, given)
    wrong = [path for path in paths if _lay_out(path, given.check)]
    if wrong and given.check:
        raise typer.Exit(MalibriefError.exit_code)


def _lay_out(path: Path, only_check: bool) -> bool:
    """Write a file in the one layout, or only say that it is not; return whether it was not."""
    from malibrief.facts import layout, load

    read = load.file(path, pipes=True)
    if read.document is None:
        raise FactBaseError.invalid(read.findings)
    laid = layout.laid_out(read.document, read.places.text)
    if laid.lost:
        lines = ", ".join(map(str, laid.lost))
        raise UsageError(
            say(
                "{path}: comments on these lines would be lost: {lines}\n    hint: put each on a line above a key",
                path=path,
                lines=lines,
            )
        )
    piped = str(path) == "-"
    changed = laid.text != read.places.text if piped else laid.text.encode() != path.read_bytes()
    if piped and not only_check:
        streams.emit(laid.text, streams.Shape(pager=False), os.environ)
    elif changed and only_check:
        streams.note(say("{path}: is laid out otherwise; `malibrief fmt` writes it as it should be", path=path))
    elif changed:
        _write(path, laid.text)
        streams.note(say("{path}: laid out anew", path=path))
    return changed


def _write(path: Path, text: str) -> None:
    """Put a text in the place of what a file holds. Raises UsageError where that fails; the file is then as it was."""
    from malibrief.cli import files

    try:
        files.rewrite(path, text)
    except OSError as error:
        raise UsageError(say("{path}: cannot be written: {reason}", path=path, reason=reason_of(error))) from error
