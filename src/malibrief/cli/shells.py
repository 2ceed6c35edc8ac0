"""bash, zsh and fish: what their completion scripts ask, how each quotes a line, and where its script is installed.

The scripts in `scripts/` set `_MALIBRIEF_COMPLETE` to `complete_SHELL` and give the line up to the cursor as the first
argument. zsh and fish quote what they insert; for bash, which inserts words as they are given, they are quoted here.
Nothing goes to standard error, which would stand in the middle of the line.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.errors import UsageError

if TYPE_CHECKING:
    import typer

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_MALIBRIEF_COMPLETE"
"""The environment variable by which a script asks for words (`complete_zsh`), or a user for a script (`source_zsh`)."""

_ACTIVE = re.compile(r"[ !\"#$&'()*;<>?\[\\\]^`{|}~]")
"""What bash acts upon outside quotation marks."""
_BLANK = " \t\n"


def answer(app: typer.Typer, instruction: str, arguments: list[str]) -> None:
    """Print what a completion script asks for: the words that may come next on a line, one a line.

    `instruction` is the value of `_MALIBRIEF_COMPLETE`; `arguments` are the line up to the cursor and, for bash, the end of
    it that a word will stand in place of. UsageError for an instruction that there is not.
    """
    what, _, shell = instruction.partition("_")
    if shell not in SHELLS or what not in ("source", "complete"):
        raise UsageError(
            f"{VARIABLE}={instruction}: there are source_SHELL and complete_SHELL, for {', '.join(SHELLS)}"
        )
    if what == "source":
        print(script(shell), end="")
        return
    if not arguments:
        raise UsageError(
            "this completion script is an old one\n    hint: malibrief --install-completion writes a new one"
        )
    line, *replaced = arguments
    words, _ = read(line, shell)
    head, quote = [""], ""
    if shell == "bash" and replaced:
        head, quote = read(line.removesuffix(replaced[0]), shell)
    for word, about in _offered(app, words, shell):
        if shell == "fish" and word.startswith("~"):
            continue  # fish would put somebody's home in its place
        with suppress(UnicodeEncodeError):  # nor is a word offered that the shell's encoding does not have
            print(quoted(word[len(head[-1]) :], quote) if shell == "bash" else word + about)


def _offered(app: typer.Typer, words: list[str], shell: str) -> list[tuple[str, str]]:
    """Return the words that may stand in place of the last one, each with what is said of it behind a tab, or ""."""
    from typer import completion, main

    line = shlex.join(words)
    os.environ |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    os.environ |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    completion.get_completion_inspect_parameters()  # makes Typer know its shells
    # Typer answers bash and fish with bare words, and tells fish what they mean, which costs the import of Rich.
    typers = "complete_bash" if shell == "bash" else "complete_fish"
    with redirect_stdout(StringIO()) as out:
        completion.shell_complete(main.get_command(app), {}, "malibrief", VARIABLE, typers)
    option, equals, _ = words[-1].partition("=")
    before = option + equals if equals and option.startswith("--") else ""
    cells = (line.partition("\t") for line in out.getvalue().split("\n") if line)
    return [(before + word, tab + about) for word, tab, about in cells]


def script(shell: str) -> str:
    """Return the completion script of a shell, one of `SHELLS`."""
    return (Path(__file__).parent / "scripts" / f"malibrief.{shell}").read_text(encoding="utf-8")


def current() -> str:
    """Return the shell that this process was started from, one of `SHELLS`; UsageError where it is another or unknown."""
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        shell: str = detect_shell()[0]
    except ShellDetectionFailure:
        shell = Path(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        raise UsageError(f"there is completion for {', '.join(SHELLS)}, not for {shell or 'an unknown shell'}")
    return shell


def install(shell: str) -> Path:
    """Write a shell's completion script to where that shell finds it, and return that path.

    For bash and zsh, lines that read it are put at the end of `.bashrc` or `.zshrc`, once.
    """
    home = Path.home()
    if shell == "fish":
        path = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions" / "malibrief.fish"
    elif shell == "zsh":
        path = home / ".zfunc" / "_malibrief"
        _append(Path(os.environ.get("ZDOTDIR") or home) / ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit")
    else:
        path = home / ".bash_completions" / "malibrief.sh"
        _append(home / ".bashrc", "source ~/.bash_completions/malibrief.sh")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(shell), encoding="utf-8")
    return path


def _append(path: Path, line: str) -> None:
    """Put a line at the end of a file, which is made if need be, unless it has that line."""
    with path.open("a+", encoding="utf-8", errors="surrogateescape") as file:
        file.seek(0)
        text = file.read()
        if line not in text.splitlines():
            file.write(f"{line}\n" if not text or text.endswith("\n") else f"\n{line}\n")


def read(line: str, shell: str) -> tuple[list[str], str]:
    """Return the words of a line as the shell would read them, and the quotation mark that is open at its end, or "".

    The last word is the one at the cursor: "" behind a blank. A backslash at the very end is left out.
    Variables and substitutions stay as they are written.
    """
    # What a backslash takes its meaning from, by the open quotation mark; before other signs it stands for itself.
    escapable = {'"': '$`"\\', "'": "'\\" if shell == "fish" else ""}
    words, quote, escaped, between = [], "", False, True
    for sign in line:
        if sign in _BLANK and not quote and not escaped:
            between = True
            continue
        if between:
            words.append("")
            between = False
        if escaped:
            words[-1] += sign if sign in escapable.get(quote, sign) else "\\" + sign
            escaped = False
        elif sign == "\\" and escapable.get(quote, sign):
            escaped = True
        elif sign == quote:
            quote = ""
        elif sign in "'\"" and not quote:
            quote = sign
        else:
            words[-1] += sign
    return [*words, ""] if between else words, quote


def quoted(text: str, quote: str) -> str:
    """Return a text so that bash reads it as it is, behind an open quotation mark or behind none ("").

    That mark is left open. Readline closes it, unless the text ends with one; and it takes one at the beginning of the
    text for the open one. Between double ones, the `!` of the history can only be escaped outside of them.
    """
    if not quote:
        return _ACTIVE.sub(r"\\\g<0>", text)
    within = {
        "'": text.replace("'", "'\\''"),
        '"': re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", '"\\!"'),
    }
    text = within[quote]
    return f"{quote if text.startswith(quote) else ''}{text}{quote if text.endswith(quote) else ''}"
