"""Send answers to a terminal, a pipe or a file, and decide on format, width, colour, hyperlinks and the pager.

No control sequences get out except for requested colours and links: answers pass through `emit`, and everything on standard
error (notes, errors, Typer's own messages) through a `SafeStream`.

Colour follows NO_COLOR (https://no-color.org), CLICOLOR and CLICOLOR_FORCE (https://bixense.com/clicolors/),
FORCE_COLOR, TERM=dumb and --color; hyperlinks follow --hyperlinks, else MALIBRIEF_HYPERLINKS (both auto, always or never), else
FORCE_HYPERLINK, else what is known of the terminal (`links`). An option takes precedence over the environment.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import msgspec

from malibrief.errors import UsageError, reason_of
from malibrief.language import say
from malibrief.render.formats import BINARY, CITATIONS, FORMATS, SUFFIXES
from malibrief.render.page import Page
from malibrief.text import printable, styled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TextIO

    from malibrief.cli.given import Options
    from malibrief.render.formats import Answer

_WHEN = ("auto", "always", "never")
_MIN_WIDTH = 20
"""The narrowest layout, in cells; a narrower terminal is treated as this wide."""
MARKED = ("csv", "tsv")
"""The formats that may begin with a byte-order mark."""


_IN_JSON = (("json", "csl"), ("json", "timelinejs"))
"""The formats that are JSON too, each with that of its file's suffix."""


class Shape(msgspec.Struct, frozen=True):
    """The output options as given: None for `form` means the default format, for `output` standard output."""

    form: str | None = None
    output: Path | None = None
    header: bool = True
    bom: bool | None = None
    spans: bool = False
    color: str = "auto"
    hyperlinks: str = "auto"
    pager: bool = True
    ascii: bool = False
    sources: bool = False
    every: bool = False


class Output(msgspec.Struct, frozen=True):
    """The format of an answer, what its renderer may use, and where the answer goes."""

    form: str
    page: Page
    shape: Shape
    environ: Mapping[str, str]

    def write(self, answer: Answer) -> None:
        """Write the answer; see `emit`."""
        emit(answer, self.shape, self.environ, self.page.colour or self.page.links)


def output_of(options: Options, default: str | None = None, suffixes: Mapping[str, str] = SUFFIXES) -> Output:
    """Return the output that a command's options ask for. Raises UsageError for invalid or contradictory options.

    `default` is the format to use wherever the answer goes, for commands that have one; `suffixes` maps suffixes of files to
    formats.
    """
    shape = _shape(options)
    form = _form(shape, default, suffixes)
    if form in BINARY and _is_for_terminal(shape.output):
        raise UsageError(
            say("--format {form}: a terminal cannot show this; write a file: --output FILE.{form}", form=form)
        )
    if shape.bom and form not in MARKED:
        raise UsageError(say("--bom: {form} has no byte-order mark, only csv and tsv have", form=form))
    if shape.spans and form != "ics":
        raise UsageError(say("--spans: {form} has months and years as they are, only ics fills their days", form=form))
    environ = dict(os.environ)
    return Output(form, _page(shape, form, environ), shape, environ)


def _shape(options: Options) -> Shape:
    form = "json" if options.json and options.form is None else options.form
    if options.json and form != "json":
        raise UsageError(say("--json and --format {form} contradict each other", form=form))
    return Shape(
        form,
        output=None if str(options.output) == "-" else options.output,
        header=not options.no_header,
        bom=options.bom,
        spans=options.spans,
        color=options.color,
        hyperlinks=options.hyperlinks,
        pager=not options.no_pager,
        ascii=options.ascii,
        sources=options.sources,
        every=options.every,
    )


def _is_for_terminal(output: Path | None) -> bool:
    """Return whether the answer goes to a terminal, also where that is named as a file (`/dev/stdout`)."""
    if output is None:
        return is_terminal(sys.stdout)
    from malibrief.cli import files

    return files.is_terminal(output)


