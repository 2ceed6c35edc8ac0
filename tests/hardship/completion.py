"""Values of a fact base that mean something to a shell, completed in real bash, zsh and fish in a terminal, then entered."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import sys
import time
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from malibrief.cli.options import FILTER_OPTIONS, TOPIC_OPTIONS
from malibrief.cli.shells import SHELLS, quote_for_bash, script
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.index.store import open_index
from malibrief.index.values import values_of
from malibrief.text import clean
from tests.conftest import pty_works
from tests.hardship import hardship

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

FOUND = tuple(shell for shell in SHELLS if shutil.which(shell))
"""The shells that this system has."""
CAN_TYPE = bool(FOUND) and pty_works()
SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"

LETTERS = set(f"{ascii_letters}{digits}-")

HOSTILE = (
    "zz$(touch ran)`touch ran`;touch ran|touch ran&>ran'\"\\ !! {a,b} *?[a] ~ #",
    "zz$(touch ran)", "zz`touch ran`", "zz\\$(touch ran)", "zz\\\\$(touch ran)", "zz${HOME}", "zz$HOME", "zz$((1+1))", "$(touch ran)",
    "`touch ran`", "zz<(touch ran)", "zz(touch ran)", "zz=(touch ran)", "zz;touch ran", "zz|touch ran", "zz&touch ran", "zz&&touch ran",
    "zz>ran", "zz 2>ran", "zz<ran", "zz'", 'zz"', "zz'$(touch ran)'", 'zz"$(touch ran)"', "zz\\", "zz\\'", "'", '"', "zz'\"'\"';touch ran",
    "zz{a,b}", "zz{1..9}", "zz*", "*", "zz?", "zz[a-z]", "**/*", "zz!!", "!!", "!history", "zz!$", "zz^a^b", "~", "~root", "~user/x", "zz~",
    "=ls", "zz=ls", "-rf", "--donor", "--", "-", "#zz", "zz #x", "%1", "zz%s%n", "@zz", "zz@host", "zz:a:b c", ":zz", "zz::", "C:\\zz\\n",
    "zz,a", "[zz]", "zz  two  blanks", "(zz)", "été à Ménaka", "e\u0301te\u0301 zz", "зз, 日本語 🔥", "zz\u00a0nbsp", "zz/path/", "/etc/passwd",
    "zz\ttab", "zz\nline", "zz\r;touch ran", "zz\x1b[31m", "zz\x07", "zz\x7f", "zz\x9b31m", "zz\u202edir", "zz" + "long $(touch ran) " * 60 + "x",
)  # fmt: skip
"""What a shell might run, expand, cut or misread; the first has nearly all of it."""
TYPED = (
    "--donor ",
    "--donor=",
    '--donor "',
    "--donor '",
    "--donor zz",
    '--donor "zz',
    "--donor 'zz",
    "--donor zz:",
    "--donor=zz",
)
"""The ends of the lines at which TAB is pressed."""

STUB = """\
#!/bin/sh
# Answers completion as the program does, or as a file says; else keeps the arguments that it was given.
if [ -n "$_MALIBRIEF_COMPLETE" ]; then
    [ -f "{place}/answer" ] && exec cat "{place}/answer"
    exec "{python}" -m malibrief "$@"
fi
printf '%s\\0' "$@" >"{place}/given.new" && mv "{place}/given.new" "{place}/given"
"""
START = {
    "bash": ("--norc", "--noprofile", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i"),
}
PREPARE = {
    "bash": "PS1='ready> '; bind 'set enable-bracketed-paste off'; . {script}",
    "zsh": "PS1='ready> '; autoload -Uz compinit; compinit -u -D; . {script}",
    "fish": "function fish_prompt; printf 'ready> '; end; source {script}",
}


class Shell:
    """An interactive shell in a terminal, in an empty directory, with its completion script and a stub of the program."""

    def __init__(self, name: str, place: Path) -> None:
        """Lay out the directory and start the shell."""
        self.name = name
        self.place = place / name
        self.here = self.place / "here"
        self.here.mkdir(parents=True)
        stub = self.place / "malibrief"
        stub.write_text(STUB.format(place=self.place, python=sys.executable))
        stub.chmod(0o755)
        (self.place / "script").write_text(script(name), encoding="utf-8")
        self.env = os.environ | {"PATH": f"{self.place}:{os.environ['PATH']}", "HOME": str(self.place), "TERM": "xterm"}
        self.start()

    def start(self) -> None:
        """Start the shell and wait until it is ready."""
        import pexpect  # not before it is needed: it cannot be imported everywhere

        self.process = pexpect.spawn(self.name, list(START[self.name]), cwd=str(self.here), env=self.env, timeout=20)
        self.process.delaybeforesend = None
        self.process.sendline(PREPARE[self.name].format(script=self.place / "script"))
        self.process.expect("ready> ")

    def close(self) -> None:
        """End it."""
        self.process.close(force=True)

    def entered(self, line: str, behind: str = "") -> list[str] | None:
        """Type a line, TAB, what stands behind the word, and ENTER; returns the stub's arguments, None where it was not called."""
        given = self.place / "given"
        given.unlink(missing_ok=True)
        self.process.send(f"{line}\t{behind}\r")
        until = time.monotonic() + 10
        while not given.exists() and time.monotonic() < until:
            self._drain()
        if not given.exists():
            self.close()
            self.start()
            return None
        return given.read_bytes().decode(errors="surrogateescape").split("\0")[:-1]

    def _drain(self, wait: float = 0.005) -> None:
        """Read what it prints, so that it is never held up."""
        import pexpect

        try:
            self.process.read_nonblocking(1 << 16, timeout=wait)
        except pexpect.TIMEOUT:
            return

    def strays(self) -> list[str]:
        """The files that something has made in its directory, which are deleted."""
        names = sorted(path.name for path in self.here.iterdir())
        for name in names:
            (self.here / name).unlink()
        return names


