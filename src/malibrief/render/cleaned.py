"""The wall between facts and forms: a view with every text in it cleaned, so that no renderer gets a raw one.

A renderer need not clean anything, only escape what its own form would read as something else.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from malibrief.facts.dates import PartialDate
from malibrief.text import clean
from malibrief.views.listing import Marked

_View = TypeVar("_View")
_NO_TEXT = frozenset((PartialDate, int, float, bool, type(None)))


def cleaned(view: _View) -> _View:
    """The view with every text in it cleaned, however deep: in structs, tuples, lists, keys and values, and in what its functions return.

    An object that stands in several places, as a source does, is cleaned once.
    """
    done: dict[int, Any] = {}

    def walk(value: Any) -> Any:
        kind = value.__class__
        if kind is str:
            return clean(value)
        if kind in _NO_TEXT:
            return value
        if id(value) not in done:
            done[id(value)] = _inside(value, walk)
        return done[id(value)]

    whole: _View = walk(view)
    return whole


def _inside(value: Any, walk: Any) -> Any:
    """One value of several parts, each of which `walk` cleans."""
    match value:
        case msgspec.Struct():
            return value.__class__(**{name: walk(getattr(value, name)) for name in value.__struct_fields__})
        case PartialDate():
            return value
        case tuple():
            make = getattr(value.__class__, "_make", value.__class__)  # a named tuple takes its parts one by one
            return make(map(walk, value))
        case list():
            return [walk(each) for each in value]
        case dict():
            return {walk(key): walk(each) for key, each in value.items()}
        case Marked():
            return Marked(clean(value), tuple(map(clean, value.words)))
        case _ if callable(value):
            return lambda: cleaned(value())
    raise TypeError(f"a view holds {value!r}, which nothing here cleans")
