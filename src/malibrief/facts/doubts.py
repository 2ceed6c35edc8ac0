"""Rules of severity "warning": what is seldom meant, and what a maintainer should look at."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from malibrief.facts.dates import FOREVER, UNKNOWN, iso
from malibrief.facts.factbase import of_type
from malibrief.facts.model import (
    LASTING,
    Actor,
    Figure,
    Mission,
    Office,
    Person,
    Resolution,
    Sanction,
    Series,
    day_of,
    value_of,
)
from malibrief.facts.rules import Rules, recurring_texts, repeated, texts, titles, values
from malibrief.facts.topics import RECURRING, references
from malibrief.language import say
from malibrief.text import fold, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.rules import Fault

LONGEST = {
    ("", False): (80, "the title has {count} characters"), ("", True): (400, "the summary has {count} characters"),
    ("fr", False): (90, "the French title has {count} characters"),
    ("fr", True): (480, "the French summary has {count} characters"),
}  # fmt: skip
"""How long a text may be, and what is said of a longer one, by its language and whether it is a summary."""
_TRANSLATED = {Office: ("title",), Series: ("title", "unit", "definition")}
"""The fields of offices and series that have French; of facts it is title and summary."""
MOST_TYPED = 4
"""Of how many words a synonym may be, as search looks for no longer ones."""
_CODE = re.compile(r"[A-Z]{3}\Z", re.ASCII)

REFERS_TO = {
    "mission": "missions", "regime": "sanctions", "serves": "missions", "strength_of": "missions", "became": "actors",
}  # fmt: skip
"""The topic of the fact that each of these fields names; `part_of` names one of the fact's own topic."""

rule = Rules("warning")


@rule("repeated-value")
def repeated_value(base: FactBase) -> Iterator[Fault]:
    """No list names the same twice; of sources see `repeated-source`."""
    lists = ("tags", "about", "aliases", "keywords", "parties", "pillars", "tasks", "measures", "led_by")
    for place, field, listed in chain(values(base.all_records, *lists), values(of_type(base.facts, Actor), "part_of")):
        for value in repeated(listed):
            message = say("{field} has {value!r} more than once", field=field, value=value)
            yield place.at(field), message, say("keep one of them")


@rule("demonym-form")
def demonym_form(base: FactBase) -> Iterator[Fault]:
    """A word for what is of the place (`demonyms`) is a single one, and given once; the name of the place is none."""
    if base.head is None:
        return
    demonyms, place = base.header.demonyms, base.head.at("demonyms")
    for word in demonyms:
        if len(fold(word).split()) != 1:
            yield place, say("{word!r} is not a single word", word=word), ""
        elif fold(word) == fold(base.header.place):
            yield place, say("{word!r} is the name of the place", word=word), say("delete it")
    for word in repeated([fold(word) for word in demonyms]):
        message = say("{field} has {value!r} more than once", field="demonyms", value=word)
        yield place, message, say("keep one of them")


@rule("synonym-form")
def synonym_form(base: FactBase) -> Iterator[Fault]:
    """What is typed for words of the facts ([synonyms]) is up to four other words, given once; all in lower case without accents."""
    for place, said, typed in base.placed_synonyms:
        for text in (said, *typed):
            if text != fold(text) or not text:
                hint = say("write {folded!r}", folded=fold(text)) if fold(text) else say("delete it")
                yield place, say("{text!r} is not in lower case without accents and signs", text=text), hint
            elif len(text.split()) > MOST_TYPED and text != said:
                yield place, say("{text!r} has more than {count} words", text=text, count=MOST_TYPED), ""
        if said in typed:
            yield place, say("{text!r} stands for itself", text=said), say("delete it")
        for text in repeated(typed):
            message = say("{field} has {value!r} more than once", field=said, value=text)
            yield place, message, say("keep one of them")


