"""What all tests share: a pinned terminal, the small base, its index, and ways to run the program.

The terminal is pinned before anything is imported: under the variables of CI services Rich and Typer force colour,
and `NO_COLOR` alone leaves bold.
"""

# ruff: noqa: E402

import os

PINNED = {"TTY_COMPATIBLE": "0", "COLUMNS": "100", "_TYPER_FORCE_DISABLE_TERMINAL": "1", "LC_ALL": "C.UTF-8"}
UNSET = (
    "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR", "TTY_INTERACTIVE", "GITHUB_ACTIONS", "TERMINAL_WIDTH", "PAGER", "LESS",
    "MALIBRIEF_PAGER", "MALIBRIEF_FACTS", "MALIBRIEF_ADD", "MALIBRIEF_HYPERLINKS", "MALIBRIEF_LANG", "PYTHONIOENCODING", "PYTHONUTF8",
    "FORCE_HYPERLINK", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_TERMINAL", "LC_TERMINAL_VERSION", "VTE_VERSION", "WT_SESSION",
    "KITTY_WINDOW_ID", "DOMTERM", "TMUX", "STY", "INSIDE_EMACS", "NVIM", "VIM_TERMINAL", "XTERM_VERSION",
)  # fmt: skip
os.environ.update(PINNED)
for name in UNSET:
    os.environ.pop(name, None)

import contextlib
import errno
import io
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from hypothesis import settings

from malibrief import language
from malibrief.cli.app import main
from malibrief.index import query
from malibrief.index.results import AnyFound, Entry, Filter
from malibrief.index.store import Index, open_index
from malibrief.language import speak
from tests import marked

settings.register_profile("malibrief", deadline=None)
settings.load_profile("malibrief")

BASE = Path(__file__).parent / "base.toml"
PROGRAM = (sys.executable, "-m", "malibrief")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
"""Whether the tests are run by root."""
POWERLESS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if ROOT else ()
"""What runs a program without root's right to read and write every file, where the tests are run by root."""

HEADER = """\
[factbase]
title = "T"
place = "P"
schema = 2
updated = 2005-06-30

"""
"""A sound header; the text after it begins on line 7."""
EVENT = """\
[[events]]
id = "e"
date = 2001-03-05
title = "T"
summary = "S"
tags = ["coup"]
sources = ["s"]
"""
SOURCE = """\
[[sources]]
id = "s"
title = "T"
publisher = "P"
lang = "en"
kind = "un"
"""
MISSION = """\
[[missions]]
id = "m"
name = "M"
kind = "french"
lead = "L"
start = 2001-03-05
summary = "S"
tags = ["un"]
sources = ["s"]
"""
"""The smallest fact, the source that it cites, and a mission whose end is not known."""


class Result(NamedTuple):
    """What a run of the program left, bytes that are no text as halves of surrogate pairs."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> bytes:
        """The answer in bytes."""
        return self.out.encode(errors="surrogateescape")

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def rows(self) -> list[list[str]]:
        """The answer as a pipe gets it, a list of cells a line."""
        return [line.split("\t") for line in self.lines]

    @property
    def ids(self) -> list[str]:
        """The column `id` of a listing in a pipe, in its order."""
        head, *rows = self.rows
        return [row[head.index("id")] for row in rows]


Shell = Callable[[str], Result]
"""Runs a line of shell and returns what it wrote."""


class Run(Protocol):
    """Runs the program on the small base and returns what it wrote."""

    def __call__(self, *args: str, facts: Path | None = BASE, env: Mapping[str, str] | None = None) -> Result: ...


class Terminal(Protocol):
    """Runs the program in a terminal of a given size and returns what that terminal got."""

    def __call__(
        self,
        *args: str,
        width: int = 100,
        height: int = 400,
        facts: Path | None = BASE,
        env: Mapping[str, str] | None = None,
    ) -> Result: ...


class Write(Protocol):
    """Writes a fact base, the text after a sound header, and returns where it lies."""

    def __call__(self, text: str | bytes = "", header: str | None = HEADER, name: str = "facts.toml") -> Path: ...


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's cache directory, for all tests one of their own."""
    directory = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(directory))
        yield directory


@pytest.fixture
def base_path() -> Path:
    """The small base."""
    return BASE


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """The small base's index."""
    return open_index([BASE], tmp_path / "index")


@pytest.fixture(autouse=True)
def spoken_english() -> None:
    """Each test begins in English, whatever the one before has spoken."""
    speak("en")


