"""`cite` and the citation formats: footnotes spelt out, BibTeX, CSL-JSON and RIS read back by independent parsers."""

import json
from pathlib import Path
from typing import Any

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from msgspec.structs import replace
from pybtex.database import parse_string

from malibrief.facts.dates import PartialDate
from malibrief.facts.model import Source
from malibrief.index.cleaning import cleaned
from malibrief.language import speaking
from malibrief.render.formats import CITATIONS, cited
from tests.conftest import BASE, Run

ODD = cleaned(
    Source(
        id="odd",
        title='100% of {braces} & "quotes": cost_in_$ #1 ~ \\ ^\nSecond line',
        publisher="Ministry of A & B",
        lang="fr",
        kind="government",
        date=PartialDate("2003-04"),
        url="https://example.org/a{b}?c=1&d=%20",
        symbol="S/2003/5",
    )
)
"""A source with every character that a format might misread."""


def test_a_footnote_has_publisher_title_date_and_link(run: Run) -> None:
    assert run("cite", "flood-2001").lines == [
        "Wells for All, “After the [flood] <wave>”, 2 May 2001. Available at https://ngo.example.org/flood_(2001).",
    ]


def test_a_resolution_is_cited_itself_before_its_sources_unless_it_is_among_them(run: Run) -> None:
    first, *rest = run("cite", "2100", facts=None).lines
    assert first == (
        "United Nations Security Council, “Resolution 2100 (2013)”, S/RES/2100 (2013), 25 April 2013. "
        "Available at https://docs.un.org/en/S/RES/2100(2013)."
    )
    assert rest
    assert [line.startswith("United Nations, “Resolution 9001") for line in run("cite", "9001").lines] == [True]


def test_each_source_is_cited_once_in_the_order_of_the_facts(run: Run) -> None:
    several = run("cite", "minka", "9001", "minka").lines
    assert len(set(several)) == len(several)
    assert several[: len(run("cite", "minka").lines)] == run("cite", "minka").lines


def test_a_source_is_cited_by_its_id(run: Run) -> None:
    assert run("cite", "ngo-flood").lines == run("cite", "flood-2001").lines


def test_facts_that_are_found_are_cited_although_another_is_not(run: Run) -> None:
    answer = run("cite", "flood-2001", "xyzzy")
    assert answer.code == 1
    assert len(answer.lines) == 1
    assert "nothing here is called 'xyzzy'" in answer.err


def test_a_document_whose_title_we_do_not_have_is_cited_by_its_symbol(run: Run) -> None:
    first = run("cite", "s-2020-1074", facts=None).lines[0]
    assert first == "United Nations, “S/2020/1074”, 2 November 2020. Available at https://docs.un.org/en/S/2020/1074."


def test_a_card_is_cited_as_its_fact(run: Run) -> None:
    for form in CITATIONS:
        assert run("show", "2100", "-f", form, facts=None).out == run("cite", "2100", "-f", form, facts=None).out


def test_where_nothing_is_found_a_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.bib"
    kept.write_text("precious", encoding="utf-8")
    assert run("cite", "xyzzy", "-o", str(kept)).code == 1
    assert kept.read_text(encoding="utf-8") == "precious"


