"""Write the faults of a fact base: a line each for people and editors, JSON, or the commands by which GitHub marks lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from malibrief.render.jsontext import FORMAT_VERSION
from malibrief.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.errors import Finding

_LEVELS = {"error": "error", "warning": "warning", "stale": "notice"}
"""GitHub's word for each severity."""
_CODED = re.compile(r"[%\r\n]")
_CODED_IN_PROPERTIES = re.compile(r"[%\r\n:,]")


def findings(found: Sequence[Finding], form: str, counts: Mapping[str, int]) -> str:
    """Return faults in their order in a format: text, json or github; JSON also has the `counts`."""
    if form == "json":
        document = {"format_version": FORMAT_VERSION, **counts, "findings": found}
        return escaped(msgspec.json.format(msgspec.json.encode(document), indent=2).decode()) + "\n"
    return "".join(f"{_command(finding) if form == 'github' else finding}\n" for finding in found)


def _command(finding: Finding) -> str:
    """Return a workflow command; https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    properties = {"file": finding.path, "line": str(finding.line or 1), "title": f"malibrief {finding.rule}"}
    listed = ",".join(f"{name}={_CODED_IN_PROPERTIES.sub(_code, value)}" for name, value in properties.items())
    said = [f"{finding.fact}: {finding.message}" if finding.fact else finding.message, finding.hint]
    text = "\n".join(filter(None, said))
    return f"::{_LEVELS[finding.severity]} {listed}::{_CODED.sub(_code, text)}"


def _code(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