@rule("straight-quotation")
def straight_quotation(base: FactBase) -> Iterator[Fault]:
    """No title, name or publisher begins with a straight quotation mark, which many readers of tab-separated text take out."""
    for place, field, text in titles(base.all_records, "title", "name", "publisher"):
        if text.startswith('"'):
            message = say("the {field} begins with a straight quotation mark", field=field)
            yield place.at(field), message, say("write “ and ”")


@rule("formula")
def formula(base: FactBase) -> Iterator[Fault]:
    """No text begins with =, +, - or @: a spreadsheet takes it for a formula."""
    for place, field, text in chain(texts(base.all_records), recurring_texts(base)):
        if text.startswith(("=", "+", "-", "@")):
            message = say("{field} begins with {sign!r}, as a formula does", field=field, sign=text[0])
            yield place.at(field), message, say("begin it with a word")


@rule("long-title")
def long_title(base: FactBase) -> Iterator[Fault]:
    """A title has at most 80 characters, a summary at most 400; in French 90 and 480."""
    for place, field, text in titles(base.all_facts, "title", "name", "summary"):
        language, _, name = field.rpartition(".")
        most, message = LONGEST[language, name == "summary"]
        if len(text) > most:
            yield place.at(field), say(message, count=len(text)), say("at most {count}", count=most)


@rule("wrong-reference")
def wrong_reference(base: FactBase) -> Iterator[Fault]:
    """A field that names a mission, a regime or an actor names one of that topic, and `part_of` a fact of its own topic."""
    topics = {place.record.id: place.topic for place in base.all_facts}
    for place in base.all_records:
        for field, target in references(place.record):
            wanted = place.topic if field == "part_of" else REFERS_TO.get(field)
            if wanted and topics.get(target, wanted) != wanted:
                message = say(
                    "{field} {target!r} is one of {topic}, not of {wanted}",
                    field=field,
                    target=target,
                    topic=topics[target],
                    wanted=wanted,
                )
                yield place.at(field), message, ""


@rule("unused-source")
def unused_source(base: FactBase) -> Iterator[Fault]:
    """Every source is cited by a fact."""
    used = {source for _, _, sources in values(base.all_facts, "sources") for source in sources}
    for place in base.sources:
        if place.record.id not in used:
            yield place, say("no fact cites it"), say("cite it or delete it")


@rule("repeated-link")
def repeated_link(base: FactBase) -> Iterator[Fault]:
    """A link belongs to one source."""
    seen: dict[str, Placed[Record]] = {}
    for place, _, url in values(base.all_sources, "url"):
        if url and seen.setdefault(url, place) is not place:
            yield (
                place.at("url"),
                say("the same link as {source!r}", source=seen[url].record.id),
                say("keep one of the two"),
            )


def _sure_days(record: Person) -> tuple[int, int] | None:
    """Return from which day to which a holder was there for certain; None where no start is known."""
    if record.start is None:
        return None
    if record.end is None and record.attested is None:
        return record.start.last, FOREVER
    end = record.attested if record.end in (None, UNKNOWN) else record.end
    return (record.start.last, end.first) if end else None


@rule("overlapping-holders")
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
                message = say(
                    "{name!r} holds {office!r} too on {day}", name=before.record.id, office=office, day=iso(came)
                )
                yield after, message, say("correct a start or an end of the two")


def mandates(base: FactBase) -> dict[str, list[Placed[Resolution]]]:
    """Return the resolutions that gave a mission or regime a mandate, by its id and in the order of time."""
    decided: dict[str, list[Placed[Resolution]]] = {}
    for place in of_type(base.facts, Resolution):
        record = place.record
        if record.kind == "resolution" and record.mandate_until:
            for target in filter(None, (record.mission, record.regime)):
                decided.setdefault(target, []).append(place)
    for places in decided.values():
        places.sort(key=lambda place: place.record.date.first)
    return decided


@rule("lapsed-mandate")
def lapsed_mandate(base: FactBase) -> Iterator[Fault]:
    """The mandate of a mission or regime is renewed before it runs out."""
    for target, places in mandates(base).items():
        for before, after in pairwise(places):
            until, day = before.record.mandate_until, after.record.date
            if until and day.first > until.last:
                hint = say("{id} gave it until {until}: is a renewal missing?", id=before.record.id, until=until)
                yield after, say("the mandate of {target!r} had lapsed before {day}", target=target, day=day), hint


