"""How things stood on a day, and what changed between two days: pure functions of facts and days.

A `Standing` is lines in sections, each the word of one fact with its date, id and sources. Nothing from after the day is
told: no end of a period, no summary that may look back, no sum that was only counted later. What is known too vaguely to
say whether it stood that day is `certain=False`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import UNKNOWN, PartialDate, iso
from malibrief.model import happenings_of, label_of
from malibrief.text import fold, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.model import Source
    from malibrief.query import Found

SECTIONS = {
    "offices": "Who holds office",
    "missions": "Missions, their mandates, heads and strength",
    "measures": "Sanctions",
    "agreements": "Agreements in force",
    "money": "Money",
    "figures": "Latest figures",
    "statements": "What was said in the twelve months before",
    "milestones": "Milestones of the twelve months before",
}
"""The sections of a briefing, in the order in which a reader needs them, with their headings."""

STATE = (
    "president-mali", "interim-president-mali", "transition-president-mali", "junta-leader-mali",
    "transition-vice-president-mali", "prime-minister-mali", "foreign-minister-mali", "defence-minister-mali",
)  # fmt: skip
"""The offices of the State that come first, in their order."""

RECENT_YEARS = 2
"""A figure that is older than so many years is no longer told as the latest."""

FADING_YEARS = 3
"""A holder whose end is not known is told as possible for so many years after the last day that is known."""

_MEASURED = ("ceiling", "contributor", "planned", "peak", "authorised", "depart", "withdraw", "repatriate", "separate", "target",
             "served", "trained", "engaged", "stated", "pledge")  # fmt: skip


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one fact says of a day.

    `key` is the same on every day on which it is the same thing; `under` is the key of the line that it belongs to;
    `until` is an end that was decided by then, such as a mandate's.
    """

    section: str
    key: str
    topic: str
    id: str
    title: str
    detail: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    value: int | float | None = None
    unit: str | None = None
    group: str | None = None
    under: str | None = None
    certain: bool = True
    sources: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """How things stood on a day (a bound such as 20210514): lines by key, in the order of the sections."""

    day: int
    lines: dict[str, Line]

    def section(self, name: str) -> list[Line]:
        """The lines of one section; an empty list where nothing stood."""
        return [line for line in self.lines.values() if line.section == name]


class Changes(msgspec.Struct, frozen=True):
    """What is different on the second of two days: lines that came, lines that went, and pairs of lines that changed."""

    first: int
    second: int
    began: list[Line]
    ended: list[Line]
    changed: list[tuple[Line, Line]]


def standing(facts: Sequence[Found], sources: Mapping[str, Source], day: int) -> Standing:
    """How things stood on `day`, by these facts (all of a fact base) and their sources."""
    there = [found for found in facts if found.span and found.span.covers(day)]
    by_topic: dict[str, list[Found]] = {}
    for found in facts:
        if found.span and found.span.first <= day:
            by_topic.setdefault(found.topic, []).append(found)
    missions = [found for found in there if found.topic == "missions"]
    holders = [found for found in there if found.topic == "people" and _told_still(found, day)]
    lines = [
        *_offices(holders, missions, day),
        *_missions(missions, holders, by_topic, day),
        *_measures(there, by_topic.get("resolutions", []), day),
        *_agreements(there, day),
        *_money(by_topic.get("funding", []), sources, day),
        *_figures(by_topic.get("figures", []), {found.fact.id for found in facts if found.topic == "missions"}, day),
        *_statements(by_topic.get("statements", []), day),
        *_milestones(by_topic, year_before(day), day),
    ]
    return Standing(day, {line.key: line for line in lines})


def changes(first: Standing, second: Standing) -> Changes:
    """What must be done to the first standing to get the second."""
    return Changes(
        first.day,
        second.day,
        [line for key, line in second.lines.items() if key not in first.lines],
        [line for key, line in first.lines.items() if key not in second.lines],
        [
            (first.lines[key], line)
            for key, line in second.lines.items()
            if key in first.lines and first.lines[key] != line
        ],
    )


def apply(difference: Changes, first: Standing) -> Standing:
    """The second standing, from the first and the difference; the order of lines is not kept."""
    gone = {line.key for line in difference.ended}
    lines = {key: line for key, line in first.lines.items() if key not in gone}
    lines |= {after.key: after for _, after in difference.changed} | {line.key: line for line in difference.began}
    return Standing(difference.second, lines)


def _told_still(found: Found, day: int) -> bool:
    """Whether a holder whose end is not known was known to be there lately enough to be told of."""
    return found.span is not None and (found.fact.end != UNKNOWN or found.span.sure_last >= day - FADING_YEARS * 10000)


def year_before(day: int) -> int:
    """The same day a year earlier, as a bound."""
    return day - 10000


def _line(section: str, key: str, found: Found, day: int, **more: Any) -> Line:
    fact = found.fact
    certain = found.span is not None and found.span.covers(day) == "certain"
    given: dict[str, Any] = {
        "title": label_of(fact),
        "sources": tuple(fact.sources),
        "since": getattr(fact, "start", None) or getattr(fact, "date", None),
        "certain": certain,
    }
    return Line(section, key, found.topic, fact.id, **(given | more))


