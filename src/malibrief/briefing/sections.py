"""The sections of a briefing but that on missions: offices, sanctions, agreements, money, figures, statements, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from malibrief.briefing.figures import latest, values
from malibrief.briefing.lines import FADING_YEARS, line, year_before
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import LASTING, Event, detail_of, label_of
from malibrief.facts.topics import TOPICS, happenings_of
from malibrief.index.results import of_type
from malibrief.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.facts.model import Agreement, Figure, Funding, Person, Resolution, Sanction, Source, Statement
    from malibrief.facts.spans import Span
    from malibrief.index.results import Found, FoundFact

_FoundT = TypeVar("_FoundT", bound="FoundFact")

STATE = (
    "president-mali", "interim-president-mali", "transition-president-mali", "junta-leader-mali",
    "transition-vice-president-mali", "prime-minister-mali", "foreign-minister-mali", "defence-minister-mali",
    "reconciliation-minister-mali", "territorial-administration-minister-mali", "president-national-transition-council",
)  # fmt: skip
"""The offices of the State that come first, in their order."""

MONEY = (
    "commitment", "pledge", "disbursement", "appeal", "received", "budget", "appropriation", "cost", "suspension",
)  # fmt: skip
"""The order of the kinds of money; kinds that are not named here come last."""


def known_recently(found: FoundFact, day: int) -> bool:
    """Return whether a fact is known to have ended, or an open-ended one was attested recently enough to be listed."""
    if found.span is None or not isinstance(found.fact, LASTING) or found.fact.end not in (None, UNKNOWN):
        return True
    return found.span.sure_last >= day - FADING_YEARS * 10000


def offices(holders: Iterable[Found[Person]], day: int) -> list[Line]:
    """Return the lines of these holders of offices: the State's first, in their order."""
    return [
        line("offices", f"office/{found.fact.id}", found, day, detail=found.fact.role, group=found.fact.office)
        for found in sorted(holders, key=_rank)
    ]


def _rank(holder: Found[Person]) -> tuple[int, str, int]:
    """Return the offices of the State in their order, other offices of Mali, then all others, by organisation and time."""
    office = holder.fact.office
    place = STATE.index(office) if office in STATE else len(STATE) + (not office.endswith("-mali"))
    return place, holder.fact.organisation, holder.span.first if holder.span else 0


def measures(sanctions: Sequence[Found[Sanction]], resolutions: Iterable[Found[Resolution]], day: int) -> list[Line]:
    """Regimes and measures against the State, under each its renewal and whom it lists; listings without a regime come last.

    A regime that is about no fact here and that no resolution here renews is a global one: it is told where it
    lists somebody.
    """
    renewals: dict[str, Found[Resolution]] = {}
    for entry in resolutions:
        if entry.fact.regime and entry.fact.mandate_until and entry.fact.kind == "resolution":
            renewals[entry.fact.regime] = entry
    regimes = {found.fact.id: found for found in sanctions if found.fact.kind in ("regime", "state")}
    listed: dict[str, list[Found[Sanction]]] = {}
    for found in sanctions:
        if is_listing(found.fact):
            under = next((target for target in found.fact.about if target in regimes), found.fact.regime)
            listed.setdefault(under, []).append(found)
    lines: list[Line] = []
    for name, found in regimes.items():
        if name in listed or name in renewals or found.fact.about:
            lines += _regime(found, renewals.get(name), day)
        if name in listed:
            lines.append(listings(name, listed.pop(name), day, under=_key(found)))
    return lines + [listings(regime, group, day) for regime, group in listed.items()]


def is_listing(sanction: Sanction) -> bool:
    """Return whether a person or an entity is listed, not a state, and no regime imposed."""
    return sanction.kind in ("person", "entity")


def _key(found: Found[Sanction]) -> str:
    return f"measure/{found.fact.id}"


def _regime(found: Found[Sanction], last: Found[Resolution] | None, day: int) -> list[Line]:
    """Return a regime or measure with what it imposes, and until when it is in force by its last renewal, if it had one."""
    key = _key(found)
    lines = [line("measures", key, found, day, detail="; ".join(found.fact.measures))]
    if last and (until := last.fact.mandate_until):
        word = "in force" if until.last >= day else "has run out"
        more = {"detail": f"{word}, {last.fact.symbol}", "until": until, "under": key, "certain": True}
        lines.append(line("measures", f"{key}/renewal", last, day, **more))
    return lines


def listings(regime: str, listed: Sequence[Found[Sanction]], day: int, under: str | None = None) -> Line:
    """Return how many persons and entities are listed under a regime, and who they are, in the order of time.

    `under` is the key of the regime's own line, where there is one.
    """
    names = ", ".join(label_of(found.fact) for found in listed)
    latest = f"; the latest on {listed[-1].fact.start.in_words}" if len(listed) > 1 else ""
    return line(
        "measures", f"listings/{regime}", listed[-1], day,
        title=f"Listed under {listed[0].fact.regime}: {how_many(listed)}",
        under=under,
        detail=names + latest,
        since=listed[0].fact.start,
        value=len(listed), unit="listings",
        sources=tuple(dict.fromkeys(source for found in listed for source in found.fact.sources)),
        certain=all(found.span and found.span.covers(day) == "certain" for found in listed),
    )  # fmt: skip


def how_many(listed: Sequence[Found[Sanction]]) -> str:
    """`1 person and 4 entities`."""
    kinds = [found.fact.kind for found in listed]
    persons, entities = kinds.count("person"), kinds.count("entity")
    counts = [plural(persons, "person")] if persons else []
    if entities:
        counts.append("1 entity" if entities == 1 else f"{entities} entities")
    return " and ".join(counts)


