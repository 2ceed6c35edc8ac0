"""How the house is built: imports in one direction, few of them, and late."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import malibrief
from malibrief.cli.help import ABOUT
from malibrief.facts import load
from malibrief.french.help import PHRASES as FRENCH
from malibrief.index.store import ROW_MODULES
from malibrief.text import fold
from tests.conftest import BASE, Run, unmeasured

SOURCE = Path(malibrief.__file__).parent
MODULES = {".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in SOURCE.rglob("*.py")}
ORDER = (
    "french",
    "language",
    "text",
    "errors",
    "facts",
    "index",
    "search",
    "briefing",
    "views",
    "render",
    "export",
    "cli",
    "__main__",
)
"""Packages and modules at the top, in the order in which data flows: each imports only from itself and from those before."""
EXPORTED = "export.database"
"""The module that writes a database for other programs: one of its own, which no query here ever reads."""
LIGHT = {
    "render.formats", "render.delimited", "render.jsontext", "render.markdown", "render.footnote", "render.bibtex", "render.csl",
    "render.ris", "render.workbook", "render.calendar", "render.timelinejs",
}  # fmt: skip
"""The renderers that a pipe gets, which do without Rich."""


def room(module: str) -> str:
    """Return the package or top module that a module belongs to: "facts.model" -> "facts"."""
    return module.partition(".")[0]


def imports(tree: ast.AST, typing: bool = False) -> Iterator[str]:
    """The modules that a tree imports, by full name; those under TYPE_CHECKING only where `typing`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not typing:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        else:
            yield from imports(node, typing)


def own(name: str) -> str | None:
    """The module of this package that an imported name stands for."""
    parts = name.split(".")
    if parts[0] != "malibrief":
        return None
    for end in range(len(parts), 1, -1):
        for candidate in (".".join(parts[1:end]), ".".join([*parts[1:end], "__init__"])):
            if candidate in MODULES:
                return candidate
    return "__init__"


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def test_the_house_has_these_rooms_and_no_others() -> None:
    assert {room(name) for name in MODULES} == {*ORDER, "__init__"}


def test_a_module_imports_only_from_its_own_room_and_those_before(trees: dict[str, ast.Module]) -> None:
    """Imports for types count like all others."""
    wrong = [
        f"{name} imports {target}"
        for name, tree in trees.items()
        for imported in imports(tree, typing=True)
        if (target := own(imported)) not in (None, "__init__") and ORDER.index(room(target)) > ORDER.index(room(name))
    ]
    assert wrong == []


@pytest.mark.parametrize("package", [name for name in ORDER if (SOURCE / name).is_dir()])
def test_a_package_says_its_job_and_imports_nothing_itself(package: str, trees: dict[str, ast.Module]) -> None:
    tree = trees[f"{package}.__init__"]
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1, "late imports: whoever needs one module pays for one"


def test_no_modules_import_one_another_in_a_circle(trees: dict[str, ast.Module]) -> None:
    graph = {
        name: {own(imported) for imported in imports(tree, typing=True)} - {None, name} for name, tree in trees.items()
    }
    done: set[str | None] = set()

    def walk(name: str | None, trail: tuple[str | None, ...]) -> None:
        assert name not in trail, " -> ".join(map(str, (*trail, name)))
        if name in done:
            return
        for target in graph.get(str(name), ()):
            walk(target, (*trail, name))
        done.add(name)

    for name in graph:
        walk(name, ())


def test_only_the_index_and_the_export_that_is_a_database_know_sqlite(trees: dict[str, ast.Module]) -> None:
    users = {name for name, tree in trees.items() if "sqlite3" in set(imports(tree, typing=True))}
    assert users == {"index.store", EXPORTED}


def test_sql_stands_in_the_index_and_in_that_export_alone(trees: dict[str, ast.Module]) -> None:
    statement = re.compile(r"\b(?:SELECT|INSERT|DELETE|UPDATE)\b.+\b(?:FROM|INTO|SET|MATCH)\b", re.DOTALL)
    wrong = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and statement.search(node.value)
    }
    assert {room(name) for name in wrong - {EXPORTED}} == {"index"}


def test_the_index_is_made_again_when_a_module_that_fills_it_has_changed(trees: dict[str, ast.Module]) -> None:
    reached: set[str] = set()
    left = ["index.rows"]
    while left:
        name = left.pop()
        reached.add(name)
        found = {own(imported) or name for imported in imports(trees[name])}
        left += {other for other in found if room(other) != "french"} - reached - {"__init__"}  # no phrase is indexed
    assert sorted(f"{name.replace('.', '/')}.py" for name in reached) == list(ROW_MODULES)