def test_only_citation_formats_are_accepted_and_a_suffix_chooses_one(run: Run, tmp_path: Path) -> None:
    answer = run("cite", "minka", "-f", "csv")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "malibrief: --format: csv is not a citation format\n    formats here: footnote, bibtex, csl, ris\n"
        f"    try: malibrief --facts {BASE} cite minka -f footnote\n"
    )
    for name, form in (("a.bib", "bibtex"), ("a.ris", "ris"), ("a.json", "csl"), ("a.txt", "footnote")):
        run("cite", "minka", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8") == run("cite", "minka", "-f", form).out


@pytest.mark.parametrize("form", sorted(CITATIONS))
@pytest.mark.parametrize(
    "line", ["missions", "timeline", "search minka", "sources", "show minka", "brief", "diff 2001 2003"]
)
def test_every_answer_can_be_cited(run: Run, line: str, form: str) -> None:
    answer = run(*line.split(), "-f", form)
    assert answer.code == 0
    assert "Arda" in answer.out


def test_a_citing_format_takes_no_columns(run: Run) -> None:
    answer = run("missions", "-c", "id", "-f", "ris")
    assert (answer.code, answer.err) == (
        2,
        "malibrief: --columns: ris has no columns; drop --columns or choose another format\n",
    )


def test_no_sources_give_an_empty_text_or_an_empty_json_list() -> None:
    assert {form: cited([], form) for form in CITATIONS} == {"footnote": "", "bibtex": "", "ris": "", "csl": "[]\n"}


def test_odd_signs_in_a_footnote() -> None:
    assert cited([ODD], "footnote") == (
        "Ministry of A & B, “100% of {braces} & 'quotes': cost_in_$ #1 ~ \\ ^ Second line”, S/2003/5, April 2003. "
        "Available at https://example.org/a{b}?c=1&d=%20.\n"
    )


class TestFrench:
    """Where French is spoken footnotes are French; titles, languages and ids of sources are those of the documents."""

    def test_a_footnote(self, run: Run) -> None:
        assert run("cite", "flood-2001", "--lang", "fr").lines == [
            "Wells for All, «\u00a0After the [flood] <wave>\u00a0», 2 mai 2001. "
            "Disponible à l’adresse\u00a0: https://ngo.example.org/flood_(2001).",
        ]

    @pytest.mark.parametrize(
        ("accessed", "told"),
        [("2026-07-01", "le 1er juillet 2026"), ("2026-11", "en novembre 2026"), ("2026", "en 2026")],
    )
    def test_the_day_on_which_a_link_was_read(self, accessed: str, told: str) -> None:
        with speaking("fr"):
            assert cited([replace(ODD, accessed=PartialDate(accessed))], "footnote").endswith(
                f" avril 2003. Disponible à l’adresse\u00a0: https://example.org/a{{b}}?c=1&d=%20 (consulté {told}).\n"
            )

    @pytest.mark.parametrize(
        ("title", "told"),
        [
            ("Le «\u00a0chef\u00a0» et l'«adjoint»", "Le “chef” et l'“adjoint”"),
            ('"Hier" et “demain”', "“Hier” et “demain”"),
            ('5" et «', '5" et «'),
        ],
    )
    def test_quotations_within_a_title(self, title: str, told: str) -> None:
        with speaking("fr"):
            assert cited([replace(ODD, title=title, symbol=None, date=None, url=None)], "footnote") == (
                f"Ministry of A & B, «\u00a0{told}\u00a0».\n"
            )

    def test_a_document_is_cited_in_french_with_the_link_to_its_french_text(self, run: Run) -> None:
        first = run("cite", "2100", "--lang", "fr", facts=None).lines[0]
        assert first == (
            "Conseil de sécurité des Nations Unies, «\u00a0Résolution 2100 (2013)\u00a0», S/RES/2100 (2013), 25 avril 2013. "
            "Disponible à l’adresse\u00a0: https://docs.un.org/fr/S/RES/2100(2013)."
        )
        first = run("cite", "s-2020-1074", "--lang", "fr", facts=None).lines[0]
        assert first.startswith("Nations Unies, «\u00a0S/2020/1074\u00a0», 2 novembre 2020. ")

    @pytest.mark.parametrize("form", ["bibtex", "csl", "ris"])
    def test_formats_for_reference_managers_give_the_language_of_the_source_in_both_languages(
        self, run: Run, form: str
    ) -> None:
        assert run("sources", "-f", form).out == run("sources", "-f", form, "--lang", "fr").out

    def test_reference_managers_read_the_language_of_a_document_that_is_cited_in_french(self, run: Run) -> None:
        def first(form: str) -> str:
            return run("cite", "9002", "-f", form, "--lang", "fr").out

        entry = parse_string(first("bibtex"), "bibtex").entries["un-sc-res-9002"]
        (record, *_), (item, *_) = rispy.loads(first("ris")), json.loads(first("csl"))
        assert (entry.fields["langid"], record["language"], item["language"]) == ("french", "fr", "fr")
        titles = {entry.fields["title"].strip("{}"), record["title"], item["title"]}
        assert titles == {"Résolution 9002 (2002)"}


class TestAccessed:
    """The day on which a source was read stands beside its link, and nowhere without one."""

    READ = replace(ODD, accessed=PartialDate("2005-06-03"))
    UNLINKED = replace(READ, url=None)

    def test_in_a_footnote(self) -> None:
        assert cited([self.READ], "footnote").endswith(
            "Available at https://example.org/a{b}?c=1&d=%20 (accessed 3 June 2005).\n"
        )
        assert cited([self.UNLINKED], "footnote").endswith("S/2003/5, April 2003.\n")

    def test_in_the_formats_of_others(self) -> None:
        def fields(source: Source) -> tuple[Any, Any, Any]:
            (entry,) = parse_string(cited([source], "bibtex"), "bibtex").entries.values()
            (item,), (record,) = json.loads(cited([source], "csl")), rispy.loads(cited([source], "ris"))
            return entry.fields.get("urldate"), item.get("accessed"), record.get("access_date")

        assert fields(self.READ) == ("2005-06-03", {"date-parts": [[2005, 6, 3]]}, "2005/06/03/")
        assert fields(self.UNLINKED) == fields(ODD) == (None, None, None)


class TestReadBack:
    def test_bibtex_by_pybtex(self, run: Run) -> None:
        entries = parse_string(run("sources", "-f", "bibtex").out, "bibtex").entries
        assert list(entries) == run("sources").ids
        fields = parse_string(cited([ODD], "bibtex"), "bibtex").entries["odd"].fields
        assert fields["title"].startswith(r"{100\% of \textbraceleft{}braces\textbraceright{} \& ")
        assert (fields["year"], fields["month"], fields.get("day")) == ("2003", "April", None)
        assert fields["url"] == "https://example.org/a%7Bb%7D?c=1&d=%20"
        assert (fields["number"], fields["date"], fields["langid"]) == ("S/2003/5", "2003-04", "french")
        assert "language" not in fields

    @pytest.mark.parametrize(
        ("code", "langid"), [("en", "english"), ("fr", "french"), ("ar", "arabic"), ("no", "norsk"), ("bm", None)]
    )
    def test_bibtex_names_languages_as_biblatex_knows_them(self, code: str, langid: str | None) -> None:
        (entry,) = parse_string(cited([replace(ODD, lang=code)], "bibtex"), "bibtex").entries.values()
        assert entry.fields.get("langid") == langid

    @pytest.mark.parametrize("sign", ["{", "}", "\\", "%"])
    def test_bibtex_with_a_sign_that_stands_alone(self, sign: str) -> None:
        (entry,) = parse_string(
            cited([replace(ODD, title=f"A {sign} alone", publisher=sign)], "bibtex"), "bibtex"
        ).entries.values()
        assert list(entry.fields) == ["title", "institution", "number", "date", "year", "month", "url", "langid"]

    def test_ris_and_footnotes_keep_a_line_a_line(self) -> None:
        odd = cleaned(replace(ODD, symbol="S/1\x1b[31m\nER  - \nTY  - RPRT", lang="en\nER  - "))
        assert len(rispy.loads(cited([odd], "ris"))) == 1
        assert cited([odd], "footnote").count("\n") == 1
        assert "\x1b" not in cited([odd], "ris") + cited([odd], "footnote") + cited([odd], "csl")

    def test_ris_by_rispy(self, run: Run) -> None:
        records = rispy.loads(run("sources", "-f", "ris").out)
        assert [record["id"] for record in records] == run("sources").ids
        (record,) = rispy.loads(cited([ODD], "ris"))
        assert (record["type_of_reference"], record["year"], record["date"]) == ("RPRT", "2003", "2003/04//")
        assert record["title"] == '100% of {braces} & "quotes": cost_in_$ #1 ~ \\ ^ Second line'
        assert (record["authors"], record["language"]) == (["Ministry of A & B"], "fr")

    def test_ris_puts_symbol_and_publisher_where_zotero_looks_for_them(self) -> None:
        """By the tables of its importer (RIS.js): of a report SN is the number and PB the institution, else T2 is site or paper."""

        def tags(**changes: str | None) -> dict[str, str]:
            lines = cited([replace(ODD, publisher="P", **changes)], "ris").splitlines()
            return {line[:2]: line[6:] for line in lines if line[:2] in ("TY", "PB", "T2", "SN", "M1")}

        assert tags() == {"TY": "RPRT", "PB": "P", "SN": "S/2003/5"}
        assert tags(symbol=None) == {"TY": "ELEC", "T2": "P"}
        assert tags(symbol=None, kind="press") == {"TY": "NEWS", "T2": "P"}

    def test_csl_by_citeproc(self, run: Run) -> None:
        items: list[dict[str, Any]] = json.loads(run("sources", "-f", "csl").out)
        assert [item["id"] for item in items] == run("sources").ids
        (odd,) = json.loads(cited([ODD], "csl"))
        assert (odd["type"], odd["number"], odd["issued"]) == ("report", "S/2003/5", {"date-parts": [[2003, 4]]})
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Citation([CitationItem("ngo-flood")]))
        (written,) = bibliography.bibliography()
        assert "Wells for All" in str(written)
        assert "2001" in str(written)
