"""What a terminal gets and a pipe does not: colour, width, links, a pager. The content is the same."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from malibrief.facts import checks
from malibrief.facts.dates import PartialDate
from malibrief.facts.model import Event, Source
from malibrief.facts.topics import TABLES, TOPICS, topic_of
from malibrief.index import cleaning, query
from malibrief.index.results import AnyFound, FactBaseNote, Filter, Found
from malibrief.index.store import Index, open_index
from malibrief.render import formats
from malibrief.render.page import Page
from malibrief.render.paint import wrap
from malibrief.views import card, listing
from malibrief.views.happenings import timeline
from tests.conftest import BASE, Result, Run, Terminal, Write, happenings, pty_works, selected

pytestmark = pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")

LISTINGS = (*TOPICS, *TABLES, "timeline")
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)")
WIDTHS = (60, 61, 67, 72, 79, 80, 81, 90, 99, 100, 120, 137, 160, 200)
VTE = {"VTE_VERSION": "7006"}
"""What a terminal that is known to show links sets."""
NOTE = FactBaseNote("T", "P", PartialDate("2005-06-30"), PartialDate("2005-05-31"))


def plain(text: str) -> str:
    """Return a terminal's text without colours and links."""
    return SEQUENCE.sub("", text)


def steady(text: str) -> str:
    """Return text for a snapshot: with escape sequences made visible, without the numbers that Rich gives to links."""
    return re.sub(r"\]8;id=\d+;", "]8;;", text).replace("\x1b", "␛")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The small base's index, for tests that only ask."""
    return open_index([BASE], tmp_path_factory.mktemp("index"))


def listed(index: Index, name: str) -> listing.Table:
    """Return a listing of the small base as a view."""
    if name == "timeline":
        found = happenings(index, Filter(tuple(TOPICS)))
        return timeline(
            found, query.sources_of(index, (cite for entry in found for cite in entry.sources)), (), NOTE, list
        )
    facts = selected(index, Filter((name,)))
    cites = [cite for entry in facts for cite in entry.cites]
    return listing.listing(topic_of(name), facts, query.sources_of(index, cites), (), NOTE)


def carded(index: Index, found: AnyFound) -> card.Card:
    cites = query.sources_of(index, found.cites)
    neighbours = (
        query.referenced_by(index, found),
        query.referring_to(index, found.n),
        query.siblings_of(index, found),
    )
    return card.card(found, cites, *neighbours, NOTE)


class TestSnapshots:
    """What the small base looks like; `pytest --snapshot-update` writes these anew."""

    @pytest.mark.parametrize("width", [60, 80, 120, 200])
    @pytest.mark.parametrize("name", ["missions", "timeline", "funding", "resolutions"])
    def test_listing(self, terminal: Terminal, snapshot: SnapshotAssertion, name: str, width: int) -> None:
        assert steady(terminal(name, width=width, env={"NO_COLOR": "1", "TERM": "dumb"}).out) == snapshot

    @pytest.mark.parametrize(
        "name",
        [
            "events",
            "reports",
            "agreements",
            "people",
            "sanctions",
            "figures",
            "statements",
            "actors",
            "offices",
            "series",
            "sources",
        ],
    )
    def test_listing_of_the_other_topics(self, terminal: Terminal, snapshot: SnapshotAssertion, name: str) -> None:
        assert steady(terminal(name, width=100, env={"NO_COLOR": "1", "TERM": "dumb"}).out) == snapshot

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_card(self, terminal: Terminal, snapshot: SnapshotAssertion, width: int) -> None:
        assert steady(terminal("show", "minka", width=width, env={"NO_COLOR": "1", "TERM": "dumb"}).out) == snapshot

    @pytest.mark.parametrize("line", ["missions", "timeline --milestones", "show flood-2001"])
    def test_colour(self, terminal: Terminal, snapshot: SnapshotAssertion, line: str) -> None:
        assert steady(terminal(*line.split(), width=80, env=VTE).out) == snapshot

    def test_a_listing_says_what_is_certain_only_where_not_all_is_or_it_is_asked_for(
        self, terminal: Terminal, run: Run
    ) -> None:
        mixed = ("missions", "--as-of", "2002-03-01")
        certain = (*mixed, "--kind", "un-peacekeeping")
        assert "possible" in terminal(*mixed, width=120).out
        assert "certain" not in terminal(*certain, width=120).out
        assert "certain" in terminal(*certain, "-c", "name,standing", width=120).out
        assert run(*certain).rows[1][-1] == "certain"

    def test_as_of(self, terminal: Terminal, snapshot: SnapshotAssertion) -> None:
        answer = terminal("missions", "--as-of", "2002-03-01", width=120, env={"NO_COLOR": "1", "TERM": "dumb"})
        assert steady(answer.out) == snapshot