def agreements(there: Iterable[Found[Agreement]], day: int) -> list[Line]:
    """Return the agreements of a day, milestones first, then the newest; one that not all have signed yet says so."""
    ordered = sorted(there, key=lambda found: (not found.fact.milestone, -found.fact.date.first))
    return [
        line("agreements", f"agreement/{found.fact.id}", found, day, detail=_agreed(found.fact, day))
        for found in ordered
    ]


def _agreed(agreement: Agreement, day: int) -> str:
    """Between whom it is, and its pillars."""
    detail = f"between {', '.join(agreement.parties)}"
    if agreement.completed is not None and day < agreement.completed.first:
        detail += " (not yet signed by all of them)"
    if agreement.pillars:
        detail += f". Pillars: {'; '.join(agreement.pillars)}"
    return detail


def money(funding: Iterable[Found[Funding]], sources: Mapping[str, Source], day: int) -> list[Line]:
    """Money that was known of and whose period holds the day or lay in the year before, or that was still quoted then.

    "Still quoted": a source of the year before tells it, and another one told it earlier or has no date. The parts of a
    total that is told ("x-total") are left to the listing. In the order of `MONEY`.
    """
    known = [
        found
        for found in funding
        if found.span and known_recently(found, day) and _is_of_interest(found.fact.sources, found.span, sources, day)
    ]
    known.sort(key=lambda found: MONEY.index(found.fact.kind) if found.fact.kind in MONEY else len(MONEY))
    return [_sum(found, day) for found in _wholes(known, lambda found: found.fact.id)]


def _is_of_interest(cites: Iterable[str], span: Span, sources: Mapping[str, Source], day: int) -> bool:
    """Return whether money of this span, with these sources, was known of and still of interest on the day; see `money`."""
    dates = [sources[name].date for name in cites]
    known = [date for date in dates if date is not None and date.last <= day]
    if span.covers(day) or year_before(day) < span.first <= span.last <= day:
        return bool(known) or (not any(dates) and span.last <= day)
    quoted = any(date.last >= year_before(day) for date in known)
    return quoted and any(date is None or date.last < year_before(day) for date in dates)


def _wholes(facts: Sequence[_FoundT], name: Callable[[_FoundT], str]) -> list[_FoundT]:
    """Return the facts without the parts of a total among them, by their names: "x-france" is a part of "x-total"."""
    stems = {name(found).removesuffix("-total") for found in facts if name(found).endswith("-total")}
    return [found for found in facts if name(found).endswith("-total") or stems.isdisjoint(_stems(name(found)))]


def _stems(name: str) -> Iterator[str]:
    """Return what stands before each hyphen of a name."""
    return (name[:place] for place, letter in enumerate(name) if letter == "-")


def _sum(found: Found[Funding], day: int) -> Line:
    """Return the line of one sum: its kind, its amount, and for how many projects it is."""
    fact = found.fact
    detail = detail_of(fact)
    if fact.projects:
        detail += f", {fact.projects} projects"
    if fact.disputed:
        detail += ", disputed"
    certain = found.span is None or found.span.covers(day) != "possible"
    more = {"value": fact.amount, "unit": fact.currency, "group": fact.kind, "certain": certain}
    return line("money", f"money/{fact.id}", found, day, detail=detail, **more)


def figures(
    counted: Iterable[Found[Figure]], missions: Iterable[str], sources: Mapping[str, Source], day: int
) -> list[Line]:
    """Return the latest value of each series.

    Without the strength of missions, which is told under them while they are there, and the parts of a total ("x-total"
    is told, "x-france" is left to the listing of figures).
    """
    names = set(missions)
    apart = [found for found in counted if not (names & set(found.fact.about) and found.fact.unit == "personnel")]
    newest = _wholes(latest(apart, sources, day), lambda found: found.fact.series)
    return values("figures", newest, day)


def statements(said: Iterable[Found[Statement]], day: int) -> list[Line]:
    """Return what was said in the twelve months before the day, in the order of `said`."""
    lines: list[Line] = []
    for found in said:
        fact = found.fact
        if year_before(day) < fact.date.first and fact.date.last <= day:
            title = f"{fact.speaker}: {fact.title}"
            lines.append(
                line("statements", f"statement/{fact.id}", found, day, title=title, detail=fact.summary, certain=True)
            )
    return lines


def milestones(facts: Sequence[FoundFact], after: int, day: int) -> list[Line]:
    """Return the milestones that happened after one day and up to another, oldest first; those of one day by topic.

    What a mission, agreement or measure adds is left out where an event of the same day that is about it tells the same.
    """
    marked = [found for found in facts if found.fact.milestone]
    by_events = {(name, found.fact.date) for found in of_type(marked, Event) for name in found.fact.about}
    lines: list[Line] = []
    for found in marked:
        for field, date, word in happenings_of(found.topic, found.fact):
            is_repeated = found.topic != "events" and (found.fact.id, date) in by_events
            if after < date.first and date.last <= day and not is_repeated:
                title = label_of(found.fact) + (f": {word}" if word else "")
                key = f"milestone/{found.fact.id}/{field}"
                lines.append(line("milestones", key, found, day, title=title, since=date, certain=True))
    order = list(TOPICS)
    return sorted(lines, key=lambda entry: (entry.since.first if entry.since else 0, order.index(entry.topic)))
