"""The commands about given facts: `show` and `cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from malibrief.cli import meaning, options, streams
from malibrief.cli.base import Base, open_base
from malibrief.errors import NotFound, UsageError
from malibrief.facts.model import Office
from malibrief.index import query
from malibrief.language import say
from malibrief.render import formats
from malibrief.views import card, citations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from malibrief.cli.given import Options
    from malibrief.index.results import AnyFound, Entry
    from malibrief.views.dossier import Dossier


CITE_SUFFIXES = {".txt": "footnote", ".bib": "bibtex", ".json": "csl", ".ris": "ris"}
"""The citation format for each suffix of an output file."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    declared = typer.Argument(
        metavar="ID...", help="Names of facts, persons, places or offices; acronyms, numbers, ids."
    )
    keys = options.argument("keys", list[str], declared, completed_by="ids")
    every = options.CARD_OPTIONS | options.EVERY_OPTION
    run, shape = (show, every) if name == "show" else (cite, options.CITE_OPTIONS)
    return options.with_options(run, shape, options.SCREEN_OPTIONS, options.BASE_OPTIONS, first=[keys])


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
    cards = [_card_of(base, each) for each in found]
    offices = query.tables_of(base.index, ()).offices if meant.word == "person" else {}
    return dossier.dossier(meant.word, meant.title, found, entries, cards, also, base.note, offices)