def _offices(holders: Iterable[Found], missions: Sequence[Found], day: int) -> list[Line]:
    """Holders of offices that are not those of a mission that is there (which are told under the mission)."""
    holders = [found for found in holders if mission_of(found, missions) is None]
    holders.sort(
        key=lambda found: (_rank(found.fact.office), found.fact.organisation, found.span.first if found.span else 0)
    )
    return [
        _line("offices", f"office/{found.fact.id}", found, day, detail=found.fact.role, group=found.fact.office)
        for found in holders
    ]


def _rank(office: str) -> int:
    if office in STATE:
        return STATE.index(office)
    return len(STATE) + (not office.endswith("-mali"))


def _missions(missions: list[Found], holders: list[Found], by_topic: dict[str, list[Found]], day: int) -> list[Line]:
    """Each mission with what is known of its mandate, ceilings, heads and strength; contingents under their mission."""
    ids = {found.fact.id for found in missions}
    lines: list[Line] = []
    for found in missions:
        fact = found.fact
        part_of = next((target for target in fact.about if target in ids), None) if "within " in fact.lead else None
        detail = f"{fact.kind}, led by {fact.lead}" if part_of is None else fact.lead
        under = f"mission/{part_of}" if part_of else None
        lines.append(_line("missions", f"mission/{fact.id}", found, day, detail=detail, under=under))
        lines += _mandate(fact.id, by_topic.get("resolutions", []), day)
        lines += _heads(found, holders, day)
        lines += _strength(fact.id, by_topic.get("figures", []), day)
    return _in_order(lines)


def _in_order(lines: list[Line]) -> list[Line]:
    """Every line after the one that it belongs to, a mission's own lines before its contingents."""
    children: dict[str | None, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.under is not None and line.topic == "missions"):
        children.setdefault(line.under, []).append(line)

    def below(key: str | None) -> list[Line]:
        return [entry for line in children.get(key, []) for entry in (line, *below(line.key))]

    return below(None)


def _mandate(mission: str, resolutions: Iterable[Found], day: int) -> list[Line]:
    """The mandate in force, or the last one where it has run out; and the ceilings that were last set."""
    of_mission = [found for found in resolutions if found.fact.mission == mission]
    mandates = [found for found in of_mission if found.fact.mandate_until]
    lines = []
    if mandates:
        last = mandates[-1]
        until = last.fact.mandate_until
        word = "mandate" if until.last >= day else "no mandate: the last one ran out"
        told = f"{word}, {last.fact.symbol}. {last.fact.summary}"
        lines.append(
            _line(
                "missions",
                f"mission/{mission}/mandate",
                last,
                day,
                detail=told,
                until=until,
                under=f"mission/{mission}",
                certain=True,
            )
        )
    ceilings = [found for found in of_mission if found.fact.ceilings]
    if ceilings and mandates and mandates[-1].fact.mandate_until.last >= day:
        last = ceilings[-1]
        lines.append(
            _line(
                "missions",
                f"mission/{mission}/ceilings",
                last,
                day,
                title="Ceilings",
                detail=str(last.fact.ceilings),
                under=f"mission/{mission}",
                certain=True,
            )
        )
    return lines


def mission_of(holder: Found, missions: Sequence[Found]) -> Found | None:
    """The mission whose head, commander or deputy somebody is: the organisation has the mission's name."""
    organisation = fold(holder.fact.organisation)
    return next((found for found in missions if organisation.startswith(fold(found.fact.name))), None)


def _heads(mission: Found, holders: Iterable[Found], day: int) -> list[Line]:
    heads = [found for found in holders if mission_of(found, [mission])]
    heads.sort(
        key=lambda found: (
            "eputy" in found.fact.role,
            not found.fact.office.startswith(("srsg", "head")),
            found.fact.office,
        )
    )
    return [
        _line(
            "missions",
            f"office/{found.fact.id}",
            found,
            day,
            detail=found.fact.role,
            group=found.fact.office,
            under=f"mission/{mission.fact.id}",
        )
        for found in heads
    ]


def _strength(mission: str, figures: Iterable[Found], day: int) -> list[Line]:
    """The latest value of each series that counts the mission's own people, if it is not older than two years."""
    counted = [
        found
        for found in figures
        if found.fact.about[:1] == [mission]
        and found.fact.unit == "personnel"
        and not any(word in found.fact.series for word in _MEASURED)
    ]
    return [_figure("missions", found, day, under=f"mission/{mission}") for found in _latest(counted, day)]


def _latest(figures: Iterable[Found], day: int) -> list[Found]:
    """Of each series the last value whose date is wholly past, if it is recent; the newest first."""
    latest: dict[str, Found] = {}
    for found in figures:
        date = found.fact.date
        before = latest.get(found.fact.series)
        if date.last <= day and (before is None or date.last >= before.fact.date.last):
            latest[found.fact.series] = found
    recent = [found for found in latest.values() if found.fact.date.last >= day - RECENT_YEARS * 10000]
    return sorted(recent, key=lambda found: (-found.fact.date.last, found.fact.series))


