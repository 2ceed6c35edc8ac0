"""HTML pages: complete, self-contained, escaped, without scripts, with the same content as other formats."""

import json
import re
import shutil
import subprocess
from collections import Counter
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from malibrief.facts.topics import TABLES, TOPICS
from malibrief.render.html import STYLE
from malibrief.render.svg.shapes import DARK, INK, NARROW, PAPER, SOFT_INK, TITLE_SIZE, WIDTH
from tests.conftest import Run, Write

LISTINGS = (*TOPICS, *TABLES, "timeline")
PAGES = (
    *LISTINGS, "timeline --milestones", "events -n 0", "statements -c all", "search coup", "show minka",
    "show 9001 elodie-tamba-president press-fire", "show moro-2001-03-06", "brief", "brief --as-of 2002-03-01",
    "diff 2001 2004", "show president-arda minka-strength kelan-alliance", "brief --as-of 2005-06-15", "diff 2003 2005-06-15",
)  # fmt: skip
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
VOID = {"meta", "br", "hr", "img", "link", "input", "wbr"}
SVG = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "line", "text"}
HTML = {
    "html", "head", "meta", "title", "style", "body", "main", "footer", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd",
    "div", "figure", "table", "thead", "tbody", "tr", "th", "td", "a", "b", "code", "span", "sup",
}  # fmt: skip


class Page(HTMLParser):
    """A page that is read back, with the check that every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"an attribute twice in {self.get_starttag_text()}")
        if tag in ("li", "dt", "tr") and self.open[-1] not in ("ul", "ol", "dl", "tbody", "thead"):
            self.faults.append(f"{tag} in {self.open[-1]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if "svg" not in self.open:
            self.faults.append(f"<{tag}/> outside of a picture")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in their order."""
        return [value for _, other, value in self.attributes if other == name]


def paged(run: Run, line: str) -> Page:
    """Return the page that a command line gives, read back."""
    answer = run(*line.split(), "-f", "html")
    assert answer.code == 0
    return Page(answer.out)


@pytest.mark.parametrize("form", ["html", "md"])
def test_each_hit_of_a_search_links_its_best_source_and_those_are_counted(run: Run, form: str) -> None:
    hits = json.loads(run("search", "soldiers in 2003", "--json").out)["facts"]
    out = run("search", "soldiers in 2003", "-f", form).out
    addresses = re.findall(r'href="(http[^"]+)"' if form == "html" else r"\(<(http[^>]+)>\)", out)
    assert len(hits) > 1
    assert len(addresses) == len(hits)
    every = {source["id"] for hit in hits for source in hit["sources"]}
    assert f"{len(hits)} hits · {len(set(addresses))} of {len(every)} sources" in out


class TestEveryPage:
    @pytest.mark.parametrize("line", PAGES)
    def test_is_whole(self, run: Run, line: str) -> None:
        read = paged(run, line)
        assert read.text.startswith('<!DOCTYPE html>\n<html lang="en">\n')
        assert read.text.endswith("</html>\n")
        assert (read.faults, read.open) == ([], [])
        assert set(read.seen) <= HTML | SVG
        for once in ("html", "head", "body", "main", "h1", "footer"):
            assert read.seen[once] == 1, once
        assert 'charset="utf-8"' in read.text

    @pytest.mark.parametrize("line", PAGES)
    def test_needs_nothing_from_elsewhere_and_runs_nothing(self, run: Run, line: str) -> None:
        read = paged(run, line)
        assert not {"script", "link", "img", "iframe", "object"} & set(read.seen)
        assert not [name for _, name, _ in read.attributes if name.startswith("on") or name == "src"]
        assert not re.search(r"@import|@font-face|url\(|javascript:", read.text)
        assert all(value.startswith(("https://", "http://", "#")) for value in read.values("href"))

    @pytest.mark.parametrize("line", PAGES)
    def test_ids_are_unique_and_internal_links_have_targets(self, run: Run, line: str) -> None:
        read = paged(run, line)
        ids = read.values("id")
        assert len(ids) == len(set(ids))
        assert {value[1:] for value in read.values("href") if value.startswith("#")} <= set(ids)

    @pytest.mark.parametrize("line", PAGES)
    def test_gives_the_date_of_its_facts(self, run: Run, line: str) -> None:
        assert "Arda: an invented crisis · covered up to 31 May 2005, edited 30 June 2005" in "".join(
            paged(run, line).words
        )

    @pytest.mark.parametrize(
        "line", ["events", "statements -c all", "show moro-2001-03-06", "show flood-2001", "timeline"]
    )
    def test_text_is_escaped_and_control_characters_are_gone(self, run: Run, line: str) -> None:
        read = paged(run, line)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", read.text)
        if "flood" in line:
            assert "A | B, `code`, *stars*, <b>tags</b> and \\ a backslash stay as they are." in "".join(read.words)

    @pytest.mark.parametrize("line", PAGES)
    def test_has_a_light_a_dark_a_narrow_and_a_printed_form(self, run: Run, line: str) -> None:
        text = paged(run, line).text
        for rule in (
            "@media(prefers-color-scheme:dark)",
            "@media screen and (max-width:40rem)",
            "@media print",
            "viewport",
        ):
            assert rule in text


