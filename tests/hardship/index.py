"""Bad luck and malice around the index: kills, races, damage, plants, and places where nothing can be kept."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.facts.topics import TOPICS
from malibrief.index import query
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


@hardship("kill -9 while the index is made, then ask", small=3, whole=100)
def killed_while_indexing(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = asked(BASE)
    for n in range(cases):
        env = {"XDG_CACHE_HOME": str(place / str(n))}
        process = started(BASE, env=env)
        time.sleep(chance.uniform(0.02, 0.25))
        process.kill()
        process.communicate()
        yield "" if asked(BASE, env) == right else f"case {n}: another answer after the kill"


@hardship("50 processes at once on a cold cache", small=6, whole=150)
def many_at_once(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = asked(BASE)
    for start in range(0, cases, 50):
        env = {"XDG_CACHE_HOME": str(place / str(start))}
        for process in [started(BASE, env=env) for _ in range(min(50, cases - start))]:
            yield "" if told(process) == right else "another answer beside others"
        left = sorted(path.suffix for path in (place / str(start) / "malibrief").iterdir())
        if left != [".label", ".sqlite"]:
            yield f"left behind: {left}"


@hardship("the TOML is replaced, or written in place, while it is read", small=4, whole=300)
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


@hardship("places where an index cannot be kept, or not as usual", small=4, whole=74)
def odd_caches(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = asked(BASE)
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


@hardship("a full disk, or a limit to the size of files, for the index", small=2, whole=20)
def full_disks(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = asked(BASE)
    for n in range(cases):
        if n % 2:
            size = chance.randrange(1, 400)
            line = f"ulimit -f {size}; trap '' XFSZ; exec \"$@\""
            env = os.environ | {"XDG_CACHE_HOME": str(place / str(n))}
            done = subprocess.run(
                ["bash", "-c", line, "bash", *PROGRAM, "--facts", str(BASE), "missions"],
                capture_output=True,
                env=env,
                check=False,
            )
            answer = (done.returncode, done.stdout, done.stderr)
        else:
            with tmpfs(place / "disk", f"{chance.randrange(16, 500)}k") as mounted:
                if not mounted:
                    continue
                answer = asked(BASE, {"XDG_CACHE_HOME": str(place / "disk")})
        yield "" if answer == right else f"case {n}: {answer[2][-200:]!r}"


def damaged(
    chance: random.Random, place: Path, cases: int, damage: Callable[[bytearray], bytes], keep_time: bool
) -> Iterator[str]:
    """Damage an index or, one time in five, its label; every answer must be that of a sound one."""
    cache = place / "cache"
    right = answers(open_index([BASE], cache))
    for n in range(cases):
        file = next(cache.glob("*.label" if n % 5 == 4 else "*.sqlite"))
        status = file.stat()
        file.write_bytes(damage(bytearray(file.read_bytes())))
        if keep_time:
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        try:
            index = open_index([BASE], cache)
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


@hardship("a bit of the index is flipped, its time of change kept", small=15, whole=1000)
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


@hardship("an index is planted: links, journals, another base's, another user's", small=5, whole=25)
def planted(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    other = place / "other.toml"
    other.write_text(edited(BASE.read_text(encoding="utf-8"), "WRONG"), encoding="utf-8")
    right = answers(open_index([BASE], place / "clean"))
    open_index([other], place / "wrong")
    wrong = {path.suffix: path for path in (place / "wrong").iterdir()}
    for n in range(cases):
        cache = place / str(n)
        open_index([BASE], cache)
        (file,) = cache.glob("*.sqlite")
        what = ("index", "pair", "link", "journal", "user")[n % 5]
        if what in ("index", "pair", "user"):
            shutil.copy2(wrong[".sqlite"], file)
        if what == "pair":
            shutil.copy2(wrong[".label"], file.with_suffix(".label"))
        elif what == "link":
            file.unlink()
            file.symlink_to(wrong[".sqlite"])
        elif what == "journal":
            for suffix in ("-wal", "-journal", "-shm"):
                Path(f"{file}{suffix}").write_bytes(chance.randbytes(4096))
        elif what == "user" and BECOME_SOMEBODY:
            cache.chmod(0o777)
            for path in cache.iterdir():
                os.chown(path, 12345, 12345)
        yield "" if answers(open_index([BASE], cache)) == right else f"a planted {what} was believed"


@hardship("indexes left when their bases were deleted", small=4, whole=60)
def deleted_bases(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    for n in range(cases):
        facts = Path(shutil.copy(BASE, place / f"{n}.toml"))
        open_index([facts], place / "cache")
        facts.unlink()
        left = len(list((place / "cache").glob("*.sqlite")))
        yield "" if left == 1 else f"{left} indexes are left after {n + 1} bases"


@hardship("Ctrl-C while the index is made, then ask", small=3, whole=60)
def interrupted_while_indexing(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    right = asked(BASE)
    for n in range(cases):
        env = {"XDG_CACHE_HOME": str(place / str(n))}
        process = started(BASE, env=env)
        while process.poll() is None and not any(place.glob(f"{n}/malibrief/*")):
            time.sleep(0.002)  # until it is at work, however slow the machine
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGINT)
        code, _, err = told(process)
        left: list[Path] = []
        with suppress(OSError):
            left = list((place / str(n) / "malibrief").glob("*.tmp"))
        if code not in (0, 130) or b"Traceback" in err or left:
            yield f"case {n}: exit code {code}, left {left}, {err[-200:]!r}"
        else:
            yield "" if asked(BASE, env) == right else f"case {n}: another answer after the interrupt"
