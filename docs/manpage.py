"""The man page malibrief(1), made from the commands themselves and from the tables of `docs/scripts.md`.

`python docs/manpage.py` writes it; `python docs/manpage.py --check` writes nothing, and exits 1 if it is not what the commands
say now. An option that many commands share is described once, in OPTIONS.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from malibrief import __version__
from malibrief.cli.app import COMMANDS, app
from malibrief.cli.help import ABOUT, EXAMPLES, paragraphs
from malibrief.cli.locale import told
from malibrief.cli.options import FILTERS, VALUE_FILTERS
from malibrief.cli.shipped import edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Typer's own types of parameters are private to it, so that they are typed with Any here.

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "malibrief.1"
SHARED = 6
"""From how many commands on an option is described once for all."""
LONGEST = 66
"""The most letters of an example that are set on one line of a page of 80 columns."""
SYNOPSIS = (
    "[--facts PATH] [--add PATH] [--lang LANG] COMMAND [ARGUMENT...] [OPTION...]",
    "--help | --version | --install-completion | --show-completion",
)
DESCRIPTION = (
    "malibrief looks up dated, sourced facts on Mali's crisis and the international response to it in a base that is shipped with it, "
    "or in one of your own. It answers in English or French, and never uses the network.",
    "A date is as precise as its source. Nothing is called ongoing: what has no recorded end is certain up to the last date for which "
    "there is evidence, and only possible after it. Every fact names its sources.",
    "A terminal gets tables and cards that are made to be read, a pipe tab-separated text, and -f or -o any other format.",
)
TOLD = {
    "--json": "The same as -f json: every field of every fact, with its sources.",
    "--sort": "Sort by this column.",
    "--reverse": "The last line first.",
    "--limit": "At most so many lines.",
    "--no-header": "Without the line that names the columns.",
    "--sources": "With the sources of each line.",
    "--ascii": "With plain characters only, where a terminal lacks lines and stars.",
    "--no-pager": "Without a pager, however long the answer is.",
    "--color": "Whether to use colours.",
    "--hyperlinks": "Whether addresses stand behind the text as links.",
    "--lang": "The language of the answer.",
    "--milestones": "Only what a history of one page must name.",
    "--disputed": "Only what sources disagree about.",
    "--version": "Print the version, and of which day the shipped facts are.",
    "--install-completion": "Install completion of words for the shell in use.",
    "--show-completion": "Print the completion script of the shell in use.",
}
"""What is said here of options of which the help has no more than their names; of filters by a field see `_told`."""
HELP = "Print the help of the program; behind a command, that of the command."
FILES = {
    "malibrief/data/facts.toml": "The shipped facts, within the installed package. `malibrief about` prints where.",
    "~/.cache/malibrief/": "The index, made by the first command and whenever a base has changed. It may be deleted at any time.",
    "share/bash-completion/completions/malibrief": "Completion for bash, likewise for zsh (site-functions/_malibrief) and fish "
    "(vendor_completions.d/malibrief.fish).",
}


def page() -> str:
    """Return the text of the man page, in the macros of man(7)."""
    program: Any = get_command(app)
    commands = {name: program.get_command(None, name) for name in COMMANDS}
    shared = _shared(commands.values())
    gist = ABOUT[0].lower() + ABOUT[1:].removesuffix(".")
    parts = [
        [_macro("TH", "MALIBRIEF", "1", str(edited() or ""), f"malibrief {__version__}", "User Commands")],
        [".SH NAME", rf"malibrief \- {_text(gist)}"],
        [".SH SYNOPSIS", *_synopsis()],
        [".SH DESCRIPTION", *list(_paragraphs(DESCRIPTION))[1:]],
        [".SH COMMANDS", *(line for name, command in commands.items() for line in _command(name, command, shared))],
        [".SH OPTIONS", ".SS Before the command", *_options(program.params), *_item(_bold("-h, --help"), HELP)],
        [".SS Of many commands", *_options(shared.values())],
        [".SH ENVIRONMENT", *_rows("## Environment")],
        [".SH FILES", *(line for path, about in FILES.items() for line in _item(_bold(path), about))],
        [".SH EXIT STATUS", *_rows("## Exit codes")],
        [".SH EXAMPLES", *_examples()],
        [".SH SEE ALSO", *_see_also()],
    ]
    return "".join(f"{line}\n" for part in parts for text in part for line in _short(text))


def _short(text: str) -> list[str]:
    """Return a text in lines of at most 80 letters, none of which is taken for a command but a command itself."""
    if text.startswith((".", " ")) or len(text) < 80:
        return [text]
    lines = wrap(text, 79, break_long_words=False, break_on_hyphens=False)
    return [rf"\&{line}" if line.startswith(".") else line for line in lines]


def _shared(commands: Iterable[Any]) -> dict[str, Any]:
    """Return the options that many commands have in the same words, by their names and texts."""
    uses: dict[str, list[Any]] = {}
    for param in (param for command in commands for param in command.params if param.param_type_name == "option"):
        uses.setdefault(_key(param), []).append(param)
    return {key: params[0] for key, params in uses.items() if len(params) >= SHARED}


def _key(param: Any) -> str:
    return f"{_names(param)} {param.help or ''}"


def _names(param: Any) -> str:
    """Return the names of an option with what follows them: `-o, --output FILE`."""
    names = ", ".join([*sorted(param.opts, key=len), *param.secondary_opts])
    return f"{names} {param.metavar or ''}".rstrip()


def _synopsis() -> Iterator[str]:
    for at, words in enumerate(SYNOPSIS):
        yield from [".br"] if at else []
        yield f"{_bold('malibrief')} {_text(words)}"


def _command(name: str, command: Any, shared: dict[str, Any]) -> Iterator[str]:
    """Return the part on a command: its line, what it does, its arguments, its own options, those that others have too, examples."""
    entry = COMMANDS[name]
    options = [param for param in command.params if param.param_type_name == "option"]
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    words = " ".join([*(param.metavar for param in arguments), "[OPTION...]"])
    yield f".SS {name}"
    yield f"{_bold(f'malibrief {name}')} {_text(words)}"
    yield from _paragraphs([entry.about, *paragraphs(command.help or "")])
    for param in arguments:
        yield from _item(_text(param.metavar), told(param.help))
    yield from _options(param for param in options if _key(param) not in shared)
    common = [max(param.opts, key=len) for param in options if _key(param) in shared]
    yield from _paragraphs([f"Also, as in OPTIONS: {', '.join(common)}."] if common else [])
    lines = [f"malibrief {name} {words}".rstrip() for words in entry.examples]
    yield from (".PP", *_literal(lines))


def _options(params: Iterable[Any]) -> Iterator[str]:
    """Return an item for each option; those with the same text, one after the other, share one."""
    items: dict[str, list[str]] = {}
    for param in params:
        items.setdefault(_told(param), []).append(_names(param))
    for text, names in items.items():
        yield from _item(_bold(", ".join(names)), text)


def _told(param: Any) -> str:
    """Return what an option is for. Raises KeyError where nothing says so: an option without help belongs into `TOLD`."""
    if param.help:
        return told(param.help)
    if param.name in VALUE_FILTERS and param.rich_help_panel == FILTERS:
        return "Only what has this value there; given several times, any of them."
    return TOLD[max(param.opts, key=len)]


def _rows(heading: str) -> Iterator[str]:
    """Return an item for each row of the table under a heading of the page on scripts."""
    text = (DOCS / "scripts.md").read_text(encoding="utf-8")
    section = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    for name, about in re.findall(r"^\| (.*?) \| (.*) \|$", section, re.MULTILINE)[1:]:
        if set(name) != {"-"}:
            yield from _item(_marked(name) if "`" in name else _bold(name), f"{about[0].upper()}{about[1:]}.")


def _examples() -> Iterator[str]:
    for words, what in EXAMPLES.items():
        yield from _item(_bold(f"malibrief {words}"), f"{what[0].upper()}{what[1:]}.")


def _see_also() -> Sequence[str]:
    return (
        r"\fBless\fR(1), \fBjq\fR(1), \fBsqlite3\fR(1)",
        *_paragraphs(
            ["`malibrief COMMAND --help` says the same on one screen, `malibrief --lang fr --help` in French."]
        ),
    )


def _item(tag: str, text: str) -> tuple[str, str, str]:
    return ".TP", tag, _marked(text)


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield ".PP"
        yield _marked(text)


def _literal(lines: Iterable[str]) -> Iterator[str]:
    """Return lines of the command line, set as they are; one that is too long for a page goes on in the next."""
    yield from (".nf", ".RS 4")
    for line in lines:
        *before, last = wrap(line, LONGEST, break_long_words=False, break_on_hyphens=False, subsequent_indent="    ")
        yield from (_text(f"{part} \\") for part in before)
        yield _text(last)
    yield from (".RE", ".fi")


def _marked(text: str) -> str:
    """Return a text of Markdown as one of man(7): what stands between backticks is bold; links within the page are left out."""
    plain = re.sub(r" \(see \[[^\]]+\]\(#[^)]*\)\)", "", text)
    parts = re.split(r"`([^`]*)`", plain)
    return "".join(_bold(part) if at % 2 else _text(part) for at, part in enumerate(parts))


def _bold(text: str) -> str:
    return rf"\fB{_text(text)}\fR"


def _text(text: str) -> str:
    """Return a text in ASCII of which no sign means something else to the macros."""
    escaped = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga").replace("~", r"\(ti")
    )
    ascii_only = re.sub(r"[^\x00-\x7f]", lambda sign: rf"\[u{ord(sign[0]):04X}]", escaped)
    return rf"\&{ascii_only}" if ascii_only.startswith(".") else ascii_only


def _macro(name: str, *arguments: str) -> str:
    quoted = " ".join(f'"{argument}"' for argument in arguments)
    return f".{name} {quoted}"


def main() -> int:
    """Write the page, or only say whether it is up to date."""
    text = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/malibrief.1 is not what the commands say now: python docs/manpage.py", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    print("docs/malibrief.1")
    return 0


if __name__ == "__main__":
    sys.exit(main())
