"""The commands about given facts (`show`, `cite`) and about the fact base itself (`about`, `check`)."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli import meaning, options, streams
from malibrief.cli.base import Base, once, open_base, paths_of, settle_language, today
from malibrief.errors import FactBaseError, MalibriefError, NotFound, UsageError
from malibrief.facts.model import Office
from malibrief.facts.topics import TOPICS
from malibrief.index import query
from malibrief.language import say
from malibrief.render import formats
from malibrief.text import clean, number, plural
from malibrief.views import card, citations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from malibrief.cli.given import Options
    from malibrief.errors import Finding
    from malibrief.facts.factbase import FactBase
    from malibrief.facts.load import File
    from malibrief.index.results import AnyFound, Entry
    from malibrief.views.dossier import Dossier


CITE_SUFFIXES = {".txt": "footnote", ".bib": "bibtex", ".json": "csl", ".ris": "ris"}
"""The citation format for each suffix of an output file."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    if name in ("show", "cite"):
        declared = typer.Argument(
            metavar="ID...", help="Names of facts, persons, places or offices; acronyms, numbers, ids."
        )
        keys = options.argument("keys", list[str], declared, completed_by="ids")
        every = options.CARD_OPTIONS | options.EVERY_OPTION
        run, shape = (show, every) if name == "show" else (cite, options.CITE_OPTIONS)
        return options.with_options(run, shape, options.SCREEN_OPTIONS, options.BASE_OPTIONS, first=[keys])
    if name == "check":
        base = typer.Argument(
            metavar="[PATH]", help="A fact base, - for standard input; without it, the one in use.", readable=False
        )
        path = options.argument("path", Path | None, base, None)
        return options.with_options(
            check, options.CHECK_OPTIONS, options.LANGUAGE_OPTION, options.BASE_OPTIONS, first=[path]
        )
    return options.with_options(about, options.LANGUAGE_OPTION, options.BASE_OPTIONS)


def show(ctx: typer.Context, given: Options, keys: list[str]) -> None:
    """Match names in any case, with or without accents; a number is that of a resolution.

    A person or a place has all its facts on one card. A terminal shows the most telling few of each topic, --all every one.
    """
    base = open_base(ctx, given)
    output = streams.output_of(given)
    meant, missing = meaning.read(base.index, keys, "show")
    shown = [_dossier(base, each) if each.word else _card(base, each) for each in meant]
    if shown:
        output.write(formats.cards(shown, output.form, output.page))
    _report_missing(missing)


def cite(ctx: typer.Context, given: Options, keys: list[str]) -> None:
    """List each source once, the best first; sources themselves can be cited too. Every listing also has these formats."""
    base = open_base(ctx, given)
    output = streams.output_of(given, "footnote", CITE_SUFFIXES)
    if output.form not in formats.CITATIONS:
        forms = ", ".join(form for form in formats.FORMATS if form in formats.CITATIONS)
        said = "--format: {form} is not a citation format\n    formats here: {forms}"
        raise UsageError(say(said, form=output.form, forms=forms), (output.form, "footnote"))
    meant, missing = meaning.read(base.index, keys, "cite")
    facts = query.get(base.index, list(dict.fromkeys(n for each in meant for n in each.numbers)))
    sources = query.sources_of(base.index, (cite for found in facts for cite in found.cites))
    cited = {found.fact.id: citations.cited_by(found, sources) for found in facts}
    cites = [source for of_one in cited.values() for source in of_one]
    if cites:
        output.write(formats.cited(cites, output.form))
    for name in (name for name, of_one in cited.items() if not of_one):
        streams.note(say("{name} has no source of its own", name=name))
    _report_missing(missing)


def _report_missing(missing: list[NotFound]) -> None:
    """Note what was not found; if anything was not, exit with the code for that."""
    for error in missing:
        streams.note(str(error))
    if missing:
        raise typer.Exit(NotFound.exit_code)


def _card(base: Base, meant: meaning.Meant) -> card.Card:
    """Return the card of a fact, with its sources and related facts."""
    (found,) = query.get(base.index, meant.numbers)
    return _card_of(base, found, meant.also)


def _card_of(base: Base, found: AnyFound, also: Sequence[int] = ()) -> card.Card:
    concerning = query.referring_to(base.index, found.n)
    if isinstance(found.fact, Office) and "people" in concerning:
        concerning["people"] = _holders(base, found.fact, concerning["people"])
    return card.card(
        found,
        query.sources_of(base.index, found.cites),
        query.referenced_by(base.index, found),
        concerning,
        query.siblings_of(base.index, found),
        base.note,
        query.entries(base.index, also) if also else (),
    )


