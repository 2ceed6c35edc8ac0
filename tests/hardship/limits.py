"""Fact bases that are broken, huge or absurd: every one ends in an answer or in a sentence, and soon.

Times are CPU times within this process, and compared with one another: what doubles may take three times as long, not four.
"""

from __future__ import annotations

import re
import time
from itertools import cycle, islice
from typing import TYPE_CHECKING

from tests.conftest import BASE, EVENT, HEADER, SOURCE
from tests.hardship import hardship
from tests.hardship.injection import tried, wrong
from tests.tables import record

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECONDS = 10
"""The CPU time that no absurd file may take in three questions."""
SIGNS = (
    "\n", "\r", "\t", " ", '"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", ",", ".", "=", "#", "\\", "\\u0000", "\\u202e", "\\ud800",
    "\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ufeff", "é", "👩", "1e400", "-1", "9" * 400, "0x" + "f" * 99, "nan", "inf", "true", "[]", "{}",
    "2001-02-30", "2001-13", "unknown", "id", "events", "[[events]]\n", "[factbase]\n", "[events]\n", "sources = []\n", "a.b = 1\n",
)  # fmt: skip
"""What is put into a file where it does not belong."""
NUMBER = record("series", "s") + record("figures", "n", series="s", value=None) + "value = "
HUGE = {
    "309 zeros": "1" + "0" * 309, "4,300 digits": "1" * 4300, "4,301 digits": "1" * 4301, "6,000 hexadecimal digits": "0x" + "f" * 6000,
    "65 bits": "18446744073709551616", "64 bits": "9223372036854775808", "-64 bits": "-9223372036854775809", "1e400": "1e400", "-1e400": "-1e400",
    "nan": "nan", "inf": "inf", "500,000 decimals": "1." + "1" * 500_000, "a million binary digits": "0b" + "1" * 10**6, "underscores": "1_" * 9999 + "1",
}  # fmt: skip


def event(n: int, **fields: str) -> str:
    """An event with an id of its own and these fields, as TOML, instead of its own."""
    text = EVENT.replace('"e"', f'"e{n}"')
    for name, value in fields.items():
        text, found = re.subn(rf"(?m)^{name} = .*$", lambda _, line=f"{name} = {value}": line, text)  # type: ignore[misc]
        text += "" if found else f"{name} = {value}\n"
    return text


def asked(path: Path) -> str:
    """What is wrong with the answers to a file: as the base itself, beside the small one, and checked; "" where nothing is."""
    runs = (
        ["check", str(path)],
        ["events", "--facts", str(path)],
        ["events", "--facts", str(BASE), "--add", str(path)],
    )
    ended = [tried(*words) for words in runs]
    faults = [fault for words, end in zip(runs, ended, strict=True) if (fault := wrong(words, end, (0, 1, 3)))]
    if faults:
        return faults[0]
    checked, read, added = (code for code, _, _ in ended)
    if checked == 0 and 0 not in (read, added):
        return f"check passes what is refused: {path.read_bytes()[:300]!r}"
    if read == 0 and checked != 0:
        return f"check refuses what is read: {path.read_bytes()[:300]!r}"
    return ""


@hardship("random mutations of TOML, asked in three ways", small=20, whole=3_000)
def mutations(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """The small base with up to four pieces put in, cut out, doubled or moved."""
    whole = BASE.read_text(encoding="utf-8")
    for n in range(cases):
        text = whole
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(text))
            piece = text[start : start + chance.choice((1, 1, 2, 5, 40, 900))]
            elsewhere = chance.randrange(len(text))
            text = chance.choice(
                (
                    text[:start] + chance.choice(SIGNS) + text[start:],
                    text[:start] + chance.choice(SIGNS) + text[start + len(piece) :],
                    text[:start] + text[start + len(piece) :],
                    text[:elsewhere] + piece + text[elsewhere:],
                )
            )
        path = place / f"{n}.toml"
        path.write_bytes(text.encode(errors="surrogatepass"))
        yield asked(path)
        path.unlink()


