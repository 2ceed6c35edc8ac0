"""The suite itself on a system without Unix's own modules, such as Windows."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import unmeasured

ROOT = Path(__file__).parents[1]
UNIX = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
"""The modules of the standard library that Windows does not have, of those that a test might import."""


SCRIPT = """\
import sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))
import pytest
sys.exit(pytest.main(["--collect-only", "--snapshot-warn-unused", "-p", "no:cacheprovider"]))
"""
"""Collects the suite without the modules that the arguments name."""


def test_every_module_of_tests_is_collected_without_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *UNIX], cwd=ROOT, env=unmeasured(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    modules = {Path(line.partition("::")[0]) for line in done.stdout.splitlines() if "::" in line}
    assert modules == {path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")}
