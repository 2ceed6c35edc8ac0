"""Other tools on the same facts and the same queries: how often they find the right fact first, and what a query costs.

fzf, recsel (GNU recutils), jq, ripgrep with fzf, and SQLite's FTS5 by hand; those that are installed. Each gets the facts
in the form that suits it: a line or a record a fact with its id, title, aliases, keywords and summary, in both languages.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

from malibrief.facts.told import label_of
from malibrief.index import query
from malibrief.index.store import open_index
from tests.benchmarks import measure as bench_module
from tests.benchmarks.generate import SHIPPED
from tests.search.hits import HERE, cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from malibrief.facts.model import AnyFact
    from tests.benchmarks.measure import Bench

    Ask = Callable[[str], list[str]]


def _text(fact: AnyFact) -> str:
    french = [text for value in fact.fr.values() for text in (value if isinstance(value, list) else [value])]
    return " ".join([label_of(fact), *fact.aliases, *fact.keywords, fact.summary, *french]).replace("\t", " ")


def _write(directory: Path) -> None:
    facts = [found.fact for found in query.everything(open_index([SHIPPED], None))]
    (directory / "facts.tsv").write_text("".join(f"{fact.id}\t{_text(fact)}\n" for fact in facts), encoding="utf-8")
    (directory / "facts.rec").write_text(
        "".join(f"id: {fact.id}\ntext: {_text(fact)}\n\n" for fact in facts), encoding="utf-8"
    )
    lines = "".join(json.dumps({"id": fact.id, "text": _text(fact)}) + "\n" for fact in facts)
    (directory / "facts.jsonl").write_text(lines, encoding="utf-8")
    database = sqlite3.connect(directory / "facts.db")
    database.execute(
        "CREATE VIRTUAL TABLE facts USING fts5(id UNINDEXED, title, rest, tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = [(fact.id, label_of(fact), _text(fact)) for fact in facts]
    database.executemany("INSERT INTO facts VALUES (?, ?, ?)", rows)
    database.commit()


def _words(query: str) -> list[str]:
    return ["".join(sign for sign in word if sign.isalnum()) for word in query.split() if any(map(str.isalnum, word))]


def commands(directory: Path) -> dict[str, Callable[[str], list[str]]]:
    """The command line of each tool that is installed, for a query; each prints ids, the best first."""
    lines, records, objects, database = (str(directory / f"facts.{kind}") for kind in ("tsv", "rec", "jsonl", "db"))

    def shell(script: str) -> Callable[[str], list[str]]:
        return lambda query: ["sh", "-c", script, "sh", query]

    def fts(joint: str) -> Callable[[str], list[str]]:
        def command(query: str) -> list[str]:
            match = f" {joint} ".join(f'"{word}"' for word in _words(query)) or '""'
            return ["sqlite3", database, f"SELECT id FROM facts WHERE facts MATCH '{match}' ORDER BY rank LIMIT 3"]

        return command

    found: dict[str, tuple[str, Callable[[str], list[str]]]] = {
        "fzf": ("fzf", shell(f'fzf --filter "$1" < {lines} | cut -f1 | head -3')),
        "rg, then fzf": ("rg", shell(f'rg -i -F -- "${{1%% *}}" {lines} | fzf --filter "$1" | cut -f1 | head -3')),
        "recsel": ("recsel", shell(f'recsel -i -q "$1" -P id {records} | grep . | head -3')),
        "jq": (
            "jq",
            shell(
                f"jq -r --arg q \"$1\" 'select(.text | ascii_downcase | contains($q | ascii_downcase)) | .id' {objects} | head -3"
            ),
        ),
        "FTS5, any word": ("sqlite3", fts("OR")),
        "FTS5, all words": ("sqlite3", fts("AND")),
    }
    return {name: command for name, (program, command) in found.items() if shutil.which(program)}


def measure(bench: Bench) -> None:
    """Print hit@1, hit@3 and the cost of a query for each tool, this one first."""
    _write(bench.directory)
    wanted = [case for path in sorted(HERE.glob("*.tsv")) for case in cases(path)]

    def ids(command: list[str]) -> list[str]:
        done = subprocess.run(command, capture_output=True, text=True, env=bench.environment, check=False)
        return done.stdout.split()[:3]

    def ours(query: str) -> list[str]:
        return [*bench_module.MALIBRIEF, "search", "-n", "3", "--no-header", "-c", "id", "--", query]

    bench.malibrief("about")
    own = sum(bench_module.cpu(ours(case.query), bench.environment) for case in wanted[::10])
    for name, command in {"malibrief": ours, **commands(bench.directory)}.items():
        answers = [(case.ids, ids(command(case.query))) for case in wanted]
        first = sum(bool(found) and found[0] in right for right, found in answers) / len(answers)
        within = sum(bool(right & set(found)) for right, found in answers) / len(answers)
        cost = sum(bench_module.cpu(command(case.query), bench.environment) for case in wanted[::10]) / own
        print(f"{name:16} hit@1 {first:.2f}   hit@3 {within:.2f}   cost {cost:.2f}   ({len(wanted)} queries)")