def absurd() -> Iterator[tuple[str, str | bytes]]:
    """Files that are TOML in an absurd way, or not quite, each with what it is."""
    fact = HEADER + EVENT + SOURCE
    for name, value in HUGE.items():
        yield f"a value of {name}", HEADER + SOURCE + NUMBER + value + "\n"
    for field, value in (("deaths", "{ min = 1, max = %s }"), ("date", "%s"), ("title", "%s"), ("tags", "[%s]")):
        yield f"a huge number for {field}", HEADER + event(1, **{field: value % HUGE["309 zeros"]}) + SOURCE
        yield (
            f"a hexadecimal one for {field}",
            HEADER + event(1, **{field: value % HUGE["6,000 hexadecimal digits"]}) + SOURCE,
        )
    yield "a huge schema", HEADER.replace("schema = 2", "schema = 0x" + "f" * 6000) + EVENT + SOURCE
    yield "a huge day of editing", HEADER.replace("2005-06-30", "1" + "0" * 309) + EVENT + SOURCE
    yield "a huge day of covering", HEADER + f"covered = 1{'0' * 309}\n" + EVENT + SOURCE
    yield "a huge rank", HEADER + record("offices", "o", rank=2**64) + EVENT + SOURCE
    for depth in (100, 399, 401, 100_000):
        yield f"lists nested {depth} deep", f"{fact}a = {'[' * depth}{']' * depth}\n"
        yield f"tables nested {depth} deep", f"{fact}a = {'{a=' * depth}1{'}' * depth}\n"
        yield f"a field nested {depth} deep", HEADER + event(1, deaths="[" * depth + "]" * depth) + SOURCE
        yield f"a key of {depth} parts", f"{fact}{'.'.join('a' * depth)} = 1\n"
        yield f"a header of {depth} parts", f"{fact}[{'.'.join('a' * depth)}]\n"
    yield "lists that are not closed", fact + "a = " + "[" * 100_000
    yield "a string of a million letters", HEADER + event(1, title='"' + "a" * 10**6 + '"') + SOURCE
    yield "a string of a million escapes", HEADER + event(1, title='"' + "\\u0041" * 10**6 + '"') + SOURCE
    yield "a million lines in a string", HEADER + event(1, summary='"""' + "a\n" * 10**6 + '"""') + SOURCE
    yield "a string that is not closed", HEADER + '[[events]]\nid = "' + "a" * 10**6
    yield "an id of a million letters", HEADER + EVENT.replace('"e"', '"' + "A" * 10**6 + '"') + SOURCE
    yield (
        "a source id of a million letters",
        HEADER + event(1, sources='["' + "s" * 10**6 + '"]') + SOURCE.replace('"s"', '"' + "s" * 10**6 + 't"'),
    )
    yield "a million blanks", HEADER + " " * 10**6 + EVENT + SOURCE
    yield "a million comments", HEADER + "#\n" * 10**6 + EVENT + SOURCE
    yield "a list of 300,000 tags", HEADER + event(1, tags="[" + '"coup",' * 300_000 + "]") + SOURCE
    yield "20,000 tables", fact + "".join(f"[t{n}]\n" for n in range(20_000))
    yield "20,000 empty facts", fact + "[[events]]\n" * 20_000
    yield "20,000 keys at the top", "".join(f"k{n} = 1\n" for n in range(20_000)) + fact
    yield (
        "20,000 keys in one inline table",
        HEADER + event(1, deaths="{" + ",".join(f"k{n}=1" for n in range(20_000)) + "}") + SOURCE,
    )
    yield "a table twice", fact + "[factbase]\n"
    yield "a key twice", HEADER + EVENT + 'id = "e"\n' + SOURCE
    yield "a table of facts that is one fact", HEADER + EVENT.replace("[[", "[").replace("]]", "]") + SOURCE
    yield "a fact in a fact", fact + '[[events]]\nid = "f"\n[[events.events]]\nid = "g"\n'
    yield "sub-tables", HEADER + EVENT + "[events.deaths]\nmin = 1\nmax = 2\n" + SOURCE
    yield "nothing but zeros", bytes(10**6)
    yield "two marks of byte order", b"\xef\xbb\xbf\xef\xbb\xbf" + fact.encode()
    yield "UTF-16", fact.encode("utf-16")
    yield "half a letter at the end", fact.encode() + b"# \xc3"
    yield "lone carriage returns", fact.replace("\n", "\r")
    yield "a surrogate", fact.encode() + b"# \xed\xa0\x80"
    yield "nothing", b""
    yield "a mark of byte order", b"\xef\xbb\xbf"


