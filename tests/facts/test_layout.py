"""One layout of a fact base: who writes it twice writes the same, and nothing is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from malibrief.facts import layout
from malibrief.facts.layout import KEYS, laid_out
from malibrief.facts.topics import TABLES, TOPICS, topic_of
from tests.conftest import BASE, EVENT, HEADER, MISSION, SOURCE
from tests.test_docs import CONTRIBUTING, keys_by_table

if TYPE_CHECKING:
    from tests.conftest import Run, Shell, Write

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
FR = '[fr]\n"A" = "a"\n'


def laid(text: str) -> str:
    """The text in the one layout, which is the same again, and says the same."""
    found = laid_out(tomli.loads(text), text)
    assert found.lost == []
    assert laid_out(tomli.loads(found.text), found.text) == found
    assert ordered(tomli.loads(found.text)) == ordered(tomli.loads(text))
    return found.text


def ordered(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the order of its records and keys."""
    said = {name: table if isinstance(table, list) else [table] for name, table in document.items()}
    return {name: sorted(json.dumps(each, sort_keys=True, default=str) for each in said[name]) for name in said}


@pytest.mark.parametrize("path", [BASE, SHIPPED], ids=lambda path: str(path.name))
def test_a_base_that_we_keep_is_laid_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert laid_out(tomli.loads(text), text).text == text


def test_keys_have_the_order_that_contributing_lists() -> None:
    orders = keys_by_table()
    for name, keys in orders.items():
        assert [key for key in KEYS[name] if key in keys] == keys, name
    assert [*orders, "factbase"] == [*(name for name in KEYS if name != "factbase"), "factbase"]


@pytest.mark.parametrize("name", [*TOPICS, *TABLES])
def test_every_field_of_a_table_has_its_place(name: str) -> None:
    fields = {field for field in topic_of(name).struct.__struct_fields__ if field != "fr"}
    assert fields - {key for key in KEYS[name] if "." not in key} == set()


def test_tables_facts_and_keys_are_put_into_their_order() -> None:
    late = EVENT.replace('id = "e"', 'id = "late"').replace("2001-03-05", "2002-01-01")
    undated = MISSION.replace("start = 2001-03-05\n", "").replace('"m"', '"undated"')
    text = laid("\n".join([SOURCE, late, undated, MISSION, EVENT, FR, HEADER]))
    assert re.findall(r"^\[+([a-z]+)", text, re.MULTILINE) == [
        "factbase", "fr", "events", "events", "missions", "missions", "sources",
    ]  # fmt: skip
    assert re.findall(r'^id = "(\w+)"', text, re.MULTILINE) == ["e", "late", "m", "undated", "s"]
    assert text.split("[[events]]\n")[1] == (
        'id = "e"\ntitle = "T"\ndate = 2001-03-05\nsummary = "S"\ntags = ["coup"]\nsources = ["s"]\n\n'
    )


def test_facts_of_one_day_stay_in_the_order_of_the_file() -> None:
    text = laid(EVENT.replace('"e"', '"z"') + EVENT.replace('"e"', '"a"'))
    assert re.findall(r'^id = "(\w+)"', text, re.MULTILINE) == ["z", "a"]


@pytest.mark.parametrize("table", ["actors", "offices", "series", "sources"])
def test_tables_that_somebody_has_grouped_stay_grouped(table: str) -> None:
    text = laid(f'[[{table}]]\nid = "b"\nstart = 2002-01-01\n\n[[{table}]]\nid = "a"\nstart = 2001-01-01\n')
    assert re.findall(r'^id = "(\w+)"', text, re.MULTILINE) == ["b", "a"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("x = 'a \"b\"'", 'x = "a \\"b\\""'),
        ('x = """a\n\tb"""', 'x = "a\\n\\tb"'),
        (r'x = "é\u200e\\"', r'x = "é\u200E\\"'),
        ("x = [\n  1_000,\n  0x10,\n]", "x = [1000, 16]"),
        ("x = [ ]\ny = {}", "x = []\ny = {}"),
        ("x = 1.50\ny = -inf\nz = true", "x = 1.5\ny = -inf\nz = true"),
        ("x = 1979-05-27 07:32:00Z", "x = 1979-05-27T07:32:00+00:00"),
        ("deaths.max = 2\ndeaths.min = 1", "deaths = { min = 1, max = 2 }"),
        ("[events.votes]\nabstain = 1\nfor = 3", "votes = { for = 3, abstain = 1 }"),
        ("fr = { summary = 's', place = 'p', title = 't' }", 'fr.title = "t"\nfr.summary = "s"\nfr.place = "p"'),
        ("'a b' = 1\nfr.'c d' = '2'", 'fr."c d" = "2"\n"a b" = 1'),
    ],
)
def test_values_are_written_in_one_way(written: str, wanted: str) -> None:
    assert laid(f"[[events]]\n{written}\n") == f"[[events]]\n{wanted}\n"


