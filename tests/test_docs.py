"""What the documentation repeats from the code is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from malibrief.facts.checks import RULES
from malibrief.facts.topics import topic_of

CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"


def rules_table() -> str:
    rows = [
        f"| `{rule.name}` | {rule.severity} | {(rule.check.__doc__ or '').splitlines()[0]} |" for rule in RULES.values()
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
