"""Define every option once: its type, its names, its help text, and the groups in which commands use it.

Each command's signature is assembled from these groups, so that an option has the same name and help text everywhere.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import msgspec
import typer

from malibrief import __version__
from malibrief.cli.given import Options
from malibrief.facts.topics import COUNTS
from malibrief.language import LANGUAGES
from malibrief.render.formats import FORMATS, PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Texts = list[str] | None
WHEN = ("auto", "always", "never")
"""The values of the options that say when to decorate."""

# `readable=False` keeps Typer from checking that a file is readable: the code that reads it reports that, with exit code 3.
Facts = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        envvar="MALIBRIEF_FACTS",
        help="Use this fact base instead of the one shipped with malibrief.",
        readable=False,
    ),
]
Add = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH",
        envvar="MALIBRIEF_ADD",
        help=f"Also read this file. Repeatable; in the variable, separate several with {os.pathsep!r}.",
        readable=False,
    ),
]

Lang = Annotated[
    str | None,
    typer.Option(metavar="LANG", envvar="MALIBRIEF_LANG", help="Speak this language: en or fr."),
]


def print_version() -> NoReturn:
    """Print the version and end the run."""
    print(f"malibrief {__version__}", flush=True)
    raise typer.Exit


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        print_version()


def _show_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # which Typer sets while it completes a line
        from malibrief.cli import shells

        print(shells.script(shells.current()), end="", flush=True)
        raise typer.Exit


def _install_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from malibrief.cli import shells

        path = shells.install(shells.current())
        print(f"completion installed in {path}; start a new shell to use it", flush=True)
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", "-V", "-v", help="Print the version and exit.", is_eager=True, callback=_version)
]
InstallCompletion = Annotated[
    bool,
    typer.Option(
        "--install-completion", help="Install completion for the current shell.", callback=_install_completion
    ),
]
ShowCompletion = Annotated[
    bool,
    typer.Option(
        "--show-completion",
        help="Print the completion script for the current shell: bash, zsh or fish.",
        callback=_show_completion,
    ),
]


class Option(msgspec.Struct, frozen=True):
    """An option: its type, its names on the command line, its help text, its default.

    `completed_by` names the words that complete it: `ids`, `facts`, `sources`, `topics`, or a field whose values are offered,
    those of facts as their ids. `values` are all that it may have, where those are fixed; a comma may separate several.
    `least` is the lowest number allowed.
    """

    type: Any  # any annotation that Typer accepts
    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    default: str | bool | None = None
    completed_by: str = ""
    values: tuple[str, ...] = ()
    least: int | None = None

    def parameter(self, name: str) -> inspect.Parameter:
        """Return the option as a parameter of a command's function."""
        declared = typer.Option(*self.names, metavar=self.metavar, help=self.help, min=self.least, readable=False)
        return _parameter(name, self.type, declared, self.default, self.completed_by, self.values)


# Typer types what `typer.Option` and `typer.Argument` return as Any; `kind` is any annotation that it accepts.
# An argument's type and default may be any that Typer knows: `Any` in the next two.


def argument(
    name: str, kind: Any, declared: Any, default: Any = inspect.Parameter.empty, completed_by: str = ""
) -> inspect.Parameter:
    """Return an argument as a parameter of a command's function; `declared` is a result of `typer.Argument`."""
    return _parameter(name, kind, declared, default, completed_by)


def _parameter(
    name: str, kind: Any, declared: Any, default: Any, completed_by: str, values: tuple[str, ...] = ()
) -> inspect.Parameter:
    if (completed_by or values) and "_MALIBRIEF_COMPLETE" in os.environ:
        from malibrief.cli.complete import chooser, completer

        declared.autocompletion = completer(completed_by) if completed_by else chooser(values)
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declared]
    )


def naming(option: Option, values: tuple[str, ...]) -> Option:
    """Return an option that completes these values and names them in its help."""
    about = f"{option.help.removesuffix('.')}: {', '.join(values)}."
    return msgspec.structs.replace(option, help=about, values=values)


def _texts(flag: str, metavar: str, about: str, completed_by: str) -> Option:
    return Option(Texts, (flag,), about, metavar, completed_by=completed_by)


def _day(flag: str, about: str) -> Option:
    return Option(str | None, (flag,), about, "DAY")


def _flag(flag: str, about: str) -> Option:
    return Option(bool, (flag,), about, default=False)