@hardship("absurd TOML: depth, length, number, numbers of any size", small=6, whole=200)
def absurd_files(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """Each is told in less than `SECONDS`, in three ways; a small run tries some."""
    every = list(absurd())
    for n, (name, text) in enumerate(every if cases >= len(every) else chance.sample(every, cases)):
        path = place / f"{n}.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        before = time.process_time()
        fault = asked(path)
        spent = time.process_time() - before
        yield f"{name}: {fault}" if fault else (f"{name}: {spent:.0f} s" if spent > SECONDS else "")


def _missions(n: int) -> str:
    """Missions, each with a contingent, a head, a mandate and a strength, and as many offices of other things."""
    records = "".join(
        record("missions", f"m{i}", tasks=[f"a task of {i}"])
        + record("missions", f"c{i}", part_of=f"m{i}")
        + record("offices", f"head-{i}", serves=f"m{i}")
        + record("people", f"p{i}", office=f"head-{i}")
        + record("offices", f"office-{i}")
        + record("people", f"o{i}", office=f"office-{i}", start=f"200{1 + i % 3}", end="unknown")
        + record("resolutions", f"r{i}", mission=f"m{i}", mandate_until="2003-03-05")
        + record("series", f"s{i}", strength_of=f"m{i}")
        + record("figures", f"n{i}", series=f"s{i}")
        for i in range(n)
    )
    return HEADER + records + SOURCE


def _one_office(n: int) -> str:
    """Terms in one office whose ends are not known."""
    days = (f"{1950 + i % 55}-{1 + i // 55 % 12:02}-{1 + i // 660 % 28:02}" for i in range(n))
    terms = "".join(record("people", f"p{i}", start=day, end="unknown") for i, day in enumerate(days))
    return HEADER + record("offices", "office-1") + terms + SOURCE


def _one_series(n: int) -> str:
    """Figures of one series, each with a name of its own."""
    figures = "".join(record("figures", f"n{i}", aliases=[f"figure number {i}"]) for i in range(n))
    return HEADER + record("series", "series-1") + figures + SOURCE


def _chain(table: str) -> Callable[[int], str]:
    """Records of a table, each a part of the one before."""

    def text(n: int) -> str:
        wholes = ([f"x{i - 1}"] if table == "actors" else f"x{i - 1}" for i in range(1, n))
        parts = "".join(record(table, f"x{i}", part_of=whole) for i, whole in enumerate(wholes, start=1))
        figures = record("figures", "n", series=f"x{n - 1}") if table == "series" else ""
        return HEADER + record(table, "x0") + parts + figures + SOURCE.replace("title", "date = 2001-03-05\ntitle")

    return text


GROWING: dict[str, tuple[int, Callable[[int], str], tuple[str, ...]]] = {
    "facts with a wrong source": (
        400,
        lambda n: HEADER + "".join(event(i, sources=f'["x{i}"]') + SOURCE.replace('"s"', f'"s{i}"') for i in range(n)),
        ("check",),
    ),
    "unknown keys of one fact": (
        1_000,
        lambda n: HEADER + EVENT + "".join(f"k{i} = 1\n" for i in range(n)) + SOURCE,
        ("check",),
    ),
    "facts with a wrong type": (
        800,
        lambda n: HEADER + "".join(event(i, date='"x"') for i in range(n)) + SOURCE,
        ("check",),
    ),
    "facts with a wrong tag": (
        1_000,
        lambda n: HEADER + "".join(event(i, tags=f'["x{i}"]') for i in range(n)) + SOURCE,
        ("check",),
    ),
    "facts with one id": (1_000, lambda n: HEADER + EVENT * n + SOURCE, ("check",)),
    "unknown tables": (1_000, lambda n: HEADER + EVENT + SOURCE + "".join(f"[[t{i}]]\n" for i in range(n)), ("check",)),
    "sources in one line": (
        1_000,
        lambda n: "sources = [" + ",".join(f'{{ id = "s{i}", kind = 3 }}' for i in range(n)) + "]\n" + HEADER + EVENT,
        ("check",),
    ),
    "letters of one word, as HTML": (
        3_000,
        lambda n: HEADER + event(1, title=f'"{"w" * n}"', milestone="true") + SOURCE,
        ("timeline", "-f", "html"),
    ),
    "letters of one word, as a table": (
        40_000,
        lambda n: HEADER + event(1, title=f'"{"w" * n}"') + SOURCE,
        ("events", "-f", "table"),
    ),
    "terms in one office": (1_500, _one_office, ("people",)),
    "figures of one series": (1_000, _one_series, ("figures",)),
    "missions in missions": (300, _chain("missions"), ("brief", "--as-of", "2002-01-01")),
    "sums in sums": (400, _chain("funding"), ("brief", "--as-of", "2002-01-01")),
    "series in series": (600, _chain("series"), ("brief", "--as-of", "2002-01-01")),
    "actors in actors": (500, _chain("actors"), ("actors", "--part-of", "x0")),
    "missions on a day": (150, _missions, ("brief", "--as-of", "2002-01-01")),
    "missions between two days": (150, _missions, ("diff", "2000", "2004")),
}
"""What may be many: how many, a base with so many of it, and what is asked of that."""


@hardship("twice as much takes at most three times as long", small=len(GROWING), whole=4 * len(GROWING))
def growth(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """What was once quadratic; a whole run tries larger and larger files."""
    sizes = (size for size in (1, 2, 4, 8) for _ in GROWING)
    for size, (name, (count, text, words)) in islice(zip(sizes, cycle(GROWING.items())), cases):
        once, twice = (_seconds(place, text(factor * size * count), words) for factor in (1, 2))
        for _ in range(2):  # other work on the machine may have slowed one of the two
            if twice > 3 * once + 0.1:
                twice = min(twice, _seconds(place, text(2 * size * count), words))
        slow = twice > 3 * once + 0.1
        yield f"{size * count} {name}: {once:.2f} s, twice as many {twice:.2f} s" if slow else ""


def _seconds(place: Path, text: str, words: tuple[str, ...]) -> float:
    """The CPU time of a question, its index made."""
    path = place / "growing.toml"
    path.write_text(text, encoding="utf-8")
    command = ["check", str(path)] if words == ("check",) else ["--facts", str(path), *words]
    if words[0] in ("brief", "diff"):
        tried("about", "--facts", str(path))
    before = time.process_time()
    code, _, err = tried(*command)
    spent = time.process_time() - before
    assert code in (0, 1, 3), err
    path.unlink()
    return spent
