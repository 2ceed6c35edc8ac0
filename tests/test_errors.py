"""What goes wrong ends in a sentence and an exit code, never in a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import BASE, PROGRAM, Result, Run

Shell = Callable[[str], Result]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("missions", 0),
        ("missions --since 2099", 0),
        ("missions --kind nope", 0),
        ("show minka", 0),
        ("check", 0),
        ("about", 0),
        ("--help", 0),
        ("--version", 0),
        ("show nope", 1),
        ("show minka nope", 1),
        ("missions --since nope", 2),
        ("missions -c nope", 2),
        ("missions -f nope", 2),
        ("nope", 2),
        ("", 2),
        ("show", 2),
        ("missions --facts /no/such/file", 3),
        ("missions --add /no/such/file", 3),
        ("check /no/such/file", 3),
        ("about --facts /no/such/file", 3),
    ],
)
def test_exit_codes(run: Run, line: str, code: int) -> None:
    answer = run(*line.split())
    assert answer.code == code
    assert bool(answer.out) == ((code == 0 and line != "check") or line == "show minka nope")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", ["missions", "timeline", "show minka", "about", "check"])
class TestFactBase:
    """A base that is missing, unreadable or invalid: exit code 3 and a sentence that names the file."""

    def failed(self, run: Run, command: str, path: Path, reason: str) -> None:
        answer = run(*command.split(), facts=path)
        assert (answer.code, "Traceback" in answer.err) == (3, False)
        assert reason in answer.err + answer.out
        assert str(path) in answer.err + answer.out

    def test_a_missing_file(self, run: Run, tmp_path: Path, command: str) -> None:
        self.failed(run, command, tmp_path / "none.toml", "cannot be read: No such file or directory")

    def test_a_directory(self, run: Run, tmp_path: Path, command: str) -> None:
        self.failed(run, command, tmp_path, "cannot be read: Is a directory")

    def test_a_file_below_a_file(self, run: Run, command: str) -> None:
        self.failed(run, command, BASE / "x", "cannot be read: Not a directory")

    @pytest.mark.parametrize(
        ("data", "rule"),
        [
            (b"a = \n", "[syntax]"),
            (b"\x00\x01\x02", "[syntax]"),
            (b"\xff\xfe", "[encoding]"),
            (b"", "[header]"),
            (b"SQLite format 3\x00", "[syntax]"),
        ],
    )
    def test_what_is_no_fact_base(self, run: Run, tmp_path: Path, command: str, data: bytes, rule: str) -> None:
        path = tmp_path / "facts.toml"
        path.write_bytes(data)
        self.failed(run, command, path, rule)


class TestArguments:
    @pytest.mark.parametrize(
        "word", ["\x00", "a\x00b", "x" * 100_000, "'; DROP TABLE record; --", "%s%n", "\udcff", "🦁" * 50, "-", "--"]
    )
    def test_no_word_is_too_odd_to_be_looked_up(self, run: Run, word: str) -> None:
        answer = run("show", "--", word)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("malibrief: nothing here is called ")

    @pytest.mark.parametrize("word", ["\x00", "x" * 100_000, "' OR 1=1", "\udcff", "%", "*"])
    @pytest.mark.parametrize("option", ["--tag", "--place", "--about", "--source", "--kind", "--lead"])
    def test_no_value_of_a_filter_is_too_odd(self, run: Run, option: str, word: str) -> None:
        answer = run("missions", option, word)
        assert answer.code == 0
        assert len(answer.lines) == 1

    @pytest.mark.parametrize("word", ["\x00", "\udcff", "x" * 100_000, "9" * 50, "0000", "2001-02-30", "--"])
    @pytest.mark.parametrize("option", ["--since", "--as-of", "--columns", "--sort", "--format", "--color"])
    def test_a_word_without_meaning_is_a_usage_error(self, run: Run, option: str, word: str) -> None:
        assert run("missions", f"{option}={word}").code == 2

    def test_arguments_that_are_no_utf8_reach_the_program_and_do_no_harm(self) -> None:
        for argument in (b"\xff\xfe", b"k\xe9ran"):
            command = [*map(os.fsencode, PROGRAM), b"--facts", os.fsencode(BASE), b"show", argument]
            done = subprocess.run(command, capture_output=True, check=False)
            assert done.returncode == 1
            assert b"Traceback" not in done.stderr
            assert b"nothing here is called" in done.stderr

    def test_paths_that_are_no_utf8_are_read(self, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/f\xff.toml"
        Path(os.fsdecode(path)).write_bytes(BASE.read_bytes())
        done = subprocess.run(
            [*map(os.fsencode, PROGRAM), b"--facts", path, b"missions"], capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_huge_limit_is_no_limit(self, run: Run) -> None:
        assert run("missions", "-n", "9" * 30).ids == run("missions").ids


class TestStreams:
    """Real processes, real pipes."""

    def test_a_reader_who_leaves_early_is_no_error(self, shell: Shell) -> None:
        for command in ("timeline", "sources -c all", "show minka", "check /no/such", "missions -f table"):
            answer = shell(f"for i in 1 2 3; do malibrief {command} | true; echo ${{PIPESTATUS[0]}}; done")
            assert set(answer.out.split()) <= {"0", "3"}, command
            assert "Traceback" not in answer.err
            assert "BrokenPipe" not in answer.err

    def test_the_first_line_alone_is_success(self, shell: Shell) -> None:
        assert shell("malibrief timeline | head -1") == (0, "date\ttopic\ttitle\tsources\tid\n", "")

    def test_a_long_answer_cut_by_its_reader_is_success(self, shell: Shell, tmp_path: Path) -> None:
        """More than a pipe holds, so that the program does write to a closed one."""
        records = "".join(
            f'[[events]]\nid="e{n}"\ndate=2001-01-01\ntitle="T"\nsummary="{"x" * 390}"\ntags=["un"]\nsources=["gov-coup"]\n'
            for n in range(2000)
        )
        more = tmp_path / "more.toml"
        more.write_text(records)
        answer = shell(f"malibrief events -c all --add {more} | head -1 | wc -l")
        assert answer == (0, "1\n", "")

    def test_a_closed_standard_output_is_no_crash(self, shell: Shell) -> None:
        answer = shell("malibrief missions >&-")
        assert "Traceback" not in answer.err
        assert answer.code in (0, 2)

    def test_a_closed_standard_error_is_no_crash(self, shell: Shell) -> None:
        assert shell("malibrief show nope 2>&-").code == 1
        assert shell("malibrief missions --kind nope 2>&-").code == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_is_told(self, shell: Shell, tmp_path: Path) -> None:
        answer = shell("malibrief missions > /dev/full")
        assert (answer.code, answer.err) == (2, "malibrief: the answer cannot be written: No space left on device\n")
        answer = shell("malibrief --help > /dev/full")
        assert (answer.code, answer.err) == (2, "malibrief: the answer cannot be written: No space left on device\n")
        answer = shell("malibrief missions -f csv -o /dev/full")
        assert (answer.code, answer.err) == (
            2,
            "malibrief: --output: /dev/full cannot be written: No space left on device\n",
        )

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
    def test_an_output_that_cannot_have_every_letter_gets_the_others(self, spawn: Run, encoding: str) -> None:
        env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
        for line in ("events", "events -f table", "show minka -f table", "sources --json", "show nopé", "--help"):
            answer = spawn(*line.split(), env=env)
            assert answer.code == (1 if line == "show nopé" else 0)
            assert "Traceback" not in answer.err
            assert answer.out or answer.err

    def test_an_interrupt_ends_quietly(self) -> None:
        script = "import sys, malibrief.cli.app as app\ndef stop(): raise KeyboardInterrupt\napp.app = stop\napp.main()"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")

    def test_an_answer_into_a_directory_or_a_missing_one_is_told(self, run: Run, tmp_path: Path) -> None:
        missing = tmp_path / "none" / "x.csv"
        assert run("missions", "-o", str(missing)) == (
            2,
            "",
            f"malibrief: --output: {missing} cannot be written: No such file or directory\n",
        )
        (tmp_path / "x.csv").mkdir()
        assert run("missions", "-o", str(tmp_path / "x.csv")).err.endswith("cannot be written: Is a directory\n")

    def test_the_working_directory_may_be_gone(self, shell: Shell, tmp_path: Path) -> None:
        (tmp_path / "gone").mkdir()
        answer = shell(f"cd {tmp_path}/gone && rmdir {tmp_path}/gone && malibrief missions")
        assert (answer.code, answer.err) == (0, "")

    def test_nothing_is_written_beside_the_base(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "facts.toml").write_bytes(BASE.read_bytes())
        run("missions", facts=tmp_path / "facts.toml")
        assert [path.name for path in tmp_path.iterdir()] == ["facts.toml"]
