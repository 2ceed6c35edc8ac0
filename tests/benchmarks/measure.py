"""What commands cost, as ratios: `python -m tests.benchmarks.measure [commands] [sizes [COUNT...]] [build] [peers]`.

Whole processes in turn (A B A B ...), the CPU time of each as the operating system counts it, the median of the ratios.
The measure is an empty Typer app with as many commands. Nothing is asserted here: machines differ.
"""

from __future__ import annotations

import os
import pty
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.cli.app import COMMANDS as COMMANDS_OF_TOOL
from tests.benchmarks import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PYTHON = sys.executable
MALIBRIEF = (PYTHON, "-m", "malibrief")
RUNS = 15
EMPTY = f"""
import typer
app = typer.Typer()
for name in {string.ascii_letters[: len(COMMANDS_OF_TOOL)]!r}:
    def command() -> None: pass
    app.command(name)(command)
app()
"""
PARSING = """
import sys, time, tomli
start = time.process_time()
with open(sys.argv[1], "rb") as file:
    tomli.load(file)
print(time.process_time() - start)
"""
INDEXING = """
import gc; gc.disable()  # as in malibrief.__main__
import resource, sys, time
from pathlib import Path
from malibrief.facts import checks, load
from malibrief.index import rows
from malibrief.index.store import open_index
start = time.process_time()
open_index([Path(sys.argv[1])], Path(sys.argv[2]))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
COMMANDS = (
    (("show", "minusma"), 1.35),
    (("missions",), 1.35),
    (("timeline",), 1.6),
    (("search", "ogossagou", "massacre"), 1.4),
    (("brief", "--as-of", "2021-05-14"), 1.8),
)
"""Commands in a pipe, and the ratio to the empty app that each is to stay under."""


def cpu(command: Sequence[str], environment: dict[str, str], terminal: bool = False) -> float:
    """Seconds of CPU time that a command takes, its output read and thrown away."""
    reader, writer = pty.openpty() if terminal else os.pipe()
    if terminal:
        os.set_inheritable(writer, True)
    process = subprocess.Popen(
        command, stdin=writer if terminal else subprocess.DEVNULL, stdout=writer, stderr=writer, env=environment
    )
    os.close(writer)
    try:
        while os.read(reader, 65536):
            pass
    except OSError:
        pass  # a terminal whose last writer has gone
    os.close(reader)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def ratio(one: Callable[[], float], other: Callable[[], float], runs: int = RUNS) -> float:
    """The median of the ratios of two measurements that are taken in turn, after one of each that does not count."""
    one(), other()
    return statistics.median(one() / other() for _ in range(runs))


class Bench:
    """A directory with the empty app, and an environment of its own with a cache directory in it."""

    def __init__(self, directory: Path) -> None:
        """Write the empty app."""
        self.directory = directory
        self.cache = directory / "cache"
        self.app = directory / "empty.py"
        self.app.write_text(EMPTY)
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("COLUMNS", "NO_COLOR", "PYTHONDONTWRITEBYTECODE")
        }
        self.environment = kept | {"XDG_CACHE_HOME": str(self.cache), "TERM": "xterm-256color", "MALIBRIEF_PAGER": ""}

    def malibrief(self, *arguments: str, terminal: bool = False) -> float:
        """The cost of a command of the tool."""
        return cpu((*MALIBRIEF, *arguments), self.environment, terminal)

    def empty(self, argument: str = "a") -> float:
        """The cost of the empty app."""
        return cpu((PYTHON, str(self.app), argument), self.environment)

    def cold(self) -> float:
        """The cost of a command that has to make the index first."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.malibrief("missions")


def commands(bench: Bench) -> None:
    """The everyday commands against the empty app."""
    for arguments, most in COMMANDS:
        found = ratio(partial(bench.malibrief, *arguments), bench.empty)
        print(f"{' '.join(arguments):36} {found:5.2f} of an empty Typer app   (at most {most})")
    found = ratio(lambda: bench.malibrief("timeline", terminal=True), bench.empty)
    print(f"{'timeline on a terminal':36} {found:5.2f} of an empty Typer app   (at most 2.0)")
    found = ratio(lambda: bench.malibrief("--help"), lambda: bench.empty("--help"))
    print(f"{'--help':36} {found:5.2f} of the empty app's help   (at most 1.3)")
    found = ratio(bench.cold, bench.empty, 7)
    print(
        f"{'missions, the index to be made':36} {found:5.2f} of an empty Typer app   (at most 8, once for each edition of the facts)"
    )


def sizes(bench: Bench, counts: Sequence[int]) -> None:
    """Look-ups in fact bases of several sizes against those in the shipped base."""
    questions = (("show", "minusma"), ("search", "ogossagou", "massacre"), ("search", generate.COMMON))
    for count in counts:
        path = bench.directory / f"{count}.toml"
        generate.write(count, path)
        started = time.perf_counter()
        bench.malibrief("about", "--facts", str(path))
        print(f"{count} facts: first run {time.perf_counter() - started:.1f} s")
        for question in questions:
            plain = question if question[-1] != generate.COMMON else ("search", "mali")
            asked = partial(bench.malibrief, *question, "--facts", str(path))
            found = ratio(asked, partial(bench.malibrief, *plain), 7)
            print(f"    {' '.join(question):32} {found:5.2f} of {' '.join(plain)!r} on the shipped base")
        path.unlink()


def build(bench: Bench) -> None:
    """Making the index against what tomli takes to parse the file, each in a process of its own, once what it needs is imported."""
    large = bench.directory / "large.toml"
    generate.write(100_000, large)
    for path, runs in ((generate.SHIPPED, RUNS), (large, 3)):

        def script(text: str, path: Path = path) -> list[float]:
            shutil.rmtree(bench.cache, ignore_errors=True)
            command = (PYTHON, "-c", text, str(path), str(bench.cache))
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            return [float(word) for word in told.split()]

        memory = script(INDEXING)[1]
        found = ratio(lambda: script(INDEXING)[0], lambda: script(PARSING)[0], runs)
        print(f"{path.name:16} made in {found:.2f} of tomli's time for the same file, {memory:.0f} MiB at the most")


def main(words: list[str]) -> None:
    """Measure what is asked for, the commands without a wish."""
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory))
        numbers = [int(word) for word in words if word.isdecimal()]
        if not words or "commands" in words:
            commands(bench)
        if "sizes" in words:
            sizes(bench, numbers or (10_000, 100_000))
        if "build" in words:
            build(bench)
        if "peers" in words:
            from tests.benchmarks import peers

            peers.measure(bench)


if __name__ == "__main__":
    main(sys.argv[1:])
