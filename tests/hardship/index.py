"""Bad luck and malice around the index: kills, races, damage, plants, and places where nothing can be kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir, contextmanager
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import msgspec

import malibrief
from malibrief.cli.base import cache_directory
from malibrief.facts.topics import TOPICS
from malibrief.index import query
from malibrief.index.cache import Label, State, prepare
from malibrief.index.results import Filter
from malibrief.index.store import Index, open_index
from tests.conftest import happenings, selected, unmeasured
from tests.hardship import hardship

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

BASE = Path(__file__).parents[1] / "base.toml"
PROGRAM = (sys.executable, "-m", "malibrief")
BECOME_SOMEBODY = hasattr(os, "geteuid") and os.geteuid() == 0
REACHED_BY_ALL = all(path.stat().st_mode & 0o001 for path in Path(malibrief.__file__).parents)
"""Whether every user can come to the code, which another one has to read in order to try anything."""


def started(facts: Path, *, env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """Start `missions` on a base as a process of its own."""
    return subprocess.Popen(
        [*PROGRAM, "--facts", str(facts), "missions"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unmeasured() | (env or {}), cwd=cwd,
    )  # fmt: skip


def told(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """Wait for a process; returns its exit code and what it wrote."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def asked(facts: Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> tuple[int, bytes, bytes]:
    """Ask for the missions in a process of its own."""
    return told(started(facts, env=env, cwd=cwd))


@cache
def right_answer() -> tuple[int, bytes, bytes]:
    """Return what a process answers where nothing is in its way."""
    return asked(BASE)


def answers(index: Index) -> tuple[object, ...]:
    """Return answers from every table but that of words, and from that."""
    wanted = Filter(tuple(TOPICS))
    found = selected(index, wanted)
    words = (
        index.rows("SELECT rowid FROM words WHERE words MATCH 'coup OR minka' ORDER BY rowid")
        if index.meta["words"]
        else []
    )
    return (
        [(each.n, each.topic, each.fact, each.span) for each in found],
        happenings(index, wanted),
        query.sources_of(index, (cite for each in found for cite in each.cites)),
        [query.referring_to(index, each.n) for each in found],
        query.counts(index),
        words,
    )


def edited(text: str, word: str) -> str:
    """Return the small base with the acronym of its mission replaced by one as long."""
    return text.replace("MINKA", word)


