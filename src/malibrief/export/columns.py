"""The columns of an export: what each holds, made from the types that the model's structs give their fields."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import inspect

from malibrief.facts.dates import EndDate
from malibrief.facts.topics import FACTS, TOPICS, TRANSLATED, Topic, table_meant
from malibrief.views.columns import HORIZON, NESTED

Kind = Literal["text", "integer", "number", "truth", "date", "end", "day"]
"""What a column holds: a `date` is a day, a month or a year, an `end` may be "unknown" too, a `day` is always one."""


class Column(msgspec.Struct, frozen=True):
    """A column: what it holds, of which `field` of a record, whether every row has it, and the table whose id it is, if any.

    `part` says which part of the field it is: the `first` or the `last` day that a date can mean, or the French (`fr`).
    """

    name: str
    kind: Kind = "text"
    field: str = ""
    part: Literal["", "first", "last", "fr"] = ""
    required: bool = False
    target: str = ""


def columns_of_field(topic: Topic, name: str) -> list[Column]:
    """Return the columns of a field; none for a list, three for a date, two for what has French."""
    if name == HORIZON:
        return columns_of(name, "date")
    field = {each.name: each for each in type_of(topic.struct).fields}.get(name)
    if field is None:  # a part of a value, or the link to the document that a fact is
        outer, _, inner = name.partition("_")
        parts = {part.encode_name: part for part in type_of(NESTED[outer]).fields} if outer in NESTED else {}
        kind = kind_of(parts[inner].type) if parts else "text"
        return columns_of(name, kind) if kind else []
    kind = kind_of(field.type)
    target = FACTS if name == "id" and topic.name in TOPICS else table_meant(topic.struct, name)
    required = field.required or isinstance(field.type, inspect.BoolType)
    columns = columns_of(name, kind, required, target) if kind else []
    return [column for column in columns if column.part != "fr" or "fr" in topic.struct.__struct_fields__]


def columns_of(name: str, kind: Kind, required: bool = False, target: str = "") -> list[Column]:
    """Return the columns of a value: with the first and the last day of a date, and with the French of a text that may have one."""
    columns = [Column(name, kind, name, "", required, target)]
    if kind in ("date", "end"):
        columns += [
            Column(f"{name}_first", "day", name, "first", required), Column(f"{name}_last", "day", name, "last", required)
        ]  # fmt: skip
    elif kind == "text" and name in TRANSLATED and not target:
        columns.append(Column(f"{name}_fr", "text", name, "fr"))
    return columns


@cache
def type_of(struct: type[msgspec.Struct]) -> Any:  # msgspec says of it nothing more
    """Return what msgspec knows of a struct and its fields."""
    return inspect.type_info(struct)


def kind_of(of: inspect.Type) -> Kind | None:
    """Return what a column of a type holds; None for a list, whose items are rows of another table."""
    types = [each for each in getattr(of, "types", [of]) if not isinstance(each, inspect.NoneType)]
    if isinstance(types[0], inspect.CustomType):
        return "end" if types[0].cls is EndDate else "date"
    if isinstance(types[0], inspect.BoolType):
        return "truth"
    if isinstance(types[0], inspect.IntType):
        return "number" if len(types) > 1 else "integer"
    return "text" if isinstance(types[0], inspect.StrType | inspect.LiteralType) else None
