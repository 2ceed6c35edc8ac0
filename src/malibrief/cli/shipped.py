"""Find the fact base that is shipped with the program, and the day of its last edit, without opening it."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from malibrief.errors import FactBaseError, MalibriefError
from malibrief.facts.dates import PartialDate
from malibrief.language import say

_HEADER, _UPDATED = "[factbase]\n", "updated = "


def shipped() -> Path:
    """Return the path of the fact base shipped with the program: inside the package, or in `data/` of a checkout.

    Raises FactBaseError if it is missing.
    """
    package = Path(__file__).parents[1]
    places = (package / "data" / "facts.toml", package.parents[1] / "data" / "facts.toml")
    for place in places:
        if place.is_file():
            return place
    said = (
        "{path}: the fact base shipped with malibrief is missing\n"
        "    hint: reinstall malibrief, or give a fact base with --facts PATH"
    )
    raise FactBaseError(say(said, path=places[0]))


def edited() -> PartialDate | None:
    """Return the day of the last edit of that base, from its header alone; None where that cannot be read.

    The file is laid out as `fmt` does it, so that no TOML has to be parsed for a line.
    """
    try:
        with open(shipped(), encoding="utf-8") as file:
            any(line == _HEADER for line in file)  # what stands above the header is left out
            header = takewhile(lambda line: not line.startswith("["), file)
            days = [line.removeprefix(_UPDATED) for line in header if line.startswith(_UPDATED)]
            return PartialDate.parse(days[0].strip()) if days else None
    except (MalibriefError, OSError, ValueError):
        return None
