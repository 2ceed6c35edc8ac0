"""The recipes of docs/recipes.md: each is run where its tool is installed. Lines at a prompt are run by `tests/test_readme.py`."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rispy

from tests.conftest import BASE, EVENT, HEADER, SOURCE, Run, Write

DOCS = Path(__file__).parents[1] / "docs"
PAGE, SCRIPTS = ((DOCS / name).read_text(encoding="utf-8") for name in ("recipes.md", "scripts.md"))
TWELVE = "jq pandas polars DuckDB R Miller sqlite-utils Datasette fzf cron LibreOffice Zotero".split()
"""The tools that the page on scripts promises a recipe for, by their headings."""
BIN = Path(sys.executable).parent
BLOCK = re.compile(r"```(sh|python|r|crontab)\n(.*?)```", re.DOTALL)


class Recipe(NamedTuple):
    """A recipe: the heading that it stands under, its language and its text."""

    heading: str
    language: str
    text: str


def recipes() -> Iterator[Recipe]:
    """The recipes of the page, in its order; the first writes what others read."""
    for part in PAGE.split("\n## "):
        yield from (Recipe(part.partition("\n")[0], *block) for block in BLOCK.findall(part))


WRITING, *OTHERS = recipes()
READING = [each for each in OTHERS if each.language in ("python", "r") or re.search("events|/facts", each.text)]
"""The recipes that print the number of events and the highest toll."""
TITLES = (r'"quoted" and "more"', '"unpaired', "'single", "a # comment", "NA", "nul\\\\l", "-1", "true")
"""Titles that readers of TSV have taken for something else."""


def recipe(heading: str, language: str = "sh") -> str:
    """The recipe under a heading."""
    (text,) = (each.text for each in OTHERS if each[:2] == (heading, language))
    return text


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
    if (BIN / tool).exists():
        return False
    return shutil.which(tool) is None and importlib.util.find_spec(tool) is None


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(missing(tool), reason=f"{tool} is not installed")


def environment(home: Path, *facts: Path) -> dict[str, str]:
    """What a recipe finds: `malibrief` on the path, a home of its own, and these files in place of the shipped facts."""
    named = dict(zip(("MALIBRIEF_FACTS", "MALIBRIEF_ADD"), map(str, facts), strict=False))
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | named | {"LC_ALL": "C.UTF-8", "HOME": str(home), "SHELL": "/bin/sh", "PATH": path}


def done(text: str, home: Path, *facts: Path, language: str = "sh") -> str:
    """What a recipe prints, run in a directory of its own."""
    (home / "recipe").write_text(text, encoding="utf-8")
    command = {"sh": ["bash", "-e"], "python": [sys.executable], "r": ["Rscript"]}[language]
    ran = subprocess.run(
        [*command, "recipe"], cwd=home, env=environment(home, *facts), capture_output=True, encoding="utf-8", check=True
    )
    return ran.stdout


def test_each_of_the_twelve_tools_has_its_recipe_and_its_line_on_the_page_on_scripts() -> None:
    headings = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
    assert [heading for heading in headings if heading in TWELVE] == TWELVE
    section = SCRIPTS.partition("## Twelve tools\n")[2].partition("\n## ")[0]
    assert re.findall(r"\(recipes\.md#(.*?)\)", section) == [heading.casefold() for heading in TWELVE]


def test_tables_are_read_by_every_tool_for_tables() -> None:
    tools = {"sqlite3", "sqlite-utils", "datasette", "mlr", "pandas", "polars", "duckdb", "frictionless"}
    assert {tool_of(each) for each in READING} == tools | {"Rscript", "readr"}


@pytest.mark.parametrize("recipe", READING, ids=tool_of)
def test_a_recipe_finds_every_event(run: Run, tmp_path: Path, recipe: Recipe) -> None:
    if missing(tool_of(recipe)):
        pytest.skip(f"{tool_of(recipe)} is not installed")
    facts = [EVENT.replace('"e"', f'"e{n}"').replace('"T"', json.dumps(title)) for n, title in enumerate(TITLES)]
    toll = "deaths = { min = 6, max = 7000 }\n"
    more = tmp_path / "more.toml"
    more.write_text(toll.join(["\n".join(facts), SOURCE]), encoding="utf-8")
    events = json.loads(run("--add", str(more), "events", "--json").out)["facts"]
    assert {event["title"] for event in events} >= set(TITLES)
    done(WRITING.text, tmp_path, BASE, more)
    assert re.findall(r"\d+", done(recipe.text, tmp_path, BASE, more, language=recipe.language)) == [
        str(len(events)), "7000",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Calendars", "TimelineJS"])
def test_a_recipe_writes_the_files_that_it_names(tmp_path: Path, heading: str) -> None:
    done(recipe(heading), tmp_path)
    names = re.findall(r"-o (\S+)", recipe(heading))
    assert names
    assert [name for name in names if not (tmp_path / name).stat().st_size] == []


@needs("fzf")
def test_a_fact_is_picked_from_a_list_with_its_card_beside_it(write: Write, tmp_path: Path) -> None:
    """In a pseudo-terminal, as people have it; a title that a shell would run is only shown."""
    pexpect = pytest.importorskip("pexpect")
    title = "Well $(touch run); touch run '`touch run`"
    more = write(EVENT.replace('"T"', json.dumps(title)).replace("tags", "milestone = true\ntags") + SOURCE)
    (tmp_path / "recipe").write_text(recipe("fzf"), encoding="utf-8")
    environ = environment(tmp_path, BASE, more) | {"TERM": "xterm-256color"}
    environ.pop("COLUMNS", None)
    picking = pexpect.spawn(
        "bash", ["recipe"], cwd=tmp_path, env=environ, dimensions=(40, 100), encoding="utf-8", timeout=30
    )
    picking.expect(re.escape("$(touch run)"))
    picking.send("touch run")
    picking.expect(r"sources \(1\)")  # the card, in the window below the list
    picking.send("\r")
    picking.expect(re.escape("event  e\r\n"))  # the card, on the terminal once fzf has gone
    picking.expect(pexpect.EOF)
    picking.close()
    assert picking.exitstatus == 0
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="there is no /bin/sh here")
class TestCron:
    """A job as cron runs it: with a shell, few variables, and nothing on the path but what the job puts there."""

    ENDING = EVENT.replace("2001-03-05", date.today().isoformat())
    TODAY = HEADER.replace("2005-06-30", date.today().isoformat())

    @staticmethod
    def job(home: Path, facts: Path, **more: str) -> subprocess.CompletedProcess[str]:
        program = home / ".local" / "bin" / "malibrief"
        program.parent.mkdir(parents=True)
        source = os.environ.get("PYTHONPATH", "")
        program.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec "{sys.executable}" -m malibrief "$@"\n')
        program.chmod(0o755)
        (home / "job").write_text(recipe("cron"), encoding="utf-8")
        environ = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "MALIBRIEF_FACTS": str(facts)}
        return subprocess.run(
            ["/bin/sh", "job"], cwd=home, env=environ | more, capture_output=True, encoding="utf-8", check=False
        )

    def test_it_prints_nothing_where_nothing_has_changed(self, write: Write, tmp_path: Path) -> None:
        ran = self.job(tmp_path, write(EVENT.replace("tags", "milestone = true\ntags") + SOURCE))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    def test_it_prints_what_has_changed(self, write: Write, tmp_path: Path) -> None:
        fact = self.ENDING.replace("tags", "milestone = true\ntags").replace('"T"', '"The term ends"')
        ran = self.job(tmp_path, write(fact + SOURCE, header=self.TODAY))
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "**The term ends**" in ran.stdout

    @pytest.mark.parametrize(("code", "more"), [(2, {"MALIBRIEF_LANG": "xx"}), (3, {"MALIBRIEF_ADD": "/no/such/file"})])
    def test_it_prints_why_it_failed_and_fails(
        self, write: Write, tmp_path: Path, code: int, more: dict[str, str]
    ) -> None:
        ran = self.job(tmp_path, write(EVENT + SOURCE), **more)
        assert (ran.returncode, ran.stderr) == (code, "")
        assert ran.stdout.startswith(f"malibrief failed ({code}):\nmalibrief: ")

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems' crontab cannot only check")
    @needs("crontab")
    def test_cron_takes_its_table(self, tmp_path: Path) -> None:
        (tmp_path / "table").write_text(recipe("cron", "crontab"), encoding="utf-8")
        subprocess.run(["crontab", "-n", "table"], cwd=tmp_path, check=True, capture_output=True)  # only checks it


@needs("soffice")
class TestLibreOffice:
    @pytest.fixture
    def made(self, tmp_path: Path) -> Path:
        """The directory in which the recipe was run."""
        done(recipe("LibreOffice"), tmp_path, BASE)
        return tmp_path

    def test_an_opendocument_sheet_has_every_row(self, run: Run, made: Path) -> None:
        # Separator (tab), no quotation marks, UTF-8, first line, no column formats, language, quote all, cells as they are shown.
        saved = "soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,true' missions.ods"
        done(saved, made)
        assert (made / "missions.csv").read_text(encoding="utf-8").splitlines() == run("missions").lines

    @needs("pdftotext")
    def test_pages_to_print_have_every_row(self, run: Run, made: Path) -> None:
        text = done("pdftotext -raw missions.pdf -", made)
        assert [name for name in run("missions", "-c", "name", "--no-header").lines if name not in text] == []


class TestZotero:
    """Zotero cannot be run without a screen, and its importers are in no registry.

    rispy, and Citation.js, which reads the same three formats into the fields of CSL that Zotero has, stand in for it. Where its
    importer of RIS looks for what, `tests/render/test_cite.py` says.
    """

    CITATION_JS = (
        "@citation-js/core",
        "@citation-js/plugin-ris",
        "@citation-js/plugin-bibtex",
        "@citation-js/plugin-csl",
    )
    """npm packages, found by NODE_PATH."""

    @pytest.fixture
    def made(self, tmp_path: Path) -> Path:
        """The directory in which the recipe was run, on the shipped facts."""
        done(recipe("Zotero"), tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("name", "line"),
        [("missions", "cite minusma barkhane"), ("2021", "timeline --since 2021 --until 2021")],
    )
    def test_ris_has_every_source_once(self, run: Run, made: Path, name: str, line: str) -> None:
        records = rispy.loads((made / f"{name}.ris").read_text(encoding="utf-8"))
        wanted = json.loads(run(*line.split(), "-f", "csl", facts=None).out)
        assert [(each["id"], each["title"]) for each in records] == [(each["id"], each["title"]) for each in wanted]
        assert len(records) > 5

    @pytest.mark.parametrize("suffix", ["ris", "json", "bib"])
    def test_citation_js_reads_the_same_from_all_three_formats(self, run: Run, tmp_path: Path, suffix: str) -> None:
        line = ["cite", "2100", "minusma", "s-2020-1074"]
        wanted = json.loads(run(*line, "-f", "csl", facts=None).out)
        run(*line, "-o", str(tmp_path / f"x.{suffix}"), facts=None)
        found = self.read(tmp_path / f"x.{suffix}")
        # Of RIS it takes no more than the year for what a newspaper has; rispy reads the day. BibTeX names languages otherwise.
        fields = ("id", "title", "number", "URL", "language" if suffix == "ris" else "issued")
        assert [self.kept(each, fields) for each in found] == [self.kept(each, fields) for each in wanted]

    @staticmethod
    def kept(item: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
        return {name: item[name] for name in fields if name in item}

    def read(self, path: Path) -> list[dict[str, Any]]:
        """The items of a file as Citation.js reads them."""
        loaded = "".join(f"require('{name}');" for name in self.CITATION_JS)
        if (
            shutil.which("node") is None
            or subprocess.run(["node", "-e", loaded], capture_output=True, check=False).returncode
        ):
            pytest.skip("Citation.js is not installed")
        code = f"{loaded} const text = require('fs').readFileSync(process.argv[1], 'utf8');"
        code += "console.log(JSON.stringify(new (require('@citation-js/core').Cite)(text).data))"
        ran = subprocess.run(["node", "-e", code, str(path)], capture_output=True, encoding="utf-8", check=True)
        items: list[dict[str, Any]] = json.loads(ran.stdout)
        return items
