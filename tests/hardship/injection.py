"""Malice in texts: hostile fact bases through every command and form, random argument lists, fuzzed queries.

In this process, through `main`, with streams of bytes of its own. A case fails with a traceback, with a raw control
character or mark of direction on standard output or standard error, or where a form holds more than its texts.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from itertools import product
from typing import TYPE_CHECKING
from unittest import mock

from malibrief.cli.app import COMMANDS, main
from malibrief.facts import checks
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.render.formats import FORMATS, OF_BRIEFS, OF_CARDS
from malibrief.text import printable
from tests.conftest import BASE
from tests.hardship import hardship
from tests.render.hostile import FORMULA, PAYLOADS, base, cells, harmless, skeleton

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LISTINGS = (*((name,) for name in (*TOPICS, *TABLES, "timeline")), ("search", "known"))
OTHERS = (
    ("show", *(f"known {name}" for name in TOPICS)),
    ("brief", "--as-of", "2024-02-15"),
    ("diff", "2024-01", "2024-06"),
)
_KNOWN = {"show": OF_CARDS, "brief": OF_BRIEFS, "diff": OF_CARDS}
QUESTIONS = [
    (*words, "-f", form) for form in FORMATS for words in (*LISTINGS, *OTHERS) if form in _KNOWN.get(words[0], FORMATS)
]
"""Every command that answers from facts, in every form."""
WORDS = (
    *COMMANDS, *FORMATS, "-f", "-o", "-c", "-n", "--json", "--since", "--until", "--as-of", "--place", "--lead", "--about", "--part-of", "--serves", "--state", "--counts", "--sort", "--section",
    "--color", "--hyperlinks", "always", "never", "all", "-h", "--help", "--version", "--", "-", "-1", "0", "2001", "2001-13", "today", "minka",
    *PAYLOADS,
)  # fmt: skip
SIGNS = (
    "\"'*()^:-+{}[]<>|\\/%_~!?.,;&#@=$` \t\n\x00\x1b\x7f\x9b\u202e\u2066\u061c\ud800\udcff\ufeff\u200b\u0301\u064b\u19b0\u19c8\u1cf2"
    "éßﬁ市場👩ⴰߊ२Ω"
)
"""Of which queries are made beside words: what a query language or a tokenizer might read as more than a letter."""


def tried(*words: str) -> tuple[int | str, str, str]:
    """Run the program within this process; returns its exit code or the name of what it raised, its output, and its errors."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape", newline="") for _ in range(2)
    )
    code: int | str = 0
    with mock.patch.object(sys, "argv", ["malibrief", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException as fault:  # whatever it is, it is the failure that is looked for
            code = f"{type(fault).__name__}: {fault}"
    return code, _written(out), _written(err)


def _written(stream: io.TextIOWrapper[io.BytesIO]) -> str:
    stream.seek(0)
    return stream.buffer.read().decode(errors="surrogateescape")


def failure(words: Sequence[str], codes: Sequence[int] = (0, 1, 2)) -> str:
    """What went wrong in a run; "" where it ended with one of these codes and wrote nothing raw."""
    return wrong(words, tried(*words), codes)


def wrong(words: Sequence[str], ended: tuple[int | str, str, str], codes: Sequence[int]) -> str:
    code, out, err = ended
    if code not in codes:
        return f"{code!a} from {[*words]!a}: {err[:200]!a}"
    out = out.replace("\r\n", "\n") if out.startswith("BEGIN:VCALENDAR") else out
    texts = {"stderr": err} if out.startswith("PK") else {"stdout": out, "stderr": err}
    raw = [name for name, text in texts.items() if text != printable(text)]
    return f"raw characters on {' and '.join(raw)} from {[*words]!a}" if raw else ""


@hardship("hostile fact bases through every command and form", small=24, whole=10_000)
def hostile_bases(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """Every payload in every field through every command and form, in a random order, then mixtures of them."""
    alone = [(payload,) for payload in PAYLOADS]
    every: list[tuple[tuple[str, ...], tuple[str, ...]]] = list(product(alone, QUESTIONS))
    chance.shuffle(every)
    while len(every) < cases:
        every.append((tuple(chance.sample(PAYLOADS, 7)), chance.choice(QUESTIONS)))
    with mock.patch.object(checks, "findings", return_value=[]):
        for texts, words in every[:cases]:
            yield _injected(texts, words, place)


def _injected(texts: Sequence[str], words: tuple[str, ...], place: Path) -> str:
    facts = []
    for name, some in (("hostile", texts), ("harmless", harmless(texts))):
        path = place / f"{name}-{abs(hash(tuple(some)))}.toml"
        if not path.exists():
            path.write_bytes(base(some).encode())
        facts.append(("--facts", str(path)))
    answer, plain = (tried(*option, *words) for option in facts)
    if fault := wrong([repr(texts), *words], answer, (0,)):
        return fault
    try:
        if skeleton(answer[1], words[-1]) != skeleton(plain[1], words[-1]):
            return f"{texts!a} made something else of {' '.join(words)}"
    except Exception as fault:
        return f"{texts!a} broke {' '.join(words)}: {fault!a}"
    return ""


@hardship("cells of CSV and TSV files that a spreadsheet would run", small=10, whole=1_000)
def formulas(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """Listings and cards of hostile bases, written into files."""
    with mock.patch.object(checks, "findings", return_value=[]):
        for n in range(cases):
            facts, suffix = place / f"{n % 20}.toml", chance.choice(("csv", "tsv"))
            if not facts.exists():
                facts.write_bytes(base(chance.sample(PAYLOADS, len(PAYLOADS))).encode())
            words, file = chance.choice((*LISTINGS, OTHERS[0])), place / f"answer.{suffix}"
            fault = failure(["--facts", str(facts), *words, "-o", str(file)], (0,))
            run = [cell for cell in cells(file.read_text(encoding="utf-8"), suffix) if FORMULA.search(cell)]
            yield fault or (f"{' '.join(words)} as {suffix}: {run[0]!a} would run" if run else "")


@hardship("random argument lists", small=60, whole=3_000)
def argument_lists(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """Up to nine words of the command line, payloads among them, in any order."""
    for n in range(cases):
        words = chance.choices(WORDS, k=chance.randint(1, 9))
        command = [chance.choice(list(COMMANDS))] if n % 3 else []
        # What follows -o becomes a file; no argument of a process has a null.
        words = [
            str(place / f"{n}.txt") if before == "-o" else word.replace("\0", "")
            for before, word in zip(["", *words], words, strict=False)
        ]
        yield failure(
            [*command, *words, "--facts", str(BASE)] if n % 2 else ["--facts", str(BASE), *command, *words],
            (0, 1, 2, 3),
        )


@hardship("fuzzed queries", small=60, whole=2_000)
def queries(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """Words of the base and of others between signs that a query language, a tokenizer or a terminal may read."""
    words = (
        "minka",
        "soldiers",
        "2001",
        "9001",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "title",
        "who",
        "qui",
        "Kéran",
        "600 million",
        *PAYLOADS,
    )
    for _ in range(cases):
        parts = (
            chance.choice(words) if chance.random() < 0.5 else "".join(chance.choices(SIGNS, k=chance.randint(1, 6)))
            for _ in range(4)
        )
        yield failure(["search", "--facts", str(BASE), "--", chance.choice(("", " ")).join(parts)])