@hardship("kill -9 while the index is made, then ask", small=2, whole=100)
def killed_while_indexing(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = right_answer()
    for n in range(cases):
        env = {"XDG_CACHE_HOME": str(place / str(n))}
        process = started(BASE, env=env)
        time.sleep(chance.uniform(0.02, 0.25))
        process.kill()
        process.communicate()
        yield "" if asked(BASE, env) == right else f"case {n}: another answer after the kill"


@hardship("50 processes at once on a cold cache", small=4, whole=150)
def many_at_once(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = right_answer()
    for start in range(0, cases, 50):
        env = {"XDG_CACHE_HOME": str(place / str(start))}
        for process in [started(BASE, env=env) for _ in range(min(50, cases - start))]:
            yield "" if told(process) == right else "another answer beside others"
        left = sorted(path.suffix for path in (place / str(start) / "malibrief").iterdir())
        if left != [".label", ".sqlite"]:
            yield f"left behind: {left}"


@hardship("the TOML is replaced, or written in place, while it is read", small=2, whole=300)
def rewritten_while_read(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    facts = place / "facts.toml"
    texts = {word: edited(BASE.read_text(encoding="utf-8"), word) for word in ("MINKA", "KAMIN")}
    right = {}
    for word, text in texts.items():
        facts.write_text(text, encoding="utf-8")
        right[word] = asked(facts)
    for n in range(cases):
        word = ("MINKA", "KAMIN")[n % 2]
        process = started(facts)
        time.sleep(chance.uniform(0, 0.2))
        if n % 4 < 2:
            (place / "new.toml").write_text(texts[word], encoding="utf-8")
            os.replace(place / "new.toml", facts)
        else:
            facts.write_text(texts[word], encoding="utf-8")
        code, _, err = between = told(process)
        if between not in right.values() and (code != 3 or b"Traceback" in err):
            yield f"case {n}: exit code {code} while it was written"
        else:
            yield "" if asked(facts) == right[word] else f"case {n}: not the answer of the file as it is now"


@hardship("a base is changed without a change of its size and time", small=2, whole=20)
def same_size_and_time(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    facts = place / "facts.toml"
    for n in range(cases):
        word = "".join(chance.sample("MINKA", 5))
        text = edited(BASE.read_text(encoding="utf-8"), word)
        target = facts if n % 2 else place / "new.toml"
        target.write_text(text, encoding="utf-8")
        os.utime(target, (1, 1))
        if target != facts:
            os.replace(target, facts)
        titles = [entry.title for entry in happenings(open_index([facts], place / "cache"), Filter(("missions",)))]
        yield "" if any(word in title for title in titles) else f"{word} is not in the answer"


@contextmanager
def tmpfs(place: Path, size: str) -> Iterator[bool]:
    """Mount a file system of a size; False where that is not allowed."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=False)


def odd_places(place: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield environments in which an index can be kept badly, or not at all, each with a name."""
    (place / "file").write_text("kept")
    (place / "loop").symlink_to(place / "loop")
    os.mkfifo(place / "fifo")
    (place / "closed").mkdir(mode=0o500)
    for name in ("missing", "file", "file/below", "loop", "loop/below", "fifo", "closed", "closed/below"):
        yield name, {"XDG_CACHE_HOME": str(place / name)}
    for name in (
        "with blank",
        "quote'\"",
        "%41?mode=rw#x",
        "new\nline",
        "\udcff",
        "é",
        "x" * 255,
        "x" * 300,
        "a/" * 60 + "b",
        "~",
        "-o",
        ".hidden",
    ):
        yield repr(name), {"XDG_CACHE_HOME": str(place / name)}
    for name in ("relative", "../relative", "~/x", ".", ""):
        yield repr(name), {"XDG_CACHE_HOME": name, "HOME": str(place / "home")}
    for home in ("/nonexistent", "/dev/null", "", "relative", str(place / "file")):
        yield f"HOME={home!r}", {"XDG_CACHE_HOME": "", "HOME": home}
    for kind in ("sqlite", "label"):
        for what in ("directory", "fifo", "loop"):
            directory = place / f"{kind}-{what}"
            env = {"XDG_CACHE_HOME": str(directory)}
            asked(BASE, env)
            (target,) = (directory / "malibrief").glob(f"*.{kind}")
            target.unlink()
            if what == "directory":
                target.mkdir()
            elif what == "fifo":
                os.mkfifo(target)
            else:
                target.symlink_to(target)
            yield f"a {what} in the place of the {kind}", env


@hardship("places where an index cannot be kept, or not as usual", small=3, whole=74)
def odd_caches(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = right_answer()
    work = place / "work"
    work.mkdir()
    for name, env in islice(cycle(odd_places(place)), cases):
        answer = asked(BASE, env, work)
        fault = "" if answer == right else f"{name}: {answer[2][-200:]!r}"
        if list(work.iterdir()):
            fault = f"{name}: something was written into the working directory: {list(work.iterdir())}"
            for left in work.iterdir():
                shutil.rmtree(left)
        yield fault


def _limited(place: Path, blocks: int) -> tuple[int, bytes, bytes]:
    """Ask with a limit to the size of files, in blocks of 1 KiB."""
    line = f"ulimit -f {blocks}; trap '' XFSZ; exec \"$@\""
    done = subprocess.run(
        ["bash", "-c", line, "bash", *PROGRAM, "--facts", str(BASE), "missions"],
        capture_output=True,
        env=os.environ | {"XDG_CACHE_HOME": str(place)},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _on_a_read_only_disk(place: Path, copied: bool) -> str:
    """Return where the index lies when its disk, mounted at a place, has become read only since its last use months ago."""
    asked(BASE, {"XDG_CACHE_HOME": str(place)})
    for path in list((place / "malibrief").iterdir()):
        if copied:  # so that its inode is another
            shutil.copy2(path, path.with_suffix(".new"))
            os.replace(path.with_suffix(".new"), path)
        os.utime(path, (1, 1))
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    return open_index([BASE], place / "malibrief").file


@hardship("a full disk, a read-only one, or a limit to the size of files, for the index", small=3, whole=60)
def full_disks(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = right_answer()
    for n in range(cases):
        if n % 3 == 0:
            answer = _limited(place / str(n), chance.randrange(1, 400))
        else:
            with tmpfs(place / "disk", f"{chance.randrange(16, 500)}k" if n % 3 == 1 else "2m") as mounted:
                if not mounted:
                    continue
                if n % 3 == 2 and not _on_a_read_only_disk(place / "disk", copied=n % 2 == 0):
                    yield f"case {n}: the index on a read-only disk is not trusted"
                answer = asked(BASE, {"XDG_CACHE_HOME": str(place / "disk")})
        yield "" if answer == right else f"case {n}: {answer[2][-200:]!r}"


def damaged(
    chance: random.Random, place: Path, cases: int, damage: Callable[[bytearray], bytes], keep_time: bool
) -> Iterator[str]:
    """Damage an index or, one time in five, its label; every answer must be that of a sound one."""
    directory = place / "cache"
    right = answers(open_index([BASE], directory))
    for n in range(cases):
        file = next(directory.glob("*.label" if n % 5 == 4 else "*.sqlite"))
        status = file.stat()
        file.write_bytes(damage(bytearray(file.read_bytes())))
        if keep_time:
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        try:
            index = open_index([BASE], directory)
            yield "" if answers(index) == right else f"case {n}: another answer"
        except Exception as error:  # any traceback at all is what is looked for
            yield f"case {n}: {error!r}"


def _flipper(chance: random.Random) -> Callable[[bytearray], bytes]:
    def flip(data: bytearray) -> bytes:
        at = chance.randrange(len(data) * 8)
        data[at // 8] ^= 1 << at % 8
        return bytes(data)

    return flip


def _cutter(chance: random.Random) -> Callable[[bytearray], bytes]:
    return lambda data: bytes(data[: chance.randrange(len(data))])


@hardship("a bit of the index is flipped, its time of change kept", small=8, whole=1000)
def flipped_with_the_time_kept(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    yield from damaged(chance, place, cases, _flipper(chance), keep_time=True)


@hardship("a bit of the index is flipped", small=5, whole=1000)
def flipped(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    yield from damaged(chance, place, cases, _flipper(chance), keep_time=False)


@hardship("the index is cut off, its time of change kept", small=5, whole=200)
def cut_with_the_time_kept(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    yield from damaged(chance, place, cases, _cutter(chance), keep_time=True)


@hardship("the index is cut off", small=5, whole=200)
def cut(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    yield from damaged(chance, place, cases, _cutter(chance), keep_time=False)


def relabel(file: Path) -> None:
    """Let an index's label say the state and the digest of what is there now, as whoever can write both would."""
    path = file.with_suffix(".label")
    label = msgspec.json.decode(path.read_bytes(), type=Label)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    os.chmod(file, 0o666)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(label, index=State.of(file.stat()), digest=digest)))


@hardship("a bit of another base's label is flipped, then an index is made", small=20, whole=1000)
def damaged_neighbours(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    directory = place / "cache"
    neighbour = Path(shutil.copy(BASE, place / "données.toml"))
    open_index([neighbour], directory)
    (label,) = directory.glob("*.label")
    sound = label.read_bytes()
    flip = _flipper(chance)
    for n in range(cases):
        label.write_bytes(flip(bytearray(sound)))
        label.with_suffix(".sqlite").touch()  # it goes when the flip makes its base's name another
        try:
            prepare(directory)
            yield ""
        except Exception as error:  # any traceback at all is what is looked for
            yield f"case {n}: {error!r}"


@hardship("an index is planted: links, journals, another base's, another user's", small=6, whole=30)
def planted(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    other = place / "other.toml"
    other.write_text(edited(BASE.read_text(encoding="utf-8"), "WRONG"), encoding="utf-8")
    right = answers(open_index([BASE], place / "clean"))
    open_index([other], place / "wrong")
    wrong = {path.suffix: path for path in (place / "wrong").iterdir()}
    for n in range(cases):
        directory = place / str(n)
        open_index([BASE], directory)
        (file,) = directory.glob("*.sqlite")
        what = ("index", "pair", "link", "journal", "user", "writable")[n % 6]
        if what in ("index", "pair", "user", "writable"):
            shutil.copy2(wrong[".sqlite"], file)
        if what == "writable":
            relabel(file)
        if what == "pair":
            shutil.copy2(wrong[".label"], file.with_suffix(".label"))
        elif what == "link":
            file.unlink()
            file.symlink_to(wrong[".sqlite"])
        elif what == "journal":
            for suffix in ("-wal", "-journal", "-shm"):
                Path(f"{file}{suffix}").write_bytes(chance.randbytes(4096))
        elif what == "user" and BECOME_SOMEBODY:
            directory.chmod(0o777)
            for path in directory.iterdir():
                os.chown(path, 12345, 12345)
        yield "" if answers(open_index([BASE], directory)) == right else f"a planted {what} was believed"


def as_somebody(ask: Callable[[], str]) -> str:
    """Ask in a process of user 12345, who has no entry in the password file; returns what went wrong, as `ask` does."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(12345)
            os.setuid(12345)
            os.write(write, ask().encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        os._exit(0)
    os.close(write)
    with open(read, "rb") as told:
        fault = told.read().decode()
    os.waitpid(child, 0)
    return fault


def _asks(facts: Path, right: tuple[object, ...], environ: dict[str, str], kept: bool | None) -> Callable[[], str]:
    """Return a question in an environment; its fault is "" where the answer is right and was, or was not, `kept` in a file."""

    def ask() -> str:
        with mock.patch.dict(os.environ, environ):
            for name in {"HOME", "XDG_CACHE_HOME"} - environ.keys():
                os.environ.pop(name, None)
            index = open_index([facts], cache_directory())
            if answers(index) != right:
                return "another answer"
            return "" if kept is None or kept == bool(index.file) else f"the index is in {index.file!r}"

    return ask


if BECOME_SOMEBODY and REACHED_BY_ALL:

    @hardship(
        "two users: no entry and no home, root's cache closed, open or planted, root in theirs", small=7, whole=70
    )
    def other_users(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
        place.parent.chmod(0o755)
        facts = Path(shutil.copy(BASE, place / "facts.toml"))
        right = answers(open_index([facts], None))
        work = place / "work"
        work.mkdir(mode=0o777)
        work.chmod(0o777)
        for n in range(cases):
            named = place / str(n)
            named.mkdir()
            env = {"XDG_CACHE_HOME": str(named)}
            what = ("homeless", "no home", "closed", "open", "their own", "root in theirs", "sudo")[n % 7]
            with chdir(work):
                if what == "homeless":
                    fault = as_somebody(_asks(facts, right, {}, kept=False))
                elif what == "no home":
                    fault = as_somebody(_asks(facts, right, {"HOME": str(named / "missing")}, kept=False))
                elif what in ("closed", "open"):
                    fault = _asks(facts, right, env, kept=True)()
                    for path in (named / "malibrief").glob("*.sqlite" if what == "open" else "none"):
                        path.write_bytes(path.read_bytes().replace(b"MINKA", b"WRONG"))
                        relabel(path)
                        path.parent.chmod(0o777)
                    fault = fault or as_somebody(_asks(facts, right, env, kept=False))
                else:
                    os.chown(named, 12345, 12345)
                    where = {"HOME": str(named)} if what == "sudo" else env
                    if what != "sudo":
                        fault = as_somebody(_asks(facts, right, where, kept=True))
                    if what != "their own":
                        fault = fault or _asks(facts, right, where, kept=False)()
                    owners = {path.lstat().st_uid for path in named.rglob("*")}
                    fault = fault or ("" if owners <= {12345} else f"owned by {owners}")
            left = [path.name for path in work.iterdir()]
            yield f"{what}: {fault}" if fault else f"{what}: left {left}" if left else ""


@hardship("indexes left when their bases were deleted", small=4, whole=60)
def deleted_bases(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    for n in range(cases):
        facts = Path(shutil.copy(BASE, place / f"{n}.toml"))
        open_index([facts], place / "cache")
        facts.unlink()
        left = len(list((place / "cache").glob("*.sqlite")))
        yield "" if left == 1 else f"{left} indexes are left after {n + 1} bases"


@hardship("Ctrl-C while the index is made, then ask", small=2, whole=60)
def interrupted_while_indexing(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = right_answer()
    for n in range(cases):
        env = {"XDG_CACHE_HOME": str(place / str(n))}
        process = started(BASE, env=env)
        while process.poll() is None and not any(place.glob(f"{n}/malibrief/*")):
            time.sleep(0.002)  # until it is at work, however slow the machine
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGINT)
        code, _, err = told(process)
        # A signal may meet the very moment at which the unfinished file would be deleted; the next sweep does that then.
        if code not in (0, 130) or b"Traceback" in err:
            yield f"case {n}: exit code {code}, {err[-200:]!r}"
        else:
            yield "" if asked(BASE, env) == right else f"case {n}: another answer after the interrupt"
