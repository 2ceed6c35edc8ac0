"""`brief`, `diff` and remarks on the holders of an office: what the program prints, in every format."""

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import HEADER, SOURCE, Result, Run, Terminal, Write, pty_works
from tests.tables import record

LINE = "section topic id title detail since until value unit under certain reported sources".split()
CHANGE = "section change certain date id title detail before after".split()
"""The keys of JSON, by hand: within 1.x they are only added to."""

CLAIMS = [
    ("offices", "Bah N'Daw", "President of the Transition", "bah-ndaw-president"),
    ("offices", "Moctar Ouane", "Prime Minister", "moctar-ouane-pm"),
    ("missions", "Council extends MINUSMA to 30 June 2021", "mandate, S/RES/2531 (2020)", "sc-res-2531"),
    ("missions", "Council extends MINUSMA to 30 June 2021", "Priority tasks: support the 2015 agreement", "sc-res-2531"),
    ("missions", "Council extends MINUSMA to 30 June 2021", "stabilise the centre", "sc-res-2531"),
    ("missions", "Council extends MINUSMA to 30 June 2021", "protect civilians", "sc-res-2531"),
    ("missions", "Council extends MINUSMA to 30 June 2021",
     "French forces may intervene in support of the mission when it is under serious threat", "sc-res-2531"),
    ("missions", "MINUSMA soldiers, police and civilian staff (more than)", "15,000 personnel", "minusma-personnel-2021-05"),
    ("missions", "El-Ghassim Wane", "Special Representative of the Secretary-General", "el-ghassim-wane-srsg"),
    ("missions", "G5 Sahel Joint Force", "fight terrorism", "g5-sahel-joint-force"),
    ("missions", "EUTM Mali", "train units and leaders of the Malian army", "eutm-mali"),
    ("missions", "EUCAP Sahel Mali", "advise and train the internal security forces", "eucap-sahel-mali"),
    ("missions", "Operation Barkhane", "fight armed terrorist groups with the G5 Sahel states", "barkhane"),
    ("missions", "Operation Barkhane", "support the G5 Sahel Joint Force", "barkhane"),
    ("missions", "Operation Barkhane", "support MINUSMA under serious and imminent threat", "barkhane"),
    ("missions", "Operation Barkhane", "so that they can ensure security themselves", "barkhane"),
    ("missions", "Operation Barkhane personnel", "5,100 personnel", "barkhane-strength-2021-04"),
    ("missions", "Task Force Takuba", "advise, assist and accompany Malian units", "takuba"),
    ("measures", "UN Mali sanctions regime (resolution 2374)", "travel ban; asset freeze", "sanctions-2374"),
    ("measures", "Listed under UN 2374: 8 persons", "Ahmoudou Ag Asriw", "un-mli-008"),
    ("agreements", "Agreement for Peace and Reconciliation in Mali (Algiers process)", "Government of Mali", "algiers-agreement"),
    ("agreements", "Coalition for the Sahel", "Combating armed terrorist groups", "coalition-for-the-sahel"),
    ("agreements", "Coalition for the Sahel", "Strengthening the capacities of the armed forces", "coalition-for-the-sahel"),
    ("agreements", "Coalition for the Sahel", "Supporting the return of the state", "coalition-for-the-sahel"),
    ("agreements", "Coalition for the Sahel", "Coordinating development", "coalition-for-the-sahel"),
    ("agreements", "N'Djamena summit commitments", "Deployment of the state and basic services", "ndjamena-summit-2021"),
    ("agreements", "Transition Charter of 2020", "National consultations", "transition-charter-2020"),
    ("money", "EU: 11th European Development Fund for Mali, 2014-2020, first envelope", "EUR 615,000,000", "eu-aid-2014-2020"),
    ("money", "AFD: commitments for 55 projects in Mali, 2017", "EUR 357,000,000, 55 projects", "afd-mali-55-projects"),
    ("money", "EU: money for MINUSMA's support to the G5 Sahel joint force, February 2018", "EUR 10,000,000",
     "eu-minusma-g5-support-10m"),
    ("figures", "People on the UN Mali sanctions list", "8 people", "un-2374-listed-2019-07"),
    ("statements", "Nicolas de Rivière: France sets its expectations of the Malian transition",
     "within eighteen months to open, free and transparent elections", "france-un-2020-10-08"),
    ("statements", "Permanent Mission of France to the United Nations: France says that the Council hears on Mali every three months",
     "the Secretary-General reports every three months", "france-un-2021-05-14-council"),
    ("statements", "Permanent Mission of France to the United Nations: France sees results of MINUSMA despite the terrorist threat",
     "former combatants have begun to join the army", "france-un-2021-05-14-minusma"),
    ("statements", "Permanent Mission of France to the United Nations: France asks for an integrated response to Mali's crisis",
     "one of its main development partners", "france-un-2021-05-14-crisis"),
]  # fmt: skip
"""The claims of the page that the project grew from, as they stood on 14 May 2021: section, title, words, id."""
CLAIMS_ON_ONE_PAGE = [
    "25 Sep 2020 Bah N'Daw · President of the Transition",
    "27 Sep 2020 Moctar Ouane · Prime Minister",
    "1 Jul 2013 MINUSMA · until 30 Jun 2021 · United Nations; mandate, S/RES/2531 (2020)",
    "under El-Ghassim Wane",
    "G5 Sahel (Burkina Faso, Chad, Mali, Mauritania, Niger); fight terrorism",
    "EUTM Mali · European Union; train units and leaders of the Malian army",
    "EUCAP Sahel Mali · European Union; advise and train the internal security forces",
    "1 Aug 2014 Operation Barkhane · France; fight armed terrorist groups with the G5 Sahel states",
    "Operation Barkhane personnel: 5,100 (Apr 2021)",
    "5 Sep 2017 UN Mali sanctions regime (resolution 2374) · until 31 Aug 2021 · 8 listed",
    "15 May 2015 Agreement for Peace and Reconciliation in Mali (Algiers process)",
    "16 Feb 2021 N'Djamena summit commitments",
    "12 Sep 2020 Transition Charter of 2020",
    "13 Jan 2020 France and the G5 Sahel agree on a coalition at the Pau summit",
    "30 Jun 2021 MINUSMA · S/RES/2531 (2020)",
]
"""Claims of that page as the page of that day tells them."""


