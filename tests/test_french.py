"""The French of the interface is complete, holds nothing that is not used, and keeps the rules of French typography."""

import ast
import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from typer.main import get_command

import malibrief
from malibrief import language
from malibrief.briefing import page as one_page
from malibrief.briefing import report
from malibrief.briefing.lines import SECTIONS, UNCERTAIN, UNCERTAIN_CHANGE
from malibrief.cli import help as page
from malibrief.cli import options, refusals
from malibrief.cli.app import COMMANDS, app
from malibrief.cli.locale import NAMED
from malibrief.facts import catalogue, complaints, doubts, guide, told
from malibrief.facts import topics as topic_words
from malibrief.facts.checks import RULES
from malibrief.facts.topics import COUNTS, PERIODS, SOURCE_KINDS, TABLES, TOPICS
from malibrief.french import nouns
from malibrief.render import bars
from malibrief.render.svg import drawing, spans
from malibrief.search.highlight import MatchKind
from malibrief.text import OBEYED
from malibrief.views import card, columns, dossier, happenings, hits, revision

SOURCE = Path(malibrief.__file__).parent
SPACE = "\u00a0"
ROOMS = {room: import_module(f"malibrief.french.{room}").PHRASES for room in language.ROOMS}
FRENCH = {phrase: french for table in ROOMS.values() for phrase, french in table.items()}


def literals(*functions: str, argument: int = 0) -> set[str]:
    """The texts that are given to these functions as the argument of this place: as they are, or by the name of a constant."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        of_module = named(module.body)
        for scope in (module, *(node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))):
            known = of_module | (named(ast.walk(scope)) if scope is not module else {})
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in functions:
                    found |= texts(node.args[argument], known) if len(node.args) > argument else set()
    return found


def named(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """What is assigned to each name."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            values.setdefault(ast.unparse(node.targets[0]), []).append(node.value)
    return values


def texts(given: ast.expr, known: Mapping[str, list[ast.expr]]) -> set[str]:
    """The texts that an expression may be, of those that stand in the source."""
    if isinstance(given, ast.IfExp):
        return texts(given.body, known) | texts(given.orelse, known)
    if isinstance(given, ast.Name):
        others = {name: values for name, values in known.items() if name != given.id}
        return {text for value in known.get(given.id, ()) for text in texts(value, others)}
    return {given.value} if isinstance(given, ast.Constant) and isinstance(given.value, str) else set()


def tables() -> set[str]:
    """The phrases that stand in tables and are said from there."""
    labels = "title place updated covered newest facts years file".split()
    signs = re.findall(f"[{OBEYED}]", "".join(map(chr, range(0x3000))))
    names = {unicodedata.name(sign, "").lower() for sign in signs} - {""}
    # What systems say is said of all errors, and has French where it is usual.
    reasons = set(map(os.strerror, errno.errorcode)) & set(FRENCH)
    kinds = {f"`{kind}`" for kind in complaints.KINDS}
    too_long = {phrase for _, phrase in doubts.LONGEST.values()}
    said = {*labels, *TOPICS, *TABLES, *names, *reasons, *complaints.COMPLAINTS, *kinds, *too_long}
    rules = {
        catalogue.AGAIN,
        *catalogue.SHAPE.values(),
        *(catalogue.sentence(rule.check.__doc__) for rule in RULES.values()),
    }
    asked = {f"{name.replace('_', ' ')} {{values}}" for name in options.VALUE_FILTERS}
    return (
        said
        | {*revision.LINES.values(), *guide.WORDS.values()}
        | rules
        | _words_of_screens()
        | _words_of_briefs()
        | of_help()
        | asked
        | {*refusals.REFUSALS}
    )


def _words_of_screens() -> set[str]:
    """The headings of columns and of what is related, what happens to a fact, and the values that the program knows."""
    topics = [*TOPICS.values(), *TABLES.values()]
    fields = {name for topic in topics for name in (*columns.fields_of(topic), *topic.struct.__struct_fields__)} - {
        "fr"
    }
    parts = {name for field in columns.NESTED for name in (field, *columns.part_names(field))}
    of_sheets = ("section", "change", "standing", "since", "until", "under", "reported", "field", "value", "about")
    listed = (*happenings.happening_columns(), *hits.hit_columns(), *of_sheets)
    headings = {columns.english_label(name) for name in (fields | parts).union(listed) if name != "series"}
    related = {card.MEANING, card.ABOUT, card.SAME_SERIES, card.SAME_NAME, *dossier.HEADINGS.values()}
    happens = {word for topic in topics for _, word in topic.happenings} | set(topic_words.LISTING.values())
    values = {*COUNTS, *PERIODS, "all-donors", *SOURCE_KINDS, *SOURCE_KINDS.values(), *get_args(MatchKind), *SECTIONS}
    return headings | related | happens - {""} | values | {"timeline", "search"}


