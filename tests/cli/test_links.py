"""Hyperlinks go to terminals that are known to show them, and to no other; elsewhere an address is written out in one piece."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from malibrief.cli import links
from malibrief.views.citations import document_url
from tests.conftest import BASE, PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Terminal

ADDRESS = "https://docs.example.org/S/RES/9001(2001)"
ADDRESSES = {ADDRESS, *re.findall(r'^url = "(.*)"', BASE.read_text(encoding="utf-8"), re.MULTILINE)}
XTERM = {"TERM": "xterm-256color"}
TMUX = {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}


def program(name: str, version: str = "") -> dict[str, str]:
    return {**XTERM, "TERM_PROGRAM": name, "TERM_PROGRAM_VERSION": version}


@pytest.mark.parametrize(
    "environ",
    [
        program("iTerm.app", "3.1.0"), program("iTerm.app", "3.5.14"), program("WezTerm", "20240203-110809-5046fc22"),
        program("vscode", "1.72.0"), program("vscode", "1.104.1"), program("ghostty"), program("ghostty", "1.2.0"),
        program("mintty", "3.7.1"), program("terminology", "1.13.1"), program("zed", "0.200.0"),
        XTERM | {"VTE_VERSION": "5000"}, XTERM | {"VTE_VERSION": "7803"}, XTERM | {"WT_SESSION": "0b7-4c"},
        XTERM | {"KITTY_WINDOW_ID": "1"}, XTERM | {"DOMTERM": "version=3.2.0"},
        XTERM | {"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.4.16"},
        {"TERM": "xterm-kitty"}, {"TERM": "xterm-ghostty"}, {"TERM": "alacritty"}, {"TERM": "alacritty-direct"}, {"TERM": "foot"},
        {"TERM": "foot-extra"}, {"TERM": "wezterm"},
        TMUX | {"TERM_PROGRAM_VERSION": "3.4"}, TMUX | {"TERM_PROGRAM_VERSION": "3.5a"}, TMUX | {"TERM_PROGRAM_VERSION": "next-3.6"},
    ],
)  # fmt: skip
def test_terminals_that_show_links(environ: dict[str, str]) -> None:
    assert links.shown(environ)


@pytest.mark.parametrize(
    "environ",
    [
        {}, XTERM, {"TERM": "xterm"}, {"TERM": "vt100"}, {"TERM": "vt220"}, {"TERM": "ansi"}, {"TERM": "linux"}, {"TERM": "dumb"},
        {"TERM": "unknown"}, {"TERM": "screen-256color"}, {"TERM": "footage"}, program("Apple_Terminal", "455"), program("nobody"),
        program("iTerm.app", "3.0.15"), program("iTerm.app"), program("vscode", "1.71.2"), program("mintty", "2.9.6"),
        program("WezTerm", "20200608-110940-3fb3a61"), program("WezTerm"), XTERM | {"VTE_VERSION": "4601"},
        XTERM | {"VTE_VERSION": "new"}, XTERM | {"KONSOLE_VERSION": "230805"},
        XTERM | {"LC_TERMINAL": "iTerm2"}, XTERM | {"WT_SESSION": ""},
        TMUX, TMUX | {"TERM_PROGRAM_VERSION": "3.3a"}, TMUX | {"TERM_PROGRAM_VERSION": "3.2"},
    ],
)  # fmt: skip
def test_terminals_that_are_not_known_to_show_links(environ: dict[str, str]) -> None:
    assert not links.shown(environ)


@pytest.mark.parametrize(
    "inner",
    [
        {"TERM": "screen-256color", "STY": "7.pts-0"}, {"TERM": "screen", "TMUX": "/tmp/tmux-0/default,1,0"}, {"TERM": "linux"},
        {"TERM": "xterm-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, {"TERM": "eterm-color"}, {"TERM": "dumb"}, {"TERM": "st-256color"},
        {"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}, {"TERM": "rxvt-unicode-256color"}, {"TERM": "xterm-256color", "VIM_TERMINAL": "901"},
        {"TERM": "xterm-256color", "INSIDE_EMACS": "vterm"}, TMUX | {"TERM_PROGRAM_VERSION": "3.3a"},
    ],
)  # fmt: skip
def test_a_terminal_within_another_does_not_count_as_that_one(inner: dict[str, str]) -> None:
    outer = {"VTE_VERSION": "7803", "KITTY_WINDOW_ID": "1", "WT_SESSION": "0b7-4c", "DOMTERM": "1"}
    assert links.shown(outer | XTERM)
    assert not links.shown(outer | inner)


@pytest.mark.skipif(os.name == "nt", reason="the script that stands for tmux is one of a Unix shell")
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("echo 256,clipboard,hyperlinks,title", True),
        ("echo 256,clipboard,title", False),
        ("echo", False),
        ("exit 1", True),
    ],
)
def test_in_tmux_links_need_a_terminal_to_which_tmux_passes_them_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, expected: bool
) -> None:
    script = tmp_path / "tmux"
    script.write_text(f"#!/bin/sh\n{answer}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    within = TMUX | {"TERM_PROGRAM_VERSION": "3.4", "TMUX": "/tmp/tmux-0/default,1,0"}
    assert links.shown(within) == expected


def test_a_terminal_gets_links_by_its_variables(terminal: Terminal) -> None:
    assert "\x1b]8;" in terminal("show", "minka", env=program("WezTerm", "20240203-110809-5046fc22")).out
    for env in ({"TERM": "vt100"}, {"TERM": "linux"}, program("iTerm.app", "3.0"), TMUX):
        assert "\x1b]8;" not in terminal("show", "minka", env=env).out


@pytest.mark.parametrize(
    "line", ["show minka", "show regional-eu", "show sc-res-9001", "search minka", "sources -c all", "sources -c title,url", "sources -c url", "brief --full"]
)  # fmt: skip
@pytest.mark.parametrize("width", [20, 28, 40, 60, 80, 100])
@pytest.mark.parametrize("when", ["never", "always"])
def test_an_address_is_never_broken_where_it_is_written_out(run: Run, line: str, width: int, when: str) -> None:
    told = run(*line.split(), "-f", "table", "--hyperlinks", when, env={"COLUMNS": str(width)}).out
    written = set(re.findall(r"https?://\S+", re.sub(r"\x1b\]8;.*?\x1b\\", "", told)))
    assert written or (line == "brief --full" and when == "always")
    assert written <= ADDRESSES | {document_url("S/RES/9001 (2001)")}


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_in_tmux_itself_every_address_of_a_card_can_be_seen(tmp_path: Path) -> None:
    version = subprocess.run(["tmux", "-V"], capture_output=True, text=True, check=True).stdout
    if links.shown(TMUX | {"TERM_PROGRAM_VERSION": version.removeprefix("tmux ")}):
        pytest.skip("this tmux may show links")
    line = f"{' '.join(PROGRAM)} --facts {BASE} show minka --no-pager; touch {tmp_path}/done; sleep 30"
    tmux = ["tmux", "-L", f"malibrief-{os.getpid()}", "-f", os.devnull]
    outside = os.environ | {"VTE_VERSION": "7803", "COLUMNS": ""}
    subprocess.run([*tmux, "new-session", "-d", "-x", "100", "-y", "200", line], env=outside, check=True)
    try:
        until = time.monotonic() + 20
        while not (tmp_path / "done").exists() and time.monotonic() < until:
            time.sleep(0.05)
        screen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True).stdout
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
    assert ADDRESS in screen
