"""Define every option once: its type, its names, its help text, and the groups in which commands use it.

Each command's signature is assembled from these groups, so that an option has the same name and help text everywhere.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from malibrief import __version__
from malibrief.cli.given import Options
from malibrief.render.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Texts = list[str] | None

# `readable=False` keeps Typer from checking that a file is readable: the code that reads it reports that, with exit code 3.
Facts = Annotated[
    Path | None,
    typer.Option(metavar="PATH", envvar="MALIBRIEF_FACTS", help="Read this fact base instead.", readable=False),
]
Add = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH",
        envvar="MALIBRIEF_ADD",
        help=f"Read this file too, beside it. Repeatable; the variable takes several with {os.pathsep} between.",
        readable=False,
    ),
]


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        print(f"malibrief {__version__}", flush=True)
        raise typer.Exit


def _show_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # which Typer sets while it completes a line
        from malibrief.cli import shells

        print(shells.script(shells.current()), end="", flush=True)
        raise typer.Exit


def _install_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from malibrief.cli import shells

        path = shells.install(shells.current())
        print(f"completion is installed in {path}; it works in the next shell that is started", flush=True)
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
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
        help="Show the script that completes for the current shell: bash, zsh or fish.",
        callback=_show_completion,
    ),
]


class Option(msgspec.Struct, frozen=True):
    """An option: its type, its names on the command line, its help text, its default.

    `completed_by` names the words that complete it: `ids`, `sources`, `topics`, or a field whose values are offered. `least`
    is the lowest number allowed.
    """

    type: Any  # any annotation that Typer accepts
    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    default: str | bool | None = None
    completed_by: str = ""
    least: int | None = None

    def parameter(self, name: str) -> inspect.Parameter:
        """Return the option as a parameter of a command's function."""
        declared = typer.Option(*self.names, metavar=self.metavar, help=self.help, min=self.least, readable=False)
        return _parameter(name, self.type, declared, self.default, self.completed_by)


# Typer types what `typer.Option` and `typer.Argument` return as Any; `kind` is any annotation that it accepts.
def argument(
    name: str, kind: Any, declared: Any, default: Any = inspect.Parameter.empty, completed_by: str = ""
) -> inspect.Parameter:
    """Return an argument as a parameter of a command's function; `declared` is a result of `typer.Argument`."""
    return _parameter(name, kind, declared, default, completed_by)


def _parameter(name: str, kind: Any, declared: Any, default: Any, completed_by: str) -> inspect.Parameter:
    if completed_by and "_MALIBRIEF_COMPLETE" in os.environ:
        from malibrief.cli.complete import completer

        declared.autocompletion = completer(completed_by)
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declared]
    )


def _texts(flag: str, metavar: str, about: str, completed_by: str) -> Option:
    return Option(Texts, (flag,), about, metavar, completed_by=completed_by)


def _day(flag: str, about: str) -> Option:
    return Option(str | None, (flag,), about, "DAY")


def _flag(flag: str, about: str) -> Option:
    return Option(bool, (flag,), about, default=False)


