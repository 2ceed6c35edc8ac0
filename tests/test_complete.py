"""Completion: the words that may come next, bare, from the index; silent whatever happens."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from .conftest import BASE, Write
from .search.hits import FACTS

pytestmark = pytest.mark.usefixtures("cache")

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "import sys; sys.argv[0] = 'malibrief'; from malibrief.cli.app import main; main()"
"""The program under its own name, by which the variables of completion are called."""


class Asked(NamedTuple):
    """What a shell was answered."""

    code: int
    out: str
    err: str


def ask(line: str, shell: str = "bash", facts: Path = BASE) -> Asked:
    """Ask the program, as the script of a shell does, what may come next on a line."""
    words = f"malibrief --facts {facts} {line}"
    env = os.environ | {
        "_MALIBRIEF_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=False)
    return Asked(done.returncode, done.stdout, done.stderr)


def complete(line: str, shell: str = "bash", facts: Path = BASE) -> list[str]:
    """The words that a shell is offered; it must hear nothing on standard error."""
    answer = ask(line, shell, facts)
    assert answer.err == ""
    if shell != "zsh" or "((" not in answer.out:
        return [line for line in answer.out.splitlines() if line not in ("", "_files")]
    return answer.out[answer.out.index('"') + 1 : answer.out.rindex('"')].split('"\n"')


@pytest.mark.parametrize("shell", SHELLS)
class TestInEveryShell:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("show min", ["minka", "minka-budget-2003", "minka-strength-2001", "minka-strength-2003", "minka-strength-2003-press"]),
            ("show minka sc-res", ["sc-res-9001", "sc-res-9002", "sc-res-9003"]),
            ("re", ["resolutions", "reports"]),
            ("search --topic fi", ["figures"]),
            ("events --tag hum", ["humanitarian"]),
            ("people --office pres", ["president-arda"]),
            ("figures --series minka", ["minka-strength"]),
            ("funding --donor nor", ["norden"]),
            ("timeline --about kelan", ["kelan-accord"]),
            ("events --source press", ["press-coup", "press-fire"]),
        ],
    )  # fmt: skip
    def test_words_that_begin_so(self, shell: str, line: str, words: list[str]) -> None:
        assert sorted(complete(line, shell)) == sorted(words)

    def test_nothing_begins_so(self, shell: str) -> None:
        assert complete("show zzz", shell) == []

    def test_blanks_are_escaped_for_bash_alone(self, shell: str) -> None:
        escaped = shell == "bash"
        assert complete("funding --donor Euro", shell) == ["European\\ Union" if escaped else "European Union"]

    @pytest.mark.parametrize("typed", ["euro", "Euro", "EURO", "eURo"])
    def test_words_are_found_in_any_case_and_keep_what_was_typed(self, shell: str, typed: str) -> None:
        (word,) = complete(f"funding --donor {typed}", shell)
        assert word.replace("\\", "") == f"{typed}pean Union"

    def test_an_id_in_any_case(self, shell: str) -> None:
        assert [word.casefold() for word in complete("show KEL", shell)] == ["kelan-accord"]

    def test_a_broken_fact_base_gives_no_words(self, shell: str, write: Write, tmp_path: Path) -> None:
        for facts in (write("[[events]]\nid = 3\n"), write(b"\xff\xfe", name="bytes.toml"), tmp_path / "missing.toml"):
            assert complete("show m", shell, facts) == []

    @pytest.mark.parametrize("typed", ["'", '"', "%", "*", "\\", "(", "é", "🔥", "-"])
    def test_signs_are_answered(self, shell: str, typed: str) -> None:
        answer = ask(f"events --place {typed}", shell)
        assert "Traceback" not in answer.err


class TestWhatIsOffered:
    def test_the_commands(self) -> None:
        assert {"search", "show", "sources", "sanctions", "statements"} <= set(complete("s"))

    def test_values_of_the_listing_alone(self) -> None:
        assert complete("missions --kind un") == ["un-peacekeeping"]
        assert complete("resolutions --kind un") == []

    def test_those_of_most_facts_come_first(self) -> None:
        assert complete("people --tag ")[0] == "politics"

    def test_sources_are_no_facts(self) -> None:
        assert complete("events --source un-9") == ["un-9001", "un-9003"]
        assert "un-9001" not in complete("show un-9")

    def test_no_more_than_a_screenful_or_two(self) -> None:
        assert len(complete("show 2", facts=FACTS)) <= 200

    def test_the_fact_base_may_be_named_behind_the_command_too(self) -> None:
        assert complete(f"show --facts {BASE} kel", facts=FACTS) == ["kelan-accord"]

    def test_facts_that_are_added_are_offered(self, write: Write) -> None:
        more = write('[[sources]]\nid = "more"\ntitle = "T"\npublisher = "P"\nlang = "en"\nkind = "press"\n')
        assert complete(f"events --add {more} --source mo") == ["more"]
