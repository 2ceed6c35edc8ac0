"""The JSON Schema of a fact base, made from its structs, by which editors of TOML complete keys and values and mark faults.

It is of draft 2020-12. Dates are texts in it, as validators of TOML take them (taplo and tombi were tried). What only a rule can
see, such as an id that does not exist, is left to `check`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from malibrief.facts.dates import EndDate
from malibrief.facts.guide import HEADER, is_required, keys_of, struct_of, values_of
from malibrief.facts.layout import KEYS
from malibrief.facts.model import SCHEMA
from malibrief.facts.topics import RECURRING, TABLES, TOPICS, TRANSLATED

# A schema is a value of JSON, typed with Any here.
Schema = dict[str, Any]

_TABLES = (*TOPICS, *TABLES)
_DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_FORMS: dict[str, Schema] = {
    "id": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "url": {"pattern": r"^https?://[^\s]+$"},
    "currency": {"pattern": "^[A-Z]{3}$"},
    "tags": {"minItems": 1, "maxItems": 5},
    "sources": {"minItems": 1, "uniqueItems": True},
}
"""What the rules ask of a key beyond its type."""
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_SYNONYMS: Schema = {"type": "object", "additionalProperties": _TEXTS | {"minItems": 1, "uniqueItems": True}}


def schema() -> Schema:
    """Return the schema of a fact base, or of a file that adds to one; descriptions are in the language that is spoken."""
    structs = [struct_of(table) for table in (HEADER, *_TABLES)]
    _, made = msgspec.json.schema_components(structs, schema_hook=_date, ref_template="#/$defs/{name}")
    named = {struct_of(table).__name__: table for table in (HEADER, *_TABLES)}
    definitions = {
        name: _of_table(named[name], _plain(each)) if name in named else _plain(each) for name, each in made.items()
    }
    lists = {table: {"type": "array", "items": _reference(table)} for table in _TABLES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"malibrief: a fact base of schema {SCHEMA}",
        "type": "object",
        "properties": {HEADER: _reference(HEADER), "fr": _french_of_values(), "synonyms": _SYNONYMS, **lists},
        "additionalProperties": False,
        "$defs": definitions,
    }


def _reference(table: str) -> Schema:
    return {"$ref": f"#/$defs/{struct_of(table).__name__}"}


def _date(kind: type) -> Schema:
    """Return the schema of a date, the one type that msgspec does not know: a day of TOML, or a text.

    Both have the pattern: some validators see no difference, and others look at `format` alone.
    """
    form = {"type": "string", "pattern": f"^({_DAY}|unknown)$" if kind is EndDate else f"^{_DAY}$"}
    return {"anyOf": [form | {"format": "date"}, form]}


def _plain(made: Any) -> Any:
    """Return what msgspec made without what TOML does not have (null), or nobody needs: defaults, bounds of 64 bits, docstrings."""
    if isinstance(made, list):
        return [_plain(each) for each in made if each != {"type": "null"}]
    if not isinstance(made, dict):
        return made
    left = {
        name: {key: _plain(each) for key, each in value.items()} if name == "properties" else _plain(value)
        for name, value in made.items()
        if name not in ("default", "minimum", "maximum", "description", "title")
    }
    alternatives = left.get("anyOf", ())
    return alternatives[0] if len(alternatives) == 1 else left


def _of_table(table: str, made: Schema) -> Schema:
    """Return the schema of a record: its keys in their order, with what each holds, and the values that it may have."""
    properties = made["properties"]
    hints = {key.name: key.hint for key in keys_of(table)}
    fields = msgspec.structs.fields(struct_of(table))
    for name, of_key in properties.items():
        values = values_of(table, name)
        target = of_key["items"] if of_key.get("type") == "array" else of_key
        target |= {"enum": list(values)} if values else {}
        of_key |= _FORMS.get(name, {}) | ({"description": hints[name]} if hints.get(name) else {})
    if "fr" in properties:
        properties["fr"] = _french_of(table, properties)
    if table == HEADER:
        properties["schema"] = {"const": SCHEMA}
    made["properties"] = {name: properties[name] for name in (*KEYS[table], "fr") if name in properties}
    if table != HEADER:
        return made | {"required": [field.encode_name for field in fields if is_required(field.name, field)]}
    # A file that only adds to a base says no more than its days.
    own = [name for name in made.pop("required") if name != "updated"]
    return made | {"dependentRequired": {name: [*(each for each in own if each != name), "updated"] for name in own}}


def _french_of(table: str, properties: Schema) -> Schema:
    """Return the schema of the French of a record: a text, or as many as the field has."""
    fields = [name for name in properties if name in TRANSLATED]
    texts = {name: _TEXTS if properties[name].get("type") == "array" else _TEXT for name in fields}
    return {"type": "object", "properties": texts, "additionalProperties": False}


def _french_of_values() -> Schema:
    """Return the schema of `[fr]`: the French of each value, and tables of that of one field."""
    of_topics = [f"{table}.{field}" for table in _TABLES for field in RECURRING if field in KEYS[table]]
    table = {"type": "object", "additionalProperties": _TEXT}
    return {
        "type": "object",
        "properties": {name: {"anyOf": [_TEXT, table]} for name in (*RECURRING, *of_topics)},
        "additionalProperties": _TEXT,
    }