def rows(answer: Result) -> list[dict[str, str]]:
    head, *lines = answer.rows
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.fixture
def page(run: Run) -> list[dict[str, str]]:
    return rows(run("brief", "--full", "--as-of", "2021-05-14", facts=None))


def test_the_page_of_that_day_has_at_least_twelve_of_its_claims(run: Run) -> None:
    told = " ".join(run("brief", "2021-05-14", "-f", "table", facts=None).out.split())
    assert len([claim for claim in CLAIMS_ON_ONE_PAGE if claim in told]) >= 12


@pytest.mark.parametrize(("section", "title", "words", "name"), CLAIMS)
def test_a_briefing_has_the_claims_of_the_founding_page(
    page: list[dict[str, str]], section: str, title: str, words: str, name: str
) -> None:
    (line,) = (line for line in page if (line["section"], line["title"]) == (section, title))
    assert words in line["detail"]
    assert line["id"] == name
    assert line["sources"]


def test_the_mandates_of_that_day_have_their_ends(page: list[dict[str, str]]) -> None:
    assert {line["id"]: line["until"] for line in page if line["until"]} == {
        "sc-res-2531": "2021-06-30",
        "sc-res-2541": "2021-08-31",
        "2020-09-25-bah-ndaw-sworn-in": "2022-03",
    }


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [
        ("2012-03-25", "amadou-sanogo-cnrdre", "amadou-toumani-toure-president"),
        ("2012-04-15", "dioncounda-traore-president", "amadou-sanogo-cnrdre"),
        ("2013-02-01", "serval afisma sc-res-2085 django-sissoko-pm", "minusma barkhane eutm-mali sc-res-2100"),
        ("2015-07-01", "algiers-agreement sc-res-2227 mongi-hamdi-srsg barkhane", "serval sanctions-2374 coalition-for-the-sahel"),
        ("2018-08-20", "sanctions-2374 alioune-tine-ie sc-res-2423", "suliman-baldo-ie un-mli-008 takuba kidal-ceasefire-2014"),
        ("2022-01-15", "ecowas-2022-mali malick-diaw-cnt wagner-mali takuba", "transition-charter-2022 abdoulaye-maiga-interim-pm"),
        ("2022-09-30", "choguel-kokalla-maiga-pm abdoulaye-maiga-interim-pm sanctions-2374", "takuba"),
        ("2024-02-01", "choguel-kokalla-maiga-pm liptako-gourma-charter", "abdoulaye-maiga-interim-pm sanctions-2374 minusma"),
        ("2026-11-24", "assimi-goita-dm africa-corps-mali", "sadio-camara-dm-2021 wagner-mali transition-charter-2020"),
    ],
)  # fmt: skip
def test_days_checked_by_hand_have_who_and_what_was_active_and_no_others(
    run: Run, day: str, present: str, absent: str
) -> None:
    assert run("show", *present.split(), *absent.split(), facts=None).code == 0
    ids = [
        line["id"]
        for line in rows(run("brief", "--as-of", day, facts=None))
        if line["section"] not in ("milestones", "statements")
    ]
    assert [name for name in present.split() if name not in ids] == []
    assert [name for name in absent.split() if name in ids] == []


