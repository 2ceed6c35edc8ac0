"""TOML files to a fact base; everything that is wrong with their shape is found, with file, line, rule and id."""

from collections.abc import Callable
from pathlib import Path

import pytest

from malibrief.errors import FactBaseError
from malibrief.facts import load
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import FactBase

from .conftest import BASE, EVENT, HEADER, SOURCE, Write


def faults(*paths: Path) -> list[str]:
    """What is found, each without its directory."""
    _, findings = load.read(paths)
    return [str(finding).replace(f"{paths[0].parent}/", "") for finding in findings]


def sound(*paths: Path) -> FactBase:
    base, findings = load.read(paths)
    assert findings == []
    assert base is not None
    return base


def test_the_small_base_is_sound_and_every_fact_knows_its_line() -> None:
    base = sound(BASE)
    lines = BASE.read_text(encoding="utf-8").split("\n")
    assert len(base.facts) == 34
    assert len(base.sources) == 10
    for placed in (*base.facts, *base.sources):
        assert lines[placed.line - 1] == f"[[{placed.topic}]]"
        assert lines[placed.line] == f'id = "{placed.record.id}"'


def test_dates_keep_their_precision_and_an_unknown_end_is_not_ongoing() -> None:
    records = {placed.record.id: placed.record for placed in sound(BASE).facts}
    assert records["drought-2000"].date == "2000"
    assert records["flood-2001"].date == "2001-04"
    assert records["2001-03-05-coup"].date == "2001-03-05"
    assert records["operation-sirocco"].end == UNKNOWN
    assert records["eu-trainers"].end is None
    assert records["grain-undated"].start is None


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('summary = "S"\n', 'summary = "S"\nplaec = "x"\n', "facts.toml:12: [unknown-key] e: unknown key 'plaec'\n    hint: did you mean place?"),
        ('summary = "S"\n', 'summary = "S"\nzzz = 1\n', "facts.toml:12: [unknown-key] e: unknown key 'zzz'"),
        ('title = "T"\nsummary = "S"', 'summary = "S"', "facts.toml:7: [missing-key] e: 'title' is missing"),
        ('sources = ["s"]', "", "facts.toml:7: [missing-key] e: 'sources' is missing"),
        ('id = "e"\n', "", "facts.toml:7: [missing-key] 'id' is missing"),
        ('id = "e"', "id = 7", "facts.toml:8: [type] id: Expected `str`, got `int`"),
        ('title = "T"\nsummary', 'title = ["T"]\nsummary', "facts.toml:10: [type] e: title: Expected `str`, got `array`"),
        ('["coup"]', '"coup"', "facts.toml:12: [type] e: tags: Expected `array`, got `str`"),
        ('["coup"]', '["coup", 3]', "facts.toml:12: [type] e: tags.[1]: Expected `str`, got `int`"),
        ('["coup"]', '["coup"]\nmilestone = "yes"', "facts.toml:13: [type] e: milestone: Expected `bool`, got `str`"),
        ('["coup"]', '["coup"]\ndeaths = 3', "facts.toml:13: [type] e: deaths: Expected `object | null`, got `int`"),
        ('["coup"]', '["coup"]\ndeaths = { min = 3 }', "facts.toml:13: [type] e: deaths: Object missing required field `max`"),
        ("2001-03-05", '"2001-3"', "facts.toml:9: [type] e: date: '2001-3' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("2001-03-05", '"2001-13"', "facts.toml:9: [type] e: date: '2001-13' is not a date: there is no such month or year"),
        ("2001-03-05", "2001", "facts.toml:9: [type] e: date: 2001 is not a date: write 2013-04-25, \"2013-04\" or \"2013\""),
        ("2001-03-05", "2001-03-05T10:00:00", "facts.toml:9: [type] e: date: a date without a time of day is wanted"),
        ("2001-03-05", '"unknown"', "facts.toml:9: [type] e: date: 'unknown' is not a date: write 2013-04-25, 2013-04 or 2013"),
    ],
)  # fmt: skip
def test_a_fault_of_shape_names_its_line_its_rule_and_its_fact(
    write: Write, was: str, becomes: str, fault: str
) -> None:
    assert was in EVENT
    assert faults(write(EVENT.replace(was, becomes) + SOURCE)) == [fault]


def test_no_control_character_of_an_id_reaches_the_reader_of_a_fault(write: Write) -> None:
    (fault,) = faults(write(EVENT.replace('"e"', '"e\\u001b[31m"').replace("2001-03-05", '"x"')))
    assert fault.startswith("facts.toml:9: [type] e[31m: date: 'x' is not a date")


