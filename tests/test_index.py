"""The index: made once, made again when it must be, and never the user's problem."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from malibrief.errors import FactBaseError
from malibrief.facts import load
from malibrief.facts.topics import TOPICS
from malibrief.index import names, query
from malibrief.index import store as index_module
from malibrief.index.results import Filter
from malibrief.index.store import Index, open_index

from .conftest import BASE, HEADER, PROGRAM, Run

TITLES = "SELECT title FROM record ORDER BY n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A copy of the small base, to be changed."""
    return Path(shutil.copy(BASE, tmp_path / "facts.toml"))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where indexes are kept; it does not exist yet."""
    return tmp_path / "a" / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each reading of TOML."""
    seen: list[int] = []
    read = load.read

    def counted(paths: list[Path]) -> object:
        seen.append(1)
        return read(paths)

    monkeypatch.setattr(load, "read", counted)
    return seen


def only_file(directory: Path) -> Path:
    """The index: the one file of the directory, so that nothing temporary is left in it."""
    (file,) = directory.iterdir()
    return file


def count(index: Index) -> int:
    return sum(query.counts(index).values())


def test_it_is_made_on_first_use_and_nothing_temporary_is_left(facts: Path, directory: Path) -> None:
    assert count(open_index([facts], directory)) == 44
    assert only_file(directory).suffix == ".sqlite"
    assert directory.stat().st_mode & 0o077 == 0


def test_a_fresh_one_answers_without_reading_toml(facts: Path, directory: Path, reads: list[int]) -> None:
    open_index([facts], directory)
    before = only_file(directory).stat()
    assert count(open_index([facts], directory)) == 44
    assert len(reads) == 1
    assert only_file(directory).stat().st_mtime_ns == before.st_mtime_ns


def test_a_fresh_one_answers_without_tomli_or_the_checks_being_imported(run: Run) -> None:
    run("missions")
    script = (
        "import sys; sys.argv = ['malibrief', '--facts', sys.argv[1], 'missions']\n"
        "from malibrief.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted(set(sys.modules) & {'tomli', 'tomllib', 'malibrief.facts.load', 'malibrief.facts.checks', 'malibrief.index.rows'}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(BASE)], capture_output=True, text=True, check=True)
    assert done.stderr == "\n"
    assert "MINKA" in done.stdout


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text(
            path.read_text(encoding="utf-8").replace("EU trainers", "EU trainers and more"), encoding="utf-8"
        ),
        lambda path: path.write_text(
            path.read_text(encoding="utf-8").replace("EU trainers", "EU Trainers"), encoding="utf-8"
        ),
        lambda path: os.utime(path, (1, 1)),
    ],
    ids=["longer", "of the same length", "touched"],
)
def test_it_is_made_again_when_the_file_changes(
    facts: Path, directory: Path, reads: list[int], change: Callable[[Path], None]
) -> None:
    open_index([facts], directory)
    time.sleep(0.01)
    change(facts)
    titles = [row[0] for row in open_index([facts], directory).rows(TITLES)]
    assert len(reads) == 2
    assert any(title in facts.read_text(encoding="utf-8") for title in titles if title.startswith("EU"))
    open_index([facts], directory)
    assert len(reads) == 2
    only_file(directory)


