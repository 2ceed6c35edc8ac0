"""Valid fact bases of any size: `python -m tests.benchmarks.generate COUNT FILE`.

The shipped base comes first, unchanged; the rest, in both languages, is made up from invented words that are spread as words
of a language are (Zipf), so that the same questions can be asked of every size. The word `tithe` is in every tenth fact.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.facts.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
COMMON = "tithe"
"""The word that a tenth of the made-up facts contain."""
OFFICES, SERIES = 400, 500
"""How many offices and series are made up; a quarter of each are those of missions."""

_SYLLABLES = "ka ko su ri ba no te mi la do fa gu ze pi wa hu".split()


def _words(chance: random.Random, count: int = 20000) -> tuple[list[str], list[float]]:
    words = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(count)})
    chance.shuffle(words)
    return words, [1 / (rank + 10) for rank in range(len(words))]


def facts(count: int, seed: int = 1) -> Iterator[str]:
    """Made-up facts as TOML tables, over the topics in turn, then the offices and series that they name."""
    chance = random.Random(seed)
    words, weights = _words(chance)
    pool = chance.choices(words, weights, k=500_000)

    def text(least: int, most: int) -> str:
        start = chance.randrange(len(pool) - most)
        return " ".join(pool[start : start + chance.randint(least, most)]).capitalize()

    bodies = (
        _event, _mission, _resolution, _report, _agreement, _funding, _person, _sanction, _figure, _statement, _actor,
    )  # fmt: skip
    for n in range(count):
        topic, body = bodies[n % len(bodies)](chance, text)
        common = f" {COMMON}" if n % 10 == 3 else ""
        whole = f'"made-{n - len(bodies)}"' if n >= len(bodies) and n % 5 == 0 else ""
        part_of = {"missions": whole, "funding": whole, "actors": whole and f"[{whole}]"}.get(topic)
        yield (
            f'[[{topic}]]\nid = "made-{n}"\n{body}summary = "{text(15, 40)}{common}."\n'
            f'fr.{TOPICS[topic].label} = "{text(4, 9)}"\nfr.summary = "{text(15, 45)}."\n'
            + (f"part_of = {part_of}\n" if part_of else "")
            + f'tags = ["{chance.choice(("politics", "military", "development", "north"))}"]\nsources = ["made-source-{n % 50}"]\n'
        )
    missions = range(1, count, len(bodies))
    for n in range(OFFICES if count else 0):
        yield _office(n, text, next(iter(missions[n : n + 1]), None) if n % 4 == 0 else None)
    for n in range(SERIES if count else 0):
        yield _series(n, text, next(iter(missions[n : n + 1]), None) if n % 4 == 0 else None)


def _office(n: int, text: Callable[[int, int], str], mission: int | None) -> str:
    """An office as a TOML table; with a mission's number it serves that mission."""
    serves = "" if mission is None else f'serves = "made-{mission}"\n'
    return (
        f'[[offices]]\nid = "made-office-{n}"\ntitle = "{text(2, 4)}"\norganisation = "{text(1, 2)}"\nrank = {1000 + n}\n{serves}'
        f'fr.title = "{text(2, 4)}"\n'
    )


def _series(n: int, text: Callable[[int, int], str], mission: int | None) -> str:
    """A series as a TOML table; with a mission's number it is the strength of that mission."""
    strength = "" if mission is None else f'of = "made-{mission}"\nstrength_of = "made-{mission}"\n'
    return (
        f'[[series]]\nid = "made-series-{n}"\ntitle = "{text(3, 7)}"\nunit = "people"\ncounts = "stock"\nby = "{text(1, 2)}"\n{strength}'
        f'definition = "{text(8, 20)}."\nfr.title = "{text(3, 7)}"\nfr.unit = "personnes"\nfr.definition = "{text(8, 20)}."\n'
    )


def _day(chance: random.Random) -> str:
    return f"{chance.randint(2012, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def _event(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "events", f'date = {_day(chance)}\ntitle = "{text(4, 9)}"\nplace = "{text(1, 1)}"\n'


def _mission(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "missions", f'name = "{text(2, 4)}"\nkind = "regional"\nstart = {_day(chance)}\nlead = "{text(1, 2)}"\n'


def _resolution(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "resolutions", f'kind = "presidential-statement"\ndate = {_day(chance)}\ntitle = "{text(5, 9)}"\n'


def _report(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "reports", f'date = {_day(chance)}\ntitle = "{text(5, 9)}"\nauthor = "{text(2, 2)}"\n'


def _agreement(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "agreements", f'date = {_day(chance)}\nname = "{text(3, 6)}"\nparties = ["{text(1, 2)}", "{text(1, 2)}"]\n'


def _funding(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    day = _day(chance)
    amount = chance.randint(1, 900) * 1_000_000
    return "funding", (
        f'title = "{text(5, 9)}"\nkind = "pledge"\ndonor = "{text(1, 2)}"\nrecipient = "{text(1, 2)}"\n'
        f'amount = {amount}\ncurrency = "EUR"\nstart = {day}\nend = {day}\n'
    )


def _person(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    office = f"made-office-{chance.randrange(OFFICES)}"
    return "people", f'name = "{text(2, 3)}"\noffice = "{office}"\nstart = {_day(chance)}\nend = "unknown"\n'


def _sanction(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "sanctions", f'name = "{text(2, 4)}"\nkind = "person"\nregime = "{text(1, 1)}"\nstart = {_day(chance)}\n'


def _figure(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    series = f"made-series-{chance.randrange(SERIES)}"
    return (
        "figures",
        f'series = "{series}"\ntitle = "{text(3, 7)}"\ndate = {_day(chance)}\nvalue = {chance.randint(1, 10**6)}\n',
    )


def _statement(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return "statements", f'date = {_day(chance)}\ntitle = "{text(5, 9)}"\nspeaker = "{text(2, 2)}"\n'


def _actor(chance: random.Random, text: Callable[[int, int], str]) -> tuple[str, str]:
    return (
        "actors",
        f'name = "{text(2, 4)}"\nkind = "armed-movement"\nled_by = ["{text(2, 2)}"]\nstart = {_day(chance)}\n',
    )


def write(count: int, path: Path) -> None:
    """A fact base of at least `count` facts: the shipped ones and as many made-up ones as are missing."""
    shipped = SHIPPED.read_text(encoding="utf-8")
    missing = max(count - sum(shipped.count(f"\n[[{topic}]]") for topic in TOPICS), 0)
    sources = "".join(
        f'[[sources]]\nid = "made-source-{n}"\ntitle = "Made-up source {n}"\npublisher = "Nobody"\nlang = "en"\nkind = "press"\n'
        for n in range(50 if missing else 0)
    )
    with path.open("w", encoding="utf-8") as out:
        out.write(shipped + "\n" + sources)
        out.writelines(facts(missing))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