class TestSameContent:
    @pytest.mark.parametrize("name", LISTINGS)
    def test_colour_changes_nothing_but_colour(self, shared: Index, name: str) -> None:
        view = listed(shared, name)
        for width in (60, 100, 200):
            page = Page(width=width)
            assert plain(formats.table(view, "table", Page(width=width, colour=True, links=True))) == formats.table(
                view, "table", page
            )

    @pytest.mark.parametrize("name", LISTINGS)
    def test_a_terminal_shows_the_facts_that_a_pipe_gets(self, terminal: Terminal, run: Run, name: str) -> None:
        screen, piped = terminal(name, width=300), run(name)
        assert (screen.code, piped.code) == (0, 0)
        ids = [word for word in plain(screen.out).split() if word in piped.ids]
        assert sorted(ids) == sorted(piped.ids)

    def test_a_pipe_gets_full_text_and_iso_dates_and_a_terminal_words(self, terminal: Terminal, run: Run) -> None:
        assert "2004-06-30" in run("missions").out
        assert "30 Jun 2004" in plain(terminal("missions").out)

    def test_a_terminal_says_when_what_has_no_end_was_last_reported_and_a_pipe_has_an_empty_field(
        self, terminal: Terminal, run: Run
    ) -> None:
        screen = plain(terminal("missions").out)
        assert re.search(r"(?m)^start +end \(reported\) ", screen)
        assert re.search(r"\(18 Feb 2002\) +EU trainers", screen)
        assert "\n(a date): when what has no recorded end was last reported\n" in screen
        assert "reported" not in terminal("missions", "--ended").out
        assert ["", "EU trainers"] in run("missions", "-c", "end,name").rows
        assert ["2002-02-18", "EU trainers"] in run("missions", "-c", "horizon,name").rows
        assert "last reported" not in run("missions").out

    def test_a_card_says_it_beside_the_period_and_a_pipe_has_a_field(self, terminal: Terminal, run: Run) -> None:
        screen = plain(terminal("show", "kelan-alliance").out).splitlines()
        assert "since 1 October 2003, last reported November 2004" in screen
        assert ["kelan-alliance", "horizon", "2004-11"] in run("show", "kelan-alliance").rows
        assert ["kelan-alliance", "attested", "2004-11"] in run("show", "kelan-alliance").rows
        assert "last reported" not in terminal("show", "minka").out
        assert "horizon" not in run("show", "minka").out

    def test_the_card_of_an_agreement_has_it_among_the_fields(self, terminal: Terminal, run: Run) -> None:
        screen = plain(terminal("show", "transition-charter").out)
        assert re.search(r"(?m)^last reported  September 2001$", screen)
        assert ["transition-charter", "horizon", "2001-09"] in run("show", "transition-charter").rows

    def test_the_last_line_counts_the_facts_and_dates_the_base(self, terminal: Terminal) -> None:
        assert (
            plain(terminal("events").out).splitlines()[-1]
            == "5 events · 1 disputed · 5 sources · covered up to 31 May 2005, edited 30 Jun 2005"
        )
        assert (
            plain(terminal("people").out).splitlines()[-1]
            == "4 terms · 3 sources · covered up to 31 May 2005, edited 30 Jun 2005"
        )
        assert (
            plain(terminal("missions", "-n", "1").out).splitlines()[-1]
            == "1 mission · 1 source · covered up to 31 May 2005, edited 30 Jun 2005"
        )

    def test_an_empty_listing_prints_nothing_but_the_note(self, terminal: Terminal) -> None:
        assert terminal("events", "--until", "1990") == (0, "", "malibrief: nothing matches\n")