def _figure(section: str, found: Found, day: int, under: str | None = None) -> Line:
    fact = found.fact
    told = f"{number(fact.value)} {fact.unit}"
    key = f"figure/{fact.series}" + (f"@{under}" if under else "")
    return _line(
        section,
        key,
        found,
        day,
        detail=told,
        value=fact.value,
        unit=fact.unit,
        group=fact.series,
        under=under,
        certain=True,
    )


def _measures(there: list[Found], resolutions: Iterable[Found], day: int) -> list[Line]:
    """Regimes and measures against the State, then how many persons and entities each regime lists, by name."""
    sanctions = [found for found in there if found.topic == "sanctions"]
    lines = []
    for found in sanctions:
        if found.fact.kind in ("regime", "state"):
            renewals = [
                entry for entry in resolutions if entry.fact.regime == found.fact.id and entry.fact.mandate_until
            ]
            until = renewals[-1].fact.mandate_until if renewals else None
            told = "; ".join(found.fact.measures) + (f". By {renewals[-1].fact.symbol}" if until else "")
            lines.append(_line("measures", f"measure/{found.fact.id}", found, day, detail=told, until=until))
    listed: dict[str, list[Found]] = {}
    for found in sanctions:
        if found.fact.kind in ("person", "entity"):
            listed.setdefault(found.fact.regime, []).append(found)
    for regime, listings in listed.items():
        names = ", ".join(label_of(found.fact) for found in listings)
        count = len(listings)
        sources = tuple(dict.fromkeys(source for found in listings for source in found.fact.sources))
        lines.append(
            _line(
                "measures",
                f"listings/{regime}",
                listings[-1],
                day,
                title=f"Listed under {regime}: {count}",
                detail=names,
                value=count,
                unit="listings",
                sources=sources,
                certain=all(found.span and found.span.covers(day) == "certain" for found in listings),
            )
        )
    return lines


def _agreements(there: Iterable[Found], day: int) -> list[Line]:
    lines = []
    for found in there:
        if found.topic == "agreements":
            pillars = f". Pillars: {'; '.join(found.fact.pillars)}" if found.fact.pillars else ""
            told = f"between {', '.join(found.fact.parties)}{pillars}"
            lines.append(_line("agreements", f"agreement/{found.fact.id}", found, day, detail=told))
    return lines


def _money(funding: Iterable[Found], sources: Mapping[str, Source], day: int) -> list[Line]:
    """Money whose period holds the day and that was known by then, and money that a source of the year before still told."""
    lines = []
    for found in funding:
        told = [date for name in found.fact.sources if (date := sources[name].date)]
        known = any(date.last <= day for date in told) or (found.span is not None and found.span.last <= day)
        quoted = any(year_before(day) <= date.last <= day for date in told)
        covers = found.span is not None and found.span.covers(day)
        if known and (covers or quoted):
            amount = "" if found.fact.amount is None else f", {found.fact.currency} {number(found.fact.amount)}"
            projects = f", {found.fact.projects} projects" if found.fact.projects else ""
            lines.append(
                _line(
                    "money",
                    f"money/{found.fact.id}",
                    found,
                    day,
                    detail=f"{found.fact.kind}{amount}{projects}",
                    value=found.fact.amount,
                    unit=found.fact.currency,
                    group=found.fact.kind,
                    certain=covers != "possible",
                )
            )
    return lines


def _figures(figures: Iterable[Found], missions: set[str], day: int) -> list[Line]:
    """The latest value of each series, but for the strength of missions, which is told under them while they are there."""
    apart = [found for found in figures if not (missions & set(found.fact.about) and found.fact.unit == "personnel")]
    return [_figure("figures", found, day) for found in _latest(apart, day)]


def _statements(statements: Iterable[Found], day: int) -> list[Line]:
    said = [found for found in statements if year_before(day) < found.fact.date.first and found.fact.date.last <= day]
    return [
        _line("statements", f"statement/{found.fact.id}", found, day, title=f"{found.fact.speaker}: {found.fact.title}",
              detail=found.fact.summary, certain=True)
        for found in said
    ]  # fmt: skip


def milestones(facts: Sequence[Found], after: int, day: int) -> list[Line]:
    """The milestones that happened after one day and up to another, oldest first."""
    by_topic: dict[str, list[Found]] = {}
    for found in facts:
        by_topic.setdefault(found.topic, []).append(found)
    return _milestones(by_topic, after, day)


def _milestones(by_topic: Mapping[str, Sequence[Found]], after: int, day: int) -> list[Line]:
    lines: list[Line] = []
    for name, found in ((name, found) for name, group in by_topic.items() for found in group if found.fact.milestone):
        for field, date, word in happenings_of(name, found.fact):
            if after < date.first and date.last <= day:
                title = label_of(found.fact) + (f": {word}" if word else "")
                key = f"milestone/{found.fact.id}/{field}"
                lines.append(_line("milestones", key, found, day, title=title, since=date, certain=True))
    return sorted(lines, key=lambda line: line.since.first if line.since else 0)


def day_in_words(day: int) -> str:
    """A bound as people say it: 20210514 -> "14 May 2021"."""
    return iso(day).in_words
