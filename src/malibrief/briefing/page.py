"""Shorten a briefing to one page: who governs, who is there, what binds and counts, what happened last and what is to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.briefing import sections
from malibrief.briefing.figures import UNRANKED
from malibrief.briefing.lines import SECTIONS
from malibrief.briefing.report import Brief
from malibrief.facts.evidence import cited_on
from malibrief.facts.model import Mission, Sanction
from malibrief.index.results import of_type
from malibrief.language import say, spoken
from malibrief.text import joined

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.briefing.standing import Standing
    from malibrief.facts.model import Source
    from malibrief.index.results import FactBaseNote, FoundFact, Tables

MOST = {
    "offices": 5, "missions": 6, "measures": 5, "agreements": 5, "figures": 5, "milestones": 5, "ahead": 4,
}  # fmt: skip
"""The sections of a page, and how many lines each has at most."""
YIELDING = ("agreements", "measures", "missions", "agreements", "measures", "offices", "ahead", "missions") * 2
"""The sections that have one line less each time that the page is too long, one after the other."""
HEADINGS = SECTIONS | {"missions": "Missions", "milestones": "The last milestones"}
"""The English headings of a page's sections, shorter than those of a whole briefing."""
LENGTH, WIDTH = 60, 100
"""How many lines a page has at most where it is 100 characters wide."""
_DATE = {"en": "18 Aug 2020", "fr": "18 sept. 2020"}
"""One of the longest dates in each language."""


def page(stood: Standing, facts: Sequence[FoundFact], tables: Tables, base: FactBaseNote, ids: bool = False) -> Brief:
    """Make the page for a day: a line for each fact, with the sources of what it tells; empty sections are left out.

    What belongs to a mission or a regime is told in its line. Where a section has too many lines, or all of them too many, the
    last of it are left out. `facts` are all facts of the base, in the order of time.
    """
    groups = _groups(stood, facts, tables)
    most = dict(MOST)
    view = _page(stood, groups, most, tables, base, ids)
    for name in YIELDING:
        if _length(view) <= LENGTH:
            break
        most[name] = max(min(most[name], len(groups[name])) - 1, 0)
        view = _page(stood, groups, most, tables, base, ids)
    return view


def _groups(stood: Standing, facts: Sequence[FoundFact], tables: Tables) -> dict[str, list[list[Line]]]:
    """Return for each section of a page the lines that it may have, the most important first, each as the lines told in it."""
    heading_offices = _first_offices(tables)
    begun = [found for found in facts if found.span and found.span.first <= stood.day]
    last = sections.milestones(begun, 0, stood.day)[-MOST["milestones"] :]
    chosen = {
        "offices": _of_the_state(stood.section("offices"), tables),
        "missions": _by_rank(_gathered(stood.section("missions")), facts),
        "measures": _worldwide_last(_gathered(stood.section("measures")), facts),
        "milestones": [[line] for line in last],
    }
    every = {name: chosen.get(name, [[line] for line in stood.section(name)]) for name in MOST}
    return {name: [_parts(group, heading_offices) for group in groups] for name, groups in every.items()}


def _page(
    stood: Standing,
    groups: Mapping[str, list[list[Line]]],
    most: Mapping[str, int],
    tables: Tables,
    base: FactBaseNote,
    ids: bool,
) -> Brief:
    """Return the page that has at most so many lines in each section, and names what it leaves out."""
    cited: dict[str, Source] = {}
    chosen = {name: each[: most[name]] for name, each in groups.items() if each[: most[name]]}
    lines = {
        name: [_in_one(group, tables.sources, cited, stood.day) for group in each] for name, each in chosen.items()
    }
    told = {line.key for each in chosen.values() for group in each for line in group}
    left = {name: sum(line.key not in told for line in stood.section(name)) for name in SECTIONS}
    shown = [(name, say(HEADINGS[name]), each) for name, each in lines.items()]
    return Brief(stood.day, shown, cited, base, ids, short=True, left_out={name: n for name, n in left.items() if n})