class TestWidth:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_no_line_of_a_listing_is_wider_than_the_window(self, shared: Index, width: int) -> None:
        for name in LISTINGS:
            for line in formats.table(listed(shared, name), "table", Page(width=width)).splitlines():
                assert cell_len(line) <= width, (name, line)

    @pytest.mark.parametrize("width", WIDTHS)
    def test_no_line_of_a_card_is_wider_than_the_window_but_a_link_that_must_be_whole(
        self, shared: Index, width: int
    ) -> None:
        for name in (*TOPICS, *TABLES):
            for found in selected(shared, Filter((name,))):
                for line in formats.cards([carded(shared, found)], "table", Page(width=width)).splitlines():
                    assert cell_len(line) <= width or line.strip().startswith("https://"), (found.fact.id, line)

    @pytest.mark.parametrize("width", WIDTHS)
    def test_ids_and_dates_are_never_broken(self, shared: Index, width: int) -> None:
        for name in LISTINGS:
            view = listed(shared, name)
            text = formats.table(view, "table", Page(width=width))
            shown_columns = text.splitlines()[0].split()
            for row in view.rows:
                values: dict[str, Any] = dict(zip(view.columns, row, strict=True))
                if "id" in shown_columns:
                    assert re.search(rf"(?<!\S){values['id']}(?!\S)", text), (name, values["id"])
                dates = [
                    values[column]
                    for column in ("date", "start", "end")
                    if column in values and (name == "timeline" or column in shown_columns)
                ]
                for date in (value for value in dates if isinstance(value, PartialDate) and value != "unknown"):
                    shown = date.short.removesuffix(f" {date[:4]}") if name == "timeline" else date.short
                    assert shown in text, (name, date)
            if "end" in shown_columns:
                assert all(f"({horizon.short})" in text for horizon in view.last_reported.values()), name

    @pytest.mark.parametrize("width", WIDTHS)
    def test_text_is_wrapped_and_never_cut(self, shared: Index, width: int) -> None:
        """Every word of every title is shown; only a word that is longer than its column may be broken."""
        for name in LISTINGS:
            view = listed(shared, name)
            text = "".join(formats.table(view, "table", Page(width=width)).split())
            title = "name" if "name" in view.columns else "title"
            for row in view.rows:
                for word in str(row[view.columns.index(title)]).replace("\x1b", "").split():
                    assert word in text or len(word) > 12, (name, word)

    def test_a_very_narrow_window_is_not_an_error(self, terminal: Terminal) -> None:
        for width in (1, 5, 20, 39):
            for line in ("missions", "timeline", "show minka"):
                assert terminal(*line.split(), width=width).code == 0

    def test_the_columns_variable_overrides_the_width_of_the_window(self, terminal: Terminal) -> None:
        answer = terminal("missions", width=200, env={"COLUMNS": "70"})
        assert max(cell_len(line) for line in plain(answer.out).splitlines()) <= 70

    @pytest.mark.parametrize("columns", ["", "0", "-5", "abc", "٣"])
    def test_a_columns_variable_that_is_not_a_number_is_ignored(self, terminal: Terminal, columns: str) -> None:
        answer = terminal("missions", width=61, env={"COLUMNS": columns})
        assert answer.code == 0
        assert answer.out == terminal("missions", width=61).out or columns == "٣"


class TestKind:
    """A pledge must not look like a payment, however narrow the window is."""

    @pytest.mark.parametrize("width", [20, 39, 40, *WIDTHS])
    def test_the_kind_of_money_is_always_shown(self, shared: Index, width: int) -> None:
        words = formats.table(listed(shared, "funding"), "table", Page(width=width)).split()
        assert [word for word in words if word in ("pledge", "budget", "disbursement", "suspension")] == [
            "pledge", "budget", "suspension", "disbursement",
        ]  # fmt: skip

    def test_it_stands_below_the_amount_where_it_has_no_column(self, shared: Index) -> None:
        lines = formats.table(listed(shared, "funding"), "table", Page(width=50)).splitlines()
        assert "kind" not in lines[0].split()
        (pledged,) = (n for n, line in enumerate(lines) if line.endswith(" pledge"))
        assert re.search(r"EUR [0-9,]+$", lines[pledged - 1])

    def test_it_is_not_shown_twice(self, shared: Index) -> None:
        for width in WIDTHS:
            for name in ("funding", "missions", "sanctions"):
                text = formats.table(listed(shared, name), "table", Page(width=width))
                for kind in ("disbursement", "un-peacekeeping"):
                    assert len(re.findall(rf"(?<!\S){kind}(?!\S)", text)) <= 1


