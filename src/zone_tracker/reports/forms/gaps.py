"""What is lacking for a form: of each subject the figures and acts, and the rows they are for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zone_tracker.model import FactDate, Message, Table
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.forms.rules import Gap
from zone_tracker.reports.words import short
from zone_tracker.store.forms import Filed
from zone_tracker.store.vocabulary import vocabulary

LACKING = (
    column("incomplete", only="people"),
    column("lacks", only="people"),
    *machines("code", "name", "district", "lacks"),
)
"""The headings for people are none that an import knows: a filled form may be read back."""


class Lack(NamedTuple):
    """What is lacking, whoever lacks it; its fields are those of a `Gap`."""

    sort: str
    of: str
    date: FactDate | None


class Gaps:
    """The gaps of a form, by subject in the order given."""

    def __init__(self, db: sqlite3.Connection, kind: str, subjects: Sequence[Filed]) -> None:
        words = vocabulary(db)
        self._acts = {act.code: act.label for act in words.acts_of(kind)}
        self._measures = {code: measure.label for code, measure in words.measures.items()}
        self._subjects = subjects
        self._rows: dict[int, dict[Lack, list[str]]] = {}

    def note(self, row: str, gaps: Iterable[Gap]) -> None:
        """Keep what is lacking for a row."""
        for gap in gaps:
            lack = Lack(gap.sort, gap.of, gap.date)
            rows = self._rows.setdefault(gap.subject.id, {}).setdefault(lack, [])
            if row not in rows:
                rows.append(row)

    def found(self) -> Iterator[tuple[Filed, dict[Lack, list[str]]]]:
        """Every subject that lacks something, with what and for which rows."""
        for subject in self._subjects:
            if subject.id in self._rows:
                yield subject, self._rows[subject.id]

    def document(self) -> list[dict[str, object]]:
        """What is lacking, for machines."""
        return [
            {
                "code": subject.code,
                "name": subject.name,
                "lacks": [{**lack._asdict(), "rows": rows} for lack, rows in lacks.items()],
            }
            for subject, lacks in self.found()
        ]

    def table(self) -> Iterator[Table]:
        """The same for people; no table where nothing is lacking."""
        if self._rows:
            rows = [self.row(subject, lacks) for subject, lacks in self.found()]
            yield Table("lacking", Message("form.lacking"), LACKING, rows)

    def row(self, subject: Filed, found: dict[Lack, list[str]]) -> tuple[object, ...]:
        """The cells of LACKING."""
        district = subject.district_name
        near = {"name": subject.name, "district": district and short(district)}
        who = Message("form.who", near) if district else subject.name
        said = [self.said(lack, rows) for lack, rows in found.items()]
        return who, said, subject.code, subject.name, district, [lack.of for lack in found]

    def said(self, lack: Lack, rows: list[str]) -> Message:
        """What is lacking, and for which rows."""
        of: object = self._acts.get(lack.of)
        if lack.sort in ("figure", "outside", "part"):
            of = self._measures[lack.of]
        elif lack.sort == "cell":
            of = Message(f"zones.{lack.of}")
        return Message(f"form.gap.{lack.sort}", {"of": of, "date": lack.date, "rows": rows})