class TestDiff:
    def test_between_the_founding_page_and_the_end_of_2023(self, run: Run) -> None:
        found = rows(run("diff", "2021-05-14", "2023-12-31", facts=None))
        ended = {line["id"]: line["date"] for line in found if line["change"] == "ended"}
        assert ended["minusma"] == "2023-12-31"
        assert ended["barkhane"] == "2022-11-09"
        assert ended["sanctions-2374"] == "2023-08-31"
        changed = {line["title"]: line["detail"] for line in found if line["change"] == "changed"}
        assert changed["President of the Transition"] == "Bah N'Daw (until 24 May 2021), then Assimi Goïta"
        assert changed["Prime Minister"] == "Moctar Ouane (until 24 May 2021), then Choguel Kokalla Maïga"
        assert ended["takuba"] == "2022-06-30"
        assert "eutm-mali" not in {line["id"] for line in found}

    def test_what_may_still_be_active_has_not_ended(self, run: Run) -> None:
        found = rows(run("diff", "2022-06-30", "2026-06-30", facts=None))
        assert "issa-konfourou-mali-un" not in {line["id"] for line in found if line["change"] == "ended"}

    def test_who_was_listed_or_delisted_is_named_by_regime_and_date(self, run: Run) -> None:
        found = rows(run("diff", "2023-12-31", "2026-06-30", "--section", "measures", facts=None))
        assert [(line["change"], line["date"], line["title"], line["detail"]) for line in found if "list" in line["title"].lower()] == [
            ("began", "2024-04-23", "Listed under US E.O. 14078: 1 person", "Sidan Ag Hitta"),
            ("ended", "2026-02-27", "Taken off the list of US E.O. 14024: 3 persons", "Adama Bagayoko, Alou Boi Diarra, Sadio Camara"),
        ]  # fmt: skip

    def test_a_regime_that_lists_its_first_person_has_not_begun(self, run: Run) -> None:
        found = rows(run("diff", "2021-05-14", "2023-12-31", "--section", "measures", facts=None))
        assert "us-eo-14024" not in {line["id"] for line in found}

    def test_a_handover_is_certain_though_nobody_has_reported_the_new_holder_since(self, run: Run) -> None:
        rows = run("diff", "2026-04-01", "2026-05-20", "--section", "offices", facts=None).rows
        assert ["changed", "certain", "2026-05-04", "Minister of Defence"] in [row[1:5] for row in rows]

    def test_an_end_that_may_lie_anywhere_before_the_last_edit_is_no_change_of_its_day(self, run: Run) -> None:
        assert "operation-sirocco" in run("brief", "--as-of", "2002-06-29").out
        assert "operation-sirocco" not in run("diff", "2002-06-29", "2005-07-01").out

    def test_what_may_have_ended_before_the_first_day_is_marked_as_uncertain(
        self, run: Run, terminal: Terminal
    ) -> None:
        days = ("diff", "2023-12-30", "2023-12-31", "--section", "missions")
        standing = {line["id"]: line["standing"] for line in rows(run(*days, facts=None))}
        assert (standing["minusma"], standing["sweden-minusma"]) == ("certain", "possible")
        assert "~ ended" in terminal(*days, "--color", "never", facts=None).out
        assert "- ~ ended: **Swedish contingent" in run(*days, "-f", "md", facts=None).out

    def test_every_source_listed_at_the_end_is_cited(self, run: Run) -> None:
        page = run("diff", "2020", "2021", "-f", "md", facts=None).out
        numbers = re.findall(r"^(\d+)\. ", page, re.MULTILINE)
        assert numbers
        assert [number for number in numbers if f"\\[{number}\\]" not in page] == []

    def test_a_figure_of_both_days_has_its_change_in_numbers_and_per_cent(self, run: Run) -> None:
        found = rows(run("diff", "2002-06-30", "2003-12-31"))
        assert [line["detail"] for line in found if line["id"] == "minka-strength-2003"] == [
            "4,521 (31 Dec 2001), then 8,900 soldiers (+4,379, +97%)"
        ]

    def test_a_new_mandate_is_a_change(self, run: Run) -> None:
        (line,) = (line for line in rows(run("diff", "2002-01-01", "2003-01-01")) if line["id"] == "sc-res-9002")
        assert (line["change"], line["date"], line["detail"]) == (
            "changed",
            "2002-06-28",
            "before: Council establishes MINKA",
        )

    def test_the_same_day_twice_has_no_changes(self, run: Run) -> None:
        assert run("diff", "2003", "2003").lines == ["section\tchange\tstanding\tdate\ttitle\tdetail\tsources\tid"]

    @pytest.mark.parametrize("form", ["table", "md", "html"])
    def test_sections_without_a_change_are_left_out(self, run: Run, form: str) -> None:
        text = run("diff", "2002-06-27", "2002-06-29", "-f", form).out
        assert "Missions, their mandates" in text
        assert "Sanctions" not in text
        assert "o change is recorded" not in text

    @pytest.mark.parametrize("form", ["table", "md", "html"])
    def test_where_nothing_changed_one_sentence_says_so(self, run: Run, form: str) -> None:
        answer = run("diff", "1900", "1950", "-f", form)
        assert answer.err == ""
        assert answer.out.casefold().count("no change is recorded between 31 december 1900 and 31 december 1950") == 1
        assert "Sources" not in answer.out

    @pytest.mark.parametrize("form", ["table", "tsv", "json", "md", "html", "bibtex"])
    def test_the_exit_code_tells_on_request_whether_something_changed(
        self, run: Run, tmp_path: Path, form: str
    ) -> None:
        for days, code in ((("2002", "2003"), 1), (("1900", "1950"), 0), (("2003", "2003"), 0)):
            asked, file = ("diff", *days, "-f", form), str(tmp_path / "answer")
            assert run(*asked).code == 0
            told = run(*asked, "--exit-code")
            assert (told.code, told.out) == (code, run(*asked).out)
            assert run(*asked, "--exit-code", "-o", file).code == code

    def test_the_exit_code_is_about_the_sections_that_are_asked_for(self, run: Run) -> None:
        days = ("diff", "2002-06-27", "2002-06-29", "--exit-code", "--section")
        assert [run(*days, name).code for name in ("missions", "measures")] == [1, 0]