class TestStyle:
    """The style sheet, which all pages share."""

    def test_every_text_can_be_read_on_light_on_dark_and_on_paper(self) -> None:
        """WCAG 2 asks for a contrast of 4.5 at least."""
        themes = [dict(re.findall(r"--(\w+):(#[0-9a-f]+)", block)) for block in re.findall(r":root\{[^}]*\}", STYLE)]
        assert len(themes) == 3
        for theme in themes:
            for name in ("ink", "soft", "link"):
                assert contrast(theme[name], theme["paper"]) >= 4.5, (name, theme)

    def test_the_text_of_pictures_can_be_read_on_their_own_paper(self) -> None:
        dark = {selector: rule.partition(":")[2] for selector, rule in DARK.items()}
        for paper, inks in ((PAPER, (INK, SOFT_INK)), (dark["svg .b"], (dark["svg text"], dark["svg .s"]))):
            assert all(contrast(ink, paper) >= 4.5 for ink in inks)

    def test_paper_is_a4_and_breaks_no_row_and_underlines_no_link(self) -> None:
        printed = STYLE[STYLE.index("@page") :]
        for rule in ("size:A4", "a{text-decoration:none}", "li,tr,dt,dd,figure{break-inside:avoid}", "attr(href)"):
            assert rule in printed

    @pytest.mark.skipif(not (BROWSER and shutil.which("pdftotext")), reason="nothing here prints pages")
    @pytest.mark.parametrize(
        "line",
        ["missions", "brief 2002-03-01", "brief 2002-03-01 --full", "diff 2001 2003", "show minka", "search minka"],
    )
    def test_on_paper_a_source_has_its_address(self, run: Run, tmp_path: Path, line: str) -> None:
        html, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
        html.write_text(run(*line.split(), "-f", "html").out, encoding="utf-8")
        address = re.findall(r'<a href="https?://([^"]+)"', html.read_text(encoding="utf-8"))[0]
        flags = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}"]
        subprocess.run(
            [str(BROWSER), *flags, f"--print-to-pdf={pdf}", str(html)], check=True, capture_output=True, timeout=120
        )
        told = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8").stdout
        assert address in "".join(told.split())

    @pytest.mark.skipif(not BROWSER, reason="there is no Chromium to lay pages out")
    def test_no_page_is_wider_than_the_screen(self, run: Run, tmp_path: Path) -> None:
        lines = (
            "missions",
            "sources",
            "statements -c all",
            "show flood-2001",
            "brief 2002-03-01",
            "search coup",
            "figures",
        )
        frames = "".join(
            f'<iframe width="{width}" srcdoc="{escape(run(*line.split(), "-f", "html").out)}"></iframe>'
            for line in lines
            for width in (320, 390, 800)
        )
        script = (
            "onload=()=>{document.body.dataset.over=[...document.querySelectorAll('iframe')].map("
            "f=>f.contentDocument.documentElement.scrollWidth-f.contentWindow.innerWidth)}"
        )
        path = tmp_path / "frames.html"
        path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{frames}<script>{script}</script>", encoding="utf-8")
        browser = (
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={tmp_path}",
        )
        done = subprocess.run(
            [*browser, "--virtual-time-budget=5000", "--dump-dom", path.as_uri()],
            capture_output=True,
            check=True,
            timeout=120,
        )
        over = re.search(r'data-over="([^"]*)"', done.stdout.decode())
        assert over
        assert [int(each) for each in over[1].split(",")] == [0] * 3 * len(lines)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as #16181b or #fff, from 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class TestListings:
    @pytest.mark.parametrize("line", ["missions", "timeline --milestones", "funding", "figures --series school-share"])
    def test_a_picture_repeats_neither_title_nor_foot_of_its_page_and_has_a_taller_form_for_a_phone(
        self, run: Run, line: str
    ) -> None:
        read = paged(run, line)
        assert f'font-size="{TITLE_SIZE}"' not in read.text
        assert "for sources: malibrief show ID" not in read.text
        sizes = [tuple(map(float, box.split()[2:])) for box in read.values("viewbox")]
        assert [width for width, _ in sizes] == [WIDTH, NARROW]
        assert sizes[1][1] / NARROW > sizes[0][1] / WIDTH

    def test_a_picture_keeps_a_title_that_says_more(self, run: Run) -> None:
        assert "Mandates of resolutions" in paged(run, "resolutions").words

    @pytest.mark.parametrize("name", LISTINGS)
    def test_has_a_row_for_each_fact_and_the_chart_above(self, run: Run, name: str) -> None:
        read = paged(run, name)
        ids = run(name).ids
        assert read.seen["tr"] == len(ids) + 1
        words = "".join(read.words)
        assert all(name in words for name in ids)
        if name in ("offices", "series"):
            assert read.seen["svg"] == 0, "what has no time is not drawn"
        else:
            assert read.text.index("<svg") < read.text.index("<table")

    def test_an_empty_listing_is_a_page_without_a_picture(self, run: Run) -> None:
        read = paged(run, "events -n 0")
        assert (read.seen["svg"], read.seen["tr"]) == (0, 1)
        assert "0 events" in read.words

    def test_sources_are_links_and_those_without_an_address_are_not(self, run: Run) -> None:
        read = paged(run, "missions")
        assert "https://docs.example.org/S/RES/9001(2001)" in read.values("href")
        assert "Institut d'études d'Arda" in "".join(read.words)

    def test_addresses_keep_their_signs(self, run: Run) -> None:
        assert "https://docs.example.org/report?n=1&lang=en" in paged(run, "sources").values("href")

    def test_an_address_that_is_not_of_the_web_is_not_linked(self, run: Run, write: Write) -> None:
        path = write(
            '[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\nurl = "javascript:alert(1)"\nlang = "en"\nkind = "un"\n\n'
            '[[events]]\nid = "e"\ndate = 2001-01-01\ntitle = "E"\nsummary = "S"\ntags = ["un"]\nsources = ["s"]\n'
        )
        for line in ("events", "sources", "show e"):
            answer = run(*line.split(), "-f", "html", facts=path)
            assert not [value for value in Page(answer.out).values("href") if value.startswith("javascript")]

    def test_numbers_have_separators_and_are_aligned_right_and_dates_are_iso(self, run: Run) -> None:
        text = paged(run, "funding").text
        assert '<td class="n" data-label="amount">615,000,000</td>' in text
        assert '<td class="d" data-label="start">2002-05-06</td>' in text

    def test_a_resolutions_number_has_no_separators(self, run: Run) -> None:
        assert '<td class="n" data-label="number">9001</td>' in paged(run, "resolutions -c number,title").text
        assert "<dt>number</dt><dd>9001</dd>" in paged(run, "show 9001").text

    def test_every_cell_names_its_column_for_a_narrow_screen(self, run: Run) -> None:
        read = paged(run, "missions")
        labels = ["start", "end", "name", "kind", "lead", "sources", "id"]
        assert read.values("data-label") == labels * 4

    def test_has_the_columns_asked_for(self, run: Run) -> None:
        read = paged(run, "missions -c name,id")
        assert read.seen["th"] == 2