def test_all_faults_are_found_not_the_first(write: Write) -> None:
    text = 'zzz = 1\n[[event]]\nid = "x"\n\n[[events]]\nid = "a"\ndate = "x"\n\n[[missions]]\nid = "b"\nfoo = 1\n'
    assert faults(write(text, header=None)) == [
        "facts.toml:1: [header] there is no [factbase] table\n"
        "    hint: begin the file with [factbase], title, place, schema = 1 and updated = 2026-01-31",
        "facts.toml:1: [unknown-table] 'zzz' is not a table of facts",
        "facts.toml:2: [unknown-table] 'event' is not a table of facts\n    hint: did you mean events?",
        "facts.toml:5: [missing-key] a: 'title' is missing",
        "facts.toml:7: [type] a: date: 'x' is not a date: write 2013-04-25, 2013-04 or 2013",
        "facts.toml:5: [missing-key] a: 'summary' is missing",
        "facts.toml:5: [missing-key] a: 'sources' is missing",
        "facts.toml:11: [unknown-key] b: unknown key 'foo'",
        *(
            f"facts.toml:9: [missing-key] b: {key!r} is missing"
            for key in ("name", "kind", "lead", "start", "summary", "sources")
        ),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[events]]\nid = "e\n', "facts.toml:8: [syntax] Illegal character '\\n' (column 8)"),
        ("[[events]\n", "facts.toml:7: [syntax] Expected ']]' at the end of an array declaration (column 9)"),
        ("a = \n", "facts.toml:7: [syntax] Invalid value (column 5)"),
        ("a = [1,\n", "facts.toml:8: [syntax] Invalid value"),
        ("a = 1\na = 2\n", "facts.toml:8: [syntax] Cannot overwrite a value (column 6)"),
        ("date = 2001-02-30\n", "facts.toml:7: [syntax] Invalid date or datetime (column 8)"),
    ],
)
def test_a_syntax_error_has_its_line_and_column(write: Write, text: str, fault: str) -> None:
    assert faults(write(text)) == [fault]


def test_text_nested_without_end_is_a_syntax_error(write: Write) -> None:
    (fault,) = faults(write("a = " + "[" * 100_000))
    assert "[syntax]" in fault


def test_a_file_that_is_not_utf8_is_named_with_the_line(write: Write) -> None:
    assert faults(write(EVENT.replace('"T"', '"é"').encode("latin-1"))) == [
        "facts.toml:10: [encoding] not UTF-8\n    hint: save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("", "facts.toml:1: [header] there is no [factbase] table\n"
             "    hint: begin the file with [factbase], title, place, schema = 1 and updated = 2026-01-31"),
        ('\n[factbase]\ntitle = "T"\nplace = "P"\nschema = 1\n', "facts.toml:2: [header] factbase: 'updated' is missing"),
        ('[factbase]\ntitle = "T"\nplace = "P"\nschema = 9\nupdated = 2005-06-30\n',
         "facts.toml:1: [header] factbase: schema is 9; this version reads 1"),
        ('[factbase]\ntitle = "T"\nplace = "P"\nschema = 1\nupdate = 2005-06-30\n',
         "facts.toml:1: [header] factbase: unknown key 'update'\n    hint: did you mean updated?"),
        ('[factbase]\ntitle = 3\nplace = "P"\nschema = 1\nupdated = 2005-06-30\n',
         "facts.toml:1: [header] factbase: title: Expected `str`, got `int`"),
    ],
)  # fmt: skip
def test_a_header_that_is_missing_or_wrong_is_a_fault_and_there_is_no_base(
    write: Write, header: str, fault: str
) -> None:
    path = write(EVENT + SOURCE, header=header)
    base, _ = load.read([path])
    assert base is None
    assert faults(path)[0] == fault


def test_a_base_without_facts_is_a_fault(write: Write) -> None:
    assert faults(write()) == ["facts.toml: [empty] there is no fact in it"]
    assert faults(write(SOURCE)) == ["facts.toml: [empty] there is no fact in it"]


def test_an_empty_file_has_no_header(write: Write) -> None:
    assert [fault.split("\n")[0] for fault in faults(write(header=""))] == [
        "facts.toml:1: [header] there is no [factbase] table"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "[events]\nid = 1\n",
            "facts.toml:7: [unknown-table] 'events' is not a table of facts\n    hint: begin each of its facts with [[events]]",
        ),
        ("[zzz]\n", "facts.toml:7: [unknown-table] 'zzz' is not a table of facts"),
        (
            "[[misions]]\n",
            "facts.toml:7: [unknown-table] 'misions' is not a table of facts\n    hint: did you mean missions or sanctions?",
        ),
    ],
)
def test_what_is_no_table_of_facts_is_named(write: Write, text: str, fault: str) -> None:
    assert faults(write(text))[:1] == [fault]


@pytest.mark.parametrize("value", ["3", "[]", "{ id = 1 }", "'events'"])
def test_a_key_outside_of_all_tables_is_named_with_its_line(write: Write, value: str) -> None:
    path = write(header=f"# facts\n\nzzz = {value}\n" + HEADER)
    assert faults(path) == ["facts.toml:3: [unknown-table] 'zzz' is not a table of facts"]


