"""Where answers go: a terminal, a pipe or a file. Width, colour, hyperlinks and the pager are decided here.

Colour follows NO_COLOR (https://no-color.org), CLICOLOR and CLICOLOR_FORCE (https://bixense.com/clicolors/),
FORCE_COLOR, TERM=dumb and --color; the option is stronger than the environment.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import UsageError
from malibrief.render import FORMATS, SUFFIXES, Page
from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TextIO

_WHEN = ("auto", "always", "never")
_NARROWEST = 20


class Shape(msgspec.Struct, frozen=True):
    """What the user said about the form of the answer."""

    form: str | None = None
    output: Path | None = None
    header: bool = True
    color: str = "auto"
    hyperlinks: str = "auto"
    pager: bool = True
    ascii: bool = False


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; a closed one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def form_of(shape: Shape) -> str:
    """The format: the one asked for, the one of the file's suffix, a table on a terminal, TSV in a pipe."""
    if shape.form is not None:
        wish = shape.form.casefold()
        if wish not in FORMATS:
            raise UsageError(f"--format: there is no format {shape.form!r}\n    formats: {', '.join(FORMATS)}")
        named = SUFFIXES.get(shape.output.suffix.casefold(), wish) if shape.output else wish
        if named not in (wish, "table"):
            raise UsageError(f"--format {wish} and --output {shape.output} contradict each other: give one of the two")
        return wish
    if shape.output is not None:
        form = SUFFIXES.get(shape.output.suffix.casefold())
        if form is None:
            raise UsageError(
                f"--output: {shape.output.name!r} has no suffix of a format; add --format, or one of {' '.join(SUFFIXES)}"
            )
        return form
    return "table" if is_terminal(sys.stdout) else "tsv"


def page_of(shape: Shape, environ: Mapping[str, str]) -> Page:
    """What the renderer may use on this terminal, in this pipe or in this file."""
    for option, value in (("--color", shape.color), ("--hyperlinks", shape.hyperlinks)):
        if value not in _WHEN:
            raise UsageError(f"{option}: {value!r} is not one of {', '.join(_WHEN)}")
    terminal = is_terminal(sys.stdout) and shape.output is None
    colour = _colour(shape.color, terminal, environ)
    links = shape.hyperlinks == "always" or (
        shape.hyperlinks == "auto" and terminal and environ.get("TERM", "dumb") != "dumb"
    )
    return Page(_width(terminal, environ), colour, links, shape.header, shape.ascii or not _draws())


def _draws() -> bool:
    """Whether standard output takes more than ASCII; a pipe gets UTF-8 in any case."""
    if not is_terminal(sys.stdout):
        return True
    try:
        "█".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _colour(wish: str, terminal: bool, environ: Mapping[str, str]) -> bool:
    if wish != "auto":
        return wish == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") != "0" or environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM", "dumb") != "dumb"


def _width(terminal: bool, environ: Mapping[str, str]) -> int:
    said = environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return max(int(said), _NARROWEST)
    if not terminal:
        return 100
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns or 80, _NARROWEST)
    except (OSError, ValueError):
        return 80


def emit(text: str, shape: Shape, environ: Mapping[str, str]) -> None:
    """Write the answer to its file, through the pager, or to standard output. A closed pipe is no error."""
    if shape.output is not None:
        try:
            shape.output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--output: {shape.output} cannot be written: {error.strerror}") from error
    elif shape.pager and is_terminal(sys.stdout) and is_terminal(sys.stdin) and _long(text) and _paged(text, environ):
        pass
    else:
        _write(text)


def progress(told: str) -> None:
    """What is being done, on one line of a terminal that the next word replaces; "" clears it."""
    if is_terminal(sys.stderr):
        print(f"\r\x1b[K{told}", end="", file=sys.stderr, flush=True)


def note(text: str) -> None:
    """A remark on standard error, without control characters; where nobody can read it, it is left."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("malibrief: " + "\n".join(map(clean, text.split("\n"))), file=sys.stderr, flush=True)


def _write(text: str) -> None:
    if sys.stdout is None:
        return
    try:
        # Data is UTF-8 wherever it goes; only a terminal has an encoding of its own.
        other = {} if is_terminal(sys.stdout) else {"encoding": "utf-8"}
        sys.stdout.reconfigure(errors="replace", **other)  # type: ignore[union-attr]  # a real stream, or a test's
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at exit; give it somewhere to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"the answer cannot be written: {error.strerror}") from error


def _long(text: str) -> bool:
    try:
        return text.count("\n") >= os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False


def _paged(text: str, environ: Mapping[str, str]) -> bool:
    """Whether a pager took the text; `MALIBRIEF_PAGER`, `PAGER` or less, and none when that is empty or `cat`."""
    import shlex
    import subprocess

    wish = environ.get("MALIBRIEF_PAGER", environ.get("PAGER", "less"))
    command = shlex.split(wish) if wish.count("'") % 2 == 0 and wish.count('"') % 2 == 0 else []
    if not command or command == ["cat"]:
        return False
    settings = {"LESS": "FIRX", "LESSCHARSET": "utf-8"} | dict(environ)
    try:
        pager = subprocess.Popen(
            command, stdin=subprocess.PIPE, env=settings, text=True, encoding="utf-8", errors="replace"
        )
    except OSError:
        return False
    try:
        pager.communicate(text)
    except (BrokenPipeError, KeyboardInterrupt):
        pager.wait()
    return True
