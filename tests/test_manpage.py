"""The man page tells every command and option, as they are now, and has no fault."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from malibrief.cli.app import COMMANDS, app

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "malibrief.1"
SECTIONS = "NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS ENVIRONMENT FILES EXIT_STATUS EXAMPLES SEE_ALSO".split()

needs_mandoc = pytest.mark.skipif(not shutil.which("mandoc"), reason="there is no mandoc here")


def read() -> str:
    return PAGE.read_text(encoding="ascii")


def test_it_has_no_control_characters() -> None:
    assert read().replace("\n", "").isprintable()


def test_it_is_what_the_commands_say_now() -> None:
    made = [sys.executable, str(DOCS / "manpage.py"), "--check"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_has_its_sections_in_the_usual_order() -> None:
    assert [name.replace(" ", "_") for name in re.findall(r"^\.SH (.*)", read(), re.MULTILINE)] == SECTIONS


def test_it_tells_every_command_with_every_option() -> None:
    program = get_command(app)
    parts = re.split(r"^\.S[SH] ", read().replace("\\-", "-"), flags=re.MULTILINE)
    by_name = {part.partition("\n")[0]: part for part in parts}
    for name in COMMANDS:
        params = program.get_command(None, name).params  # type: ignore[attr-defined]  # it is a group of commands
        options = {max(param.opts, key=len) for param in params if param.param_type_name == "option"}
        assert options - set(re.findall(r"--[\w-]+", by_name[name])) == set(), name


@needs_mandoc
def test_mandoc_finds_nothing_in_it() -> None:
    done = subprocess.run(["mandoc", "-Tlint", str(PAGE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@needs_mandoc
def test_no_line_of_it_is_cut_on_a_terminal_of_80_columns() -> None:
    made = ["mandoc", "-Tutf8", "-Owidth=80", str(PAGE)]
    told = subprocess.run(made, capture_output=True, encoding="utf-8", check=True).stdout
    lines = re.sub(".\b", "", told).splitlines()
    assert len(lines) > 500
    assert [line for line in lines if len(line) > 80] == []
