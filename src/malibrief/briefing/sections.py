"""All sections of a briefing but the one on missions: offices, sanctions, agreements, money, figures, statements, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from malibrief.briefing.figures import figure_lines, latest
from malibrief.briefing.lines import FADING_YEARS, line_of, year_before
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import LASTING, Event, Sanction
from malibrief.facts.told import detail_of, label_of, list_of, text_of
from malibrief.facts.topics import TOPICS, happenings_of
from malibrief.index.results import of_type
from malibrief.language import is_french, say
from malibrief.text import joined, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Agreement, Figure, Funding, Office, Person, Resolution, Source, Statement
    from malibrief.facts.spans import Span
    from malibrief.index.results import Found, FoundFact, Tables

_FoundT = TypeVar("_FoundT", bound="FoundFact")

MONEY_KINDS = (
    "commitment", "pledge", "disbursement", "appeal", "received", "budget", "appropriation", "cost", "suspension",
)  # fmt: skip
"""The kinds of money in the order in which a briefing lists them; all other kinds come last."""

YEARLY = ("appeal", "received")
"""The kinds of money that are of one year's plan."""


def is_recent(found: FoundFact, day: int) -> bool:
    """Return whether a fact without a known end was attested recently enough before a day to be listed; True for others.

    A fact that only its sources date is listed as possible: nobody has looked whether it still stands. So are sanctions, which
    stand until somebody lifts them, however seldom that is attested.
    """
    fact = found.fact
    if found.span is None or not isinstance(fact, LASTING) or isinstance(fact, Sanction):
        return True
    if (fact.end is None and fact.attested is None) or fact.end not in (None, UNKNOWN):
        return True
    return found.span.sure_last >= day - FADING_YEARS * 10000


def offices(holders: Iterable[Found[Person]], ranks: Mapping[str, Office], day: int) -> list[Line]:
    """Return the lines of these holders of offices by the rank of the office, those of one by when they came."""

    def order(holder: Found[Person]) -> tuple[int, int]:
        return ranks[holder.fact.office].rank, holder.span.first if holder.span else 0

    return [
        line_of(
            "offices", f"office/{found.fact.id}", found, day,
            detail=text_of(found.fact, "role"),
            group=found.fact.office,
        )
        for found in sorted(holders, key=order)
    ]  # fmt: skip


def measures(sanctions: Sequence[Found[Sanction]], resolutions: Iterable[Found[Resolution]], day: int) -> list[Line]:
    """Return the lines of regimes and of measures against the State, under each its renewal and whom it lists.

    Listings without a regime here come last. A worldwide regime is left out unless it lists somebody.
    """
    renewals: dict[str, Found[Resolution]] = {}
    for resolution in resolutions:
        if resolution.fact.regime and resolution.fact.mandate_until and resolution.fact.kind == "resolution":
            renewals[resolution.fact.regime] = resolution
    regimes = {found.fact.id: found for found in sanctions if found.fact.kind in ("regime", "state")}
    listed: dict[str, list[Found[Sanction]]] = {}
    for found in sanctions:
        if is_listing(found.fact):
            under = next((target for target in found.fact.about if target in regimes), found.fact.regime)
            listed.setdefault(under, []).append(found)
    lines: list[Line] = []
    for name, found in regimes.items():
        if name in listed or not found.fact.worldwide:
            lines += _regime_lines(found, renewals.get(name), day)
        if name in listed:
            lines.append(listings_line(name, listed.pop(name), day, under=_regime_key(found)))
    return lines + [listings_line(regime, group, day) for regime, group in listed.items()]


def is_listing(sanction: Sanction) -> bool:
    """Return whether a sanction is the listing of a person or an entity, not a regime or a measure against a state."""
    return sanction.kind in ("person", "entity")


def _regime_key(found: Found[Sanction]) -> str:
    """Return the key of the line of a regime or measure."""
    return f"measure/{found.fact.id}"


def _regime_lines(found: Found[Sanction], renewal: Found[Resolution] | None, day: int) -> list[Line]:
    """Return the line of a regime or measure with what it imposes, and that of its last `renewal`, if it had one."""
    key = _regime_key(found)
    measures = joined(list_of(found.fact, "measures"))
    brief = measures if found.fact.kind == "state" else ""
    lines = [line_of("measures", key, found, day, detail=measures, brief=brief)]
    if renewal and (until := renewal.fact.mandate_until):
        in_force = until.last >= day
        lines.append(
            line_of(
                "measures", f"{key}/renewal", renewal, day,
                detail=say("in force, {symbol}" if in_force else "has run out, {symbol}", symbol=renewal.fact.symbol),
                until=until,
                under=key,
                certain=True,
                brief="" if in_force else say("has run out"),
            )
        )  # fmt: skip
    return lines