def _is_for_file(output: Path | None) -> bool:
    """Return whether the answer goes to a file that stays, which a spreadsheet may open."""
    if output is None:
        return False
    from malibrief.cli import files

    return files.is_regular(output)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is a terminal."""
    return stream.isatty()


def _form(shape: Shape, default: str | None, suffixes: Mapping[str, str]) -> str:
    """Return the format: the one asked for, else that of the file's suffix, else the default, a table or, in a pipe, TSV.

    Raises UsageError for an unknown format or suffix, and for a format that contradicts the suffix.
    """
    of_suffix = suffixes.get(shape.output.suffix.casefold()) if shape.output is not None else None
    if shape.form is not None:
        form = shape.form.casefold()
        if form not in FORMATS:
            from malibrief.cli import spoken

            raise spoken.no_format(shape.form, [name for name in FORMATS if default is None or name in CITATIONS])
        if of_suffix not in (None, form, "table") and (of_suffix, form) not in _IN_JSON:
            said = "--format {form} and --output {output} contradict each other: give only one"
            raise UsageError(say(said, form=form, output=shape.output))
        return form
    if of_suffix is not None:
        return of_suffix
    if shape.output is not None:
        from malibrief.export.formats import SUFFIXES as OF_EXPORTS

        if shape.output.suffix.casefold() in OF_EXPORTS:
            said = (
                "--output: {name!r} is for the whole base, not for a part\n    write all of it: malibrief export {name}"
            )
            raise UsageError(say(said, name=shape.output.name))
        said = "--output: {name!r} does not end in the suffix of a format; add --format, or one of {suffixes}"
        raise UsageError(say(said, name=shape.output.name, suffixes=" ".join(suffixes)))
    return default or ("table" if is_terminal(sys.stdout) else "tsv")


def _page(shape: Shape, form: str, environ: Mapping[str, str]) -> Page:
    """Return what the renderer may use on this terminal, pipe or file. Raises UsageError for an invalid WHEN."""
    from_environ = environ.get("MALIBRIEF_HYPERLINKS") or "auto"
    hyperlinks = from_environ if shape.hyperlinks == "auto" else shape.hyperlinks
    choices = {"--color": shape.color, "--hyperlinks": shape.hyperlinks, "MALIBRIEF_HYPERLINKS": from_environ}
    for option, value in choices.items():
        if value not in _WHEN:
            said = "{option}: {value!r} is not one of {known}"
            raise UsageError(say(said, option=option, value=value, known=", ".join(_WHEN)))
    terminal = is_terminal(sys.stdout) and shape.output is None
    file = _is_for_file(shape.output)
    capable = terminal and environ.get("TERM", "dumb") != "dumb"
    return Page(
        width=_width(environ, sys.stdout if terminal else None),
        colour=_colour(shape.color, capable, environ),
        links=_links(hyperlinks, capable, environ),
        header=shape.header,
        ascii=shape.ascii or not _can_draw(),
        file=file,
        bom=(form == "csv" and file) if shape.bom is None else shape.bom,
        spans=shape.spans,
        sources=shape.sources,
        every=shape.every,
    )


def _can_draw() -> bool:
    """Return whether standard output can show more than ASCII; a pipe always gets UTF-8."""
    if not is_terminal(sys.stdout):
        return True
    try:
        "█".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _colour(choice: str, capable: bool, environ: Mapping[str, str]) -> bool:
    """Return whether to use colour; `capable` says whether the answer goes to a terminal that can show it."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") != "0" or environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return capable and environ.get("CLICOLOR") != "0"


def _links(choice: str, capable: bool, environ: Mapping[str, str]) -> bool:
    """Return whether to write hyperlinks (OSC 8); `capable` says whether the answer goes to a terminal that may show them."""
    if choice != "auto":
        return choice == "always"
    said = environ.get("FORCE_HYPERLINK")
    if said or not capable:
        return bool(said) and said != "0"
    from malibrief.cli import links

    return links.shown(environ)


