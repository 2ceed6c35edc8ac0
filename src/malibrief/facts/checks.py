"""Named rules about meaning: each looks at a whole fact base and yields what it finds.

A rule is a function decorated with its name. Rules of severity "error" keep a fact base from being read; "warning" rules
only speak in `malibrief check`. A rule's docstring says what it asks; the table in CONTRIBUTING.md repeats it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from malibrief.facts.dates import FOREVER, UNKNOWN, iso
from malibrief.facts.factbase import of_type
from malibrief.facts.model import Figure, Funding, Mission, Person, Resolution, Sanction, day_of
from malibrief.facts.rules import RULES as RULES
from malibrief.facts.rules import rule, texts, values
from malibrief.facts.topics import SOURCES, TAGS, TOPICS, references
from malibrief.text import OBEYED, Near, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.errors import Finding
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.rules import Fault

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
_LINK = re.compile(rf"https?://[^\s{OBEYED}]+\Z")
_CONTROL = re.compile(rf"[\t\n{OBEYED}]")
_CURRENCY = re.compile(r"[A-Z]{3}\Z", re.ASCII)


def findings(base: FactBase, severities: Iterable[str] = ("error", "warning")) -> list[Finding]:
    """Return what the rules of these severities find, in the order of files and lines."""
    rules = [each for each in RULES.values() if each.severity in severities]
    found = [finding for each in rules for finding in each.findings(base)]
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.rule))


@rule("repeated-id")
def repeated_id(base: FactBase) -> Iterator[Fault]:
    """An id names one fact, one office, one series, or one source."""
    for records in (base.all_facts, base.all_offices, base.all_series, base.all_sources):
        seen: dict[str, Placed[Record]] = {}
        for place, _, name in values(records, "id"):
            first = seen.setdefault(name, place)
            if first is not place:
                hint = f"first used at {first.path}:{first.line}; give this one another id"
                yield place, "duplicate id", hint


@rule("id-form")
def id_form(base: FactBase) -> Iterator[Fault]:
    """An id is lower-case letters, digits and single hyphens."""
    for place, _, name in values(base.all_records, "id"):
        if not _ID.match(name):
            yield place, f"{name!r} is not a good id", "use lower-case letters, digits and single hyphens"


@rule("dangling-source")
def dangling_source(base: FactBase) -> Iterator[Fault]:
    """Every source that a fact cites exists."""
    known = dict.fromkeys(name for _, _, name in values(base.all_sources, "id"))
    for place, _, sources in values(base.all_facts, "sources"):
        for source in sources:
            if source not in known:
                yield place, f"source {source!r} does not exist", Near(source, known)


@rule("no-source")
def no_source(base: FactBase) -> Iterator[Fault]:
    """Every fact has at least one source."""
    for place, _, sources in values(base.all_facts, "sources"):
        if not sources:
            yield place, "there is no source", "sources = [...] takes the ids of [[sources]]"


@rule("repeated-source")
def repeated_source(base: FactBase) -> Iterator[Fault]:
    """A fact cites a source once."""
    for place, _, sources in values(base.all_facts, "sources"):
        for source in _repeated(sources):
            yield place.at("sources"), f"source {source!r} is cited more than once", "cite it once"


@rule("dangling-about")
def dangling_about(base: FactBase) -> Iterator[Fault]:
    """Every fact that another one concerns (`about`, `mission`, `part_of`, `serves`...) exists, and is not that fact itself."""
    known = dict.fromkeys(name for _, _, name in values(base.all_facts, "id"))
    for place in base.all_records:
        for field, target in references(place.record):
            if target not in known:
                yield place, f"{field} {target!r} does not exist", Near(target, known)
            elif target == place.record.id:
                yield place, f"{field} names the fact itself", ""


@rule("unknown-office")
def unknown_office(base: FactBase) -> Iterator[Fault]:
    """Every office that a person holds is a row of [[offices]]."""
    known = dict.fromkeys(name for _, _, name in values(base.all_offices, "id"))
    for place, field, office in values(base.all_facts, "office"):
        if office not in known:
            yield place.at(field), f"office {office!r} does not exist", Near(office, known, "add it to [[offices]]")


@rule("unknown-series")
def unknown_series(base: FactBase) -> Iterator[Fault]:
    """Every series of a figure, and every series that another is part of, is a row of [[series]]."""
    known = dict.fromkeys(name for _, _, name in values(base.all_series, "id"))
    parts = ((place, "part_of", place.record.part_of) for place in base.all_series if place.record.part_of)
    for place, field, series in (*values(base.all_facts, "series"), *parts):
        if series not in known:
            yield place.at(field), f"series {series!r} does not exist", Near(series, known, "add it to [[series]]")


@rule("unknown-tag")
def unknown_tag(base: FactBase) -> Iterator[Fault]:
    """Every tag is one of the list, and a fact has one to five of them."""
    known = frozenset(TAGS)
    for place, _, tags in values(base.all_facts, "tags"):
        for tag in tags:
            if tag not in known:
                yield place, f"tag {tag!r} is not known", Near(tag, TAGS)
        if not 1 <= len(tags) <= 5 and "tags" not in place.unsound:
            yield place, f"it has {len(tags)} tags", "give one to five"


@rule("unknown-kind")
def unknown_kind(base: FactBase) -> Iterator[Fault]:
    """`kind` is one of its topic's list."""
    for place, _, kind in values(base.all_facts + base.all_sources, "kind"):
        kinds = SOURCES.kinds if place.topic == SOURCES.name else TOPICS[place.topic].kinds
        if kind not in kinds:
            yield place, f"kind {kind!r} is not known", Near(kind, kinds)