TIME_OPTIONS = {
    "since": _day("--since", "From this day, month or year on (2021-05-14, 2021-05, 2021, today)."),
    "until": _day("--until", "Up to and including this day, month or year."),
}
"""The options that select a period, of every listing and of search."""
AS_OF_OPTION = {
    "as_of": _day(
        "--as-of",
        "As it stood on this day: what had begun and not ended, what had happened, each series' latest figure.",
    )
}
"""The option that selects a day, of every listing but `sources`, of search and of `brief`."""
FILTER_OPTIONS = {
    "tag": _texts("--tag", "TAG", 'With this tag. Like all of these: repeat it for "any of".', "tags"),
    "place": _texts("--place", "PLACE", "At this place.", "place"),
    "about": _texts("--about", "ID", "That concerns this fact (its id, name, acronym or number).", "ids"),
    "source": _texts("--source", "ID", "That cites this source.", "sources"),
    "milestones": _flag("--milestones", "Only what a one-page history must name."),
    "disputed": _flag("--disputed", "Only what sources disagree about."),
}
"""The filters by fields that every topic has."""
TOPIC_OPTIONS = {
    "kind": _texts("--kind", "KIND", "Of this kind.", "kind"),
    "lead": _texts("--lead", "NAME", "Led by this state or organisation.", "lead"),
    "number": _texts("--number", "N", "With this number.", "number"),
    "mission": _texts("--mission", "ID", "That creates, renews or ends the mandate of this mission.", "ids"),
    "regime": _texts("--regime", "NAME", "Of this sanctions regime.", "regime"),
    "author": _texts("--author", "NAME", "Written by this office or body.", "author"),
    "party": _texts("--party", "NAME", "To which this is a party.", "parties"),
    "donor": _texts("--donor", "NAME", "Given by this donor.", "donor"),
    "recipient": _texts("--recipient", "NAME", "For this recipient.", "recipient"),
    "currency": _texts("--currency", "CODE", "In this currency (ISO 4217).", "currency"),
    "office": _texts("--office", "OFFICE", "Who held this office.", "office"),
    "organisation": _texts("--organisation", "NAME", "Of this organisation.", "organisation"),
    "country": _texts("--country", "NAME", "From this country.", "country"),
    "name": _texts("--name", "NAME", "With this name, or a word of it.", "name"),
    "series": _texts("--series", "SERIES", "Of this series.", "series"),
    "unit": _texts("--unit", "UNIT", "In this unit.", "unit"),
    "speaker": _texts("--speaker", "NAME", "Said by this person or body.", "speaker"),
    "publisher": _texts("--publisher", "NAME", "Published by this house.", "publisher"),
    "lang": _texts("--lang", "CODE", "In this language.", "lang"),
    "topic": _texts("--topic", "TOPIC", "Only of this topic.", "topics"),
}
"""Options that only some topics have; `Topic.filters` says which."""
VALUE_FILTERS = frozenset(name for name, option in (FILTER_OPTIONS | TOPIC_OPTIONS).items() if option.type == Texts)
"""The names of the options whose values name values of a field, or facts."""
SHAPE_OPTIONS = {
    "form": Option(str | None, ("--format", "-f"), f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}.", "FORMAT"),
    "json": _flag("--json", "The same as --format json."),
    "columns": Option(
        Texts, ("--columns", "-c"), "These columns, with commas between; all for every field.", "NAMES"
    ),
    "sort": Option(
        str | None, ("--sort",),
        "Sort by this column instead of by time; amounts within their currency, values within their unit.", "COLUMN",
    ),
    "reverse": _flag("--reverse", "Reverse the order."),
    "limit": Option(int | None, ("--limit", "-n"), "At most N.", "N", least=0),
    "no_header": _flag("--no-header", "Without the header line."),
    "output": Option(Path | None, ("--output", "-o"), "Into this file; its suffix picks the format.", "FILE"),
}  # fmt: skip
"""The options for the form of a listing and where it goes."""
SECTION_OPTION = Option(Texts, ("--section",), "Only this section. Repeatable.", "NAME")
CARD_OPTIONS = {name: SHAPE_OPTIONS[name] for name in ("form", "json", "no_header", "output")}
"""The options for the form of a card or briefing."""
CITE_OPTIONS = {
    "form": Option(str | None, ("--format", "-f"), "footnote (the default), bibtex, csl or ris.", "FORMAT"),
    "output": SHAPE_OPTIONS["output"],
}
"""The options for the form of `cite`."""
SCREEN_OPTIONS = {
    "color": Option(str, ("--color",), "Colour: auto, always or never.", "WHEN", "auto"),
    "hyperlinks": Option(str, ("--hyperlinks",), "Links on sources: auto, always or never.", "WHEN", "auto"),
    "ascii": _flag("--ascii", "Draw with plain characters."),
    "no_pager": _flag("--no-pager", "Print it all at once, without a pager."),
}
"""The options for output on a terminal."""
BASE_OPTIONS = {
    "facts": Option(Path | None, ("--facts",), "Read this fact base instead.", "PATH"),
    "add": Option(list[Path] | None, ("--add",), "Read this file too, beside it. Repeatable.", "PATH"),
}
"""The options that choose the fact base, as given after the command."""

_SINGULARS = {"tags": "tag", "parties": "party", "sources": "source"}


def option_of(field: str) -> str:
    """Return the name of the option that filters by a field: in the singular for a field that holds a list."""
    return _SINGULARS.get(field, field)


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
