"""TOML files to a fact base; everything that is wrong with their shape is found, with file, line, rule and id."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from malibrief.errors import FactBaseError
from malibrief.facts import checks, content, load, places, rules
from malibrief.facts.dates import UNKNOWN
from malibrief.facts.factbase import FactBase
from malibrief.facts.model import Event, day_of, end_of, value_of
from tests.conftest import BASE, EVENT, HEADER, SOURCE, Write


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
    assert (len(base.facts), len(base.sources), len(base.offices), len(base.series)) == (36, 10, 3, 2)
    for placed in base.all_records:
        assert lines[placed.line - 1] == f"[[{placed.topic}]]"
        assert lines[placed.line] == f'id = "{placed.record.id}"'


def test_lines_are_not_counted_where_nothing_is_wrong(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take as long as the reading itself."""
    monkeypatch.delattr(places, "TOKEN")
    base = sound(BASE, write(EVENT.replace('"s"', '"gov-coup"'), header="[factbase]\nupdated = 2002-01-01\n"))
    assert checks.findings(base) == []


def test_dates_keep_their_precision_and_an_unknown_end_is_not_ongoing() -> None:
    records = {placed.record.id: placed.record for placed in sound(BASE).facts}
    assert day_of(records["drought-2000"]) == "2000"
    assert day_of(records["flood-2001"]) == "2001-04"
    assert day_of(records["2001-03-05-coup"]) == "2001-03-05"
    assert end_of(records["operation-sirocco"]) == UNKNOWN
    assert end_of(records["eu-trainers"]) is None
    assert day_of(records["grain-undated"]) is None


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
        "    hint: begin the file with [factbase], title, place, schema = 2 and updated = 2026-01-31",
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
             "    hint: begin the file with [factbase], title, place, schema = 2 and updated = 2026-01-31"),
        ('\n[factbase]\ntitle = "T"\nplace = "P"\nschema = 2\n', "facts.toml:2: [header] factbase: 'updated' is missing"),
        ('[factbase]\ntitle = "T"\nplace = "P"\nschema = 9\nupdated = 2005-06-30\n',
         "facts.toml:1: [header] factbase: schema is 9; this version reads 2"),
        ('[factbase]\ntitle = "T"\nplace = "P"\nschema = 2\nupdate = 2005-06-30\n',
         "facts.toml:1: [header] factbase: unknown key 'update'\n    hint: did you mean updated?"),
        ('[factbase]\ntitle = 3\nplace = "P"\nschema = 2\nupdated = 2005-06-30\n',
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
            "facts.toml:7: [unknown-table] 'misions' is not a table of facts\n    hint: did you mean missions?",
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


def test_but_its_day_of_the_last_edit_counts_for_its_own_facts_and_for_no_others(write: Write) -> None:
    first = write(EVENT + SOURCE, name="one.toml")
    news = EVENT.replace('"e"', '"f"').replace("2001-03-05", "2005-07-01")
    second, third, fourth = (
        write(news, header=header, name=name)
        for header, name in (
            ("[factbase]\nupdated = 2005-07-02\ncovered = 2005-07-01\n", "two.toml"),
            ("[factbase]\nupdated = 2001-01-01\n", "three.toml"),
            ("[factbase]\nupdated = 5\n", "four.toml"),
        )
    )
    base = sound(first, second)
    assert base.header.updated == "2005-06-30"
    assert [base.updated(placed) for placed in base.facts] == ["2005-06-30", "2005-07-02"]
    assert checks.findings(base) == []
    late = checks.findings(sound(first, third))
    assert [(finding.rule, finding.fact) for finding in late] == [("future-date", "f")]
    assert faults(first, fourth)[0].startswith("four.toml:1: [header] factbase: updated: ")


def test_a_base_of_schema_1_is_told_how_to_bring_it_to_schema_2_and_nothing_else(write: Write) -> None:
    """Its people and figures would all be faults."""
    person = '[[people]]\nid = "p"\nname = "N"\nrole = "R"\noffice = "o"\norganisation = "O"\n'
    path = write(person + EVENT + SOURCE, header=HEADER.replace("schema = 2", "schema = 1"))
    assert load.read([path])[0] is None
    assert faults(path) == [
        "facts.toml:1: [header] factbase: schema is 1; this version reads 2\n"
        "    hint: give each office and series a row in [[offices]] and [[series]], and have people and figures name it; "
        "CONTRIBUTING.md, “From schema 1 to schema 2”, says how"
    ]


def test_nor_is_more_told_of_a_schema_that_is_yet_to_come(write: Write) -> None:
    path = write("[[wars]]\nid = 1\n" + EVENT, header=HEADER.replace("schema = 2", "schema = 3"))
    assert faults(path) == ["facts.toml:1: [header] factbase: schema is 3; this version reads 2"]


def test_synonyms_of_several_files_count_together_and_know_their_lines(write: Write) -> None:
    first = write('[synonyms]\n"north bank" = ["left"]\n' + EVENT, name="one.toml")
    second = write('[synonyms]\nsouth = ["a b"]\n"north bank" = ["far"]\n' + SOURCE, header=None, name="two.toml")
    placed = [(Path(place.path).name, place.line, *rest) for place, *rest in sound(first, second).placed_synonyms]
    assert placed == [
        ("one.toml", 8, "north bank", ["left"]),
        ("two.toml", 2, "south", ["a b"]),
        ("two.toml", 3, "north bank", ["far"]),
    ]


def test_synonyms_are_lists_of_texts(write: Write) -> None:
    assert faults(write('[synonyms]\na = "b"\n' + EVENT + SOURCE)) == [
        "facts.toml:7: [type] synonyms: Expected `array`, got `str` - at `$[...]`"
    ]


class TestFrench:
    def test_tables_of_several_files_are_one_and_the_first_file_comes_first(self, write: Write) -> None:
        first = write('[fr]\nNorth = "Nord"\n[fr.tags]\nnorth = "nord"\n' + EVENT, name="one.toml")
        second = write(
            '[fr]\nNorth = "Septentrion"\nEast = "Est"\n[fr.tags]\nnorth = "septentrion"\nsouth = "sud"\n' + SOURCE,
            header=None,
            name="two.toml",
        )
        base = sound(first, second)
        assert base.french == {"North": "Nord", "East": "Est", "tags": {"north": "nord", "south": "sud"}}

    def test_each_text_knows_its_file_and_line(self, write: Write) -> None:
        first = write('[fr]\n"North bank" = "Rive nord"\n[fr."missions.kind"]\nfrench = "f"\n' + EVENT, name="one.toml")
        second = write('[fr]\nEast = "Est"\n' + SOURCE, header=None, name="two.toml")
        texts = [
            (Path(place.path).name, place.at(key).line, key, text)
            for place, key, text in rules.recurring_texts(sound(first, second))
        ]
        assert texts == [
            ("one.toml", 8, "North bank", "Rive nord"),
            ("one.toml", 10, "missions.kind.french", "f"),
            ("two.toml", 2, "East", "Est"),
        ]

    @pytest.mark.parametrize(
        ("table", "line"), [("[fr]\nNorth = 1\n", 7), ("[fr.a.b]\nc = 'd'\n", 7), ("[[fr]]\nNorth = 'Nord'\n", 7)]
    )
    def test_what_is_no_text_is_a_fault(self, write: Write, table: str, line: int) -> None:
        (fault,) = faults(write(table + EVENT))
        assert fault.startswith(f"facts.toml:{line}: [type] fr: Expected ")

    def test_a_text_of_a_record_knows_its_line_in_each_way_of_writing(self, write: Write) -> None:
        first, second = sound(
            write(EVENT + 'fr.title = "T"\n' + EVENT.replace('"e"', '"f"') + '[events.fr]\ntitle = "T"\n')
        ).facts
        assert (first.at("fr.title").line, second.at("fr.title").line) == (14, 23)
        assert first.record.fr == second.record.fr == {"title": "T"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('sources = [ { id = "a", kind = 1 }, { kind = 1 } ]\n', {"a": 1, "": 1}),
        ('sources = [\n  # the first\n  { id = "a",\n    kind = 1 },\n\n  { lang = 2 },\n]\n', {"a": 4, "": 6}),
        ('sources = [{id = "a", title = "]}, { #", "kind" = 1}]\n', {"a": 1}),
        ("sources = [{id = 'a', 'kind' = 1}]\n", {"a": 1}),
        ('[[sources]]\nid = "a"\n"kind" = 1\n', {"a": 3}),
        ('[[sources]]\nid = "a"\n"\\u006bind" = 1\n', {"a": 3}),
        ("[[sources]]\nid = 'a'\n  'kind'   = 1 # kind = 2\n", {"a": 3}),
        ('[[ "sources" ]] # kind = 2\n\n\nid = "a"\n\tkind = 1\n', {"a": 5}),
        ('[[sources]]\nid = "a"\ntitle = """\n[[sources]]\nkind = "b"\\""" """""\nkind = 1\n', {"a": 6}),
        ("[[sources]]\nid = 'a'\ntitle = '''\nkind = '''''\nkind = 1\n", {"a": 5}),
        ('[[sources]]\nid = "a"\nkind.of = 1\n', {"a": 3}),
        ('[[sources]]\nid = "a"\nkind . "of" = 1\n', {"a": 3}),
        ('[[sources]]\nid = "a"\n[sources.kind]\nof = 1\n', {"a": 3}),
        ('[[sources]]\nid = "a"\n[[sources.kind]]\nof = 1\n', {"a": 3}),
        ('[[sources]]\nid = "a"\nkind = [\n  1,\n]\n[[sources]]\nlang = 3\n', {"a": 3, "": 7}),
    ],
)
def test_a_fault_has_its_line_however_the_record_is_written(write: Write, text: str, lines: dict[str, int]) -> None:
    _, findings = load.read([write(text + HEADER, header=None)])
    assert {finding.fact: finding.line for finding in findings if finding.rule == "type"} == lines


