"""The fact bases that benchmarks ask are sound, whatever their size."""

from pathlib import Path

import pytest

from malibrief.facts import checks, load
from malibrief.facts.topics import TOPICS
from tests.benchmarks.generate import SHIPPED, write


@pytest.mark.parametrize("more", [0, 1, 300])
def test_a_made_up_base_has_no_errors_and_as_many_facts_as_were_asked_for(tmp_path: Path, more: int) -> None:
    shipped, _ = load.read([SHIPPED])
    assert shipped is not None
    path = tmp_path / "made.toml"
    write(len(shipped.facts) + more, path)
    base, findings = load.read([path])
    assert base is not None
    assert findings + checks.findings(base, ("error",)) == []
    assert len(base.facts) == len(shipped.facts) + more


def test_every_topic_and_table_grows_and_parts_and_strengths_are_among_what_is_made(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    write(5000, path)
    base, _ = load.read([path])
    assert base is not None
    made = [place for place in base.all_records if place.record.id.startswith("made-")]
    assert {place.topic for place in made} == {*TOPICS, "offices", "series", "sources"}
    assert {place.topic for place in made if getattr(place.record, "part_of", None)} == {
        "missions",
        "funding",
        "actors",
    }
    assert any(getattr(place.record, "strength_of", None) for place in made)
    assert any(getattr(place.record, "serves", None) for place in made)
