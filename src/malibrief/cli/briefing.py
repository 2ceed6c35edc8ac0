"""The commands `brief` and `diff`: how things stood on a day, and what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from malibrief.briefing import page, report, sections, standing
from malibrief.briefing.lines import SECTIONS
from malibrief.cli import days, options, streams
from malibrief.cli.base import open_base, today
from malibrief.cli.finish import note_ended, note_left_out
from malibrief.errors import UsageError
from malibrief.facts.dates import iso
from malibrief.index import query
from malibrief.language import say
from malibrief.render import formats
from malibrief.text import asking, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from malibrief.cli.base import Base
    from malibrief.cli.given import Options
    from malibrief.facts.dates import PartialDate


SECTIONS_OF = {
    "missions": ("missions",), "people": ("offices", "missions"), "sanctions": ("measures",), "agreements": ("agreements",),
}  # fmt: skip
"""The sections of a briefing that show each topic whose facts last."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    common = (options.SCREEN_OPTIONS, options.BASE_OPTIONS)
    if name == "brief":
        section = {"section": options.naming(options.SECTION_OPTION, tuple(SECTIONS))}
        what = "The day, like --as-of: a day, a month or year (meaning its last day), or words such as yesterday."
        about = typer.Argument(metavar="[DAY]", help=what, show_default=False)
        day = options.argument("day", list[str] | None, about, None)
        page_options = (options.AS_OF_OPTION, section, options.FULL_OPTION, options.IDS_OPTION)
        return options.with_options(brief, *page_options, options.BRIEF_OPTIONS, *common, first=[day])
    section = {"section": options.naming(options.SECTION_OPTION, tuple(report.COMPARED))}
    what = (
        "Each is a day, a month or year (meaning its last day), or words such as yesterday; "
        "without the second, the day up to which the base tells what matters."
    )
    about = typer.Argument(metavar="FIRST-DAY [SECOND-DAY]", help=what)
    both = options.argument("between", list[str], about)
    own = (section, options.IDS_OPTION, options.EXIT_CODE_OPTION)
    return options.with_options(diff, *own, options.CARD_OPTIONS, *common, first=[both])


def brief(ctx: typer.Context, given: Options, day: list[str] | None) -> None:
    """Show on one page who governs, which missions are there, sanctions, agreements, figures, milestones and what is set to end.

    --full shows every line, with money, statements and sources in full. Without a day, it is the one up to which the base tells
    what matters. "~" marks what is only possible then: its dates are vague, or it was last reported before. Nothing later is
    told, and a later source cited only if there is no other.
    """
    base = open_base(ctx, given)
    date = _day_asked(base, given, day)
    output = streams.output_of(given)
    names = _sections(given.section, SECTIONS)
    if output.form == "ics":
        if given.section and "ahead" not in names:
            raise UsageError(say("--section: ics has the section ahead only; drop --section or choose another format"))
        names = ("ahead",)
    facts = query.everything(base.index)
    # What began later is not told, so its sources need not be read.
    begun = (found for found in facts if found.span is None or found.span.first <= date.last)
    tables = query.tables_of(base.index, begun)
    stood = standing.standing(facts, tables, date.last)
    note_ended([found for found in facts if set(SECTIONS_OF.get(found.topic, ())) & set(names)], date.last)
    if given.full or given.section or output.form not in formats.HEADED:
        view = report.brief(stood, names, tables.sources, base.note, given.ids)
    else:
        view = page.page(stood, facts, tables, base.note, given.ids)
    _note_beyond(base, date.last, output.form)
    if output.form == "ics" or names == ("ahead",):
        _note_ahead(view, output)
    elif not any(lines for _, _, lines in view.sections):
        streams.note(say("nothing is recorded for {day:words}", day=iso(date.last)))
    output.write(formats.brief(view, output.form, output.page))


