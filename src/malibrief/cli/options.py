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
from malibrief.cli.locale import NAMED
from malibrief.facts.topics import COUNTS
from malibrief.language import LANGUAGES, say
from malibrief.render.formats import FORMATS, OF_BRIEFS, OF_CARDS, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Texts = list[str] | None
FILTERS, TIME, OUTPUT, BASE = "Filters", "Time", "Output", "Base"
"""The groups of options in the help."""
WHEN = ("auto", "always", "never")
"""The values of the options that say when to decorate."""

_READ = "Read this fact base instead; this file beside it."
# `readable=False` keeps Typer from checking that a file is readable: the code that reads it reports that, with exit code 3.
Facts = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        envvar="MALIBRIEF_FACTS",
        help=_READ,
        readable=False,
    ),
]
Add = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH",
        envvar="MALIBRIEF_ADD",
        help=_READ,
        readable=False,
    ),
]

Lang = Annotated[
    str | None,
    typer.Option(metavar="LANG", envvar="MALIBRIEF_LANG", help="Speak this language: en or fr."),
]


def print_version() -> NoReturn:
    """Print the version of the program, and of which day the facts shipped with it are; end the run."""
    from malibrief.cli.shipped import edited

    day = edited()
    told = say("malibrief {version}, facts of {day:words}", version=__version__, day=day) if day else ""
    print(told or f"malibrief {__version__}", flush=True)
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
        print(say("completion installed in {path}; start a new shell to use it", path=path), flush=True)
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", "-V", "-v", is_eager=True, callback=_version)]
InstallCompletion = Annotated[bool, typer.Option("--install-completion", callback=_install_completion)]
ShowCompletion = Annotated[bool, typer.Option("--show-completion", callback=_show_completion)]


class Option(msgspec.Struct, frozen=True):
    """An option: its type, its names on the command line, its help text ("" where the names say all), its default, its group.

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
    group: str = OUTPUT

    def parameter(self, name: str) -> inspect.Parameter:
        """Return the option as a parameter of a command's function."""
        declared = typer.Option(
            *self.names,
            metavar=self.metavar,
            help=self.help,
            min=self.least,
            readable=False,
            rich_help_panel=self.group,
        )
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
    """Return an option that completes these values and names them in its help; see `locale.told`."""
    named = ", ".join(values)
    about = f"{option.help}{NAMED}{named}" if option.help else f"{named}."
    return msgspec.structs.replace(option, help=about, values=values)


def _texts(flag: str, metavar: str, about: str, completed_by: str) -> Option:
    return Option(Texts, (flag,), about, metavar, completed_by=completed_by, group=FILTERS)


def _day(flag: str, about: str) -> Option:
    return Option(str | None, (flag,), about, "DAY", group=TIME)


def _flag(flag: str, about: str, group: str = OUTPUT) -> Option:
    return Option(bool, (flag,), about, default=False, group=group)


