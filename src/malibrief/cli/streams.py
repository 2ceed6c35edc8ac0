"""Where answers go: a terminal, a pipe or a file. Width, colour, hyperlinks and the pager are decided here.

Nothing that a terminal obeys gets out but colour and links that were asked for: answers pass through `emit`, everything on
standard error (remarks, faults, Typer's own words) through a `Gate`.

Colour follows NO_COLOR (https://no-color.org), CLICOLOR and CLICOLOR_FORCE (https://bixense.com/clicolors/),
FORCE_COLOR, TERM=dumb and --color; hyperlinks follow MALIBRIEF_HYPERLINKS (auto, always or never), TERM and --hyperlinks.
An option is stronger than the environment.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import msgspec

from malibrief.errors import UsageError
from malibrief.render.formats import FORMATS, SUFFIXES
from malibrief.render.page import Page
from malibrief.text import printable, styled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TextIO

    from malibrief.cli.given import Options

_WHEN = ("auto", "always", "never")
_NARROWEST = 20
_WITHOUT_LINKS = frozenset(("vt100", "ansi", "linux", "unknown"))
"""The terminals, by `TERM`, that are not known to have hyperlinks."""


class Shape(msgspec.Struct, frozen=True):
    """What the user said about the form of the answer; `form` and `output` are None by default."""

    form: str | None = None
    output: Path | None = None
    header: bool = True
    color: str = "auto"
    hyperlinks: str = "auto"
    pager: bool = True
    ascii: bool = False


class Output(msgspec.Struct, frozen=True):
    """The form of an answer, what its renderer may use, and where it goes."""

    form: str
    page: Page
    shape: Shape
    environ: Mapping[str, str]

    def write(self, text: str) -> None:
        """Write the answer; see `emit`."""
        emit(text, self.shape, self.environ, self.page.colour or self.page.links)


def output_of(options: Options, default: str | None = None, suffixes: Mapping[str, str] = SUFFIXES) -> Output:
    """Return the output that a command's options ask for; UsageError for options that mean nothing or contradict each other.

    `default` is the form of a command that has one wherever it writes, `suffixes` the form of each suffix of a file.
    """
    shape = _shape(options)
    form = _form(shape, default, suffixes)
    environ = dict(os.environ)
    return Output(form, _page(shape, environ), shape, environ)


def _shape(options: Options) -> Shape:
    form = "json" if options.json and options.form is None else options.form
    if options.json and form != "json":
        raise UsageError(f"--json and --format {form} contradict each other")
    return Shape(
        form,
        output=None if str(options.output) == "-" else options.output,
        header=not options.no_header,
        color=options.color,
        hyperlinks=options.hyperlinks,
        pager=not options.no_pager,
        ascii=options.ascii,
    )


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is a terminal."""
    return stream.isatty()


def _form(shape: Shape, default: str | None, suffixes: Mapping[str, str]) -> str:
    """Return the format: the one asked for, the one of the file's suffix, a table on a terminal, TSV in a pipe."""
    of_suffix = suffixes.get(shape.output.suffix.casefold()) if shape.output is not None else None
    if shape.form is not None:
        form = shape.form.casefold()
        if form not in FORMATS:
            raise UsageError(f"--format: there is no format {shape.form!r}\n    formats: {', '.join(FORMATS)}")
        if of_suffix not in (None, form, "table") and (of_suffix, form) != ("json", "csl"):
            raise UsageError(f"--format {form} and --output {shape.output} contradict each other: give one of the two")
        return form
    if of_suffix is not None:
        return of_suffix
    if shape.output is not None:
        ways = f"add --format, or one of {' '.join(suffixes)}"
        raise UsageError(f"--output: {shape.output.name!r} has no suffix of a format; {ways}")
    return default or ("table" if is_terminal(sys.stdout) else "tsv")


def _page(shape: Shape, environ: Mapping[str, str]) -> Page:
    """Return what the renderer may use on this terminal, in this pipe or in this file."""
    asked = environ.get("MALIBRIEF_HYPERLINKS") or "auto"
    hyperlinks = asked if shape.hyperlinks == "auto" else shape.hyperlinks
    choices = {"--color": shape.color, "--hyperlinks": shape.hyperlinks, "MALIBRIEF_HYPERLINKS": asked}
    for option, value in choices.items():
        if value not in _WHEN:
            raise UsageError(f"{option}: {value!r} is not one of {', '.join(_WHEN)}")
    terminal = is_terminal(sys.stdout) and shape.output is None
    able = terminal and environ.get("TERM", "dumb") != "dumb"
    return Page(
        width=_width(terminal, environ),
        colour=_colour(shape.color, able, environ),
        links=_can_link(able, environ) if hyperlinks == "auto" else hyperlinks == "always",
        header=shape.header,
        ascii=shape.ascii or not _draws(),
        file=shape.output is not None,
    )


