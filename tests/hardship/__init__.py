"""Hard times: kinds of misuse, bad luck and malice, each tried many times over.

A hardship is a function that tries a number of cases and yields one line for each: "" where the program did what it
should, else what went wrong, with the smallest way to see it again. A small number of each kind runs in every test run
(`test_hardship.py`); `python -m tests.hardship` runs the whole numbers and prints the table of `SECURITY.md`.

A hardship gets its own empty directory and a source of chance whose seed is fixed, so that what failed fails again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Trial = Callable[[random.Random, Path, int], Iterator[str]]


class Hardship(NamedTuple):
    """What is tried in words, how many cases of it in every test run and in a whole run, and the function that tries them."""

    what: str
    small: int
    whole: int
    run: Trial


HARDSHIPS: dict[str, Hardship] = {}
"""Every hardship by its function's name, once the modules beside this one are imported."""


def hardship(what: str, small: int, whole: int, *, possible: bool = True) -> Callable[[Trial], Trial]:
    """Enter a function into the registry, unless this system has not what it needs.

    It is called with a source of chance, an empty directory and the number of cases.
    """

    def register(run: Trial) -> Trial:
        if possible:
            HARDSHIPS[run.__name__] = Hardship(what, small, whole, run)
        return run

    return register


def load() -> dict[str, Hardship]:
    """Import every module of hardships that stands beside this one; returns the registry in the order of their names."""
    from importlib import import_module
    from pathlib import Path

    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        if not path.name.startswith("test_"):
            import_module(f"tests.hardship.{path.stem}")
    return HARDSHIPS