def test_an_empty_list_of_facts_is_no_fault(write: Write) -> None:
    path = write(EVENT, header="missions = []\n" + HEADER)
    assert faults(path) == []


def test_records_that_are_not_tables_are_faults(write: Write) -> None:
    text = "events = [1, 2]\n"
    path = write(header=text + HEADER)
    assert [fault.partition(": ")[2] for fault in faults(path)] == ["[type] each of events must be a table"] * 2


def test_a_record_at_fault_is_left_out_and_the_others_are_read(write: Write) -> None:
    base, findings = load.read([write(EVENT + "\n" + EVENT.replace("2001-03-05", '"x"').replace('"e"', '"bad"'))])
    assert base is not None
    assert [placed.record.id for placed in base.facts] == ["e"]
    assert [(finding.line, finding.fact) for finding in findings] == [(17, "bad")]


def test_lines_are_right_beside_multiline_strings_comments_and_odd_headers(write: Write) -> None:
    text = EVENT.replace('"S"', '"""\n[[events]]\nid = "no fact"\n"""')
    text += '# [[events]]\n  [[ "events" ]] # twice\n' + EVENT.partition("\n")[2].replace('"e"', '"f"')
    lines = {placed.record.id: placed.line for placed in sound(write(text)).facts}
    assert lines == {"e": 7, "f": 18}


def test_windows_line_ends_count_as_one(write: Write) -> None:
    path = write((EVENT + EVENT.replace('"e"', '"f"')).replace("\n", "\r\n"))
    assert [placed.line for placed in sound(path).facts] == [7, 14]


def test_a_byte_order_mark_is_passed_over(write: Write) -> None:
    assert [placed.line for placed in sound(write(EVENT, header="\ufeff" + HEADER)).facts] == [7]


def test_several_files_are_one_base_and_each_fault_names_its_file(write: Write) -> None:
    first = write(EVENT, name="one.toml")
    second = write(SOURCE + EVENT.replace('"e"', '"f"'), header=None, name="two.toml")
    base = sound(first, second)
    assert [(placed.record.id, Path(placed.path).name, placed.line) for placed in base.facts] == [
        ("e", "one.toml", 7),
        ("f", "two.toml", 7),
    ]
    third = write("[[events]]\n", header=None, name="three.toml")
    assert faults(first, second, third)[0] == "three.toml:1: [missing-key] 'title' is missing"


def test_the_header_of_a_further_file_is_passed_over(write: Write) -> None:
    first, second = (
        write(EVENT, name="one.toml"),
        write(SOURCE, header='[factbase]\ntitle = "other"\n', name="two.toml"),
    )
    assert sound(first, second).header.title == "T"


def test_but_facts_newer_than_the_base_may_be_added_under_a_later_day(write: Write) -> None:
    first = write(EVENT + SOURCE, name="one.toml")
    news = EVENT.replace('"e"', '"f"').replace("2001-03-05", "2005-07-01")
    second, third, fourth = (
        write(news, header=header, name=name)
        for header, name in (
            ("[factbase]\nupdated = 2005-07-02\n", "two.toml"),
            ("[factbase]\nupdated = 2001-01-01\n", "three.toml"),
            ("[factbase]\nupdated = 5\n", "four.toml"),
        )
    )
    assert sound(first, second).header.updated == "2005-07-02"
    assert sound(first, third).header.updated == "2005-06-30"
    assert faults(first, fourth)[0].startswith("four.toml:1: [header] factbase: updated: ")


def test_a_syntax_error_in_one_file_does_not_hide_the_faults_of_the_next(write: Write) -> None:
    first = write("a = \n", name="one.toml")
    second = write("[[event]]\n", header=None, name="two.toml")
    assert [fault.split(":")[0] for fault in faults(first, second)] == ["one.toml", "two.toml"]


@pytest.mark.parametrize(("make", "reason"), [(None, "No such file or directory"), (Path.mkdir, "Is a directory")])
def test_a_file_that_cannot_be_opened_is_an_error_of_its_own(
    tmp_path: Path, make: Callable[[Path], None] | None, reason: str
) -> None:
    path = tmp_path / "none.toml"
    if make:
        make(path)
    with pytest.raises(FactBaseError) as caught:
        load.read([path])
    assert str(caught.value) == f"{path}: cannot be read: {reason}\n    hint: give another file with --facts PATH"


def test_a_long_list_of_faults_is_cut_and_counted(write: Write) -> None:
    _, findings = load.read([write("[[events]]\n" * 10)])
    lines = str(FactBaseError.invalid(findings)).split("\n")
    assert len(lines) == 21
    assert lines[-1] == f"... and {len(findings) - 20} more; `malibrief check` lists all of them"
