"""The commands `brief` and `diff`: how things stood on a day, and what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from malibrief.briefing import report, sections, standing
from malibrief.briefing.lines import SECTIONS
from malibrief.cli import days, options, streams
from malibrief.cli.base import open_base, today
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


SECTIONS_OF = {
    "missions": ("missions",), "people": ("offices", "missions"), "sanctions": ("measures",), "agreements": ("agreements",),
}  # fmt: skip
"""The sections of a briefing that show each topic whose facts last."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    section = {"section": options.SECTION_OPTION}
    if name == "brief":
        return options.with_options(
            brief, options.AS_OF_OPTION, section, options.CARD_OPTIONS, options.SCREEN_OPTIONS, options.BASE_OPTIONS
        )
    form = "A day, a month or year (meaning its last day), or today."
    both = [
        options.argument(which, str, typer.Argument(metavar=f"{which.upper()}-DAY", help=form))
        for which in ("first", "second")
    ]
    return options.with_options(
        diff, section, options.CARD_OPTIONS, options.SCREEN_OPTIONS, options.BASE_OPTIONS, first=both
    )


def brief(ctx: typer.Context, given: Options) -> None:
    """Show who holds office, missions with mandates, heads and strength, sanctions, agreements, money and the latest figures.

    Without --as-of, the day is the one up to which the base tells what matters. "~" marks what is only possible on that day:
    its dates are vague, or it was last reported before. Nothing from after the day is included.
    """
    base = open_base(ctx, given)
    asked = given.as_of
    day = base.note.covered if asked is None else days.read(asked, "--as-of", today())
    names = _sections(given.section, SECTIONS)
    facts = query.everything(base.index)
    tables = query.tables_of(base.index, facts)
    stood = standing.standing(facts, tables, day.last)
    note_ended([found for found in facts if set(SECTIONS_OF.get(found.topic, ())) & set(names)], day.last)
    view = report.brief(stood, names, tables.sources, base.note)
    output = streams.output_of(given)
    _note_beyond(base, day.last, output.form)
    if not any(lines for _, _, lines in view.sections):
        streams.note(f"nothing is recorded for {iso(day.last).in_words}")
    output.write(formats.brief(view, output.form, output.page))


def diff(ctx: typer.Context, given: Options, first: str, second: str) -> None:
    """Compare offices, missions, mandates, measures, agreements, and figures that are known on both days.

    The milestones between the two days come last. Money and statements are left to their own listings.
    """
    base = open_base(ctx, given)
    earlier, later = sorted(days.read(text, "DAY", today()).last for text in (first, second))
    names = _sections(given.section, report.COMPARED)
    facts = query.everything(base.index)
    tables = query.tables_of(base.index, facts)
    stood = [standing.standing(facts, tables, day) for day in (earlier, later)]
    between = sections.milestones(facts, earlier, later)
    changes = standing.changes(*stood)
    output = streams.output_of(given)
    _note_beyond(base, later, output.form)
    view = report.difference(changes, between, names, facts, tables.sources, base.note)
    if earlier == later:
        streams.note(f"both days are {iso(earlier).in_words}")
    elif not any(found for _, _, found in view.sections):
        streams.note(f"no change is recorded between {iso(earlier).in_words} and {iso(later).in_words}")
    output.write(formats.diff(view, output.form, output.page))


def _sections(wanted: list[str] | None, available: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the wanted sections, in the order of `available`; all by default. Raises UsageError for an unknown one."""
    known = tuple(available)
    asked = [name.strip() for text in wanted or () for name in text.split(",")]
    for name in asked:
        if name not in known:
            near = did_you_mean(name, known)
            meant = f"; {near}" if near else ""
            raise UsageError(f"--section: there is no section {name!r}{meant}\n    sections: {', '.join(known)}")
    return tuple(name for name in known if not asked or name in asked)


def _note_beyond(base: Base, day: int, form: str) -> None:
    """Note that the base does not cover a day, where it does not; formats with a heading say it below that."""
    beyond = base.note.beyond(day)
    if beyond and form not in formats.HEADED:
        streams.note(beyond)