class TestBlocks:
    """A listing that is too wide even without the columns that can be left out: a block for each fact."""

    def all_columns(self, index: Index, name: str) -> listing.Table:
        facts = selected(index, Filter((name,)))
        cites = query.sources_of(index, [cite for entry in facts for cite in entry.cites])
        return listing.listing(topic_of(name), facts, cites, ("all",), NOTE)

    @pytest.mark.parametrize("width", [20, 40, 60, 100, 160])
    @pytest.mark.parametrize("name", TOPICS)
    def test_all_columns_but_an_address_fit_into_any_window(self, shared: Index, name: str, width: int) -> None:
        for line in formats.table(self.all_columns(shared, name), "table", Page(width=width)).splitlines():
            assert cell_len(line) <= width or line.startswith("  https://")

    def test_a_block_has_a_line_for_each_field_that_has_a_value(self, shared: Index) -> None:
        text = formats.table(self.all_columns(shared, "funding"), "table", Page(width=80))
        assert text.split("\n\n")[3].splitlines() == [
            "id             grain-undated",
            "title          Grain for the east, on a day not given",
            "donor          Norden",
            "recipient      East",
            "kind           disbursement",
            "amount         1,500",
            "currency       NOK",
            "summary        The source gives no date.",
            "tags           humanitarian",
            "sources        Wells for All",
        ]

    def test_a_block_says_when_a_fact_without_an_end_was_last_reported(self, shared: Index) -> None:
        text = formats.table(self.all_columns(shared, "actors"), "table", Page(width=80))
        assert text.split("\n\n")[1].splitlines() == [
            "id             kelan-alliance",
            "start          1 Oct 2003",
            "end            last reported Nov 2004",
            "name           Kélan Alliance",
            "kind           alliance",
            "summary        Two movements of the north, one of them the former front.",
            "tags           north; peace-process",
            "last reported  Nov 2004",
            "sources        東方 Daily",
            "horizon        Nov 2004",
        ]

    def test_default_columns_are_blocks_where_the_window_is_very_narrow(self, shared: Index) -> None:
        lines = formats.table(listed(shared, "funding"), "table", Page(width=40)).splitlines()
        assert lines[:2] == ["start      6 May 2002", "title      EU pledges development aid to"]

    def test_with_hardly_any_room_values_stand_below_the_names(self, shared: Index) -> None:
        lines = formats.table(self.all_columns(shared, "missions"), "table", Page(width=24)).splitlines()
        assert lines[:4] == ["id", "  operation-sirocco", "start", "  May 2001"]

    def test_sources_are_links_here_too(self, shared: Index) -> None:
        text = formats.table(self.all_columns(shared, "missions"), "table", Page(width=60, links=True))
        assert "\x1b]8;;https://eu.example.org/arda\x1b\\" in text
        assert plain(text) == formats.table(self.all_columns(shared, "missions"), "table", Page(width=60))

    def test_a_few_wide_columns_stay_a_table(self, shared: Index) -> None:
        facts = selected(shared, Filter(("missions",)))
        view = listing.listing(topic_of("missions"), facts, {}, ("name,summary,id",), NOTE)
        assert formats.table(view, "table", Page(width=80)).split()[:3] == ["name", "summary", "id"]


texts = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\t\n\x1b\x07[]|:é市場👩‍👧\u0301\u200b\u202e  ")), max_size=120
)