class TestForms:
    def test_a_pipe_gets_tab_separated_lines_under_a_header(self, run: Run) -> None:
        answer = run("brief", "--as-of", "2000-06-30")
        assert answer.lines == [
            "section\tstanding\tsince\ttitle\tdetail\tuntil\tsources\tid\tunder\treported",
            "offices\tcertain\t1998-01-01\tÉlodie Tamba\tPresident\t\tgov-coup\telodie-tamba-president\t\t",
        ]
        assert run("brief", "--as-of", "2000-06-30", "--no-header").lines == answer.lines[1:]
        assert run("brief", "--as-of", "2000-06-30", "-f", "csv").lines[1] == (
            "offices,certain,1998-01-01,Élodie Tamba,President,,gov-coup,elodie-tamba-president,,"
        )

    def test_json_has_the_day_and_the_sections_with_these_keys(self, run: Run) -> None:
        found = json.loads(run("brief", "--as-of", "2003-12-31", "--json").out)
        assert list(found) == ["format_version", "factbase", "as_of", "sections"]
        assert found["as_of"] == "2003-12-31"
        assert (
            list(found["sections"])
            == "offices missions measures agreements money figures statements milestones ahead".split()
        )
        lines = [line for section in found["sections"].values() for line in section]
        assert lines
        assert all(set(line) == set(LINE) for line in lines)
        assert lines[0]["sources"][0]["id"] == "press-coup"

    def test_json_of_a_difference(self, run: Run) -> None:
        found = json.loads(run("diff", "2002", "2003", "--json").out)
        assert list(found) == ["format_version", "factbase", "from", "to", "sections"]
        assert (found["from"], found["to"]) == ("2002-12-31", "2003-12-31")
        assert list(found["sections"]) == "offices missions measures agreements figures milestones".split()
        changes = [change for section in found["sections"].values() for change in section]
        assert changes
        assert all(list(change) == CHANGE for change in changes)

    def test_jsonl_has_one_record_for_each_line_of_the_briefing(self, run: Run) -> None:
        lines = [json.loads(line) for line in run("brief", "--as-of", "2003", "-f", "jsonl").lines]
        assert [line["id"] for line in lines] == run("brief", "--as-of", "2003").ids

    def test_links_are_written_out_whole_where_they_cannot_be_clicked(self, run: Run, terminal: Terminal) -> None:
        link = "https://docs.example.org/S/RES/9001(2001)"
        brief = ("brief", "--full", "--as-of", "2003-12-31")
        narrow = {"COLUMNS": "40"}
        assert any(line.strip() == link for line in run(*brief, "-f", "table", env=narrow).lines)
        assert f"\n     {link}" not in terminal(*brief, "--color", "never", env={"TERM": "xterm"}).out

    def test_markdown_has_sections_and_numbered_sources(self, run: Run) -> None:
        text = run("brief", "--full", "--as-of", "2000-06-30", "-f", "md").out
        assert text.startswith("# Arda on 30 June 2000\n\n## Who holds office\n\n")
        assert "- **Élodie Tamba** (1 January 1998): President \\[1\\]\n" in text
        assert "## Money\n\nNothing is recorded." in text
        assert "1. [Government of Arda](<https://gov.example.org/communique>)" in text

    def test_html_of_a_whole_briefing_has_a_picture_of_the_missions(self, run: Run) -> None:
        text = run("brief", "--full", "--as-of", "2003", "-f", "html").out
        assert "<svg" not in run("brief", "--as-of", "2003", "-f", "html").out
        assert text.startswith("<!DOCTYPE html>")
        assert "<svg" in text
        assert "<h2>Who holds office</h2>" in text

    @pytest.mark.skipif(not pty_works(), reason="there is no pseudo-terminal")
    @pytest.mark.parametrize("width", [60, 100])
    def test_the_page_on_a_terminal(self, terminal: Terminal, snapshot: SnapshotAssertion, width: int) -> None:
        plain = {"NO_COLOR": "1", "TERM": "dumb"}
        assert terminal("brief", "--as-of", "2003-06-30", width=width, env=plain).out == snapshot
        assert terminal("brief", "--full", "--as-of", "2003-06-30", width=width, env=plain).out == snapshot
        assert terminal("diff", "2002-01-01", "2003-12-31", width=width, env=plain).out == snapshot