def test_an_event_with_sub_tables_and_lists_over_several_lines_is_sound_and_knows_its_lines(write: Write) -> None:
    text = EVENT.replace('["s"]', '[\n  "s",\n]') + "[events.deaths]\nmin = 1\nmax = 2\n" + EVENT.replace('"e"', '"f"')
    first, second = sound(write(text)).facts
    assert (first.line, first.at("sources").line, first.at("deaths").line, first.at("place").line) == (7, 13, 16, 7)
    assert (second.line, second.at("id").line) == (19, 20)


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("deaths", "{ min = 1, max = 1" + "0" * 309 + " }", "deaths.max: Expected `int` <= 9223372036854775807"),
        ("deaths", "{ min = -9223372036854775809, max = 1 }", "deaths.min: Expected `int` >= -9223372036854775808"),
        ("date", "0x" + "f" * 6000, 'date: such a number is not a date: write 2013-04-25, "2013-04" or "2013"'),
        ("date", "[0x" + "f" * 6000 + "]", 'date: such a number is not a date: write 2013-04-25, "2013-04" or "2013"'),
        ("title", "1" + "0" * 309, "title: Expected `str`, got `int`"),
    ],
)
def test_a_number_of_any_size_is_a_fault(write: Write, field: str, value: str, fault: str) -> None:
    text = "\n".join(line for line in EVENT.split("\n") if not line.startswith(field)) + f"{field} = {value}\n"
    assert faults(write(text)) == [f"facts.toml:{6 + text.count(chr(10))}: [type] e: {fault}"]


