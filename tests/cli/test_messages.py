"""Errors and notes are said in the language that is spoken, to the last word that the program adds."""

from __future__ import annotations

import errno
import os
import re
import shlex
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from malibrief.briefing.lines import SECTIONS
from malibrief.cli import days, files, options, pager, refusals, shells
from malibrief.cli.app import COMMANDS
from malibrief.errors import UsageError
from malibrief.facts.dates import MOIS, PartialDate
from malibrief.facts.topics import TABLES, TAGS, TOPICS
from malibrief.index.store import open_index
from malibrief.language import say, speak, speaking
from malibrief.render.formats import FORMATS, SUFFIXES
from malibrief.search import pipeline
from malibrief.views.columns import NESTED, fields_of, part_names
from malibrief.views.happenings import happening_columns
from malibrief.views.hits import hit_columns
from tests.cli.test_mistakes import ANSWERED, MENDED
from tests.conftest import BASE, Run
from tests.marked import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.index.store import Index

SPACE = "\u00a0"
LINES = """
""
--facts x
--json
--lang
--nope
-x
help foo
about x
about x y
missions --limit
missions -n x
missions --json=x
missions --nope
missions -xy
show
diff
diff 2001
diff 2001 2001
diff 2005-06-25
missions --kind nope
missions --kind franch
missions --place nowhere
missions --place Kélan
events --place Aru
events --tag coups
timeline --tag nope
funding --donor "European Unio"
funding --donor EU
funding --donor zzz
figures --series minka-stren
people --office presid
people --name zzz
events --about zzz
events --source zzz
missions --since nope
missions --since 2021-02-30
missions --since 04/05/2021
missions --since 9999
missions --since 2003 --until 2004
missions --since 2021 --until 2020
events --since 2030
events --since latest
events --as-of 2030
timeline --on 4/5
timeline --on "2021 to 2019"
timeline --on 2001-03-05
timeline --topic figures
timeline --topic actors --topic figures
timeline --topic evens
timeline --topic coup
timeline --sort x
timeline -c nope
timeline -f bars
timeline extra
events --sort sources
events -c nope
events -c titel
events -c ,
events -c all --json
events -f bibtex -c id
events coup
events 18 August
events 04/05/2001
events 2001-03
events zzz
missions 2003
missions --sort name desc
missions --sort name asc
missions -c name start
offices minka-strength
series minka-strength
people president
cite nope
cite minka -f csv
brief --section x
brief --section mision
brief 1950
brief 2001 --as-of 2000
brief 2030
brief -f bars
missions --as-of 2004-03-05
missions --as-of 2005-06-30
show nope
show MINKAA
show minka nope
show Arda
show coup
show moro
show president
search ""
search zzzzqq
search "coup zzzzqq"
search "helicopters coup soldiers bridge road"
search "coup 1999"
search "minak coup"
search "latest coup"
search coup --all -n 3
search road
search coup -c nope
missions -o x.zzz
missions -f nope
missions --json -f csv
missions -f csv -o x.json
missions --color x
missions --hyperlinks x
missions --bom -f md
missions -o /no/such/x.csv
missions --facts /no/such
version --json
"""
"""Lines with a mistake, or with a note on the answer, each on a line of its own."""
ALL_LINES = list(dict.fromkeys([*LINES.strip().splitlines(), *MENDED, *ANSWERED.strip().splitlines()]))


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text))


def names() -> Iterator[str]:
    """What is the same in all languages: commands, options, formats, columns, sections, topics."""
    yield from (
        *COMMANDS,
        *FORMATS,
        *SUFFIXES,
        *SECTIONS,
        *TOPICS,
        *TABLES,
        *TAGS,
        *options.WHEN,
        *MOIS,
        "er",
        "version",
    )
    for name in COMMANDS:
        parameters = __import__(f"malibrief.cli.{COMMANDS[name].module}", fromlist=["command"]).command(name)
        yield from parameters.__signature__.parameters
    for topic in (*TOPICS.values(), *TABLES.values()):
        yield from (*fields_of(topic), *NESTED)
        yield from (part for field in NESTED for part in part_names(field))
    yield from (*happening_columns(), *hit_columns())
    with speaking("fr"):
        yield from [PartialDate(f"2001-{month:02d}").short for month in range(1, 13)]


def told_by_the_base() -> Iterator[str]:
    """The ids of the small base, its texts in French, and those without it that are the same in both languages."""
    base = tomllib.loads(BASE.read_text(encoding="utf-8"))
    french = base["fr"]
    yield from (text for text in french.values() if isinstance(text, str))
    yield from (text for field in french.values() if isinstance(field, dict) for text in field.values())
    for record in (record for table in base.values() if isinstance(table, list) for record in table):
        yield record["id"]
        yield from map(str, record.get("fr", {}).values())
        held = [value for field, value in record.items() if field not in SENTENCES]
        texts = [text for value in held for text in (value if isinstance(value, list) else [value])]
        yield from (text for text in texts if isinstance(text, str) and text not in french)