@rule("end-before-start")
def end_before_start(base: FactBase) -> Iterator[Fault]:
    """Nothing ends before it starts."""
    for place, _, end in values(base.all_facts, "end"):
        start = day_of(place.record)
        if start and end != UNKNOWN and end.last < start.first:
            yield place, f"it ends ({end}) before it starts ({start})", ""


@rule("future-date")
def future_date(base: FactBase) -> Iterator[Fault]:
    """No fact is dated after the last edit of its file (`updated`)."""
    for place, field, value in values(
        base.all_facts + base.all_sources, "date", "start", "established", "completed", "attested"
    ):
        updated = base.updated(place)
        # The texts compare in the order of time but for what lies in both: that is compared day by day.
        if value > updated and value.first > updated.last:
            hint = f"correct it, or move [factbase] updated on from {updated}"
            yield place, f"{field} {value} lies after {updated}", hint


@rule("deaths-order")
def deaths_order(base: FactBase) -> Iterator[Fault]:
    """The lowest count of deaths is not above the highest."""
    for place, _, deaths in values(base.all_facts, "deaths"):
        if not 0 <= deaths.min <= deaths.max:
            yield place, f"deaths run from {deaths.min} to {deaths.max}", "min is the lowest count, max the highest"


@rule("finite-number")
def finite_number(base: FactBase) -> Iterator[Fault]:
    """A value or an amount is a number that can be written: not infinite, and not "not a number"."""
    for place, field, number in values(base.all_facts, "value", "amount"):
        if not isfinite(number):
            yield place, f"{field} is {number}", "give a number"


@rule("money-currency")
def money_currency(base: FactBase) -> Iterator[Fault]:
    """An amount has a currency, an ISO 4217 code, and a currency an amount."""
    for place in of_type(base.all_facts, Funding):
        if place.unsound & {"amount", "currency"}:
            continue
        amount, currency = place.record.amount, place.record.currency
        if (amount is None) != (currency is None):
            yield place, "amount and currency go together", ""
        elif currency is not None and not _CURRENCY.match(currency):
            yield place, f"{currency!r} is not a currency", "use the three letters of ISO 4217, such as EUR"


@rule("link-form")
def link_form(base: FactBase) -> Iterator[Fault]:
    """A source's link begins with http:// or https:// and has no blank, control character or mark of direction."""
    for place, _, url in values(base.all_sources, "url"):
        if not _LINK.match(url):
            yield place, f"{url!r} is not a link", "it must begin with https:// and contain no spaces"


@rule("control-characters")
def control_characters(base: FactBase) -> Iterator[Fault]:
    """No text has a control character, a mark of direction, or a line break or tab, which a summary may have; see `link-form`."""
    if not base.suspect:
        return
    for place, field, text in texts([*([base.head] if base.head else []), *base.all_facts, *base.all_sources]):
        found = None if field == "url" or text.isprintable() else _CONTROL.search(text)
        while found and field == "summary" and found[0] in "\t\n":
            found = _CONTROL.search(text, found.end())
        if found:
            name = unicodedata.name(found[0], "")
            sign = f"U+{ord(found[0]):04X}" + (f" ({name.lower()})" if name else "")
            yield place.at(field), f"{field} has the character {sign}", "delete it"


@rule("repeated-value", "warning")
def repeated_value(base: FactBase) -> Iterator[Fault]:
    """No list names the same twice; of sources see `repeated-source`."""
    lists = ("tags", "about", "aliases", "keywords", "parties", "pillars", "tasks", "measures")
    for place, field, listed in values(base.all_facts, *lists):
        for value in _repeated(listed):
            yield place.at(field), f"{field} has {value!r} more than once", "keep one of them"


def _repeated(listed: list[str]) -> list[str]:
    """What a list holds more than once."""
    if len(set(listed)) == len(listed):
        return []
    return [value for value, count in Counter(listed).items() if count > 1]


@rule("straight-quotation", "warning")
def straight_quotation(base: FactBase) -> Iterator[Fault]:
    """No title, name or publisher begins with a straight quotation mark, which many readers of tab-separated text take out."""
    for place, field, text in values(base.all_facts + base.all_sources, "title", "name", "publisher"):
        if text.startswith('"'):
            yield place.at(field), f"the {field} begins with a straight quotation mark", "write \u201c and \u201d"


