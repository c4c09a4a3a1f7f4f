"""The commands that bring data in: init, import and profile."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zone_tracker.cli.app import WRITTEN, App, Shared, create_seeded, text, whole
from zone_tracker.cli.session import Session, tell
from zone_tracker.errors import BadValue, EnvironmentFailure, FailedAfterwards, Problems, UsageError
from zone_tracker.model import Message, Report
from zone_tracker.store.connection import refuse_database
from zone_tracker.wording import say

if TYPE_CHECKING:
    from zone_tracker.importing.intake import Outcome, Understood
    from zone_tracker.importing.profile import Profile

ENCODINGS = "windows-1258|tcvn3"
ON_ERROR = ("abort", "skip")
CONSTANTS = ("on", "as_of", "source")
"""The options that are cells of every row that has none of its own."""


def init(session: Session, *, empty: Annotated[bool, typer.Option("--empty")] = False) -> Report:
    """Create the database."""
    from zone_tracker.store.create import create

    if empty:
        create(session.path, lambda db: None)
    else:
        create_seeded(session.path, session.author)
    session.wrote = True
    words = "init.empty" if empty else "init.seeded"
    return Report((), (Message(words, {"path": session.path}),), {"database": str(session.path)})


UNDERSTANDING: Shared = {
    "kind": text("--kind", "KIND"),
    "sheet": text("--sheet", "SHEET"),
    "profile": text("--profile", "FILE.toml"),
    "encoding": text("--encoding", ENCODINGS),
    "numbers": text("--numbers", "vi|en"),
    "input_format": text("--input-format", "FORMAT"),
    "on": text("--on", "DATE"),
    "as_of": text("--as-of", "DATE"),
    "source": text("--source", "SOURCE"),
}
"""The options that say how a sheet is to be understood."""


def import_command(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    on_error: Annotated[str, typer.Option("--on-error", metavar="abort|skip")] = "abort",
    errors_to: Annotated[Path | None, typer.Option("--errors-to", metavar="FILE.xlsx|csv")] = None,
    empty_clears: Annotated[bool, typer.Option("--empty-clears")] = False,
) -> Report:
    """Take files into the record as one batch, whole or not at all."""
    from zone_tracker.importing.files import inputs_of, understood
    from zone_tracker.importing.plan import Manner, import_sheets
    from zone_tracker.reports.imported import imported

    if on_error not in ON_ERROR:
        raise UsageError("usage.on-error", value=on_error)
    if errors_to is not None:
        check_rejects(errors_to, files)
    check_constants(session, cells)
    inputs = inputs_of(files, cells.get("input_format"), sys.stdin)
    session.spare(cells.get("profile", ""), *[source.name for source in inputs])
    sheets, unread = understood(inputs, cells.get("kind"), profile_of(cells))
    if errors_to is not None and errors_to.suffix.lower() == ".csv" and len(sheets) > 1:
        raise UsageError("usage.errors-several", path=errors_to)
    today = session.now.date().isoformat()
    manner = Manner(not dry_run, on_error == "skip", empty_clears, today)
    tick = counting_rows(session, sheets)
    outcome = import_sheets(db, session.author, sheets, manner, tick=tick)
    among = outcome.sheets + len(unread)
    outcome = replace(outcome, warnings=(*unread, *outcome.warnings), sheets=among)
    session.wrote = outcome.batch is not None
    if errors_to is not None and outcome.bad:
        reject(session, errors_to, sheets, outcome)
    if outcome.problems and not (manner.skip and outcome.good):
        session.exit_code = Problems.exit_code
        if not dry_run and session.format != "json":
            raise Problems("import.refused", outcome.problems, path=", ".join(files))
    return imported(db, outcome, dry_run=dry_run, skip=manner.skip)


def counting_rows(session: Session, sheets: list[Understood]) -> Callable[[int], None]:
    """Who is told how many rows were taken in, of how many, where all were counted before."""
    counted = [known.layout.rows for known in sheets if known.layout.rows is not None]
    if len(counted) < len(sheets):
        return session.counting("progress.rows")
    return session.counting("progress.rows-of", sum(counted))


def profile_of(cells: dict[str, str]) -> Profile:
    """What is said of a sheet beforehand: by the profile, and over it by the options."""
    from zone_tracker.importing.profile import Profile, load_profile

    told = load_profile(Path(cells["profile"])) if "profile" in cells else Profile()
    constants = {key: cells[key] for key in CONSTANTS if key in cells}
    if cells.get("numbers", "vi") not in ("vi", "en"):
        raise UsageError("usage.numbers", value=cells["numbers"])
    own: dict[str, Any] = {
        key: cells[key] for key in ("sheet", "encoding", "numbers") if key in cells
    }
    return replace(told, constants={**told.constants, **constants}, **own)


def check_constants(session: Session, cells: dict[str, str]) -> None:
    """Refuse what cannot be a cell of every row once, rather than in each of them."""
    from zone_tracker.vietnamese.dates import parse_date

    for key, reader in (("on", parse_date), ("as_of", parse_date), ("source", filled)):
        if key in cells:
            session.read(f"--{key.replace('_', '-')}", cells[key], reader)


def filled(text: str) -> str:
    """A text that says something: the one of an unset variable does not."""
    if not text.strip():
        raise BadValue("import.empty")
    return text


def check_rejects(path: Path, files: list[str]) -> None:
    """Refuse a file for bad rows before anything is done, rather than after."""
    from zone_tracker.writers.rejected import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise UsageError("usage.errors-to", path=path, allowed=list(FORMATS))
    if not path.absolute().parent.is_dir():
        raise UsageError("usage.errors-folder", path=path)
    refuse_database(path)
    if path.exists() and any(same_file(path, Path(name)) for name in files):
        raise UsageError("usage.errors-same", path=path)


def same_file(path: Path, named: Path) -> bool:
    """Whether a file is the one named, or lies in the folder named."""
    return named.exists() and (named.samefile(path) or named.samefile(path.absolute().parent))


def reject(session: Session, path: Path, sheets: list[Understood], outcome: Outcome) -> None:
    """Write the bad rows in the shape they came in, and say so."""
    from zone_tracker.importing.rejected import rejected
    from zone_tracker.writers.rejected import write_rejected

    try:
        write_rejected(path, rejected(sheets, outcome), session.lang)
    except EnvironmentFailure as error:
        if not session.wrote:
            raise
        told = {"path": path, "batch": outcome.batch, "reason": error.message.values["reason"]}
        raise FailedAfterwards("import.rejects-failed-written", **told) from error
    session.unwatch()
    values = {"count": len(outcome.bad), "path": path}
    tell(say(Message("import.rejects", values), session.lang))


def profile_new(
    session: Session,
    *,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="SHEET")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND")] = None,
    header: Annotated[int | None, typer.Option("--header", metavar="N", parser=whole)] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar=ENCODINGS)] = None,
) -> Report:
    """A first profile for sheets like this one, to be gone through."""
    from zone_tracker.importing.files import chosen, inputs_of
    from zone_tracker.importing.header import find_header
    from zone_tracker.importing.profile import Profile
    from zone_tracker.importing.proposal import profile_text

    session.spare(file)
    profile = Profile(sheet=sheet, header=header, encoding=encoding)
    found = [each for source in inputs_of([file], None, None) for each in chosen(source, profile)]
    if len(found) > 1:
        names = [each.name or each.file for each in found]
        raise UsageError("usage.one-sheet", path=file, allowed=names)
    headings = find_header(found[0], kind, profile)
    text = profile_text(found[0], headings, lambda message: say(message, session.lang))
    lines = tuple(Message("text", {"text": line}) for line in text.splitlines())
    return Report((), lines, {"profile": text})


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    if name == "init":
        app.add(app.typer, "init", init, shared=WRITTEN, opens=False)
    elif name == "import":
        app.add(
            app.typer,
            "import",
            import_command,
            shared=WRITTEN,
            fields=UNDERSTANDING,
            writes=True,
        )
    else:
        group = app.group("profile")
        app.add(group, "profile new", profile_new, shared=WRITTEN, opens=False)
        app.typer.add_typer(group, name="profile")
