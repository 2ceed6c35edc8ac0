"""The help is one screen that leads with examples, and every example works on the shipped facts."""

from __future__ import annotations

import re
import shlex
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from malibrief.cli.app import COMMANDS, app
from malibrief.cli.help import EXAMPLES, HEADINGS, SHORT
from malibrief.language import LANGUAGES, say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

OF_COMMANDS = [(name, words) for name, command in COMMANDS.items() for words in command.examples]
"""The examples of every command."""


@pytest.fixture
def screen(run: Run) -> Callable[..., list[str]]:
    """Returns the lines of a help in a language in a window of 80 columns."""
    return lambda language, *words: run(*words, "--help", "--lang", language, env={"COLUMNS": "80"}).lines


def parameters(name: str) -> list[Any]:
    """The arguments and options of a command."""
    params: list[Any] = get_command(app).get_command(None, name).params  # type: ignore[attr-defined]  # it is a group
    return params


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_every_help_is_one_screen(language: str, words: tuple[str, ...], screen: Callable[..., list[str]]) -> None:
    lines = screen(language, *words)
    assert len(lines) <= 40
    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
@pytest.mark.parametrize("width", [60, 100, 200])
def test_every_help_folds_into_its_window_but_for_lines_to_paste(
    language: str, words: tuple[str, ...], width: int, run: Run
) -> None:
    lines = run(*words, "--help", "--lang", language, env={"COLUMNS": str(width)}).lines
    assert [line for line in lines if len(line) > width and not line.startswith("  malibrief ")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_examples_are_of_stands_beside_them_or_in_a_narrow_window_below(language: str, run: Run) -> None:
    texts = {}
    for width in (60, 80):
        lines = run("--help", "--lang", language, env={"COLUMNS": str(width)}).lines
        first = next(n for n, line in enumerate(lines) if line.startswith("  malibrief "))
        texts[width] = list(takewhile(bool, lines[first:]))
    assert [len(lines) for lines in texts.values()] == [2 * len(EXAMPLES), len(EXAMPLES)]
    assert [line.strip() for line in texts[60][1::2]] == [line[55:] for line in texts[80]]


def test_the_help_names_every_command_before_any_option(run: Run) -> None:
    told = run("--help").out
    assert told.index("malibrief timeline --milestones") < told.index("Read:") < told.index("Options:")
    assert [name for name in COMMANDS if not re.search(f"  {name}  ", told)] == []
    assert "Exit codes: 0" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_help_says_of_a_topic_fits_into_half_a_line(language: str) -> None:
    with speaking(language):
        assert [name for name, command in COMMANDS.items() if len(say(command.gist)) > SHORT] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_leads_with_examples_and_names_every_option_in_its_group(
    name: str, language: str, screen: Callable[..., list[str]]
) -> None:
    lines = screen(language, name)
    with speaking(language):
        usage, *headings = map(say, ("Usage: ", *HEADINGS.values()))
        examples = [f"  malibrief {name} {say(words)}".rstrip() for words in COMMANDS[name].examples]
    assert lines[0].startswith(usage)
    assert lines[3 : 3 + len(examples)] == examples
    heads = [line for line in lines if line in headings]
    assert heads == [heading for heading in headings if heading in heads]
    heading_of = dict(zip(HEADINGS, headings, strict=True))
    for param in parameters(name):
        if param.param_type_name == "option":
            first = lines.index(heading_of[param.rich_help_panel])
            group = list(takewhile(bool, lines[first + 1 :]))
            assert [flag for flag in param.opts if not re.search(rf"  .*{flag}\b", "\n".join(group))] == []


def test_options_without_a_text_share_a_line_and_so_do_those_of_one_text(screen: Callable[..., list[str]]) -> None:
    lines = screen("en", "missions")
    assert "  --json  --sort COLUMN  --reverse  -n, --limit N  --no-header  --sources" in lines
    assert "  --facts, --add PATH  Read this fact base instead; this file beside it." in lines


def test_the_own_options_of_a_topic_come_before_those_of_all_topics(run: Run) -> None:
    told = run("funding", "--help").out
    assert told.index("--donor NAME") < told.index("--tag TAG")
    assert told.index("--part-of ID") < told.index("--about ID")


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("missions", ["--kind KIND un-peacekeeping, au-ecowas", "FORMAT table, tsv", "separated by commas: id, start", "horizon, all."]),
        ("timeline", ["--topic TOPIC events, missions", "separated by commas: date"]),
        ("brief", ["--section NAME offices, missions", "FORMAT table, tsv, csv, xlsx, json, jsonl, md, html, footnote"]),
        ("diff", ["measures, agreements"]),
        ("search", ["--topic TOPIC events, missions", "match_field"]),
        ("cite", ["footnote (the default), bibtex, csl or ris", "--color auto|always|never", "--lang en|fr"]),
    ],
)  # fmt: skip
def test_the_help_of_a_command_names_the_values_that_an_option_may_have(line: str, values: list[str], run: Run) -> None:
    told = " ".join(run(line, "--help").out.split())
    assert [value for value in values if value not in told] == []


