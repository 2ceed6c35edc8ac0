"""Answers that cannot be written, and the signals, streams, arguments and pagers that come in their way.

All cases are processes of their own, with real files, descriptors, signals and terminals.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from itertools import cycle, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import malibrief
from tests.conftest import BASE, POWERLESS, PROGRAM, in_terminal
from tests.hardship import hardship

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

OWN_LINE = re.compile(rf'File "{Path(malibrief.__file__).parent}/(?!__init__)'.encode())
"""In a traceback, a line of the program's own; the package itself is imported before its first."""
COMMANDS = (
    "timeline", "search minka", "show minka", "cite minka", "brief", "diff 2001 2002", "events", "missions", "resolutions",
    "reports", "agreements", "funding", "people", "sanctions", "figures", "statements", "actors", "offices", "series",
    "sources", "about", "check",
)  # fmt: skip
"""Every command, as it answers from the small base."""
WRITERS = [name for name in COMMANDS if name not in ("about", "check")]
"""Those that have `-o`."""
SUFFIXES = ("csv", "tsv", "xlsx", "json", "jsonl", "md", "html", "txt", "bib", "ris")
OLD = b"my old export\n" * 500
"""What stands in the file before."""


def run(
    *args: str | bytes, facts: Path | None = BASE, powers: bool = True, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the program, without root's powers where that is said; what is not said of its streams is captured."""
    before = ("--facts", str(facts)) if facts else ()
    command = [*(() if powers else POWERLESS), *PROGRAM, *before, *args]
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(command, **(pipes | options), check=False)


def wrong(done: subprocess.CompletedProcess[bytes], code: int, out: bool | None = None) -> str:
    """What is wrong with how a run ended: its exit code, a traceback, whether there is output where that is said."""
    said = done.stderr or b""
    if done.returncode != code or b"Traceback" in said or b"Exception ignored" in said:
        return f"exit code {done.returncode} for {code}, {said[-300:]!r}: {shlex.join(map(os.fsdecode, done.args))}"
    if out is not None and bool(done.stdout) != out:
        return f"standard output has {(done.stdout or b'')[:80]!r}: {shlex.join(map(os.fsdecode, done.args))}"
    return ""


def sentences(done: subprocess.CompletedProcess[bytes]) -> int:
    return sum(line.startswith(b"malibrief: --output") for line in done.stderr.splitlines())


def untouched(path: Path, before: bytes | None) -> str:
    """What is wrong with a file that had to stay as it was, and with what lies beside it."""
    now = path.read_bytes() if path.exists() else None
    if now != before:
        return f"{path.name} was changed: {(now or b'')[:80]!r}"
    left = [other.name for other in path.parent.iterdir() if other.name.endswith(".part")]
    return f"left behind: {left}" if left else ""


def answers() -> Iterator[tuple[str, str]]:
    """Endless commands and suffixes that write files."""
    # Series rest on no sources, so that there is nothing to cite.
    pairs = [
        (line, suffix)
        for line, suffix in product(WRITERS, SUFFIXES)
        if not (line == "series" if cites(suffix) else line.startswith("cite"))
    ]
    # Neighbours differ in both, so that a few cases already try many kinds.
    return cycle(pairs[::7] + [pair for n, pair in enumerate(pairs) if n % 7])


def cites(suffix: str) -> bool:
    return suffix in ("bib", "ris", "txt")


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """A full file system with 4 KB to spare; None where none may be mounted."""
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@hardship("`-o` on a full disk: old file, none", 2, 100)
def full_disk(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    with small_disk(place) as disk:
        for n, (line, suffix) in enumerate(islice(answers(), cases)):
            if disk is None:
                yield ""
                continue
            path, old = disk / f"x.{suffix}", None if n % 2 else OLD
            if old:
                path.write_bytes(old)
            with contextlib.suppress(OSError):
                (disk / "full").write_bytes(b"x" * 100_000)
            done = run(*line.split(), "-o", str(path))
            yield (
                wrong(done, 2, out=False)
                or untouched(path, old)
                or ("" if sentences(done) == 1 else f"{done.stderr!r}")
            )
            path.unlink(missing_ok=True)
            (disk / "full").unlink()


def limited(most: int) -> Callable[[], None]:
    """A function by which a child forbids itself files of more bytes than these."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@hardship("`-o` beyond the size that a file may have", 2, 100)
def size_limit(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    run("missions")
    for n, (line, suffix) in enumerate(islice(answers(), cases)):
        path, old = place / f"x.{suffix}", None if n % 2 else OLD
        if old:
            path.write_bytes(old)
        done = run(*line.split(), "-o", str(path), preexec_fn=limited(chance.randrange(20)))
        yield wrong(done, 2, out=False) or untouched(path, old) or ("" if sentences(done) == 1 else f"{done.stderr!r}")
        path.unlink(missing_ok=True)


def links(place: Path, facts: Path) -> dict[str, str]:
    """Other names of a file, by the way that they are made."""
    (place / "symlink.csv").symlink_to(facts)
    (place / "chain.csv").symlink_to("symlink.csv")
    os.link(facts, place / "hardlink.csv")
    (place / "beside").symlink_to(place)
    return {
        "itself": str(facts), "relative": os.path.relpath(facts), "dotted": f"{place}/./../{place.name}/{facts.name}",
        "symlink": f"{place}/symlink.csv", "chain": f"{place}/chain.csv", "hardlink": f"{place}/hardlink.csv",
        "directory": f"{place}/beside/{facts.name}",
    }  # fmt: skip


@hardship("`-o` onto the facts themselves, by any name, given in any way", 3, 7 * 6)
def own_facts(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    facts = place / "facts.toml"
    facts.write_bytes(BASE.read_bytes())
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...], dict[str, str]], ...] = (
        (("--facts", str(facts)), (), {}),
        ((), ("--facts", str(facts)), {}),
        ((), (), {"MALIBRIEF_FACTS": str(facts)}),
        (("--facts", str(BASE), "--add", str(facts)), (), {}),
        (("--facts", str(BASE)), ("--add", str(facts)), {}),
        ((), (), {"MALIBRIEF_FACTS": str(BASE), "MALIBRIEF_ADD": str(facts)}),
    )
    every = list(product(links(place, facts).items(), ways))
    for (name, target), (before, after, env) in every[:: max(1, len(every) // cases)][:cases]:
        form = "-fcsv" if target.endswith(".toml") else "--no-header"
        done = run(*before, "events", form, "-o", target, *after, facts=None, env=os.environ | env)
        said = "" if b"is the fact base" in done.stderr else f"{name}: {done.stderr!r}"
        yield wrong(done, 2, out=False) or untouched(facts, BASE.read_bytes()) or said


@hardship("`-o` straight to devices, FIFOs and open descriptors", 3, 60)
def straight(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    expected = run("missions", "-fcsv").stdout
    (place / "link.csv").symlink_to("/dev/stdout")
    ways: dict[str, bytes] = {
        "-o >(cat) | cat": expected,
        "-o /dev/stdout": expected,
        f"-o {place}/link.csv": expected,
        "-o /dev/fd/1": expected,
        "-o /proc/self/fd/3 3>&1": expected,
        "-o /dev/stderr 2>&1": expected,
        "-o /dev/stdout | head -c5": expected[:5],
        "-o >(head -c5) | cat": expected[:5],
        f"-o {place}/fifo & cat {place}/fifo": expected,
        f"-o {place}/fifo & head -c5 {place}/fifo; wait $!": expected[:5],
        "-o /dev/null": b"",
        f"-o /dev/stdout > {place}/x; cat {place}/x": expected,
    }
    os.mkfifo(place / "fifo")
    for way, wanted in islice(cycle(ways.items()), cases):
        line = f'set -o pipefail; "{sys.executable}" -m malibrief --facts "{BASE}" missions -fcsv {way}'
        done = subprocess.run(["bash", "-c", line], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        yield wrong(done, 0) or ("" if done.stdout == wanted else f"{done.stdout[:80]!r}: {way}")


def stopped(number: int, after: float, *args: str) -> subprocess.CompletedProcess[bytes]:
    """Start the program and send it a signal some seconds later; returns how it ended."""
    command = [*PROGRAM, "--facts", str(BASE), *args]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(after)
        process.send_signal(number)
        out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def unquiet(done: subprocess.CompletedProcess[bytes], number: int) -> str:
    """What is wrong with how a run ended that a signal may have met before the program's first line, or after its last."""
    # The program itself never raises KeyboardInterrupt.
    by_the_interpreter = re.search(rb"KeyboardInterrupt|Fatal Python error: init", done.stderr)
    before = (done.returncode == -number or by_the_interpreter) and not OWN_LINE.search(done.stderr)
    finished = done.returncode == 0 and b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr
    if before or finished or (done.returncode == 128 + number and not done.stderr):
        return ""
    return f"exit code {done.returncode}, {done.stderr!r}: {shlex.join(done.args)}"


@hardship("SIGINT, SIGTERM and SIGKILL during `-o`", 3, 240)
def stopped_while_writing(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    path = place / "x.csv"
    whole = run("timeline", "-fcsv", "--bom").stdout
    start = time.perf_counter()
    run("timeline", "-o", str(path))
    lasts = time.perf_counter() - start
    for number in islice(cycle((signal.SIGINT, signal.SIGTERM, signal.SIGKILL)), cases):
        path.write_bytes(OLD)
        done = stopped(number, chance.uniform(0.6, 1.05) * lasts, "timeline", "-o", str(path))
        fault = untouched(path, whole if path.read_bytes() == whole else OLD)
        if number == signal.SIGKILL:
            left = [other for other in place.iterdir() if other != path]
            fault = (
                ""
                if all(other.name.startswith(".malibrief-") and other.name.endswith(".part") for other in left)
                else fault
            )
            for other in left:
                other.unlink()
        yield fault or ("" if number == signal.SIGKILL else unquiet(done, number))


@hardship("Ctrl-C in the first tenth of a second of every command", 3, 19 * 21)
def interrupted(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    lines = cycle(COMMANDS)
    for n in range(cases):
        number = signal.SIGTERM if n % 5 == 4 else signal.SIGINT
        after = 0.005 * (n // len(COMMANDS) % 21) if cases > 100 else chance.uniform(0, 0.1)
        yield unquiet(stopped(number, after, *next(lines).split()), number)


STREAMS = ("open", "closed", "full")


def preparing(states: Sequence[str]) -> Callable[[], None]:
    """A function that a child calls to close its standard streams, or to exchange them for a device that takes nothing."""

    def prepare() -> None:
        for number, state in enumerate(states):
            if state == "full":
                os.dup2(os.open("/dev/full", os.O_RDWR), number)
        for number, state in enumerate(states):
            if state == "closed":
                os.close(number)

    return prepare


@hardship("standard input, output and error closed or full", 3, 27 * 10)
def closed_streams(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    path = place / "x.csv"
    # Line, exit code, whether standard output is written to.
    lines = (
        ("missions", 0, True), (f"missions -o {path}", 0, False), ("show nope", 1, False), ("missions -f nope", 2, False),
        ("nope", 2, False), ("--help", 0, True), ("--version", 0, True), ("missions --as-of 1900", 0, True),
        ("check", 0, False), ("about --facts /no/such", 3, False),
    )  # fmt: skip
    whole = run("missions", "-fcsv", "--bom").stdout
    every = list(product(product(STREAMS, repeat=3), lines))
    chance.shuffle(every)
    for states, (line, code, writes) in every[:cases]:
        path.write_bytes(OLD)
        done = run(*line.split(), preexec_fn=preparing(states))
        expected = 2 if writes and states[1] != "open" else code
        fault = wrong(done, expected, out=writes and states[1] == "open")
        fault = fault or untouched(path, whole if str(path) in line else OLD)
        yield f"{states}: {fault}" if fault else ""


@hardship("readers who leave early", 1, 27)
def left_early(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    for line, reader in islice(
        cycle(product(("timeline", "sources -c all", "--help"), ("true", "head -1", "head -c1"))), cases
    ):
        script = f'"{sys.executable}" -m malibrief {line} | {reader} >/dev/null; echo ${{PIPESTATUS[0]}}'
        done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
        yield wrong(done, 0) or (
            "" if done.stdout == b"0\n" and not done.stderr else f"{done.stdout!r} {done.stderr!r}: {line}"
        )


ODD = (b"\xff", b"minusma \xff", b"k\xe9ran", b"\xed\xb3\xbf", b"\xc3")
OPTIONS = (
    "--format", "--columns", "--sort", "--limit", "--output", "--since", "--until", "--as-of", "--tag", "--place", "--about",
    "--source", "--kind", "--lead", "--topic", "--section", "--color", "--hyperlinks", "--facts", "--add", "--series", "--name",
    "--part-of", "--led-by", "--serves", "--counts", "--strength-of",
    "--json", "--nope",
)  # fmt: skip


@hardship("arguments that are no UTF-8: every command, option and file", 3, 400)
def odd_bytes(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    path = place / "x.html"
    for n in range(cases):
        name = chance.choice([line.partition(" ")[0] for line in COMMANDS])
        odd = chance.choice(ODD)
        tail = [(odd,), (f"{chance.choice(OPTIONS)}=".encode() + odd,), (b"--place", odd)][n % 3]
        if n % 3:
            tail += {"search": (odd,), "show": (b"minka",), "cite": (b"minka",), "diff": (b"2001", b"2002")}.get(
                name, ()
            )
        written = name not in ("about", "check") and n % 2 == 0
        path.write_bytes(OLD)
        done = run(name, *tail, *(["-o", str(path)] if written and name != "cite" else []), cwd=place)
        fault = "" if done.returncode in (0, 1, 2, 3) else f"exit code {done.returncode}"
        if done.returncode and path.read_bytes() != OLD:
            fault = "the old file is gone"
        if not path.read_bytes():
            fault = "the file is empty"
        yield wrong(done, done.returncode) or (f"{fault}: {shlex.join(map(os.fsdecode, done.args))}" if fault else "")


PAGERS: dict[str, tuple[int, bytes, bytes]] = {
    "cat -A | cat": (0, b"MINKA: ends", b""),
    "cat 2>/dev/null": (0, b"MINKA: ends", b""),
    "X=1 cat -": (0, b"MINKA: ends", b""),
    'f() { cat "$@"; }; f': (0, b"MINKA: ends", b""),
    "$PLACE/p": (0, b"PAGED", b""),
    "~/p": (0, b"PAGED", b""),
    "less -R | cat": (0, b"MINKA: ends", b""),
    "false": (0, b"MINKA: ends", b"failed with exit code 1"),
    "exit 3": (0, b"MINKA: ends", b"failed with exit code 3"),
    "no-such-pager": (0, b"MINKA: ends", b"failed with exit code 127"),
    "head -1 | no-such-pager": (0, b"MINKA: ends", b"failed with exit code 127"),
    "/etc/passwd": (0, b"MINKA: ends", b"failed with exit code 126"),
    "'unbalanced": (0, b"MINKA: ends", b"failed with exit code"),
    "cat; exit 3": (0, b"MINKA: ends", b"ended with exit code 3"),
    "kill -9 $$": (0, b"MINKA: ends", b"failed with exit code 137"),
    "head -2": (0, b"2000", b""),
    "head -2; kill -PIPE $$": (0, b"2000", b""),
    "head -2; kill -INT $$": (130, b"2000", b""),
    "": (0, b"MINKA: ends", b""),
    "cat": (0, b"MINKA: ends", b""),
    " cat ": (0, b"MINKA: ends", b""),
    "\udcff": (0, b"MINKA: ends", b"failed with exit code 127"),
}
"""Pagers, and what comes of each: the exit code, what the terminal gets, what is said on standard error."""


@hardship("pagers that are a shell's commands, absent, failing, or left early", 3, 2 * len(PAGERS))
def pagers(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    (place / "p").write_text("#!/bin/sh\necho PAGED; cat\n")
    (place / "p").chmod(0o755)
    every = list(product(PAGERS.items(), ("PAGER", "MALIBRIEF_PAGER")))
    for (command, (code, shown, said)), variable in chance.sample(every, cases):
        env = {"HOME": str(place), "PLACE": str(place), "TERM": "dumb", variable: command}
        done = in_terminal("timeline", height=10, env=env)
        fits = (
            done.code == code
            and shown.decode() in done.out
            and said.decode() in done.err
            and bool(said) == bool(done.err)
        )
        yield (
            "" if fits and done.out.count("MINKA: ends") <= 1 else f"{variable}={command!r}: {done.code}, {done.err!r}"
        )


@hardship("facts that a user may not read", 2, 19 * 6)
def unreadable(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    (place / "locked").mkdir()
    for path in (place / "locked" / "x.toml", place / "my.toml"):
        path.write_bytes(BASE.read_bytes())
    if POWERLESS:
        os.chown(place / "locked", 12345, 12345)
    (place / "locked").chmod(0o700 if POWERLESS else 0)
    (place / "my.toml").chmod(0)
    paths = ("locked/x.toml", "my.toml", "a" * 300 + ".toml")
    for line, name, option in islice(cycle(product(COMMANDS[::-1], paths, ("--facts", "--add"))), cases):
        done = run(*line.split(), option, name, facts=None, powers=False, cwd=place)
        said = f"{name}: cannot be read: ".encode() in done.stderr
        yield wrong(done, 3, out=False) or ("" if said else f"{line} {option} {name}: {done.stderr[-300:]!r}")
    (place / "locked").chmod(0o700)
