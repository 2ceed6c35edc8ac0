"""The contract with scripts: fields, columns and forms, written out by hand so that none appears or vanishes unnoticed."""

import codecs
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from malibrief.facts.topics import TABLES, TOPICS
from malibrief.render.formats import BINARY, FORMATS, OF_BRIEFS, OF_CARDS, SUFFIXES
from tests.conftest import Run

COLUMNS = {
    "events": "date title place deaths_min deaths_max sources id",
    "missions": "start end name kind lead sources id",
    "resolutions": "date symbol title mandate_until votes_for votes_against votes_abstain sources id",
    "reports": "date symbol title author sources id",
    "agreements": "date end name place sources id",
    "funding": "start end title donor recipient kind amount currency part_of disputed sources id",
    "people": "start end name role country sources id",
    "sanctions": "start end name kind regime sources id",
    "figures": "date title value unit series sources id",
    "statements": "date speaker title sources id",
    "actors": "start end name full_name kind sources id",
    "offices": "title organisation serves rank id",
    "series": "title unit counts period by of id",
    "sources": "date publisher title kind lang url id",
    "timeline": "date topic title sources id",
}
"""The default columns of each listing in a pipe, where deaths and votes have a column for each of their numbers."""

TAIL = "summary place tags aliases keywords about milestone disputed attested sources"
LASTING = f"{TAIL} horizon"
FIELDS = {
    "events": f"id date end title ends until deaths_min deaths_max {TAIL}",
    "missions": f"id start end name kind lead established full_name headquarters tasks part_of rank {LASTING}",
    "resolutions": (
        "id date title kind number symbol meeting chapter_vii votes_for votes_against votes_abstain votes_abstained votes_opposed "
        f"mission regime mandate_until ceilings_military ceilings_police {TAIL} url"
    ),
    "reports": f"id date title author symbol {TAIL} url",
    "agreements": f"id date end name parties completed pillars {LASTING}",
    "funding": f"id start end title donor recipient kind amount currency projects part_of covers {LASTING}",
    "people": f"id start end name office role organisation acting country {LASTING}",
    "sanctions": f"id start end name kind regime reference measures worldwide {LASTING}",
    "figures": f"id date title series value unit {TAIL}",
    "statements": f"id date title speaker role {TAIL}",
    "actors": f"id start end name kind full_name led_by part_of became {LASTING}",
    "offices": "id title organisation rank state deputy serves aliases keywords",
    "series": "id title unit counts by definition period since of strength_of part_of rank aliases keywords",
    "sources": "id date title publisher lang kind url symbol accessed",
    "timeline": "date topic title sources id milestone",
}
"""The columns of `-c all`: the export of every field; within 1.x they are only added to."""

JSON = {
    "events": f"topic id date end title ends until deaths fr {TAIL}",
    "missions": f"topic id start end name kind lead established full_name headquarters tasks part_of rank fr {LASTING}",
    "resolutions": f"topic id date title kind number symbol meeting chapter_vii votes mission regime mandate_until ceilings fr {TAIL} url",
    "reports": f"topic id date title author symbol fr {TAIL} url",
    "agreements": f"topic id date end name parties completed pillars fr {LASTING}",
    "funding": f"topic id start end title donor recipient kind amount currency projects part_of covers fr {LASTING}",
    "people": f"topic id start end name office role organisation acting country fr {LASTING}",
    "sanctions": f"topic id start end name kind regime reference measures worldwide fr {LASTING}",
    "figures": f"topic id date title series value unit fr {TAIL}",
    "statements": f"topic id date title speaker role fr {TAIL}",
    "actors": f"topic id start end name kind full_name led_by part_of became fr {LASTING}",
    "offices": "topic id title organisation rank state deputy serves fr aliases keywords",
    "series": "topic id title unit counts by definition period since of strength_of part_of rank fr aliases keywords",
    "sources": "topic id date title publisher lang kind url symbol accessed",
    "timeline": "topic id date title",
}
"""The keys of a fact in JSON; within 1.x they are only added to. A happening has these first, then those of its fact."""

LISTINGS = list(COLUMNS)

