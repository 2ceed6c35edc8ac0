"""The index: built once, rebuilt when necessary, and never the user's problem."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from malibrief.cli.base import cache_directory
from malibrief.errors import FactBaseError
from malibrief.facts import load
from malibrief.facts.topics import TOPICS
from malibrief.index import cache, names, query
from malibrief.index import store as index_module
from malibrief.index.results import Filter
from malibrief.index.store import Index, open_index
from tests.conftest import BASE, HEADER, PROGRAM, Run, happenings, selected, unmeasured

ON_UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other rules for a home")
TITLES = "SELECT title FROM record ORDER BY n"
RECORDS = 51
"""How many facts, offices, series and sources the small base has."""


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
    """The index: beside it there is its label only, so that nothing temporary is left in the directory."""
    label, file = sorted(directory.iterdir())
    assert label == file.with_suffix(".label")
    return file


def _same_size_and_time(path: Path, change: Callable[[], object]) -> None:
    """Change a file so that its size and time of change stay as they were."""
    status = path.stat()
    change()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)


def _moved_over(path: Path, data: bytes) -> None:
    """Put another file into the place of one."""
    other = path.with_suffix(".new")
    other.write_bytes(data)
    os.replace(other, path)


def _relabelled(directory: Path) -> None:
    """Let the label say the index's present state, so that this is not what it is made again for."""
    file = only_file(directory)
    label = msgspec.json.decode(file.with_suffix(".label").read_bytes(), type=cache.Label)
    now = msgspec.structs.replace(label, index=cache.State.of(file.stat()))
    file.with_suffix(".label").write_bytes(msgspec.json.encode(now))


