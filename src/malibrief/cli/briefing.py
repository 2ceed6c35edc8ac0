"""`brief` and `diff`: how things stood on a day, and what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from malibrief import briefs, query, render, standing
from malibrief.cli import options, streams
from malibrief.cli.base import environment, opened, paths_of, today
from malibrief.cli.listings import shape_of
from malibrief.dates import PartialDate, iso
from malibrief.errors import UsageError
from malibrief.text import did_you_mean
from malibrief.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.cli.base import Base
    from malibrief.cli.streams import Shape
    from malibrief.model import Source
    from malibrief.query import Found
    from malibrief.render import Page


def command(name: str) -> Callable[..., None]:
    """The function of one of these commands, with its options."""
    if name == "brief":
        section = {"section": options.SECTION}
        return options.signed(brief, options.AS_OF, section, options.CARD_SHAPE, options.SCREEN, options.BASE)
    told = "A day, a month or a year (its last day), or today."
    days = [
        options.argument(name, str, typer.Argument(metavar=f"{name.upper()}-DAY", help=told))
        for name in ("first", "second")
    ]
    return options.signed(diff, options.CARD_SHAPE, options.SCREEN, options.BASE, first=days)


def brief(ctx: typer.Context, **given: Any) -> None:
    """Who holds office, missions with their mandates, heads and strength, sanctions, agreements, money, the latest figures.

    Without --as-of, on the day up to which the facts were gathered. "~" marks what is known too vaguely to be sure of
    that day. Nothing from after the day is told.
    """
    base = opened(paths_of(ctx, given["facts"], given["add"]))
    day = options.day(given["as_of"], "--as-of", today()) or base.note.updated
    names = _sections(given["section"])
    facts, sources = _everything(base)
    stood = standing.standing(facts, sources, day.last)
    _beyond(base, day.last)
    _finish(given, lambda form, page: render.brief(briefs.brief(stood, names, sources, base.note), form, page))


def diff(ctx: typer.Context, first: str, second: str, **given: Any) -> None:
    """What began, ended or changed: offices, missions, mandates, measures, agreements, figures that both days have.

    And the milestones between them. Money and statements are left to the listings.
    """
    base = opened(paths_of(ctx, given["facts"], given["add"]))
    days = sorted(_day(text).last for text in (first, second))
    facts, sources = _everything(base)
    stood = [standing.standing(facts, sources, day) for day in days]
    between = standing.milestones(facts, days[0], days[1])
    changes = standing.changes(*stood)
    _beyond(base, days[1])
    view = briefs.difference(changes, between, facts, sources, base.note)
    _finish(given, lambda form, page: render.diff(view, form, page))


def _day(text: str) -> PartialDate:
    day = options.day(text, "DAY", today())
    assert day is not None
    return day


def _sections(wanted: list[str] | None) -> tuple[str, ...]:
    for name in wanted or ():
        if name not in standing.SECTIONS:
            near = did_you_mean(name, standing.SECTIONS)
            raise UsageError(
                f"--section: there is no section {name!r}{'; ' + near if near else ''}\n    sections: {', '.join(standing.SECTIONS)}"
            )
    return tuple(name for name in standing.SECTIONS if not wanted or name in wanted)


def _everything(base: Base) -> tuple[list[Found], dict[str, Source]]:
    facts = query.select(base.index, query.Filter(tuple(TOPICS)))
    return facts, query.sources_of(base.index, (cite for found in facts for cite in found.fact.sources))


def _beyond(base: Base, day: int) -> None:
    """Say so when a day lies after the day up to which facts were gathered."""
    if day > base.note.updated.last:
        streams.note(f"facts were gathered up to {base.note.updated.in_words}; nothing is known of {iso(day).in_words}")


def _finish(given: dict[str, Any], draw: Callable[[str, Page], str]) -> None:
    shape: Shape = shape_of(given)
    environ = environment()
    form = streams.form_of(shape)
    streams.emit(draw(form, streams.page_of(shape, environ)), shape, environ)
