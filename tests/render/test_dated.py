"""Calendars and timelines, read back by icalendar and by the types that TimelineJS documents, and held against the JSON."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from icalendar import Calendar

from malibrief.facts.topics import TOPICS
from malibrief.render.timelinejs import COLOURS
from tests.conftest import BASE, EVENT, SOURCE, Run, Write

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
LISTINGS = [*TOPICS, "timeline", "sources"]
"""The listings whose rows have dates."""


def calendar(text: str) -> Any:
    """A calendar, each of whose lines is of the form that RFC 5545 asks for."""
    assert text.endswith("\r\n")
    for line in text[:-2].split("\r\n"):
        assert "\n" not in line
        assert len(line.encode()) <= 75
    return Calendar.from_ical(text)


def events(text: str) -> list[Any]:
    return list(calendar(text).events)


def facts(run: Run, *words: str, base: Path = BASE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--json", facts=base).out)["facts"]
    return found


def last_day(iso: str) -> date:
    """The last day of a day, month or year."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    after = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return after - timedelta(days=1)


def first_day(iso: str) -> date:
    return date.fromisoformat(f"{iso}-01-01"[:10])


class TestCalendar:
    def test_its_head_says_who_made_it_of_what_and_how_far_that_reaches(self, run: Run) -> None:
        head = calendar(run("events", "--tag", "coup", "-f", "ics").out)
        assert head["VERSION"] == "2.0"
        assert re.fullmatch(r"-//malibrief//malibrief [\d.]+//EN", head["PRODID"])
        assert [head[name].replace("\\,", ",") for name in ("NAME", "X-WR-CALNAME")] == ["Arda: events, tag coup"] * 2
        assert head["DESCRIPTION"] == "covered up to 31 May 2005, edited 30 June 2005"

    def test_an_event_is_of_whole_days_and_says_what_its_fact_says(self, run: Run) -> None:
        (fact,) = facts(run, "resolutions", "--number", "9001")
        (event,) = events(run("resolutions", "--number", "9001", "-f", "ics").out)
        assert event["UID"] == "sc-res-9001.date@malibrief"
        assert event["DTSTART"].dt == date(2001, 6, 1)
        assert event["DTEND"].dt == date(2001, 6, 2)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTSTAMP"].dt == datetime(2005, 6, 30, tzinfo=UTC)
        assert event["SUMMARY"] == fact["title"]
        assert event["URL"] == fact["url"]
        assert event["CATEGORIES"].cats == ["resolution", *fact["tags"]]
        assert event["TRANSP"] == "TRANSPARENT"
        summary, cited = event["DESCRIPTION"].split("\n\n")
        assert (summary, cited) == (fact["summary"], run("cite", "un-9001").out.rstrip())

    def test_what_lasts_begins_and_ends_by_itself(self, run: Run) -> None:
        told = {
            event["UID"]: (event["SUMMARY"], event["DTSTART"].dt) for event in events(run("missions", "-f", "ics").out)
        }
        assert told["minka.start@malibrief"] == ("MINKA: begins", date(2001, 7, 1))
        assert told["minka.end@malibrief"] == ("MINKA: ends", date(2004, 6, 30))

    def test_an_event_is_the_same_in_the_listing_of_its_topic_and_in_the_timeline(self, run: Run) -> None:
        alike = {event["UID"]: event.to_ical() for event in events(run("timeline", "-f", "ics").out)}
        for topic in ("events", "missions", "sanctions", "agreements", "statements", "resolutions"):
            for event in events(run(topic, "-f", "ics").out):
                assert alike[event["UID"]] == event.to_ical()

    def test_what_goes_on_for_days_ends_on_the_day_after_its_last(self, run: Run, write: Write) -> None:
        path = write(EVENT.replace("2001-03-05", "2001-12-30\nend = 2001-12-31") + "\n" + SOURCE)
        (event,) = events(run("events", "-f", "ics", facts=path).out)
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2001, 12, 30), date(2002, 1, 1))

    @pytest.mark.parametrize(("iso", "days"), [("2004-02", 29), ("2001", 365)])
    def test_a_month_or_year_is_left_out_and_counted_or_fills_its_days(
        self, run: Run, write: Write, iso: str, days: int
    ) -> None:
        path = write(EVENT.replace("2001-03-05", f'"{iso}"') + "\n" + SOURCE)
        answer = run("events", "-f", "ics", facts=path)
        assert (answer.code, events(answer.out)) == (0, [])
        assert answer.err == "malibrief: left out, as no day is known: 1 date; --spans fills months and years\n"
        answer = run("events", "-f", "ics", "--spans", facts=path)
        (event,) = events(answer.out)
        assert answer.err == ""
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=days)
        assert event["DTSTART"].dt == first_day(iso)

    def test_what_has_no_date_is_counted(self, run: Run) -> None:
        answer = run("offices", "-f", "ics")
        assert (answer.code, events(answer.out)) == (0, [])
        assert answer.err == "malibrief: left out, as no date is known: 3 offices\n"

    def test_the_last_day_of_all_has_no_day_after_it(self, run: Run, write: Write) -> None:
        header = '[factbase]\ntitle = "T"\nplace = "P"\nschema = 2\nupdated = 9999-12-31\n\n'
        path = write(EVENT.replace("2001-03-05", "9999-12-31") + "\n" + SOURCE, header=header)
        (event,) = events(run("events", "-f", "ics", facts=path).out)
        assert event["DTSTART"].dt == date(9999, 12, 31)
        assert "DTEND" not in event

    def test_texts_are_escaped_and_folded_between_characters(self, run: Run, write: Write) -> None:
        title = "a\\b; c, d: \\n é" + "市場👩‍👧" * 9
        path = write(EVENT.replace('"T"', json.dumps(title, ensure_ascii=False)) + "\n" + SOURCE)
        (event,) = events(run("events", "-f", "ics", facts=path).out)
        assert event["SUMMARY"] == title

    @pytest.mark.parametrize(("words", "language"), [((), "en"), (("--lang", "fr"), "fr")])
    def test_its_texts_say_their_language(self, run: Run, words: tuple[str, ...], language: str) -> None:
        (event, *_) = events(run("missions", "-f", "ics", *words).out)
        for name in ("SUMMARY", "DESCRIPTION", "CATEGORIES"):
            assert event[name].params["LANGUAGE"] == language
        assert (": begins" in event["SUMMARY"] or ": decided" in event["SUMMARY"]) == (language == "en")

    def test_a_locale_does_not_change_it(self, terminal: Any) -> None:
        for form in ("ics", "timelinejs"):
            english = terminal("events", "-f", form)
            assert english.code == 0
            assert terminal("events", "-f", form, env={"LC_ALL": "fr_FR.UTF-8"}) == english

    def test_of_a_briefing_it_has_what_is_set_to_end_named_after_that(self, run: Run) -> None:
        lines = json.loads(run("brief", "2001-08-01", "--json").out)["sections"]["ahead"]
        found = events(run("brief", "2001-08-01", "-f", "ics").out)
        assert [event["DTSTART"].dt.isoformat() for event in found] == [line["until"] for line in lines]
        assert [event["SUMMARY"] for event in found] == [f"{line['title']}: set to end" for line in lines]
        assert "minka.set-to-end@malibrief" in {event["UID"] for event in found}

    def test_of_a_briefing_nothing_set_to_end_is_an_empty_calendar_and_said(self, run: Run) -> None:
        answer = run("brief", "1999-12-31", "-f", "ics")
        assert (answer.code, events(answer.out)) == (0, [])
        assert answer.err == "malibrief: nothing is set to end in the twelve months after 31 December 1999\n"

    def test_of_a_briefing_there_is_no_other_section(self, run: Run) -> None:
        assert run("brief", "--section", "ahead,offices", "-f", "ics").code == 0
        answer = run("brief", "--section", "offices", "-f", "ics")
        assert (answer.code, answer.out) == (2, "")
        assert "ics has the section ahead only" in answer.err

    @pytest.mark.parametrize("form", ["ics", "timelinejs"])
    def test_there_are_no_columns_to_choose(self, run: Run, form: str) -> None:
        answer = run("events", "-c", "id", "-f", form)
        assert (answer.code, answer.err.count(f"{form} has no columns")) == (2, 1)

    def test_months_fill_their_days_in_calendars_only(self, run: Run) -> None:
        answer = run("events", "--spans", "-f", "csv")
        assert (answer.code, answer.out) == (2, "")
        assert "only ics fills their days" in answer.err

    def test_a_search_gives_what_happened_or_else_its_facts(self, run: Run) -> None:
        assert [event["UID"] for event in events(run("search", "what happened in july 2001", "-f", "ics").out)] == [
            "minka.start@malibrief"
        ]
        found = {event["UID"] for event in events(run("search", "minka", "-n", "1", "-f", "ics").out)}
        assert found >= {"minka.start@malibrief", "minka.end@malibrief"}