LINES = {*page.EXAMPLES, *(line for command in COMMANDS.values() for line in command.examples)}
"""The command lines of the help; only those that hold English words have French."""
SAME = {"", "ID", "ID...", "N", "CODE", "FORMAT", "BOOL", "en|fr", "auto|always|never"}
"""What the help calls values in both languages."""


def of_help() -> set[str]:
    """The phrases of the help: what is said of commands, arguments and options, but not the mere names of values."""
    group: Any = get_command(app)
    context = group.make_context("", ["help"])
    commands = [group, *(group.get_command(None, name) for name in COMMANDS)]
    said = {text for each in COMMANDS.values() for text in (each.group, each.about, each.gist)}
    said |= {text for each in commands[1:] for text in page.paragraphs(each.help or "")}
    params = [param for command in commands for param in command.get_params(context) if param.name != "help"]
    said |= {text.partition(NAMED)[0] for param in params for text in (param.help, param.metavar) if text}
    named = {text for text in said if re.fullmatch(r"[\w-]+(?:, [\w-]+)*\.", text)}
    usage = {piece for command in commands for piece in command.collect_usage_pieces(context)}
    said |= {
        page.ABOUT,
        *page.HEADINGS.values(),
        *page.EXAMPLES.values(),
        *(LINES & set(FRENCH)),
        *(usage & set(FRENCH)),
    }
    return said - named - SAME


def _words_of_briefs() -> set[str]:
    """The headings of briefings, what their signs and those of pictures mean, kinds of missions and of changes."""
    headings = {*SECTIONS.values(), *one_page.HEADINGS.values(), *report.COMPARED.values(), UNCERTAIN, UNCERTAIN_CHANGE}
    legends = {drawing.EMPTY, *(text for _, text in [*spans.LEGEND.values(), *bars.LEGEND.values()])}
    return {*headings, *legends, *told.KIND_NAMES.values(), *get_args(report.ChangeKind)}


PHRASES = literals("say") | tables()
NOUNS = (
    literals("noun", "plural", argument=1)
    | {word for topic in (TOPICS | TABLES).values() for word in (topic.word, topic.row) if word}
    | {"happening", "hit", "entity", "place"}
)


def test_every_phrase_has_its_french_and_every_french_one_is_used() -> None:
    assert PHRASES - set(FRENCH) == set(), "without French"
    assert set(FRENCH) - PHRASES == set(), "no longer used"


def test_a_phrase_has_its_french_in_one_room() -> None:
    assert set(language.ROOMS) == {path.stem for path in Path(nouns.__file__).parent.glob("*.py")} - {
        "__init__",
        "nouns",
    }
    assert sum(map(len, ROOMS.values())) == len(FRENCH)


def test_every_noun_has_its_french_and_every_french_one_is_used() -> None:
    assert set(nouns.NOUNS) == NOUNS


@pytest.mark.parametrize("phrase", sorted(FRENCH))
def test_a_french_phrase_has_the_values_of_the_english_one(phrase: str) -> None:
    if language.say(phrase) == phrase and "{" not in phrase:
        return
    names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (phrase, FRENCH[phrase])]
    assert names[0] == names[1]


TEXTS = {
    *(french for phrase, french in FRENCH.items() if phrase not in LINES),
    *(text for pair in nouns.NOUNS.values() for text in pair),
}
FAULTS = {
    "a straight apostrophe": r"(?<=[^\W\d_])'(?=[^\W\d_])",
    "no no-break space before : ; ! ? % »": rf"(?<![{SPACE}\d:/{{}}\w(!-])[:;!?%»]|[^\S{SPACE}][:;!?%»]|(?<=[^\W\d_])[;!?»]|(?<=[^\W\d_]):(?=\s)",
    "no no-break space after «": rf"«(?!{SPACE})",
    "straight quotation marks": r'"',
    "a capital without its accent": r"\b(?:Etat|Etats|Evenement|Ecole|Economie|Election|A (?:la|partir|quelle))\b",
    "thousands with a comma or a plain space": r"\d[, ]\d{3}\b",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_french_typography(fault: str) -> None:
    wrong = {text for text in TEXTS if re.search(FAULTS[fault], re.sub(r"`[^`]*`|\{[^}]*\}", "X", text))}
    assert wrong == set()


def test_a_phrase_has_its_french_in_one_table() -> None:
    tables = [path.stem for path in (SOURCE / "french").glob("*.py") if path.stem not in ("__init__", "nouns")]
    phrases = [phrase for name in tables for phrase in import_module(f"malibrief.french.{name}").PHRASES]
    assert len(phrases) == len(set(phrases))