class TestOptions:
    def test_sections_asked_for_come_in_the_order_of_the_page(self, run: Run) -> None:
        found = rows(run("brief", "--as-of", "2005", "--section", "figures", "--section", "offices"))
        assert [line["section"] for line in found] == ["offices", "figures"]

    def test_sections_may_be_separated_by_commas(self, run: Run) -> None:
        apart = run("brief", "--section", "money", "--section", "offices")
        assert run("brief", "--section", "offices,money") == apart

    @pytest.mark.parametrize(
        ("language", "headings"),
        [
            ("en", ("Sanctions", "sanctions", "set to end within twelve months")),
            ("fr", ("sanctions", "argent", "Qui est en fonction")),
        ],
    )
    def test_a_section_may_be_asked_for_by_its_heading(
        self, run: Run, language: str, headings: tuple[str, ...]
    ) -> None:
        for heading in headings:
            assert run("brief", "--lang", language, "--section", heading).code == 0
        assert run("brief", "--section", "sanctions") == run("brief", "--section", "measures")

    def test_an_unknown_section_is_an_error_that_lists_the_known_ones(self, run: Run) -> None:
        answer = run("brief", "--section", "office")
        assert (answer.code, answer.out) == (2, "")
        assert "there is no section 'office'" in answer.err
        assert "did you mean offices?" in answer.err
        assert "sections: offices, missions, measures" in answer.err

    def test_an_empty_briefing_is_noted(self, run: Run) -> None:
        assert run("diff", "2003", "2003").err == "malibrief: both days are 31 December 2003\n"
        assert (
            run("diff", "1900", "1950").err
            == "malibrief: no change is recorded between 31 December 1900 and 31 December 1950\n"
        )
        assert run("brief", "--as-of", "1900").err == "malibrief: nothing is recorded for 31 December 1900\n"
        assert run("brief", "--as-of", "9999").code == 2

    def test_a_difference_can_be_limited_to_sections(self, run: Run) -> None:
        found = rows(run("diff", "2002", "2003", "--section", "missions"))
        assert {line["section"] for line in found} == {"missions"}

    def test_a_difference_has_no_section_on_money(self, run: Run) -> None:
        answer = run("diff", "2002", "2003", "--section", "money")
        assert (answer.code, answer.out) == (2, "")
        assert "sections: offices, missions, measures, agreements, figures, milestones" in answer.err

    def test_the_default_day_is_the_last_that_the_base_covers(self, run: Run) -> None:
        assert run("brief") == run("brief", "--as-of", "2005-05-31")
        assert json.loads(run("brief", "--json").out)["as_of"] == "2005-05-31"

    @pytest.mark.parametrize(("text", "day"), [("2003", "2003-12-31"), ("2003-02", "2003-02-28")])
    def test_a_month_or_a_year_means_its_last_day(self, run: Run, text: str, day: str) -> None:
        assert run("brief", "--as-of", text) == run("brief", "--as-of", day)

    @pytest.mark.parametrize("args", ["brief --as-of 2003-13-01", "brief --as-of soon", "diff 2003 x", "diff x"])
    def test_a_text_that_is_no_day_is_a_usage_error(self, run: Run, args: str) -> None:
        answer = run(*args.split())
        assert (answer.code, answer.out) == (2, "")
        assert "Traceback" not in answer.err

    @pytest.mark.parametrize("day", ["1900-01-01", "1960", "2012-02-29", "2100-12-31"])
    @pytest.mark.parametrize("form", ["tsv", "json", "md", "html"])
    def test_days_long_ago_and_far_in_the_future_are_answered(self, run: Run, day: str, form: str) -> None:
        assert run("brief", "--as-of", day, "-f", form, facts=None).code == 0

    def test_an_empty_briefing_in_a_pipe_is_its_header(self, run: Run) -> None:
        assert len(run("brief", "--as-of", "1900").lines) == 1