def _length(view: Brief) -> int:
    """Return about how many lines a page has, rather too many than too few."""
    texts = [
        f"{line.title}{line.detail}{line.until or ''}{line.last_reported}"
        for _, _, lines in view.sections
        for line in lines
    ]
    date = _DATE[spoken()]
    lines = sum(1 + (len(text) + 12) // (WIDTH - len(date) - 5) for text in texts)
    sources = sum(len(f"[1] {source.publisher}, {date}  ") for source in view.sources.values())
    around = [f"{view.base.title} · {view.base.reach}", view.more, view.key, view.base.beyond(view.day)]
    return 3 + len(view.sections) + lines + 1 + sources // WIDTH + sum(-(-len(text) // (WIDTH - 3)) for text in around)


def _of_the_state(lines: Iterable[Line], tables: Tables) -> list[list[Line]]:
    """Return the lines on offices of the State, each by itself, without those of deputies."""
    offices = (tables.offices[line.group] for line in lines if line.group)
    return [[line] for line, office in zip(lines, offices, strict=True) if office.state and not office.deputy]


def _gathered(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines that stand by themselves, each followed by those that belong to it; what belongs to these is left out."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if line.under is None:
            groups[line.key] = [line]
        elif line.under in groups:
            groups[line.under].append(line)
    return list(groups.values())


def _by_rank(groups: Iterable[list[Line]], facts: Iterable[FoundFact]) -> list[list[Line]]:
    """Return the groups of missions by their rank, those without one last."""
    ranks = {found.fact.id: found.fact.rank for found in of_type(facts, Mission)}
    return sorted(groups, key=lambda group: ranks[group[0].id] or UNRANKED)


def _worldwide_last(groups: Iterable[list[Line]], facts: Iterable[FoundFact]) -> list[list[Line]]:
    """Return the groups of regimes and measures with those that concern the country of the base alone first."""
    worldwide = {found.fact.id for found in of_type(facts, Sanction) if found.fact.worldwide}
    return sorted(groups, key=lambda group: group[0].id in worldwide)


def _first_offices(tables: Tables) -> set[str]:
    """Return the ids of the offices that come first in each mission, by their rank."""
    ranked = sorted(tables.offices.values(), key=lambda office: -office.rank)
    return set({office.serves: office.id for office in ranked if office.serves}.values())


def _parts(group: Sequence[Line], heading_offices: Container[str]) -> list[Line]:
    """Return the lines of a group that a page tells: the first, its mandate or renewal, first strength, head, and listings.

    The head holds one of the `heading_offices`.
    """
    first, *others = group
    ends = [line for line in others if line.until]
    strengths = [line for line in others if line.is_figure]
    heads = [line for line in others if line.is_office and line.group in heading_offices]
    listings = [line for line in others if line.is_listings]
    return [first, *ends[:1], *strengths[:1], *heads[:1], *listings[:1]]


def _in_one(parts: Sequence[Line], sources: Mapping[str, Source], cited: dict[str, Source], day: int) -> Line:
    """Return these lines in one: the first, with what each tells and one source of each for the day.

    The sources are entered into `cited`, in the order in which they are first cited.
    """
    first = parts[0]
    told = map(_told, parts)
    is_told_by_others = first.section == "measures" and bool(parts[1:]) and first.reported is None
    until = next((line.until for line in parts if line.until), None)
    names = dict.fromkeys(
        _one_source(line, sources, cited, day) for line in (parts[1:] if is_told_by_others else parts)
    )
    return msgspec.structs.replace(first, until=until, detail=joined(filter(None, told)), sources=tuple(names))


def _told(line: Line) -> str:
    """Return what a line tells on a page beside its title; of a line that belongs to another, its title too."""
    detail = line.detail if line.brief is None else line.brief
    if line.under is None:
        return detail
    if line.is_office:
        return detail if line.certain else say("possibly {detail}", detail=detail)
    if line.is_figure:
        return say("{name}: {text}", name=line.title, text=f"{detail} ({line.since.short})" if line.since else detail)
    return detail


def _one_source(line: Line, sources: Mapping[str, Source], cited: dict[str, Source], day: int) -> str:
    """Return the source to cite for a line on a day: of the best group one that is cited already, or else its first, which then is."""
    best = cited_on([sources[name] for name in line.sources], day, line.horizon)[0]
    source = next((source for source in best if source.id in cited), best[0])
    cited.setdefault(source.id, source)
    return source.id
