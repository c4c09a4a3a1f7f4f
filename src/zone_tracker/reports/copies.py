"""What was copied, put back or brought up to date, where the copies lie, and the way back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.store.connection import SCHEMA_VERSION
from zone_tracker.store.copies import IMPORT_BYTES, Before, Copy
from zone_tracker.store.log import Entry, local
from zone_tracker.store.upkeep import Restored, Upgraded, newest

COPIES = (
    column("at", only="people", keep=True),
    column("at", only="machines"),
    column("kept_before", only="people"),
    column("kept_before", only="machines"),
    column("size_kb", only="people", right=True),
    column("size_bytes", only="machines"),
    column("file", keep=True),
)
OCCASIONS = ("import", "restore", "upgrade")


def listing(path: Path, copies: list[Copy]) -> Report:
    """The copies that are kept, the newest first."""
    rows = [
        (
            *(local(copy.at), copy.at, occasion(copy), copy.before),
            *(-(-copy.size // 1000), copy.size, str(copy.path)),
        )
        for copy in copies
    ]
    return Report((Table("copies", Message("copies.title", {"path": path}), COPIES, rows),))


def occasion(copy: Copy) -> Message | str:
    """Before what a copy was made; a word that is not known is shown as it is."""
    word = copy.before.partition("-")[0]
    return Message(f"copies.before.{word}") if word in OCCASIONS else copy.before


def saved(db: sqlite3.Connection, path: Path, file: Path, size: int) -> Report:
    """That the database was copied to a file, and up to which batch."""
    batch = newest(db)
    values = {"path": path, "file": file, "batch": told(batch)}
    document = {"database": str(path), "file": str(file), "size_bytes": size}
    return Report((), (Message("backup.done", values),), {**document, "batch": number(batch)})


def would_restore(path: Path, file: Path, before: Entry | None, now: Entry | None) -> Report:
    """What stands in the database, and what would stand there."""
    values = {"path": path, "file": file, "before": told(before), "now": told(now)}
    return Report((), (Message("restore.would", values),))


def restored(path: Path, file: Path, done: Restored) -> Report:
    """What stands in the database now, what stood there before, and how to go back."""
    known = {"path": path, "file": file, "copy": done.copy}
    values = {**known, "now": told(done.now), "before": told(done.before)}
    header = [Message(key, values) for key in ("restore.done", "copies.kept", "copies.back")]
    if done.version < SCHEMA_VERSION:
        header.append(Message("copies.upgrade", values))
    document = {
        "database": str(path),
        "file": str(file),
        "batch": number(done.now),
        "batch_before": number(done.before),
        "schema": done.version,
        "copy": str(done.copy),
    }
    return Report((), tuple(header), document)


def upgraded(path: Path, done: Upgraded | None) -> Report:
    """What an upgrade did, and where the copy lies."""
    before = SCHEMA_VERSION if done is None else done.version
    values = {"path": path, "before": before, "schema": SCHEMA_VERSION}
    document = {"database": str(path), "schema": SCHEMA_VERSION, "schema_before": before}
    if done is None:
        return Report((), (Message("upgrade.nothing", values),), {**document, "copy": None})
    words = "upgrade.remade" if before == SCHEMA_VERSION else "upgrade.done"
    header = (Message(words, values), Message("copies.kept", {"copy": done.copy}))
    return Report((), header, {**document, "copy": str(done.copy)})


def before_import(done: Before) -> list[Message]:
    """Which copy an import left, or that the file was too large for one."""
    if done.too_large:
        return [Message("copies.too-large", {"megabytes": IMPORT_BYTES // 1_000_000})]
    return [Message("copies.kept", {"copy": done.path})] if done.path else []


def told(batch: Entry | None) -> Message:
    """A batch with its moment; none at all: the record was empty."""
    if batch is None:
        return Message("copies.no-batch")
    return Message("copies.batch", {"batch": batch.id, "at": local(batch.at)})


def number(batch: Entry | None) -> int | None:
    """The number of a batch."""
    return None if batch is None else batch.id
