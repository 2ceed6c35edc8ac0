"""That the watcher sees what it should: a watcher that hears nothing would find nothing."""

from pathlib import Path

import pytest

from tests.conftest import pty_works
from tests.hardship import trust
from tests.hardship.trust import Case


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("write\t/etc/passwd\n", "show: writes /etc/passwd"),
        ("run\t('/bin/sh', ['sh'])\n", "show: runs ('/bin/sh', ['sh'])"),
        ("reach\tsocket.connect\n", "show: opens a connection: socket.connect"),
        ("write\t/dev/null\n", ""),
        ("", ""),
    ],
)
def test_an_account_is_judged(told: str, expected: str) -> None:
    assert trust.broken(told, Case(("show",), {}, ())) == expected


def test_the_cache_the_named_file_and_the_pager_are_allowed(cache: Path, tmp_path: Path) -> None:
    case = Case(("show",), {}, (tmp_path,), "/bin/pager")
    told = f"write\t{cache}/malibrief/1.sqlite\nwrite\t{tmp_path}/a.csv\nrun\t('/bin/sh', ['sh', '-c', '/bin/pager'])\n"
    assert trust.broken(told, case) == ""


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("open('written', 'w')", "write\twritten"),
        ("os.open('written', os.O_RDWR | os.O_CREAT)", "write\twritten"),
        ("os.rename('a', 'b')", "write\ta"),
        ("__import__('sqlite3').connect('base')", "write\tbase"),
        ("__import__('subprocess').run(['true'])", "run\t('true', ['true'])"),
        ("os.system('true')", "run\t"),
        ("__import__('socket').socket()", "reach\tsocket.__new__"),
        ("open('/dev/zero')", ""),
    ],
)
def test_the_hook_hears(deed: str, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").touch()
    monkeypatch.setattr(trust, "WATCHED", trust.WATCHED.replace(trust.PROGRAM, deed))
    told = trust.heard(Case((), {}, ()), tmp_path / "log")
    assert told.startswith(expected) if expected else told == ""


@pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
def test_a_pager_is_heard(tmp_path: Path, cache: Path) -> None:
    import random

    case = next(case for case in trust.cases(random.Random(0), tmp_path) if "MALIBRIEF_PAGER" in case.env)
    assert "run\t" in trust.heard(case, tmp_path / "log")


def test_every_command_is_tried_in_every_test_run(tmp_path: Path) -> None:
    import random

    from malibrief.cli.app import COMMANDS
    from tests.hardship import load

    first = trust.cases(random.Random(0), tmp_path)[: load()["audited"].small]
    assert {case.words[0] for case in first if case.words} >= COMMANDS.keys()
