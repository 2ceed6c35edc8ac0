"""A search's hits as an answer: what the best one says in a few lines, then a line for each of the others.

What is told of a fact is what questions ask for: a day, a count, a value, an office and its time, a sum and its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import UNKNOWN, range_in_words
from malibrief.facts.evidence import still_first
from malibrief.facts.model import (
    STARTING,
    Actor,
    Agreement,
    Event,
    Figure,
    Funding,
    Mission,
    Person,
    Report,
    Resolution,
    Sanction,
    Source,
    Statement,
    day_of,
    end_of,
)
from malibrief.facts.told import ENGLISH, detail_of, kind_of, label_of, list_of, text_of
from malibrief.facts.told import told as told_value
from malibrief.facts.topics import SOURCES, topic_of
from malibrief.language import is_french, noun, say
from malibrief.text import fold, number, plural
from malibrief.views.card import when_of
from malibrief.views.citations import Cited, cites_of, publisher
from malibrief.views.columns import Marked, label, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Record
    from malibrief.facts.nested import Deaths
    from malibrief.index.results import AnyFound
    from malibrief.search.highlight import Match
    from malibrief.search.pipeline import Hit

_SENTENCES = ("title", "summary")
"""The fields that are shown in the language that is spoken."""
FRENCH = "fr."
"""How the names of the fields begin that have the French of another one."""
_FEW_PARTIES = 3
"""More parties to an agreement than these are left to its card."""


class Line(msgspec.Struct, frozen=True):
    """A hit in one line: its date, the word of its topic, its title with what tells it apart, its id."""

    date: PartialDate | None
    word: str
    text: Marked
    id: str


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What the best hit says, and the other hits.

    `told` is what questions ask for; `source` is the one to cite and `more` how many others there are; `elsewhere` is the other
    name that matched, where none of these texts has it. `cites` are the sources of each hit, the one to cite first.
    """

    title: Marked
    word: str
    told: str
    summary: Marked
    source: Source
    more: int
    id: str
    elsewhere: str
    others: list[Line]
    cites: list[Cited]

    @property
    def best(self) -> set[str]:
        """The ids of the best sources of the hits, which a page links."""
        return {sources[0].id for sources in self.cites}


def answered(hits: Sequence[Hit], sources: Mapping[str, Source], day: int) -> Answered:
    """Return the hits, of which there is one at least, as an answer for a day (a bound)."""
    best = hits[0]
    fact, match = best.found.fact, best.match
    cites = [_evidence(hit.found, sources, day) for hit in hits]
    return Answered(
        title=Marked(label_of(fact), _marked(match, "title")),
        word=noun(1, topic_of(best.found.topic).word),
        told=told(best.found),
        summary=Marked(text_of(fact, "summary"), _marked(match, "summary")),
        source=cites[0][0],
        more=max(len(best.found.cites) - 1, 0),
        id=fact.id,
        elsewhere=_elsewhere(fact, match),
        others=[_line(hit) for hit in hits[1:]],
        cites=cites,
    )


def _marked(match: Match, field: str) -> tuple[str, ...]:
    """Return the words that matched in the title or the summary, if it was that in the language that is spoken."""
    return match.words if match.field == (f"{FRENCH}{field}" if is_french() else field) else ()


def _elsewhere(fact: Record, match: Match) -> str:
    """Return the text that matched, where the answer does not show it: another name, or one in the other language; never a keyword."""
    if match.field == "keywords":
        return ""
    if match.field == "aliases":
        return say("{name}: {text}", name=label(match.field), text=match.text)
    field = match.field.removeprefix(FRENCH)
    shown = label_of(fact) if field == "title" else plain(told_value(fact, field))
    if fold(match.text) == fold(shown.removesuffix(ENGLISH)):
        return ""
    if match.field.startswith(FRENCH):
        return "" if is_french() else say("in French: {text}", text=match.text)
    return say("in English: {text}", text=match.text) if is_french() and match.field in _SENTENCES else ""


def told(found: AnyFound) -> str:
    """Return what questions about a fact ask for: `15,209 personnel · May 2016`."""
    lasting = isinstance(found.fact, STARTING) and not isinstance(found.fact, Funding)
    when = when_of(found) if lasting else _dates(found.fact)
    return " · ".join(part for part in (*_told(found.fact), when) if part)


def best_source(found: AnyFound, sources: Mapping[str, Source], day: int) -> Source:
    """Return the source to cite for a fact: the best or, where no end is known, the newest by a day; that of a source is itself."""
    return _evidence(found, sources, day)[0]


