"""What the installed package says of itself; the wheel is built and tried in `.ci/run`."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import malibrief
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
PLACES = {
    "bash": "bash-completion/completions/malibrief",
    "zsh": "zsh/site-functions/_malibrief",
    "fish": "fish/vendor_completions.d/malibrief.fish",
}
"""Where each shell looks for the completion of a program that is installed for all."""


def test_the_version_is_stated_once() -> None:
    assert metadata.version("malibrief") == malibrief.__version__


def test_the_program_has_its_entry_point() -> None:
    (entry,) = [entry for entry in metadata.entry_points(group="console_scripts") if entry.name == "malibrief"]
    assert callable(entry.load())


def test_it_needs_five_packages_and_each_is_imported() -> None:
    needed = {
        re.split(r"[<>=~!;, ]", line)[0] for line in metadata.requires("malibrief") or () if "extra ==" not in line
    }
    assert needed == {"typer", "rich", "tomli", "msgspec", "shellingham"}
    code = "".join(path.read_text(encoding="utf-8") for path in Path(malibrief.__file__).parent.rglob("*.py"))
    assert all(f"import {name}" in code or f"from {name}" in code for name in needed)


@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="not a checkout")
def test_every_file_that_the_project_names_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [project["project"]["readme"], *project["project"]["license-files"]]
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    named += [*wheel["force-include"], *wheel["shared-data"]]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="not a checkout")
def test_the_completion_scripts_that_the_wheel_brings_are_those_that_the_program_shows(spawn: Run) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    brought = {
        place: ROOT / path
        for path, place in project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"].items()
    }
    for shell, place in PLACES.items():
        shown = spawn(facts=None, env={"_MALIBRIEF_COMPLETE": f"source_{shell}"})
        assert (shown.code, shown.data) == (0, brought[f"share/{place}"].read_bytes())