def test_typers_private_parts_and_click_are_left_alone(trees: dict[str, ast.Module]) -> None:
    for name, tree in trees.items():
        for imported in imports(tree, typing=True):
            assert imported.partition(".")[0] != "click", name
            if imported != "_signal":  # Python's own, for the first lines of all
                private = [part for part in imported.split(".") if part.startswith("_") and not part.startswith("__")]
                assert private == [], (name, imported)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("tomli", {"facts.load"}),
        ("xlsxwriter", {"render.workbook"}),
        ("rich", {name for name in MODULES if name.startswith("render.")} - LIGHT),
        ("typer", {name for name in MODULES if name.startswith("cli.")}),
    ],
)
def test_a_package_is_imported_only_where_it_is_needed(
    trees: dict[str, ast.Module], package: str, allowed: set[str]
) -> None:
    users = {
        name for name, tree in trees.items() if any(imported.partition(".")[0] == package for imported in imports(tree))
    }
    assert users <= allowed


def test_the_environment_the_clock_and_the_terminal_are_read_at_the_edge(trees: dict[str, ast.Module]) -> None:
    """Below `cli/` the same input gives the same output."""
    edge = (
        "os.environ",
        "os.getenv",
        "date.today",
        "datetime.now",
        "get_terminal_size",
        "sys.stdout",
        "sys.argv",
        "input(",
    )
    for name, tree in trees.items():
        if room(name) not in ("cli", "__main__"):
            code = ast.unparse(tree)
            assert [word for word in edge if word in code] == [], name


def loaded(*args: str) -> set[str]:
    """The modules that a run in a pipe has imported at its end."""
    script = (
        "import sys; sys.argv = ['malibrief', *sys.argv[1:]]\n"
        "from malibrief.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--facts", str(BASE), *args],
        capture_output=True,
        env=unmeasured(),
        text=True,
        check=True,
    )
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "line", ["missions", "timeline", "missions --json", "missions -f csv", "missions -f md", "show minka", "about"]
)
def test_an_answer_in_a_pipe_needs_neither_rich_nor_toml_nor_the_checks(spawn: Run, line: str) -> None:
    spawn("missions")
    heavy = {
        "rich",
        "rich.console",
        "tomli",
        "tomllib",
        "markdown_it",
        "pygments",
        "malibrief.facts.load",
        "malibrief.facts.checks",
        "malibrief.index.store.rows",
        "malibrief.cli.checking",
        "malibrief.cli.own",
        "malibrief.facts.layout",
        "malibrief.cli.folding",
        "malibrief.cli.lines",
        "malibrief.cli.slips",
        "malibrief.cli.spoken",
        "malibrief.cli.words",
        "malibrief.facts.written",
        "malibrief.render.workbook",
        "malibrief.cli.exporting",
        "malibrief.cli.folders",
        *(f"malibrief.{name}" for name in MODULES if room(name) == "export"),
        "xlsxwriter",
    }
    assert loaded(*line.split()) & heavy == set()


def test_a_run_builds_only_the_command_that_is_called(spawn: Run) -> None:
    spawn("missions")
    assert "malibrief.cli.lookup" not in loaded("missions")


def test_no_module_is_long_and_every_function_is_annotated(trees: dict[str, ast.Module]) -> None:
    for name, tree in trees.items():
        assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 375, name
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert node.returns is not None, f"{name}.{node.name}"


OF_ITS_PLACE = """
    africa corps; ambassagou; azawad; bamako; barkhane; bounti; cnrdre; cnsp; eucap; eutm; fama; goita; jnim; kangaba; kati; keita; kidal;
    koulouba; liptako gourma; menaka; minusma; misahel; mnla; mopti; mujao; sanogo; serval; takuba; tinzaouaten; tombouctou; timbuktu;
    wagner
"""
"""Capital, places, movements, missions and persons of the shipped base: no line of the vocabulary of every base names them."""


def test_no_word_of_the_code_is_one_for_the_place_of_the_shipped_base() -> None:
    base, _ = load.read([Path(__file__).parents[1] / "data" / "facts.toml"])
    assert base is not None
    header = base.header
    words = {fold(word) for word in (header.place, *header.demonyms, "Bamako", "Azawad")}
    named = re.compile(rf"\b(?:{'|'.join(sorted(words))})s?\b")
    found = {
        line.strip()
        for path in SOURCE.rglob("*")
        if path.suffix in (".py", ".txt") and "data" not in path.relative_to(SOURCE).parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if named.search(fold(line))
    }
    allowed = {ABOUT, FRENCH[ABOUT]}  # what the program is for, which carries that base
    assert {line for line in found if not any(sentence in line for sentence in allowed)} == set()
    assert len(found) == 3  # where it is said, its key and its French


def test_the_vocabulary_of_every_base_names_nothing_of_the_shipped_one() -> None:
    lines = (SOURCE / "search" / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    named = re.compile(rf"\b(?:{'|'.join(' '.join(OF_ITS_PLACE.split()).split('; '))})\b")
    assert [line for line in lines if not line.startswith("#") and named.search(fold(line))] == []
