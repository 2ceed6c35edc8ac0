"""The values that have parts of their own: deaths, votes, ceilings, and tasks that not all of a mission's time has."""

from __future__ import annotations

from typing import Annotated

import msgspec

from malibrief.facts.dates import PartialDate  # noqa: TC001 - msgspec needs it at run time
from malibrief.language import say
from malibrief.text import number

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number of 64 bits, as SQLite holds and JSON's readers take it."""


class Deaths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many died, from the lowest to the highest count given."""

    min: Whole
    max: Whole

    def __str__(self) -> str:
        return str(self.min) if self.min == self.max else f"{self.min}-{self.max}"


class Votes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """A vote of the Security Council; the two lists name states."""

    for_: Whole
    against: Whole
    abstain: Whole
    abstained: list[str] = []
    opposed: list[str] = []

    def __str__(self) -> str:
        return f"{self.for_}-{self.against}-{self.abstain}"


class Ceilings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest number of uniformed personnel that a resolution authorises."""

    military: Whole
    police: Whole

    def __str__(self) -> str:
        return say("{military} military, {police} police", military=number(self.military), police=number(self.police))


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A task that a mission had only `since` or `until` a date, or only while another `mission` (an id) was there."""

    task: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    mission: str | None = None

    def __str__(self) -> str:
        return self.task
