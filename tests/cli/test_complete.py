"""Completion: the words that may come next, from the index, safe for the shell that asked; silent whatever happens."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.cli.shells import parse_line, quote_for_bash, script
from tests.conftest import BASE, SOURCE, Write
from tests.search.hits import FACTS
from tests.tables import record

pytestmark = pytest.mark.usefixtures("cache")

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "from malibrief.cli.app import main; main()"
"""The program, not by way of the shell's path."""


class Asked(NamedTuple):
    """What a shell was answered."""

    code: int
    out: str
    err: str


def ask(line: str, shell: str = "bash", facts: Path = BASE, replaced: str | None = None) -> Asked:
    """Ask the program, as the script of a shell does, what may come next on a line.

    `replaced` is the end of the line in whose place bash puts the answer, by default what is behind the last blank.
    """
    words = f"malibrief --facts {facts} {line}"
    end = line.rpartition(" ")[2] if replaced is None else replaced
    command = [sys.executable, "-c", PROGRAM, words, *([end] if shell == "bash" else [])]
    env = os.environ | {"_MALIBRIEF_COMPLETE": f"complete_{shell}"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return Asked(done.returncode, done.stdout, done.stderr)


def complete(line: str, shell: str = "bash", facts: Path = BASE, replaced: str | None = None) -> list[str]:
    """The words that a shell is offered; it must hear nothing on standard error."""
    answer = ask(line, shell, facts, replaced)
    assert (answer.code, answer.err) == (0, "")
    return [line.partition("\t")[0] for line in answer.out.splitlines()]


@pytest.mark.parametrize("shell", SHELLS)
class TestInEveryShell:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("show minka-s", ["minka-strength", "minka-strength-2001", "minka-strength-2003", "minka-strength-2003-press"]),
            ("show pres", ["president-arda"]),
            ("export facts -f s", ["sqlite"]),
            ("exp", ["export"]),
            ("show minka sc-res", ["sc-res-9001", "sc-res-9002", "sc-res-9003"]),
            ("re", ["resolutions", "reports"]),
            ("search --topic fi", ["figures"]),
            ("events --tag hum", ["humanitarian"]),
            ("people --office pres", ["president-arda"]),
            ("figures --series minka", ["minka-strength"]),
            ("funding --donor nor", ["norden"]),
            ("timeline --about kelan", ["kelan-accord", "kelan-alliance"]),
            ("timeline --about minka-strength-2", ["minka-strength-2001", "minka-strength-2003", "minka-strength-2003-press"]),
            ("events --source press", ["press-coup", "press-fire"]),
            ("missions -f j", ["json", "jsonl"]),
            ("cite minka -f b", ["bibtex"]),
            ("show minka -f b", ["bibtex"]),
            ("missions --sort le", ["lead"]),
            ("missions -c na", ["name"]),
            ("missions -c name,le", ["name,lead"]),
            ("timeline -c mi", ["milestone"]),
            ("search coup -c match_f", ["match_field"]),
            ("brief --section of", ["offices"]),
            ("diff 2001 2002 --section mi", ["missions", "milestones"]),
            ("missions --color a", ["auto", "always"]),
        ],
    )  # fmt: skip
    def test_words_with_the_typed_prefix(self, shell: str, line: str, words: list[str]) -> None:
        assert sorted(complete(line, shell)) == sorted(words)

    def test_no_word_has_the_typed_prefix(self, shell: str) -> None:
        assert complete("show zzz", shell) == []

    def test_blanks_are_escaped_only_for_bash(self, shell: str) -> None:
        escaped = shell == "bash"
        assert complete("funding --donor Euro", shell) == ["European\\ Union" if escaped else "European Union"]

    @pytest.mark.parametrize("typed", ['"European U', "European\\ "])
    def test_what_is_typed_may_be_quoted_already(self, shell: str, typed: str) -> None:
        replaced = typed.lstrip("\"'")
        escaped = shell == "bash" and replaced == typed
        assert complete(f"funding --donor {typed}", shell, replaced=replaced) == [
            "European\\ Union" if escaped else "European Union"
        ]

    @pytest.mark.parametrize("typed", ["euro", "Euro", "EURO", "eURo"])
    def test_words_are_found_in_any_case_and_keep_what_was_typed(self, shell: str, typed: str) -> None:
        (word,) = complete(f"funding --donor {typed}", shell)
        assert word.replace("\\", "") == f"{typed}pean Union"

    def test_an_id_in_any_case(self, shell: str) -> None:
        assert [word.casefold() for word in complete("show KELAN-AC", shell)] == ["kelan-accord"]

    def test_a_broken_fact_base_gives_no_words(self, shell: str, write: Write, tmp_path: Path) -> None:
        for facts in (write("[[events]]\nid = 3\n"), write(b"\xff\xfe", name="bytes.toml"), tmp_path / "missing.toml"):
            assert complete("show m", shell, facts) == []

    @pytest.mark.parametrize("typed", ["'", '"', "%", "*", "\\", "(", "é", "🔥", "-", "\udcff"])
    def test_punctuation_is_accepted(self, shell: str, typed: str) -> None:
        complete(f"events --place {typed}", shell)

    def test_the_value_of_a_long_option_may_be_joined_to_it(self, shell: str) -> None:
        assert complete("funding --donor=nor", shell, replaced="nor") == [
            "norden" if shell == "bash" else "--donor=norden"
        ]

    def test_a_value_is_offered_only_if_it_begins_as_typed(self, shell: str, write: Write) -> None:
        """Search looks past signs; here, `zz` would else become `zzzz)`."""
        assert complete("funding --donor zz", shell, write(funding("(zz)") + SOURCE)) == []

    def test_a_base_with_a_control_character_in_a_value_offers_nothing(self, shell: str, write: Write) -> None:
        signs = ("\\t", "\\n", "\\u001b", "\\u007f", "\\u009b", "\\u202e", "-")
        facts = write("".join(funding(f"z{sign}z", number) for number, sign in enumerate(signs)) + SOURCE)
        assert complete("funding --donor z", shell, facts) == []


