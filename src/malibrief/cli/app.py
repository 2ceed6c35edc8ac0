"""The Typer app: a registry of commands, each built only when it is called, and the exit codes.

Typer builds every command of an app before it runs one; with about twenty options each, that would take longer than the
answer. So the group here knows the name and a one-line help text of each command, and builds only the one that is called.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec
import typer
from typer.core import TyperCommand, TyperGroup

from malibrief.cli import locale, options, streams
from malibrief.errors import MalibriefError, UsageError, reason_of
from malibrief.language import is_french, say

if TYPE_CHECKING:
    from collections.abc import Callable


class Command(msgspec.Struct, frozen=True):
    """An entry of the registry: a command's module, its group in the help, its one-line help and the examples of its use.

    The `gist` is what the help of the program says of it where its group has two columns, in 24 letters. The module's
    `command(name)` returns the function to run, with the options in its signature.
    """

    module: str
    group: str
    about: str
    examples: tuple[str, ...]
    gist: str = ""


COMMANDS = {
    "timeline": Command(
        "listings", "Read:", "List everything that happened, oldest first.",
        ("--milestones", '--on "18 August"', "--since 2020-08 --until 2020-09", "--tag coup -f md"),
    ),
    "search": Command(
        "searching", "Read:", "Find facts by words, names, numbers, dates or a question.",
        ("ogossagou massacre", "qui dirigeait la minusma en 2019", "615 million eu --topic funding"),
    ),
    "show": Command(
        "lookup", "Read:", "Show facts, a person or a place in full, by name, number or id.",
        ("minusma", "goita", "2100 IBK", "S/RES/2374 -f md"),
    ),
    "cite": Command(
        "lookup", "Read:", "Cite sources of facts: footnotes, or for a reference manager.",
        ("minusma", "2100 2374 -f bibtex", "barkhane -o sources.ris"),
    ),
    "brief": Command(
        "briefing", "Read:", "Show how things stood on a day.",
        ("", "2021-05-14 -o brief.html", "2021-05-14 --full", "--section missions"),
    ),
    "diff": Command(
        "briefing", "Read:", "Show what changed between two days.", ("2021-05-14 2023-12-31 --section measures", "2020 2021 --json"),
    ),
    "events": Command(
        "listings", "Topics:", "What happened: attacks, coups, elections, talks, decisions.",
        ("--place Kidal", "--tag coup --json"),
        "what happened",
    ),
    "missions": Command(
        "listings", "Topics:", "Military, police and civilian missions.",
        ("--as-of 2021-05-14", "-f bars", "-o missions.svg"),
        "who was sent",
    ),
    "resolutions": Command(
        "listings", "Topics:", "Security Council resolutions, statements and drafts.",
        ("--kind resolution -c number,date,mandate_until,title", "--mission minusma"),
        "of the Security Council",
    ),
    "reports": Command(
        "listings", "Topics:", "Reports to the Council and other UN reports.",
        ("--author expert --since 2019",),
        "of the United Nations",
    ),
    "agreements": Command(
        "listings", "Topics:", "Agreements, communiqués and charters.",
        ("--party CMA", "--as-of 2016"),
        "who agreed on what",
    ),
    "funding": Command(
        "listings", "Topics:", "Money pledged, committed, paid, requested or suspended.",
        ('--donor "European Union" --kind pledge', "--recipient MINUSMA --currency USD -f bars"),
        "who gave what to whom",
    ),
    "people": Command(
        "listings", "Topics:", "Who held which office, and when.",
        ('--office "prime minister"', "--name goita", "--as-of 2018-04-01"),
        "who held which office",
    ),
    "sanctions": Command(
        "listings", "Topics:", "Sanctions regimes and listings.",
        ("--regime 2374", "--kind person --as-of 2020", "--since 2024 --begun"),
        "regimes and listings",
    ),
    "figures": Command(
        "listings", "Topics:", "Numbers on a date: strengths, ceilings, displaced people, aid and more.",
        ("--series idps -f bars", "--as-of 2021-05-14"),
        "numbers on a date",
    ),
    "statements": Command(
        "listings", "Topics:", "What was said in public, and by whom.",
        ('--speaker "Security Council"',),
        "who said what",
    ),
    "actors": Command(
        "listings", "Topics:", "Armed movements, jihadist groups, alliances, juntas and organisations.",
        ("--kind jihadist-group --as-of 2016", "--part-of cma"),
        "armed groups, alliances",
    ),
    "offices": Command(
        "listings", "Topics:", "The offices that people hold, in the State, in missions and elsewhere.",
        ("--serves minusma", "--organisation Government"),
        "what people hold",
    ),
    "series": Command(
        "listings", "Topics:", "The series that figures belong to: what each counts, and who counts.",
        ("--unit people", "--by OCHA -c all"),
        "what figures count",
    ),
    "sources": Command(
        "listings", "Topics:", "Where the facts come from.",
        ("--kind un --since 2020", "--publisher Reuters"),
        "where facts come from",
    ),
    "about": Command(
        "describing", "The fact base:", "Describe the fact base: counts, years, date, digest, location.", ("", "--json"),
        "what it holds, its files",
    ),
    "check": Command(
        "checking", "The fact base:", "Check the fact base and report every fault.",
        ("", "my-facts.toml", "--stale", "--explain long-title"),
        "find its faults",
    ),
    "export": Command(
        "exporting", "The fact base:", "Write the whole base for other tools: SQLite, CSV, JSON.",
        ("facts.db", "facts/", "- -f jsonl"),
        "all of it, for any tool",
    ),
    "new": Command(
        "own", "The fact base:", "Print a form for a new fact, office, series or source.", ("events", "sources", "factbase"),
        "a form for a fact",
    ),
    "fmt": Command(
        "own", "The fact base:", "Lay a fact base out: the order of facts and keys.", ("my-facts.toml", "--check my-facts.toml"),
        "lay it out, in order",
    ),
    "changes": Command(
        "own", "The fact base:", "Show what a newer base says that an older one did not.",
        ("old-facts.toml", "old-facts.toml my-facts.toml -f md", "old-facts.toml --exit-code"),
        "what a newer base says",
    ),
    "schema": Command(
        "own", "The fact base:", "Print the JSON Schema of fact bases, for editors and validators.", ("",),
        "for editors of TOML",
    ),
}  # fmt: skip
"""The commands, in the order of the help."""


# Typer's own Context and Command types are private to it, so that the methods it calls here are typed with Any.


def _first_examples() -> dict[str, str]:
    """Return the first example of each command."""
    return {name: say(entry.examples[0]) for name, entry in COMMANDS.items()}


class Forgiving(TyperCommand):
    """A command that answers a line it cannot read with the line as it should be."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words of the line. Raises UsageError for those that have no meaning here."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not hasattr(error, "format_message"):  # as Typer's own usage errors have
                raise
            from malibrief.cli import slips

            raise slips.of_command(
                ctx.info_name, self.params, typed, error.format_message(), _first_examples()
            ) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        from malibrief.cli import help as page

        entry = COMMANDS[ctx.info_name]
        page.of_command(self, ctx, formatter, entry.about, entry.examples)


