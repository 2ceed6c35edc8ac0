"""Files for spreadsheets: workbooks, CSV with a byte-order mark, and cells that stay what they are."""

import codecs
import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from malibrief.facts.dates import PartialDate
from malibrief.render import workbook
from tests.conftest import EVENT, SOURCE, Run, Shell, Terminal, Write
from tests.render.test_formats import LISTINGS, in_a_cell

ACCENTED = EVENT.replace('"T"', '"Ménaka – « Gao »"').replace("tags", "deaths = { min = 6, max = 7 }\ntags") + SOURCE
"""An event with accents, and with deaths that a spreadsheet would take for a day in June."""


def opened(data: bytes) -> Any:
    """A workbook, as openpyxl reads it."""
    return load_workbook(io.BytesIO(data))


def rows_of(page: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


class TestMark:
    def test_a_csv_file_begins_with_a_byte_order_mark_and_a_pipe_does_not(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        for line in ("events", "show minka", "brief", "diff 2001 2003", "search minka"):
            run(*line.split(), "-o", str(path))
            piped = run(*line.split(), "-f", "csv").data
            assert path.read_bytes()[:3] == codecs.BOM_UTF8 != piped[:3]

    @pytest.mark.parametrize("form", ["csv", "tsv"])
    def test_it_can_be_chosen_everywhere(self, run: Run, tmp_path: Path, form: str) -> None:
        path = tmp_path / f"x.{form}"
        assert run("events", "-f", form, "--bom").data == codecs.BOM_UTF8 + run("events", "-f", form).data
        for option, mark in (("--bom", codecs.BOM_UTF8), ("--no-bom", b"")):
            run("missions", "-o", str(path), option)
            assert path.read_bytes() == mark + run("missions", "-f", form).data

    def test_a_tsv_file_has_none_by_default_as_scripts_read_it(self, run: Run, tmp_path: Path) -> None:
        run("missions", "-o", str(tmp_path / "x.tsv"))
        assert (tmp_path / "x.tsv").read_bytes() == run("missions").data

    def test_what_is_written_to_directly_has_none(self, shell: Shell) -> None:
        piped = shell("malibrief missions -f csv | cat")
        assert shell("malibrief missions -f csv -o /dev/stdout | cat") == piped
        assert shell("malibrief missions -f csv -o >(cat) | cat") == piped

    def test_an_empty_answer_stays_empty(self, run: Run) -> None:
        assert run("events", "--since", "2005", "--no-header", "-f", "csv", "--bom").out == ""

    def test_a_format_without_one_is_refused(self, run: Run) -> None:
        said = "malibrief: --bom: json has no byte-order mark, only csv and tsv have\n"
        assert run("events", "--json", "--bom") == (2, "", said)
        assert run("events", "--json", "--no-bom").code == 0


class TestQuotation:
    TEXT = EVENT.replace('"T"', '''"\\"38 dead\\" and \\"wounded\\""''').replace('"S"', '''"\\"unpaired"''') + SOURCE

    def test_no_cell_of_tsv_begins_with_a_straight_quotation_mark(self, run: Run, write: Write) -> None:
        answer = run("events", "-c", "title,summary", facts=write(self.TEXT))
        assert answer.rows[1] == ['“38 dead” and "wounded"', "“unpaired"]

    @pytest.mark.parametrize("line", ["events -c all", "show e", "timeline", "search wounded", "sources -c all"])
    def test_readers_that_quote_find_the_same_cells_as_those_that_do_not(
        self, run: Run, write: Write, line: str
    ) -> None:
        text = run(*line.split(), facts=write(self.TEXT.replace('"P"', '''"\\"P"'''))).out
        quoting = list(csv.reader(io.StringIO(text), delimiter="\t"))
        assert quoting == [each.split("\t") for each in text.splitlines()]

    def test_csv_quotes_instead(self, run: Run, write: Write) -> None:
        answer = run("events", "-c", "title", "-f", "csv", facts=write(self.TEXT))
        assert answer.lines[1] == '''"""38 dead"" and ""wounded"""'''


class TestCells:
    """A workbook's cells have the types of the facts."""

    @pytest.mark.parametrize("name", LISTINGS)
    def test_a_workbook_holds_what_json_holds(self, run: Run, name: str) -> None:
        facts = json.loads(run(name, "--json").out)["facts"]
        rows = rows_of(opened(run(name, "-c", "all", "-f", "xlsx").data)[name])
        assert [row["id"] for row in rows] == [fact["id"] for fact in facts]
        for row, fact in zip(rows, facts, strict=True):
            for field in set(row) & set(fact) - {"topic"}:
                assert row[field] == typed(fact[field]), (fact["id"], field)
            for field in {"deaths", "votes", "ceilings"} & set(fact) if name != "timeline" else ():
                for part, value in (fact[field] or {}).items():
                    assert row[f"{field}_{part}"] == typed(value)

    @pytest.mark.parametrize("name", LISTINGS)
    def test_pandas_reads_the_same_from_a_workbook_csv_and_tsv(self, run: Run, name: str, tmp_path: Path) -> None:
        pd = pytest.importorskip("pandas")
        frames = []
        for form in ("tsv", "csv", "xlsx"):
            path = tmp_path / f"x.{form}"
            run(name, "-c", "all", "-o", str(path))
            text: dict[str, Any] = {"dtype": str, "keep_default_na": False}
            frame = (
                pd.read_excel(path, dtype=object, keep_default_na=False)
                if form == "xlsx"
                else pd.read_csv(path, sep="\t" if form == "tsv" else ",", **text)
            )
            frames.append(
                [[as_text(cell) for cell in row] for row in [list(frame.columns), *frame.to_numpy().tolist()]]
            )
        assert frames[0] == frames[1] == frames[2]

    def test_a_day_is_a_date_and_what_is_less_precise_is_text(self, run: Run) -> None:
        page = opened(run("missions", "-c", "start,end,id", "-f", "xlsx").data)["missions"]
        cells = {row[2].value: row for row in page.iter_rows(min_row=2)}
        day, year, unknown = cells["minka"][1], cells["coalition-2003"][0], cells["operation-sirocco"][1]
        assert (day.value, day.number_format) == (datetime(2004, 6, 30), "yyyy-mm-dd")
        assert [(cell.value, cell.data_type) for cell in (year, unknown)] == [("2003", "s"), ("unknown", "s")]
        assert cells["eu-trainers"][1].value is None

    def test_a_day_that_spreadsheets_count_differently_is_text(self, run: Run, write: Write) -> None:
        facts = write(EVENT.replace("2001-03-05", "1900-02-28") + SOURCE)
        assert rows_of(opened(run("events", "-f", "xlsx", facts=facts).data)["events"])[0]["date"] == "1900-02-28"

    def test_numbers_are_numbers_with_separators_unless_they_are_names(self, run: Run) -> None:
        page = opened(run("funding", "-c", "amount", "-f", "xlsx").data)["funding"]
        assert [(cell.value, cell.number_format) for (cell,) in page.iter_rows(min_row=2, max_row=3)] == [
            (615000000, "#,##0"), (426000000.5, "General"),
        ]  # fmt: skip
        (cell,) = next(
            opened(run("resolutions", "-c", "number", "-f", "xlsx").data)["resolutions"].iter_rows(min_row=2)
        )
        assert (cell.value, cell.number_format) == (9001, "General")

    def test_a_number_that_a_spreadsheet_would_round_is_text(self, run: Run, write: Write) -> None:
        facts = write(EVENT + f"deaths = {{ min = 1, max = {2**62} }}\n" + SOURCE)
        (row,) = rows_of(opened(run("events", "-f", "xlsx", facts=facts).data)["events"])
        assert (row["deaths_min"], row["deaths_max"]) == (1, str(2**62))

    def test_no_text_is_cut_without_a_sign_taken_for_markup_or_run(self, run: Run, write: Write) -> None:
        texts = {
            "<r><t>x</t></r>": "<r><t>x</t></r> ",
            "=1+1": "=1+1",
            "{=1}": "{=1}",
            "https://a.example": "https://a.example",
        }
        texts |= {"m" * 40_000: "m" * 32_766 + "…", " padded ": " padded "}
        for text, kept in texts.items():
            facts = write(EVENT.replace('"T"', json.dumps(text)) + SOURCE)
            cell = opened(run("events", "-c", "title", "-f", "xlsx", facts=facts).data)["events"]["A2"]
            assert (cell.value, cell.data_type, cell.hyperlink) == (kept, "s", None)


def typed(value: Any) -> Any:
    """What a cell of a workbook holds for a value of JSON."""
    match value:
        case bool() | int() | float() | None:
            return value
        case str() if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdecimal():
            return datetime(*PartialDate(value).parts)
        case _:
            return in_a_cell(value) or None


def as_text(cell: Any) -> str:
    """What a script finds in a cell of TSV for one of a workbook."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


class TestPages:
    """A workbook's sheets, and how they look."""

    def test_the_header_stays_in_sight_and_has_filters(self, run: Run) -> None:
        book = opened(run("missions", "-f", "xlsx").data)
        assert {(page.freeze_panes, page.auto_filter.ref) for page in book} == {
            ("A2", "A1:G5"), ("A2", "A1:I6"), ("A2", "A1:B5"),
        }  # fmt: skip
        assert all(cell.font.bold for page in book for cell in page[1])

    def test_columns_are_as_wide_as_their_text_within_limits_and_rows_as_high(self, run: Run) -> None:
        page = opened(run("events", "-c", "id,title,summary", "-f", "xlsx").data)["events"]
        widths = [page.column_dimensions[letter].width for letter in "ABC"]
        assert 15 < widths[0] < widths[1] < widths[2] < 62
        rows = [
            (len(cell.value), page.row_dimensions[cell.row].height or 15) for (cell,) in page.iter_rows(2, min_col=3)
        ]
        assert [height for _, height in sorted(rows)] == sorted(height for _, height in rows)
        assert (min(rows)[1], max(rows)[1]) == (15, 30)

    def test_without_a_header_there_are_only_rows(self, run: Run) -> None:
        page = opened(run("missions", "-c", "id", "--no-header", "-f", "xlsx").data)["missions"]
        assert [cell for (cell,) in page.iter_rows(values_only=True)] == run("missions", "-c", "id").ids
        assert (page.freeze_panes, page.auto_filter.ref) == (None, None)

    def test_a_listing_without_facts_has_its_header(self, run: Run) -> None:
        book = opened(run("events", "--since", "2005", "-f", "xlsx").data)
        assert book.sheetnames == ["events", "about"]
        assert [cell.value for cell in book["events"][1]] == run("events", "--since", "2005").rows[0]

    @pytest.mark.parametrize("name", [name for name in LISTINGS if name not in ("sources", "offices", "series")])
    def test_a_sheet_has_each_source_that_is_cited_once(self, run: Run, name: str) -> None:
        book = opened(run(name, "-f", "xlsx").data)
        assert book.sheetnames == [name, "sources", "about"]
        cited = {each["id"] for fact in json.loads(run(name, "--json").out)["facts"] for each in fact["sources"]}
        ids = [row["id"] for row in rows_of(book["sources"])]
        assert len(ids) == len(set(ids))
        assert cited <= set(ids)

    def test_titles_and_addresses_of_sources_and_what_cites_them_are_links(self, run: Run) -> None:
        book = opened(run("missions", "-f", "xlsx").data)
        head, *rows = book["sources"].iter_rows()
        names = [cell.value for cell in head]
        linked = {row[0].value: [cell.hyperlink and cell.hyperlink.target for cell in row] for row in rows}
        addresses = {row[0].value: row[names.index("url")].value for row in rows}
        assert any(addresses.values())
        for source, targets in linked.items():
            assert {names[n]: target for n, target in enumerate(targets) if target} == (
                dict.fromkeys(("title", "url"), addresses[source]) if addresses[source] else {}
            )
        for row in book["missions"].iter_rows(min_row=2):
            best = next((addresses[each] for each in row[5].value.split("; ") if addresses[each]), None)
            assert (row[5].hyperlink and row[5].hyperlink.target) == best

    def test_links_beyond_what_a_sheet_may_have_are_plain_text(self, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
        monkeypatch.setattr(workbook, "_MOST_LINKS", 1)
        page = opened(run("sources", "-c", "url", "-f", "xlsx").data)["sources"]
        links = [cell.hyperlink is not None for (cell,) in page.iter_rows(min_row=2) if cell.value]
        assert links == [True] + [False] * (len(links) - 1)
        assert len(links) > 1

    def test_it_says_of_which_base_it_is_and_what_was_asked_for(self, run: Run) -> None:
        book = opened(run("missions", "--lead", "France", "--as-of", "2002", "-f", "xlsx").data)
        said = dict(book["about"].iter_rows(min_row=2, values_only=True))
        assert said == {
            "fact base": "Arda: an invented crisis",
            "covered": datetime(2005, 5, 31),
            "updated": datetime(2005, 6, 30),
            "listing": "missions",
            "filter": "lead France, as of 31 December 2002",
        }

    @pytest.mark.parametrize(
        "line", ["search minka", "show minka operation-sirocco", "brief 2002-03-01", "diff 2001 2003"]
    )
    def test_hits_cards_and_briefings_have_the_rows_of_a_pipe(self, run: Run, line: str) -> None:
        book = opened(run(*line.split(), "-f", "xlsx").data)
        assert book.sheetnames == [{"show": "facts"}.get(line.split()[0], line.split()[0]), "sources", "about"]
        rows = [
            ["" if cell is None else as_text(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
        assert rows == run(*line.split()).rows

    def test_the_same_question_gives_the_same_bytes(self, spawn: Run, run: Run, tmp_path: Path) -> None:
        for name in ("a.xlsx", "b.xlsx"):
            spawn("missions", "-o", str(tmp_path / name))
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
        assert (tmp_path / "a.xlsx").read_bytes() == run("missions", "-f", "xlsx").data


class TestWhere:
    """Where a workbook goes."""

    def test_a_pipe_gets_bytes(self, shell: Shell) -> None:
        assert shell("malibrief missions -f xlsx | head -c 2") == (0, "PK", "")

    @pytest.mark.parametrize("words", [("-f", "xlsx"), ("-f", "xlsx", "-o", "/dev/stdout")])
    def test_a_terminal_is_refused_with_what_to_do(self, terminal: Terminal, words: tuple[str, ...]) -> None:
        said = "malibrief: --format xlsx: a terminal cannot show this; write a file: --output FILE.xlsx\n"
        assert terminal("missions", *words) == (2, "", said)

    @pytest.mark.parametrize("line", ["missions", "show minka", "brief", "diff 2001 2003"])
    def test_without_xlsxwriter_the_message_says_how_to_get_it_and_a_file_stays(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
    ) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        path = tmp_path / "x.xlsx"
        path.write_text("old")
        answer = run(*line.split(), "-o", str(path))
        assert (answer.code, answer.out, path.read_text()) == (2, "", "old")
        assert answer.err.endswith(
            "malibrief: --format xlsx: the package XlsxWriter is not installed\n"
            "    hint: pip install 'malibrief[xlsx]', or use csv\n"
        )

    def test_nothing_but_the_file_is_written(self, spawn: Run, tmp_path: Path) -> None:
        (tmp_path / "own").mkdir()
        spawn("missions", "-o", str(tmp_path / "own" / "x.xlsx"), env={"TMPDIR": str(tmp_path / "own")})
        assert [path.name for path in (tmp_path / "own").iterdir()] == ["x.xlsx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
class TestLibreOffice:
    """What an office suite makes of the files when it opens them as a double click does."""

    @staticmethod
    def converted(path: Path, suffix: str, *options: str) -> Path:
        """The file as LibreOffice saves it in another format, with a profile of its own."""
        out = path.parent / "out"
        profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, *options, "--convert-to", suffix, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return out / f"{path.stem}.{suffix.partition(':')[0]}"

    def test_a_workbook_opens_with_accents_dates_and_numbers(self, run: Run, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "x.xlsx"
        run("events", "-c", "date,title,deaths,id", "-o", str(path), facts=write(ACCENTED))
        # Separator, quotation mark, UTF-8, first line, no column formats, language, quote all, cells as they are shown.
        saved = self.converted(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")
        assert saved.read_text(encoding="utf-8").splitlines() == [
            "date,title,deaths_min,deaths_max,id", "2001-03-05,Ménaka – « Gao »,6,7,e",
        ]  # fmt: skip

    def test_a_csv_file_opens_with_accents_dates_and_numbers(self, run: Run, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        run("events", "-c", "date,title,deaths,id", "-o", str(path), facts=write(ACCENTED.replace('"S"', '"=1+1"')))
        # Without a dialog the encoding, which that proposes because of the mark, has to be said: 76 is UTF-8.
        saved = self.converted(path, "xlsx", "--infilter=Text - txt - csv (StarCalc):44,34,76,1")
        (row,) = rows_of(load_workbook(saved).active)
        assert row == {
            "date": datetime(2001, 3, 5), "title": "Ménaka – « Gao »", "deaths_min": 6, "deaths_max": 7, "id": "e",
        }  # fmt: skip
