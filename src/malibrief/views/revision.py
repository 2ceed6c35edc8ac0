"""What one edition of a fact base says that another did not, without styling: by table, and as a sheet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.changes import FRENCH, HEADER, KINDS, SYNONYMS
from malibrief.facts.layout import toml_of
from malibrief.language import say
from malibrief.text import joined, number
from malibrief.views.sheet import Sheet

if TYPE_CHECKING:
    from malibrief.facts.changes import Change, Edition, Field
    from malibrief.facts.model import Value
    from malibrief.views.columns import Cell


LINES = {"added": "added: {title}", "corrected": "corrected: {title}", "withdrawn": "withdrawn: {title}"}
"""How a line tells what became of a record."""


class Revision(msgspec.Struct, frozen=True):
    """Two editions of a fact base, and what was added, corrected and withdrawn from the old to the new one."""

    old: Edition
    new: Edition
    changes: list[Change]

    @property
    def heading(self) -> str:
        """What is compared."""
        if not (self.old.updated and self.new.updated):
            return say("From the older file to the newer one")
        days = {"old": self.old.updated, "new": self.new.updated}
        return say("{title}: from the edition of {old:words} to that of {new:words}", title=self.new.title, **days)

    @property
    def counted(self) -> str:
        """How many records were added, corrected and withdrawn, in one sentence."""
        if not self.changes:
            return say("nothing has changed")
        counts = {kind: number(sum(change.kind == kind for change in self.changes)) for kind in KINDS}
        return say("{added} added, {corrected} corrected, {withdrawn} withdrawn", **counts)

    @property
    def sections(self) -> list[tuple[str, list[Change]]]:
        """The changes by table, under its name as people read it; tables without any are left out."""
        by_table = groupby(self.changes, key=lambda change: change.table)
        return [(table_name(table), list(changes)) for table, changes in by_table]

    def sheet(self) -> Sheet:
        """Return a row for each field of what was corrected, and one for what was added or withdrawn."""
        columns = ("change", "table", "id", "title", "field", "old", "new")
        return Sheet(columns, [row for change in self.changes for row in _rows(change)])


def _rows(change: Change) -> list[tuple[Cell, ...]]:
    head = (change.kind, change.table, change.id, change.title)
    fields = [(*head, field.name, text_of(field.old), text_of(field.new)) for field in change.fields]
    return list(fields) or [(*head, "", "", "")]


def table_name(table: str) -> str:
    """Return what a table of a base is called."""
    named = {HEADER: say("the base itself"), FRENCH: say("French of values"), SYNONYMS: say("synonyms")}
    return named.get(table) or say(table)


def line_of(change: Change, title: str) -> str:
    """Return the line that tells what became of a record of this title."""
    return say(LINES[change.kind], title=title)


def told(field: Field, arrow: str) -> str:
    """Return how a field changed, in one line: its old and its new value, of a list or where one is missing what went and what came."""
    old, new = ([text_of(each) for each in _elements(value)] for value in (field.old, field.new))
    if len(old) == len(new) == 1:
        return f"{old[0]} {arrow} {new[0]}"
    gone, came = [each for each in old if each not in new], [each for each in new if each not in old]
    if not (gone or came):
        return f"{joined(old)} {arrow} {joined(new)}"
    return joined([*(f"- {each}" for each in gone), *(f"+ {each}" for each in came)])


def _elements(value: Value) -> list[object]:
    """Return what a list holds, or the value itself; nothing for none."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def text_of(value: object) -> str:
    """Return a value as text: a list as its elements, a value with parts as TOML has it, "" for none."""
    if value is None or isinstance(value, str):
        return value or ""
    plain = msgspec.to_builtins(value, enc_hook=str)
    if isinstance(plain, list):
        return joined(text_of(each) for each in plain)
    return toml_of(plain)