class TestAnyText:
    @given(texts, st.integers(60, 200))
    @settings(max_examples=150, deadline=None)
    def test_any_text_in_a_title_gives_lines_within_the_width_and_without_control_characters(
        self, title: str, width: int
    ) -> None:
        fact = cleaning.cleaned(
            Event(
                id="an-id",
                date=PartialDate("2001-03"),
                title=title,
                summary=title,
                sources=["s"],
                tags=["un"],
                place=title[:20],
            )
        )
        source = cleaning.cleaned(
            Source(id="s", title=title, publisher=title[:40], lang="en", kind="un", url="https://example.org/x")
        )
        found = Found(1, "events", fact)
        table = listing.listing(TOPICS["events"], [found], {"s": source}, (), NOTE)
        whole = card.card(found, {"s": source}, [], {}, [], NOTE)
        for text in (
            formats.table(table, "table", Page(width=width)),
            formats.cards([whole], "table", Page(width=width)),
        ):
            assert not controls(text)
            for line in text.splitlines():
                assert cell_len(line) <= width
        assert not controls(plain(formats.table(table, "table", Page(width=width, colour=True, links=True))))
        assert not controls(
            plain(formats.cards([whole], "table", Page(width=width, colour=True, links=True)).replace("\n", ""))
        )
        for form in ("tsv", "csv", "md"):
            assert not controls(str(formats.table(table, form, Page())))
            assert not controls(str(formats.cards([whole], form, Page())))

    @given(texts, st.integers(1, 60))
    @settings(max_examples=150, deadline=None)
    def test_wrapping_keeps_every_sign_but_blanks(self, text: str, width: int) -> None:
        lines = wrap(text, width)
        assert "".join("".join(lines).split()) == "".join(text.split())
        for line in lines:
            assert cell_len(line) <= width or len(line) == 1


def controls(text: str) -> set[str]:
    """Return the control characters of a text except for line breaks and tabs."""
    return {sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in "\n\t\r"}