@rule("formula", "warning")
def formula(base: FactBase) -> Iterator[Fault]:
    """No text begins with =, +, - or @: a spreadsheet takes it for a formula."""
    for place, field, text in texts(base.all_facts + base.all_sources):
        if text.startswith(("=", "+", "-", "@")):
            yield place.at(field), f"{field} begins with {text[0]!r}, as a formula does", "begin it with a word"


@rule("long-title", "warning")
def long_title(base: FactBase) -> Iterator[Fault]:
    """A title has at most 80 characters, a summary at most 400."""
    for place, field, text in values(base.all_facts, "title", "name", "summary"):
        what, most = ("summary", 400) if field == "summary" else ("title", 80)
        if len(text) > most:
            yield place, f"the {what} has {len(text)} characters", f"at most {most}"


@rule("unused-source", "warning")
def unused_source(base: FactBase) -> Iterator[Fault]:
    """Every source is cited by a fact."""
    used = {source for _, _, sources in values(base.all_facts, "sources") for source in sources}
    for place in base.sources:
        if place.record.id not in used:
            yield place, "no fact cites it", "cite it or delete it"


@rule("repeated-link", "warning")
def repeated_link(base: FactBase) -> Iterator[Fault]:
    """A link belongs to one source."""
    seen: dict[str, Placed[Record]] = {}
    for place, _, url in values(base.all_sources, "url"):
        if url and seen.setdefault(url, place) is not place:
            yield place, f"the same link as {seen[url].record.id!r}", "keep one of the two"


def _sure_days(record: Person) -> tuple[int, int] | None:
    """Return from which day to which a holder was there for certain; None where no start is known."""
    if record.start is None:
        return None
    if record.end is None and record.attested is None:
        return record.start.last, FOREVER
    end = record.attested if record.end in (None, UNKNOWN) else record.end
    return (record.start.last, end.first) if end else None


@rule("overlapping-holders", "warning")
def overlapping_holders(base: FactBase) -> Iterator[Fault]:
    """An office has one holder at a time, beside those who only stand in (`acting`)."""
    held: dict[str, list[tuple[tuple[int, int], Placed[Person]]]] = {}
    for place in of_type(base.facts, Person):
        days = None if place.record.acting else _sure_days(place.record)
        if days:
            held.setdefault(place.record.office, []).append((days, place))
    for office, holders in held.items():
        holders.sort(key=lambda holder: holder[0])
        for ((_, left), before), ((came, gone), after) in pairwise(holders):
            if came < min(left, gone):
                name = before.record.id
                yield after, f"{name!r} holds {office!r} too on {iso(came)}", "correct a start or an end of the two"


@rule("lapsed-mandate", "warning")
def lapsed_mandate(base: FactBase) -> Iterator[Fault]:
    """The mandate of a mission or regime is renewed before it runs out."""
    decided: dict[str, list[tuple[Placed[Resolution], PartialDate]]] = {}
    for place in of_type(base.facts, Resolution):
        record = place.record
        if record.kind == "resolution" and record.mandate_until:
            for target in filter(None, (record.mission, record.regime)):
                decided.setdefault(target, []).append((place, record.mandate_until))
    for target, mandates in decided.items():
        mandates.sort(key=lambda mandate: mandate[0].record.date.first)
        for (before, until), (after, _) in pairwise(mandates):
            if after.record.date.first > until.last:
                hint = f"{before.record.id} gave it until {until}: is a renewal missing?"
                yield after, f"the mandate of {target!r} had lapsed before {after.record.date}", hint


@rule("figure-after-mission", "warning")
def figure_after_mission(base: FactBase) -> Iterator[Fault]:
    """A mission's strength is counted before it ends."""
    ends = {place.record.id: place.record.end for place in of_type(base.facts, Mission)}
    missions = {place.record.id: place.record.strength_of for place in base.series}
    for place in of_type(base.facts, Figure):
        date, end = place.record.date, ends.get(missions.get(place.record.series) or "")
        if end and end != UNKNOWN and end.last < date.first:
            yield place, f"{date} is after the end of its mission ({end})", "correct its date or its series"


@rule("listing-without-regime", "warning")
def listing_without_regime(base: FactBase) -> Iterator[Fault]:
    """The regime under which a person or entity is listed is a fact of kind "regime", and the listing is about it."""
    sanctions = of_type(base.facts, Sanction)
    listed = [place for place in sanctions if place.record.kind in ("person", "entity")]
    regimes: dict[str, set[str]] = {}
    for place in sanctions:
        if place.record.kind == "regime":
            regimes.setdefault(place.record.regime, set()).add(place.record.id)
    counts = Counter(place.record.regime for place in listed)
    for place in listed:
        regime = place.record.regime
        if regime not in regimes and (count := counts.pop(regime, 0)):
            message = f"no fact is the regime {regime!r} of {plural(count, 'listing')}"
            yield place, message, 'add one of kind "regime"'
        elif regime in regimes and not regimes[regime] & set(place.record.about):
            yield place, f"it is not about its regime {regime!r}", f"add to about: {', '.join(sorted(regimes[regime]))}"