def _draws() -> bool:
    """Return whether standard output takes more than ASCII; a pipe gets UTF-8 in any case."""
    if not is_terminal(sys.stdout):
        return True
    try:
        "█".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _colour(choice: str, able: bool, environ: Mapping[str, str]) -> bool:
    """Return whether to colour; `able` says whether the answer goes to a terminal that can show it."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") != "0" or environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return able and environ.get("CLICOLOR") != "0"


def _can_link(able: bool, environ: Mapping[str, str]) -> bool:
    """Return whether to write hyperlinks (OSC 8) of its own accord: not where their signs would be shown or nothing is known."""
    return able and environ.get("TERM") not in _WITHOUT_LINKS


def _width(terminal: bool, environ: Mapping[str, str]) -> int:
    """Return the width in cells: what COLUMNS says, else that of the terminal; 100 where there is none."""
    said = environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return max(int(said), _NARROWEST)
    if not terminal:
        return 100
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns or 80, _NARROWEST)
    except (OSError, ValueError):
        return 80


def emit(text: str, shape: Shape, environ: Mapping[str, str], decorated: bool = False) -> None:
    """Write the answer to its file, through the pager, or to standard output. A closed pipe is no error.

    Only of a `decorated` one colours and hyperlinks are let through.
    """
    text = styled(text) if decorated else printable(text)
    if shape.output is not None:
        from malibrief.cli import files

        files.write(shape.output, text)
    elif shape.pager and is_terminal(sys.stdout) and is_terminal(sys.stdin) and _is_long(text):
        _show_in_pager(text, environ)
    else:
        _write(text)


def progress(doing: str) -> None:
    """Show what is being done on one line of a terminal, which the next call replaces; "" clears it."""
    if is_terminal(sys.stderr):
        screen = sys.stderr.stream if isinstance(sys.stderr, Gate) else sys.stderr
        with suppress(OSError):  # the terminal may be gone
            print(f"\r\x1b[K{printable(doing)}", end="", file=screen, flush=True)


def note(text: str) -> None:
    """Write a remark to standard error; it is dropped when stderr is closed."""
    with suppress(OSError):
        print(f"malibrief: {text}", file=sys.stderr, flush=True)


class Gate:
    """A stream of text that drops what a terminal obeys; in all else it is the stream that it stands for."""

    buffer = None
    """Bytes would go past it, so that it has none to write them to."""

    def __init__(self, stream: TextIO) -> None:
        """Stand for this stream."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Write what is printable, line breaks and tabs."""
        self.stream.write(printable(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def gated(stream: TextIO) -> TextIO:
    """Return the stream behind a gate."""
    return cast("TextIO", Gate(stream))


def _write(text: str) -> None:
    """Write the answer to standard output. Raises UsageError where that does not take it."""
    if not text:
        return
    try:
        # Data is UTF-8 wherever it goes; only a terminal has an encoding of its own.
        other = {} if is_terminal(sys.stdout) else {"encoding": "utf-8"}
        sys.stdout.reconfigure(errors="replace", **other)  # type: ignore[union-attr]  # a real stream, or a test's
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up()
    except OSError as error:
        _give_up()
        raise unwritten(error) from error


def unwritten(error: OSError) -> UsageError:
    """Return what is said where standard output does not take the answer."""
    return UsageError(f"the answer cannot be written: {error.strerror or error}")


def _give_up() -> None:
    """Give standard output somewhere to put what it still holds, and would fail to write once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_in_pager(text: str, environ: Mapping[str, str]) -> None:
    """Show the answer in a pager; print it where there is none or it fails, which is told."""
    from malibrief.cli import pager

    shown, remark = pager.page(text, environ)
    if not shown:
        _write(text)
    if remark:
        note(remark)


def _is_long(text: str) -> bool:
    """Return whether a text has more lines than the terminal."""
    try:
        return text.count("\n") >= os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