def _note_ahead(view: report.Brief, output: streams.Output) -> None:
    """Note that nothing is set to end, or what a calendar leaves out of it."""
    if output.form == "ics":
        from malibrief.views.dated import ahead

        note_left_out(ahead(view), output, "fact")
    if not any(lines for _, _, lines in view.sections):
        streams.note(say("nothing is set to end in the twelve months after {day:words}", day=iso(view.day)))


def _day_asked(base: Base, given: Options, words: list[str] | None) -> PartialDate:
    """Return the day of a briefing: that of its words or of --as-of, else the one up to which the base tells what matters.

    Raises UsageError for a text that is not a day, and for two different days.
    """
    newest = base.newest
    asked = [days.read(" ".join(words), say("DAY"), today(), newest)] if words else []
    asked += [days.read(given.as_of, "--as-of", today(), newest)] if given.as_of is not None else []
    if len(set(asked)) > 1:
        one, other = asked
        raise UsageError(say("the day is given twice, as {one} and as --as-of {other}: give one", one=one, other=other))
    return asked[0] if asked else base.note.covered


def diff(ctx: typer.Context, given: Options, between: list[str]) -> None:
    """Compare offices, missions, mandates, measures, agreements, and figures that are known on both days.

    The milestones between the two days come last. Money and statements are left to their own listings. The exit code is 0
    whatever changed; with --exit-code it is 1 if something did.
    """
    base = open_base(ctx, given)
    earlier, later = _days_between(base, between)
    names = _sections(given.section, report.COMPARED)
    facts = query.everything(base.index)
    tables = query.tables_of(base.index, facts)
    stood = [standing.standing(facts, tables, day) for day in (earlier, later)]
    milestones = sections.milestones(facts, earlier, later)
    changes = standing.changes(*stood)
    output = streams.output_of(given)
    _note_beyond(base, later, output.form)
    view = report.difference(changes, milestones, names, facts, tables.sources, base.note, given.ids)
    if view.none and output.form not in formats.HEADED:
        streams.note(view.none)
    output.write(formats.diff(view, output.form, output.page))
    if given.exit_code and not view.none:
        raise typer.Exit(1)


def _days_between(base: Base, words: list[str]) -> tuple[int, int]:
    """Return the two days to compare, the earlier first.

    Where only one is given, the other is the day up to which the base tells what matters or, where that is not later, today.
    """
    asked = [date.last for date in days.one_or_two(words, say("DAY"), today(), base.newest)]
    if len(asked) == 1:
        covered = base.note.covered.last
        until = covered if asked[0] < covered else today().last
        known = "compared with {day:words}, up to which the base tells what matters"
        streams.note(say(known if until == covered else "compared with {day:words}, today", day=iso(until)))
        asked.append(until)
    if asked[1] < asked[0]:
        streams.note(
            say(
                "the earlier day comes first: from {first:words} to {second:words}",
                first=iso(asked[1]),
                second=iso(asked[0]),
            )
        )
    return min(asked), max(asked)


def _sections(wanted: list[str] | None, available: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the wanted sections, in the order of `available`; all by default. Raises UsageError for an unknown one."""
    known = tuple(available)
    named = {fold(form): name for name in known for form in (say(SECTIONS[name]), SECTIONS[name], say(name), name)}
    given = [name.strip() for text in wanted or () for name in text.split(",")]
    for name in given:
        if fold(name) not in named:
            near = nearest(name, map(say, known))
            said = asking(say("--section: there is no section {name!r}", name=name), name, map(say, known))
            sections = say("    sections: {names}", names=", ".join(map(say, known)))
            raise UsageError(f"{said}\n{sections}", (name, near[0]) if near else None)
    asked = {named[fold(name)] for name in given}
    return tuple(name for name in known if not asked or name in asked)


def _note_beyond(base: Base, day: int, form: str) -> None:
    """Note that the base does not cover a day, where it does not; formats with a heading say it below that."""
    beyond = base.note.beyond(day)
    if beyond and form not in formats.HEADED:
        streams.note(beyond)
