"""The README's sessions are what the tool prints; `pytest --snapshot-update` writes them anew.

A session is a block that begins with ```console; a line that begins with `$ ` is a command, what follows is its output on a
terminal of 100 columns without colour.
"""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
BIN = Path(sys.executable).parent


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def on_a_terminal(command: str, cache: Path) -> str:
    """What a command prints on a terminal: text as it stands there, lines ended as in a file."""
    import fcntl
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
    process = subprocess.Popen(["bash", "-c", command], stdin=writer, stdout=writer, stderr=writer, env=environment)
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


def test_the_sessions_are_what_the_tool_prints(cache: Path, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    fresh = BLOCK.sub(lambda match: f"```console\n{session(match[1], cache)}```", text)
    if request.config.getoption("update_snapshots", default=False):
        README.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh


def test_every_format_and_command_of_the_readme_exists() -> None:
    from malibrief.cli.app import COMMANDS
    from malibrief.render.formats import FORMATS

    text = README.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in FORMATS)
    named = set(re.findall(r"malibrief ([a-z]+)", text))
    assert named <= set(COMMANDS)
