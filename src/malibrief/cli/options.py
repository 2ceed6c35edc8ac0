"""Every option, once: its type, its names and its help, and which commands have it.

A command's signature is put together from these, so that all listings have the same options in the same words.
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

# What cannot be read is said where it is read, with its own exit code: `readable=False` keeps Typer from trying it before.
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
    if wanted and not ctx.resilient_parsing:  # that is, when the line is read to complete it
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
    """An option: its type, its names on the command line, its help, its default.

    `completed_by` says which words complete it: ids, sources, topics, or the values of a field. `least` bounds a number.
    """

    type: Any  # an annotation, of which Typer knows many
    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    default: str | bool | None = None
    completed_by: str = ""
    least: int | None = None

    def parameter(self, name: str) -> inspect.Parameter:
        """Return the option as a parameter of a command's function."""
        # Whether a file can be read is said where it is read, with its own exit code.
        told = typer.Option(*self.names, metavar=self.metavar, help=self.help, min=self.least, readable=False)
        return _parameter(name, self.type, told, self.default, self.completed_by)


def argument(
    name: str, kind: Any, declared: Any, default: Any = inspect.Parameter.empty, completed_by: str = ""
) -> inspect.Parameter:
    """Return a command's argument as a parameter of its function; `declared` is what `typer.Argument` gives."""
    return _parameter(name, kind, declared, default, completed_by)


def _parameter(name: str, kind: Any, told: Any, default: Any, completed_by: str) -> inspect.Parameter:
    if completed_by and "_MALIBRIEF_COMPLETE" in os.environ:
        from malibrief.cli.complete import completer

        told.autocompletion = completer(completed_by)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, told])


def _texts(flag: str, metavar: str, about: str, completed_by: str) -> Option:
    return Option(Texts, (flag,), about, metavar, completed_by=completed_by)


def _day(flag: str, about: str) -> Option:
    return Option(str | None, (flag,), about, "DAY")


def _flag(flag: str, about: str) -> Option:
    return Option(bool, (flag,), about, default=False)


TIME = {
    "since": _day("--since", "From this day, month or year on (2021-05-14, 2021-05, 2021, today)."),
    "until": _day("--until", "Up to and including this day, month or year."),
}
AS_OF = {
    "as_of": _day(
        "--as-of",
        "As it stood on this day: what had begun and not ended, what had happened, each series' latest figure.",
    )
}
CHOICE = {
    "tag": _texts("--tag", "TAG", 'With this tag. Like all of these: repeat it for "any of".', "tags"),
    "place": _texts("--place", "PLACE", "At this place.", "place"),
    "about": _texts("--about", "ID", "That concerns this fact (its id, name, acronym or number).", "ids"),
    "source": _texts("--source", "ID", "That cites this source.", "sources"),
    "milestones": _flag("--milestones", "Only what a one-page history must name."),
    "disputed": _flag("--disputed", "Only what sources disagree about."),
}
OWN = {
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
"""The options that only some topics have; each topic's `Topic` says which."""
FILTERS = frozenset(name for name, option in (CHOICE | OWN).items() if option.type == Texts)
"""The options that name values or facts."""
SHAPE = {
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
SECTION = Option(Texts, ("--section",), "Only this section. Repeatable.", "NAME")
CARD_SHAPE = {name: SHAPE[name] for name in ("form", "json", "no_header", "output")}
CITE_SHAPE = {
    "form": Option(str | None, ("--format", "-f"), "footnote (the default), bibtex, csl or ris.", "FORMAT"),
    "output": SHAPE["output"],
}
SCREEN = {
    "color": Option(str, ("--color",), "Colour: auto, always or never.", "WHEN", "auto"),
    "hyperlinks": Option(str, ("--hyperlinks",), "Links on sources: auto, always or never.", "WHEN", "auto"),
    "ascii": _flag("--ascii", "Draw with plain characters."),
    "no_pager": _flag("--no-pager", "Print it all at once, without a pager."),
}
BASE = {
    "facts": Option(Path | None, ("--facts",), "Read this fact base instead.", "PATH"),
    "add": Option(list[Path] | None, ("--add",), "Read this file too, beside it. Repeatable.", "PATH"),
}

_SINGULARS = {"tags": "tag", "parties": "party", "sources": "source"}


def option_of(field: str) -> str:
    """Return the name of the option about a field: a list's is called after one of its values."""
    return _SINGULARS.get(field, field)


def with_options(
    run: Callable[..., None], *groups: dict[str, Option], first: Iterable[inspect.Parameter] = ()
) -> Callable[..., None]:
    """Return a function that Typer can call: it has the options of these groups, and gives them to `run` as `Options`.

    `run` takes the context, the options, and by their names the arguments that stand `first`.
    """
    arguments = {parameter.name for parameter in first}

    def command(ctx: typer.Context, **given: Any) -> None:  # what Typer has parsed, in the types that `Option` says
        filters = {name: value for name, value in given.items() if name in FILTERS and value}
        rest = {name: value for name, value in given.items() if name in Options.__struct_fields__}
        run(ctx, Options(filters=filters, **rest), **{name: given[name] for name in arguments})

    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [*first, *(option.parameter(name) for group in groups for name, option in group.items()), context]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # the way that inspect documents
    command.__annotations__ = {}
    command.__doc__ = run.__doc__
    return command
