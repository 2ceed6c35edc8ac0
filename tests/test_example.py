"""The example of a base of one's own: every command answers on it, and it says of each fact what the shipped base says."""

import json
from pathlib import Path

import msgspec
import pytest
import tomli

from malibrief.cli.app import COMMANDS
from malibrief.facts import checks, load
from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "g5-sahel.toml"
LINES = {
    "timeline": ("", "2017-11-01-g5s-first-operation"),
    "search": ("who commanded the joint force in 2020", "Oumarou Namata Gazama"),
    "show": ("2359", "sc-res-2359"),
    "cite": ("hanena", "Defense Post"),
    "brief": ("2019-01-01", "Hanena Ould Sidi"),
    "diff": ("2017 2024", "G5 Sahel Joint Force"),
    "events": ("--place Brussels", "2018-02-23-brussels-sahel-conference"),
    "missions": ("--as-of 2018", "g5-sahel-joint-force"),
    "resolutions": ("", "sc-res-2359"),
    "reports": ("", "s-2022-382"),
    "agreements": ("--party Chad", "g5-sahel-convention"),
    "funding": ("--donor saudi", "g5-pledge-saudi-2017"),
    "people": ("--office commander-g5-sahel-force", "didier-dacko-g5s"),
    "sanctions": ("--no-header", ""),
    "figures": ("--series engaged", "g5s-jf-strength-2017-11"),
    "statements": ("--no-header", ""),
    "actors": ("", "g5-sahel"),
    "offices": ("", "commander-g5-sahel-force"),
    "series": ("", "g5s-jf-engaged"),
    "sources": ("--kind press", "tv5-g5-2017-11"),
    "about": ("", "place\tSahel"),
    "check": ("--strict", ""),
    "export": ("- -f jsonl", '"id":"g5-sahel"'),
    "new": ("events", "[[events]]"),
    "fmt": (f"--check {EXAMPLE}", ""),
    "changes": (str(EXAMPLE), "change\ttable"),
    "schema": ("", "json-schema.org"),
}
"""What may follow each command, and a part of its answer, "" where that is empty."""


def test_no_command_is_left_out() -> None:
    assert set(LINES) == set(COMMANDS)


@pytest.mark.parametrize(("command", "line", "part"), [(name, *line) for name, line in LINES.items()])
def test_every_command_answers_on_it(command: str, line: str, part: str, run: Run) -> None:
    words = [line] if command == "search" else line.split()
    code, out, _ = run(command, *words, facts=EXAMPLE)
    assert code == 0
    assert part in out if part else not out


def test_it_has_no_fault() -> None:
    base, findings = load.read([EXAMPLE])
    assert base is not None
    assert findings + checks.findings(base) == []


def test_what_it_says_is_what_the_shipped_base_says_and_all_of_it_is_needed(run: Run) -> None:
    example, shipped = (
        tomli.loads(path.read_text(encoding="utf-8")) for path in (EXAMPLE, ROOT / "data" / "facts.toml")
    )
    for table in (name for name in (*TOPICS, *TABLES) if name in example):
        known = {record["id"]: record for record in shipped[table]}
        assert [record for record in example[table] if record != known[record["id"]]] == []
    own = {example["factbase"]["title"]}
    assert {text: french for text, french in _flat(example["fr"]).items() if text[-1] not in own}.items() <= _flat(
        shipped["fr"]
    ).items()
    told = run("export", "-", "-f", "json", facts=EXAMPLE).out
    assert [text for text in _flat(example["fr"]) if msgspec.json.encode(text[-1]).decode() not in told] == []


def _flat(french: dict[str, str | dict[str, str]]) -> dict[tuple[str, ...], str]:
    """The French of values, by the field, where it is that of one alone, and the value."""
    told: dict[tuple[str, ...], str] = {}
    for name, value in french.items():
        told |= {(name, text): its for text, its in value.items()} if isinstance(value, dict) else {(name,): value}
    return told


def test_who_leads_its_place_is_asked_as_who_rules_the_country_of_the_shipped_base(run: Run) -> None:
    def people(query: str, facts: Path) -> list[str]:
        found = json.loads(run("search", query, "--json", facts=facts).out)["facts"]
        return [fact["role"] for fact in found if fact["topic"] == "people"]

    shipped = ROOT / "data" / "facts.toml"
    assert people("who leads the sahel", EXAMPLE)[0] == "Commander of the G5 Sahel Joint Force"
    assert people("who rules mali", shipped)[0] == "President of the Transition"


def test_the_country_of_the_shipped_base_is_a_word_like_any_other_in_it(run: Run) -> None:
    def lacked(query: str, facts: Path) -> list[str]:
        found = json.loads(run("search", query, "--json", facts=facts).out)["facts"]
        return sorted({word for fact in found for word in fact["match"].get("lacks", ())})

    shipped = ROOT / "data" / "facts.toml"
    assert lacked("mali saudi pledge", EXAMPLE) == ["mali"]
    assert lacked("sahel saudi pledge", EXAMPLE) == []
    assert lacked("mali zebra pledge", shipped) == ["zebra"]
    assert "sahel" in lacked("sahel bounti", shipped)


@pytest.mark.parametrize("line", ["show 2359", "brief 2019-01-01", "diff 2017 2024", "timeline"])
def test_an_answer_says_which_base_it_is_from(line: str, run: Run) -> None:
    told = json.loads(run(*line.split(), "--json", facts=EXAMPLE).out)["factbase"]
    assert (told["title"], told["place"]) == ("G5 Sahel: the alliance and its joint force, 2014 to 2023", "Sahel")