@pytest.mark.parametrize(
    ("topic", "field"),
    [("figures", "value"), ("funding", "amount"), ("funding", "projects"), ("resolutions", "number")],
)
@pytest.mark.parametrize("value", ["1" + "0" * 309, "0x" + "f" * 6000, "9223372036854775808"])
def test_so_is_one_that_no_field_of_the_index_holds(write: Write, topic: str, field: str, value: str) -> None:
    found = faults(write(f"[[{topic}]]\n{field} = {value}\n"))
    assert f"facts.toml:8: [type] {field}: Expected `int` <= 9223372036854775807" in found


def test_a_schema_of_thousands_of_digits_is_a_fault(write: Write) -> None:
    path = write(EVENT, header=HEADER.replace("schema = 2", "schema = 0x" + "f" * 6000))
    assert faults(path) == ["facts.toml:1: [header] factbase: schema: Expected `int` <= 9223372036854775807"]


def test_a_number_of_more_digits_than_python_reads_is_a_syntax_error(write: Write) -> None:
    (fault,) = faults(write("value = " + "1" * 5000 + "\n"))
    assert "[syntax] Exceeds the limit" in fault


def test_what_is_sound_of_a_faulty_record_is_kept_apart(write: Write) -> None:
    base, findings = load.read([write(EVENT.replace("2001-03-05", '"x"').replace('"T"', "1") + SOURCE)])
    assert base is not None
    (part,) = base.partial
    assert isinstance(part.record, Event)
    assert (part.record.id, part.record.tags) == ("e", ["coup"])
    assert [value_of(part.record, name) for name in ("title", "date")] == [None, None]
    assert part.unsound == {"title", "date"}
    assert (base.facts, len(base.sources), len(findings)) == ([], 1, 2)


