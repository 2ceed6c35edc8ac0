"""The commands for who writes a fact base: `fmt`, `changes`, `new`, `schema`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malibrief.cli import options, streams
from malibrief.cli.base import paths_of, settle_language
from malibrief.errors import FactBaseError, MalibriefError, UsageError, reason_of
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.language import noun, say
from malibrief.text import asking, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from malibrief.cli.given import Options
    from malibrief.facts.factbase import FactBase


TABLES_OF_A_BASE = (*TOPICS, *TABLES, "factbase")
"""The tables for which there is a form, the last one being the header."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs a command, with its options in the signature."""
    if name == "schema":
        return options.with_options(schema, options.LANGUAGE_OPTION)
    if name == "new":
        what = typer.Argument(metavar="TOPIC", help=f"{', '.join(TABLES_OF_A_BASE)}.")
        topic = options.argument("topic", str, what, completed_by="topics")
        return options.with_options(new, options.LANGUAGE_OPTION, first=[topic])
    if name == "changes":
        older = typer.Argument(metavar="OLD", help="The older base; - for standard input.", readable=False)
        newer = typer.Argument(metavar="[NEW]", help="The newer one; without it, the base in use.", readable=False)
        both = [options.argument("old", Path, older), options.argument("new", Path | None, newer, None)]
        shape = (options.EXIT_CODE_OPTION, options.REVISION_OPTIONS, options.SCREEN_OPTIONS, options.BASE_OPTIONS)
        return options.with_options(changes, *shape, first=both)
    declared = typer.Argument(
        metavar="FILE...", help="Fact bases, or files beside one; - for standard input.", readable=False
    )
    paths = options.argument("paths", list[Path], declared)
    return options.with_options(fmt, options.FMT_OPTIONS, options.LANGUAGE_OPTION, first=[paths])


def fmt(ctx: typer.Context, given: Options, paths: list[Path]) -> None:
    """Write each file anew, or leave it as it is; standard input goes to standard output.

    Facts come in the order of time, keys in that of CONTRIBUTING; comments stay with the table or the key above or beside which
    they stand. Exit code 3 when a file cannot be read or is not TOML.
    """
    settle_language(ctx, given)
    wrong = [path for path in paths if _lay_out(path, given.check)]
    if wrong and given.check:
        raise typer.Exit(MalibriefError.exit_code)


def _lay_out(path: Path, only_check: bool) -> bool:
    """Write a file in the one layout, or only say that it is not; return whether it was not."""
    from malibrief.facts import layout, load

    piped = str(path) == "-"
    read = load.file(path, pipes=piped)
    if read.document is None:
        raise FactBaseError.invalid(read.findings)
    laid = layout.laid_out(read.document, read.places.text)
    if laid.lost:
        lines = ", ".join(map(str, laid.lost))
        raise UsageError(
            say(
                "{path}: comments on these lines would be lost: {lines}\n    hint: put each on a line above a key",
                path=path,
                lines=lines,
            )
        )
    changed = laid.text != read.places.text if piped else laid.text.encode() != path.read_bytes()
    if piped and not only_check:
        streams.emit(laid.text, streams.Shape(pager=False), os.environ)
    elif changed and only_check:
        streams.note(say("{path}: is laid out otherwise; `malibrief fmt` writes it as it should be", path=path))
    elif changed:
        _write(path, laid.text)
        streams.note(say("{path}: laid out anew", path=path))
    return changed


def _write(path: Path, text: str) -> None:
    """Put a text in the place of what a file holds. Raises UsageError where that fails; the file is then as it was."""
    from malibrief.cli import files

    try:
        files.rewrite(path, text)
    except OSError as error:
        raise UsageError(say("{path}: cannot be written: {reason}", path=path, reason=reason_of(error))) from error