def test_no_control_character_of_a_fact_reaches_a_terminal_or_a_pipe(
    terminal: Terminal, run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even from a base that was not checked."""
    monkeypatch.setattr(checks, "findings", lambda *args: [])
    text = BASE.read_text(encoding="utf-8").replace("promises elections", "promises\\u001b[31m elections\\u001b[0m")
    path = write(text.replace("radio.\\n", "radio.\\u0007\\n"), header="")
    run("about", facts=path)
    for line in ("statements", "show moro-2001-03-06", "timeline", "statements -c all"):
        assert not controls(plain(terminal(*line.split(), "--hyperlinks", "never", facts=path).out))
        for form in ("tsv", "csv", "md", "table"):
            answer = run(*line.split(), "-f", form, facts=path)
            assert not controls(answer.out)
            if form != "table":
                assert "promises[31m elections[0m within" in answer.out.replace("\\", "")


def test_the_control_characters_of_a_wrong_word_do_not_reach_the_terminal(run: Run) -> None:
    for line in (
        ["show", "\x1b[31mred"],
        ["missions", "--kind", "\x1b[31mred"],
        ["missions", "--since", "\x1b]0;x\x07"],
        ["events", "-c", "\x9b1m"],
    ):
        assert not controls(run(*line).err)


class TestColour:
    COLOUR = "\x1b["

    def coloured(self, answer: Result) -> bool:
        assert answer.code == 0
        return self.COLOUR in answer.out

    @pytest.mark.parametrize(
        ("env", "line", "expected"),
        [
            ({}, "missions", True),
            ({"NO_COLOR": "1"}, "missions", False),
            ({"NO_COLOR": ""}, "missions", True),
            ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "missions", False),
            ({"NO_COLOR": "1"}, "missions --color always", True),
            ({"CLICOLOR": "0"}, "missions", False),
            ({"CLICOLOR": "1"}, "missions", True),
            ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, "missions", True),
            ({"TERM": "dumb"}, "missions", False),
            ({"TERM": "dumb"}, "missions --color always", True),
            ({"TERM": ""}, "missions", True),
            ({}, "missions --color never", False),
            ({"CLICOLOR_FORCE": "1"}, "missions --color never", False),
            ({}, "missions -f tsv", False),
            ({}, "missions --json", False),
            ({}, "show minka", True),
            ({"NO_COLOR": "1"}, "show minka", False),
        ],
    )
    def test_on_a_terminal(self, terminal: Terminal, env: dict[str, str], line: str, expected: bool) -> None:
        assert self.coloured(terminal(*line.split(), env=env)) == expected

    @pytest.mark.parametrize(
        ("env", "line", "expected"),
        [
            ({}, "missions -f table", False),
            ({"CLICOLOR": "1"}, "missions -f table", False),
            ({"CLICOLOR_FORCE": "1"}, "missions -f table", True),
            ({"CLICOLOR_FORCE": "0"}, "missions -f table", False),
            ({"FORCE_COLOR": "1"}, "missions -f table", True),
            ({"FORCE_COLOR": "0"}, "missions -f table", False),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "missions -f table", False),
            ({}, "missions -f table --color always", True),
            ({"FORCE_COLOR": "1"}, "missions", False),
            ({"FORCE_COLOR": "1"}, "show minka -f table", True),
            ({}, "show minka -f table", False),
        ],
    )
    def test_in_a_pipe(self, run: Run, env: dict[str, str], line: str, expected: bool) -> None:
        assert self.coloured(run(*line.split(), env=env)) == expected


class TestLinks:
    LINK = "\x1b]8;"

    def test_sources_are_links_on_a_terminal_that_shows_them_alone(self, terminal: Terminal, run: Run) -> None:
        assert "\x1b]8;;https://eu.example.org/arda\x1b\\" in terminal("missions", "--sources", env=VTE).out
        assert self.LINK in terminal("show", "minka", env=VTE).out
        assert self.LINK not in terminal("missions", "--sources").out
        for line in ("missions --sources", "missions --sources -f table", "show minka -f table"):
            assert self.LINK not in run(*line.split(), env=VTE).out

    def test_an_option_switches_them_off_and_on(self, terminal: Terminal, run: Run) -> None:
        assert self.LINK not in terminal("missions", "--sources", "--hyperlinks", "never", env=VTE).out
        assert self.LINK in terminal("missions", "--sources", "--hyperlinks", "always").out
        assert self.LINK in run("missions", "--sources", "-f", "table", "--hyperlinks", "always").out

    def test_variables_switch_them_off_and_on_and_the_option_overrides_them(self, terminal: Terminal, run: Run) -> None:
        assert self.LINK not in terminal("missions", "--sources", env={**VTE, "MALIBRIEF_HYPERLINKS": "never"}).out
        assert self.LINK in terminal("missions", "--sources", env={**VTE, "MALIBRIEF_HYPERLINKS": ""}).out
        always = {"MALIBRIEF_HYPERLINKS": "always", "FORCE_HYPERLINK": "0"}
        assert self.LINK in run("missions", "--sources", "-f", "table", env=always).out
        assert self.LINK not in run("missions", "--sources", "-f", "table", "--hyperlinks", "never", env=always).out
        answer = run("missions", "--sources", env={"MALIBRIEF_HYPERLINKS": "no"})
        assert (answer.code, answer.err) == (
            2,
            "malibrief: MALIBRIEF_HYPERLINKS: 'no' is not one of auto, always, never\n",
        )

    @pytest.mark.parametrize(("said", "expected"), [("1", True), ("true", True), ("0", False), ("", False)])
    def test_the_variable_that_other_programs_share_counts_for_all_terminals_and_pipes(
        self, terminal: Terminal, run: Run, said: str, expected: bool
    ) -> None:
        env = {"FORCE_HYPERLINK": said}
        assert (self.LINK in terminal("missions", "--sources", env=env).out) == expected
        assert (self.LINK in run("missions", "--sources", "-f", "table", env=env).out) == expected
        assert (self.LINK in terminal("missions", "--sources", env=env | VTE).out) == (said != "0")

    def test_links_do_not_need_colour(self, terminal: Terminal) -> None:
        assert self.LINK in terminal("missions", "--sources", "--color", "never", env=VTE).out

    def test_a_file_gets_neither_links_nor_colour(self, terminal: Terminal, tmp_path: Path) -> None:
        path = tmp_path / "answer.txt"
        assert terminal("missions", "--sources", "-o", str(path), env=VTE).out == ""
        assert "\x1b" not in path.read_text(encoding="utf-8")


class TestPager:
    @pytest.fixture
    def pager(self, tmp_path: Path) -> Path:
        """Return a pager that marks what it gets."""
        path = tmp_path / "pager"
        path.write_text('#!/bin/sh\necho "PAGED $LESS"\ncat\n')
        path.chmod(0o755)
        return path

    def test_what_does_not_fit_goes_through_the_pager(self, terminal: Terminal, pager: Path) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": str(pager)})
        assert answer.code == 0
        assert answer.out.splitlines()[0] == "PAGED FIRX"
        assert "MINKA: ends" in answer.out

    def test_what_fits_does_not(self, terminal: Terminal, pager: Path) -> None:
        assert "PAGED" not in terminal("timeline", height=400, env={"PAGER": str(pager)}).out

    def test_the_users_own_settings_of_less_stay(self, terminal: Terminal, pager: Path) -> None:
        assert "PAGED -S\n" in terminal("timeline", height=10, env={"PAGER": str(pager), "LESS": "-S"}).out

    def test_malibrief_pager_overrides_pager(self, terminal: Terminal, pager: Path) -> None:
        assert "PAGED" in terminal("timeline", height=10, env={"PAGER": "false", "MALIBRIEF_PAGER": str(pager)}).out

    @pytest.mark.parametrize(
        "setting",
        [
            "{} | cat", "{} 2>/dev/null", "LESS=FIRX {}", 'f() {{ {} "$@"; }}; f', "$PAGER_HERE", "cat | {}", "~/pager",
        ],
    )  # fmt: skip
    def test_it_is_a_command_of_the_shell(self, terminal: Terminal, pager: Path, setting: str) -> None:
        env = {"PAGER": setting.format(pager), "PAGER_HERE": str(pager), "HOME": str(pager.parent)}
        answer = terminal("timeline", height=10, env=env)
        assert (answer.code, answer.out.splitlines()[0], answer.err) == (0, "PAGED FIRX", "")
        assert "MINKA: ends" in answer.out

    @pytest.mark.parametrize("setting", ["", "cat", " cat "])
    def test_the_pager_can_be_switched_off(self, terminal: Terminal, setting: str) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": setting})
        assert (answer.code, answer.err) == (0, "")
        assert "MINKA: ends" in answer.out

    @pytest.mark.parametrize(
        ("setting", "code"),
        [("no-such-pager-here", 127), ("head -1 | no-such-pager-here", 127), ("/", 126), ("false", 1), ("exit 3", 3)],
    )
    def test_if_it_shows_nothing_the_answer_is_printed_with_a_note(
        self, terminal: Terminal, setting: str, code: int
    ) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": setting})
        assert answer.code == 0
        assert answer.out.count("MINKA: ends") == 1
        assert (
            f"malibrief: the pager {setting!r} failed with exit code {code}; the answer was printed without it\n"
            in answer.err
        )

    def test_the_default_pager_may_be_missing(self, terminal: Terminal) -> None:
        answer = terminal("timeline", height=10, env={"PATH": "/nonexistent"})
        assert (answer.code, answer.out.count("MINKA: ends"), answer.err) == (0, 1, "")

    @pytest.mark.parametrize("setting", ["'unbalanced", "less |", "(", "less &&"])
    def test_a_pager_that_is_not_a_command_is_reported_too(self, terminal: Terminal, setting: str) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": setting})
        assert (answer.code, answer.out.count("MINKA: ends")) == (0, 1)
        assert "failed with exit code 2" in answer.err

    def test_a_pager_that_showed_the_answer_and_failed_is_reported_and_nothing_is_printed_twice(
        self, terminal: Terminal
    ) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": "cat; exit 3"})
        assert (answer.code, answer.err) == (0, "malibrief: the pager 'cat; exit 3' ended with exit code 3\n")
        assert answer.out.count("MINKA: ends") == 1

    @pytest.mark.parametrize(("ended", "code"), [("PIPE", 0), ("INT", 130)])
    def test_a_pager_that_the_user_stopped_is_no_failure(self, terminal: Terminal, ended: str, code: int) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": f"head -2; kill -{ended} $$"})
        assert (answer.code, answer.err, len(answer.out.splitlines())) == (code, "", 2)

    def test_no_pager_is_an_option(self, terminal: Terminal, pager: Path) -> None:
        assert "PAGED" not in terminal("timeline", "--no-pager", height=10, env={"PAGER": str(pager)}).out

    def test_a_pager_that_is_left_early_is_no_error(self, terminal: Terminal) -> None:
        answer = terminal("timeline", height=10, env={"PAGER": "head -2"})
        assert (answer.code, answer.err) == (0, "")

    def test_a_pipe_and_a_file_are_never_paged(self, run: Run, terminal: Terminal, pager: Path, tmp_path: Path) -> None:
        assert "PAGED" not in run("timeline", env={"PAGER": str(pager)}).out
        assert terminal("timeline", "-o", str(tmp_path / "x.txt"), height=5, env={"PAGER": str(pager)}).out == ""