_BETWEEN = "First and last day: 2021-05-14, 2021, 3 months ago."
_EDGES = "Only what began, or ended, in that time."
TIME_OPTIONS = {"since": _day("--since", _BETWEEN), "until": _day("--until", _BETWEEN)}
"""The options that select a period, of every listing and of search."""
LASTING_OPTIONS = {"begun": _flag("--begun", _EDGES, TIME), "ended": _flag("--ended", _EDGES, TIME)}
"""The options that say to which day of what lasts a period applies."""
ON_OPTION = {"on": _day("--on", '"18 August" is that day in every year.')}
"""The option of the timeline that selects a day."""
AS_OF_OPTION = {"as_of": _day("--as-of", "As things stood on this day.")}
"""The option that selects a day, of every listing of facts, of search and of `brief`."""
FILTER_OPTIONS = {
    "tag": _texts("--tag", "TAG", "", "tags"),
    "place": _texts("--place", "PLACE", "", "place"),
    "source": _texts("--source", "ID", "", "sources"),
    "milestones": _flag("--milestones", "", FILTERS),
    "disputed": _flag("--disputed", "", FILTERS),
    "about": _texts("--about", "ID", "What refers to this fact, by id, name, acronym or number.", "facts"),
}
"""The filters by fields that every topic has."""
TOPIC_OPTIONS = {
    "kind": _texts("--kind", "KIND", "", "kind"),
    "lead": _texts("--lead", "NAME", "", "lead"),
    "part_of": _texts("--part-of", "ID", "What belongs to this mission, sum or alliance.", "part_of"),
    "covers": _texts("--covers", "WHOM", "What all donors gave together: all-donors.", "covers"),
    "led_by": _texts("--led-by", "NAME", "", "led_by"),
    "number": _texts("--number", "N", "", "number"),
    "mission": _texts("--mission", "ID", "What creates, renews or ends the mandate of this mission.", "mission"),
    "regime": _texts("--regime", "NAME", "", "regime"),
    "author": _texts("--author", "NAME", "", "author"),
    "party": _texts("--party", "NAME", "", "parties"),
    "donor": _texts("--donor", "NAME", "", "donor"),
    "recipient": _texts("--recipient", "NAME", "", "recipient"),
    "currency": _texts("--currency", "CODE", "", "currency"),
    "office": _texts("--office", "OFFICE", "", "office"),
    "organisation": _texts("--organisation", "NAME", "", "organisation"),
    "country": _texts("--country", "NAME", "", "country"),
    "name": _texts("--name", "NAME", "Those of this name, or with this word in their name.", "name"),
    "series": _texts("--series", "SERIES", "", "series"),
    "unit": _texts("--unit", "UNIT", "", "unit"),
    "counts": _texts("--counts", "WHAT", f"{', '.join(COUNTS)}.", "counts"),
    "period": _texts("--period", "PERIOD", "What each number is of: year, month, week...", "period"),
    "by": _texts("--by", "NAME", "What this body counts.", "by"),
    "of": _texts("--of", "ID", "What measures this fact.", "of"),
    "strength_of": _texts("--strength-of", "ID", "The strength of this mission.", "strength_of"),
    "serves": _texts("--serves", "ID", "Those of this mission.", "serves"),
    "state": _texts("--state", "BOOL", "Those of the State: true; the others: false.", "state"),
    "deputy": _texts("--deputy", "BOOL", "Those of deputies: true; the others: false.", "deputy"),
    "speaker": _texts("--speaker", "NAME", "", "speaker"),
    "publisher": _texts("--publisher", "NAME", "", "publisher"),
    "language": _texts("--language", "CODE", "", "lang"),
    "topic": _texts("--topic", "TOPIC", "", "topics"),
}  # fmt: skip
"""Filters that only some topics have (`Topic.filters` says which); `topic` belongs to the timeline and search."""
VALUE_FILTERS = frozenset(name for name, option in (FILTER_OPTIONS | TOPIC_OPTIONS).items() if option.type == Texts)
"""The names of the options whose values name values of a field, or facts."""
CHECK_OPTIONS = {
    "stale": _flag("--stale", "Also what to look at again: open ends, series behind, lapsing mandates."),
    "as_of": _day("--as-of", "With --stale: as seen from this day; without it, from today."),
    "strict": _flag("--strict", "Exit with 1 for warnings too."),
    "json": _flag("--json", ""),
    "github": _flag("--github", "As commands by which GitHub marks lines of a pull request."),
    "explain": Option(str | None, ("--explain",), "What a rule asks.", "RULE"),
    "rules": _flag("--list", "Every rule, and what it asks."),
}
"""The options of `check`."""
ABOUT_OPTIONS = {"json": CHECK_OPTIONS["json"]}
"""The options of `about`."""
FMT_OPTIONS = {"check": _flag("--check", "Write nothing; exit with 1 where a file is laid out otherwise.")}
"""The options of `fmt`."""
_FORM = Option(str | None, ("--format", "-f"), "", "FORMAT")
SHAPE_OPTIONS = {
    "json": _flag("--json", ""),
    "sort": Option(str | None, ("--sort",), "", "COLUMN"),
    "reverse": _flag("--reverse", ""),
    "limit": Option(int | None, ("--limit", "-n"), "", "N", least=0),
    "no_header": _flag("--no-header", ""),
    "form": naming(_FORM, FORMATS),
    "sources": _flag("--sources", ""),
    "columns": Option(Texts, ("--columns", "-c"), "Only these, separated by commas: {values}.", "NAMES"),
    "output": Option(Path | None, ("--output", "-o"), "To this file; its suffix chooses the format.", "FILE"),
    "bom": Option(bool | None, ("--bom/--no-bom",), "Begin csv or tsv with a byte-order mark, or not."),
    "spans": _flag("--spans", "In ics, let a month or year fill its days."),
}
"""The options for the form of a listing and where it goes."""
SECTION_OPTION = Option(Texts, ("--section",), "", "NAME", group=FILTERS)
FULL_OPTION = {"full": _flag("--full", "Every line, not one page.")}
"""The option that asks for a whole briefing."""
IDS_OPTION = {"ids": _flag("--ids", "Name the facts' ids.")}
"""The option of briefings that shows ids."""
EXIT_CODE_OPTION = {"exit_code": _flag("--exit-code", "Exit with 1 if something changed.")}
"""The option of `diff` that tells a script the answer."""
CARD_OPTIONS = {name: SHAPE_OPTIONS[name] for name in ("json", "no_header", "form", "output", "bom")}
CARD_OPTIONS["form"] = naming(_FORM, OF_CARDS)
"""The options for the form of a card or a difference."""
BRIEF_OPTIONS = CARD_OPTIONS | {"form": naming(_FORM, OF_BRIEFS), "spans": SHAPE_OPTIONS["spans"]}
"""The options for the form of a briefing."""
REVISION_OPTIONS = CARD_OPTIONS | {"form": naming(_FORM, REVISIONS)}
"""The options for the form of `changes`."""
EVERY_OPTION = {"every": _flag("--all", "On a terminal, show all sources and related facts.")}
"""The option of `show` for the whole of a long card."""
CITE_OPTIONS = {
    "form": msgspec.structs.replace(
        _FORM,
        help="footnote (the default), bibtex, csl or ris.",
        values=("footnote", "bibtex", "csl", "ris"),
    ),
    "output": SHAPE_OPTIONS["output"],
}
"""The options for the form of `cite`."""
_WHEN = "|".join(WHEN)
LANGUAGE_OPTION = {"lang": Option(str | None, ("--lang",), "", "|".join(LANGUAGES), values=LANGUAGES)}
"""The option that chooses the language, of every command."""
SCREEN_OPTIONS = {
    "ascii": _flag("--ascii", ""),
    "no_pager": _flag("--no-pager", ""),
    "color": Option(str, ("--color",), "", _WHEN, "auto", values=WHEN),
    "hyperlinks": Option(str, ("--hyperlinks",), "", _WHEN, "auto", values=WHEN),
    **LANGUAGE_OPTION,
}
"""The options for output on a terminal."""
BASE_OPTIONS = {
    "facts": Option(Path | None, ("--facts",), _READ, "PATH", group=BASE),
    "add": Option(list[Path] | None, ("--add",), _READ, "PATH", group=BASE),
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
