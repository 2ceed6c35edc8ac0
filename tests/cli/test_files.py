"""`-o FILE`: either the whole answer is written, or the old file stays as it was."""

import os
import stat
import threading
from pathlib import Path

import pytest

from tests.conftest import BASE, ROOT, Run, Shell


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An existing file, alone in its directory."""
    path = tmp_path / "own" / "x.csv"
    path.parent.mkdir()
    path.write_text("old")
    return path


@pytest.fixture
def answer(run: Run) -> str:
    """The answer to be written."""
    return run("missions", "-f", "csv").out


class TestWhole:
    def test_a_file_gets_what_a_pipe_gets(self, run: Run, old: Path, answer: str) -> None:
        assert run("missions", "--no-bom", "-o", str(old)) == (0, "", "")
        assert old.read_bytes().decode() == answer
        assert names(old.parent) == ["x.csv"]

    def test_it_keeps_its_mode_and_a_new_one_gets_the_usual(self, run: Run, old: Path) -> None:
        old.chmod(0o604)
        new = old.with_name("y.csv")
        before = os.umask(0o027)
        try:
            run("missions", "-o", str(old))
            run("missions", "-o", str(new))
        finally:
            os.umask(before)
        assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o604, 0o640]

    @pytest.mark.skipif(not ROOT, reason="only root gives files away")
    def test_it_keeps_its_owner(self, run: Run, old: Path) -> None:
        os.chown(old, 12345, 12346)
        run("missions", "-o", str(old))
        assert (old.stat().st_uid, old.stat().st_gid) == (12345, 12346)

    def test_it_is_written_through_symbolic_links(self, run: Run, tmp_path: Path, old: Path, answer: str) -> None:
        for name, target in (("one.csv", "own/x.csv"), ("two.csv", "one.csv"), ("new.csv", "own/new.csv")):
            (tmp_path / name).symlink_to(target)
            assert run("missions", "--no-bom", "-o", str(tmp_path / name)).code == 0
            assert (tmp_path / name).is_symlink()
        assert old.read_bytes() == (old.parent / "new.csv").read_bytes() == answer.encode()

    def test_a_loop_of_links_is_reported(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "x.csv").symlink_to("x.csv")
        assert run("missions", "-o", f"{tmp_path}/x.csv").err.endswith(
            "x.csv cannot be written: Too many levels of symbolic links\n"
        )

    def test_its_name_may_be_as_long_as_the_system_allows(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / ("x" * 251 + ".csv")
        assert run("missions", "-o", str(path)).code == 0

    @pytest.mark.parametrize("word", ["\udcff", "minka \udcff"])
    def test_what_cannot_be_encoded_as_utf8_is_dropped(self, run: Run, old: Path, word: str) -> None:
        page = old.with_name("p.html")
        assert run("search", f"minka {word}", "-o", str(page)).code == 0
        assert "minka" in page.read_text()
        assert run("actors", "--led-by", f"moro {word}".replace("minka", ""), "-o", str(page)).code == 0
        assert "led by moro" in page.read_text()


class TestAsItWas:
    def kept(self, old: Path) -> bool:
        return (old.read_text(), names(old.parent)) == ("old", ["x.csv"])

    def test_if_the_file_would_be_too_large(self, shell: Shell, old: Path) -> None:
        answer = shell(f"malibrief missions >/dev/null; ulimit -f 0; malibrief timeline -o {old}")
        assert answer == (2, "", f"malibrief: --output: {old} cannot be written: File too large\n")
        assert self.kept(old)

    @pytest.mark.parametrize(
        "line", ["missions -c nope", "missions --since nope", "show nope", "search zzzz", "diff 2001 nope"]
    )
    def test_if_there_is_no_answer(self, run: Run, old: Path, line: str) -> None:
        assert run(*line.split(), "-o", str(old)).code in (1, 2)
        assert self.kept(old)

    def test_if_it_may_not_be_written(self, powerless: Shell, old: Path) -> None:
        old.chmod(0o444)
        answer = powerless(f"malibrief missions -o {old}")
        assert answer == (2, "", f"malibrief: --output: {old} cannot be written: Permission denied\n")
        assert self.kept(old)

    def test_if_it_may_be_written_but_its_directory_may_not(self, powerless: Shell, old: Path) -> None:
        """Written in place it would be lost by a full disk: that is for the user to choose."""
        old.parent.chmod(0o555)
        answer = powerless(f"malibrief missions -o {old}")
        old.parent.chmod(0o755)
        assert answer == (
            2,
            "",
            f"malibrief: --output: {old} cannot be written: files in its directory cannot be replaced (Permission denied)\n"
            "    hint: write to another directory, or use --format and > instead of --output\n",
        )
        assert self.kept(old)

    def test_if_no_file_may_be_created(self, powerless: Shell, old: Path) -> None:
        old.parent.chmod(0o555)
        answer = powerless(f"malibrief missions -o {old.parent}/y.csv")
        old.parent.chmod(0o755)
        assert answer == (2, "", f"malibrief: --output: {old.parent}/y.csv cannot be written: Permission denied\n")


class TestOwnFacts:
    """An answer never overwrites the files that it was read from."""

    @pytest.fixture
    def facts(self, tmp_path: Path) -> Path:
        path = tmp_path / "f.toml"
        path.write_bytes(BASE.read_bytes())
        (tmp_path / "symbolic.csv").symlink_to(path)
        os.link(path, tmp_path / "hard.csv")
        return path

    @pytest.mark.parametrize("name", ["f.toml", "./f.toml", "symbolic.csv", "hard.csv"])
    @pytest.mark.parametrize("line", ["missions", "show minka", "search minka", "brief", "diff 2001 2002"])
    def test_by_any_name(self, run: Run, facts: Path, line: str, name: str) -> None:
        output = f"{facts.parent}/{name}"
        answer = run(*line.split(), "-f", "csv", "-o", output, facts=facts)
        assert answer.code == 2
        assert answer.err.endswith(f"is the fact base {facts} and would be overwritten; give another file\n")
        assert facts.read_bytes() == BASE.read_bytes()

    @pytest.mark.parametrize(
        ("before", "env"),
        [
            (("--add", "{}"), {}),
            ((), {"MALIBRIEF_ADD": "{}"}),
            ((), {"MALIBRIEF_FACTS": "{}"}),
        ],
    )
    def test_however_they_are_given(self, run: Run, facts: Path, before: tuple[str, ...], env: dict[str, str]) -> None:
        words = [word.format(facts) for word in before]
        answer = run(*words, "missions", "-f", "csv", "-o", str(facts), facts=BASE if "MALIBRIEF_FACTS" not in env else None, env={name: value.format(facts) for name, value in env.items()})  # fmt: skip
        assert (answer.code, facts.read_bytes()) == (2, BASE.read_bytes())


class TestDirectly:
    """Anything but a regular file is written to directly: it has no content to protect."""

    def test_standard_output_keeps_its_earlier_content(self, shell: Shell, tmp_path: Path, answer: str) -> None:
        line = (
            f"{{ echo first; malibrief missions -f csv -o /dev/stdout; echo last; }} > {tmp_path}/x; cat {tmp_path}/x"
        )
        assert shell(line) == (0, f"first\n{answer}last\n", "")

    def test_a_link_to_it_has_a_suffix(self, shell: Shell, tmp_path: Path, answer: str) -> None:
        (tmp_path / "x.csv").symlink_to("/dev/stdout")
        assert shell(f"malibrief missions -o {tmp_path}/x.csv") == (0, answer, "")
        assert (tmp_path / "x.csv").is_symlink()

    def test_a_command_of_the_shell(self, shell: Shell, answer: str) -> None:
        assert shell("malibrief missions -f csv -o >(cat) | cat") == (0, answer, "")
        assert shell("malibrief missions -f csv -o >(head -c 5) | cat") == (0, answer[:5], "")

    def test_a_fifo(self, run: Run, tmp_path: Path, answer: str) -> None:
        path = tmp_path / "x.csv"
        os.mkfifo(path)
        got: list[str] = []
        reader = threading.Thread(target=lambda: got.append(path.read_bytes().decode()))
        reader.start()
        assert run("missions", "-o", str(path)) == (0, "", "")
        reader.join()
        assert got == [answer]
        assert path.is_fifo()

    def test_a_descriptor_that_is_not_open_is_reported(self, run: Run) -> None:
        answer = run("missions", "-f", "csv", "-o", "/dev/fd/99")
        assert answer == (2, "", "malibrief: --output: /dev/fd/99 cannot be written: Bad file descriptor\n")