def sweep_at(facts: Path, directory: Path, now: float) -> None:
    """Make an index at another time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: now)
        open_index([facts], directory)


def count(index: Index) -> int:
    return sum(query.counts(index).values())


def test_it_is_built_on_first_use_and_leaves_no_temporary_file(facts: Path, directory: Path) -> None:
    assert count(open_index([facts], directory)) == RECORDS
    assert only_file(directory).suffix == ".sqlite"
    assert directory.stat().st_mode & 0o077 == 0


def test_a_fresh_one_answers_without_reading_toml(facts: Path, directory: Path, reads: list[int]) -> None:
    open_index([facts], directory)
    before = only_file(directory).stat()
    assert count(open_index([facts], directory)) == RECORDS
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
    command = [sys.executable, "-c", script, str(BASE)]
    done = subprocess.run(command, capture_output=True, env=unmeasured(), text=True, check=True)
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
        lambda path: _same_size_and_time(path, lambda: path.write_bytes(path.read_bytes().replace(b"EU tr", b"UE tr"))),
        lambda path: _same_size_and_time(
            path, lambda: _moved_over(path, path.read_bytes().replace(b"EU tr", b"UE tr"))
        ),
    ],
    ids=[
        "longer",
        "of the same length",
        "touched",
        "of the same length and time",
        "another file of the same length and time",
    ],
)
def test_it_is_rebuilt_when_the_file_changes(
    facts: Path, directory: Path, reads: list[int], change: Callable[[Path], None]
) -> None:
    open_index([facts], directory)
    time.sleep(0.01)
    change(facts)
    titles = [row[0] for row in open_index([facts], directory).rows(TITLES)]
    assert len(reads) == 2
    trainers = [title for title in titles if title[:2] in ("EU", "UE")]
    assert trainers
    assert all(title in facts.read_text(encoding="utf-8") for title in trainers)
    open_index([facts], directory)
    assert len(reads) == 2
    only_file(directory)


def test_it_is_rebuilt_by_another_version_of_the_program(
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
    listings = [selected(index, Filter((name,))) for name in TOPICS]
    (coup,) = names.named(index, "the march coup").best
    return [
        listings,
        happenings(index, Filter(tuple(TOPICS))),
        selected(index, Filter(tuple(TOPICS), values=(("tags", ("un",)),), links=(("about", ("minka",)),))),
        query.referring_to(index, coup),
        query.sources_of(index, ["un-9001", "press-fire"]),
        query.counts(index),
        query.years(index),
    ]


def test_a_file_in_place_of_the_directory_only_costs_time(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        assert count(open_index([facts], directory)) == RECORDS
    assert (tmp_path / "file").read_text() == "not a directory"


def test_a_directory_in_place_of_the_index_only_costs_time(facts: Path, directory: Path) -> None:
    open_index([facts], directory)
    file = only_file(directory)
    file.unlink()
    file.mkdir()
    assert count(open_index([facts], directory)) == RECORDS
    assert sorted(directory.iterdir()) == [file.with_suffix(".label"), file]


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
    assert count(opened) == RECORDS


def test_old_files_left_by_a_killed_run_are_deleted(facts: Path, directory: Path) -> None:
    directory.mkdir(parents=True)
    old, young, foreign = directory / "0123abcd.1.tmp", directory / "0123abcd.2.tmp", directory / "thesis.tmp"
    for left in (old, young, foreign):
        left.write_text("")
    for left in (old, foreign):
        os.utime(left, (1, 1))
    open_index([facts], directory)
    assert not old.exists()
    assert young.exists()
    assert foreign.exists(), "what no index is called is left alone"


def test_two_bases_have_two_indexes(facts: Path, directory: Path) -> None:
    open_index([facts], directory)
    open_index([BASE], directory)
    assert len(list(directory.glob("*.sqlite"))) == 2


def test_a_base_of_several_files_is_indexed_again_when_one_of_them_changes(
    facts: Path, directory: Path, tmp_path: Path, reads: list[int]
) -> None:
    more = tmp_path / "more.toml"
    more.write_text("")
    assert count(open_index([facts, more], directory)) == RECORDS
    more.write_text('[[events]]\nid="x"\ndate=2001-01-01\ntitle="T"\nsummary="S"\ntags=["un"]\nsources=["gov-coup"]\n')
    assert count(open_index([facts, more], directory)) == RECORDS + 1
    assert len(reads) == 2


def test_a_base_with_errors_gets_no_index_and_all_errors_are_reported(tmp_path: Path, directory: Path) -> None:
    facts = tmp_path / "bad.toml"
    facts.write_text(HEADER + "[[events]]\n")
    with pytest.raises(FactBaseError, match="'id' is missing"):
        open_index([facts], directory)
    assert not directory.exists()


def test_a_missing_base_is_an_error_even_if_its_index_exists(facts: Path, directory: Path) -> None:
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


def test_it_records_what_it_was_built_from(index: Index) -> None:
    assert index.meta["title"] == "Arda: an invented crisis"
    assert index.meta["updated"] == "2005-06-30"
    assert index.meta["words"] == 1


def test_a_link_that_now_points_to_another_directory_is_followed(facts: Path, directory: Path, tmp_path: Path) -> None:
    """Both bases have one size and time, as packagers and deployments leave them."""
    for release, word in (("a", b"EU tr"), ("b", b"UE tr")):
        (tmp_path / release).mkdir()
        (tmp_path / release / "my.toml").write_bytes(facts.read_bytes().replace(b"EU tr", word))
        os.utime(tmp_path / release / "my.toml", (1, 1))
    current = tmp_path / "current"
    told = []
    for release in ("a", "b"):
        current.unlink(missing_ok=True)
        current.symlink_to(release)
        told.append(
            [
                row[0]
                for row in open_index([current / "my.toml"], directory).rows(TITLES)
                if "U trainers" in row[0].replace("E t", "U t")
            ]
        )
    assert told[0] != told[1]


class TestDamage:
    """Damage that keeps the time of change, which whoever writes into a file can set as they like, but not the ctime."""

    @pytest.mark.parametrize("suffix", [".sqlite", ".label"])
    @pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
    def test_a_flipped_bit_gives_the_same_answers(self, facts: Path, directory: Path, suffix: str, at: float) -> None:
        sound = answers(open_index([facts], directory))
        file = only_file(directory).with_suffix(suffix)
        data = bytearray(file.read_bytes())
        data[int(at * len(data))] ^= 1
        _same_size_and_time(file, lambda: file.write_bytes(data))
        assert answers(open_index([facts], directory)) == sound
        only_file(directory)

    def test_a_copy_of_a_whole_cache_is_trusted_and_labelled_anew(
        self, facts: Path, directory: Path, tmp_path: Path, reads: list[int]
    ) -> None:
        open_index([facts], directory)
        copied = Path(shutil.copytree(directory, tmp_path / "copied"))
        label = only_file(copied).with_suffix(".label").read_bytes()
        for _ in range(2):
            assert count(open_index([facts], copied)) == RECORDS
        assert len(reads) == 1
        assert only_file(copied).with_suffix(".label").read_bytes() != label


class TestTrust:
    """Only files that nobody but this user can have written are trusted."""

    def test_a_directory_that_others_can_write_to_is_made_private_and_its_index_rebuilt(
        self, facts: Path, directory: Path, reads: list[int]
    ) -> None:
        open_index([facts], directory)
        directory.chmod(0o777)
        for _ in range(2):
            assert count(open_index([facts], directory)) == RECORDS
        assert len(reads) == 2
        assert directory.stat().st_mode & 0o777 == 0o700

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    @pytest.mark.parametrize("suffix", [".sqlite", ".label"])
    def test_a_file_of_another_user_is_replaced(
        self, facts: Path, directory: Path, reads: list[int], suffix: str
    ) -> None:
        open_index([facts], directory)
        os.chown(only_file(directory).with_suffix(suffix), 12345, 12345)
        assert count(open_index([facts], directory)) == RECORDS
        assert len(reads) == 2

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_a_directory_of_another_user_is_not_used(self, facts: Path, directory: Path) -> None:
        directory.mkdir(parents=True)
        os.chown(directory, 12345, 12345)
        assert count(open_index([facts], directory)) == RECORDS
        assert list(directory.iterdir()) == []

    def test_a_link_in_place_of_the_index_or_its_label_is_not_followed(
        self, facts: Path, directory: Path, tmp_path: Path, reads: list[int]
    ) -> None:
        open_index([facts], directory)
        for suffix in (".sqlite", ".label"):
            file = only_file(directory).with_suffix(suffix)
            elsewhere = tmp_path / f"elsewhere{suffix}"
            os.replace(file, elsewhere)
            file.symlink_to(elsewhere)
            kept = elsewhere.read_bytes()
            assert count(open_index([facts], directory)) == RECORDS
            assert not file.is_symlink()
            assert elsewhere.read_bytes() == kept
        assert len(reads) == 3

    def test_nobody_else_can_read_it(self, facts: Path, directory: Path) -> None:
        open_index([facts], directory)
        assert {path.stat().st_mode & 0o777 for path in directory.iterdir()} == {0o600}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
    @pytest.mark.parametrize("suffix", [".sqlite", ".label"])
    def test_it_does_not_wait_for_a_pipe_in_its_place(self, facts: Path, directory: Path, suffix: str) -> None:
        open_index([facts], directory)
        file = only_file(directory).with_suffix(suffix)
        file.unlink()
        os.mkfifo(file)
        assert count(open_index([facts], directory)) == RECORDS

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system keeps users apart by itself")
    @pytest.mark.parametrize("suffix", [".sqlite", ".label"])
    def test_a_file_that_others_can_write_is_made_again(
        self, facts: Path, directory: Path, reads: list[int], suffix: str
    ) -> None:
        open_index([facts], directory)
        only_file(directory).with_suffix(suffix).chmod(0o666)
        _relabelled(directory)
        assert count(open_index([facts], directory)) == RECORDS
        assert len(reads) == 2

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_root_leaves_nothing_in_the_home_of_another_user(self, facts: Path, tmp_path: Path) -> None:
        """As under sudo, where HOME stays that of the user, who could then never write there."""
        home = tmp_path / "home"
        home.mkdir()
        os.chown(home, 12345, 12345)
        assert count(open_index([facts], home / ".cache" / "malibrief")) == RECORDS
        assert list(home.iterdir()) == []

    def test_a_label_of_endless_depth_is_no_label(self, facts: Path, directory: Path) -> None:
        open_index([facts], directory)
        only_file(directory).with_suffix(".label").write_text('{"x":' + "[" * 1_000_000)
        assert count(open_index([facts], directory)) == RECORDS

    @pytest.mark.parametrize("days", [0, 2])
    def test_a_cache_that_cannot_be_written_any_more_is_still_read(
        self, facts: Path, directory: Path, tmp_path: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch, days: int
    ) -> None:
        """As on a disk that is full, or mounted to be read only: neither the last use nor a copy's own state can be noted."""

        def refused(*_: object, **__: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        open_index([facts], directory)
        then = time.time() - days * 86400
        os.utime(only_file(directory).with_suffix(".label"), (then, then))
        copied = Path(shutil.copytree(directory, tmp_path / "copied"))
        monkeypatch.setattr(os, "utime", refused)
        monkeypatch.setattr(cache, "create", refused)
        for place in (directory, copied):
            assert count(open_index([facts], place)) == RECORDS
        assert len(reads) == 1


class TestRaces:
    """Other processes make the same index at the same time."""

    def test_what_a_process_of_the_same_number_left_is_not_in_the_way(self, facts: Path, directory: Path) -> None:
        """In containers every process has the number 1."""
        directory.mkdir(parents=True)
        name = cache.file_of(cache.origin_of([facts], ""), directory).stem
        theirs = [directory / f"{name}.{os.getpid()}{suffix}" for suffix in (".tmp", ".label.tmp")]
        for path in theirs:
            path.write_text("not finished")
        open_index([facts], directory)
        assert len(list(directory.glob("*.sqlite"))) == 1
        assert [path.read_text() for path in theirs] == ["not finished"] * 2

    def test_one_that_takes_the_place_and_the_inode_is_not_labelled_as_ours(
        self, facts: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another index moved over ours frees our inode, which a third one may get at once."""
        open_index([facts], directory)
        file = only_file(directory)
        file.with_suffix(".label").unlink()
        aside = Path(shutil.copy(file, directory / "0123abcd.9.tmp"))
        replace = os.replace

        def overtaken(source: Path, target: Path) -> None:
            replace(source, target)
            target.write_bytes(b"of another base")

        monkeypatch.setattr(os, "replace", overtaken)
        cache.keep(aside, file, cache.origin_of([facts], ""))
        assert not file.with_suffix(".label").exists()


class TestSweeping:
    """Whenever an index is built, old ones are deleted."""

    def made(self, tmp_path: Path, directory: Path, name: str, days: float = 0) -> tuple[Path, Path]:
        """A base and its index, last used so many days ago."""
        facts = Path(shutil.copy(BASE, tmp_path / f"{name}.toml"))
        before = set(directory.glob("*.sqlite")) if directory.exists() else set()
        open_index([facts], directory)
        (file,) = set(directory.glob("*.sqlite")) - before
        then = time.time() - days * 86400
        os.utime(file.with_suffix(".label"), (then, then))
        return facts, file

    def test_an_index_unused_for_thirty_days_is_deleted(self, tmp_path: Path, directory: Path) -> None:
        _, old = self.made(tmp_path, directory, "old", 31)
        _, young = self.made(tmp_path, directory, "young", 29)
        self.made(tmp_path, directory, "new")
        assert (old.exists(), old.with_suffix(".label").exists(), young.exists()) == (False, False, True)

    def test_using_an_index_keeps_it(self, tmp_path: Path, directory: Path) -> None:
        facts, file = self.made(tmp_path, directory, "used", 20)
        open_index([facts], directory)
        assert time.time() - file.with_suffix(".label").stat().st_mtime < 3600

    def test_an_index_whose_base_is_gone_is_deleted(self, tmp_path: Path, directory: Path) -> None:
        for name in ("a", "b", "c"):
            self.made(tmp_path, directory, name)[0].unlink()
        self.made(tmp_path, directory, "d")
        assert len(list(directory.iterdir())) == 2

    def test_the_least_recently_used_are_deleted_when_all_together_are_too_large(
        self, tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = [self.made(tmp_path, directory, name, days)[1] for name, days in (("a", 3), ("b", 2), ("c", 1))]
        monkeypatch.setattr(cache, "MOST_BYTES", files[0].stat().st_size * 2)
        self.made(tmp_path, directory, "d")
        assert [file.exists() for file in files] == [False, True, True]

    def test_those_that_go_anyhow_push_out_no_others(
        self, tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, older = self.made(tmp_path, directory, "older", 3)
        gone, newer = self.made(tmp_path, directory, "gone", 1)
        gone.unlink()
        monkeypatch.setattr(cache, "MOST_BYTES", older.stat().st_size)
        self.made(tmp_path, directory, "new")
        assert (older.exists(), newer.exists()) == (True, False)

    def test_a_label_without_an_index_goes(self, facts: Path, tmp_path: Path, directory: Path) -> None:
        _, file = self.made(tmp_path, directory, "deleted")
        file.unlink()
        open_index([facts], directory)
        only_file(directory)

    def test_a_damaged_label_of_another_base_is_no_hindrance(
        self, facts: Path, tmp_path: Path, directory: Path
    ) -> None:
        _, file = self.made(tmp_path, directory, "données")
        label = file.with_suffix(".label")
        data = label.read_bytes()
        label.write_bytes(data.replace(b"\xc3\x83", b"\xc7\x83"))  # one bit of the first byte of the é
        assert label.read_bytes() != data
        assert count(open_index([facts], directory)) == RECORDS
        assert len(list(directory.glob("*.sqlite"))) == 2

    def test_files_of_other_names_are_left_alone(self, facts: Path, directory: Path) -> None:
        directory.mkdir(parents=True)
        others = [
            directory / name for name in ("research.sqlite", "research.label", "research.old.tmp", "0123abcd.txt")
        ]
        for path in others:
            path.write_text("mine")
            os.utime(path, (1, 1))
        sweep_at(facts, directory, time.time() + 40 * 86400)
        assert [path.read_text() for path in others] == ["mine"] * 4

    def test_what_cannot_be_deleted_does_not_stop_the_making(
        self, facts: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (directory / "0123abcd.1.tmp").mkdir(parents=True)
        os.utime(directory / "0123abcd.1.tmp", (1, 1))
        open_index([facts], directory)
        assert len(list(directory.glob("*.sqlite"))) == 1


class TestPlace:
    """Where the program keeps its indexes."""

    def test_about_says_where(self, run: Run, cache: Path) -> None:
        assert dict(run("about").rows)["cache"] == str(cache / "malibrief")

    def test_about_says_nothing_where_the_answer_came_from_memory(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "malibrief").write_text("in the way")
        assert dict(run("about", env={"XDG_CACHE_HOME": str(tmp_path)}).rows)["cache"] == ""

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="only here can a file be called so")
    def test_about_says_a_place_whose_name_is_no_text(self, run: Run, tmp_path: Path) -> None:
        answer = run("about", env={"XDG_CACHE_HOME": os.fsdecode(os.fsencode(tmp_path) + b"/\xff")})
        assert dict(answer.rows)["cache"].startswith(f"{tmp_path}/")
        assert (answer.code, answer.err) == (0, "")

    @ON_UNIX
    @pytest.mark.parametrize(
        ("system", "kept"), [("linux", ".cache/malibrief"), ("darwin", "Library/Caches/malibrief")]
    )
    def test_each_system_has_its_own_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, kept: str
    ) -> None:
        for relative in ("", "c", "~/x"):
            monkeypatch.setattr(sys, "platform", system)
            monkeypatch.setenv("XDG_CACHE_HOME", relative)
            monkeypatch.setenv("HOME", str(tmp_path))
            assert cache_directory() == tmp_path / kept

    def test_windows_has_a_place_for_the_data_of_this_machine(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
        assert cache_directory() == tmp_path / "malibrief" / "Cache"

    @ON_UNIX
    @pytest.mark.parametrize("home", ["", "relative", "~"])
    def test_a_home_without_a_place_is_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
        (tmp_path / "relative").mkdir()
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_CACHE_HOME", "")
        monkeypatch.setenv("HOME", home)
        assert cache_directory() is None

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
    def test_directories_are_made_for_this_user_alone(self, facts: Path, tmp_path: Path) -> None:
        """Whatever the umask; 0700 is what the XDG Base Directory Specification asks for."""
        before = os.umask(0)
        try:
            open_index([facts], tmp_path / ".cache" / "malibrief")
        finally:
            os.umask(before)
        for directory in (tmp_path / ".cache", tmp_path / ".cache" / "malibrief"):
            assert directory.stat().st_mode & 0o777 == 0o700

    @ON_UNIX
    def test_a_relative_xdg_cache_home_is_ignored(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As the XDG Base Directory Specification asks."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "platform", "linux")
        answer = run("about", env={"XDG_CACHE_HOME": "c", "HOME": str(tmp_path)})
        assert dict(answer.rows)["cache"] == str(tmp_path / ".cache" / "malibrief")
        assert [path.name for path in tmp_path.iterdir()] == [".cache"]

    @ON_UNIX
    @pytest.mark.parametrize("xdg", ["", "~/x"])
    def test_a_missing_home_is_not_created(self, run: Run, tmp_path: Path, xdg: str) -> None:
        home = tmp_path / "nobody"
        assert dict(run("about", env={"XDG_CACHE_HOME": xdg, "HOME": str(home)}).rows)["cache"] == ""
        assert not home.exists()

    @ON_UNIX
    def test_without_any_home_nothing_is_written_into_the_working_directory(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As for a user without an entry in the password file, in a container."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("HOME")
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.setattr("pwd.getpwuid", lambda uid: {}[uid])
        assert dict(run("about").rows)["cache"] == ""
        assert list(tmp_path.iterdir()) == []

    @ON_UNIX
    def test_a_cache_that_is_named_needs_no_home(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr("pwd.getpwuid", lambda uid: {}[uid])
        answer = run("about", env={"XDG_CACHE_HOME": str(tmp_path)})
        assert dict(answer.rows)["cache"] == str(tmp_path / "malibrief")
