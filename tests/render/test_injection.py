"""Whatever a fact base says: nothing that a terminal obeys gets out, and no form gets anything but text from it."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
import rispy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from malibrief.facts import checks
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.render.formats import BINARY, FORMATS, OF_BRIEFS, OF_CARDS
from malibrief.text import clean, printable, styled
from tests.conftest import EVENT, SOURCE, Result, Run, Write
from tests.render.hostile import FORMULA, PAYLOADS, base, cells, harmless, skeleton
from tests.render.test_formats import SERIES
from tests.render.test_html import Page

KNOWN = tuple(f"known {name}" for name in TOPICS)
LISTINGS = (*((name, "-c", "all") for name in (*TOPICS, *TABLES, "timeline")), ("search", "known"))
ANSWERS = (*LISTINGS, ("show", *KNOWN), ("brief", "--as-of", "2024-02-15"), ("diff", "2024-01", "2024-06"))
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: clean(text).strip()
)
TEXTS = st.lists(st.sampled_from(PAYLOADS) | ANY_TEXT, min_size=1, max_size=len(PAYLOADS))
Ask = Callable[..., Result]


@pytest.fixture
def ask(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks a base of these texts, which no check refuses."""
    monkeypatch.setattr(checks, "findings", lambda *args: [])
    count = iter(range(10**6))

    @cache
    def written(texts: tuple[str, ...]) -> Path:
        path = tmp_path / f"{next(count)}.toml"
        path.write_bytes(base(texts).encode())
        return path

    def asker(texts: Sequence[str], *words: str) -> Result:
        return run(*words, facts=written(tuple(texts)))

    return asker


def answers(form: str) -> list[tuple[str, ...]]:
    """The questions that a form can answer, in that form."""
    more = {"show": OF_CARDS, "brief": OF_BRIEFS, "diff": OF_CARDS}
    asked = [words for words in ANSWERS if form in more.get(words[0], FORMATS)]
    columns = form not in ("json", "jsonl", "bibtex", "ris", "csl", "footnote", "ics", "timelinejs")
    return [
        (*(words if columns else [word for word in words if word not in ("-c", "all")]), "-f", form) for words in asked
    ]