def test_the_french_of_values_is_sorted_and_its_tables_come_after_it() -> None:
    text = laid("[fr]\nb = 'B'\n'A c' = 'A'\ntags.y = 'Y'\n'missions.kind' = { b = '2', a = '1' }\n")
    assert text == '[fr]\n"A c" = "A"\n"b" = "B"\n\n[fr."missions.kind"]\na = "1"\nb = "2"\n\n[fr.tags]\ny = "Y"\n'


def test_what_no_table_has_is_kept_at_the_end() -> None:
    text = laid(f"loose = 1\nevents2 = []\n[nonsense]\nb = 1\na = 2\n\n{EVENT}typo = 1\n")
    assert text.startswith("loose = 1\nevents2 = []\n\n[[events]]\n")
    assert text.endswith('sources = ["s"]\ntypo = 1\n\n[nonsense]\nb = 1\na = 2\n')


COMMENTED = """\
# What it is about.
# Two lines.

# of the source
[[sources]]
id = "s"

# About the event:
[[events]]  # which one
id = "e"
# not sure
date = 2001-03-05
title = "T" # its title
fr.title = "# none" # nor here
tags = [
  "a#b",
] # its tags
# more to say

[fr]  # the French
# of a word
"b" = "B"
[fr.tags]
#of a tag
x = "y"   # X

# the end
"""
KEPT = """\
# What it is about.
# Two lines.

[fr]  # the French
# of a word
"b" = "B"

[fr.tags]
#of a tag
x = "y"  # X

# About the event:
[[events]]  # which one
id = "e"
title = "T"  # its title
# not sure
date = 2001-03-05
fr.title = "# none"  # nor here
tags = ["a#b"]  # its tags
# more to say

# of the source
[[sources]]
id = "s"

# the end
"""


def test_comments_stay_with_what_they_stand_above_or_beside() -> None:
    assert laid(COMMENTED) == KEPT


def test_the_base_that_contributing_shows_is_laid_out_but_for_blanks_before_comments() -> None:
    (base,) = re.findall(r"```toml\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)
    assert laid(base) == re.sub(r"\"? +#", lambda match: match[0].rstrip(" #") + "  #", base)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = [ # one\n # two\n 1] # three\n", [1, 2, 3]),
        ("[[events]]\nx = [\n1, # a\n]\n[events.votes] # b\nfor = 1\n", [3, 5]),
        ('x = """\n# no comment\n"""\n', []),
    ],
)
def test_comments_that_have_no_place_are_told(text: str, lines: list[int]) -> None:
    assert laid_out(tomli.loads(text), text).lost == lines


LINES = st.sampled_from(
    [
        "", "# c", "# d", "[[events]]", "[[events]] # h", 'id = "e"', "date = 2001-03-05 # beside", "x = [\n1,\n]", "[factbase]", "[fr]",
        "[fr.tags]", "y = '''\n#\n''' # z", "[events.votes]",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14))
def test_no_comment_is_lost_silently(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    found = laid_out(document, text)
    count = len(re.findall(r"# [a-z]", text))
    assert len(re.findall(r"# [a-z]", found.text)) + len(found.lost) == count
    if not found.lost:
        assert laid(text) == found.text


VALUES = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.dates() | st.times()
    | st.datetimes() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES, max_size=4))
def test_what_is_written_is_read_back(values: dict[str, Any]) -> None:
    """Of the French of a record, which stands under its keys, see the tests above."""
    document = {"events": [{**values, "fr": {"title": "t"}}], "fr": {"a": "b"}}
    assert tomli.loads(laid_out(document, "").text) == document


