"""What the documentation repeats from the code is what the code says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.facts import checks, load
from malibrief.facts.topics import COUNTS, PERIODS, TOPICS, topic_of
from malibrief.render.jsontext import FORMAT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.errors import Finding

ROOT = Path(__file__).parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
SCRIPTS = ROOT / "docs" / "scripts.md"
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


def blocks(language: str) -> list[str]:
    """The blocks of code of CONTRIBUTING in a language."""
    return re.findall(rf"```{language}\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)


def faults(text: str, path: Path) -> list[Finding]:
    """What is wrong with a fact base, warnings included."""
    path.write_text(text, encoding="utf-8")
    base, findings = load.read([path])
    return findings + (checks.findings(base) if base else [])


def keys_by_table() -> dict[str, list[str]]:
    """The keys that CONTRIBUTING lists for each table, in its order, with those that end every fact."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    (shared,) = re.findall(r"^After them come (.*?)\. ", text, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| `(\w+)` \| (`id`, .*) \|$", text, re.MULTILINE)
    return {name: re.findall(r"`([\w.]+)`", row + (shared if name in TOPICS else "")) for name, row in rows}


def written_keys(text: str) -> Iterator[tuple[str, list[str]]]:
    """The name of each table of a fact base's text, with its keys as they are written."""
    for name, table in re.findall(r"^\[\[(\w+)\]\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL):
        yield name, re.findall(r"^([\w.]+) =", table, re.MULTILINE)


def test_the_base_that_contributing_shows_has_no_fault(tmp_path: Path) -> None:
    (base,) = blocks("toml")
    assert faults(base, tmp_path / "base.toml") == []


def test_the_change_from_schema_1_to_schema_2_makes_a_refused_base_a_sound_one(tmp_path: Path) -> None:
    (change,) = blocks("diff")
    before, after = (
        "".join(f"{line[1:]}\n" for line in change.splitlines() if line[:1] in kept) for kept in (" -", " +")
    )
    (refused,) = faults(before, tmp_path / "before.toml")
    assert refused.hint == load.MIGRATION
    assert faults(after, tmp_path / "after.toml") == []


def test_the_hint_to_a_base_of_schema_1_names_a_section_of_contributing() -> None:
    (title,) = re.findall("“(.*?)”", load.MIGRATION)
    assert f"\n## {title}\n" in CONTRIBUTING.read_text(encoding="utf-8")


def test_contributing_lists_the_keys_of_every_table() -> None:
    by_table = keys_by_table()
    assert list(by_table) == [*TOPICS, "offices", "series", "sources"]
    placed_in_words, never_written = {"attested", "place"}, {"figures": {"unit"}}
    for name, keys in by_table.items():
        fields = set(topic_of(name).struct.__struct_fields__) - {"fr"} - never_written.get(name, set())
        listed = {key for key in keys if not key.startswith("fr.")}
        assert fields - placed_in_words <= listed <= fields, name


def test_contributing_says_what_each_sort_of_series_counts_and_over_which_periods() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    (table,) = re.findall(r"^\| `counts` \|.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert sorted(re.findall(r"`(\w+)`(?=.* \| )", table)) == sorted((*COUNTS, "counts"))
    (row,) = re.findall(r"^\| `flow` \| (.*) \|$", table, re.MULTILINE)
    assert [period for period in PERIODS if not re.search(rf"(?<![\w-]){period}\b", row)] == []


def test_keys_are_written_in_the_order_that_contributing_lists() -> None:
    orders = keys_by_table()
    shipped = (ROOT / "data" / "facts.toml").read_text(encoding="utf-8")
    for name, keys in [*written_keys(shipped), *written_keys(blocks("toml")[0])]:
        assert sorted(keys, key=orders[name].index) == keys, keys[0]


def test_the_page_on_scripts_describes_the_version_that_json_has() -> None:
    text = SCRIPTS.read_text(encoding="utf-8")
    assert re.findall(r"This\s+page describes ([\d.]+\d)", text) == [FORMAT_VERSION]
    assert f"### New in {FORMAT_VERSION}\n" in text


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