SERIES = """\
[[series]]
id = "s"
title = "T"
unit = "people"
counts = "stock"
by = "P"
definition = "D"
"""
"""The smallest series."""

FORMS = "table tsv csv xlsx json jsonl md html bars svg footnote bibtex csl ris ics timelinejs".split()
"""The formats, in the order of the help."""


def test_every_listing_has_its_contract() -> None:
    assert set(COLUMNS) == set(FIELDS) == set(JSON) == {*TOPICS, *TABLES, "timeline"}


def test_every_format_is_written_out_here() -> None:
    assert list(FORMATS) == FORMS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("line", ["missions", "timeline", "search minka", "show minka", "brief", "diff 2001 2003"])
def test_every_format_gives_every_answer_except_that_charts_and_calendars_are_of_listings_only(
    run: Run, line: str, form: str
) -> None:
    answer = run(*line.split(), "-f", form)
    known = {"show": OF_CARDS, "brief": OF_BRIEFS, "diff": OF_CARDS}.get(line.split()[0], FORMATS)
    if form not in known:
        assert (answer.code, answer.out) == (2, "")
        assert f"--format {form} takes listings only\n    formats here: {', '.join(known)}" in answer.err
    else:
        assert answer.code == 0
        assert answer.data.startswith(b"PK") if form in BINARY else answer.out.endswith("\n")


@pytest.mark.parametrize("name", LISTINGS)
def test_the_default_columns(run: Run, name: str) -> None:
    assert run(name).rows[0] == COLUMNS[name].split()


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize(("form", "mark"), [("tsv", "\t"), ("csv", ",")])
def test_the_columns_of_an_export(run: Run, name: str, form: str, mark: str) -> None:
    assert run(name, "-c", "all", "-f", form).lines[0].split(mark) == FIELDS[name].split()


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_every_fact_has_all_keys_of_its_topic_in_json(run: Run, name: str, form: str) -> None:
    text = run(name, "-f", form).out
    facts = json.loads(text)["facts"] if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert facts
    if name == "timeline":
        topics = {fact["topic"] for fact in facts}
        assert topics == {"events", "missions", "resolutions", "agreements", "sanctions", "statements"}
        assert all(
            " ".join(fact).startswith(JSON[name]) and set(JSON[fact["topic"]].split()) <= set(fact) for fact in facts
        )
    else:
        assert {" ".join(fact) for fact in facts} == {JSON[name]}


def test_the_frame_of_json(run: Run) -> None:
    document = json.loads(run("events", "--json").out)
    assert list(document) == ["format_version", "factbase", "facts"]
    assert document["format_version"] == "1.1"
    days = {"updated": "2005-06-30", "covered": "2005-05-31", "newest": "2004-02-29"}
    french = {"title": "Arde\u00a0: une crise inventée", "place": "Arde"}
    assert document["factbase"] == {"title": "Arda: an invented crisis", "place": "Arda", "fr": french} | days


def test_a_fact_in_json_has_everything_typed_and_its_sources_in_full(run: Run) -> None:
    (fact,) = json.loads(run("resolutions", "--number", "9001", "--json").out)["facts"]
    assert fact["number"] == 9001
    assert fact["chapter_vii"] is True
    assert fact["votes"] == {"for": 15, "against": 0, "abstain": 0, "abstained": [], "opposed": []}
    assert fact["ceilings"] == {"military": 9000, "police": 1200}
    assert fact["regime"] is None
    assert fact["url"] == "https://docs.un.org/en/S/RES/9001(2001)"
    assert fact["sources"] == [
        {
            "id": "un-9001",
            "title": "Resolution 9001 (2001)",
            "publisher": "United Nations",
            "date": "2001-06-01",
            "url": "https://docs.example.org/S/RES/9001(2001)",
            "lang": "en",
            "kind": "un",
            "symbol": "S/RES/9001 (2001)",
            "accessed": None,
        }
    ]


def test_json_distinguishes_no_end_from_an_unknown_one(run: Run) -> None:
    facts = {fact["id"]: fact for fact in json.loads(run("missions", "--json").out)["facts"]}
    assert facts["eu-trainers"]["end"] is None
    assert facts["operation-sirocco"]["end"] == "unknown"
    assert facts["coalition-2003"]["start"] == "2003"