def _width(environ: Mapping[str, str], terminal: TextIO | None) -> int:
    """Return the width in cells: COLUMNS if set, else that of the terminal (80 if unknown); 100 where there is none."""
    said = environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return max(int(said), _MIN_WIDTH)
    if terminal is None:
        return 100
    try:
        return max(os.get_terminal_size(terminal.fileno()).columns or 80, _MIN_WIDTH)
    except (OSError, ValueError):
        return 80


def emit(answer: Answer, shape: Shape, environ: Mapping[str, str], decorated: bool = False) -> None:
    """Write the answer to its file, to the pager or to standard output. A closed pipe is not an error.

    Control characters are removed from text, except colours and hyperlinks in an answer that is `decorated`; bytes stay as
    they are. Raises UsageError if the answer cannot be written.
    """
    text = answer if isinstance(answer, bytes) else styled(answer) if decorated else printable(answer)
    if shape.output is not None:
        from malibrief.cli import files

        files.write(shape.output, text)
    elif isinstance(text, bytes):
        _write(text)
    elif shape.pager and is_terminal(sys.stdout) and is_terminal(sys.stdin) and _is_long(text):
        _page_or_print(text, environ)
    else:
        _write(text)


def progress(doing: str) -> None:
    """Show what is being done, on one line of the terminal that the next call overwrites; "" clears it."""
    if is_terminal(sys.stderr):
        screen = sys.stderr.stream if isinstance(sys.stderr, SafeStream) else sys.stderr
        with suppress(OSError):  # the terminal may be gone
            print(f"\r\x1b[K{printable(doing)}", end="", file=screen, flush=True)


def note(text: str) -> None:
    """Write a note to standard error, on a terminal within its width; it is dropped if that cannot be written to."""
    told = f"malibrief: {text}"
    with suppress(OSError):
        if is_terminal(sys.stderr):
            from malibrief.cli.folding import folded

            told = folded(told, _width(os.environ, sys.stderr))
        print(told, file=sys.stderr, flush=True)


class SafeStream:
    """A text stream that drops control characters on writing and otherwise behaves as the stream it wraps."""

    buffer = None
    """None, because bytes written to a buffer would bypass the filter."""

    def __init__(self, stream: TextIO) -> None:
        """Wrap a stream."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the printable characters, line breaks and tabs of a text."""
        self.stream.write(printable(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:  # any attribute of the wrapped stream
        return getattr(self.stream, name)


def safe_stream(stream: TextIO) -> TextIO:
    """Return the stream with control characters filtered out."""
    return cast("TextIO", SafeStream(stream))


def _write(answer: Answer) -> None:
    """Write the answer to standard output. Raises UsageError if that fails."""
    if not answer:
        return
    try:
        if isinstance(answer, bytes):
            sys.stdout.buffer.write(answer)
        else:
            # Data is always UTF-8; only a terminal has its own encoding.
            other = {} if is_terminal(sys.stdout) else {"encoding": "utf-8"}
            sys.stdout.reconfigure(errors="replace", **other)  # type: ignore[union-attr]  # a real stream, or a test's
            sys.stdout.write(answer)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _discard_output()
        raise unwritable(error) from error


def unwritable(error: OSError) -> UsageError:
    """Return the error for an answer that cannot be written to standard output."""
    return UsageError(say("the answer cannot be written: {reason}", reason=reason_of(error)))


def _discard_output() -> None:
    """Redirect standard output to the null device, so that flushing the rest does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _page_or_print(text: str, environ: Mapping[str, str]) -> None:
    """Show the answer in a pager; if there is none or it fails, print it, and note the failure."""
    from malibrief.cli import pager

    shown, remark = pager.page(text, environ)
    if not shown:
        _write(text)
    if remark:
        note(remark)


def _is_long(text: str) -> bool:
    """Return whether a text has too many lines for the terminal."""
    try:
        return text.count("\n") >= os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