@pytest.mark.parametrize("form", FORMATS)
@given(data=st.data(), texts=TEXTS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_made_of_the_same_parts_whatever_its_texts_say(
    ask: Ask, form: str, data: st.DataObject, texts: list[str]
) -> None:
    words = data.draw(st.sampled_from(answers(form)))
    answer, plain = ask(texts, *words), ask(harmless(texts), *words)
    assert (answer.code, plain.code) == (0, 0), answer.err
    assert skeleton(answer.out, form) == skeleton(plain.out, form)
    text = answer.out.replace("\r\n", "\n") if form == "ics" else answer.out
    assert form in BINARY or text == printable(text)
    assert answer.err == printable(answer.err)


@given(texts=TEXTS)
@example(texts=["_x0041_ \ufffe\uffff"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_data_and_cells_have_every_text_cleaned(ask: Ask, texts: list[str]) -> None:
    (event,) = json.loads(ask(texts, "events", "--json").out)["facts"]
    written = tomllib.loads(base(texts))["events"][0]
    assert {name: event[name] for name in ("id", "title", "summary", "place", "tags")} == {
        name: [clean(each) for each in written[name]] if isinstance(written[name], list) else clean(written[name])
        for name in ("id", "title", "summary", "place", "tags")
    }
    (row,) = csv.DictReader(io.StringIO(ask(texts, "events", "-c", "all", "-f", "csv").out, newline=""))
    assert [row[name] for name in ("title", "summary", "place")] == [
        clean(written[name]) for name in ("title", "summary", "place")
    ]
    assert row["tags"] == "; ".join(map(clean, written["tags"]))
    asked = ("events", "-c", "title,summary,place", "-f", "xlsx")
    _, found = load_workbook(io.BytesIO(ask(texts, *asked).data))["events"].iter_rows(values_only=True)
    assert [unescaped(str(cell)) for cell in found] == [
        text + " " * text.startswith("<r>") for text in (clean(written[name]) for name in ("title", "summary", "place"))
    ]


def unescaped(text: str) -> str:
    """The text of a cell, as Excel shows it; openpyxl leaves the escapes of two characters as they are in the file."""
    return text.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_form_for_people_makes_anything_of_a_text_in_every_field(ask: Ask, text: str) -> None:
    for words in (("show", *KNOWN), ("brief", "--as-of", "2024-02-15")):
        for form in ("md", "html"):
            answer, plain = (ask(texts, *words, "-f", form) for texts in ([text], harmless([text])))
            assert skeleton(answer.out, form) == skeleton(plain.out, form)


@pytest.mark.parametrize("text", PAYLOADS)
def test_people_read_the_text_in_every_form_for_them(ask: Ask, text: str) -> None:
    said = "".join(clean(text).split())
    page = Page(ask([text], "show", "known statements", "-f", "html").out)
    assert "".join("".join(page.words).split()).count(said) >= 5
    tokens = MarkdownIt().parse(ask([text], "show", "known statements", "-f", "md").out)
    shown = ["".join(child.content for child in token.children or ()) for token in tokens]
    assert "".join("".join(shown).split()).count(said) >= 5
    record, *_ = rispy.loads(ask([text], "sources", "-f", "ris").out)
    assert ["".join(record[name].split()) for name in ("title", "language")] == [said, said]
    card = ask([text], "show", "known statements", "-f", "table").out
    assert "".join(card.split()).count(said) >= 5


@pytest.mark.parametrize("form", ["table", "bars"])
@given(texts=TEXTS, data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_colours_and_links_are_our_own_alone(ask: Ask, form: str, texts: list[str], data: st.DataObject) -> None:
    words = (*data.draw(st.sampled_from(answers(form))), "--color", "always", "--hyperlinks", "always")
    coloured = ask(texts, *words).out
    assert styled(coloured) == coloured
    assert "https://evil.example/\x1b" not in coloured
    links = re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b", coloured)
    assert {link.partition("org/")[0] for link in links} <= {"", "https://example.", "https://docs.un."}


class TestSpreadsheets:
    @pytest.mark.parametrize("suffix", ["csv", "tsv"])
    def test_no_cell_of_a_file_is_a_formula(self, ask: Ask, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"answer.{suffix}"
        for words in (*LISTINGS, ("show", *KNOWN)):
            ask(PAYLOADS, *words, "-o", str(path))
            found = cells(path.read_text(encoding="utf-8"), suffix)
            assert [cell for cell in found if FORMULA.search(cell)] == []

    def test_a_pipe_gets_the_text_to_the_letter(self, ask: Ask) -> None:
        assert ask(["=1+1"], "events", "-c", "title,place", "-f", "csv").lines[1] == "=1+1,=1+1"

    def test_numbers_stay_numbers_and_other_texts_are_left_alone(self, run: Run, write: Write, tmp_path: Path) -> None:
        figure = '[[figures]]\nid = "f"\nseries = "s"\ndate = 2001-01-01\nvalue = -4.5\ntitle = "-7"\nsummary = "- S"\nplace = "-s"\n'
        path = tmp_path / "answer.csv"
        facts = write(f'{figure}tags = ["un"]\nsources = ["s"]\n\n{SERIES}\n{SOURCE}'.replace("people", "a-b"))
        run("figures", "-c", "value,unit,title,place,summary", "-o", str(path), facts=facts)
        assert path.read_text(encoding="utf-8").splitlines()[1] == "-4.5,a-b,-7,'-s,'- S"


def test_typers_own_words_about_an_argument_have_nothing_that_a_terminal_obeys(run: Run) -> None:
    for argument in ("--\u202ex", "\x1b[31mred", "-\x9b", "--limit=\u2066\x07"):
        answer = run("missions", argument)
        assert answer.code == 2
        assert answer.err == printable(answer.err)


def test_the_base_about_itself_and_its_faults_are_told_a_line_each(ask: Ask, run: Run, write: Write) -> None:
    titled = ask(["\x1b[31mT\x1b[0m\nplace\tforged"], "about")
    assert titled.lines[:2] == ["title\t[31mT[0m place forged", "place\t[31mT[0m place forged"]
    assert titled.out == printable(titled.out)


def test_a_fault_and_its_hint_are_a_line_each(run: Run, write: Write) -> None:
    path = write(EVENT.replace('"s"', '"s\\ny"') + "\n" + SOURCE.replace('"s"', '"s\\n\\u009b\\u202ex.toml:1: forged"'))
    answer = run("check", str(path))
    assert answer.out == printable(answer.out)
    assert [line for line in answer.lines if not line.startswith((f"{path}:", "    hint: "))] == []