def _tried(shell: Shell, line: str, expected: list[str]) -> str:
    """Complete and enter a line; returns what went wrong, "" for nothing."""
    # Behind these, fish expects more to come, and leaves a quotation mark open.
    mark = re.search("[\"'](?=\\w*$)", line) if shell.name == "fish" and expected[-1][-1] in "/=@:.,-" else None
    given = shell.entered(line, mark.group() if mark else "")
    if made := shell.strays():
        return f"{shell.name}: {line!r}<TAB><ENTER> made {made}"
    return "" if given == expected else f"{shell.name}: {line!r}<TAB><ENTER> gave {given}, not {expected}"


@hardship("hostile values completed by TAB and entered, in bash, zsh and fish", small=3, whole=2_000, possible=CAN_TYPE)
def hostile_values_completed(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """The program gets that value, and nothing is run; one with control characters is not offered."""
    yield from itertools.islice(_hostile_values(place), cases)


def _hostile_values(place: Path) -> Iterator[str]:
    shells = {name: Shell(name, place) for name in FOUND}
    every = itertools.product(enumerate(HOSTILE), TYPED, shells.values())
    for (number, value), typed, shell in every:
        facts = place / f"{number}.toml"
        if not facts.exists():
            facts.write_text(BASE.format(donor=_toml(value)), encoding="utf-8")
        option, mark, begun = re.split("([ =][\"']?)", typed, maxsplit=1)
        if not value.startswith(begun):
            continue
        line = f"malibrief funding --facts {facts} {typed}"
        offered = value == clean(value) and not (shell.name == "fish" and value.startswith("~") and mark != "=")
        if offered or mark in (" ", "="):  # else the quotation mark is still open
            word = value if offered else begun
            words = [option + mark + word] if mark == "=" else [option, word] if word else [option]
            yield _tried(shell, line, ["funding", "--facts", str(facts), *words])
    for shell in shells.values():
        shell.close()


def _toml(text: str) -> str:
    """A string of TOML, every letter of it escaped."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'


BASE = """\
[factbase]
title = "T"
place = "P"
schema = 2
updated = 2020-01-01

[[funding]]
id = "f"
start = 2020-01-01
title = "T"
kind = "pledge"
donor = {donor}
recipient = "R"
amount = 5
currency = "EUR"
summary = "S"
tags = ["military"]
sources = ["s"]

[[sources]]
id = "s"
title = "T"
publisher = "P"
lang = "en"
kind = "press"
"""


@hardship(
    "each value of the shipped base completed by TAB and entered, in bash, zsh and fish",
    small=3,
    whole=20_000,
    possible=CAN_TYPE,
)
def shipped_values_completed(chance: random.Random, place: Path, cases: int) -> Iterator[str]:
    """A word that any option completes is one word to the shell, and the value itself; behind quotation marks too."""
    shells = [Shell(name, place) for name in FOUND]
    every = itertools.product(shipped_values(place), ("", '"', "'"), shells)
    for value, quote, shell in itertools.islice(every, cases):
        word = quote_for_bash(value, quote) if shell.name == "bash" else value
        (shell.place / "answer").write_text(f"{word}\n", encoding="utf-8")
        yield _tried(shell, f"malibrief {quote}", [value])
    for shell in shells:
        shell.close()


def shipped_values(place: Path) -> list[str]:
    """The values of the shipped base that are completed, those with the most signs first; ids have but letters and hyphens."""
    index = open_index([SHIPPED], place / "index")
    fields = {option.completed_by for option in (*TOPIC_OPTIONS.values(), *FILTER_OPTIONS.values())}
    values = {text for field in fields for _, text, _, _ in values_of(index, (*TOPICS, *TABLES), field)}
    return sorted(values, key=lambda value: (-len(set(value) - LETTERS), value))