TIME_OPTIONS = {
    "since": _day(
        "--since",
        "Only from this day, month or year on: 2021-05-14, 14/05/2021, May 2021, 2021, yesterday, 3 months ago.",
    ),
    "until": _day("--until", "Only up to and including this day, month or year."),
}
"""The options that select a period, of every listing and of search."""
LASTING_OPTIONS = {
    "begun": _flag("--begun", "Apply --since and --until to the beginnings: what began then, not all that stood."),
    "ended": _flag(
        "--ended", "Apply --since and --until to the ends: what ended then; without them all that has ended."
    ),
}
"""The options that say to which day of what lasts a period applies."""
ON_OPTION = {
    "on": _day(
        "--on", "Only what happened on this day, in this month or year; 18 August, or 08-18, is that day in every year."
    ),
}
"""The option of the timeline that selects a day."""
AS_OF_OPTION = {
    "as_of": _day(
        "--as-of",
        "As things stood on this day: what had begun and not ended, what had happened, the latest figure of each series.",
    )
}
"""The option that selects a day, of every listing of facts, of search and of `brief`."""
FILTER_OPTIONS = {
    "tag": _texts(
        "--tag", "TAG", 'Only facts with this tag. Repeatable, like the other filters, to mean "any of".', "tags"
    ),
    "place": _texts("--place", "PLACE", "Only facts in this place.", "place"),
    "about": _texts(
        "--about", "ID", "Only facts that refer to this one, given by id, name, acronym or number.", "facts"
    ),
    "source": _texts("--source", "ID", "Only facts that cite this source.", "sources"),
    "milestones": _flag("--milestones", "Only milestones: what a one-page history must mention."),
    "disputed": _flag("--disputed", "Only facts on which sources disagree."),
}
"""The filters by fields that every topic has."""
TOPIC_OPTIONS = {
    "kind": _texts("--kind", "KIND", "Only this kind.", "kind"),
    "lead": _texts("--lead", "NAME", "Only missions led by this state or organisation.", "lead"),
    "part_of": _texts(
        "--part-of",
        "ID",
        "Only what is part of this one: contingents of a mission, parts of a sum, members of an alliance.",
        "part_of",
    ),
    "covers": _texts("--covers", "WHOM", "Only sums of what all donors gave together: all-donors.", "covers"),
    "led_by": _texts("--led-by", "NAME", "Only actors that this person leads or led.", "led_by"),
    "number": _texts("--number", "N", "Only the resolution with this number.", "number"),
    "mission": _texts(
        "--mission", "ID", "Only resolutions that create, renew or end the mandate of this mission.", "mission"
    ),
    "regime": _texts("--regime", "NAME", "Only those under this sanctions regime.", "regime"),
    "author": _texts("--author", "NAME", "Only reports by this office or body.", "author"),
    "party": _texts("--party", "NAME", "Only agreements with this party.", "parties"),
    "donor": _texts("--donor", "NAME", "Only money from this donor.", "donor"),
    "recipient": _texts("--recipient", "NAME", "Only money for this recipient.", "recipient"),
    "currency": _texts("--currency", "CODE", "Only amounts in this currency (ISO 4217 code).", "currency"),
    "office": _texts("--office", "OFFICE", "Only holders of this office.", "office"),
    "organisation": _texts("--organisation", "NAME", "Only people, or offices, in this organisation.", "organisation"),
    "country": _texts("--country", "NAME", "Only people from this country.", "country"),
    "name": _texts("--name", "NAME", "Only those with this name, or this word in their name.", "name"),
    "series": _texts("--series", "SERIES", "Only figures of this series.", "series"),
    "unit": _texts("--unit", "UNIT", "Only figures, or series, in this unit.", "unit"),
    "counts": _texts("--counts", "WHAT", f"Only series whose numbers are of this sort: {', '.join(COUNTS)}.", "counts"),
    "period": _texts("--period", "PERIOD", "Only series counted over this period: year, month, week...", "period"),
    "by": _texts("--by", "NAME", "Only series counted by this body.", "by"),
    "of": _texts("--of", "ID", "Only series that measure this fact.", "of"),
    "strength_of": _texts("--strength-of", "ID", "Only series that give the strength of this mission.", "strength_of"),
    "serves": _texts("--serves", "ID", "Only offices that belong to this mission.", "serves"),
    "state": _texts("--state", "BOOL", "Only offices of the State (true), or only the others (false).", "state"),
    "deputy": _texts("--deputy", "BOOL", "Only offices of deputies (true), or only the others (false).", "deputy"),
    "speaker": _texts("--speaker", "NAME", "Only statements by this person or body.", "speaker"),
    "publisher": _texts("--publisher", "NAME", "Only sources from this publisher.", "publisher"),
    "language": _texts("--language", "CODE", "Only sources in this language.", "lang"),
    "topic": _texts("--topic", "TOPIC", "Only facts of this topic.", "topics"),
}
"""Filters that only some topics have (`Topic.filters` says which); `topic` belongs to the timeline and search."""
VALUE_FILTERS = frozenset(name for name, option in (FILTER_OPTIONS | TOPIC_OPTIONS).items() if option.type == Texts)
"""The names of the options whose values name values of a field, or facts."""
CHECK_OPTIONS = {
    "stale": _flag(
        "--stale",
        "Also list what to look at again, the most overdue first: open ends, series behind, lapsing mandates.",
    ),
    "as_of": _day("--as-of", "With --stale: as seen from this day; without it, from today."),
}
"""The options of `check`."""
SHAPE_OPTIONS = {
    "form": Option(str | None, ("--format", "-f"), f"Output format: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.", "FORMAT", values=FORMATS),
    "json": _flag("--json", "Same as --format json."),
    "columns": Option(
        Texts, ("--columns", "-c"), "Show these columns, separated by commas; 'all' shows every field.", "NAMES"
    ),
    "sort": Option(
        str | None, ("--sort",),
        "Sort by this column instead of by time; amounts within each currency, values within each unit.", "COLUMN",
    ),
    "reverse": _flag("--reverse", "Reverse the order."),
    "limit": Option(int | None, ("--limit", "-n"), "Show at most N.", "N", least=0),
    "no_header": _flag("--no-header", "Leave out the header line."),
    "output": Option(Path | None, ("--output", "-o"), "Write to this file; its suffix chooses the format.", "FILE"),
}  # fmt: skip
"""The options for the form of a listing and where it goes."""
SECTION_OPTION = Option(Texts, ("--section",), "Show only this section. Repeatable.", "NAME")
CARD_OPTIONS = {name: SHAPE_OPTIONS[name] for name in ("form", "json", "no_header", "output")}
CARD_OPTIONS["form"] = naming(
    Option(str | None, ("--format", "-f"), "Output format.", "FORMAT"),
    tuple(form for form in FORMATS if form not in PICTURES),
)
"""The options for the form of a card or briefing."""
CITE_OPTIONS = {
    "form": Option(
        str | None,
        ("--format", "-f"),
        "Output format: footnote (the default), bibtex, csl or ris.",
        "FORMAT",
        values=("footnote", "bibtex", "csl", "ris"),
    ),
    "output": SHAPE_OPTIONS["output"],
}
"""The options for the form of `cite`."""
SCREEN_OPTIONS = {
    "color": Option(str, ("--color",), "When to use colour: auto, always or never.", "WHEN", "auto", values=WHEN),
    "hyperlinks": Option(
        str, ("--hyperlinks",), "When to link sources: auto, always or never.", "WHEN", "auto", values=WHEN
    ),
    "lang": Option(str | None, ("--lang",), "Language: en or fr.", "LANG", values=LANGUAGES),
    "ascii": _flag("--ascii", "Draw with ASCII characters only."),
    "no_pager": _flag("--no-pager", "Do not use a pager."),
}
"""The options for output on a terminal."""
BASE_OPTIONS = {
    "facts": Option(Path | None, ("--facts",), "Use this fact base instead of the one shipped with malibrief.", "PATH"),
    "add": Option(list[Path] | None, ("--add",), "Also read this file. Repeatable.", "PATH"),
}
"""The options that choose the fact base, as given after the command."""

