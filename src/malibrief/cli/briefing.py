"""`brief` and `diff`: how things stood on a day, and what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from malibrief.briefing import report, sections, standing
from malibrief.briefing.lines import SECTIONS
from malibrief.cli import days, options, streams
from malibrief.cli.base import opened, today
from malibrief.cli.finish import note_ended
from malibrief.errors import UsageError
from malibrief.facts.dates import iso
from malibrief.index import query
from malibrief.render import formats
from malibrief.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from malibrief.cli.base import Base
    from malibrief.cli.given import Options
    from malibrief.facts.model import Source
    from malibrief.index.results import FoundFact
    from malibrief.render.page import Page


TOLD_IN = {
    "missions": ("missions",), "people": ("offices", "missions"), "sanctions": ("measures",), "agreements": ("agreements",),
}  # fmt: skip
"""The sections of a briefing that tell of what lasts, by topic."""


def command(name: str) -> Callable[..., None]:
    """Return the function of one of these commands, with its options."""
    section = {"section": options.SECTION}
    if name == "brief":
        return options.with_options(brief, options.AS_OF, section, options.CARD_SHAPE, options.SCREEN, options.BASE)
    form = "A day, a month or a year (its last day), or today."
    both = [
        options.argument(which, str, typer.Argument(metavar=f"{which.upper()}-DAY", help=form))
        for which in ("first", "second")
    ]
    return options.with_options(diff, section, options.CARD_SHAPE, options.SCREEN, options.BASE, first=both)


def brief(ctx: typer.Context, given: Options) -> None:
    """Show who holds office, missions with their mandates, heads and strength, sanctions, agreements, money, latest figures.

    Without --as-of, on the day up to which the facts were gathered. "~" marks what is uncertain on that day because
    its dates are vague. Nothing from after the day is told.
    """
    base = opened(ctx, given)
    asked = given.as_of
    day = base.note.updated if asked is None else days.read(asked, "--as-of", today())
    names = _sections(given.section, SECTIONS)
    facts, sources = _everything(base)
    stood = standing.standing(facts, sources, day.last)
    _note_beyond(base, day.last)
    note_ended([found for found in facts if set(TOLD_IN.get(found.topic, ())) & set(names)], day.last)
    view = report.brief(stood, names, sources, base.note)
    if not any(lines for _, _, lines in view.sections):
        streams.note(f"nothing is recorded of {iso(day.last).in_words}")
    _finish(given, lambda form, page: formats.brief(view, form, page))


def diff(ctx: typer.Context, given: Options, first: str, second: str) -> None:
    """Show what began, ended or changed: offices, missions, mandates, measures, agreements, figures that both days have.

    The milestones between them come last. Money and statements are left to the listings.
    """
    base = opened(ctx, given)
    both = sorted(days.read(text, "DAY", today()).last for text in (first, second))
    names = _sections(given.section, report.COMPARED)
    facts, sources = _everything(base)
    stood = [standing.standing(facts, sources, day) for day in both]
    between = sections.milestones(facts, both[0], both[1])
    changes = standing.changes(*stood)
    _note_beyond(base, both[1])
    view = report.difference(changes, between, names, facts, sources, base.note)
    if both[0] == both[1]:
        streams.note(f"both days are {iso(both[0]).in_words}")
    elif not any(found for _, _, found in view.sections):
        streams.note(f"no change is recorded between {iso(both[0]).in_words} and {iso(both[1]).in_words}")
    _finish(given, lambda form, page: formats.diff(view, form, page))


def _sections(wanted: list[str] | None, among: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the sections that are asked for, in their order, all by default; UsageError for an unknown one."""
    known = tuple(among)
    asked = [name.strip() for text in wanted or () for name in text.split(",")]
    for name in asked:
        if name not in known:
            near = did_you_mean(name, known)
            meant = f"; {near}" if near else ""
            raise UsageError(f"--section: there is no section {name!r}{meant}\n    sections: {', '.join(known)}")
    return tuple(name for name in known if not asked or name in asked)


def _everything(base: Base) -> tuple[list[FoundFact], dict[str, Source]]:
    """Return all facts in the order of time, and their sources."""
    facts = query.everything(base.index)
    return facts, query.sources_of(base.index, (cite for found in facts for cite in found.fact.sources))


def _note_beyond(base: Base, day: int) -> None:
    """Note when a day lies after the day up to which facts were gathered."""
    if day > base.note.updated.last:
        streams.note(f"facts were gathered up to {base.note.updated.in_words}; nothing is known of {iso(day).in_words}")


def _finish(given: Options, draw: Callable[[str, Page], str]) -> None:
    """Write what is drawn in the format and for the page that the options ask for."""
    output = streams.output_of(given)
    output.write(draw(output.form, output.page))