def test_a_message_that_quotes_a_long_text_is_cut(write: Write) -> None:
    (fault,) = faults(write(EVENT + f"{'k' * 10_000} = 1\n"))
    assert fault.startswith("facts.toml:14: [unknown-key] e: unknown key 'kkk")
    assert fault.endswith("kkk...")
    assert len(fault) < 600


def test_near_spellings_are_sought_until_40000_words_were_looked_at(write: Write) -> None:
    """The fields of an event are 18 words."""
    _, findings = load.read([write(EVENT + "".join(f"milestone{n:04} = 1\n" for n in range(4000)))])
    hinted = [bool(finding.hint) for finding in findings]
    assert hinted == [True] * 2223 + [False] * 1777


class TestWhatIsRead:
    def test_a_device_or_a_named_pipe_is_refused_at_once(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for path in (Path("/dev/zero"), Path("/dev/null"), tmp_path / "pipe"):
            for pipes in (False, True):
                with pytest.raises(FactBaseError, match=f"^{path}: is not a file\n    hint: give a TOML file"):
                    load.file(path, pipes)

    def test_a_file_of_more_than_256_megabytes_is_refused_unread(self, tmp_path: Path) -> None:
        path = tmp_path / "large.toml"
        path.touch()
        os.truncate(path, 256_000_001)
        with pytest.raises(FactBaseError) as caught:
            load.file(path)
        assert str(caught.value) == (
            f"{path}: is larger than 256,000,000 bytes\n    hint: divide it, and read the parts together with --add"
        )

    def test_an_open_pipe_is_read_only_where_that_is_asked_for(self) -> None:
        read, write = os.pipe()
        os.write(write, (HEADER + EVENT).encode())
        os.close(write)
        path = Path(f"/dev/fd/{read}")
        with pytest.raises(FactBaseError, match="is not a file"):
            load.file(path)
        assert load.file(path, pipes=True).document is not None
        os.close(read)

    def test_more_than_256_megabytes_from_a_pipe_are_refused_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(content, "MOST_BYTES", 1000)
        read, write = os.pipe()
        os.write(write, b"#" * 1001)
        os.close(write)
        with pytest.raises(FactBaseError, match="is larger than 1,000 bytes"):
            load.file(Path(f"/dev/fd/{read}"), pipes=True)
        os.close(read)

    def test_a_descriptor_that_is_not_open_cannot_be_read(self) -> None:
        with pytest.raises(FactBaseError, match=r"^/dev/fd/999: cannot be read: Bad file descriptor"):
            load.file(Path("/dev/fd/999"), pipes=True)


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
    assert str(caught.value).startswith(f"{path}: cannot be read: {reason}\n    hint: check the path")


def test_a_long_list_of_faults_is_cut_and_counted(write: Write) -> None:
    _, findings = load.read([write("[[events]]\n" * 10)])
    lines = str(FactBaseError.invalid(findings)).split("\n")
    assert len(lines) == 21
    assert lines[-1] == f"... and {len(findings) - 20} more; `malibrief check` lists all of them"