_OPTIONS = {"tags": "tag", "parties": "party", "sources": "source", "lang": "language"}
"""The options whose names are not those of their fields."""


def option_of(field: str) -> str:
    """Return the name of the option that filters by a field, in the singular for a list; `--lang` is the language of answers."""
    return _OPTIONS.get(field, field)


def flag_of(field: str) -> str:
    """Return that option as it is typed: `--part-of`."""
    return f"--{option_of(field).replace('_', '-')}"


def with_options(
    run: Callable[..., None], *groups: dict[str, Option], first: Iterable[inspect.Parameter] = ()
) -> Callable[..., None]:
    """Return a function for Typer that has the options of these groups and passes them to `run` as one `Options`.

    `run` takes the context, the options and, by name, the arguments in `first`.
    """
    arguments = {parameter.name for parameter in first}

    def command(ctx: typer.Context, **given: Any) -> None:  # parsed by Typer, of the types that each `Option` states
        filters = {name: value for name, value in given.items() if name in VALUE_FILTERS and value}
        rest = {name: value for name, value in given.items() if name in Options.__struct_fields__}
        run(ctx, Options(filters=filters, **rest), **{name: given[name] for name in arguments})

    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [*first, *(option.parameter(name) for group in groups for name, option in group.items()), context]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # as documented by `inspect`
    command.__annotations__ = {}
    command.__doc__ = run.__doc__
    return command
