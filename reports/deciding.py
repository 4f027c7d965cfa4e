"""A comparison in rounds for people: what is decided, measure by measure, and what else it would take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.deciding import Decided, Difference, Plan
from experiments.lab.measures import SENSE, measures
from experiments.rounds import Decision
from reports.numbers import difference, figure
from reports.tables import hanging, label, of_other_people

MOST_TOLD = 10_000


def decided_text(found: Decided) -> str:
    """Return what was compared with what, and what came of it."""
    plan = found.plan
    lines = [*heading(plan)]
    for measure, matters in plan.study.says.decide.items():
        about = measures()[measure]
        least = f"; matters from {figure(matters, about.unit, currency(plan))}".replace(" %", " pp")
        lines += ["", *hanging("", f"{label(measure)}: {about.about}{least}"), *table(found, measure)]
    return "\n".join([*lines, "", summary(found)])


def heading(plan: Plan) -> Iterator[str]:
    """Yield what is compared, and how its intervals are to be read."""
    says, schemes = plan.study.says, [each.scenario for each in plan.schemes]
    scenario = schemes[0]
    size = f"{scenario.persons:,} persons, {scenario.days:,} days, seed {says.seed}"
    yield f"{says.title or 'Comparison'}: compared with {plan.baseline}; {size}"
    sizes, many = ", ".join(str(look.replications) for look in plan.looks), len(plan.others) * len(says.decide)
    which = "the interval holds" if many == 1 else f"the {many} intervals hold at once,"
    yield from hanging("", f"Looked at after {sizes} replications, until decided; differences in pairs; "
                           f"with 95 % confidence {which} at every look")
    yield from of_other_people(schemes)


def table(found: Decided, measure: str) -> Iterator[str]:
    """Yield a line a difference: the scheme, the preset, the difference with its interval, and what is decided."""
    plan = found.plan
    mine = [each for each in found.differences if each.measure == measure]
    before = [None, *(each.scheme for each in mine)]
    names = ["" if last == each.scheme else each.scheme for last, each in zip(before, mine, strict=False)]
    shown = [difference(each.interval, measures()[measure].unit, currency(plan)) for each in mine]
    wide, broad, far = (max(map(len, texts)) for texts in (names, [each.preset for each in mine], shown))
    for name, text, each in zip(names, shown, mine, strict=True):
        preset = f"{each.preset:<{broad}}  " if broad else ""
        yield f"  {name:<{wide}}  {preset}{text:<{far}}  {each.interval.replications:>3} replications  {word(each)}"


def word(each: Difference) -> str:
    """Return what is decided of a difference; where nothing is, about how many more replications it would take.

    >>> from experiments import Interval
    >>> word(Difference("tiers", "", "profit", Interval(9.0, 6.0, 12.0, 20), 5.0, Decision.MORE, 0))
    'better'
    >>> word(Difference("tiers", "", "profit", Interval(9.0, 1.0, 17.0, 20), 5.0, Decision.OPEN, 60))
    'surely better, perhaps by less than matters: about 60 more replications'
    >>> word(Difference("tiers", "", "profit", Interval(0.0, None, None, 20), 5.0, Decision.OPEN, math.inf, "too rare to tell"))
    'not decided: too rare to tell'
    >>> word(Difference("tiers", "", "profit", Interval(1.0, None, None, 20), 5.0, Decision.OPEN, 30, "too rare to tell"))
    'not decided: too rare to tell; at least about 30 more replications'
    """
    if each.decision is not Decision.OPEN:
        return decided_word(each)
    if each.why:
        return f"not decided: {each.why}" + (f"; at least {needed(each.still_to_run)}" if math.isfinite(each.still_to_run) else "")
    sure = f"surely {direction(each)}, perhaps by less than matters" if each.interval.decided else "not decided"
    return f"{sure}: {needed(each.still_to_run)}"


def decided_word(each: Difference) -> str:
    """Return what is decided, as good or bad where a lender would not argue."""
    return direction(each) if each.decision in (Decision.MORE, Decision.LESS) else each.decision.value


def direction(each: Difference) -> str:
    """Return in which direction a difference goes whose interval excludes zero."""
    up = each.interval.low is not None and each.interval.low > 0.0
    if each.measure not in SENSE:
        return "more" if up else "less"
    return "better" if up == (SENSE[each.measure] > 0) else "worse"


def needed(many: float) -> str:
    """Return how many more replications would decide.

    >>> needed(43.0), needed(math.inf)
    ('about 43 more replications', 'more than 10,000 more replications')
    """
    if many > MOST_TOLD or math.isnan(many):
        return f"more than {MOST_TOLD:,} more replications"
    return f"about {many:,.0f} more replications"


def summary(found: Decided) -> str:
    """Return how many differences are decided, and how many replications were run for it."""
    chosen = [each for each in found.differences if each.preset in found.plan.presets]
    done = sum(each.decision is not Decision.OPEN for each in chosen)
    ran = sum(map(len, found.outcomes.values()))
    return f"{done} of {len(chosen)} differences decided, after {ran:,} replications in all"


def currency(plan: Plan) -> str:
    """Return the currency of a comparison."""
    return next(iter(plan.cases.values())).scenario.currency
