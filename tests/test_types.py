"""The type checker knows the fields of facts: a misspelt one is found wherever it stands."""

import shutil
import subprocess
import sys
from pathlib import Path

import malibrief

MISSPELT = {
    "facts/doubts.py": (".mandate_until", ".mandate_untill"),
    "index/rows.py": (".full_name", ".ful_name"),
    "briefing/missions.py": (".mandate_until", ".mandate_untill"),
    "views/charts.py": (".deaths", ".death"),
    "cli/listings.py": (".office", ".offices"),
}
"""Modules, an attribute of a fact in each, and how a tired hand may write it."""


def test_a_misspelt_attribute_of_a_fact_is_found_in_every_package(tmp_path: Path) -> None:
    package = tmp_path / "malibrief"
    shutil.copytree(Path(malibrief.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, (right, wrong) in MISSPELT.items():
        text = (package / name).read_text(encoding="utf-8")
        assert right in text, f"{name} has no {right} any more: choose another attribute"
        (package / name).write_text(text.replace(right, wrong), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir",
        str(tmp_path / "cache"),
        str(package),
    ]
    told = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False).stdout
    found = {
        name
        for name, (_, wrong) in MISSPELT.items()
        for line in told.splitlines()
        if name in line and f'"{wrong[1:]}"' in line
    }
    assert found == set(MISSPELT), told