class TestWhatIsOffered:
    def test_the_commands(self) -> None:
        assert {"search", "show", "sources", "sanctions", "statements"} <= set(complete("s"))

    def test_values_of_the_listing_alone(self) -> None:
        assert complete("missions --kind un") == ["un-peacekeeping"]
        assert complete("resolutions --kind un") == []

    def test_the_commonest_values_come_first(self) -> None:
        assert complete("people --tag ")[0] == "politics"

    def test_sources_are_not_offered_as_facts(self) -> None:
        assert complete("events --source un-9") == ["un-9001", "un-9003"]
        assert "un-9001" not in complete("show un-9")

    def test_what_is_no_fact_is_offered_only_where_it_can_be_asked_for(self) -> None:
        assert "minka-strength" in complete("show minka-s")
        assert "minka-strength" not in complete("timeline --about minka-s")

    def test_an_id_that_a_fact_shares_with_a_series_is_offered_once(self, write: Write) -> None:
        facts = write(record("series", "s-1") + record("figures", "s-1", series="s-1") + SOURCE)
        assert complete("show s-", facts=facts) == ["s-1"]

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("missions --part-of ", ["operation-sirocco"]),
            ("resolutions --mission ", ["minka"]),
            ("resolutions --regime ", ["un-9003"]),
            ("sanctions --regime ", ["UN\\ 9003", "Neighbours"]),
            ("offices --serves ", ["minka"]),
            ("offices --state ", ["true", "false"]),
            ("offices --deputy f", ["false"]),
            ("offices --organisation ", ["Republic\\ of\\ Arda", "United\\ Nations"]),
            ("series --of ", ["minka"]),
            ("series --strength-of ", ["minka"]),
            ("series --unit ", ["share\\ of\\ children", "soldiers"]),
            ("series --counts ", ["share", "stock"]),
            ("series --by un", ["united\\ Nations", "university\\ of\\ Kéran"]),
            ("series --period ", ["year"]),
            ("actors --kind ", ["alliance", "armed-movement"]),
            ("actors --led-by a", ["ada\\ Moro"]),
        ],
    )
    def test_the_values_of_an_option_are_those_that_some_record_has(self, line: str, words: list[str]) -> None:
        assert complete(line) == words

    def test_wholes_are_offered_for_their_parts(self, write: Write) -> None:
        facts = write(
            record("funding", "sum", covers="all-donors")
            + record("funding", "part", part_of="sum")
            + record("actors", "alliance")
            + record("actors", "member", part_of=["alliance"])
            + SOURCE
        )
        assert complete("funding --covers ", facts=facts) == ["all-donors"]
        assert complete("funding --part-of ", facts=facts) == ["sum"]
        assert complete("actors --part-of ", facts=facts) == ["alliance"]

    def test_no_more_than_a_screenful_or_two(self) -> None:
        assert len(complete("show 2", facts=FACTS)) <= 200

    def test_the_fact_base_may_be_named_behind_the_command_too(self) -> None:
        assert complete(f"show --facts {BASE} kel", facts=FACTS) == ["kelan-accord", "kelan-alliance"]

    def test_a_fact_base_at_home_may_be_named_by_its_tilde(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        shutil.copy(BASE, tmp_path / "my.toml")
        assert complete("show --facts ~/my.toml kel", facts=FACTS) == ["kelan-accord", "kelan-alliance"]

    def test_facts_that_are_added_are_offered(self, write: Write) -> None:
        more = write('[[sources]]\nid = "more"\ntitle = "T"\npublisher = "P"\nlang = "en"\nkind = "press"\n')
        assert complete(f"events --add {more} --source mo") == ["more"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("asked", [{"LC_ALL": "fr_ML.UTF-8"}, {"MALIBRIEF_LANG": "fr"}])
def test_what_options_do_is_told_in_the_language_of_the_shell(
    shell: str, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("--lan", shell).out == "--lang\tSpeak this language: en or fr.\n"
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    assert ask("--lan", shell).out == "--lang\ten ou fr\u00a0; en permanence\u00a0: MALIBRIEF_LANG=fr.\n"
    assert ask("missions --as", shell).out.splitlines() == ["--as-of\tLa situation ce jour-là.", "--ascii"]


def funding(donor: str, number: int = 0) -> str:
    """A record of money from a donor, written as in TOML between double quotation marks."""
    return (
        f'[[funding]]\nid = "f-{number}"\nstart = 2001-01-01\ntitle = "T"\nkind = "pledge"\nrecipient = "R"\namount = 5\ncurrency = "EUR"\n'
        f'summary = "S"\ntags = ["military"]\nsources = ["s"]\ndonor = "{donor}"\n'
    )


@pytest.mark.parametrize("option", ["--version", "--show-completion", "--install-completion"])
def test_an_option_before_the_cursor_does_nothing(option: str) -> None:
    assert complete(f"{option} res") == ["resolutions"]


class TestQuotingForBash:
    @pytest.mark.parametrize(
        ("text", "bare", "single", "double"),
        [
            ("Wagner Group (Russia)", "Wagner\\ Group\\ \\(Russia\\)", "Wagner Group (Russia)", "Wagner Group (Russia)"),
            ("Bah N'Daw", "Bah\\ N\\'Daw", "Bah N'\\''Daw", "Bah N'Daw"),
            ("$(id)`id`", "\\$\\(id\\)\\`id\\`", "$(id)`id`", "\\$(id)\\`id\\`"),
            ("a!b", "a\\!b", "a!b", 'a"\\!"b'),
            ("~a;b", "\\~a\\;b", "~a;b", "~a;b"),
            # Readline takes a mark at the beginning for the one that is open, and adds none behind one at the end.
            ("'", "\\'", "''\\'''", "'"),
            ('"!', '\\"\\!', '"!', '\\""\\!""'),
            ("été-1,2.3/4:5_6@7+8%9=0", *["été-1,2.3/4:5_6@7+8%9=0"] * 3),
        ],
    )  # fmt: skip
    def test_a_text_behind_each_quotation_mark(self, text: str, bare: str, single: str, double: str) -> None:
        assert [quote_for_bash(text, quote) for quote in ("", "'", '"')] == [bare, single, double]

    def test_bash_reads_back_every_ascii_character(self) -> None:
        text = "".join(map(chr, range(32, 127)))
        done = subprocess.run(
            ["bash", "-c", f"printf %s {quote_for_bash(text, '')}"], capture_output=True, text=True, check=True
        )
        assert done.stdout == text


class TestReadingALine:
    @pytest.mark.parametrize(
        ("line", "words", "quote"),
        [
            ("", [""], ""),
            ("a  b", ["a", "b"], ""),
            ("a b ", ["a", "b", ""], ""),
            ("a '' \"\" b", ["a", "", "", "b"], ""),
            ('a "b c', ["a", "b c"], '"'),
            ("a 'b c", ["a", "b c"], "'"),
            ('a b"c d"e', ["a", "bc de"], ""),
            ("a b\\ c\\$", ["a", "b c$"], ""),
            ("a b\\", ["a", "b"], ""),
            ('a "b\\$\\x', ["a", "b$\\x"], '"'),
            ('a "b"\\!"c', ["a", "b!c"], '"'),
            ("a 'b'\\''c", ["a", "b'c"], "'"),
            ("a 'b\\", ["a", "b\\"], "'"),
        ],
    )  # fmt: skip
    def test_words_and_the_open_quotation_mark(self, line: str, words: list[str], quote: str) -> None:
        assert parse_line(line, "bash") == (words, quote)

    @given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1))
    def test_what_is_quoted_is_read_back(self, text: str) -> None:
        assert parse_line(f"a {quote_for_bash(text, '')}", "bash") == (["a", text], "")

    def test_fish_escapes_between_single_quotation_marks_too(self) -> None:
        assert parse_line("a 'b\\'c", "fish") == (["a", "b'c"], "'")

    def test_the_part_that_bash_leaves_alone_is_not_given_again(self, write: Write) -> None:
        """Readline breaks words at colons, and replaces what is behind the last one."""
        assert complete("funding --donor a:b", facts=write(funding("a:b c:d") + SOURCE), replaced="b") == ["b\\ c:d"]


HOSTILE = "zz$(touch ran)`touch ran`;touch ran|touch ran>ran'\"\\ !! {a,b} * ?[a] ~ #"
DRIVERS = {
    "bash": ". ../script; COMP_LINE='malibrief x' COMP_POINT=11; _malibrief malibrief x; printf '%s\n' \"${COMPREPLY[@]}\"",
    "zsh": 'compdef() { :; }; compadd() { shift 3; print -rl -- "$@"; }; words=(malibrief x) CURRENT=2 PREFIX=x QIPREFIX=;'
    ". ../script; _malibrief",
    "fish": "source ../script; complete -C 'malibrief '",
}
"""How each shell's completion is called without a terminal, after which it prints the words."""


@pytest.mark.parametrize("shell", SHELLS)
class TestScripts:
    @pytest.fixture(autouse=True)
    def _a_home_and_the_shell(self, shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"):
            monkeypatch.delenv(name, raising=False)
        if not shutil.which(shell):
            pytest.skip(f"{shell} is not installed")

    def test_what_the_program_answers_is_not_evaluated(
        self, shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "script").write_text(script(shell), encoding="utf-8")
        a_program_that_answers(f"{HOSTILE}\n*", tmp_path, monkeypatch)
        here = tmp_path / "here"
        here.mkdir()
        done = subprocess.run([shell, "-c", DRIVERS[shell]], cwd=here, capture_output=True, text=True, check=True)
        assert sorted(done.stdout.splitlines()) == ["*", HOSTILE]
        assert list(here.iterdir()) == []

    def test_the_script_of_the_current_shell_is_shown(self, shell: str) -> None:
        assert from_shell(shell, "--show-completion").out == script(shell)

    def test_a_named_script_is_shown(self, shell: str) -> None:
        asked = from_shell("bash", "", {"_MALIBRIEF_COMPLETE": f"source_{shell}"})
        assert asked == (0, script(shell), "")

    def test_installing_it_twice_adds_one_line_to_what_a_user_has(self, shell: str, tmp_path: Path) -> None:
        start = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}[shell]
        (tmp_path / ".config" / "fish").mkdir(parents=True)
        (tmp_path / start).write_text("# mine")
        asked = [from_shell(shell, "--install-completion") for _ in range(2)][-1]
        assert asked.code == 0
        installed = Path(asked.out.removeprefix("completion installed in ").partition(";")[0])
        assert installed.read_text() == script(shell)
        lines = (tmp_path / start).read_text().splitlines()
        assert lines[0] == "# mine"
        assert len(lines) == (1 if shell == "fish" else 2)

    def test_what_is_installed_is_found_by_the_next_shell(
        self, shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert from_shell(shell, "--install-completion").code == 0
        a_program_that_answers("zz", tmp_path, monkeypatch)
        line = {
            "bash": "complete -p malibrief",
            "zsh": "print -r -- $_comps[malibrief]",
            "fish": "complete -C 'malibrief '; functions __malibrief_words",
        }[shell]
        command = [shell, "-i", "-c", line]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert "_malibrief" in done.stdout


def a_program_that_answers(words: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a `malibrief` that prints these words before all others on the path."""
    stub = place / "malibrief"
    stub.write_text(f"#!/bin/sh\ncat <<'END'\n{words}\nEND\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")


def from_shell(shell: str, option: str, env: dict[str, str] | None = None) -> Asked:
    """Run the program from a shell, so that this is the current one."""
    line = f"{sys.executable} -m malibrief {option}; exit {'$status' if shell == 'fish' else '$?'}"
    done = subprocess.run(
        [shell, "-c", line], env=os.environ | (env or {}), capture_output=True, text=True, check=False
    )
    return Asked(done.returncode, done.stdout, done.stderr)


class TestInvalidRequests:
    @pytest.mark.parametrize("instruction", ["1", "complete", "complete_tcsh", "bash_complete", "run_bash"])
    def test_an_unknown_instruction(self, instruction: str) -> None:
        asked = from_shell("bash", "missions", {"_MALIBRIEF_COMPLETE": instruction})
        assert (asked.code, asked.out) == (2, "")
        assert (
            asked.err
            == f"malibrief: _MALIBRIEF_COMPLETE={instruction}: must be source_SHELL or complete_SHELL, where SHELL is bash, zsh or fish\n"
        )

    @pytest.mark.parametrize("shell", SHELLS)
    def test_a_script_of_an_earlier_version_gets_no_words_that_it_could_run(self, shell: str) -> None:
        asked = from_shell(
            "bash", "", {"_MALIBRIEF_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "malibrief res"}
        )
        assert (asked.code, asked.out) == (2, "")
        assert (
            asked.err
            == "malibrief: this completion script is out of date\n    hint: run malibrief --install-completion to replace it\n"
        )
