"""The help leads with examples, and every example works on the shipped facts."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from malibrief.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

EXAMPLES = [(name, words) for name, command in COMMANDS.items() for words in command.examples]


def test_the_help_names_every_command_before_any_option(run: Run) -> None:
    told = run("--help").out
    assert told.index("malibrief timeline --milestones") < told.index("Read:") < told.index("Options:")
    assert all(f"  {name}  " in told.replace("   ", "  ") or f"  {name} " in told for name in COMMANDS)
    assert "Exit codes: 0" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_leads_with_examples(name: str, run: Run) -> None:
    told = run(name, "--help").out
    first = f"malibrief {name} {COMMANDS[name].examples[0]}".rstrip()
    assert told.index(first) < told.index("Options:")


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("missions", ["Output format: table, tsv", "Only this kind: un-peacekeeping, au-ecowas", "by commas; 'all' shows every field: id, start"]),
        ("timeline", ["Only facts of this topic: events, missions", "Show these columns"]),
        ("brief", ["Show only this section. Repeatable: offices, missions", "Output format: table, tsv, csv, json, jsonl, md, html, footnote"]),
        ("diff", ["measures, agreements"]),
        ("search", ["Only facts of this topic: events, missions", "match_field"]),
        ("cite", ["footnote (the default), bibtex, csl or ris"]),
    ],
)  # fmt: skip
def test_the_help_of_a_command_names_the_values_that_an_option_may_have(line: str, values: list[str], run: Run) -> None:
    told = " ".join(run(line, "--help").out.split())
    assert [value for value in values if value not in told] == []


def test_help_and_version_are_understood_as_commands_too(run: Run) -> None:
    assert run("help") == run("--help")
    assert run("help", "brief") == run("brief", "--help")
    assert run("version") == run("-V") == run("-v") == run("--version")


@pytest.mark.parametrize(("name", "words"), EXAMPLES)
def test_every_example_works(name: str, words: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "my-facts.toml" in words:
        pytest.skip("a file of the reader's own")
    monkeypatch.chdir(tmp_path)
    done = run(name, *shlex.split(words), facts=None)
    assert done.code == 0
    assert done.out or done.err or list(tmp_path.iterdir())
    assert "no fact has" not in done.err
    assert "nothing matches" not in done.err
