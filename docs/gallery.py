"""The pictures of the README, made by the tool itself from the fact base of this checkout.

`python docs/gallery.py` writes them; `python docs/gallery.py --check` writes nothing, names those that are not what the
tool makes now, and exits 1 if there are any.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

DOCS = Path(__file__).resolve().parent
FACTS = DOCS.parent / "data" / "facts.toml"
BRIEF = ("brief", "--as-of", "2021-05-14")
LINES, WIDTH = 40, 100
"""How much of the briefing is shown as a terminal has it."""

PICTURES = {
    "missions.svg": ("missions", "-f", "svg"),
    "displaced.svg": ("figures", "--series", "idps", "--series", "refugees", "-f", "svg"),
    "minusma.svg": (
        "figures", "--series", "minusma-ceiling-military", "--series", "minusma-ceiling-police",
        "--series", "minusma-uniformed", "--series", "minusma-military", "-f", "svg",
    ),
    "eu-funding.svg": (
        "funding", "--donor", "European", "--currency", "EUR", "--kind", "pledge", "--kind", "disbursement", "-f", "svg",
    ),
    "milestones.svg": ("timeline", "--milestones", "-f", "svg"),
    "brief-2021-05-14.html": (*BRIEF, "-f", "html"),
}  # fmt: skip
"""What each file shows: the words of the command that makes it."""

LOOKS = {
    "bold": 'font-weight="bold"', "italic": 'font-style="italic"', "dim": 'fill="#666666"', "red": 'fill="#b02a2a"',
    "green": 'fill="#1d6f2b"', "yellow": 'fill="#8a6100"', "blue": 'fill="#0b57a4"', "magenta": 'fill="#92278f"',
    "cyan": 'fill="#0a6c74"',
}  # fmt: skip
"""The attributes of each style of the terminal's text, on a light page."""
DARK = {
    "text": "#e8e8e8", ".dim": "#9a9a9a", ".red": "#ff8a80", ".green": "#7fd18c", ".yellow": "#e5c07b", ".blue": "#8ab8f0",
    ".magenta": "#dd9be0", ".cyan": "#6fd0d8", ".paper": "#16181b",
}  # fmt: skip
"""The colours on a dark page, by selector; each in a block of its own, as `render/svg/shapes.py` says."""
HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
CELL, ROW = 8.43, 19
"""The size of a terminal's cell: DejaVu Sans Mono of 14 units."""


def answer(*words: str) -> str:
    """Return what the tool writes into a pipe."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("MALIBRIEF_")}
    settings |= {"COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8", "TTY_COMPATIBLE": "0"}
    command = [sys.executable, "-m", "malibrief", "--facts", str(FACTS), *words]
    done = subprocess.run(command, env=settings, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        sys.exit(f"malibrief {' '.join(words)}: {done.stderr}")
    return done.stdout


def screen() -> str:
    """Draw the first lines of the briefing as a picture of a terminal."""
    from rich.text import Text

    shown = answer(*BRIEF, "-f", "table", "--color", "always", "--hyperlinks", "never").splitlines()[:LINES]
    prompt, rest = (Text.from_ansi(f"\x1b[2m{text}") for text in (f"$ malibrief {' '.join(BRIEF)}", "…"))
    lines = [prompt, *map(Text.from_ansi, shown), rest]
    rows = [chunk for i, line in enumerate(lines) for chunk in chunks(line, 28 + ROW * i)]
    style = "".join(
        f"@media(prefers-color-scheme:dark){{svg {name}{{fill:{colour}}}}}" for name, colour in DARK.items()
    )
    width, height = round(WIDTH * CELL) + 32, ROW * len(lines) + 28
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#1b1b1b" '
            'role="img" aria-labelledby="title">',
            f'<title id="title">The first lines of a briefing in a terminal: malibrief {" ".join(BRIEF)}</title>',
            f"<style>{style}</style>",
            f'<rect class="paper" width="{width}" height="{height}" fill="#ffffff"/>',
            *rows,
            "</svg>\n",
        ]
    )


def chunks(line: Text, y: int) -> Iterator[str]:
    """Return the words of a line as SVG text, each chunk of one style where its cell is."""
    from rich.console import Console

    cell = 0
    for segment in line.render(Console()):
        style = segment.style
        names = [name for name in ("bold", "dim", "italic") if style and getattr(style, name)]
        names += [HUES[style.color.number]] if style and style.color and style.color.number else []
        looks = [LOOKS[name] for name in names if name in LOOKS]
        look = f' {" ".join(looks)} class="{" ".join(names)}"' if names else ""
        for match in re.finditer(r"\S+(?: \S+)*", segment.text):
            yield f'<text x="{16 + (cell + match.start()) * CELL:.1f}" y="{y}"{look}>{escape(match.group())}</text>'
        cell += cell_len(segment.text)


def made() -> dict[str, str]:
    """Return the text of every file, by its name."""
    return {name: answer(*words) for name, words in PICTURES.items()} | {"brief.svg": screen()}


def stale(files: dict[str, str]) -> list[str]:
    """Return the names of the files that are missing, different, or not made any more."""
    kept = {path.name: path.read_text(encoding="utf-8") for form in ("*.svg", "*.html") for path in DOCS.glob(form)}
    return sorted(name for name in files.keys() | kept.keys() if files.get(name) != kept.get(name))


def main() -> int:
    """Write what is stale, or only name it."""
    files = made()
    names = stale(files)
    if "--check" in sys.argv[1:]:
        for name in names:
            print(f"docs/{name} is not what the tool makes now: python docs/gallery.py", file=sys.stderr)
        return int(bool(names))
    for name in names:
        if name in files:
            (DOCS / name).write_text(files[name], encoding="utf-8")
        else:
            (DOCS / name).unlink()
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
