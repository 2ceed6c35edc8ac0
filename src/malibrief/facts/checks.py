"""Named rules about meaning: each looks at a whole fact base and yields what it finds. Those of severity "error" are here.

A rule is a function decorated with its name. Rules of severity "error" keep a fact base from being read; "warning" rules
(`doubts.py`, `contradictions.py`) only speak in `malibrief check`. A rule's docstring says what it asks; the table in
CONTRIBUTING.md repeats it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING

from malibrief.facts import contradictions, doubts, structure
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.factbase import of_type
from malibrief.facts.model import Figure, Funding, day_of
from malibrief.facts.rules import Rules, recurring_texts, repeated, texts, values
from malibrief.facts.topics import SOURCES, TAGS, TOPICS, references
from malibrief.language import say
from malibrief.text import OBEYED, Near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.errors import Finding
    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.rules import Fault

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
_LINK = re.compile(rf"https?://[^\s{OBEYED}]+\Z")
_CONTROL = re.compile(rf"[\t\n{OBEYED}]")
_CURRENCY = re.compile(r"[A-Z]{3}\Z", re.ASCII)


rule = Rules("error")


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
                hint = say(
                    "first used at {path}:{line}; give this one another id", path=first.path, line=first.at("id").line
                )
                yield place.at("id"), say("duplicate id"), hint


@rule("id-form")
def id_form(base: FactBase) -> Iterator[Fault]:
    """An id is lower-case letters, digits and single hyphens."""
    for place, _, name in values(base.all_records, "id"):
        if not _ID.match(name):
            hint = say("use lower-case letters, digits and single hyphens")
            yield place.at("id"), say("{name!r} is not a good id", name=name), hint


@rule("dangling-source")
def dangling_source(base: FactBase) -> Iterator[Fault]:
    """Every source that a fact cites exists."""
    known = dict.fromkeys(name for _, _, name in values(base.all_sources, "id"))
    for place, _, sources in values(base.all_facts, "sources"):
        for source in sources:
            if source not in known:
                yield place.at("sources"), say("source {source!r} does not exist", source=source), Near(source, known)


@rule("no-source")
def no_source(base: FactBase) -> Iterator[Fault]:
    """Every fact has at least one source."""
    for place, _, sources in values(base.all_facts, "sources"):
        if not sources:
            yield place.at("sources"), say("there is no source"), say("sources = [...] takes the ids of [[sources]]")


@rule("empty-text")
def empty_text(base: FactBase) -> Iterator[Fault]:
    """A title, a name and a summary say something; a figure's title may be that of its series."""
    for place, field, text in values(base.all_records, "title", "name", "summary"):
        if not (text.strip() or (field == "title" and isinstance(place.record, Figure))):
            yield place.at(field), say("{field} is empty", field=field), say("write it")


@rule("repeated-source")
def repeated_source(base: FactBase) -> Iterator[Fault]:
    """A fact cites a source once."""
    for place, _, sources in values(base.all_facts, "sources"):
        for source in repeated(sources):
            message = say("source {source!r} is cited more than once", source=source)
            yield place.at("sources"), message, say("cite it once")


@rule("dangling-about")
def dangling_about(base: FactBase) -> Iterator[Fault]:
    """Every fact that another one concerns (`about`, `mission`, `part_of`, `serves`...) exists, and is not that fact itself."""
    known = dict.fromkeys(name for _, _, name in values(base.all_facts, "id"))
    for place in base.all_records:
        for field, target in references(place.record):
            if target not in known:
                message = say("{field} {target!r} does not exist", field=field, target=target)
                yield place.at(field), message, Near(target, known)
            elif target == place.record.id:
                yield place.at(field), say("{field} names the fact itself", field=field), ""


@rule("unknown-tag")
def unknown_tag(base: FactBase) -> Iterator[Fault]:
    """Every tag is one of the list, and a fact has one to five of them."""
    known = frozenset(TAGS)
    for place, _, tags in values(base.all_facts, "tags"):
        for tag in tags:
            if tag not in known:
                yield place.at("tags"), say("tag {tag!r} is not known", tag=tag), Near(tag, TAGS)
        if not 1 <= len(tags) <= 5 and "tags" not in place.unsound:
            yield place.at("tags"), say("it has {count} tags", count=len(tags)), say("give one to five")


@rule("unknown-kind")
def unknown_kind(base: FactBase) -> Iterator[Fault]:
    """`kind` is one of its topic's list."""
    for place, _, kind in values(base.all_facts + base.all_sources, "kind"):
        kinds = SOURCES.kinds if place.topic == SOURCES.name else TOPICS[place.topic].kinds
        if kind not in kinds:
            yield place.at("kind"), say("kind {kind!r} is not known", kind=kind), Near(kind, kinds)


