"""Trying a hardship out: a fresh directory, a cache of its own, and a count of what failed."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from tests.hardship import Hardship

SEED = 2012


def try_out(hardship: Hardship, cases: int) -> tuple[int, list[str]]:
    """Run so many cases of a hardship in a directory of its own; returns how many were tried, and what failed."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory) / "place"
        place.mkdir()
        with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": f"{directory}/cache"}):
            told = list(hardship.run(random.Random(SEED), place, cases))
    return len(told), [failure for failure in told if failure]