class LazyGroup(TyperGroup):
    """A group that builds a command only when it is called."""

    only_names = False
    """Whether only the names of commands are needed, as in completion."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the command of this name; None if there is no such command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if self.only_names:
            return TyperCommand(cmd_name)
        module = import_module(f"malibrief.cli.{entry.module}")
        run: Callable[..., None] = module.command(cmd_name)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, cls=Forgiving, help=run.__doc__)(run)
        return typer.main.get_command(single)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the options before the command. Raises UsageError for one that belongs behind it, or has no meaning."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not typed or ctx.resilient_parsing or not hasattr(error, "format_message"):
                raise
            from malibrief.cli import slips

            raise slips.before_command(self.params, typed, error.format_message(), self._parameters) from error

    def _parameters(self, name: str) -> Any:
        """Return the parameters of a command; None if there is no such command."""
        return self.get_command(None, name).params if name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises UsageError where there is none; in English, Typer's own error ends the run."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not is_french() or not hasattr(error, "format_message"):
                raise
            from malibrief.cli import slips

            raise slips.without_command(error.format_message()) from error

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names, and the words after it. Raises UsageError where it names none."""
        word, *rest = args
        if word in COMMANDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if word == "version":
            options.print_version()
        if word == "help" and (not rest or rest[0].startswith("--lang")):
            print(ctx.get_help(), flush=True)
            raise typer.Exit
        if word == "help" and rest[0] in COMMANDS:
            return rest[0], self.get_command(ctx, rest[0]), ["--help"]
        from malibrief.cli import slips

        raise slips.no_command(ctx, _first_examples(), *(rest if word == "help" else args))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return the names of commands and options that begin with `incomplete`, without building any command."""
        self.only_names = True
        return super().shell_complete(ctx, incomplete)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program, without building any command."""
        from malibrief.cli import help as page

        told: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            told.setdefault(entry.group, []).append((name, entry.gist or entry.about))
        page.of_program(self, ctx, formatter, told)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,  # Typer's zsh script evaluates the words it receives; ours are in `scripts/`
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    ctx: typer.Context,
    facts: options.Facts = None,
    add: options.Add = None,
    lang: options.Lang = None,
    version: options.Version = False,
    install_completion: options.InstallCompletion = False,
    show_completion: options.ShowCompletion = False,
) -> None:
    """Take the options before the command, and keep them for it."""
    ctx.obj = {"facts": facts, "add": add, "lang": lang}


def main() -> None:
    """Run the program; errors that a user can cause end in a message on stderr and an exit code."""
    stdout = sys.stdout
    completing = os.environ.get("_MALIBRIEF_COMPLETE")
    locale.choose(sys.argv[1:], os.environ, streams.is_terminal(sys.stdout) or bool(completing))
    sys.stderr = streams.safe_stream(sys.stderr)
    try:
        if completing:
            from malibrief.cli.shells import answer

            with suppress(BrokenPipeError):
                answer(app, completing, sys.argv[1:])
                sys.stdout.flush()
        else:
            app()
    except MalibriefError as error:
        end_with(error)
    except SystemExit as end:
        # Typer treats a closed pipe as a failure, after replacing sys.stdout.
        sys.exit(0 if sys.stdout is not stdout and end.code == 1 else end.code)
    except OSError as error:
        # Code that reads or writes files reports its own errors. An error without a file name comes from Typer failing to
        # print help or a usage error.
        said = say("{path}: {reason}", path=error.filename, reason=reason_of(error)) if error.filename else ""
        end_with(UsageError(said) if said else streams.unwritable(error))


def end_with(error: MalibriefError) -> NoReturn:
    """Print an error, with the whole line as it should be where that is known, and exit with its code."""
    told = str(error)
    if error.instead:
        from malibrief.cli import slips

        told += slips.with_instead(*error.instead)
    streams.note(told)
    sys.exit(error.exit_code)