@rule("end-before-start")
def end_before_start(base: FactBase) -> Iterator[Fault]:
    """Nothing ends, or is attested, before it starts."""
    for place, field, day in values(base.all_facts, "end", "attested"):
        start = day_of(place.record)
        if start and day != UNKNOWN and day.last < start.first:
            message = say(
                "it ends ({day}) before it starts ({start})"
                if field == "end"
                else "it is attested ({day}) before it starts ({start})",
                day=day,
                start=start,
            )
            yield place.at(field), message, ""


@rule("end-set")
def end_set(base: FactBase) -> Iterator[Fault]:
    """An event that sets an end says to what (`ends`) and which (`until`), a day not before its own."""
    for place, field, value in values(base.all_facts, "ends", "until"):
        event = place.record
        if event.ends is None or event.until is None:
            yield place.at(field), say("ends and until go together"), ""
        elif field == "until" and value.last < event.date.first:
            yield place.at(field), say("until {until} lies before its date ({date})", until=value, date=event.date), ""


@rule("future-date")
def future_date(base: FactBase) -> Iterator[Fault]:
    """No fact or source is dated after the last edit of its file (`updated`)."""
    for place, field, value in values(
        base.all_facts + base.all_sources, "date", "start", "established", "completed", "attested", "accessed"
    ):
        updated = base.updated(place)
        # The texts compare in the order of time but for what lies in both: that is compared day by day.
        if value > updated and value.first > updated.last:
            hint = say("correct it, or move [factbase] updated on from {updated}", updated=updated)
            yield (
                place.at(field),
                say("{field} {value} lies after {updated}", field=field, value=value, updated=updated),
                hint,
            )


@rule("deaths-order")
def deaths_order(base: FactBase) -> Iterator[Fault]:
    """The lowest count of deaths is not above the highest."""
    for place, _, deaths in values(base.all_facts, "deaths"):
        if not 0 <= deaths.min <= deaths.max:
            message = say("deaths run from {min} to {max}", min=deaths.min, max=deaths.max)
            yield place.at("deaths"), message, say("min is the lowest count, max the highest")


@rule("finite-number")
def finite_number(base: FactBase) -> Iterator[Fault]:
    """A value or an amount is a number that can be written: not infinite, and not "not a number"."""
    for place, field, number in values(base.all_facts, "value", "amount"):
        if not isfinite(number):
            yield place.at(field), say("{field} is {number}", field=field, number=number), say("give a number")


@rule("money-currency")
def money_currency(base: FactBase) -> Iterator[Fault]:
    """An amount has a currency, in three capitals as ISO 4217 has it, and a currency an amount; see `unknown-currency`."""
    for place in of_type(base.all_facts, Funding):
        if place.unsound & {"amount", "currency"}:
            continue
        amount, currency = place.record.amount, place.record.currency
        if (amount is None) != (currency is None):
            yield place.at("amount" if currency is None else "currency"), say("amount and currency go together"), ""
        elif currency is not None and not _CURRENCY.match(currency):
            hint = say("use the three letters of ISO 4217, such as EUR")
            yield place.at("currency"), say("{currency!r} is not a currency", currency=currency), hint


@rule("link-form")
def link_form(base: FactBase) -> Iterator[Fault]:
    """A source's link begins with http:// or https:// and has no blank, control character or mark of direction."""
    for place, _, url in values(base.all_sources, "url"):
        if not _LINK.match(url):
            hint = say("it must begin with https:// and contain no spaces")
            yield place.at("url"), say("{url!r} is not a link", url=url), hint


@rule("control-characters")
def control_characters(base: FactBase) -> Iterator[Fault]:
    """No text has a control character, a mark of direction, or a line break or tab, which a summary may have; see `link-form`."""
    if not base.suspect:
        return
    head = [base.head] if base.head else []
    for place, field, text in chain(texts([*head, *base.all_records]), recurring_texts(base)):
        found = None if field == "url" or text.isprintable() else _CONTROL.search(text)
        while found and field in ("summary", "fr.summary") and found[0] in "\t\n":
            found = _CONTROL.search(text, found.end())
        if found:
            name = unicodedata.name(found[0], "").lower()
            sign = f"U+{ord(found[0]):04X}" + (f" ({say(name)})" if name else "")
            yield place.at(field), say("{field} has the character {sign}", field=field, sign=sign), say("delete it")


@rule("covered-after-updated")
def covered_after_updated(base: FactBase) -> Iterator[Fault]:
    """The day up to which the base claims to tell what matters (`covered`) is not after that of its last edit (`updated`)."""
    covered, updated = base.header.covered, base.header.updated
    if base.head and covered and covered.first > updated.last:
        message = say("covered {covered} lies after updated {updated}", covered=covered, updated=updated)
        yield base.head.at("covered"), message, say("move one of the two")


RULES = rule.by_name | structure.rule.by_name | doubts.rule.by_name | contradictions.rule.by_name
"""Every rule by its name: errors, then warnings."""
