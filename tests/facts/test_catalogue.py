"""What `check` says besides faults as text: rules, and faults for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from malibrief.errors import Finding
from malibrief.facts import catalogue, checks, load
from malibrief.render.findings import findings
from tests.conftest import EVENT, MISSION, SOURCE

if TYPE_CHECKING:
    from tests.conftest import Run, Terminal, Write

FAULTY = f"{EVENT.replace('coup', 'cuop')}titel = 'x'\n{SOURCE}"
DOUBTFUL = EVENT.replace('"T"', '"=T"') + SOURCE


def test_every_rule_is_described_those_of_shape_too() -> None:
    rules = {rule.name: rule for rule in catalogue.described()}
    assert set(rules) == {*catalogue.SHAPE, *checks.RULES, "stale"}
    assert set(load.FATAL) <= set(catalogue.SHAPE)
    assert rules["formula"] == (
        "formula", "warning", "No text begins with =, +, - or @: a spreadsheet takes it for a formula.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", [FAULTY, EVENT, "[[evnts]]\nid = 'x'\n", "x = ", '[[events]]\nid = "e"\n', b"\xff", ""]
)
def test_every_name_that_a_fault_has_is_described(text: str | bytes, run: Run, write: Write) -> None:
    told = run("check", str(write(text))).out
    names = set(re.findall(r"\[([a-z-]+)\] ", told))
    assert names
    assert names <= {rule.name for rule in catalogue.described()}


def test_a_list_has_a_line_a_rule_in_a_pipe(run: Run) -> None:
    done = run("check", "--list")
    assert (done.code, done.err) == (0, "")
    assert [tuple(row) for row in done.rows] == catalogue.described()


def test_a_list_has_the_sentences_below_the_names_in_a_terminal(terminal: Terminal) -> None:
    done = terminal("check", "--explain", "formula", width=50)
    assert (
        done.out == "formula (warning)\n  No text begins with =, +, - or @: a spreadsheet\n  takes it for a formula.\n"
    )


@pytest.mark.parametrize("name", ["formula", "[formula]", "Formula"])
def test_one_rule_is_explained(name: str, run: Run) -> None:
    assert run("check", "--explain", name).rows == [list(catalogue.described()[checked("formula")])]


def checked(name: str) -> int:
    return [rule.name for rule in catalogue.described()].index(name)


def test_a_rule_that_there_is_not_is_answered_with_the_nearest(run: Run) -> None:
    done = run("check", "--explain", "formla")
    assert (done.code, done.out) == (2, "")
    assert "there is no rule 'formla'; did you mean formula" in done.err
    assert "try: malibrief" in done.err


def test_rules_are_told_in_french(run: Run) -> None:
    (row,) = run("check", "--explain", "no-source", "--lang", "fr").rows
    assert row == ["no-source", "error", "Chaque fait a au moins une source."]


def test_json_has_every_fault_and_how_many_there_are(run: Run, write: Write) -> None:
    path = write(FAULTY)
    done = run("check", "--json", str(path))
    document = json.loads(done.out)
    assert done.code == 1
    assert {name: document[name] for name in ("facts", "errors", "warnings")} == {
        "facts": 0,
        "errors": 2,
        "warnings": 0,
    }
    first, second = document["findings"]
    assert (first["path"], first["line"], first["rule"], first["fact"]) == (str(path), 14, "unknown-key", "e")
    assert (second["rule"], second["severity"], second["hint"]) == ("unknown-tag", "error", "did you mean coup?")


def test_json_of_a_sound_base_has_no_fault(run: Run) -> None:
    document = json.loads(run("check", "--json").out)
    assert (document["facts"], document["findings"]) == (36, [])
    overdue = json.loads(run("check", "--json", "--stale", "--as-of", "2005-06-30").out)
    assert overdue["stale"] == len(overdue["findings"]) > 0
    assert {finding["severity"] for finding in overdue["findings"]} == {"stale"}


def test_github_gets_a_command_a_fault_that_marks_its_line(run: Run, write: Write) -> None:
    path = write(FAULTY)
    done = run("check", "--github", str(path))
    assert done.code == 1
    start = f"::error file={path},line=14,title=malibrief unknown-key::e: unknown key 'titel'%0Adid you mean title"
    assert done.lines[0].startswith(start)
    assert len(done.lines) == 2


def test_github_gets_nothing_that_ends_a_command_early() -> None:
    found = [
        Finding("a,b:c%.toml", 0, "r", "", "100 %\nis\r::error::", severity="warning"),
        Finding("a", 3, "stale", "x", "old", severity="stale"),
    ]
    assert findings(found, "github", {}) == (
        "::warning file=a%2Cb%3Ac%25.toml,line=1,title=malibrief r::100 %25%0Ais%0D::error::\n"
        "::notice file=a,line=3,title=malibrief stale::x: old\n"
    )


def test_json_and_github_are_one_too_many(run: Run) -> None:
    assert run("check", "--json", "--github").code == 2


def test_warnings_count_as_errors_only_where_that_is_asked_for(run: Run, write: Write) -> None:
    path = str(write(DOUBTFUL))
    assert run("check", path).code == 0
    assert run("check", "--strict", path).code == 1
    assert run("check", "--strict", str(write(MISSION.replace("french", "frnch") + SOURCE))).code == 1
    assert run("check", "--strict").code == 0