class TestTheCommand:
    def test_it_writes_the_file_and_then_leaves_it(self, run: Run, write: Write) -> None:
        path = write(SOURCE + EVENT)
        done = run("fmt", str(path), facts=None)
        assert (done.code, done.out, done.err) == (0, "", f"malibrief: {path}: laid out anew\n")
        text, status = path.read_text(encoding="utf-8"), path.stat()
        assert text.index("[[events]]") < text.index("[[sources]]")
        assert run("fmt", str(path), facts=None) == (0, "", "")
        assert path.stat().st_mtime_ns == status.st_mtime_ns
        assert run("fmt", "--check", str(path), facts=None) == (0, "", "")

    def test_line_ends_of_windows_and_a_byte_order_mark_go(self, run: Run, write: Write) -> None:
        path = write(b"\xef\xbb\xbf" + f"{EVENT}\n{SOURCE}".replace("\n", "\r\n").encode(), header=None)
        assert run("fmt", "--check", str(path), facts=None).code == 1
        run("fmt", str(path), facts=None)
        assert path.read_bytes() == laid(f"{EVENT}\n{SOURCE}").encode()

    def test_with_check_nothing_is_written_and_each_file_is_named(self, run: Run, write: Write) -> None:
        wrong, good = write(SOURCE + EVENT), write(laid(EVENT), header=None, name="good.toml")
        before = wrong.read_bytes()
        done = run("fmt", "--check", str(good), str(wrong), facts=None)
        note = f"malibrief: {wrong}: is laid out otherwise; `malibrief fmt` writes it as it should be\n"
        assert (done.code, done.out, done.err) == (1, "", note)
        assert wrong.read_bytes() == before

    def test_standard_input_goes_to_standard_output(self, shell: Shell) -> None:
        assert shell("malibrief fmt <(echo)").code == 3
        done = shell("printf '# c\\n[fr]\\nb=\"1\"' | malibrief fmt -")
        assert done == (0, '# c\n[fr]\n"b" = "1"\n', "")

    def test_a_comment_without_a_place_keeps_the_file_as_it_was(self, run: Run, write: Write) -> None:
        path = write(SOURCE + EVENT + "about = [\n  'x', # why\n]\n")
        before = path.read_bytes()
        done = run("fmt", str(path), facts=None)
        assert (done.code, done.out) == (2, "")
        assert f"{path}: comments on these lines would be lost: 21\n    hint: " in done.err
        assert path.read_bytes() == before

    @pytest.mark.parametrize("text", ["x = ", b"\xff"])
    def test_what_is_no_toml_is_refused_with_its_line(self, text: str | bytes, run: Run, write: Write) -> None:
        done = run("fmt", str(write(text, header=None)), facts=None)
        assert (done.code, done.out) == (3, "")
        assert ":1: [" in done.err

    def test_a_file_that_cannot_be_replaced_stays_as_it_was(self, powerless: Shell, write: Write) -> None:
        path = write(SOURCE + EVENT)
        path.chmod(0o444)
        before = path.read_bytes()
        done = powerless(f"malibrief fmt {path}")
        assert (done.code, done.out) == (2, "")
        assert f"{path}: cannot be written: " in done.err
        assert path.read_bytes() == before

    def test_it_speaks_french(self, run: Run, write: Write) -> None:
        done = run("fmt", "--check", str(write(SOURCE + EVENT)), facts=None, env={"MALIBRIEF_LANG": "fr"})
        assert "n’a pas la disposition voulue" in done.err


def test_synonyms_are_sorted_and_stay_on_one_line_each() -> None:
    text = '[synonyms]\nb = [ "x",\n  "y" ]\n"a b" = ["z"]  # of a\n'
    laid = layout.laid_out(tomli.loads(text), text)
    assert laid.text == '[synonyms]\n"a b" = ["z"]  # of a\n"b" = ["x", "y"]\n'
    assert laid.lost == []


def test_tables_stand_in_the_order_of_the_documentation() -> None:
    assert set(layout._TABLES) == {"factbase", "fr", "synonyms", *TOPICS, *TABLES}