def _holders(base: Base, office: Office, people: list[Entry]) -> list[Entry]:
    """Return who held an office, each with the period, the newest first."""
    holders = query.get(base.index, [entry.n for entry in people])
    return [card.with_period(*each, office.title) for each in zip(people, holders, strict=True)][::-1]


def _dossier(base: Base, meant: meaning.Meant) -> Dossier:
    """Return the facts of a person or a place on one card."""
    from malibrief.views import dossier

    facts = query.get(base.index, meant.numbers)
    found = sorted(facts, key=dossier.order_of(meant.word))
    entries = query.entries(base.index, [each.n for each in found])
    also = query.entries(base.index, meant.also) if meant.also else []
    return dossier.dossier(
        meant.word, meant.title, found, entries, [_card_of(base, each) for each in found], also, base.note
    )


def about(ctx: typer.Context, given: Options) -> None:
    """Show what the base has, up to which day it tells what matters, the day of its last edit, a digest of its files, and their paths."""
    import hashlib

    base = open_base(ctx, given)
    counts = query.counts(base.index)
    facts = sum(count for name, count in counts.items() if name in TOPICS)
    digest = hashlib.sha256(b"".join(map(_content, base.paths))).hexdigest()
    first, last = query.years(base.index)
    lines = [
        ("title", base.note.title),
        ("place", base.note.place),
        ("updated", base.note.updated),
        ("covered", base.note.covered),
        ("newest", base.note.newest or ""),
        ("facts", str(facts)),
        *((name, str(count)) for name, count in counts.items()),
        ("years", f"{first}-{last}"),
        ("sha256", digest),
        *(("file", str(path)) for path in base.paths),
        ("cache", os.path.dirname(base.index.file)),
    ]
    written = [(name, clean(str(value))) for name, value in lines]
    in_terminal = streams.is_terminal(sys.stdout)
    text = _in_columns(written) if in_terminal else "".join(f"{name}\t{value}\n" for name, value in written)
    streams.emit(text, streams.Shape(), os.environ)


def _in_columns(lines: Sequence[tuple[str, str]]) -> str:
    """Return names, in the language that is spoken, each with its value in a second column."""
    told = [(say(name), value) for name, value in lines]
    width = max(12, *(len(name) + 1 for name, _ in told))
    return "".join(f"{name:<{width}}{value}\n" for name, value in told)


def _content(path: Path) -> bytes:
    """Return the bytes of a fact base file. Raises FactBaseError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FactBaseError.unreadable(path, error) from error


def check(ctx: typer.Context, given: Options, path: Path | None) -> None:
    """Print each fault as FILE:LINE: [rule] id: message, with a hint; only the first faults of a rule get near spellings.

    Exit code 1 when there is an error, 3 when a file cannot be read or is no fact base. A file whose [factbase] header is
    missing, or says no more than `updated`, is read beside the fact base in use, as --add does; only its own faults are told.
    """
    from malibrief.cli import days
    from malibrief.facts import checks, load

    settle_language(ctx, given)
    if given.as_of and not given.stale:
        raise UsageError(say("--as-of: there is nothing to see from a day without --stale"))
    day = days.read(given.as_of or "today", "--as-of", today()).last if given.stale else None
    files, told = _to_check(ctx, given, path)
    base, findings = load.assembled(files)
    findings += checks.findings(base) if base else []
    due = _due(base, day) if base and day and not _count(findings, "error") else []
    if told:
        findings, due = ([finding for finding in found if finding.path == told] for found in (findings, due))
    text = "".join(f"{finding}\n" for finding in (*findings, *due))
    streams.emit(text, streams.Shape(pager=False), os.environ)
    facts = [place for place in (base.facts if base else ()) if told in (None, place.path)]
    errors, warnings = (_count(findings, severity) for severity in ("error", "warning"))
    counted = {
        "facts": plural(len(facts), "fact"),
        "errors": plural(errors, "error"),
        "warnings": plural(warnings, "warning"),
    }
    if day:
        streams.note(say("{facts} read, {errors}, {warnings}, {due} to look at again", **counted, due=number(len(due))))
    else:
        streams.note(say("{facts} read, {errors}, {warnings}", **counted))
    if base:
        _note_unchecked(base, told)
    if base is None or any(finding.rule in load.FATAL for finding in findings):
        raise typer.Exit(FactBaseError.exit_code)
    if errors:
        raise typer.Exit(MalibriefError.exit_code)


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
