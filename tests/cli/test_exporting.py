"""`export`: which format it writes where, and that a file or a directory is whole or as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BASE, Run, Shell, Terminal, Write

if TYPE_CHECKING:
    from collections.abc import Callable

BEGINNINGS = {
    "sqlite": b"SQLite format 3\0",
    "zip": b"PK\3\4",
    "json": b'{\n  "format_version"',
    "jsonl": b'{"topic":"events"',
}


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.fixture
def package(run: Run, tmp_path: Path) -> Path:
    """An earlier export, alone in its directory."""
    path = tmp_path / "own" / "facts"
    path.parent.mkdir()
    assert run("export", str(path)) == (0, "", "")
    return path


class TestFormat:
    @pytest.mark.parametrize(
        ("name", "begins"),
        [
            ("f.db", "sqlite"), ("f.SQLITE", "sqlite"), ("f.sqlite3", "sqlite"), ("f.zip", "zip"), ("f.json", "json"),
            ("f.jsonl", "jsonl"), ("f.ndjson", "jsonl"),
        ],
    )  # fmt: skip
    def test_the_suffix_chooses_it(self, run: Run, tmp_path: Path, name: str, begins: str) -> None:
        assert run("export", str(tmp_path / name)) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(BEGINNINGS[begins])
        assert names(tmp_path) == [name]

    @pytest.mark.parametrize("name", ["facts", "facts/", "there.2005"])
    def test_a_name_without_a_suffix_is_a_directory_and_so_is_one_that_is_there(
        self, run: Run, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "there.2005").mkdir()
        assert run("export", f"{tmp_path}/{name}").code == 0
        assert {"datapackage.json", "events.csv", "facts_tags.csv"} <= set(names(tmp_path / name))

    def test_an_option_names_it(self, run: Run, tmp_path: Path) -> None:
        run("export", str(tmp_path / "f"), "-f", "SQLite")
        run("export", str(tmp_path / "f.d"), "-f", "datapackage")
        run("export", str(tmp_path / "f.zip"), "-f", "datapackage")
        assert (tmp_path / "f").read_bytes().startswith(BEGINNINGS["sqlite"])
        assert (tmp_path / "f.d" / "datapackage.json").is_file()
        assert (tmp_path / "f.zip").read_bytes().startswith(BEGINNINGS["zip"])

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("f.parquet", "'f.parquet' does not end in the suffix of a format\n    give .db "),
            ("f.db -f json", "--format json and f.db contradict each other: give only one\n"),
            ("f -f nope", "--format: there is no format 'nope'\n    formats: sqlite, datapackage, json, jsonl\n"),
            ("-", "which format is standard output to have?\n    add --format: sqlite, datapackage, json, jsonl\n"),
        ],
    )
    def test_one_that_there_is_not_is_refused_with_those_that_there_are(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        done = run("export", *line.split())
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"malibrief: {told}")
        assert names(tmp_path) == []

    @pytest.mark.usefixtures("tmp_path")
    def test_errors_are_told_in_french(self, run: Run) -> None:
        done = run("export", "f.parquet", env={"MALIBRIEF_LANG": "fr"})
        assert done.err.startswith("malibrief: « f.parquet » n’a l’extension d’aucun format\n")

    @pytest.mark.parametrize("name", ["f.db", "facts", "f.json", "f.jsonl"])
    def test_what_is_written_does_not_depend_on_the_language(self, run: Run, tmp_path: Path, name: str) -> None:
        written = []
        for language in ("en", "fr"):
            assert run("export", str(tmp_path / name), "--lang", language).code == 0
            files = sorted((tmp_path / name).iterdir()) if (tmp_path / name).is_dir() else [tmp_path / name]
            written.append([path.read_bytes() for path in files])
        assert written[0] == written[1]


def test_an_answer_that_is_to_be_a_database_is_shown_the_way(run: Run) -> None:
    told = "malibrief: --output: 'f.db' is for the whole base, not for a part\n    write all of it: malibrief export f.db\n"
    assert run("events", "-o", "f.db") == (2, "", told)


class TestStandardOutput:
    @pytest.mark.parametrize(("form", "begins"), [("sqlite", "sqlite"), ("datapackage", "zip"), ("jsonl", "jsonl")])
    def test_a_pipe_gets_what_a_file_gets(self, run: Run, form: str, begins: str) -> None:
        done = run("export", "-", "-f", form)
        assert (done.code, done.err) == (0, "")
        assert done.data.startswith(BEGINNINGS[begins])

    def test_a_terminal_gets_text_alone(self, terminal: Terminal) -> None:
        told = "malibrief: --format sqlite: a terminal cannot show this; give a file\n"
        assert terminal("export", "-", "-f", "sqlite") == (2, "", told)
        assert terminal("export", "-", "-f", "jsonl").out.startswith('{"topic":"events"')

    def test_a_closed_pipe_is_no_error(self, shell: Shell) -> None:
        assert shell("set +o pipefail; malibrief export - -f jsonl | head -n 1 | cut -c 1-9") == (0, '{"topic":\n', "")


class TestOwnFacts:
    @pytest.mark.parametrize("name", ["f.toml", "link.json"])
    def test_the_base_is_never_overwritten(self, run: Run, tmp_path: Path, name: str) -> None:
        own = tmp_path / "f.toml"
        own.write_bytes(BASE.read_bytes())
        (tmp_path / "link.json").symlink_to(own)
        done = run("export", str(tmp_path / name), "-f", "json", facts=own)
        told = (
            f"malibrief: WHERE: {tmp_path / name} is the fact base {own} and would be overwritten; give another file\n"
        )
        assert done == (2, "", told)
        assert own.read_bytes() == BASE.read_bytes()

    def test_one_that_is_invalid_is_not_exported(self, run: Run, write: Write, tmp_path: Path) -> None:
        done = run("export", str(tmp_path / "f.db"), facts=write("[[events]]\n"))
        assert done.code == 3
        assert names(tmp_path) == ["facts.toml"]


class TestDirectory:
    def test_an_earlier_export_is_replaced_whole(self, run: Run, package: Path) -> None:
        (package / "events.csv").write_text("old")
        (package / "facts_tags.csv").unlink()
        package.chmod(0o750)
        before = names(package)
        assert run("export", str(package)) == (0, "", "")
        assert (package / "events.csv").read_text(encoding="utf-8").startswith("id,date,")
        assert names(package) == sorted({*before, "facts_tags.csv"})
        assert stat.S_IMODE(package.stat().st_mode) == 0o750
        assert names(package.parent) == ["facts"]

    def test_it_is_replaced_behind_a_link(self, run: Run, package: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(package)
        assert run("export", str(tmp_path / "link")).code == 0
        assert (tmp_path / "link").is_symlink()
        assert names(package.parent) == ["facts"]

    def test_an_empty_one_is_filled(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "facts").mkdir()
        assert run("export", str(tmp_path / "facts")).code == 0
        assert "datapackage.json" in names(tmp_path / "facts")

    @pytest.mark.parametrize(
        "add",
        [
            lambda path: (path / "analysis.R").write_text("my own"),
            lambda path: (path / "datapackage.json").unlink(),
            lambda path: (path / "datapackage.json").write_text("{}"),
            lambda path: (path / "datapackage.json").write_text('{"resources": 1}'),
            lambda path: (path / "datapackage.json").write_text(f"nothing{chr(0)}"),
            lambda path: (path / "datapackage.json").write_text('{"resources": [{"path": "events.csv"}]}'),
        ],
    )
    def test_one_that_holds_anything_else_is_left_alone(
        self, run: Run, package: Path, add: Callable[[Path], object]
    ) -> None:
        (package / "events.csv").write_text("kept")
        add(package)
        before = names(package)
        told = f"malibrief: {package} holds other files, which stay as they are; give a new directory\n"
        assert run("export", str(package)) == (2, "", told)
        assert names(package) == before
        assert (package / "events.csv").read_text() == "kept"

    def test_a_file_is_no_directory(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "facts").write_text("old")
        assert run("export", str(tmp_path / "facts")) == (
            2, "", f"malibrief: {tmp_path}/facts is no directory; give a new one\n"
        )  # fmt: skip
        assert (tmp_path / "facts").read_text() == "old"

    def test_the_directory_of_the_shell_is_not_replaced(
        self, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(package)
        assert run("export", ".").err == "malibrief: . is the directory of this shell; give a new one in it\n"

    def test_if_its_parent_is_not_there(self, run: Run, tmp_path: Path) -> None:
        done = run("export", str(tmp_path / "no" / "facts"))
        assert done == (2, "", f"malibrief: WHERE: {tmp_path}/no/facts cannot be written: No such file or directory\n")

    def test_it_is_as_it_was_if_the_disk_is_full(
        self, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        (package / "events.csv").write_text("old")
        monkeypatch.setattr(os, "fsync", full)
        assert run("export", str(package)).err.endswith("facts cannot be written: No space left on device\n")
        assert (package / "events.csv").read_text() == "old"
        assert names(package.parent) == ["facts"]

    @pytest.mark.parametrize("failing", [1, 2])
    def test_it_is_as_it_was_if_it_cannot_be_replaced(
        self, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch, failing: int
    ) -> None:
        """Moved aside, and, if the new one cannot be put in its place, back."""
        real, calls = Path.rename, []

        def rename(path: Path, target: Path) -> Path:
            calls.append(target)
            if len(calls) == failing:
                raise OSError(16, "Device or resource busy")
            return real(path, target)

        (package / "events.csv").write_text("old")
        monkeypatch.setattr(Path, "rename", rename)
        done = run("export", str(package))
        assert (done.code, done.err.endswith("Device or resource busy\n")) == (2, True)
        assert (package / "events.csv").read_text() == "old"
        assert names(package.parent) == ["facts"]
