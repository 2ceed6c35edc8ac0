"""What a user can cause: the exceptions, each with its exit code and its sentence, and the value `Finding`.

An exception's text is what the user reads: what was wrong, where, and what to do.
`Finding` is one fault of a fact base; faults are values, gathered and shown together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec

from malibrief.language import say
from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


_SHOWN = 500
"""How many characters of a message are shown."""


class Finding(msgspec.Struct, frozen=True):
    """One fault of a fact base, with its place; `line` is 0 where the file has no line for it."""

    path: str
    line: int
    rule: str
    fact: str
    message: str
    hint: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        """`FILE:LINE: [rule] id: message`, and the hint on a line of its own; each is one line, whatever it quotes, and cut."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        subject = f"{_cut(self.fact)}: " if self.fact else ""
        hints = [say("    hint: {hint}", hint=_cut(self.hint))] if self.hint else []
        lines = [f"{place}: [{self.rule}] {subject}{_cut(self.message)}", *hints]
        return "\n".join(" ".join(line.splitlines()) for line in lines)


def tries(*lines: str) -> str:
    """Return, for the end of a message, the command lines to try, the likeliest first; "" for none."""
    told = [
        say("    or: {line}", line=each) if n else say("    try: {line}", line=each) for n, each in enumerate(lines)
    ]
    return "".join(f"\n{each}" for each in told)


def _cut(text: str) -> str:
    """Shorten a text that a file holds to what is shown of it: enough to find it there."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def reason_of(error: OSError) -> str:
    """Return what the system says of an error, in the language that is spoken where it is a usual one."""
    return say(error.strerror) if error.strerror else str(error)


class MalibriefError(Exception):
    """The base of everything that a user can cause; `exit_code` is the process's exit code.

    `instead` is a word of the command line and what to type in its place, so that the whole line can be given as it should be.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, instead: tuple[str, str] | None = None) -> None:
        """Create the error, with its message."""
        super().__init__(message)
        self.instead = instead


class NotFound(MalibriefError):  # noqa: N818  # it is an answer as much as an error
    """The thing looked up is not in the fact base (exit code 1)."""


class UsageError(MalibriefError):
    """A word of the command line has no meaning here (exit code 2)."""

    exit_code = 2


class FactBaseError(MalibriefError):
    """The fact base is missing, unreadable or invalid (exit code 3)."""

    exit_code = 3

    @classmethod
    def unreadable(cls, path: Path, error: OSError) -> FactBaseError:
        """Return the error of a file that could not be read."""
        reason = reason_of(error)
        return cls(
            say(
                "{path}: cannot be read: {reason}\n    hint: check the path, or give another file",
                path=path,
                reason=reason,
            )
        )

    @classmethod
    def missing(cls, path: Path, error: OSError, near: Path | None) -> FactBaseError:
        """Return the error of a file that is not there; `near` is one of nearly that name."""
        if near is None:
            hint = say(
                "check the path; without --facts and --add the shipped base is read, and `malibrief new factbase` begins one"
            )
        else:
            hint = say("did you mean {names}?", names=clean(str(near)))
        said = say("{path}: cannot be read: {reason}\n    hint: {hint}", path=path, reason=reason_of(error), hint=hint)
        return cls(said, (str(path), str(near)) if near else None)

    @classmethod
    def invalid(cls, findings: Sequence[Finding], shown: int = 20) -> FactBaseError:
        """Return the error of a fact base with faults; the first `shown` are told and the rest counted."""
        lines = [str(finding) for finding in findings[:shown]]
        if len(findings) > shown:
            more = len(findings) - shown
            lines.append(say("... and {count} more; `malibrief check` lists all of them", count=more))
        return cls("\n".join(lines))
