"""Every rule by which faults of a fact base are told, also those of its shape, each with its severity and what it asks."""

from __future__ import annotations

from typing import NamedTuple

from malibrief.facts import checks, stale
from malibrief.language import say

SHAPE = {
    "encoding": "A file is UTF-8.",
    "syntax": "A file is TOML.",
    "empty": "A fact base has facts.",
    "header": "A fact base begins with [factbase], which says its title, place, schema and last edit (`updated`).",
    "unknown-table": "Every table is one of a topic, or of offices, series or sources.",
    "unknown-key": "A record has only keys that its table knows.",
    "missing-key": "A record has every key that its table needs.",
    "type": "Every value is of the type that its key asks for.",
}
"""What the rules of shape ask, which are those of severity "error" that reading itself applies."""
AGAIN = "Nothing has stood for long without anybody looking at it again; it is looked for with --stale only."
"""What the rule of what is to be looked at again asks, which is no fault."""


class Described(NamedTuple):
    """A rule's name, its severity (error, warning or stale), and what it asks, in the language that is spoken."""

    name: str
    severity: str
    about: str


def described() -> list[Described]:
    """Return every rule: those of shape, errors, warnings, and what is to be looked at again."""
    rules = [Described(rule.name, rule.severity, say(sentence(rule.check.__doc__))) for rule in checks.RULES.values()]
    shape = [Described(name, "error", say(about)) for name, about in SHAPE.items()]
    return [*shape, *rules, Described(stale.RULE, stale.RULE, say(AGAIN))]


def sentence(docstring: str | None) -> str:
    """Return the first line of a rule's docstring, which is what it asks."""
    return (docstring or "").splitlines()[0]