def changes(ctx: typer.Context, given: Options, old: Path, new: Path | None) -> None:
    """Compare facts, offices, series and sources by their ids, field by field, and the French of values.

    Both are TOML as --facts reads it, or both as --add does. A fact whose old id is an alias of a new one was corrected. Of lists
    only what came and went is told, but in TSV and JSON.
    """
    from malibrief.facts import changes as revised
    from malibrief.index.cleaning import cleaned
    from malibrief.render import formats
    from malibrief.views.revision import Revision

    settle_language(ctx, given)
    paths = [old, *([new] if new else paths_of(ctx, given.facts, given.add))]
    if given.output is not None:
        from malibrief.cli import files

        files.refuse_overwriting(given.output, paths)
    before, after = _read(paths[:1]), _read(paths[1:])
    if bool(before.header.title) != bool(after.header.title):
        adding = old if not before.header.title else paths[1]
        said = "{path}: only adds to a fact base\n    hint: compare it with another edition of the same file"
        raise UsageError(say(said, path=adding))
    output = streams.output_of(given)
    if output.form not in formats.REVISIONS:
        known = ", ".join(formats.REVISIONS)
        raise UsageError(
            say("--format: changes has no {form!r}\n    formats here: {known}", form=output.form, known=known),
            (output.form, "md"),
        )
    editions = [cleaned(revised.edition_of(base)) for base in (before, after)]
    view = Revision(editions[0], editions[1], [cleaned(change) for change in revised.changes(before, after)])
    if not view.changes and output.form not in formats.HEADED:
        streams.note(view.counted)
    output.write(formats.changes(view, output.form, output.page))
    if given.exit_code and view.changes:
        raise typer.Exit(MalibriefError.exit_code)


def new(ctx: typer.Context, given: Options, topic: str) -> None:
    """Print a table of TOML with what has to be filled in and, behind a #, what may be; "factbase" is the header of a new base.

    As it is, it has faults: `malibrief check` names what is still missing, and `malibrief fmt` puts keys into their order.
    """
    from malibrief.facts.skeleton import skeleton

    settle_language(ctx, given)
    streams.emit(skeleton(_table_named(topic)), streams.Shape(pager=False), os.environ)


def _table_named(word: str) -> str:
    """Return the table that a word names, also by the name of one fact or in French. Raises UsageError where there is none."""
    tables = {form: name for name in TABLES_OF_A_BASE for form in (say(name), name)}
    words = {form: name for name, each in (TOPICS | TABLES).items() for form in (noun(1, each.word), each.word)}
    names = {fold(form): name for form, name in (tables | words).items()}
    if fold(word) in names:
        return names[fold(word)]
    near = nearest(word, tables)
    said = asking(say("there is no topic {word!r}", word=word), word, tables)
    topics = say("    topics: {names}", names=", ".join(TABLES_OF_A_BASE))
    raise UsageError(f"{said}\n{topics}", (word, near[0]) if near else None)


def schema(ctx: typer.Context, given: Options) -> None:
    """Print the JSON Schema (2020-12) by which an editor completes keys, names the values that they may have, and marks faults.

    An editor that knows taplo reads it where the first line of the TOML file is, for example, "#:schema ./facts.schema.json".
    """
    import msgspec

    from malibrief.facts.schema import schema as made

    settle_language(ctx, given)
    text = msgspec.json.format(msgspec.json.encode(made()), indent=2).decode()
    streams.emit(f"{text}\n", streams.Shape(pager=False), os.environ)


def _read(paths: Sequence[Path]) -> FactBase:
    """Return the base of these files, whatever the rules say of it. Raises FactBaseError where it has faults of shape.

    One file that only adds to a base is a base of its own, without a title.
    """
    from malibrief.export.formats import SUFFIXES
    from malibrief.facts import load

    read = [load.file(path, pipes=True) for path in paths]
    if read[0].document is None and paths[0].suffix.casefold() in SUFFIXES:
        said = "{path}: is no TOML\n    hint: an export cannot be compared; give the TOML files that were read"
        raise FactBaseError(say(said, path=paths[0]))
    base, findings = load.assembled([load.alone(read[0])] if len(read) == 1 and read[0].only_adds else read)
    if base is None or findings:
        raise FactBaseError.invalid(findings)
    return base