@pytest.fixture
def marked_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of French, each phrase is said in English between ⟦ and ⟧, so that what is not said by `say` or `noun` stands out.

    While it is active, `say("{name} is missing", name="x")` is "x⟦ is missing⟧" and `noun(2, "fact")` "⟦facts⟧": values put into
    a phrase are outside of the marks, for they need French of their own. Dates and numbers are French. The language is chosen
    by MALIBRIEF_LANG, which `run` heeds. `marked.unmarked` gives what is outside of the marks.
    """
    monkeypatch.setattr(language, "_phrases", marked.Phrases)
    monkeypatch.setattr(language, "_nouns", marked.Nouns)
    monkeypatch.setenv("MALIBRIEF_LANG", "fr")
    speak("fr")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program within this process, its output a pipe's."""

    def runner(*args: str, facts: Path | None = BASE, env: Mapping[str, str] | None = None) -> Result:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["malibrief", *(("--facts", str(facts)) if facts else ()), *args])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            code = _exit_code(main)
        texts = []
        for stream in (out, err):
            stream.flush()
            stream.buffer.seek(0)
            texts.append(stream.buffer.read().decode(errors="surrogateescape"))
        return Result(code, *texts)

    return runner


def _exit_code(program: Callable[[], None]) -> int:
    try:
        program()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    return 0


@pytest.fixture
def spawn(cache: Path) -> Run:
    """Runs the program as a process of its own, its output a pipe's."""

    def runner(*args: str, facts: Path | None = BASE, env: Mapping[str, str] | None = None) -> Result:
        before = ("--facts", str(facts)) if facts else ()
        done = subprocess.run(
            [*PROGRAM, *before, *args],
            capture_output=True,
            env=os.environ | dict(env or {}),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    return runner


@pytest.fixture
def shell(cache: Path) -> Shell:
    """Runs a line of bash, in which `malibrief` is the program on the small base; it stops at the first failure of a pipe."""
    return _bash()


@pytest.fixture
def powerless(cache: Path) -> Shell:
    """The same for a user who may not read and write every file, even where the tests are run by root."""
    if POWERLESS and not shutil.which(POWERLESS[0]):
        pytest.skip("there is no setpriv to take root's powers away")
    return _bash(*POWERLESS)


def _bash(*before: str) -> Shell:
    def runner(line: str) -> Result:
        script = f'set -o pipefail; malibrief() {{ "{sys.executable}" -m malibrief --facts "{BASE}" "$@"; }}; {line}'
        done = subprocess.run(
            [*before, "bash", "-c", script], capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        return Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    return runner


@pytest.fixture
def terminal(cache: Path) -> Terminal:
    """See `in_terminal`."""
    return in_terminal


def in_terminal(
    *args: str, width: int = 100, height: int = 400, facts: Path | None = BASE, env: Mapping[str, str] | None = None
) -> Result:
    """Runs the program as a process whose input and output are a terminal (a pty) of this size."""
    if not pty_works():
        pytest.skip("this system has no pseudo-terminals")
    import fcntl
    import pty
    import termios

    controller, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    before = ("--facts", str(facts)) if facts else ()
    environ = {name: value for name, value in os.environ.items() if name not in PINNED} | {"TERM": "xterm-256color"}
    environ |= {"LC_ALL": "C.UTF-8"} | dict(env or {})
    with subprocess.Popen(
        [*PROGRAM, *before, *args], stdin=screen, stdout=screen, stderr=subprocess.PIPE, env=environ, close_fds=True
    ) as process:
        os.close(screen)
        text = _all_of(controller).decode(errors="replace").replace("\r\n", "\n")
        err = process.stderr.read().decode(errors="replace") if process.stderr else ""
    os.close(controller)
    return Result(process.returncode, text, err)


def _all_of(controller: int) -> bytes:
    """Everything that a terminal gets; Linux ends it with EIO."""
    parts = []
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a fact base: the text, after a sound header."""

    def writer(text: str | bytes = "", header: str | None = HEADER, name: str = "facts.toml") -> Path:
        path = tmp_path / name
        data = text if isinstance(text, bytes) else text.encode()
        path.write_bytes((header or "").encode() + data)
        return path

    return writer


def unmeasured() -> dict[str, str]:
    """The environment for a process whose imports, files or interrupts are looked at: without those of coverage."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def pty_works() -> bool:
    """Whether this system has pseudo-terminals; Windows has none."""
    with contextlib.suppress(OSError, ImportError):
        import pty

        for end in pty.openpty():
            os.close(end)
        return True
    return False


def selected(index: Index, wanted: Filter) -> list[AnyFound]:
    """The facts that pass a filter."""
    return query.select(index, query.resolved(index, wanted))


def happenings(index: Index, wanted: Filter) -> list[Entry]:
    """The happenings of the facts that pass a filter."""
    return query.timeline(index, query.resolved(index, wanted))


def cells(words: Sequence[str]) -> str:
    """A line as a pipe gets it."""
    return "\t".join(words)
