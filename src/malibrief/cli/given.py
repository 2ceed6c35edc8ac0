"""The options of a command, as one typed value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The values of a command's options; an option that the command does not have keeps its default.

    `filters` holds the given options that take values or facts, by name: {"donor": ["EU"]}.
    """

    facts: Path | None = None
    add: list[Path] | None = None
    filters: dict[str, list[str]] = {}
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    begun: bool = False
    ended: bool = False
    on: str | None = None
    stale: bool = False
    check: bool = False
    strict: bool = False
    github: bool = False
    explain: str | None = None
    rules: bool = False
    milestones: bool = False
    disputed: bool = False
    section: list[str] | None = None
    full: bool = False
    ids: bool = False
    exit_code: bool = False
    form: str | None = None
    json: bool = False
    columns: list[str] | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    every: bool = False
    no_header: bool = False
    sources: bool = False
    output: Path | None = None
    bom: bool | None = None
    spans: bool = False
    lang: str | None = None
    color: str = "auto"
    hyperlinks: str = "auto"
    ascii: bool = False
    no_pager: bool = False