def test_help_and_version_are_understood_as_commands_too(run: Run) -> None:
    assert run("help") == run("--help")
    assert run("help", "brief") == run("brief", "--help")
    assert run("version") == run("-V") == run("-v") == run("--version")


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("--help --lang fr", "--lang fr --help"),
        ("help --lang fr", "--lang fr --help"),
        ("timeline --help --lang fr", "--lang fr timeline --help"),
        ("help funding --lang fr", "--lang fr funding --help"),
        ("check --help --lang=fr", "--lang fr check --help"),
    ],
)
def test_the_help_is_in_french_wherever_that_is_asked_for(line: str, before: str, run: Run) -> None:
    told = run(*line.split())
    assert told.out.startswith("Usage\u00a0: ")
    asked_of_environment = run(
        *line.replace("--lang=fr", "--lang fr").replace(" --lang fr", "").split(), env={"MALIBRIEF_LANG": "fr"}
    )
    assert told == run(*before.split()) == asked_of_environment


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_the_french_help_has_no_english_sentence(words: tuple[str, ...], screen: Callable[..., list[str]]) -> None:
    english = re.compile(
        r"(?<![\w-])(?:the|and|with|this|only|what|who|when|are|from|which|for|any|not|is|day)(?![\w-])", re.I
    )
    assert [line for line in screen("fr", *words) if english.search(line)] == []


@pytest.mark.parametrize(
    ("words", "usage"),
    [("fmt", "FICHIER..."), ("search", "MOTS..."), ("diff", "PREMIER-JOUR [SECOND-JOUR]"), ("changes", "ANCIENNE")],
)
def test_the_french_usage_has_the_names_that_the_arguments_have_below(words: str, usage: str, run: Run) -> None:
    lines = run(words, "--help", "--lang", "fr").lines
    assert usage in lines[0]
    assert not re.search("my-facts|old-facts", "\n".join(lines))


def test_the_help_says_in_french_how_to_have_it_in_french(run: Run) -> None:
    assert re.search(r"^  malibrief --lang fr --help +en français$", run("--help").out, re.MULTILINE)
    assert "--lang LANG " in run("--help").out
    assert re.search(r"^  malibrief --lang en --help +in English$", run("--help", "--lang", "fr").out, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_program_works(
    line: str, language: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with speaking(language):
        words = shlex.split(say(line))
    assert run(*words, facts=None, env={"MALIBRIEF_LANG": language}).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "words"), OF_COMMANDS)
def test_every_example_works(
    name: str, words: str, language: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "facts.toml" in words:
        pytest.skip("a file of the reader's own")
    monkeypatch.chdir(tmp_path)
    with speaking(language):
        said = shlex.split(say(words))
    done = run(name, *said, "--lang", language, facts=None)
    assert done.code == 0
    assert done.out or done.err or list(tmp_path.iterdir())
    assert "no fact has" not in done.err
    assert "nothing matches" not in done.err
