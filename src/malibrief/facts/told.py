"""What a record says of itself in the language that is spoken: the value of a field, its title, and what a line adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.model import Actor, Figure, Funding, Named, Person, Source, symbol_of, value_of
from malibrief.language import is_french, say
from malibrief.text import money, number

if TYPE_CHECKING:
    from malibrief.facts.model import Mission, Record, Resolution, Sanction, Value

ENGLISH = "[en]"
"""The mark after an English text that has no French where French is spoken."""
_MARKED = ("title", "summary", "definition")
"""The fields that are sentences, so that one without French is marked; a name may be the same in both languages."""
_OF_PROGRAM = ("counts", "period", "covers")
"""The fields whose values are words of the program, not of the base."""
KIND_NAMES = {
    "un-peacekeeping": "UN peace operation",
    "au-ecowas": "African mission",
    "eu-csdp": "EU mission",
    "french": "French operation",
    "coalition": "coalition",
    "regional": "regional force",
    "private-military": "private military company",
    "paramilitary": "paramilitary force",
    "humanitarian": "humanitarian mission",
    "regime": "sanctions regime",
    "state": "measures against the State",
}
"""What missions and sanctions of each kind are called in English; a kind that is not listed here is words already."""


def kind_of(fact: Actor | Mission | Sanction) -> str:
    """Return in words what kind of thing a fact is, in the language that is spoken; its code is `kind`."""
    name = KIND_NAMES.get(fact.kind)
    return say(name) if name else text_of(fact, "kind").replace("-", " ")


def told(record: Record, field: str) -> Value:
    """Return the value of a field in the language that is spoken; an English sentence without French is marked `[en]`.

    Titles of sources are those of the documents. None where records of this topic have no such field.
    """
    value = value_of(record, field)
    if not value or not is_french():
        return value
    if isinstance(record, Source):
        return say(str(value)) if field == "kind" else value
    french = say(str(value)) if field in _OF_PROGRAM else record.fr.get(field)
    if french is None and field in _MARKED:
        return f"{value} {ENGLISH}"
    return french or value


def told_part(record: Record, column: str, value: Value) -> Value:
    """Return a part of a nested value, such as `votes_abstained`, in the language that is spoken."""
    known = record.fr.get(column) if is_french() and not isinstance(record, Source) else None
    return known or value


def votes_of(fact: Resolution) -> str:
    """Return a vote as "13 for, 0 against, 2 abstaining (China, Russia)", "" where none is given; states where the fact names them."""
    votes = fact.votes
    if votes is None:
        return ""
    against, abstaining = (
        f" ({', '.join(names)})"
        if isinstance(names := told_part(fact, f"votes_{part}", states), list) and names
        else ""
        for part, states in (("opposed", votes.opposed), ("abstained", votes.abstained))
    )
    return say(
        "{for_} for, {against} against{opposed}, {abstain} abstaining{abstained}",
        for_=votes.for_,
        against=votes.against,
        opposed=against,
        abstain=votes.abstain,
        abstained=abstaining,
    )


def text_of(record: Record, field: str) -> str:
    """Return the text of a field in the language that is spoken, "" where there is none."""
    return str(told(record, field) or "")


def list_of(record: Record, field: str) -> list[str]:
    """Return the texts of a field that holds a list, in the language that is spoken; [] where there are none."""
    value = told(record, field)
    return list(value) if isinstance(value, list) else []


def label_of(record: Record) -> str:
    """Return a record's title or name in the language that is spoken."""
    return text_of(record, "name" if isinstance(record, Named) else "title")


def detail_of(fact: Record) -> str:
    """Return what a line about a fact adds to its title: a value, money's kind and amount, a role, a symbol, a full name.

    "" where there is nothing to add.
    """
    if isinstance(fact, Figure):
        return f"{number(fact.value)} {told(fact, 'unit')}"
    if isinstance(fact, Funding):
        kind = text_of(fact, "kind")
        if fact.amount is None or fact.currency is None:
            return kind
        return f"{kind}, {money(fact.amount, fact.currency)}"
    if isinstance(fact, Person):
        return text_of(fact, "role")
    if isinstance(fact, Actor):
        return text_of(fact, "full_name") if fact.full_name and fact.full_name != fact.name else ""
    return symbol_of(fact) or ""
