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
