"""How a verdict, its rule and its evidence are put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zone_tracker.model import FactDate, Message, Term
from zone_tracker.reports.lengths import days_told

if TYPE_CHECKING:  # a list, which judges nothing, starts without them
    from zone_tracker.store.listing import Health
    from zone_tracker.store.rules import Act, Reading, Target, Unit
    from zone_tracker.targets import Evidence, Judgement, Pace, Verdict

SHOWN = 2
"""How many names stand in one line before the rest is only counted."""

LEVELS = {"Huyện ": "", "Thành phố ": "TP ", "Thị xã ": "TX "}


def day(iso: str) -> FactDate:
    """An ISO day as a date to be shown."""
    return FactDate(iso, iso, "day")


def titled(title: Term) -> Message:
    """A title in the reader's language, also for machines: its code stands beside it."""
    return Message("said", {"term": title})


def verdict(judgement: Judgement) -> Message:
    """The verdict with its symbol."""
    return Message(f"verdict.{judgement.verdict}")


def judged(named: Target | Reading, judgement: Judgement) -> tuple[object, ...]:
    """The cells of `columns.JUDGED` for a target or one reading of it."""
    return (
        *(named.code, titled(named.title), judgement.needed, judgement.counted),
        *(judgement.verdict, verdict(judgement)),
    )


def health_told(health: Health | None) -> Message | None:
    """The health of a subject with its date and reason; None: nobody has said."""
    if health is None:
        return None
    words = "show.health-reason" if health.reason else "show.health"
    return Message(words, {"health": health.state, "since": health.since, "reason": health.reason})


def with_health(stage: object, health: Health | None) -> object:
    """The stage with the health that stands beside it."""
    told = health_told(health)
    return Message("show.with-health", {"stage": stage, "health": told}) if told else stage


def short(unit: str) -> str:
    """The name of a unit as offices shorten it: Bát Xát, TP Lào Cai, TX Sa Pa."""
    for word, shortened in LEVELS.items():
        if unit.startswith(word):
            return shortened + unit.removeprefix(word)
    return unit


def why(judgement: Judgement) -> Message:
    """The evidence in one line; before the due date also what the verdict makes of the future."""
    told, ahead = so_far(judgement), outlook(judgement)
    return told if ahead is None else Message("why.outlook", {"told": told, "outlook": ahead})


def so_far(judgement: Judgement) -> Message:
    """What counts, else what is nearest and does not."""
    return why_units(judgement) if judgement.reading.unit_set else why_subjects(judgement)


def why_subjects(judgement: Judgement) -> Message:
    """The subjects that count, else the last acts of those that do not."""
    counting = [evidence.act for evidence in judgement.evidence if evidence.counts]
    baseline = judgement.reading.baseline
    tell = only if len(judgement.reading.named) == 1 else named
    if counting:
        told = Message("why.counted", {"acts": tell(counting)})
    elif judgement.candidates:
        told = Message("why.last", {"acts": tell(list(judgement.candidates))})
    else:
        told = Message("why.nothing")
    if baseline is None:
        return told
    return Message("why.baseline", {"baseline": baseline, "told": told})


def why_units(judgement: Judgement) -> Message:
    """Which units are covered, by what, and which are not."""
    covered = [
        Message("why.unit", {"unit": short(e.unit.name), "name": e.act.name})
        for e in judgement.evidence
        if e.counts and e.unit
    ]
    missing = [short(unit.name) for unit in judgement.missing]
    if not covered:
        return Message("why.units-none", {"missing": missing})
    if not missing:
        return Message("why.units-all", {"covered": covered})
    return Message("why.units", {"covered": covered, "missing": missing})


def outlook(judgement: Judgement) -> Message | None:
    """What a verdict before the due date rests on; None where the target is met or it is past."""
    if judgement.verdict not in ("open", "on-track", "at-risk"):
        return None
    if judgement.as_of < judgement.reading.period_from:
        return Message("outlook.not-begun", {"start": day(judgement.reading.period_from)})
    pace = judgement.pace
    if pace is None or pace.rests_on is None:
        return Message("outlook.thin")
    return rates(pace) if pace.rests_on == "pace" else told_of_chances(judgement.verdict, pace)


def rates(pace: Pace) -> Message:
    """How many a month are needed from now on, and how many there were."""
    needed = per_month(pace.asked - pace.gained, pace.days_left)
    return Message(
        "outlook.pace", {"needed": needed, "gained": per_month(pace.gained, pace.days_passed)}
    )