def test_json_and_the_columns_say_up_to_when_there_is_evidence(run: Run) -> None:
    """`attested` is what the base says, `horizon` what follows from that or from the sources; null for what has a known end."""
    facts = {
        fact["id"]: (fact["end"], fact["attested"], fact["horizon"])
        for name in ("missions", "actors", "sanctions")
        for fact in json.loads(run(name, "--json").out)["facts"]
    }
    assert facts == {
        "minka": ("2004-06-30", None, None),
        "operation-sirocco": ("unknown", None, None),
        "eu-trainers": (None, None, "2002-02-18"),
        "coalition-2003": ("2003-09", None, None),
        "northern-front": ("2003-09-30", None, None),
        "kelan-alliance": (None, "2004-11", "2004-11"),
        "un-9003": (None, None, "2003-09-05"),
        "un-9003-moro": ("2005-01-31", None, None),
        "neighbours-2001": ("2001-10", None, None),
    }
    for name in ("missions", "actors", "sanctions"):
        for row in run(name, "-c", "id,end,attested,horizon").rows[1:]:
            assert tuple(cell or None for cell in row[1:]) == facts[row[0]]


def test_json_has_the_french_of_each_field_that_has_it(run: Run) -> None:
    french = {
        fact["id"]: fact["fr"]
        for name in ("missions", "people", "figures", "offices", "statements")
        for fact in json.loads(run(name, "--json").out)["facts"]
    }
    assert french["minka"] == {
        "lead": "Nations Unies",
        "tasks": ["protéger les civils", "support the talks"],
        "place": "Arde",
    }
    assert french["operation-sirocco"] == {"kind": "opération française"}
    assert french["elodie-tamba-president"] == {
        "role": "Président",
        "organisation": "République d’Arde",
        "country": "Arde",
    }
    assert french["minka-strength-2001"] == {"unit": "soldats"}
    assert french["president-arda"] == {"organisation": "République d’Arde", "title": "Président"}
    assert french["moro-2001-03-06"] == {}


def test_as_of_adds_the_standing_to_json_and_to_the_columns(run: Run) -> None:
    facts = json.loads(run("missions", "--as-of", "2002-03-01", "--json").out)["facts"]
    assert {fact["id"]: fact["standing"] for fact in facts} == {
        "operation-sirocco": "possible", "minka": "certain", "eu-trainers": "possible",
    }  # fmt: skip
    assert run("missions", "--as-of", "2002-03-01").rows[0] == [*COLUMNS["missions"].split(), "standing"]
    assert run("events", "--as-of", "2002-03-01").rows[0] == COLUMNS["events"].split()
    assert run("agreements", "--as-of", "2004-03-01", "-c", "id,standing").rows[1:] == [
        ["transition-charter", "possible"], ["kelan-accord", "possible"],
    ]  # fmt: skip
    assert "standing" in run("actors", "--as-of", "2004-03-01").rows[0]


def test_a_listing_without_facts_is_still_json_and_still_has_its_header(run: Run) -> None:
    empty = ("events", "--since", "2005")
    assert json.loads(run(*empty, "--json").out)["facts"] == []
    assert run(*empty, "-f", "jsonl").out == ""
    assert run(*empty, "-f", "csv").out == "date,title,place,deaths_min,deaths_max,sources,id\n"
    assert run(*empty).rows == [COLUMNS["events"].split()]


