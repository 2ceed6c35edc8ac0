"""The French of the interface is complete, holds nothing that is not used, and keeps the rules of French typography."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import malibrief
from malibrief import language
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.french import nouns

SOURCE = Path(malibrief.__file__).parent
SPACE = "\u00a0"
FRENCH = language._phrases()


def literals(*functions: str, argument: int = 0) -> set[str]:
    """The texts that are given to these functions as they are, as the argument of this place."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in functions:
                text = node.args[argument] if len(node.args) > argument else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.add(text.value)
                elif isinstance(text, ast.IfExp):
                    parts = (text.body, text.orelse)
                    found |= {str(part.value) for part in parts if isinstance(part, ast.Constant)}
    return found


def tables() -> set[str]:
    """The phrases that stand in tables and are said from there."""
    return set()


PHRASES = literals("say") | tables()
NOUNS = (
    literals("noun", "plural", argument=1)
    | {topic.word for topic in (TOPICS | TABLES).values()}
    | {"happening", "hit", "entity"}
)


def test_every_phrase_has_its_french_and_every_french_one_is_used() -> None:
    assert PHRASES - set(FRENCH) == set(), "without French"
    assert set(FRENCH) - PHRASES == set(), "no longer used"


def test_every_noun_has_its_french_and_every_french_one_is_used() -> None:
    assert set(nouns.NOUNS) == NOUNS


@pytest.mark.parametrize("phrase", sorted(FRENCH))
def test_a_french_phrase_has_the_values_of_the_english_one(phrase: str) -> None:
    if language.say(phrase) == phrase and "{" not in phrase:
        return
    names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (phrase, FRENCH[phrase])]
    assert names[0] == names[1]


TEXTS = {*FRENCH.values(), *(text for pair in nouns.NOUNS.values() for text in pair)}
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