def listings_line(regime: str, listed: Sequence[Found[Sanction]], day: int, under: str | None = None) -> Line:
    """Return the line that says how many persons and entities are listed under a regime, and who they are.

    `listed` are their listings, at least one, oldest first. `under` is the key of the regime's own line, where there is one.
    """
    names = ", ".join(label_of(found.fact) for found in listed)
    detail = say("{names}; the latest on {day:words}", names=names, day=listed[-1].fact.start) if listed[1:] else names
    title = say(
        "Listed under {regime}: {listed}",
        regime=text_of(listed[0].fact, "regime"), listed=persons_and_entities(listed),
    )  # fmt: skip
    return line_of(
        "measures", f"listings/{regime}", listed[-1], day,
        title=title,
        under=under,
        detail=detail,
        since=listed[0].fact.start,
        value=len(listed), unit="listings",
        brief=(plural(len(listed), "listing") if is_french() else f"{len(listed)} listed") if under else "",
        sources=tuple(dict.fromkeys(source for found in listed for source in found.fact.sources)),
        certain=all(found.span is not None and found.span.covers(day) == "certain" for found in listed),
    )  # fmt: skip


def persons_and_entities(listed: Sequence[Found[Sanction]]) -> str:
    """Return how many of each are listed: `1 person and 4 entities`."""
    kinds = [found.fact.kind for found in listed]
    persons, entities = kinds.count("person"), kinds.count("entity")
    of_persons = plural(persons, "person")
    of_entities = plural(entities, "entity") if entities == 1 or is_french() else f"{entities} entities"
    if persons and entities:
        return say("{persons} and {entities}", persons=of_persons, entities=of_entities)
    return of_persons if persons else of_entities


def agreements(active: Iterable[Found[Agreement]], day: int) -> list[Line]:
    """Return the lines of the agreements that are `active` on a day, milestones first, then newest first."""
    ordered = sorted(active, key=lambda found: (not found.fact.milestone, -found.fact.date.first))
    return [
        line_of(
            "agreements", f"agreement/{found.fact.id}", found, day,
            detail=_parties_and_pillars(found.fact, day),
            brief=say("not yet signed by all parties") if _is_open(found.fact, day) else "",
        )
        for found in ordered
    ]  # fmt: skip


def _is_open(agreement: Agreement, day: int) -> bool:
    """Return whether some parties had yet to sign an agreement on a day."""
    return agreement.completed is not None and day < agreement.completed.first


def _parties_and_pillars(agreement: Agreement, day: int) -> str:
    """Return between whom an agreement is, whether some had yet to sign it on a day, and its pillars."""
    detail = say(
        "between {parties} (not yet signed by all of them)" if _is_open(agreement, day) else "between {parties}",
        parties=", ".join(list_of(agreement, "parties")),
    )
    if not agreement.pillars:
        return detail
    return say("{agreement}. Pillars: {pillars}", agreement=detail, pillars=joined(list_of(agreement, "pillars")))


def money(
    funding: Iterable[Found[Funding]], wholes: Mapping[str, str | None], sources: Mapping[str, Source], day: int
) -> list[Line]:
    """Return the lines of money that was of interest on a day, in the order of `MONEY_KINDS`.

    Money is of interest if it was known of by the day and its period covers the day or lay in the year before, and also
    while it was still quoted: a source of the year before tells it, and another one told it earlier or has no date. What was
    asked for and received for one year (`YEARLY`) is not of interest after it, however late it is accounted for.
    Of a sum and its parts the sum alone is listed; `wholes` says by the id of each sum, whenever it was, which contains it.
    """
    known = [
        found
        for found in funding
        if found.span and is_recent(found, day) and _is_of_interest(found.fact, found.span, sources, day)
    ]
    known.sort(
        key=lambda found: MONEY_KINDS.index(found.fact.kind) if found.fact.kind in MONEY_KINDS else len(MONEY_KINDS)
    )
    return [_money_line(found, day) for found in _without_parts(known, wholes, lambda found: found.fact.id)]


