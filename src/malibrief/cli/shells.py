"""Answer the completion scripts of bash, zsh and fish, and install them.

The scripts in `scripts/` set `_MALIBRIEF_COMPLETE` to `complete_SHELL` and pass the line up to the cursor as the first
argument. zsh and fish quote what they insert; bash inserts words as they are, so they are quoted here. Nothing is written to
standard error, since it would appear in the middle of the line being edited.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.cli.locale import told
from malibrief.errors import UsageError
from malibrief.language import say

if TYPE_CHECKING:
    import typer

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_MALIBRIEF_COMPLETE"
"""The environment variable with which a script asks for words (`complete_zsh`), or a user for a script (`source_zsh`)."""

_SPECIAL = re.compile(r"[ !\"#$&'()*;<>?\[\\\]^`{|}~]")
"""The characters that are special to bash outside quotes."""
_BLANK = " \t\n"


def answer(app: typer.Typer, instruction: str, arguments: list[str]) -> None:
    """Print what a completion script asks for: the words that may come next, one per line; or print the script itself.

    `instruction` is the value of `_MALIBRIEF_COMPLETE`; `arguments` are the line up to the cursor and, for bash, the part at
    its end that a word will replace. Raises UsageError for an unknown instruction or an outdated script.
    """
    what, _, shell = instruction.partition("_")
    if shell not in SHELLS or what not in ("source", "complete"):
        said = "{variable}={value}: must be source_SHELL or complete_SHELL, where SHELL is bash, zsh or fish"
        raise UsageError(say(said, variable=VARIABLE, value=instruction))
    if what == "source":
        print(script(shell), end="")
        return
    if not arguments:
        said = "this completion script is out of date\n    hint: run malibrief --install-completion to replace it"
        raise UsageError(say(said))
    line, *replaced = arguments
    words, _ = parse_line(line, shell)
    head, quote = [""], ""
    if shell == "bash" and replaced:
        head, quote = parse_line(line.removesuffix(replaced[0]), shell)
    for word, about in _candidates(app, words, shell):
        if shell == "fish" and word.startswith("~"):
            continue  # fish would expand it to a home directory
        with suppress(UnicodeEncodeError):  # skip words that the shell's encoding lacks
            print(quote_for_bash(word[len(head[-1]) :], quote) if shell == "bash" else word + about)


def _candidates(app: typer.Typer, words: list[str], shell: str) -> list[tuple[str, str]]:
    """Return the words that may replace the last one, each with its description after a tab, or ""."""
    from typer import completion, main

    line = shlex.join(words)
    os.environ |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    os.environ |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    completion.get_completion_inspect_parameters()  # registers Typer's shells
    # Typer gives bash bare words and fish also descriptions, for which it imports Rich.
    typers = "complete_bash" if shell == "bash" else "complete_fish"
    with redirect_stdout(StringIO()) as out:
        completion.shell_complete(main.get_command(app), {}, "malibrief", VARIABLE, typers)
    option, equals, _ = words[-1].partition("=")
    before = option + equals if equals and option.startswith("--") else ""
    cells = (line.partition("\t") for line in out.getvalue().split("\n") if line)
    return [(before + word, tab + told(about)) for word, tab, about in cells]


def script(shell: str) -> str:
    """Return the text of the completion script for a shell, one of `SHELLS`."""
    return (Path(__file__).parent / "scripts" / f"malibrief.{shell}").read_text(encoding="utf-8")


def current() -> str:
    """Return the shell that started this process, one of `SHELLS`. Raises UsageError if it is another or unknown."""
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        shell: str = detect_shell()[0]
    except ShellDetectionFailure:
        shell = Path(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        known = "completion is available for {shells}, not for {shell}"
        said = known if shell else "completion is available for {shells}, not for an unknown shell"
        raise UsageError(say(said, shells=", ".join(SHELLS), shell=shell))
    return shell


def install(shell: str) -> Path:
    """Write a shell's completion script to a place where the shell finds it, and return its path.

    For bash and zsh, a line that loads it is appended to `.bashrc` or `.zshrc`, unless it is already there.
    """
    home = Path.home()
    if shell == "fish":
        path = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions" / "malibrief.fish"
    elif shell == "zsh":
        path = home / ".zfunc" / "_malibrief"
        _append_once(
            Path(os.environ.get("ZDOTDIR") or home) / ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
        )
    else:
        path = home / ".bash_completions" / "malibrief.sh"
        _append_once(home / ".bashrc", "source ~/.bash_completions/malibrief.sh")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(shell), encoding="utf-8")
    return path


def _append_once(path: Path, line: str) -> None:
    """Append a line to a file unless it is already there; the file is created if missing."""
    with path.open("a+", encoding="utf-8", errors="surrogateescape") as file:
        file.seek(0)
        text = file.read()
        if line not in text.splitlines():
            file.write(f"{line}\n" if not text or text.endswith("\n") else f"\n{line}\n")


def parse_line(line: str, shell: str) -> tuple[list[str], str]:
    """Split a line into words as the shell would; return them and the quote character still open at its end, or "".

    The last word is the one at the cursor: "" after a blank. A backslash at the very end is dropped. Variables and
    substitutions are left as written.
    """
    # What a backslash escapes inside each kind of quote; before any other character it is literal.
    escapable = {'"': '$`"\\', "'": "'\\" if shell == "fish" else ""}
    words, quote, escaped, between_words = [], "", False, True
    for char in line:
        if char in _BLANK and not quote and not escaped:
            between_words = True
            continue
        if between_words:
            words.append("")
            between_words = False
        if escaped:
            words[-1] += char if char in escapable.get(quote, char) else "\\" + char
            escaped = False
        elif char == "\\" and escapable.get(quote, char):
            escaped = True
        elif char == quote:
            quote = ""
        elif char in "'\"" and not quote:
            quote = char
        else:
            words[-1] += char
    return [*words, ""] if between_words else words, quote


def quote_for_bash(text: str, quote: str) -> str:
    """Escape a text for bash after an open quote character, or after none ("").

    The quote is left open: Readline closes it, unless the text ends with the same character, and takes that character at the
    start of the text for the open one. Within double quotes, history's `!` can be escaped only by closing them around it.
    """
    if not quote:
        return _SPECIAL.sub(r"\\\g<0>", text)
    escaped_by_quote = {
        "'": text.replace("'", "'\\''"),
        '"': re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", '"\\!"'),
    }
    text = escaped_by_quote[quote]
    return f"{quote if text.startswith(quote) else ''}{text}{quote if text.endswith(quote) else ''}"
