"""Every error ends in a message and an exit code, never in a traceback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BASE, EVENT, POWERLESS, PROGRAM, SOURCE, Run, Shell, Write


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("missions", 0),
        ("missions --since 2099", 0),
        ("missions --kind humanitarian", 0),
        ("show minka", 0),
        ("check", 0),
        ("about", 0),
        ("--help", 0),
        ("--version", 0),
        ("show nope", 1),
        ("show minka nope", 1),
        ("missions --kind nope", 2),
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

    def test_a_missing_file_beside_one_of_nearly_its_name(self, run: Run, write: Write, command: str) -> None:
        near = write(EVENT + SOURCE, name="own-facts.toml")
        for name in ("own-fact.toml", "own-facts.tml", "onw-facts.toml"):
            typed = near.with_name(name)
            answer = run(*command.split(), facts=typed)
            assert answer.code == 3
            assert answer.err.splitlines()[1:] == [
                f"    hint: did you mean {near}?",
                f"    try: malibrief --facts {near} {command}",
            ]

    def test_a_missing_file_beside_none_of_its_name(self, run: Run, tmp_path: Path, command: str) -> None:
        for path in (tmp_path / "zzz.toml", tmp_path / "no" / "directory.toml"):
            answer = run(*command.split(), "--add", str(path))
            assert answer.err.splitlines()[1].startswith("    hint: check the path; without --facts and --add")

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
    def test_a_file_that_is_not_a_fact_base(
        self, run: Run, tmp_path: Path, command: str, data: bytes, rule: str
    ) -> None:
        path = tmp_path / "facts.toml"
        path.write_bytes(data)
        self.failed(run, command, path, rule)


class TestArguments:
    @pytest.mark.parametrize(
        "word", ["\x00", "a\x00b", "x" * 100_000, "'; DROP TABLE record; --", "%s%n", "\udcff", "🦁" * 50, "-", "--"]
    )
    def test_any_word_can_be_looked_up_however_odd(self, run: Run, word: str) -> None:
        answer = run("show", "--", word)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("malibrief: nothing here is called ")

    @pytest.mark.parametrize("word", ["\x00", "x" * 100_000, "' OR 1=1", "\udcff", "%", "*"])
    @pytest.mark.parametrize("option", ["--tag", "--place", "--about", "--source", "--kind", "--lead"])
    def test_a_filter_value_that_no_fact_has_is_a_usage_error_however_odd(
        self, run: Run, option: str, word: str
    ) -> None:
        answer = run("missions", option, word)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"malibrief: no fact has {option} ")
        assert len(answer.err) < 1000

    @pytest.mark.parametrize("word", ["\x00", "\udcff", "x" * 100_000, "9" * 50, "0000", "2001-02-30", "--"])
    @pytest.mark.parametrize("option", ["--since", "--as-of", "--columns", "--sort", "--format", "--color"])
    def test_an_invalid_value_is_a_usage_error(self, run: Run, option: str, word: str) -> None:
        assert run("missions", f"{option}={word}").code == 2

    def test_arguments_that_are_not_utf8_do_no_harm(self) -> None:
        for argument in (b"\xff\xfe", b"k\xe9ran"):
            command = [*map(os.fsencode, PROGRAM), b"--facts", os.fsencode(BASE), b"show", argument]
            done = subprocess.run(command, capture_output=True, check=False)
            assert done.returncode == 1
            assert b"Traceback" not in done.stderr
            assert b"nothing here is called" in done.stderr

    def test_paths_that_are_not_utf8_can_be_read(self, tmp_path: Path) -> None:
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

    def test_a_reader_that_closes_the_pipe_early_is_no_error(self, shell: Shell) -> None:
        for command in ("timeline", "sources -c all", "show minka", "check /no/such", "missions -f table"):
            answer = shell(f"for i in 1 2 3; do malibrief {command} | true; echo ${{PIPESTATUS[0]}}; done")
            assert set(answer.out.split()) <= {"0", "3"}, command
            assert "Traceback" not in answer.err
            assert "BrokenPipe" not in answer.err

    def test_the_first_line_alone_is_success(self, shell: Shell) -> None:
        assert shell("malibrief timeline | head -1") == (0, "date\ttopic\ttitle\tsources\tid\n", "")

    def test_a_long_answer_cut_short_by_its_reader_is_success(self, shell: Shell, tmp_path: Path) -> None:
        """More than a pipe holds, so that the program does write to a closed one."""
        records = "".join(
            f'[[events]]\nid="e{n}"\ndate=2001-01-01\ntitle="T"\nsummary="{"x" * 390}"\ntags=["un"]\nsources=["gov-coup"]\n'
            for n in range(2000)
        )
        more = tmp_path / "more.toml"
        more.write_text(records)
        answer = shell(f"malibrief events -c all --add {more} | head -1 | wc -l")
        assert answer == (0, "1\n", "")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_is_reported(self, shell: Shell, tmp_path: Path) -> None:
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
    def test_an_output_that_lacks_some_letters_gets_the_others(self, spawn: Run, encoding: str) -> None:
        env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
        for line in ("events", "events -f table", "show minka -f table", "sources --json", "show nopé", "--help"):
            answer = spawn(*line.split(), env=env)
            assert answer.code == (1 if line == "show nopé" else 0)
            assert "Traceback" not in answer.err
            assert answer.out or answer.err

    @pytest.mark.parametrize("line", ["missions -f nope", "nope", "show nope", "missions --since nope"])
    @pytest.mark.parametrize("standard_error", ["2>&-", "2>/dev/full"])
    def test_a_standard_error_that_takes_nothing_changes_neither_exit_code_nor_output(
        self, shell: Shell, line: str, standard_error: str
    ) -> None:
        assert shell(f"malibrief {line} {standard_error}") == (1 if line == "show nope" else 2, "", "")

    @pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
    def test_output_for_a_closed_stream_never_ends_up_in_a_file(
        self, shell: Shell, run: Run, tmp_path: Path, closed: str
    ) -> None:
        assert shell(f"malibrief missions --tag economy --no-bom -o {tmp_path}/x.csv {closed}").code == 0
        assert (tmp_path / "x.csv").read_text() == run("missions", "--tag", "economy", "-f", "csv").out

    def test_a_closed_standard_output_is_an_error(self, shell: Shell) -> None:
        for line in ("missions", "--help", "--version", "show minka", "about"):
            answer = shell(f"malibrief {line} >&-")
            assert answer == (2, "", "malibrief: the answer cannot be written: Bad file descriptor\n")

    def test_writing_into_a_missing_directory_or_over_a_directory_is_reported(self, run: Run, tmp_path: Path) -> None:
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


class TestSignals:
    """A signal ends the program with the exit code that a shell would give it, and without a word."""

    ENDED = (("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129))

    def ends(self, script: str, **options: Any) -> tuple[int, bytes, bytes]:
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, **options)
        return done.returncode, done.stdout, done.stderr

    @pytest.mark.parametrize(("name", "code"), ENDED)
    def test_while_it_runs(self, name: str, code: int) -> None:
        script = f"""
