"""The labels of bars, each with what tells it apart from the others of its picture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from malibrief.facts.model import Person, Sanction, day_of
from malibrief.facts.told import label_of, text_of
from malibrief.language import say
from malibrief.views.answer import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.facts.model import Record

_ON_LISTS = ("person", "entity")
"""The kinds of sanctions whose names do not say the regime: those who are on a list."""


def labels_of(facts: Sequence[Record]) -> list[str]:
    """Return the label of each fact: persons have their roles where offices differ, those on lists the regime where these do.

    What else would have the label of another has its role, regime or the like too and, where that is the same, its date.
    """
    offices = {fact.office for fact in facts if isinstance(fact, Person)}
    regimes = {fact.regime for fact in facts if isinstance(fact, Sanction)}
    labels = []
    for fact in facts:
        is_one_of_many = isinstance(fact, Person) and len(offices) > 1
        is_on_one_of_many = isinstance(fact, Sanction) and fact.kind in _ON_LISTS and len(regimes) > 1
        labels.append(_with_more(fact) if is_one_of_many or is_on_one_of_many else label_of(fact))
    times = Counter(labels)
    told = [_with_more(fact) if times[label] > 1 else label for fact, label in zip(facts, labels, strict=True)]
    times = Counter(told)
    return [_dated(fact, label) if times[label] > 1 else label for fact, label in zip(facts, told, strict=True)]


def _with_more(fact: Record) -> str:
    """Return a fact's label with its role, regime or the like, unless its name says that."""
    label = label_of(fact)
    more = text_of(fact, "role") if isinstance(fact, Person) else apart(fact)
    return say("{name}: {text}", name=label, text=more) if more and more not in label else label


def _dated(fact: Record, label: str) -> str:
    """Return a label with the date of its fact, if it has one."""
    day = day_of(fact)
    return f"{label} ({day.short})" if day else label
