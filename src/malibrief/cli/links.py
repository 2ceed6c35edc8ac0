"""Know which terminals show hyperlinks (OSC 8), so that an address is written out on every other.

A terminal that does not know the sequence drops the address or prints it as rubbish, so only those are counted that are known
to make links of it by default. What is known is from https://github.com/Alhadis/OSC8-Adoption and the packages called
supports-hyperlinks of npm and crates.io. Konsole is left out, since its links are switched off until somebody switches them on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_PROGRAM = {
    "iTerm.app": (3, 1),
    "WezTerm": (20200620,),
    "ghostty": (),
    "mintty": (2, 9, 7),
    "terminology": (1, 3),
    "vscode": (1, 72),
    "zed": (),
}
"""The least `TERM_PROGRAM_VERSION` by `TERM_PROGRAM`; () for any."""
_BY_TERM = ("alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-kitty")
"""The values of `TERM`, and what they begin with before a hyphen, of terminals that have a name of their own there."""
_BY_VARIABLE = ("DOMTERM", "KITTY_WINDOW_ID", "WT_SESSION")
"""Variables that only such terminals set: DomTerm, kitty, Windows Terminal."""
_VTE = 5000
"""The least `VTE_VERSION`: GNOME Terminal and others, with version 0.50 of their widget."""
_TMUX = (3, 4)
"""The least version of tmux."""
_NO_LINKS = ("", "ansi", "dumb", "eterm", "linux", "rxvt", "screen", "st", "tmux", "unknown", "vt")
"""Values of `TERM`, up to a hyphen or a number, without links whatever else is set: those outside may leave their variables."""
_WITHIN = ("INSIDE_EMACS", "NVIM", "STY", "TMUX", "VIM_TERMINAL", "XTERM_VERSION")
"""Variables of terminals without links that are started in others, whose variables they inherit."""


def shown(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal of this environment is known to show hyperlinks."""
    if environ.get("TERM_PROGRAM") == "tmux":
        return _version(environ.get("TERM_PROGRAM_VERSION", "")) >= _TMUX and _passed_on_by_tmux(environ)
    term = environ.get("TERM", "")
    if re.split(r"[-.0-9]", term)[0] in _NO_LINKS or any(environ.get(name) for name in _WITHIN):
        return False
    return (
        any(term == name or term.startswith(f"{name}-") for name in _BY_TERM)
        or any(environ.get(name) for name in _BY_VARIABLE)
        or _version(environ.get("VTE_VERSION", "")) >= (_VTE,)
        or _of_program(environ.get("TERM_PROGRAM"), environ.get("TERM_PROGRAM_VERSION", ""))
        or (environ.get("LC_TERMINAL") == "iTerm2" and _of_program("iTerm.app", environ.get("LC_TERMINAL_VERSION", "")))
    )


def _of_program(program: str | None, version: str) -> bool:
    """Return whether a program of this version is known to show links."""
    return program in _BY_PROGRAM and _version(version) >= _BY_PROGRAM[program]


def _version(text: str) -> tuple[int, ...]:
    """Return a version as numbers, without what stands around them: "3.3a" is (3, 3), "next-3.5" (3, 5); () for none."""
    found = re.search(r"\d+(\.\d+)*", text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _passed_on_by_tmux(environ: Mapping[str, str]) -> bool:
    """Return whether tmux passes links on to the terminal that it is shown in: not if it says that this one has none."""
    if not environ.get("TMUX"):
        return True
    import subprocess

    ask = ["tmux", "display-message", "-p", "#{client_termfeatures}"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, timeout=1, check=True).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return True
    return "hyperlinks" in answer