import os, signal
from malibrief.__main__ import run
import malibrief.cli.app as app
app.app = lambda: os.kill(os.getpid(), signal.{name})
run()"""
        assert self.ends(script) == (code, b"", b"")

    @pytest.mark.parametrize(("name", "code"), ENDED)
    def test_while_it_is_imported(self, name: str, code: int) -> None:
        script = f"""
import os, signal, sys
from malibrief.__main__ import run
class Stop:
    def find_spec(self, name, path, target=None):
        if name == "msgspec":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Stop())
run()"""
        assert self.ends(script) == (code, b"", b"")

    @pytest.mark.parametrize(("name", "code"), ENDED)
    def test_while_a_class_is_created_during_an_import(self, tmp_path: Path, name: str, code: int) -> None:
        """Python makes a RuntimeError of what is raised there."""
        (tmp_path / "late.py").write_text(f"""
import os, signal
class Name:
    def __set_name__(self, owner, name): os.kill(os.getpid(), signal.{name})
class Named:
    name = Name()""")
        script = f"""
import sys
from malibrief.__main__ import run
import malibrief.cli.app as app
sys.path.append({str(tmp_path)!r})
app.app = lambda: __import__("late")
run()"""
        assert self.ends(script) == (code, b"", b"")

    def test_an_interrupt_before_anything_is_imported(self) -> None:
        script = "import os, signal, malibrief.__main__; os.kill(os.getpid(), signal.SIGINT)"
        assert self.ends(script) == (130, b"", b"")

    def test_an_interrupt_in_code_that_cannot_raise(self) -> None:
        script = """