def test_it_is_made_again_when_the_program_is_another_version(
    facts: Path, directory: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index([facts], directory)
    monkeypatch.setattr(index_module, "__version__", "99.0")
    open_index([facts], directory)
    assert len(reads) == 2


def overwritten(at: float, length: int) -> Callable[[bytes], bytes]:
    def damage(data: bytes) -> bytes:
        start = int(len(data) * at)
        return data[:start] + b"\xa5" * length + data[start + length :]

    return damage


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "garbage": lambda data: b"garbage" * 1000,
    "cut to a half": lambda data: data[: len(data) // 2],
    "cut to its first page": lambda data: data[:4096],
    "cut by a byte": lambda data: data[:-1],
    "another SQLite file": lambda data: data[:100] + b"\0" * (len(data) - 100),
    "header overwritten": overwritten(0, 16),
    "text that is no UTF-8": lambda data: data.replace(b'"title":', b'"t\xff\xfele":'),
    "a table of another name": lambda data: data.replace(b"TABLE link(", b"TABLE lnik("),
    "a column of another name": lambda data: data.replace(b"milestone INTEGER", b"milestnoe INTEGER"),
    **{f"overwritten at {tenth}/10": overwritten(tenth / 10, 4096) for tenth in range(1, 10)},
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_one_gives_the_same_answers(facts: Path, directory: Path, damage: Callable[[bytes], bytes]) -> None:
    """Whatever part of the file is damaged, every question is answered as from a sound one."""
    whole = open_index([facts], directory)
    sound = answers(whole)
    file = only_file(directory)
    file.write_bytes(damage(file.read_bytes()))
    assert answers(open_index([facts], directory)) == sound
    only_file(directory)


def answers(index: Index) -> list[object]:
    """Answers from every table."""
    listings = [query.select(index, Filter((name,))) for name in TOPICS]
    coup = names.resolve(index, "the march coup")
    return [
        listings,
        query.timeline(index, Filter(tuple(TOPICS))),
        query.select(index, Filter(tuple(TOPICS), values=(("tags", ("un",)),), links=(("about", ("minka",)),))),
        query.concerning(index, coup),
        query.sources_of(index, ["un-9001", "press-fire"]),
        query.counts(index),
        query.years(index),
    ]


def test_a_file_in_the_place_of_the_directory_costs_only_time(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        assert count(open_index([facts], directory)) == 44
    assert (tmp_path / "file").read_text() == "not a directory"


def test_a_directory_in_the_place_of_the_index_costs_only_time(facts: Path, directory: Path) -> None:
    open_index([facts], directory)
    file = only_file(directory)
    file.unlink()
    file.mkdir()
    assert count(open_index([facts], directory)) == 44
    assert list(directory.iterdir()) == [file]


def test_the_program_answers_the_same_without_a_cache_directory(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = run("missions", env={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert answer == run("missions")
    assert answer.err == ""


def test_the_program_answers_the_same_without_a_home(run: Run) -> None:
    assert run("missions", env={"HOME": "/dev/null", "XDG_CACHE_HOME": ""}) == run("missions")


def test_two_processes_at_once_both_answer_and_leave_one_sound_index(facts: Path, tmp_path: Path) -> None:
    environ = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*PROGRAM, "--facts", str(facts), "missions"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) for _ in range(4)]
    results = [process.communicate() for process in runs]
    assert len(set(results)) == 1
    assert results[0][1] == b""
    assert results[0][0].count(b"\n") == 5
    file = only_file(tmp_path / "cache" / "malibrief")
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_an_open_index_still_answers_after_another_process_has_replaced_it(facts: Path, directory: Path) -> None:
    opened = open_index([facts], directory)
    os.utime(facts, (1, 1))
    open_index([facts], directory)
    assert count(opened) == 44


def test_what_a_killed_run_left_behind_is_swept_away_when_it_is_old(facts: Path, directory: Path) -> None:
    directory.mkdir(parents=True)
    old, young = directory / "x.1.tmp", directory / "y.2.tmp"
    for left in (old, young):
        left.write_text("")
    os.utime(old, (1, 1))
    open_index([facts], directory)
    assert not old.exists()
    assert young.exists()


def test_two_bases_have_two_indexes(facts: Path, directory: Path) -> None:
    open_index([facts], directory)
    open_index([BASE], directory)
    assert len(list(directory.iterdir())) == 2


def test_a_base_of_several_files_is_made_again_when_one_of_them_changes(
    facts: Path, directory: Path, tmp_path: Path, reads: list[int]
) -> None:
    more = tmp_path / "more.toml"
    more.write_text("")
    assert count(open_index([facts, more], directory)) == 44
    more.write_text('[[events]]\nid="x"\ndate=2001-01-01\ntitle="T"\nsummary="S"\ntags=["un"]\nsources=["gov-coup"]\n')
    assert count(open_index([facts, more], directory)) == 45
    assert len(reads) == 2


def test_a_base_with_errors_makes_no_index_and_says_all_of_them(tmp_path: Path, directory: Path) -> None:
    facts = tmp_path / "bad.toml"
    facts.write_text(HEADER + "[[events]]\n")
    with pytest.raises(FactBaseError, match="'id' is missing"):
        open_index([facts], directory)
    assert not directory.exists()


def test_a_missing_base_is_an_error_even_when_its_index_is_there(facts: Path, directory: Path) -> None:
    open_index([facts], directory)
    facts.unlink()
    with pytest.raises(FactBaseError, match="cannot be read: No such file or directory"):
        open_index([facts], directory)


def test_without_fts5_every_listing_still_answers(
    facts: Path, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = answers(open_index([facts], tmp_path / "sound"))
    monkeypatch.setattr(index_module, "_WORDS", "CREATE VIRTUAL TABLE words USING no_such_module(title);")
    index = open_index([facts], directory)
    assert index.meta["words"] == 0
    assert answers(index) == sound


def test_it_says_of_what_it_is_made(index: Index) -> None:
    assert index.meta["title"] == "Arda: an invented crisis"
    assert index.meta["updated"] == "2005-06-30"
    assert index.meta["words"] == 1
