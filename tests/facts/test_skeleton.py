"""A form for a new record is sound TOML that passes every check once it is filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest
import tomli

from malibrief.facts import checks, load
from malibrief.facts.guide import keys_of, struct_of
from malibrief.facts.layout import laid_out
from malibrief.facts.skeleton import skeleton
from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import HEADER, Result

if TYPE_CHECKING:
    from tests.conftest import Run, Write

FORMS = [*TOPICS, *TABLES]
REST = """\
[[offices]]
id = "o"
title = "Minister"
organisation = "State"
rank = 1

[[series]]
id = "n"
title = "Trees"
unit = "trees"
counts = "stock"
by = "Foresters"
definition = "Trees that stand on the day."

[[sources]]
id = "s"
title = "Report"
publisher = "Foresters"
lang = "en"
kind = "ngo"

[[events]]
id = "e"
title = "It rains"
date = 2001-03-05
summary = "It rained."
tags = ["north"]
sources = ["s"]
"""
"""What a filled form points to."""
FILLED = {
    "id": "filled", "tags": "north", "sources": "s", "office": "o", "series": "n", "currency": "EUR", "lang": "en", "url": "https://x.org/",
    "date": "2001-03-05", "start": "2001-03", "established": "2001", "end": "2002", "completed": "2002", "attested": "2001-04",
    "mandate_until": "2002", "until": "2004-01-01", "since": "2001", "accessed": "2005-01-02", "about": "e", "mission": "e", "regime": "e", "part_of": "e",
    "became": "e", "ends": "e", "serves": "e", "of": "e", "strength_of": "e",
}  # fmt: skip


def filled(form: str, optional: bool) -> str:
    """A form with something in each key, those that may be missing too where `optional`."""
    lines = [line.removeprefix("# ") if optional and " = " in line else line for line in form.splitlines()]
    return "".join(f"{re.sub(_EMPTY, _fill, line)}\n" for line in lines if not line.startswith("# "))


_EMPTY = r'^([\w.]+)( = \[?)""(.*?(?: one (?:of|to five of): ([\w-]+).*)?)$'


def _fill(match: re.Match[str]) -> str:
    key, equals, rest, value = match.groups()
    return f'{key}{equals}"{value or FILLED.get(key, "Filled " + key)}"{rest}'


def errors(text: str, write: Write) -> list[str]:
    base, findings = load.read([write(text)])
    found = findings + (checks.findings(base, ["error"]) if base else [])
    return [f"{finding.rule}: {finding.message}" for finding in found]


@pytest.mark.parametrize("table", FORMS)
def test_a_form_passes_the_checks_once_it_is_filled_in(table: str, write: Write) -> None:
    text = filled(skeleton(table), optional=False)
    assert errors(REST + text, write) == []
    laid = laid_out(tomli.loads(text), text)
    assert laid.lost == []


@pytest.mark.parametrize("table", FORMS)
def test_so_does_one_with_all_that_may_be_known(table: str, write: Write) -> None:
    text = filled(skeleton(table), optional=True).replace('counts = "stock"', 'counts = "cumulative"')
    if table == "series":
        text = text.replace('part_of = "e"', 'part_of = "n"')
    assert errors(REST + text, write) == []


@pytest.mark.parametrize("table", FORMS)
def test_an_empty_form_is_not_sound(table: str, write: Write) -> None:
    assert "id-form: '' is not a good id" in errors(REST + skeleton(table), write)


@pytest.mark.parametrize("table", [*FORMS, "factbase"])
def test_a_form_has_every_key_and_first_those_that_are_needed(table: str) -> None:
    fields = msgspec.structs.fields(struct_of(table))
    names = [key.name for key in keys_of(table) if "." not in key.name]
    assert {*names, "fr"} >= {field.name for field in fields} - ({"unit"} if table == "figures" else set())
    needed, optional = skeleton(table).split("# What else is known; delete the sign before it:\n")
    wanted = {field.name for field in fields if field.required} | ({"tags"} & set(names))
    assert set(re.findall(r"^(\S+) = ", needed, re.MULTILINE)) == wanted
    assert all(line.startswith("# ") for line in optional.splitlines())


def test_a_form_names_the_values_that_a_key_may_have() -> None:
    assert 'kind = ""  # one of: person, entity, state, regime\n' in skeleton("sanctions")
    assert '# fr.title = ""\n# fr.summary = ""\n' in skeleton("events")
    assert '# demonyms = [""]  # words for what is of the place' in skeleton("factbase")
    assert 'office = ""  # an id of [[offices]]\n' in skeleton("people")


def test_a_header_and_forms_make_a_whole_base(run: Run, write: Write) -> None:
    header = run("new", "factbase").out.replace('updated = ""', "updated = 2005-06-30").replace('""', '"Arda"')
    forms = [filled(run("new", table).out, optional=False) for table in ("event", "source")]
    text = "".join([header, *forms]).replace('sources = ["s"]', 'sources = ["filled"]')
    path = write(text, header=None)
    assert tomli.loads(text)["factbase"] == tomli.loads(HEADER)["factbase"] | {"title": "Arda", "place": "Arda"}
    assert run("check", str(path)) == Result(0, "", "malibrief: 1 fact read, 0 errors, 0 warnings\n")


def test_a_fact_may_be_named_in_the_singular_and_in_any_case(run: Run) -> None:
    assert run("new", "Person") == run("new", "people")


def test_a_topic_may_be_named_in_french_without_its_accents(run: Run) -> None:
    french = {"MALIBRIEF_LANG": "fr"}
    for word in ("evenements", "événement", "Evenements"):
        assert run("new", word, env=french) == run("new", "events", env=french)
    assert "«\u00a0misions\u00a0»\u00a0; vouliez-vous dire missions\u00a0?" in run("new", "misions", env=french).err


def test_a_word_that_is_no_topic_is_answered_with_the_nearest(run: Run) -> None:
    done = run("new", "misions")
    assert (done.code, done.out) == (2, "")
    assert "there is no topic 'misions'; did you mean missions" in done.err
    assert "try: malibrief" in done.err


def test_its_comments_are_french_on_demand(run: Run) -> None:
    assert "# d’un à cinq de\u00a0: politics" in run("new", "events", "--lang", "fr").out