import os, signal
from malibrief.__main__ import run
import malibrief.cli.app as app
class Last:
    def __del__(self): os.kill(os.getpid(), signal.SIGINT)
app.app = Last
run()"""
        assert self.ends(script) == (130, b"", b"")

    def test_a_signal_that_was_ignored_from_the_start_stays_so(self) -> None:
        script = """
import os, signal
from malibrief.__main__ import run
import malibrief.cli.app as app
app.app = lambda: os.kill(os.getpid(), signal.SIGHUP)
run()"""
        assert self.ends(script, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) == (0, b"", b"")

    @pytest.mark.parametrize(("name", "code"), ENDED)
    def test_while_a_file_is_written_it_stays_as_it_was(self, tmp_path: Path, name: str, code: int) -> None:
        (tmp_path / "x.csv").write_text("old")
        script = f"""
import os, signal, sys
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.{name})
sys.argv[1:] = ["--facts", {str(BASE)!r}, "missions", "-o", {str(tmp_path / "x.csv")!r}]
from malibrief.__main__ import run
run()"""
        assert self.ends(script) == (code, b"", b"")
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("x.csv", "old")]


class TestUnreadable:
    """A file without read permission is reported as such, not as an answer that cannot be written."""

    @pytest.fixture
    def locked(self, tmp_path: Path) -> Iterator[Path]:
        """A fact base that may not be read, in a directory that may not be entered."""
        path = tmp_path / "locked" / "x.toml"
        path.parent.mkdir()
        path.write_bytes(BASE.read_bytes())
        path.chmod(0)
        path.parent.chmod(0)
        if POWERLESS:
            os.chown(path.parent, 12345, 12345)
        yield path
        path.parent.chmod(0o700)

    @pytest.mark.parametrize(
        "line", ["missions", "timeline", "show minka", "cite minka", "search minka", "brief", "about", "check"]
    )
    @pytest.mark.parametrize("option", ["--facts", "--add"])
    def test_exit_code_3(self, powerless: Shell, locked: Path, line: str, option: str) -> None:
        answer = powerless(f"malibrief {line} {option} {locked}")
        assert (answer.code, answer.out) == (3, "")
        assert answer.err.startswith(f"malibrief: {locked}: cannot be read: Permission denied\n")

    def test_a_file_without_read_permission(self, powerless: Shell, tmp_path: Path) -> None:
        path = tmp_path / "my.toml"
        path.write_bytes(BASE.read_bytes())
        path.chmod(0)
        for line in ("missions --add", "check", "--facts"):
            answer = powerless(f"malibrief {line} {path}" + (" missions" if line == "--facts" else ""))
            assert answer.code == 3
            assert answer.err.startswith(f"malibrief: {path}: cannot be read: Permission denied\n")

    def test_a_name_that_is_too_long(self, run: Run) -> None:
        answer = run("missions", "--add", "a" * 300 + ".toml")
        assert answer.code == 3
        assert answer.err.startswith(f"malibrief: {'a' * 300}.toml: cannot be read: File name too long\n")