class TestRemarksOnHolders:
    """`people --office`: remarks on what the table of one office does not say by itself."""

    def remarks(self, run: Run, office: str, *more: str, facts: Path | None = None) -> list[str]:
        found = json.loads(run("people", "--office", office, *more, "--json", facts=facts).out)
        return list(found.get("remarks", []))

    def test_a_gap_between_holders_is_remarked(self, run: Run) -> None:
        assert self.remarks(run, "transition-president-mali") == ["no holder is recorded from 24 to 28 May 2021"]

    def test_an_acting_holder_is_remarked(self, run: Run) -> None:
        found = self.remarks(run, "prime-minister-mali")
        assert "Abdoulaye Maïga only stood in: Acting Prime Minister" in found
        assert "no holder is recorded from 18 August to 27 September 2020" in found

    def test_a_successor_on_the_next_day_leaves_no_gap(self, run: Run) -> None:
        assert not [remark for remark in self.remarks(run, "prime-minister-mali") if "2024" in remark]

    def test_an_unknown_start_is_remarked_and_no_gap_before_it(self, run: Run, write: Write) -> None:
        terms = term("Ada", start="2001-03-01", end="2001-04-30") + term("Ben", end="2003-05-01")
        found = self.remarks(run, "office-1", facts=write(terms + OFFICE + SOURCE))
        assert found == ["the start of Ben's term is not known", "no holder is recorded since 1 May 2003"]

    def test_an_office_that_nobody_holds_any_more_is_remarked(self, run: Run) -> None:
        assert self.remarks(run, "ambassador-france-mali") == ["no holder is recorded since 31 January 2022"]

    def test_a_successor_at_the_turn_of_a_month_or_a_year_leaves_no_gap(self, run: Run, write: Write) -> None:
        terms = (
            term("Ada", start="2001-03-01", end="2001-04-30"),
            term("Ben", start="2001-05-01", end="2001-12-31"),
            term("Cam", start="2002-01-01", end="2004-02-28"),
            term("Dov", start="2004-03-01", attested="2005-06-30"),
        )
        facts = write("".join(terms) + OFFICE + SOURCE)
        assert self.remarks(run, "office-1", facts=facts) == ["no holder is recorded from 28 February to 1 March 2004"]

    def test_when_a_holder_was_last_reported_in_office_is_remarked_as_precisely_as_it_is_known(
        self, run: Run, write: Write
    ) -> None:
        terms = (
            term("Ada", start="2001-03-01", end="unknown"),
            term("Ben", start="2003-01-01", attested="2003-05-09"),
            term("Cam", start="2004-01-01", attested="2004-05"),
            term("Dov", start="2005-01-01"),
        )
        assert self.remarks(run, "office-1", facts=write("".join(terms) + OFFICE + SOURCE)) == [
            "the end of Ada's term is not known",
            "Ben was last reported in office on 9 May 2003",
            "Cam was last reported in office in May 2004",
            "Dov was last reported in office on 1 January 2005",
        ]

    def test_who_was_reported_on_the_last_day_that_the_base_covers_is_not_remarked(
        self, run: Run, write: Write
    ) -> None:
        header = HEADER.replace("updated", "covered = 2005-05-31\nupdated")
        facts = write(term("Ada", start="2001-03-01", attested="2005-05") + OFFICE + SOURCE, header)
        assert self.remarks(run, "office-1", facts=facts) == []

    def test_a_selection_of_the_holders_has_no_remarks(self, run: Run) -> None:
        assert self.remarks(run, "prime-minister-mali", "--since", "2020") == []

    @pytest.mark.skipif(not pty_works(), reason="there is no pseudo-terminal")
    def test_a_terminal_has_the_remarks_below_the_table(self, terminal: Terminal) -> None:
        answer = terminal("people", "--office", "transition-president-mali", facts=None, env={"NO_COLOR": "1"})
        assert "no holder is recorded from 24 to 28 May 2021" in answer.out


