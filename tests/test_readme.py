"""The sessions of the README and of `docs/` are what the tool prints; `pytest --snapshot-update` writes them anew.

A session is a block that begins with ```console; a line that begins with `$ ` is a command, what follows is its output on a
terminal of 100 columns without colour.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import pty_works

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
"""Every page that a user reads; all of them may have sessions."""
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:^\$ |^|`|\| |\$\()malibrief ([a-z]+)", re.MULTILINE)
"""A command in code: in a session or a recipe, after a pipe, or between backticks."""
BIN = Path(sys.executable).parent

LONGEST_README = 160
LONGEST_SESSION = 10
"""Lines of the README, and of one session in it: it is read in a minute. What is longer belongs into `docs/sessions.md`."""


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def on_a_terminal(command: str, cache: Path) -> str:
    """What a command prints on a terminal: text as it stands there, lines ended as in a file."""
    import fcntl
    import pty
    import termios

    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 100, 0, 0))
    kept = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "CLICOLOR_FORCE")
    }
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = kept | {
        "TERM": "dumb",
        "NO_COLOR": "1",
        "MALIBRIEF_PAGER": "",
        "XDG_CACHE_HOME": str(cache),
        "PATH": path,
    }
    process = subprocess.Popen(
        ["bash", "-c", command], stdin=writer, stdout=writer, stderr=writer, env=environment, cwd=cache
    )
    os.close(writer)
    printed = b""
    try:
        while chunk := os.read(reader, 65536):
            printed += chunk
    except OSError:
        pass  # the terminal's last writer has gone
    os.close(reader)
    process.wait()
    return printed.decode().replace("\r\n", "\n")


def session(block: str, cache: Path) -> str:
    return "".join(f"$ {command}\n{on_a_terminal(command, cache)}" for command in commands(block))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_sessions_are_what_the_tool_prints(page: Path, cache: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text(encoding="utf-8")
    fresh = BLOCK.sub(lambda match: f"```console\n{session(match[1], cache)}```", text)
    if request.config.getoption("update_snapshots", default=False):
        page.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh


def test_the_readme_and_its_sessions_are_short() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_README
    assert [block for block in BLOCK.findall(text) if len(block.splitlines()) > LONGEST_SESSION] == []


def test_the_readme_names_every_format() -> None:
    from malibrief.render.formats import FORMATS

    text = README.read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []


def test_the_first_command_that_the_readme_offers_tells_the_whole_story() -> None:
    assert COMMAND.findall(README.read_text(encoding="utf-8"))[0] == "timeline"
    assert "malibrief timeline --milestones" in README.read_text(encoding="utf-8").split("```")[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    from malibrief.cli.app import COMMANDS

    assert set(COMMAND.findall(page.read_text(encoding="utf-8"))) <= set(COMMANDS)


@pytest.mark.parametrize("page", sorted({*PAGES, *ROOT.glob("*.md")}), ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    outside = BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", outside)
    local = {(page.parent / link).resolve() for link in links if "://" not in link}
    assert [link for link in sorted(local) if not link.exists()] == []


def test_the_exit_codes_of_the_pages_are_those_of_the_program() -> None:
    from malibrief.errors import FactBaseError, NotFound, UsageError

    codes = {"0", *(str(error.exit_code) for error in (NotFound, UsageError, FactBaseError))}
    for page in (README, ROOT / "docs" / "scripts.md"):
        assert set(re.findall(r"^\| (\d) \|", page.read_text(encoding="utf-8"), re.MULTILINE)) == codes