def _is_of_interest(fact: Funding, span: Span, sources: Mapping[str, Source], day: int) -> bool:
    """Return whether money with this span was of interest on a day, as `money` defines it.

    It was known of by the day if a source is dated no later or, where none has a date, if its period was over.
    """
    dates = [sources[name].date for name in fact.sources]
    known = [date for date in dates if date is not None and date.last <= day]
    if span.covers(day) or year_before(day) < span.first <= span.last <= day:
        return bool(known) or (not any(dates) and span.last <= day)
    quoted = fact.kind not in YEARLY and any(date.last >= year_before(day) for date in known)
    return quoted and any(date is None or date.last < year_before(day) for date in dates)


def _without_parts(
    facts: Sequence[_FoundT], wholes: Mapping[str, str | None], name: Callable[[_FoundT], str]
) -> list[_FoundT]:
    """Return the facts without the parts of others among them; `wholes` says by name what contains each, at any depth."""
    told = {name(found) for found in facts}

    def is_part(found: _FoundT) -> bool:
        whole = wholes.get(name(found))
        while whole is not None and whole not in told:
            whole = wholes.get(whole)
        return whole is not None

    return [found for found in facts if not is_part(found)]


def _money_line(found: Found[Funding], day: int) -> Line:
    """Return the line of a sum of money: its kind and amount, for how many projects it is, whether it is disputed."""
    fact = found.fact
    detail = detail_of(fact)
    if fact.projects:
        detail += f", {plural(fact.projects, 'project')}"
    if fact.disputed:
        detail = say("{sum}, disputed", sum=detail)
    return line_of(
        "money", f"money/{fact.id}", found, day,
        detail=detail,
        value=fact.amount,
        unit=fact.currency,
        group=fact.kind,
        certain=found.span is None or found.span.covers(day) != "possible",
    )  # fmt: skip


def figures(begun: Iterable[Found[Figure]], missions: Container[str], tables: Tables, day: int) -> list[Line]:
    """Return the lines of the latest value of each series on a day.

    What counts the personnel of `missions` (ids), in the units of their strengths, is left out, as strengths are listed under
    them. Of a series and its parts the whole alone is listed.
    """
    series = tables.series
    of_strengths = {each.unit for each in series.values() if each.strength_of}
    counting_personnel = {
        name for name, each in series.items() if (each.strength_of or each.of) in missions and each.unit in of_strengths
    }
    others = [found for found in begun if found.fact.series not in counting_personnel]
    wholes = {name: each.part_of for name, each in series.items()}
    newest = _without_parts(latest(others, tables, day), wholes, lambda found: found.fact.series)
    return figure_lines("figures", newest, day)


def statements(begun: Iterable[Found[Statement]], day: int) -> list[Line]:
    """Return the lines of the statements made in the twelve months up to a day, in their order."""
    return [
        line_of(
            "statements", f"statement/{found.fact.id}", found, day,
            title=say("{name}: {text}", name=text_of(found.fact, "speaker"), text=label_of(found.fact)),
            detail=text_of(found.fact, "summary"),
            certain=True,
        )
        for found in begun
        if year_before(day) < found.fact.date.first and found.fact.date.last <= day
    ]  # fmt: skip


def milestones(facts: Sequence[FoundFact], after: int, day: int) -> list[Line]:
    """Return the lines of the milestones after one day and up to another (bounds), oldest first, those of one day by topic.

    A milestone of another topic is left out if an event about its fact, on the same date, is a milestone too.
    """
    marked = [found for found in facts if found.fact.milestone]
    by_events = {(name, found.fact.date) for found in of_type(marked, Event) for name in found.fact.about}
    lines: list[Line] = []
    for found in marked:
        for field, date, word in happenings_of(found.topic, found.fact):
            is_repeated = found.topic != "events" and (found.fact.id, date) in by_events
            if after < date.first and date.last <= day and not is_repeated:
                title = label_of(found.fact)
                if word:
                    title = say("{name}: {text}", name=title, text=say(word))
                key = f"milestone/{found.fact.id}/{field}"
                lines.append(line_of("milestones", key, found, day, title=title, since=date, certain=True))
    order = list(TOPICS)
    return sorted(lines, key=lambda line: (line.since.first if line.since else 0, order.index(line.topic)))
