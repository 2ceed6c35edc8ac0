"""Run hardships in their whole numbers: `python -m tests.hardship [NAME...]`; the table goes to standard output.

Exit code 1 when a case failed; each failure is a line on standard error.
"""

from __future__ import annotations

import sys

from tests.hardship import load
from tests.hardship.trial import try_out


def main(names: list[str]) -> int:
    """Run the hardships of these names, all without any."""
    failed = 0
    print("| what is tried | cases | failures |", "| --- | --- | --- |", sep="\n")
    for name, hardship in load().items():
        if names and name not in names:
            continue
        cases, failures = try_out(hardship, hardship.whole)
        failed += len(failures)
        print(f"| {hardship.what} | {cases:,} | {len(failures)} |", flush=True)
        for failure in failures:
            print(f"{name}: {failure}", file=sys.stderr)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