class Day(msgspec.Struct, forbid_unknown_fields=True):
    """A date as TimelineJS has it: a day has a month, and no part is zero."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        assert self.month or self.day is None
        assert (self.year, self.month or 1, self.day or 1) >= (1, 1, 1)

    def __str__(self) -> str:
        return "-".join(
            f"{part:0{4 if n == 0 else 2}}" for n, part in enumerate((self.year, self.month, self.day)) if part
        )


class Text(msgspec.Struct, forbid_unknown_fields=True):
    headline: str
    text: str


class Background(msgspec.Struct, forbid_unknown_fields=True):
    color: str


class Title(msgspec.Struct, forbid_unknown_fields=True):
    unique_id: str
    text: Text


class Slide(msgspec.Struct, forbid_unknown_fields=True):
    unique_id: str
    start_date: Day
    text: Text
    background: Background
    group: str
    end_date: Day | None = None


class Timeline(msgspec.Struct, forbid_unknown_fields=True):
    """The document of https://timeline.knightlab.com/docs/json-format.html, with the parts of it that are written here."""

    scale: str
    title: Title
    events: list[Slide]


def slides(text: str) -> list[Slide]:
    document = msgspec.json.decode(text, type=Timeline)
    assert document.scale == "human"
    names = [document.title.unique_id, *(slide.unique_id for slide in document.events)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    return document.events


class TestTimelineJS:
    def test_a_slide_says_what_its_fact_says_and_links_its_sources(self, run: Run) -> None:
        (fact,) = facts(run, "resolutions", "--number", "9001")
        (slide,) = slides(run("resolutions", "--number", "9001", "-f", "timelinejs").out)
        assert (slide.unique_id, str(slide.start_date), slide.end_date) == ("sc-res-9001.date", fact["date"], None)
        assert slide.group == "resolutions"
        assert unescape(slide.text.headline) == fact["title"]
        assert f"<p>{fact['summary']}</p>" in unescape(slide.text.text)
        assert f'<a href="{fact["sources"][0]["url"]}"' in slide.text.text

    def test_the_title_names_the_base_and_the_filter(self, run: Run) -> None:
        document = msgspec.json.decode(run("missions", "--lead", "France", "-f", "timelinejs").out, type=Timeline)
        assert document.title.text.headline == "Arda: missions, lead France"
        assert "Arda: an invented crisis" in document.title.text.text

    def test_what_lasts_is_one_slide_and_without_a_known_end_says_when_it_was_last_reported(self, run: Run) -> None:
        told = {slide.unique_id: slide for slide in slides(run("missions", "-f", "timelinejs").out)}
        assert list(told) == run("missions").ids
        assert (str(told["minka"].start_date), str(told["minka"].end_date)) == ("2001-07-01", "2004-06-30")
        assert (str(told["coalition-2003"].start_date), str(told["coalition-2003"].end_date)) == ("2003", "2003-09")
        assert told["operation-sirocco"].end_date is None
        assert "<p>last reported 18 February 2002</p>" in told["eu-trainers"].text.text

    def test_markup_in_texts_is_text(self, run: Run, write: Write) -> None:
        path = write(EVENT.replace('"T"', '"<b>1 & 2</b>"').replace('"S"', '"<script>"') + "\n" + SOURCE)
        (slide,) = slides(run("events", "-f", "timelinejs", facts=path).out)
        assert slide.text.headline == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
        assert slide.text.text == "<p>&lt;script&gt;</p><p>P</p>"

    def test_it_is_json_for_a_file_of_that_suffix(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "t.json"
        assert run("events", "-f", "timelinejs", "-o", str(path)).code == 0
        assert path.read_text(encoding="utf-8") == run("events", "-f", "timelinejs").out

    def test_every_topic_has_a_colour_on_which_white_can_be_read(self) -> None:
        assert set(COLOURS) == {*TOPICS, "sources"}
        assert [name for name, colour in COLOURS.items() if contrast_with_white(colour) < 7] == []


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def dates_of(fact: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """The field, the date and the end of each event that a fact has in a calendar, by its JSON alone."""
    topic = fact["topic"]
    dates = ("date", "start", "end", "established", "completed")
    known: dict[str, str] = {name: fact[name] for name in dates if fact.get(name) not in (None, "unknown")}
    names = ["date", "completed", "start", "end"]
    if topic in ("events", "funding"):
        names = [next((name for name in names if name in known), "end")]
    elif topic == "missions":
        names = ["established"] * (known.get("established") != known.get("start")) + ["start", "end"]
    for name in names:
        if name in known:
            field = "published" if topic == "sources" else name
            last = known.get("end") if topic in ("events", "funding") else None
            yield field, known[name], last


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_shipped_base_comes_back_whole_from_a_calendar(run: Run, listing: str) -> None:
    found = facts(run, listing, base=SHIPPED)
    if listing == "timeline":
        wanted = Counter((fact["id"], fact["date"]) for fact in found)
        got = events(run(listing, "-f", "ics", "--spans", facts=SHIPPED).out)
        assert Counter((event["UID"].split(".")[0], event["DTSTART"].dt) for event in got) == Counter(
            (name, first_day(iso)) for name, iso in wanted.elements()
        )
        assert [event["SUMMARY"] for event in got] == [fact["title"] for fact in found]
        return
    spans = {
        f"{fact['id']}.{field}@malibrief": (first_day(day), last_day(end or day) + timedelta(days=1))
        for fact in found
        for field, day, end in dates_of(fact)
    }
    days = {
        f"{fact['id']}.{field}@malibrief"
        for fact in found
        for field, day, end in dates_of(fact)
        if len(day) == len(end or day) == 10
    }
    got = events(run(listing, "-f", "ics", "--spans", facts=SHIPPED).out)
    assert {event["UID"]: (event["DTSTART"].dt, event["DTEND"].dt) for event in got} == spans
    assert len(got) == len(spans)
    by_id = {fact["id"]: fact for fact in found}
    for event in got:
        fact = by_id[event["UID"].rpartition(".")[0]]
        assert event["DESCRIPTION"].startswith(fact.get("summary") or "")
        assert (fact.get("title") or fact["name"]) in event["SUMMARY"]
        assert event["CATEGORIES"].cats[1:] == fact.get("tags", [])
    assert {event["UID"] for event in events(run(listing, "-f", "ics", facts=SHIPPED).out)} == days


READ = """
const {JSDOM} = require("jsdom"), fs = require("fs");
const page = new JSDOM('<div id="t"></div>', {runScripts: "outside-only", pretendToBeVisual: true, url: "http://localhost/"}).window;
page.console.log = () => {};
page.matchMedia = () => ({matches: false, addListener() {}});
page.eval(fs.readFileSync(require.resolve("@knight-lab/timelinejs/dist/js/timeline.js"), "utf8"));
if (process.argv.length > 2) {
  const made = new page.TL.Timeline("t", JSON.parse(fs.readFileSync(process.argv[2])), {});
  setTimeout(() => {
    console.log(JSON.stringify([made.config.getErrors(), made.config.events.map(slide => slide.unique_id)]));
    page.close();
  }, 500);
} else page.close();
"""
"""Loads a timeline with TimelineJS itself, and prints its errors and the slides that it took."""


@pytest.mark.parametrize("listing", ["timeline", "people", "funding"])
def test_timelinejs_itself_takes_every_slide_of_the_shipped_base(run: Run, tmp_path: Path, listing: str) -> None:
    """Where node finds it: `npm install @knight-lab/timelinejs jsdom`, and NODE_PATH names its node_modules."""
    if not shutil.which("node") or subprocess.run(["node", "-e", READ], capture_output=True, check=False).returncode:
        pytest.skip("TimelineJS, jsdom or node is not installed")
    path = tmp_path / "t.json"
    run(listing, "-f", "timelinejs", "-o", str(path), facts=SHIPPED)
    script = tmp_path / "read.js"
    script.write_text(READ, encoding="utf-8")
    errors, taken = json.loads(subprocess.run(["node", str(script), str(path)], capture_output=True, check=True).stdout)
    assert errors == []
    assert sorted(taken) == sorted(slide.unique_id for slide in slides(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_shipped_base_comes_back_whole_from_a_timeline(run: Run, listing: str) -> None:
    found = [
        fact for fact in facts(run, listing, base=SHIPPED) if fact.get("date") or fact.get("start") or fact.get("end")
    ]
    got = slides(run(listing, "-f", "timelinejs", facts=SHIPPED).out)
    told = [fact for fact in found if fact.get("date") or fact.get("start") or fact["end"] != "unknown"]
    assert [str(slide.start_date) for slide in got] == [
        fact.get("date") or fact.get("start") or fact["end"] for fact in told
    ]
    assert [slide.unique_id.split(".")[0] for slide in got] == [fact["id"] for fact in told]
    for slide, fact in zip(got, told, strict=True):
        assert (fact.get("title") or fact["name"]) in unescape(slide.text.headline)
        assert slide.text.text.count("<a ") == sum(bool(source["url"]) for source in fact.get("sources", [fact]))
        end = fact.get("end")
        if end in (None, "unknown") or listing == "timeline" or end == str(slide.start_date):
            assert slide.end_date is None or fact["topic"] == "events"
        else:
            assert str(slide.end_date) == end
