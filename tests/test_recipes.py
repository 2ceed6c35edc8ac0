"""The recipes of docs/scripts.md by which other tools read answers and exports: each is run where its tool is installed.

Each finds what JSON has.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import BASE, EVENT, SOURCE, Run

PAGE = Path(__file__).parents[1] / "docs" / "scripts.md"


class Recipe(NamedTuple):
    """A recipe: its language and text, and the text of the one that writes what it reads."""

    language: str
    text: str
    writing: str


def recipes(heading: str) -> list[Recipe]:
    """The recipes of a section of the page, in its order."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    (_, writing), *reading = re.findall(r"```(sh|python|r)\n(.*?)```", section, re.DOTALL)
    return [Recipe(language, text, writing) for language, text in reading]


ANSWERS, EXPORTS = recipes("Read it elsewhere"), recipes("Take it away")
TITLES = (r'"quoted" and "more"', '"unpaired', "'single", "a # comment", "NA", "nul\\\\l", "-1", "true")
"""Titles that readers of TSV have taken for something else."""


def tool_of(recipe: Recipe) -> str:
    """The program or package that a recipe needs."""
    if recipe.language == "python":
        return recipe.text.partition("\n\n")[0].split()[-1]  # what is imported last
    if recipe.language == "r":
        return "readr" if "readr::" in recipe.text else "Rscript"
    return recipe.text.split()[0]


def missing(tool: str) -> bool:
    """Whether a tool is not installed."""
    if tool == "readr":
        asked = ["Rscript", "-e", "quit(status = !requireNamespace('readr', quietly = TRUE))"]
        return (
            shutil.which("Rscript") is None or subprocess.run(asked, capture_output=True, check=False).returncode != 0
        )
    if Path(sys.executable).with_name(tool).exists():
        return False
    return shutil.which(tool) is None and importlib.util.find_spec(tool) is None


def test_every_tool_that_the_page_promises_has_its_recipe() -> None:
    assert {tool_of(each) for each in ANSWERS} == {"sqlite3", "mlr", "pandas", "duckdb", "Rscript", "readr"}
    tools = {"sqlite3", "sqlite-utils", "datasette", "duckdb", "pandas", "frictionless"}
    assert {tool_of(each) for each in EXPORTS} == tools


@pytest.mark.parametrize("recipe", [*ANSWERS, *EXPORTS], ids=tool_of)
def test_a_recipe_finds_every_event(run: Run, tmp_path: Path, recipe: Recipe) -> None:
    if missing(tool_of(recipe)):
        pytest.skip(f"{tool_of(recipe)} is not installed")
    facts = [EVENT.replace('"e"', f'"e{n}"').replace('"T"', json.dumps(title)) for n, title in enumerate(TITLES)]
    toll = "deaths = { min = 6, max = 7000 }\n"
    more = tmp_path / "more.toml"
    more.write_text(toll.join(["\n".join(facts), SOURCE]), encoding="utf-8")
    events = json.loads(run("--add", str(more), "events", "--json").out)["facts"]
    assert {event["title"] for event in events} >= set(TITLES)
    environ = os.environ | {"MALIBRIEF_FACTS": str(BASE), "MALIBRIEF_ADD": str(more), "LC_ALL": "C.UTF-8"}
    environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    commands = {"sh": ["bash", "-e"], "python": [sys.executable], "r": ["Rscript"]}
    for language, text in (("sh", recipe.writing), (recipe.language, recipe.text)):
        (tmp_path / "recipe").write_text(text, encoding="utf-8")
        command = [*commands[language], "recipe"]
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert re.findall(r"\d+", done.stdout) == [str(len(events)), "7000"]
