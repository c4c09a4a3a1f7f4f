"""How a row of a form comes about: which subjects it is about, and what is counted or added up.

Unknown is not zero. A set answers for each subject yes, no, or that the record does not say
(None), and a result knows who is lacking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as day
from typing import Literal, NamedTuple

from zone_tracker.model import FactDate
from zone_tracker.reports.occupancy import ratio
from zone_tracker.store.forms import Filed, Measured

DIRECT = {"operating": 70, "established": 40}
"""The ranks of the stages that forms of clusters and zones speak of."""


FOUNDED, RUNNING = 40, 70
"""The ranks of `established` and `operating`, of zones and clusters alike."""


class Span(NamedTuple):
    """The period of a form as ISO days; `until` is its last day, or today while it runs."""

    start: str
    end: str
    until: str


class Gap(NamedTuple):
    """What a subject lacks for a row.

    A `figure` of the measure `of`, or an `act`; a figure that is there lies `outside` the period
    or tells a `part` of it; the `date` of an act is told too roughly; no `stage` is known. Of a
    sheet of zones it is a `cell` of the column (or the columns under one heading) `of`.
    """

    subject: Filed
    sort: Literal["figure", "outside", "part", "act", "date", "stage", "cell"]
    of: str
    date: FactDate | None = None


class Result(NamedTuple):
    """A cell of a form: its exact value (None: nothing is known), and what it is made of.

    `subjects` are those counted or added up, `lacking` what is not known of some, `rough` how
    many of the figures are told as about right.
    """

    value: int | None
    subjects: tuple[Filed, ...] = ()
    lacking: tuple[Gap, ...] = ()
    rough: int = 0


Member = Callable[[Filed, Span], bool | None]
"""Whether a subject is of a set; None: the record does not say."""


# Sets


def act_told(of: Filed, act: str) -> bool | None:
    """Whether an act is on record and in force; None: it may be, or it is not told at all."""
    found = of.acts.get(act)
    return True if found is not None and found.sure else None


def planned(of: Filed, span: Span) -> bool | None:
    """In the plan: the act `planned` is on record and nothing has taken it out since."""
    taken_out = act_told(of, "removed-from-plan") and "planned" not in of.acts
    return False if taken_out else act_told(of, "planned")


def established(of: Filed, span: Span) -> bool | None:
    """Founded: the act `established` is on record and in force.

    No: it stands at a stage before that, or operates without one (row 15.2). The record does not
    say: no stage is known, the date may lie after the period, or land is cleared or built on.
    """
    if told := act_told(of, "established"):
        return told
    if of.rank is None or "established" in of.acts:
        return None
    return None if FOUNDED <= of.rank < RUNNING else False


def newly_established(of: Filed, span: Span) -> bool | None:
    """Founded in the period: both ends of the date of `established` lie in it.

    The record does not say: the date lies across an end of the period, or see `established`.
    """
    found = of.acts.get("established")
    if found is None or not found.dated:
        return established(of, span) if found is None else None
    return lies_in(found.date, span)


def lies_in(date: FactDate, span: Span) -> bool | None:
    """Whether a date lies in the period; None: it lies across an end of it, and may not."""
    if date.date_to < span.start or (date.date_from or "") > span.until:
        return False
    inside = (date.date_from or "") >= span.start and date.date_to <= span.until
    return True if inside else None


def operating(of: Filed, span: Span) -> bool | None:
    """Operating: it stands at that stage on the last day, not suspended."""
    return None if of.stage is None else of.stage.code == "operating"


def operating_established(of: Filed, span: Span) -> bool | None:
    """Operating, with a founding decision on record."""
    within = operating(of, span)
    return within and established(of, span) is True


def operating_unfounded(of: Filed, span: Span) -> bool | None:
    """Operating, without a founding decision on record."""
    within = operating(of, span)
    return within and established(of, span) is not True


def treating_wastewater(of: Filed, span: Span) -> bool | None:
    """Central wastewater treatment under way or done: `wastewater-started` or `-compliant`.

    No: it stands at a stage before the founding.
    """
    return act_told(of, "wastewater-started") or compliant_wastewater(of, span)


def compliant_wastewater(of: Filed, span: Span) -> bool | None:
    """Central wastewater treatment up to standard: `wastewater-compliant` is on record.

    No: it stands at a stage before the founding.
    """
    told = act_told(of, "wastewater-compliant")
    return False if not told and of.rank is not None and of.rank < FOUNDED else told


def craft_village(of: Filed, span: Span) -> bool | None:
    """Operating, designated a craft village cluster; no: it is designated a specialised one."""
    return designated(of, span, "designated-craft-village", "designated-specialised")


def specialised(of: Filed, span: Span) -> bool | None:
    """Operating, designated a specialised cluster; no: it is designated a craft village one."""
    return designated(of, span, "designated-specialised", "designated-craft-village")


def designated(of: Filed, span: Span, act: str, other: str) -> bool | None:
    """Operating and designated by an act; not where only the other one is on record."""
    within = operating(of, span)
    if within is not True:
        return within
    return act_told(of, act) or (False if act_told(of, other) else None)


def with_act(base: Member, act: str) -> Member:
    """Those of a set that have an act on record besides."""

    def member(of: Filed, span: Span) -> bool | None:
        within = base(of, span)
        return within if within is not True else act_told(of, act)

    member.__name__ = f"{base.__name__}, {act}"
    member.__doc__ = f"Of {base.__name__}, those with the act `{act}` on record and in force."
    return member


# Results


def members(of: Iterable[Filed], span: Span, member: Member) -> tuple[list[Filed], list[Filed]]:
    """The subjects of a set, and those of which the record does not say."""
    told = [(each, member(each, span)) for each in of]
    return [each for each, is_in in told if is_in], [each for each, is_in in told if is_in is None]


class Count(NamedTuple):
    """How many subjects are of a set; one not known to be lacks the first of `acts` not on record.

    0 only where the record says of every subject that it is not of the set. None where none is
    known to be and some are not known, or no subject is on record at all.
    """

    member: Member
    acts: tuple[str, ...]

    def result(self, of: Sequence[Filed], span: Span) -> Result:
        """Count."""
        known, unknown = members(of, span, self.member)
        nothing = not of or (unknown and not known)
        lacking = tuple(self.gap(each) for each in unknown)
        return Result(None if nothing else len(known), tuple(known), lacking)

    def gap(self, of: Filed) -> Gap:
        """What a subject lacks: the act, or its exact day where that is told too roughly."""
        act = next((each for each in self.acts if not act_told(of, each)), self.acts[-1])
        found = of.acts.get(act)
        if of.rank is None and not found:
            return Gap(of, "stage", "stage")
        return Gap(of, "date", act, found.date) if found else Gap(of, "act", act)


class Sum(NamedTuple):
    """The sum of a measure over a set, of those that have a figure of it on record.

    0 where the set is known to be empty, or the figures say so; None where no member has a
    figure. With `unfounded`, that measure is taken of those without a founding decision. The
    figure is the newest one by the end of the period; of a `flow` it is one that lies in it: of
    the whole period, else of the longest part of it.
    """

    measure: str
    unit: str
    member: Member
    unfounded: str | None = None
    flow: bool = False

    def result(self, of: Sequence[Filed], span: Span) -> Result:
        """Add up."""
        known, unknown = members(of, span, self.member)
        figures = [(each, self.figure(each, span)) for each in known]
        told = [(each, figure) for each, figure in figures if figure is not None]
        gaps = (self.gap(each, figure, span) for each, figure in figures)
        nothing = not of or (not told and (known or unknown))
        return Result(
            None if nothing else sum(figure.quantity.value for _, figure in told),
            tuple(each for each, _ in told),
            tuple(gap for gap in gaps if gap is not None),
            sum(figure.quantity.qualifier is not None for _, figure in told),
        )

    def figure(self, of: Filed, span: Span) -> Measured | None:
        """The figure of one subject."""
        key = (self.measure_of(of, span), self.unit)
        if not self.flow:
            return of.figures.get(key)
        inside = [each for each in of.flows.get(key, ()) if lies_in(each.date, span)]
        return max(inside, key=lambda each: days(each.date), default=None)

    def measure_of(self, of: Filed, span: Span) -> str:
        """The measure that is taken of a subject."""
        if self.unfounded and established(of, span) is not True:
            return self.unfounded
        return self.measure

    def gap(self, of: Filed, figure: Measured | None, span: Span) -> Gap | None:
        """What a subject lacks; None: nothing."""
        measure = self.measure_of(of, span)
        if figure is not None:
            part = self.flow and figure.date.precision != "day" and not whole(figure.date, span)
            return Gap(of, "part", measure, figure.date) if part else None
        beside = of.flows.get((measure, self.unit)) if self.flow else None
        return Gap(of, "outside", measure, beside[0].date) if beside else Gap(of, "figure", measure)


class Share(NamedTuple):
    """What one sum is of another in hundredths of a percent, over those of whom both are known.

    None where that is nobody, or where there is nothing to measure against.
    """

    part: Sum
    whole: Sum

    def result(self, of: Sequence[Filed], span: Span) -> Result:
        """Divide."""
        results = [rule.result(of, span) for rule in (self.part, self.whole)]
        ids = [{each.id for each in result.subjects} for result in results]
        both_known = [each for each in results[0].subjects if each.id in ids[1]]
        part, land = (rule.result(both_known, span) for rule in (self.part, self.whole))
        lacking = (*results[0].lacking, *results[1].lacking)
        if not both_known or not land.value:
            return Result(None, (), lacking)
        rough = part.rough + land.rough
        return Result(ratio(part.value or 0, land.value), tuple(both_known), lacking, rough)


Rule = Count | Sum | Share


def days(date: FactDate) -> tuple[int, str]:
    """How long a date is, and when it ends."""
    start, end = date.date_from or date.date_to, date.date_to
    return (day.fromisoformat(end) - day.fromisoformat(start)).days, end


def whole(date: FactDate, span: Span) -> bool:
    """Whether a date is the whole period, as far as it has run."""
    return date.date_from == span.start and date.date_to in (span.end, span.until)
