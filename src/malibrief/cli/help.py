"""Write the help of the program and of its commands: examples first, then the options by group, all on one screen of 40 lines.

An option without a text is named by itself, several on a line, before the others of its group; options of one text share a line.
"""

from __future__ import annotations

from functools import partial
from inspect import cleandoc
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from malibrief.cli.locale import told
from malibrief.cli.options import BASE, FILTERS, OUTPUT, TIME
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Typer's own Context, Command and Parameter types are private to it, so that they are typed with Any here.

HEADINGS = {FILTERS: 'Filters, repeatable to mean "any of":', TIME: "Time:", OUTPUT: "Output:", BASE: "Base:"}
"""The groups of options in their order, with their headings."""
_WIDEST = 24
"""The maximum width of the names of an option, in cells, that the texts of its group are indented by."""
SHORT = 24
"""The most letters of what is said of a command that leave room for another one beside it."""
_MOST_BESIDE = 3
"""The most lines of a text that stand beside its names."""
_GAP = "  "
_wrap = partial(wrap, break_on_hyphens=False)
ABOUT = "Dated, sourced facts on Mali's crisis and the response to it, 2012 to today."
"""What the program is for: the one sentence of the code that names the place of the shipped base."""
EXAMPLES = {
    "timeline --milestones": "the story on one page",
    "missions --as-of 2021-05-14": "who was there on a day",
    "search qui dirigeait la minusma en 2019": "in English or French",
    "show 2100": "a fact with its sources",
    "funding --donor EU --since 2020 -o eu.csv": "for a spreadsheet",
    "--lang fr --help": "en français",
}
"""Lines of the command line, each with what it is an example of."""
_EXAMPLE = 53
"""The width of these lines, in cells, that what they are examples of is indented by."""


def of_command(command: Any, ctx: Any, formatter: Any, about: str, examples: Iterable[str]) -> None:
    """Write the help of a command: what it is for, examples, what else its docstring says, its arguments and options."""
    width = formatter.width
    _usage(command, ctx, formatter)
    lines = [f"{_GAP}malibrief {ctx.info_name} {say(words)}".rstrip() for words in examples]
    parts = [[*_wrap(say(about), width), "", *lines]]
    parts += [_wrap(say(paragraph), width) for paragraph in paragraphs(command.help or "")]
    params = command.get_params(ctx)
    arguments = [(say(param.metavar), told(param.help)) for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    parts.append(_table(arguments, width))
    for group, heading in HEADINGS.items():
        of_group = _options([param for param in options if (param.rich_help_panel or BASE) == group], width)
        parts.append([say(heading), *of_group] if of_group else [])
    formatter.write("\n\n".join("\n".join(part) for part in parts if part) + "\n")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(paragraph.split()) for paragraph in cleandoc(text).split("\n\n") if paragraph]


def of_program(program: Any, ctx: Any, formatter: Any, commands: Mapping[str, list[tuple[str, str]]]) -> None:
    """Write the help of the program: examples, options that may precede a command, and exit codes.

    Between them stand the commands by group, each with what it is for; a group of short ones in two columns.
    """
    width = formatter.width
    _usage(program, ctx, formatter)
    parts = [[*_wrap(say(ABOUT), width), "", *_examples(width)]]
    for group, named in commands.items():
        rows = [(name, say(text)) for name, text in named]
        two = _two_columns(rows, width) if all(len(text) <= SHORT for _, text in rows) else []
        parts.append([say(group), *(two if two and max(map(len, two)) <= width else _table(rows, width))])
    codes = say(
        "Exit codes: 0 done, 1 not found, only a weak match, faults, or --exit-code, "
        "2 wrong command line or unwritable answer, 3 fact base missing or invalid."
    )
    parts += [[say("Options:"), *_options(program.get_params(ctx), width)], _wrap(codes, width)]
    formatter.write("\n\n".join("\n".join(part) for part in parts) + "\n")


def _examples(width: int) -> list[str]:
    """Return the examples, each with what it is one of beside it; below it where the window is too narrow."""
    told = [(f"{_GAP}malibrief {say(words)}", say(what)) for words, what in EXAMPLES.items()]
    beside = [f"{line:{_EXAMPLE}}{_GAP}{what}" for line, what in told]
    if max(map(len, beside)) <= width:
        return beside
    return [each for line, what in told for each in (line, f"{_GAP * 3}{what}")]


def _usage(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the line that says what may follow a command's name."""
    pieces = [piece.replace(name := piece.strip("{}"), say(name)) for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), say("Usage: "))


def _options(params: Iterable[Any], width: int) -> list[str]:
    """Return the lines of a group of options: first those without a text, then a line or more for each text."""
    alone: list[str] = []
    rows: list[tuple[str, str]] = []
    for (text, metavar), same in groupby(params, lambda param: (_text(param), say(param.metavar or ""))):
        names = ["/".join([", ".join(sorted(param.opts, key=len)), *param.secondary_opts]) for param in same]
        if text:
            rows.append((f"{', '.join(names)} {metavar}".rstrip(), text))
        else:
            alone += [f"{each} {metavar}".rstrip() for each in names]
    return [*_flowing(alone, width), *_table(rows, width)]


def _text(param: Any) -> str:
    """Return what is said of an option, "" where its names say all, as those of the help do."""
    return "" if param.name == "help" else told(param.help or "")


def _flowing(words: Iterable[str], width: int) -> list[str]:
    """Return lines of words, each kept in one piece."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(_GAP) + len(word) <= width:
            lines[-1] += _GAP + word
        else:
            lines.append(_GAP + word)
    return lines


def _table(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return lines of names and their texts beside them; a long text is wrapped to the whole width."""
    widest = max((len(name) for name, _ in rows if len(name) <= _WIDEST), default=0)
    lines: list[str] = []
    for name, text in rows:
        first = f"{_GAP}{name:{widest}}{_GAP}"
        narrow, wide = (
            _wrap(text, width, initial_indent=first, subsequent_indent=indent)
            for indent in (" " * (widest + 2 * len(_GAP)), _GAP * 2)
        )
        lines += narrow if len(narrow) <= _MOST_BESIDE else wide
    return lines


def _two_columns(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return the rows in two columns, the first half on the left."""
    half = (len(rows) + 1) // 2
    left, right = (_table(side, width) for side in (rows[:half], rows[half:]))
    widest = max(map(len, left))
    return [f"{one:{widest}}{_GAP}{other}".rstrip() for one, other in zip(left, [*right, ""], strict=False)]
