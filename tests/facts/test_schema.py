"""The JSON Schema takes what `check` takes, and refuses what an editor should mark."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import tomli
from jsonschema import Draft202012Validator

from malibrief.facts.guide import struct_of
from malibrief.facts.schema import schema
from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import BASE, EVENT, HEADER, MISSION, SOURCE
from tests.test_docs import CONTRIBUTING

if TYPE_CHECKING:
    from tests.conftest import Run

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
FIGURE = (
    '[[figures]]\nid = "f"\nseries = "n"\ndate = "2001"\nvalue = 1\nsummary = "S"\ntags = ["un"]\nsources = ["s"]\n'
)


def faults(text: str) -> list[str]:
    """What the schema finds in a base, each with its path; dates are texts, as for editors."""
    document = json.loads(json.dumps(tomli.loads(text), default=str))
    validator = Draft202012Validator(schema())
    return sorted(f"{'.'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(document))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_every_base_that_we_keep_is_valid() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)
    for text in (SHIPPED.read_text(encoding="utf-8"), BASE.read_text(encoding="utf-8"), shown):
        assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{EVENT}{SOURCE}",
        f"[factbase]\nupdated = 2001-01-01\n{EVENT}",
        f'{HEADER.rstrip()}\ndemonyms = ["Ardan"]\n[synonyms]\na = ["b", "c d"]\n',
        f'{HEADER}[fr]\n"a" = "b"\n[fr.tags]\nun = "ONU"\n[fr."missions.kind"]\nfrench = "x"\n',
        f'{MISSION}end = "unknown"\nattested = "2001"\ntasks = ["a", {{ task = "b", since = "2001-05" }}]\nfr.tasks = ["x", "y"]\n',
    ],
)
def test_so_is_what_a_file_may_hold_besides(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (MISSION.replace("french", "frnch"), "missions.0.kind: 'frnch' is not one of ['un-peacekeeping', "),
        (EVENT.replace('sources = ["s"]\n', ""), "events.0: 'sources' is a required property"),
        (EVENT.replace('["s"]', "[]"), "events.0.sources: [] should be non-empty"),
        (EVENT + "plce = 'x'\n", "events.0: Additional properties are not allowed ('plce' was unexpected)"),
        (EVENT.replace("coup", "cuop"), "events.0.tags.0: 'cuop' is not one of ['politics', "),
        (EVENT.replace('tags = ["coup"]\n', ""), "events.0: 'tags' is a required property"),
        (EVENT.replace('"e"', '"E e"'), "events.0.id: 'E e' does not match "),
        (EVENT.replace("2001-03-05", '"5 March"'), "events.0.date: '5 March' is not valid under any"),
        (EVENT.replace("2001-03-05", '"unknown"'), "events.0.date: 'unknown' is not valid under any"),
        (EVENT + "fr.sources = 'x'\n", "events.0.fr: Additional properties are not allowed ('sources' was"),
        (EVENT + "deaths = { min = 1 }\n", "events.0.deaths: 'max' is a required property"),
        (FIGURE.replace("= 1\n", "= 'many'\n"), "figures.0.value: 'many' is not valid under any"),
        ("[[evnts]]\nid = 'x'\n", ": Additional properties are not allowed ('evnts' was unexpected)"),
        (HEADER.replace("schema = 2", "schema = 1"), "factbase.schema: 2 was expected"),
        (HEADER.replace("schema = 2\n", ""), "factbase: 'schema' is a dependency of "),
        ("[synonyms]\na = 'b'\n", "synonyms.a: 'b' is not of type 'array'"),
        (SOURCE + "url = 'www.x.org'\n", "sources.0.url: 'www.x.org' does not match "),
    ],
)  # fmt: skip
def test_what_an_editor_should_mark_is_refused(text: str, fault: str) -> None:
    found = faults(text)
    assert found
    assert found[0].startswith(fault)


@pytest.mark.parametrize("table", [*TOPICS, *TABLES, "factbase"])
def test_every_table_has_its_keys_and_no_others(table: str) -> None:
    made: dict[str, Any] = schema()["$defs"][struct_of(table).__name__]
    fields = {field.encode_name for field in msgspec.structs.fields(struct_of(table))}
    assert set(made["properties"]) == fields
    assert made["additionalProperties"] is False


def test_the_command_prints_it(run: Run) -> None:
    done = run("schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == schema()
    french = json.loads(run("schema", "--lang", "fr").out)["$defs"]["Event"]["properties"]["id"]["description"]
    assert french.startswith("minuscules, chiffres et traits d’union")
