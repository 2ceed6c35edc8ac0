"""A form for a new record: its table as TOML, with what has to be filled in, and what may be, behind a `#`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.guide import HEADER, keys_of
from malibrief.language import say

if TYPE_CHECKING:
    from malibrief.facts.guide import Key


def skeleton(table: str) -> str:
    """Return the form for a record of a table, or for the header of a base; comments are in the language that is spoken.

    What has to be given comes first. As it is, it has faults; `check` names what is still to be filled in.
    """
    keys = keys_of(table)
    header = f"[{table}]" if table == HEADER else f"[[{table}]]"
    needed = [_line(key) for key in keys if key.required]
    optional = [f"# {_line(key)}" for key in keys if not key.required]
    said = say("# What else is known; delete the sign before it:")
    return "".join(f"{line}\n" for line in (header, *needed, said, *optional))


def _line(key: Key) -> str:
    """Return a key without content, and beside it what it holds."""
    return f"{key.name} = {key.empty}" + (f"  # {key.hint}" if key.hint else "")
