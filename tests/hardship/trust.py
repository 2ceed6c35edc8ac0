"""What the program never does, watched while it runs.

It opens no socket, runs nothing but the pager, and writes nothing but its index and the file that `-o` names. Every command runs in a process of its own under an audit hook (PEP 578), which hears of each file, socket and process
that Python opens. Where `strace` is installed, the system's own account is read as well, which C code cannot go round.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from malibrief.cli.app import COMMANDS
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.render.formats import FORMATS, SUFFIXES
from tests.conftest import BASE, pty_works, unmeasured
from tests.hardship import hardship

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
PROGRAM = "import sys; sys.argv[0] = 'malibrief'; from malibrief.cli.app import main; main()"
WATCHED = (
    """\
import os, sys
told = open(sys.argv.pop(1), "a", buffering=1)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os." + name: paths for name, paths in dict(
    rename=2, link=2, symlink=2, remove=1, mkdir=1, rmdir=1, truncate=1, chmod=1, chown=1, utime=1, setxattr=1).items()}
RUNS = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.")
REACHES = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "ssl.")
def text(value):
    return value if isinstance(value, str) else os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else repr(value)
def hear(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & WRITING and not isinstance(args[0], int):
        print("write", text(args[0]), sep="\\t", file=told)
    elif event == "sqlite3.connect" and "mode=ro" not in text(args[0]) and args[0] != ":memory:":
        print("write", text(args[0]), sep="\\t", file=told)
    elif event in CHANGES:
        for path in args[:CHANGES[event]]:
            print("write", text(path), sep="\\t", file=told)
    elif event.startswith(RUNS):
        print("run", repr(args[:2]), sep="\\t", file=told)
    elif event.startswith(REACHES):
        print("reach", event, sep="\\t", file=told)
sys.addaudithook(hear)
"""
    + PROGRAM
)
"""The program under a hook that tells each write, process and connection on a line of the file that the first argument names."""

WORDS = {
    "search": ("flood in 2001",),
    "show": ("minka",),
    "cite": ("minka",),
    "brief": ("--as-of", "2003"),
    "diff": ("2001", "2003"),
    "check": (str(BASE),),
    "export": ("-", "-f", "json"),
    "new": ("events",),
    "fmt": ("--check", str(BASE)),
    "changes": (str(BASE),),
}
"""The arguments that a command cannot do without, or would answer too little without."""


class Case(NamedTuple):
    """A command line, and what it may do beside answering: write these files, run this pager."""

    words: tuple[str, ...]
    env: dict[str, str]
    writes: tuple[Path, ...]
    runs: str = ""


def cases(rng: random.Random, place: Path) -> list[Case]:
    """Each command once, a pager, completion, then every command in every format and into every file, in a random order.

    A new command is tried here without a word about it. `--install-completion` may write below the home directory, and ask
    `ps` which shell it is.
    """
    out = place / "out"
    out.mkdir()
    pager = place / "pager"
    pager.write_text("#!/bin/sh\nwhile read -r line; do :; done\n")
    pager.chmod(0o755)
    plain = [Case(_line(name), {}, ()) for name in COMMANDS]
    paged = pty_works() * [
        Case(("timeline",), {"MALIBRIEF_PAGER": str(pager)}, (), str(pager)),
        Case(("timeline", "--no-pager"), {"MALIBRIEF_PAGER": str(pager)}, ()),
    ]
    asked = "malibrief show m"
    completion = {"_MALIBRIEF_COMPLETE": "complete_bash", "COMP_WORDS": asked, "COMP_CWORD": "2"}
    installed = Case(("--install-completion",), {"HOME": str(place / "home")}, (place / "home",), "'ps'")
    wrong = [
        Case(words, {}, ())
        for words in (("--help",), ("--version",), ("nosuch",), ("show", "nosuch"), ("events", "-f", "x"))
    ]
    listings = (*TOPICS, *TABLES, "timeline", "search", "show", "cite", "brief", "diff")
    forms = [Case((*_line(name), "-f", form), {}, ()) for name in listings for form in FORMATS]
    files = [
        Case((*_line(name), "-o", str(out / f"a{suffix}")), {}, (out,)) for name in listings for suffix in SUFFIXES
    ]
    shapes = [*forms, *files]
    rng.shuffle(shapes)
    shipped = Case(("missions",), {"MALIBRIEF_FACTS": str(SHIPPED)}, ())
    return [*plain, *paged, Case((), completion, ()), files[0], *wrong, installed, shipped, *shapes]


def _line(name: str) -> tuple[str, ...]:
    return (name, *WORDS.get(name, ()))


def environment(case: Case) -> dict[str, str]:
    """The tests' own environment, the small base, and what the case adds."""
    return unmeasured() | {"MALIBRIEF_FACTS": str(BASE), "TERM": "xterm"} | case.env


def broken(told: str, case: Case) -> str:
    """Return what the account of a run says that the program must not do, a line each; "" when there is nothing."""
    cache = Path(os.environ["XDG_CACHE_HOME"])
    wrong = []
    for line in told.splitlines():
        deed, _, what = line.partition("\t")
        if deed == "write" and not _may_write(Path(what), (cache, *case.writes)):
            wrong.append(f"writes {what}")
        elif deed == "run" and not (case.runs and case.runs in what):
            wrong.append(f"runs {what}")
        elif deed == "reach":
            wrong.append(f"opens a connection: {what}")
    return "; ".join(dict.fromkeys(f"{' '.join(case.words)}: {deed}" for deed in wrong))


def _may_write(path: Path, places: Sequence[Path]) -> bool:
    """Whether a path is one of these places or lies in one; the way to the cache may be made, and nothing is nowhere."""
    if path == Path(os.devnull):
        return True
    return any(path.is_relative_to(allowed) or allowed.is_relative_to(path) for allowed in places)


def run(case: Case, command: Sequence[str]) -> None:
    """Run a command to its end, on a terminal where the case is about a pager; what it prints is dropped."""
    env = environment(case)
    if "MALIBRIEF_PAGER" not in case.env:
        subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
        return
    import pty

    reader, writer = pty.openpty()
    process = subprocess.Popen(command, env=env, stdin=writer, stdout=writer, stderr=writer)
    os.close(writer)
    try:
        while os.read(reader, 65536):
            pass
    except OSError:
        pass  # the terminal's last writer has gone
    os.close(reader)
    process.wait(timeout=60)


def heard(case: Case, log: Path) -> str:
    """Run a case under the audit hook; returns what it told."""
    run(case, [sys.executable, "-B", "-c", WATCHED, str(log), *case.words])
    return log.read_text(encoding="utf-8", errors="replace")


@hardship(
    "every command under an audit hook: no socket, nothing run but the pager, nothing written but index and `-o`",
    len(COMMANDS) + 4,
    10_000,
)
def audited(rng: random.Random, place: Path, count: int) -> Iterator[str]:
    """Each command once, the first one without a cache; then all formats and files."""
    yield from _each(rng, place, count, heard)


def _each(rng: random.Random, place: Path, count: int, account: Callable[[Case, Path], str]) -> Iterator[str]:
    for number, case in enumerate(cases(rng, place)[:count]):
        wrong = broken(account(case, place / f"{number}.log"), case)
        left = [path.name for path in (place / "out").iterdir() if str(path) not in case.words]
        for path in (place / "out").iterdir():
            path.unlink()
        yield wrong or (f"{' '.join(case.words)}: leaves {left} beside its file" if left else "")


if shutil.which("strace"):
    CALLS = "%network,execve,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat"
    STRACE = ("strace", "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o")

    def traced(case: Case, log: Path) -> str:
        """Run a case under strace; returns its system calls in the words of the audit hook."""
        run(case, [*STRACE, str(log), sys.executable, "-B", "-c", PROGRAM, *case.words])
        return "".join(_told(log.read_text(encoding="utf-8", errors="replace")))

    def _told(calls: str) -> Iterator[str]:
        """The calls that write, run or reach. The first `execve` is Python itself; files that are not there are not run."""
        ours = True
        for name, args, result in re.findall(r"^\d+ +(\w+)\((.*)\) += (-?\d+)", calls, re.MULTILINE):
            if name == "execve":
                if result == "0" and not ours:
                    yield f"run\t{args}\n"
                ours = ours and result != "0"
            elif name in ("open", "openat"):
                if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", args):
                    yield f"write\t{_paths(args)[0]}\n"
            elif name in CALLS.split(","):
                yield from (f"write\t{path}\n" for path in _paths(args))
            else:
                yield f"reach\t{name}({args})\n"

    def _paths(args: str) -> list[str]:
        """The paths among a call's arguments, at least one."""
        return re.findall(r'"((?:[^"\\]|\\.)*)"', args) or [args]

    @hardship("every command under strace: the same, by the system's own account", 1, 60)
    def system_calls(rng: random.Random, place: Path, count: int) -> Iterator[str]:
        """The same cases as `audited`."""
        yield from _each(rng, place, count, traced)
