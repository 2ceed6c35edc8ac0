"""Facts grouped by topic, for the sections of a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.model import (
        Actor,
        Agreement,
        Event,
        Figure,
        Funding,
        Mission,
        Person,
        Report,
        Resolution,
        Sanction,
        Statement,
    )
    from malibrief.index.results import AnyFound, Found


class Facts(msgspec.Struct, frozen=True):
    """Lists of facts, one a topic."""

    events: list[Found[Event]]
    missions: list[Found[Mission]]
    resolutions: list[Found[Resolution]]
    reports: list[Found[Report]]
    agreements: list[Found[Agreement]]
    funding: list[Found[Funding]]
    people: list[Found[Person]]
    sanctions: list[Found[Sanction]]
    figures: list[Found[Figure]]
    statements: list[Found[Statement]]
    actors: list[Found[Actor]]


def by_topic(found: Iterable[AnyFound]) -> Facts:
    """Group facts by topic, each group in the order of `found`; sources are left out."""
    # A fact's topic tells its type, which the type checker cannot know.
    groups: dict[str, list[Any]] = {name: [] for name in Facts.__struct_fields__}
    for entry in found:
        if entry.topic in groups:
            groups[entry.topic].append(entry)
    return Facts(**groups)