def per_month(count: int, days: int) -> object:
    """So many in so many days as a number a month, to a tenth."""
    tenths = round(count * 10 * 365.25 / 12 / days)
    if tenths % 10 == 0 or tenths < 0:
        return tenths // 10
    return Message("outlook.rate", {"whole": tenths // 10, "tenth": tenths % 10})


def told_of_chances(verdict: Verdict, pace: Pace) -> Message:
    """How long those usually still take who decide a verdict."""
    deciding = [
        Message(
            "outlook.chance",
            {"name": each.candidate.name, "rest": days_told(each.rest), "spells": each.spells},
        )
        for each in pace.chances
        if each.rest is not None
        and (
            each.rest.least > pace.days_left
            if verdict == "at-risk"
            else each.rest.most is not None and each.rest.most <= pace.days_left
        )
    ]
    return Message("outlook.chances", {"left": pace.days_left, "chances": shortened(deciding)})


def named(acts: list[Act]) -> list[Message]:
    """The latest acts with their subjects, a few of them."""
    return first(sorted(acts, key=lambda act: act.date.date_to, reverse=True))


def only(acts: list[Act]) -> Message:
    """The last act of the one subject there is, which needs no name."""
    last = max(acts, key=lambda act: act.date.date_to)
    return Message("why.only", {"act": last.act, "date": last.date})


def first(acts: list[Act]) -> list[Message]:
    """The first acts in words, and how many more there are."""
    return shortened([act_told(act) for act in acts])


def shortened(told: list[Message]) -> list[Message]:
    """The first of a list, and how many more there are."""
    rest = len(told) - SHOWN
    return [*told[:SHOWN], Message("why.more", {"count": rest})] if rest > 0 else told


def act_told(act: Act) -> Message:
    """One act in a few words: who, what, when."""
    return Message("why.act", {"name": act.name, "act": act.act, "date": act.date})


def rule(reading: Reading) -> list[Message]:
    """The rule of a reading in words."""
    told = [Message(f"rule.{reading.count_by}", {"acts": list(reading.acts)})]
    told.append(
        Message(
            "rule.flow" if reading.flow else "rule.stock",
            {
                "start": day(reading.period_from),
                "end": day(reading.period_to),
            },
        )
    )
    if reading.unit_set_title:
        values = {"threshold": reading.threshold, "units": reading.unit_set_title}
        told.append(Message("rule.units", values))
    else:
        told.append(Message("rule.threshold", {"threshold": reading.threshold}))
    if reading.named:
        told.append(Message("rule.named", {"names": list(reading.named)}))
    if reading.baseline is not None:
        told.append(Message("rule.baseline", {"baseline": reading.baseline}))
    return told


def missing_in(unit: Unit, judgement: Judgement) -> Message:
    """Exactly what a unit lacks: nothing on record, or subjects that do not count yet."""
    there = [act for act in judgement.candidates if act.district == unit.id]
    if there:
        return Message("missing.acts", {"acts": first(there)})
    return Message("missing.nothing")


def evidence_document(evidence: Evidence) -> dict[str, object]:
    """One piece of evidence for machines."""
    act = evidence.act
    return {
        "unit": evidence.unit.code if evidence.unit else None,
        "unit_name": evidence.unit.name if evidence.unit else None,
        "code": act.code,
        "name": act.name,
        "act": act.act,
        "date": act.date,
        "source": act.source,
        "milestone": f"m{act.milestone}",
        "counts": evidence.counts,
    }


def judgement_document(judgement: Judgement) -> dict[str, object]:
    """One judged target for machines."""
    return {
        "code": judgement.target.code,
        "title": titled(judgement.target.title),
        "reading": judgement.reading.code,
        "needed": judgement.needed,
        "counted": judgement.counted,
        "baseline": judgement.reading.baseline,
        "due": judgement.reading.period_to,
        "verdict": judgement.verdict,
        "evidence": [evidence_document(evidence) for evidence in judgement.evidence],
        "missing": [unit.code for unit in judgement.missing],
        "pace": judgement.pace and pace_document(judgement.pace),
        "why": why(judgement),
    }


def pace_document(pace: Pace) -> dict[str, object]:
    """How a target moves in its period, for machines."""
    return {
        "asked": pace.asked,
        "gained": pace.gained,
        "days_passed": pace.days_passed,
        "days_left": pace.days_left,
        "rests_on": pace.rests_on,
    }