@pytest.mark.parametrize("name", LISTINGS)
def test_csv_tsv_and_json_hold_the_same_facts(run: Run, name: str) -> None:
    facts = json.loads(run(name, "--json").out)["facts"]
    by_comma = list(csv.DictReader(io.StringIO(run(name, "-c", "all", "-f", "csv").out)))
    by_tab = list(csv.DictReader(io.StringIO(run(name, "-c", "all").out), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert by_comma == by_tab
    assert [row["id"] for row in by_comma] == [fact["id"] for fact in facts]
    for row, fact in zip(by_comma, facts, strict=True):
        for field in set(row) & set(fact) - {"topic"}:
            assert row[field] == in_a_cell(fact[field]), (fact["id"], field)


def in_a_cell(value: Any) -> str:
    """Return what a script finds in a cell for a value of JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(entry["id"] if isinstance(entry, dict) else entry for entry in value)
        case _:
            return "".join(sign if sign.isprintable() else {"\t": " ", "\n": " "}.get(sign, "") for sign in str(value))


def test_tsv_has_a_line_for_each_fact_and_a_cell_for_each_column_whatever_the_text(run: Run) -> None:
    for name in LISTINGS:
        head, *rows = run(name, "-c", "all").rows
        assert {len(row) for row in rows} == {len(head)}


def test_a_pipe_gets_text_that_markup_and_emoji_leave_alone(run: Run) -> None:
    assert "Flood: 1|2 of the harvest [north] is lost [/b] :smile:" in run("events").out
    assert "Talks at 市場 square fail" in run("events").out


def test_csv_quotes_what_needs_it(run: Run) -> None:
    answer = run("events", "-c", "place,id", "-f", "csv")
    assert answer.lines[4] == '"Kéran, Arda",market-fire'
    assert list(csv.reader(io.StringIO(answer.out)))[4] == ["Kéran, Arda", "market-fire"]


def test_csv_quotes_the_semicolons_of_lists_at_which_a_spreadsheet_may_end_a_cell(run: Run) -> None:
    text = run("events", "-c", "id,tags", "-f", "csv").out
    assert '"coup; politics"' in text
    assert [row for row in csv.reader(io.StringIO(text.replace(",", ";")), delimiter=";") if len(row) != 2] == []


def test_a_row_of_one_empty_cell_is_a_row_of_csv(run: Run) -> None:
    assert len(list(csv.reader(io.StringIO(run("events", "-c", "end", "-f", "csv").out)))) == len(run("events").rows)


def test_numbers_in_a_pipe_are_bare(run: Run) -> None:
    assert run("funding", "-c", "amount,currency", "--no-header").rows == [
        ["615000000", "EUR"], ["426000000.5", "USD"], ["", ""], ["1500", "NOK"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", LISTINGS)
def test_markdown_is_a_table_of_the_same_rows(run: Run, name: str) -> None:
    shown = [column for column in COLUMNS[name].split() if not column.startswith(("deaths_", "votes_"))]
    head, *rows = markdown_rows(run(name, "-c", ",".join(shown), "-f", "md").out)
    names, *cells = run(name, "-c", ",".join(shown)).rows
    assert len(head) == len(names)
    assert len(rows) == len(cells)
    for row, texts in zip(rows, cells, strict=True):
        for title, text_shown, text in zip(names, row, texts, strict=True):
            if title != "sources" and (title, text) != ("end", ""):
                assert text_shown == for_people(title, text)


def for_people(column: str, text: str) -> str:
    """Return what a reader sees for a cell of a pipe."""
    if column in ("amount", "value", "rank", "projects"):
        return re.sub(r"^\d+", lambda digits: f"{int(digits[0]):,}", text)
    return {"unknown": "not known", "true": "yes", "false": ""}.get(text, text)


@pytest.mark.parametrize("name", ["missions", "agreements", "people", "sanctions", "actors", "funding"])
def test_people_are_told_in_place_of_an_end_when_a_fact_was_last_reported(run: Run, name: str) -> None:
    """A pipe has an empty field, and a column of its own for that date."""
    head, *rows = run(name, "-c", "end,horizon,id").rows
    assert head == ["end", "horizon", "id"]
    told = {row[2]: for_people("end", row[0]) or (f"last reported {row[1]}" if row[1] else "") for row in rows}
    assert any(end.startswith("last reported ") for end in told.values())
    md = {row[1]: row[0] for row in markdown_rows(run(name, "-c", "end,id", "-f", "md").out)[1:]}
    cells = re.findall(
        r'data-label="end">([^<]*)<.*?data-label="id">([^<]*)<', run(name, "-c", "end,id", "-f", "html").out
    )
    assert md == {fact: end for end, fact in cells} == told


def markdown_rows(text: str) -> list[list[str]]:
    """Return the rows of the only table in a Markdown text, each cell as a reader sees it."""
    rows: list[list[str]] = []
    for token in MarkdownIt().enable("table").parse(text):
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def test_markdown_links_the_sources(run: Run) -> None:
    links = [
        child.attrs["href"]
        for token in MarkdownIt().enable("table").parse(run("missions", "-f", "md").out)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert links == [
        "https://echo.example.org/coup",
        "https://docs.example.org/S/RES/9001(2001)",
        "https://eu.example.org/arda",
        "https://daily.example.org/fire",
    ]


def test_markdown_aligns_numbers_to_the_right(run: Run) -> None:
    assert run("figures", "-c", "title,value", "-f", "md").lines[1] == "| --- | ---: |"


@pytest.mark.parametrize(
    "url", ["https://a.org/x|y", "https://a.org/<x>", "https://a.org/(x)", "https://a.org/a_b*c`d"]
)
def test_no_link_breaks_a_markdown_table(run: Run, tmp_path: Path, url: str) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(
        '[factbase]\ntitle="T"\nplace="P"\nschema=2\nupdated=2005-06-30\n'
        '[[events]]\nid="e"\ndate=2001-01-01\ntitle="T"\nsummary="S"\ntags=["un"]\nsources=["s"]\n'
        f'[[sources]]\nid="s"\ntitle="T"\npublisher="P|[x](y)"\nlang="en"\nkind="un"\nurl="{url}"\n'
    )
    _, row = markdown_rows(run("events", "-c", "sources,id", "-f", "md", facts=facts).out)
    assert row == ["P|[x](y)", "e"]


class TestCards:
    def test_json_has_the_keys_of_the_listing_and_what_concerns_the_fact(self, run: Run) -> None:
        for key, topic in (("minka", "missions"), ("9001", "resolutions"), ("gov-coup", "sources")):
            (fact,) = json.loads(run("show", key, "--json").out)["facts"]
            assert " ".join(fact) == f"{JSON[topic]} concerned concerning others also under"
        (fact,) = json.loads(run("show", "un-9003", "--json").out)["facts"]
        assert fact["concerning"] == [
            {
                "topic": "resolutions",
                "id": "sc-res-9003",
                "date": "2003-09-05",
                "title": "Council creates the Arda sanctions regime",
                "detail": "S/RES/9003 (2003)",
            },
            {
                "topic": "sanctions",
                "id": "un-9003-moro",
                "date": "2003-12-20",
                "title": "Jean Moro under UN 9003",
                "detail": "",
            },
        ]

    def test_a_pipe_gets_a_line_for_each_field(self, run: Run) -> None:
        assert run("show", "un-9003-moro").rows == [
            ["id", "field", "value"],
            ["un-9003-moro", "topic", "sanctions"],
            ["un-9003-moro", "start", "2003-12-20"],
            ["un-9003-moro", "end", "2005-01-31"],
            ["un-9003-moro", "name", "Jean Moro under UN 9003"],
            ["un-9003-moro", "kind", "person"],
            ["un-9003-moro", "regime", "UN 9003"],
            ["un-9003-moro", "reference", "ARi.001"],
            ["un-9003-moro", "measures", "travel ban"],
            ["un-9003-moro", "summary", "Listed for obstructing the accord."],
            ["un-9003-moro", "tags", "sanctions"],
            ["un-9003-moro", "about", "un-9003"],
            ["un-9003-moro", "about", "jean-moro-president"],
            ["un-9003-moro", "source", "un-9003"],
        ]

    def test_french_has_a_line_for_each_field_that_has_it(self, run: Run) -> None:
        rows = [row[1:] for row in run("show", "minka").rows if row[1].startswith("fr")]
        assert rows == [
            ["fr.place", "Arde"],
            ["fr.lead", "Nations Unies"],
            ["fr.tasks", "protéger les civils; support the talks"],
        ]

    @pytest.mark.parametrize(("form", "word"), [("table", "sources"), ("md", "Sources"), ("html", "Sources")])
    def test_what_cites_nothing_has_no_heading_for_its_sources(self, run: Run, form: str, word: str) -> None:
        assert word in run("show", "minka", "-f", form).out
        for name in ("president-arda", "minka-strength"):
            assert word not in run("show", name, "-f", form).out

    def test_an_office_and_a_series_have_all_that_is_known_of_them(self, run: Run) -> None:
        assert run("show", "president-arda").rows == [
            ["id", "field", "value"],
            ["president-arda", "topic", "offices"],
            ["president-arda", "title", "President"],
            ["president-arda", "organisation", "Republic of Arda"],
            ["president-arda", "rank", "1"],
            ["president-arda", "state", "true"],
            ["president-arda", "fr.organisation", "République d’Arde"],
            ["president-arda", "fr.title", "Président"],
            ["president-arda", "aliases", "président d'Arde"],
            ["president-arda", "keywords", "head of state"],
            ["president-arda", "people", "jean-moro-president"],
            ["president-arda", "people", "elodie-tamba-president"],
        ]
        lines = run("show", "minka-strength", "-f", "md").lines
        assert lines[:6] == [
            "## MINKA: soldiers", "",
            "Soldiers of the mission who were in the country on the day.", "",
            "- **series**: `minka-strength`", "- **unit**: soldiers",
        ]  # fmt: skip

    def test_what_has_no_summary_has_no_blank_in_its_place(self, run: Run) -> None:
        assert run("show", "president-arda", "-f", "md").lines[:3] == [
            "## President",
            "",
            "- **office**: `president-arda`",
        ]

    def test_zero_is_a_value(self, run: Run, tmp_path: Path) -> None:
        facts = tmp_path / "facts.toml"
        facts.write_text(
            '[factbase]\ntitle="T"\nplace="P"\nschema=2\nupdated=2005-06-30\n'
            '[[figures]]\nid="f"\nseries="s"\ndate=2001-01-01\nvalue=0\nsummary="S"\ntags=["un"]\nsources=["s"]\n'
            f'{SERIES}[[sources]]\nid="s"\ntitle="T"\npublisher="P"\nlang="en"\nkind="un"\n'
        )
        assert ["f", "value", "0"] in run("show", "f", facts=facts).rows
        assert "value   0" in run("show", "f", "-f", "table", facts=facts).out
        assert "- **value**: 0" in run("show", "f", "-f", "md", facts=facts).lines

    def test_markdown_is_a_section_with_numbered_sources(self, run: Run) -> None:
        tokens = MarkdownIt().parse(run("show", "flood-2001", "-f", "md").out)
        inline = [
            "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
        ]
        assert inline[0] == "Flood: 1|2 of the harvest [north] is lost [/b] :smile:"
        assert inline[1] == "A | B, `code`, *stars*, <b>tags</b> and \\ a backslash stay as they are."
        assert inline[-2] == "Wells for All, 2 May 2001 (NGO, en): After the [flood] <wave> (ngo-flood)"
        assert inline[-1] == "Arda: an invented crisis · covered up to 31 May 2005, edited 30 June 2005"
        assert not [token for token in tokens if token.type.startswith("html")]


class TestFiles:
    @pytest.mark.parametrize(("suffix", "form"), SUFFIXES.items())
    def test_the_suffix_of_a_file_picks_its_form(self, run: Run, tmp_path: Path, suffix: str, form: str) -> None:
        path = tmp_path / f"answer{suffix.upper()}"
        said = "malibrief: left out, as no day is known: 3 dates; --spans fills months and years\n"
        assert run("missions", "-o", str(path)) == (0, "", said if form == "ics" else "")
        mark = codecs.BOM_UTF8 if form == "csv" else b""
        assert path.read_bytes() == mark + run("missions", "-f", form).data

    def test_the_format_option_overrides_the_suffix(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "answer.txt"
        run("missions", "-o", str(path), "-f", "jsonl")
        assert len(path.read_text(encoding="utf-8").splitlines()) == 4

    def test_a_dash_is_standard_output(self, run: Run) -> None:
        assert run("missions", "-o", "-") == run("missions")

    def test_every_format_has_a_suffix_of_its_own(self) -> None:
        assert [name for name in FORMATS if name not in SUFFIXES.values()] == [
            "bars",
            "footnote",
            "csl",
            "timelinejs",
        ], "drawn for a terminal, or of no suffix that would be theirs alone"