class TestCards:
    def test_has_its_fields_its_neighbours_and_its_sources(self, run: Run) -> None:
        words = "".join(paged(run, "show minka").words)
        for said in (
            "from 1 July 2001 to 30 June 2004",
            "United Nations Mission in Arda",
            "protect civilians",
            "un-9001",
        ):
            assert said in words
        assert "1 June 2001: Council establishes MINKA" in words

    def test_a_related_fact_is_shown_with_its_detail(self, run: Run) -> None:
        assert "Ana Li: Special Representative and head of MINKA" in "".join(paged(run, "show minka").words)

    def test_an_amount_has_its_currency(self, run: Run) -> None:
        assert "<dt>amount</dt><dd>EUR 615,000,000</dd>" in paged(run, "show eu-pledge-2002").text

    def test_a_title_in_another_language_says_so(self, run: Run) -> None:
        assert '<span lang="fr">Coup d&#x27;État à Kéran</span>' in paged(run, "show 2001-03-05-coup").text

    def test_several_facts_are_sections_of_one_page(self, run: Run) -> None:
        read = paged(run, "show minka kelan-accord")
        assert read.seen["h2"] == 2
        assert {"MINKA", "Kelan Accord", "Arda: 2 facts"} <= set(read.words)


class TestBriefAndDifference:
    def test_every_source_mark_links_to_its_source(self, run: Run) -> None:
        for line in ("brief --as-of 2002-03-01", "brief --full --as-of 2002-03-01", "diff 2001 2004"):
            read = paged(run, line)
            marks = [value for value in read.values("href") if value.startswith("#source-")]
            assert marks
            assert set(marks) == {f"#{value}" for value in read.values("id") if value.startswith("source-")}

    def test_the_brief_shows_the_missions_of_the_day_alone(self, run: Run) -> None:
        read = paged(run, "brief --full --as-of 2002-03-01")
        picture = read.text[read.text.index("<svg") : read.text.index("</svg>")]
        assert "MINKA" in picture
        assert "EU trainers" in picture
        assert "Coalition of 2003" not in picture
        assert "2004" not in picture.split("malibrief:")[0]


@pytest.mark.parametrize("form", ["html", "svg", "bars", "table"])
def test_remarks_are_in_every_format_for_people(run: Run, form: str) -> None:
    text = run("people", "--office", "president-arda", "-f", form).out
    assert "no holder is recorded since 2004" in text