def _evidence(found: AnyFound, sources: Mapping[str, Source], day: int) -> Cited:
    """Return the sources of a fact, the one to cite first."""
    return Cited(still_first(cites_of(found, sources), found.horizon, day))


def source_line(source: Source) -> str:
    """Return a source with its date and address: `United Nations, 18 August 2020: https://...`."""
    return say("{name}: {text}", name=publisher(source), text=source.url) if source.url else publisher(source)


def _told(fact: Record) -> tuple[str | None, ...]:
    """Return what a fact says beside its title and its time, the weightiest first."""
    if isinstance(fact, Event):
        return (_deaths(fact.deaths), text_of(fact, "place"))
    if isinstance(fact, Figure):
        return (detail_of(fact),)
    if isinstance(fact, Person):
        role, organisation = text_of(fact, "role"), text_of(fact, "organisation")
        return (role, organisation if organisation not in role else "")
    if isinstance(fact, Funding):
        donor, recipient = text_of(fact, "donor"), text_of(fact, "recipient")
        return (detail_of(fact), say("{donor} to {recipient}", donor=donor, recipient=recipient))
    if isinstance(fact, Mission):
        return (kind_of(fact), say("led by {name}", name=text_of(fact, "lead")))
    if isinstance(fact, Resolution):
        until = say("mandate until {day:words}", day=fact.mandate_until) if fact.mandate_until else ""
        return (fact.symbol, until, say("votes {votes}", votes=fact.votes) if fact.votes else "")
    return _told_of_words(fact)


def _told_of_words(fact: Record) -> tuple[str | None, ...]:
    """Return what a fact without numbers says beside its title and its time, the weightiest first."""
    if isinstance(fact, Actor):
        leaders = ", ".join(list_of(fact, "led_by"))
        return (detail_of(fact), kind_of(fact), say("led by {name}", name=leaders) if leaders else "")
    if isinstance(fact, Sanction):
        regime, reference = text_of(fact, "regime"), text_of(fact, "reference")
        return (kind_of(fact), regime, reference if reference not in regime else "")
    if isinstance(fact, Statement):
        return (text_of(fact, "speaker"), text_of(fact, "role"))
    if isinstance(fact, Report):
        return (fact.symbol, text_of(fact, "author"))
    if isinstance(fact, Agreement):
        parties = list_of(fact, "parties")
        return (", ".join(parties) if len(parties) <= _FEW_PARTIES else say("{count} parties", count=len(parties)),)
    return ()


def _deaths(deaths: Deaths | None) -> str:
    """Return a count of deaths in words; "" where none is given."""
    if deaths is None:
        return ""
    if deaths.max == 0:
        return say("no deaths")
    most = plural(deaths.max, "death")
    return say("{least} to {most}", least=number(deaths.min), most=most) if deaths.min != deaths.max else most


def _dates(fact: Record) -> str:
    """Return the date of a fact in words, and its end if it has another; "" for what has no date."""
    start, end = day_of(fact), end_of(fact)
    if start is None:
        return ""
    if end is None or end == start:
        return start.in_words
    if isinstance(fact, Agreement):
        if end == UNKNOWN:
            return say("{start:words} · ended (day not known)", start=start)
        return say("{start:words} · ended {end:words}", start=start, end=end)
    return start.in_words if end == UNKNOWN else range_in_words(start, end)


def _ended(text: str, fact: Record) -> str:
    """Return the text with when something ended; as it is for what is not known to have ended, or began and ended on one date."""
    end = end_of(fact)
    if end is None or end == day_of(fact):
        return text
    return (
        say("{text} · ended (day not known)", text=text)
        if end == UNKNOWN
        else say("{text} · ended {end:short}", text=text, end=end)
    )


def _line(hit: Hit) -> Line:
    """Return a hit in one line."""
    fact = hit.found.fact
    text, detail = label_of(fact), detail_of(fact) if hit.found.topic != SOURCES.name else ""
    if detail:
        text = say("{name}: {text}", name=text, text=detail)
    more = apart(fact)
    if more and more not in text:
        text = f"{text} · {more}"
    text = _ended(text, fact)
    return Line(
        day_of(fact), noun(1, topic_of(hit.found.topic).word), Marked(text, _marked(hit.match, "title")), fact.id
    )


def apart(fact: Record) -> str:
    """Return what tells a fact apart from another of the same title; "" where its date and detail do."""
    if isinstance(fact, Sanction):
        return text_of(fact, "regime")
    if isinstance(fact, Mission):
        return text_of(fact, "lead")
    if isinstance(fact, Actor):
        return kind_of(fact)
    if isinstance(fact, Statement):
        return text_of(fact, "speaker")
    return text_of(fact, "place") if isinstance(fact, Event) else ""
