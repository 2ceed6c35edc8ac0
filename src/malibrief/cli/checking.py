"""The command that tells the faults of a fact base (`check`), and the rules by which it does."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import typer

from malibrief.cli import options, streams
from malibrief.cli.base import once, paths_of, settle_language, today
from malibrief.errors import FactBaseError, MalibriefError, UsageError
from malibrief.language import noun, say
from malibrief.text import asking, nearest, number, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from malibrief.cli.given import Options
    from malibrief.errors import Finding
    from malibrief.facts.catalogue import Described
    from malibrief.facts.factbase import FactBase
    from malibrief.facts.load import File


def command(name: str) -> Callable[..., None]:
    """Return the function that runs the command, with its options in the signature."""
    about = "A fact base, - for standard input; without it, the one in use."
    declared = typer.Argument(metavar="[PATH]", help=about, readable=False)
    path = options.argument("path", Path | None, declared, None)
    return options.with_options(
        check, options.CHECK_OPTIONS, options.LANGUAGE_OPTION, options.BASE_OPTIONS, first=[path]
    )


def check(ctx: typer.Context, given: Options, path: Path | None) -> None:
    """Print each fault as FILE:LINE: [rule] id: message, with a hint; only the first faults of a rule get near spellings.

    Exit code 1 when there is an error, 3 when a file cannot be read or is no fact base. A file whose [factbase] header is
    missing, or says no more than `updated`, is read beside the fact base in use, as --add does; only its own faults are told.
    """
    settle_language(ctx, given)
    if given.explain is not None or given.rules:
        _explain(given)
        return
    form, day = _form(given), _day(given)
    files, told = _to_check(ctx, given, path)
    base, findings, due = _found(files, told, day)
    facts = [place for place in (base.facts if base else ()) if told in (None, place.path)]
    errors, warnings = (_count(findings, severity) for severity in ("error", "warning"))
    counts = {"facts": len(facts), "errors": errors, "warnings": warnings} | ({"stale": len(due)} if day else {})
    _tell([*findings, *due], form, counts)
    if base:
        _note_unchecked(base, told)
    if base is None or _is_fatal(findings):
        raise typer.Exit(FactBaseError.exit_code)
    if errors or (given.strict and warnings):
        raise typer.Exit(MalibriefError.exit_code)


def _form(given: Options) -> str:
    """Return how to write faults. Raises UsageError for two ways at once."""
    if given.json and given.github:
        raise UsageError(say("--json and --github contradict each other: give only one"))
    return "json" if given.json else "github" if given.github else "text"


def _day(given: Options) -> int | None:
    """Return the day for which to look for what is overdue, None where that is not asked for. Raises UsageError for one in vain."""
    from malibrief.cli import days

    if given.as_of and not given.stale:
        raise UsageError(say("--as-of: there is nothing to see from a day without --stale"))
    return days.read(given.as_of or "today", "--as-of", today()).last if given.stale else None


def _found(
    files: Iterable[File], told: str | None, day: int | None
) -> tuple[FactBase | None, list[Finding], list[Finding]]:
    """Return the base of these files, its faults, and what of it is overdue on a day; of the one file `told`, or of all."""
    from malibrief.facts import checks, load

    base, findings = load.assembled(files)
    findings += checks.findings(base) if base else []
    due = _due(base, day) if base and day and not _count(findings, "error") else []
    if told:
        findings, due = ([finding for finding in found if finding.path == told] for found in (findings, due))
    return base, findings, due


def _tell(found: list[Finding], form: str, counts: dict[str, int]) -> None:
    """Write what was found, and how much it is to standard error."""
    from malibrief.render import findings

    streams.emit(findings.findings(found, form, counts), streams.Shape(pager=False), os.environ)
    counted = {
        "facts": plural(counts["facts"], "fact"),
        "errors": plural(counts["errors"], "error"),
        "warnings": plural(counts["warnings"], "warning"),
    }
    if "stale" in counts:
        due = number(counts["stale"])
        streams.note(say("{facts} read, {errors}, {warnings}, {due} to look at again", **counted, due=due))
    else:
        streams.note(say("{facts} read, {errors}, {warnings}", **counted))


def _is_fatal(findings: Iterable[Finding]) -> bool:
    """Return whether there is a fault for which a file has no facts at all."""
    from malibrief.facts import load

    return any(finding.rule in load.FATAL for finding in findings)


def _explain(given: Options) -> None:
    """Write what one rule asks, or every rule. Raises UsageError for one that there is not."""
    from malibrief.facts import catalogue

    rules = catalogue.described()
    if given.explain is not None:
        wanted = given.explain.strip("[]").casefold()
        names = [rule.name for rule in rules]
        if wanted not in names:
            near = nearest(wanted, names)
            said = asking(say("there is no rule {rule!r}", rule=given.explain), wanted, names)
            every = say("    `malibrief check --list` has all")
            raise UsageError(f"{said}\n{every}", (given.explain, near[0]) if near else None)
        rules = [rule for rule in rules if rule.name == wanted]
    page = streams.output_of(given).page
    terminal = streams.is_terminal(sys.stdout)
    text = "".join(_paragraph(rule, page.width) if terminal else _row(rule) for rule in rules)
    streams.emit(text, streams.Shape(), os.environ)


def _row(rule: Described) -> str:
    return f"{rule.name}\t{rule.severity}\t{rule.about}\n"


def _paragraph(rule: Described, width: int) -> str:
    """Return a rule for a terminal: its name and severity, and below what it asks."""
    severity = say("to look at again") if rule.severity == "stale" else noun(1, rule.severity)
    lines = wrap(rule.about, width - 2, break_on_hyphens=False)
    return "\n  ".join([f"{rule.name} ({severity})", *lines]) + "\n"


def _count(findings: Iterable[Finding], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)


def _due(base: FactBase, day: int) -> list[Finding]:
    """Return what of a fact base without errors is to be looked at again on a day."""
    from malibrief.facts import stale

    return stale.stale(base, day)


def _note_unchecked(base: FactBase, told: str | None) -> None:
    """Note if currencies, of the one file `told` or of all, could not be checked, as the library that knows them is missing."""
    from malibrief.facts import doubts

    named = any(told in (None, place.path) for place, _, _ in doubts.codes(base))
    if named and not doubts.currencies():
        streams.note(say("currencies were not looked up; to have that done: pip install 'malibrief[check]'"))


def _to_check(ctx: typer.Context, given: Options, path: Path | None) -> tuple[Iterable[File], str | None]:
    """Return the files to check, each once, and the only one whose faults are told; None for all."""
    from malibrief.facts import load

    if path is None:
        return map(load.file, paths_of(ctx, given.facts, given.add)), None
    own = load.file(path, pipes=True)
    if own.only_adds:
        others = once((path, *paths_of(ctx, given.facts, given.add)))[1:]
        return chain(map(load.file, others), [own]), own.path
    others = once((path, *(given.add or ())))[1:]
    return chain([own], map(load.file, others)), None
