"""What the documentation repeats from the code is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from malibrief.facts import checks
from malibrief.facts.topics import topic_of

ROOT = Path(__file__).parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
HOUSE = ROOT / "src" / "malibrief"


def rules_table() -> str:
    rows = [
        f"| `{rule.name}` | {rule.severity} | {(rule.check.__doc__ or '').splitlines()[0]} |"
        for rule in checks.RULES.values()
    ]
    return "\n".join(["| rule | severity | what it asks |", "| --- | --- | --- |", *rows])


def test_contributing_lists_every_rule_in_its_own_words() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    found = re.search(r"\| rule \|.*?(?=\n\n)", text, re.DOTALL)
    assert found is not None
    assert found[0] == rules_table()


def test_the_skeleton_of_a_fact_has_only_fields_that_exist() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    for name, table in re.findall(r"\[\[(\w+)\]\]\n(.*?)(?=\n\n\[\[|\n```)", text, re.DOTALL):
        fields = re.findall(r"^(\w+) =", table, re.MULTILINE)
        assert set(fields) <= set(topic_of(name).struct.__struct_fields__)


def test_every_file_that_contributing_names_is_there() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|txt|toml|md))`", text)) - {"CHANGELOG.md", "CITATION.cff"}
    assert [name for name in sorted(named) if not (ROOT / name).exists() and not (HOUSE / name).exists()] == []


def test_the_walk_through_a_command_names_what_its_modules_have() -> None:
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (`.*?`) \|", CONTRIBUTING.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 10
    for module, names in rows:
        code = (HOUSE / module).read_text(encoding="utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"^(def |class )?{name}\b", code, re.MULTILINE), f"{module}: {name}"


def test_the_table_of_what_was_tried_stands_between_its_marks() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"<!-- hardship -->\n(.*?)<!-- /hardship -->", text, re.DOTALL)
    head, rule, *rows = table.splitlines()
    assert (head, rule) == ("| what is tried | cases | failures |", "| --- | --- | --- |")
    assert [row for row in rows if not re.fullmatch(r"\| .+ \| [\d,]+ \| \d+ \|", row)] == []


def test_versions_of_python_are_the_same_wherever_they_are_named() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    supported = re.findall(r"Python :: (3\.\d+)", project)
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"python: \[(.*)\]", workflow)
    (script,) = re.findall(r"PYTHONS-([\d. ]+)\}", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert re.findall(r"[\d.]+", matrix) == supported
    assert script.split() == supported
    assert f'requires-python = ">={supported[0]}"' in project


def test_the_version_to_cite_is_the_programs_and_has_a_section_in_the_changelog() -> None:
    from malibrief import __version__

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in citation
    headings = re.findall(r"^## (.*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - (unreleased|\d{4}-\d\d-\d\d)", heading) for heading in headings)
    assert any(heading.startswith(f"{__version__} - ") for heading in headings)
