"""What Typer says of a command line that it cannot read, in the language that is spoken."""

from __future__ import annotations

from malibrief.facts.complaints import form
from malibrief.language import is_french, say

REFUSALS = (
    "Got unexpected extra argument(s) ({words})",
    "Missing argument '{name}'.",
    "Missing command.",
    "No such option: {option} (Possible options: {others})",
    "No such option: {option}",
    "Option '{option}' does not take a value.",
    "Option '{option}' requires an argument.",
)
"""What it says, with names for what stands in it; a narrower one comes before a wider one."""


NUMBERS = (
    "Invalid value for {names}: {value} is not a valid int range.",
    "Invalid value for {names}: {value} is not in the range x>={least}.",
)
"""What it says of a value that is no number, or too low a one; all options that take numbers take them from 0."""


def told(refused: str) -> str:
    """Return what Typer says in the language that is spoken; what is not known stays as it is."""
    for phrase in NUMBERS:
        if match := form(phrase).fullmatch(refused):
            option, value = (match[group].strip("'").partition("'")[0] for group in ("names", "value"))
            return say("{option} takes a whole number from 0, not {value!r}", option=option, value=value)
    if not is_french():
        return refused
    for phrase in REFUSALS:
        if match := form(phrase).fullmatch(refused):
            values = match.groupdict()
            if "name" in values:  # of an argument, as the help calls it
                values["name"] = say(values["name"])
            return say(phrase, **values)
    return refused
