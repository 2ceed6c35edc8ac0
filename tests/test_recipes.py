"""The recipes of docs/scripts.md by which other tools read TSV: each is run where its tool is installed, and finds what JSON has."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BASE, EVENT, SOURCE, Run

PAGE = Path(__file__).parents[1] / "docs" / "scripts.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## Read it elsewhere\n")[2].partition("\n## ")[0]
WRITING, *RECIPES = re.findall(r"```(sh|python|r)\n(.*?)```", SECTION, re.DOTALL)
"""The language and the text of the recipe that writes the file, and of those that read it."""
TITLES = (r'"quoted" and "more"', '"unpaired', "'single", "a # comment", "NA", "nul\\\\l", "-1", "true")
"""Titles that readers of TSV have taken for something else."""


def tool_of(language: str, recipe: str) -> str:
    """The program or package that a recipe needs."""
    if language == "python":
        return recipe.partition("\n\n")[0].split()[-1]  # what is imported last
    if language == "r":
        return "readr" if "readr::" in recipe else "Rscript"
    return recipe.split()[0]


def missing(tool: str) -> bool:
    """Whether a tool is not installed."""
    if tool == "readr":
        asked = ["Rscript", "-e", "quit(status = !requireNamespace('readr', quietly = TRUE))"]
        return (
            shutil.which("Rscript") is None or subprocess.run(asked, capture_output=True, check=False).returncode != 0
        )
    return shutil.which(tool) is None and importlib.util.find_spec(tool) is None


def test_every_tool_that_the_page_promises_has_its_recipe() -> None:
    assert {tool_of(*recipe) for recipe in RECIPES} == {"sqlite3", "mlr", "pandas", "duckdb", "Rscript", "readr"}


@pytest.mark.parametrize(("language", "recipe"), RECIPES, ids=[tool_of(*recipe) for recipe in RECIPES])
def test_a_recipe_finds_every_event(run: Run, tmp_path: Path, language: str, recipe: str) -> None:
    if missing(tool_of(language, recipe)):
        pytest.skip(f"{tool_of(language, recipe)} is not installed")
    facts = [EVENT.replace('"e"', f'"e{n}"').replace('"T"', json.dumps(title)) for n, title in enumerate(TITLES)]
    toll = "deaths = { min = 6, max = 7000 }\n"
    more = tmp_path / "more.toml"
    more.write_text(toll.join(["\n".join(facts), SOURCE]), encoding="utf-8")
    events = json.loads(run("--add", str(more), "events", "--json").out)["facts"]
    assert {event["title"] for event in events} >= set(TITLES)
    environ = os.environ | {"MALIBRIEF_FACTS": str(BASE), "MALIBRIEF_ADD": str(more), "LC_ALL": "C.UTF-8"}
    environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    commands = {"sh": ["bash", "-e"], "python": [sys.executable], "r": ["Rscript"]}
    for each, text in (WRITING, (language, recipe)):
        (tmp_path / "recipe").write_text(text, encoding="utf-8")
        command = [*commands[each], "recipe"]
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(events)), "7000"]
