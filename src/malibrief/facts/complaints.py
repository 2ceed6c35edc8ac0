"""What the libraries that read a file complain of, in the language that is spoken: tomli of its syntax, msgspec of its values.

Python itself complains of numbers of thousands of digits.
"""

from __future__ import annotations

import re
from functools import cache

from malibrief.language import is_french, say

COMPLAINTS = (
    "{complaint} - at `{place}`",
    "Expected `{kind}` <= {most}",
    "Expected `{kind}` >= {least}",
    "Expected `{wanted}`, got `{given}`",
    "Invalid enum value {value}",
    "Object contains unknown field `{field}`",
    "Object missing required field `{field}`",
    "Cannot declare {key} twice",
    "Cannot mutate immutable namespace {key}",
    "Cannot overwrite a value",
    "Cannot redefine namespace {key}",
    "Duplicate inline table key {key}",
    "Escaped character is not a Unicode scalar value",
    "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; "
    "use sys.set_int_max_str_digits() to increase the limit",
    "Expected '=' after a key in a key/value pair",
    "Expected ']' at the end of a table declaration",
    "Expected ']]' at the end of an array declaration",
    "Expected newline or end of document after a statement",
    "Expected {sign}",
    "Found invalid character {sign}",
    "Illegal character {sign}",
    "Invalid date or datetime",
    "Invalid hex value",
    "Invalid initial character for a key part",
    "Invalid statement",
    "Invalid value",
    "TOML inline arrays/tables are nested more than the allowed {most} levels",
    "TOML key has more than the allowed {most} parts",
    "Unclosed array",
    "Unclosed inline table",
    "Unescaped '\\' in a string",
    "Unterminated string",
    "maximum recursion depth exceeded",
    "maximum recursion depth exceeded in comparison",
    "maximum recursion depth exceeded while calling a Python object",
)
"""The complaints, with names for what stands in them; a narrower one comes before a wider one."""
KINDS = ("array", "bool", "date", "datetime", "float", "int", "object", "str", "time")
"""What msgspec calls the kinds of values that TOML has; it names `null` too, which TOML has not."""


def told(complaint: str) -> str:
    """Return a complaint in the language that is spoken; one that is not known stays as it is."""
    if not is_french():
        return complaint
    for phrase in COMPLAINTS:
        if match := form(phrase).fullmatch(complaint):
            return say(phrase, **{name: _value(name, text) for name, text in match.groupdict().items()})
    return complaint


@cache
def form(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a complaint, which has a group for each name in the phrase."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(phrase)), re.DOTALL)


def _value(name: str, text: str) -> str:
    """Return what stands in a complaint under a name: kinds of values, another complaint, or what stays as it is."""
    if name in ("kind", "wanted", "given"):
        return say(" or ").join(say(f"`{kind}`") for kind in text.split(" | ") if kind != "null")
    return told(text) if name == "complaint" else text
