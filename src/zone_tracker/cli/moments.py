"""Moments as they are written, a day, an instant or the name of a snapshot; and looking back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from zone_tracker.cli.session import Moment, Session, T, iso_moment
from zone_tracker.errors import BadValue, UsageError
from zone_tracker.model import FactDate, Message
from zone_tracker.store import known, snapshots
from zone_tracker.store.log import local
from zone_tracker.vietnamese.dates import FIRST_YEAR, day, parse_date
from zone_tracker.vietnamese.text import clean, identity_key

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""How a moment begins that is told more exactly than by its day."""


def moment(session: Session, db: sqlite3.Connection, option: str, text: str) -> Moment:
    """What `text` means: a snapshot, an ISO instant, or the end of a day where this machine is.

    The last batch by then comes with it, 0 where there was none. Raises Problems for what is
    none of these, and for what is still to come.
    """
    snapshot = snapshots.meant(db, text)
    if snapshot is not None:
        told = Message("moment.snapshot", {"name": snapshot.name, "at": local(snapshot.at)})
        return Moment(snapshot.at, snapshot.batch, local(snapshot.at)[:10], told)
    when = session.read(option, text, lambda words: instant(words, session.now))
    at = in_utc(when)
    on = when.date().isoformat()
    whole = INSTANT.match(text.strip()) is None and on < session.now.date().isoformat()
    told = Message("moment.at", {"at": local(at)})
    if whole:
        told = Message("moment.day", {"day": FactDate(on, on, "day")})
    batch = known.by(db, at)
    return Moment(at, batch, on, told, known.out_of_order(db, at, batch))


def of_recording(db: sqlite3.Connection, text: str) -> bool:
    """Whether a text means a moment of recording: a snapshot, or told to the minute."""
    return INSTANT.match(text.strip()) is not None or snapshots.meant(db, text) is not None


def instant(text: str, now: datetime) -> datetime:
    """The last second of a day, or the instant told, in local time; today it is now."""
    written = text.strip()
    if INSTANT.match(written):
        try:
            when = iso_moment(written)
        except (ValueError, OverflowError) as error:
            raise BadValue("moment.form", value=text) from error
    else:
        on = read_day(text)
        if on == now.date().isoformat():
            return now
        when = datetime.fromisoformat(f"{on}T23:59:59").astimezone()
    if when > now:
        ahead(text)
    return when


def read_day(text: str) -> str:
    """The ISO day told; what is no date at all may have been meant for a snapshot."""
    return dated(text, day)


def first_day(text: str) -> str:
    """The ISO day on which the day, month or other period told begins."""
    date = dated(text, parse_date)
    if date.date_from is None:
        raise BadValue("date-not-a-day", value=text)
    return date.date_from


def last_day(text: str) -> str:
    """The ISO day on which the day, month or other period told ends."""
    return dated(text, parse_date).date_to


def dated(text: str, read: Callable[[str], T]) -> T:
    """What `read` makes of a date; refused as no snapshot either where it is none at all."""
    try:
        return read(text)
    except BadValue as error:
        if error.message.key == "date-unread":
            raise BadValue("moment.unknown", value=text) from error
        raise


def beginning(session: Session, db: sqlite3.Connection, text: str) -> Moment:
    """The moment after which something is new: a snapshot, an instant, the eve of a day."""
    snapshot = snapshots.meant(db, text)
    if snapshot is not None:
        told = Message("moment.from-snapshot", {"name": snapshot.name, "at": local(snapshot.at)})
        return Moment(snapshot.at, snapshot.batch, local(snapshot.at)[:10], told)
    if INSTANT.match(text.strip()):
        at = moment(session, db, "--since", text)
        return at._replace(told=Message("moment.from-at", {"at": local(at.at)}))
    on = session.read("--since", text, first_day)
    if on > session.now.date().isoformat():
        session.read("--since", text, ahead)
    before = in_utc((datetime.fromisoformat(on) - timedelta(seconds=1)).astimezone())
    told = Message("moment.from-day", {"day": FactDate(on, on, "day")})
    return Moment(before, known.by(db, before), on, told)


def from_day(session: Session, text: str, last: str) -> tuple[str, str, str]:
    """The first day that `--since` tells, the last one of the period, and the eve of it."""
    first = session.read("--since", text, first_day)
    if first > last:
        raise UsageError("changes.reversed", since=text)
    return first, last, earlier(first, 1)


def ahead(text: str) -> NoReturn:
    """Refuse a moment that is still to come."""
    raise BadValue("moment.ahead", value=text)


def plain_name(text: str) -> str:
    """The name of a snapshot: words, and no date, which would mean that date."""
    name = clean(text)
    if not identity_key(name):
        raise BadValue("snapshot.no-name")
    try:
        parse_date(name)
    except BadValue:
        return name
    raise BadValue("snapshot.date", value=name)


def in_utc(when: datetime) -> str:
    """A moment as the log writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def earlier(on: str, days: int) -> str:
    """The ISO day so many days before another, none before the first that anything has."""
    first = f"{FIRST_YEAR}-01-01"
    try:
        return max(first, (datetime.fromisoformat(on) - timedelta(days=days)).date().isoformat())
    except OverflowError:
        return first


@contextmanager
def looked_back(
    session: Session, db: sqlite3.Connection, text: str
) -> Iterator[sqlite3.Connection]:
    """The record as it was known at the moment `text`, which the session then is at."""
    at = moment(session, db, "--known-on", text)
    known.refuse_nothing(db, at.at, at.batch)
    session.known = at
    with known.remembered(db, at.batch) as seen:
        yield seen
