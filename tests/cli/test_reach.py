"""How far the facts reach: the day that the base covers, the day of its last edit, and the headers of files that are added."""

import json
from pathlib import Path

import pytest

from tests.conftest import EVENT, HEADER, SOURCE, Run, Write
from tests.tables import record

BEYOND = "malibrief: the facts tell what matters up to 31 May 2005; of later days much may be missing\n"


class TestDaysBeyond:
    @pytest.mark.parametrize(
        "line",
        [
            "missions --as-of {}",
            "actors --as-of {}",
            "figures --as-of {}",
            "timeline --as-of {}",
            "search minka --as-of {}",
            "brief --as-of {}",
            "diff 2003 {}",
        ],
    )
    def test_a_day_after_the_last_that_is_covered_is_noted(self, run: Run, line: str) -> None:
        assert "of later days" not in run(*line.format("2005-05-31").split()).err
        for day in ("2005-06-01", "2005-06-30", "2030-01-01", "today"):
            answer = run(*line.format(day).split())
            assert answer.code == 0
            assert answer.err.count(BEYOND) == 1

    @pytest.mark.parametrize("form", ["table", "md", "html"])
    @pytest.mark.parametrize("line", ["brief --as-of 2030", "diff 2003 2030", "diff 2029 2030"])
    def test_a_page_says_so_itself_and_once(self, run: Run, form: str, line: str) -> None:
        answer = run(*line.split(), "-f", form)
        assert answer.out.count("much may be missing") == 1
        assert BEYOND not in answer.err

    def test_the_days_of_a_period_are_not(self, run: Run) -> None:
        assert "of later days" not in run("missions", "--since", "2003", "--until", "2030").err

    def test_a_difference_of_days_beyond_does_not_only_say_that_nothing_changed(self, run: Run) -> None:
        assert run("diff", "2029", "2030").err == (
            f"{BEYOND}malibrief: no change is recorded between 31 December 2029 and 31 December 2030\n"
        )
        assert run("diff", "2030", "2030").err == f"{BEYOND}malibrief: both days are 31 December 2030\n"

    def test_an_empty_briefing_beyond_does_not_only_say_that_nothing_is_recorded(self, run: Run, write: Write) -> None:
        assert run("brief", "--as-of", "2030", facts=write(EVENT + SOURCE)).err == (
            BEYOND.replace("31 May", "30 June") + "malibrief: nothing is recorded for 31 December 2030\n"
        )

    @pytest.mark.parametrize(
        ("covered", "day"), [("", "2005-06-30"), ('covered = "2005-04"\n', "2005-04-30"), ('covered = "2004"\n', "2004-12-31")]
    )  # fmt: skip
    def test_the_last_day_is_that_of_the_last_edit_unless_another_is_said(
        self, run: Run, write: Write, covered: str, day: str
    ) -> None:
        facts = write(EVENT + SOURCE, HEADER.replace("updated", f"{covered}updated"))
        assert json.loads(run("brief", "--json", facts=facts).out)["as_of"] == day
        assert "of later days" not in run("brief", "--as-of", day, facts=facts).err


class TestAddedFiles:
    @pytest.fixture
    def more(self, write: Write) -> Path:
        """A file of later facts, with a header of its own."""
        missions = record("missions", "gone", start="2006-01-01", end="unknown", sources=["gov-coup"])
        header = "[factbase]\nupdated = 2010-12-31\ncovered = 2010-11-30\n"
        return write(
            missions + record("events", "later", date="2010-10-10", sources=["gov-coup"]), header, name="more.toml"
        )

    def test_their_headers_do_not_move_the_reach_of_the_base(self, run: Run, more: Path) -> None:
        alone, both = (dict(run("about", *add).rows) for add in ((), ("--add", str(more))))
        assert {name for name in alone if alone[name] != both[name]} <= {
            "facts", "events", "missions", "newest", "years", "sha256", "file",
        }  # fmt: skip
        assert (both["covered"], both["updated"], both["newest"]) == ("2005-05-31", "2005-06-30", "2010-10-10")

    def test_the_day_of_a_briefing_stays_that_of_the_base(self, run: Run, more: Path) -> None:
        answer = run("brief", "--json", "--add", str(more))
        assert json.loads(answer.out)["as_of"] == "2005-05-31"
        assert run("missions", "--as-of", "2005-06-01", "--add", str(more)).err.startswith(BEYOND)

    def test_an_unknown_end_lies_no_later_than_the_last_edit_of_its_own_file(self, run: Run, more: Path) -> None:
        def standing(day: str) -> list[str]:
            return run("missions", "--as-of", day, "--add", str(more)).ids

        assert standing("2005-06-29") == ["operation-sirocco", "eu-trainers"]
        assert standing("2005-06-30") == ["eu-trainers"]
        assert standing("2010-12-30") == ["eu-trainers", "gone"]
        assert standing("2010-12-31") == ["eu-trainers"]

    def test_a_fact_after_the_last_edit_of_its_own_file_is_a_fault(self, run: Run, more: Path) -> None:
        text = more.read_text(encoding="utf-8")
        for header in ("", "[factbase]\nupdated = 2009-12-31\n"):
            more.write_text(header + text.partition("covered = 2010-11-30\n")[2], encoding="utf-8")
            answer = run("events", "--add", str(more))
            assert answer.code == 3
            assert "later: date 2010-10-10 lies after" in answer.err