@rule("figure-after-mission")
def figure_after_mission(base: FactBase) -> Iterator[Fault]:
    """A mission's strength is counted before it ends."""
    ends = {place.record.id: place.record.end for place in of_type(base.facts, Mission)}
    missions = {place.record.id: place.record.strength_of for place in base.series}
    for place in of_type(base.facts, Figure):
        date, end = place.record.date, ends.get(missions.get(place.record.series) or "")
        if end and end != UNKNOWN and end.last < date.first:
            message = say("{date} is after the end of its mission ({end})", date=date, end=end)
            yield place.at("date"), message, say("correct its date or its series")


@rule("listing-without-regime")
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
            listings = plural(count, "listing")
            message = say("no fact is the regime {regime!r} of {listings}", regime=regime, listings=listings)
            yield place.at("regime"), message, say('add one of kind "regime"')
        elif regime in regimes and not regimes[regime] & set(place.record.about):
            hint = say("add to about: {names}", names=", ".join(sorted(regimes[regime])))
            yield place.at("about"), say("it is not about its regime {regime!r}", regime=regime), hint


@rule("needless-attested")
def needless_attested(base: FactBase) -> Iterator[Fault]:
    """A day on which something is attested is given for what lasts, where its start or its end is not known."""
    for place, field, _ in values(base.facts, "attested"):
        fact = place.record
        if not isinstance(fact, LASTING):
            yield place.at(field), say("it does not last, so that attested says nothing"), say("leave it out")
        elif fact.end not in (None, UNKNOWN) and day_of(fact) is not None:
            yield place.at(field), say("attested says nothing beside a start and an end"), say("leave it out")


@rule("missing-french")
def missing_french(base: FactBase) -> Iterator[Fault]:
    """Where a table of a file has French titles, summaries, units or definitions, each of its records has them."""
    places = [*base.facts, *base.offices, *base.series]
    bilingual = {(place.path, place.topic, field) for place in places for field in place.record.fr}
    for place in places:
        for field in _TRANSLATED.get(type(place.record), ("title", "summary")):
            value = value_of(place.record, field)
            wanted = bool(value) and (place.path, place.topic, field) in bilingual
            if wanted and not (place.record.fr.get(field) or _recurs(base, place.topic, field, str(value))):
                hint = say("give the {field} in French", field=field)
                yield place.at(field), say("fr.{field} is missing", field=field), hint


def _recurs(base: FactBase, topic: str, field: str, value: str) -> bool:
    """Return whether the `[fr]` table has the French of a field's value."""
    if field not in RECURRING:
        return False
    tables = (base.french.get(f"{topic}.{field}"), base.french.get(field), base.french)
    return any(isinstance(table, dict) and value in table for table in tables)


@rule("unknown-currency")
def unknown_currency(base: FactBase) -> Iterator[Fault]:
    """A currency, or a unit of three capitals, is one of ISO 4217; it is not looked for without Babel (see the extra `check`)."""
    known = currencies()
    for place, field, code in codes(base) if known else ():
        if code not in known:
            hint = say("use a code of ISO 4217, such as EUR or XOF")
            yield place.at(field), say("{code!r} is no currency", code=code), hint


def codes(base: FactBase) -> Iterator[tuple[Placed[Record], str, str]]:
    """Yield what looks like the code of a currency, each with its record and field."""
    for place, field, code in chain(values(base.all_facts, "currency"), values(base.all_series, "unit")):
        if _CODE.match(code):
            yield place, field, code


def currencies() -> frozenset[str]:
    """Return the codes of currencies, also of those that are no longer used; none where Babel is not installed."""
    try:
        from babel.numbers import list_currencies
    except ImportError:
        return frozenset()
    return frozenset(list_currencies())