SENTENCES = ("title", "summary", "definition")
"""The fields of the small base that have their French in the record."""
KNOWN = words(" ".join([*names(), *told_by_the_base()]))


def added(text: str, *quoted: str) -> set[str]:
    """The words of a text that are in no phrase, in no line to paste, no name, and nothing that was typed."""
    without_lines = re.sub("⟧malibrief .*$", "⟧", text.replace("malibrief:", ""), flags=re.MULTILINE)
    return words(unmarked(without_lines)) - KNOWN - words(" ".join(quoted))


@pytest.mark.parametrize("line", ALL_LINES)
@pytest.mark.usefixtures("marked_phrases")
def test_a_line_is_answered_without_a_word_that_is_not_said(run: Run, line: str) -> None:
    answer = run(*shlex.split(line))
    assert added(answer.err, line) == set()
    assert "Traceback" not in answer.err


@pytest.mark.usefixtures("marked_phrases")
class TestNothingElseIsAdded:
    def test_where_a_file_cannot_be_replaced(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(source: str, target: str) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "replace", refuse)
        path = tmp_path / "x.csv"
        path.write_text("old")
        with pytest.raises(UsageError) as caught:
            files.write(path, "new")
        assert added(str(caught.value), str(path)) == set()

    def test_where_the_answer_would_overwrite_the_base(self, run: Run) -> None:
        answer = run("missions", "-f", "csv", "-o", str(BASE))
        assert answer.code == 2
        assert added(answer.err, str(BASE)) == set()

    @pytest.mark.parametrize(
        "command", ["exit 3", "cat >/dev/null; exit 4", "/no/such/pager 2>/dev/null", "x" * 3_000_000]
    )
    def test_by_the_pager(self, command: str) -> None:
        _, remark = pager.page("text", {"PAGER": command})
        assert remark
        assert added(remark, command) == set()

    @pytest.mark.parametrize("asked", ["nope", "complete_zsh", "source_ksh"])
    def test_by_completion(self, run: Run, asked: str) -> None:
        answer = run(facts=None, env={"_MALIBRIEF_COMPLETE": asked})
        assert answer.code == 2
        assert added(answer.err, asked, shells.VARIABLE, *shells.SHELLS, "SHELL") == set()

    @pytest.mark.parametrize("shell", ["fish", "ksh", ""])
    def test_by_its_installation(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
        import shellingham

        def detect() -> tuple[str, str]:
            raise shellingham.ShellDetectionFailure

        monkeypatch.setattr(shellingham, "detect_shell", detect)
        env = {"SHELL": shell, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        answer = run("--install-completion", facts=None, env=env)
        assert answer.code == (0 if shell == "fish" else 2)
        assert added(answer.out + answer.err, str(tmp_path), "completions malibrief", *shells.SHELLS, shell) == set()

    def test_where_a_package_is_missing(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        answer = run("missions", "-o", str(tmp_path / "x.xlsx"))
        assert answer.code == 2
        assert added(answer.err, "xlsx") == set()

    def test_where_the_shipped_base_is_missing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "is_file", lambda path: False)
        answer = run("missions", facts=None)
        assert answer.code == 3
        assert added(answer.err, str(BASE.parents[1]), "src malibrief data facts toml PATH") == set()

    def test_while_an_index_is_made(self, tmp_path: Path) -> None:
        told: list[str] = []
        open_index([BASE], tmp_path, told.append)
        assert len(told) == 4
        assert added(" ".join(told), BASE.name) == set()

    def test_by_a_python_without_full_text_search(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(index.meta, "words", 0)
        with pytest.raises(Exception, match=r"⟦.*⟧") as caught:
            pipeline.search(index, "coup", None, 1)  # type: ignore[arg-type]  # the filter is not looked at
        assert added(str(caught.value)) == set()


REFUSED = [
    ["about", "x"],
    ["missions", "-n", "x"],
    ["missions", "-n", "-1"],
    ["show"],
    ["--facts", "x"],
    ["--vers"],
    ["-x"],
    ["missions", "--json=x"],
    ["missions", "--limit"],
]


def test_all_that_typer_refuses_is_known_in_french(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typer may say it otherwise one day; then its English would come through."""
    heard: list[str] = []
    told = refusals.told

    def listen(refused: str) -> str:
        heard.append(refused)
        return told(refused)

    monkeypatch.setattr(refusals, "told", listen)
    for line in REFUSED:
        assert run("--lang", "fr", *line, facts=None).code == 2
    speak("fr")
    assert len(heard) == len(REFUSED) == len(refusals.REFUSALS) + len(refusals.NUMBERS)
    assert [refused for refused in heard if told(refused) == refused] == []


@pytest.mark.parametrize("value", ["abc", "-1", "1.5"])
def test_what_is_no_number_of_rows_is_answered_with_what_is(run: Run, value: str) -> None:
    said = run("missions", "-n", value, facts=None).err.splitlines()[0]
    assert said == f"malibrief: missions: --limit takes a whole number from 0, not '{value}'"


def test_what_is_not_known_of_typer_stays_as_it_is() -> None:
    speak("fr")
    assert refusals.told("Something else.") == "Something else."


def test_every_form_of_a_day_that_a_message_names_is_read() -> None:
    today, newest = PartialDate("2021-05-14"), PartialDate("2021-05-01")
    for language in ("en", "fr"):
        speak(language)
        for form in say(days.FORMS).split(", "):
            assert days.read(form, "--on", today, lambda: newest)


FRENCH = [
    ("show nope", "rien ne porte ici le nom de «_nope_»\n    essayer_: malibrief search nope"),
    ("show MINKAA", "rien ne porte ici le nom de «_MINKAA_»\n    noms proches_: minka\n    essayer_: malibrief show minka\n    ou_: malibrief search minkaa"),
    ("missions --nope", "missions n’a pas d’option --nope\n    essayer_: malibrief missions --as-of 2021-05-14"),
    ("missions -n x", "missions_: --limit attend un nombre entier, à partir de 0, et non «_x_»\n    essayer_: malibrief missions"),
    ("missions --kind franch", "aucun fait ne correspond à --kind «_franch_»_; vouliez-vous dire opération française_?\n    essayer_: malibrief missions --kind 'opération française'"),
    ("events --as-of 04/05/2021", "--as-of_: «_04/05/2021_» peut être le 4_mai 2021 ou le 5_avril 2021_: écrire 2021-05-04 ou 2021-04-05\n    essayer_: malibrief events --as-of 2021-05-04"),
    ("events --since 2030", "le fait le plus récent est daté du 29_février 2004\nmalibrief: aucun résultat"),
    ("brief 1950", "rien n’est consigné pour le 31_décembre 1950"),
    ("brief 2030 --json", "les faits couvrent l’essentiel jusqu’au 31_mai 2005_; au-delà, beaucoup peut manquer"),
    ("show moro", "«_moro_» peut désigner 2 personnes_; préciser le nom_:"),
    ("search zzzzqq", "aucun résultat pour «_zzzzqq_»\n    essayer_: malibrief timeline"),
    ("missions -o /no/such/x.csv", "--output_: impossible d’écrire /no/such/x.csv_: fichier ou dossier inexistant"),
    ("missions 2003", "«_2003_» compris comme --since 2003-01-01 --until 2003-12-31\nmalibrief: --since et --until retiennent ce qui a existé à un moment de la période_; ajouter --begun pour ce qui y a commencé, --ended pour ce qui y a pris fin"),
    ("brief 2004-06-30 --json", "sans ce qui a pris fin ce jour-là_: "),
    ("missions -c debut", "missions n’a pas de colonne «_debut_»_; vouliez-vous dire start_?"),
    ("missions -c nam", "missions n’a pas de colonne «_nam_»_; vouliez-vous dire"),
    ("", "commande inconnue_: «_»\n    essayer_: malibrief --help"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), FRENCH)
def test_messages_in_french(run: Run, line: str, said: str) -> None:
    answer = run(*(shlex.split(line) or [""]), env={"MALIBRIEF_LANG": "fr"})
    shown = answer.err.replace(f"malibrief --facts {BASE} ", "malibrief ").replace(
        f"malibrief --facts {BASE}", "malibrief"
    )
    assert shown.startswith(f"malibrief: {said.replace('_', SPACE)}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sources --kind press", "type_: presse"),
        ("missions --kind french --lead EU --since 2001 --begun", "type_: opération française, direction_: EU, début seul, depuis le 1er_janvier 2001"),
        ("timeline --milestones --disputed --on 2001-03", "en mars 2001, jalons, contesté"),
        ("timeline --on '5 March'", "le 5_mars de chaque année"),
        ("timeline --on 2001-03-05..2001-04-01", "du 5_mars au 1er_avril 2001"),
        ("events --until 2004-02 --about minka", "à propos de minka, jusqu’au 29_février 2004"),
        ("figures --series minka-strength --as-of 2003-04", "série_: MINKA : soldats, situation au 30_avril 2003"),
    ],
)  # fmt: skip
def test_the_filter_in_words(run: Run, line: str, said: str) -> None:
    page = run(*shlex.split(line), "-f", "md", env={"MALIBRIEF_LANG": "fr"}).out
    assert f" · {said.replace('_', SPACE)} · " in page