OFFICE = record("offices", "office-1")


def term(name: str, start: str | None = None, **dates: str) -> str:
    """A term of somebody in the one office."""
    return record("people", name.lower(), name=name, start=start, **dates)


@pytest.mark.parametrize("form", ["table", "md", "html", "tsv", "json"])
@pytest.mark.parametrize(
    ("language", "told"), [("en", "A (until 1 Jun 2001), then C"), ("fr", "A (jusqu’au 1er\u00a0juin 2001), puis C")]
)
def test_an_office_that_others_may_have_held_between_is_told_with_the_first_ones_end(
    run: Run, write: Write, form: str, language: str, told: str
) -> None:
    facts = write(
        record("offices", "office-1")
        + record("people", "a", name="A", end="2001-06-01")
        + record("people", "b", name="B", start="2001-06-01", end="2002-06-01")
        + record("people", "c", name="C", start="2002-06-01")
        + SOURCE
    )
    env = {"MALIBRIEF_LANG": language}
    assert told in run("diff", "2001-04-01", "2003-01-01", "-f", form, facts=facts, env=env).out.replace("\\", "")
    handed = run("diff", "2001-04-01", "2001-12-01", "-f", form, facts=facts, env=env).out
    assert "A, then B" in handed or "A, puis B" in handed
