"""The answer that some evidence gives: the verdict with what it is reached on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from experiments.interval import Interval, interval
from experiments.lab.measures import SENSE
from experiments.replication import Replications
from experiments.rounds import Decision, decision
from experiments.search.quantities import LEAST_IN_TAIL, Cap
from reports.bounds import possible
from reports.content.evidence import Evidence, Kind, NoReport
from reports.content.paired import Paired, Values, paired
from reports.content.terms import Asked, Terms, terms
from reports.content.verdict import Chance, Contender, Outcome, Standing, Verdict, Why, concluded, in_rounds, judge, kept
from reports.records import interval_of
from scenarios.faults import suggestion
from scenarios.guardrails import blocks

PROFIT = "profit"
TODAY = "today"
OPEN = Decision.OPEN


class Answer(NamedTuple):
    """A verdict; ``measure`` decides, more of it better where ``sign`` is 1; empty where a search weighs several.

    Differences of up to ``matters`` count as none.
    """

    verdict: Verdict
    measure: str
    unit: str
    sign: int
    terms: Terms
    figures: Paired | None = None
    matters: float = 0.0

    @property
    def chance(self) -> Chance | None:
        """How the scheme stands that the answer is about: the chosen one, or else the likeliest of the undecided but today's."""
        today = self.verdict.chances[0].scheme
        names = [self.verdict.chosen, *(each for each in self.verdict.between if each != today), *self.verdict.between]
        return next((self.verdict.of(name) for name in names if name), None)


class Amount(NamedTuple):
    """What a measure comes to under a scheme, and by how much more than under that of today; not a number where that is unknown."""

    value: Interval
    more: Interval
    unit: str


class Case(NamedTuple):
    """What a report is about: the evidence, and the answer it gives, if it gives one."""

    evidence: Evidence
    answer: Answer | None = None

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.evidence.currency

    @property
    def record(self) -> Mapping[str, Any]:
        """The record of the folder that the answer is read from."""
        searched = self.answer is not None and self.answer.figures is None
        return self.evidence.studies[Kind.SEARCH].record if searched else self.evidence.main.record

    @property
    def focus(self) -> str:
        """The scheme that matters most: the one chosen, or else the likeliest but today's; without either, the last one."""
        chance = self.answer.chance if self.answer else None
        return chance.scheme if chance else self.evidence.schemes[-1]

    @property
    def arm(self) -> Replications | None:
        """The runs of that scheme; None where there are none."""
        return self.evidence.arms.get(self.focus)

    def amount(self, measure: str, scheme: str) -> Amount | None:
        """Return what a measure comes to under a scheme; None where that is not known."""
        if self.answer is None:
            return None
        if self.answer.figures is None:
            return searched(self.record, measure, scheme)
        figures = self.answer.figures
        values = figures.by_scheme[scheme].get(measure)
        if values is None:
            return None
        today = figures.by_scheme[figures.today].get(measure, np.full_like(values, math.nan))
        more, unit = figures.told.get((scheme, measure)) or interval(values - today), figures.units[measure]
        return Amount(possible(interval(values), unit, measure), more, unit)


def searched(record: Mapping[str, Any], measure: str, candidate: str) -> Amount | None:
    """Return what a measure comes to under a candidate of a search."""
    told = quantities(record, candidate).get(measure)
    return told and Amount(possible(interval_of(told), told["unit"], measure), interval_of(told["less_today"]), told["unit"])


def quantities(record: Mapping[str, Any], candidate: str) -> Mapping[str, Any]:
    """Return what a candidate of a search comes to; where it was run under seeds by which nothing was chosen, under these."""
    found = record["confirmation"] or {}
    again: dict[str, Mapping[str, Any] | None] = {"today": found.get("today"), record["recommended"]: found.get("recommended")}
    first: dict[str, Mapping[str, Any]] = {each["candidate"]: each["quantities"] for each in record["candidates"]}
    return again.get(candidate) or first[candidate]


def answer(evidence: Evidence, asked: Asked) -> Answer | None:
    """Return the answer; None where the evidence is about settings rather than schemes.

    Raises NoReport for a measure, a budget or a cap that there is none of.
    """
    wanted = terms(evidence, asked)
    record = evidence.record(Kind.SEARCH)
    figures = paired(evidence)
    if figures is not None and (record is None or len(figures.by_scheme) > 1):
        return of_schemes(evidence, figures, wanted, asked.measure)
    if record is not None and any(asked):
        raise NoReport("a search answers by its own budgets, caps and preference (subject_to and prefer in its study): "
                       "hold what it recommends against today's scheme, with fission compare, to ask for others")
    return None if record is None else of_search(record, wanted)


def of_schemes(evidence: Evidence, figures: Paired, wanted: Terms, measure: str) -> Answer:
    """Return the answer on schemes by one measure."""
    measure, sign, matters = deciding(evidence, figures, measure)
    contenders = []
    for name, values in figures.by_scheme.items():
        room = {each.text: each.quantity.sign * (capped(each, name, figures) - each.limit) for each in wanted.common}
        contenders.append(Contender(name, sign * values[measure], room, not blocks(evidence.findings.get(name, ()))))
    verdict = in_rounds(judge(contenders, matters), still_open(evidence, figures, measure))
    single = {each.text for each in wanted.common if each.quantity.tail == 1.0 and figures.single}
    chances = tuple(each._replace(effect=figures.told.get((each.scheme, measure)) or flipped(each.effect, sign),
                                  broken={cap: share for cap, share in each.broken.items() if cap in single})
                    for each in verdict.chances)
    return Answer(verdict._replace(chances=chances), measure, figures.units[measure], sign, wanted, figures, matters)


def capped(cap: Cap, scheme: str, figures: Paired) -> Values:
    """Return a number a seed whose mean is what a cap holds down; of the worst runs it is Rockafellar and Uryasev's.

    Raises NoReport where the runs do not tell it.
    """
    of = cap.quantity
    values = figures.by_scheme[scheme].get(of.measure)
    if values is None:
        raise NoReport(f"{cap.text}: what '{of.measure}' comes to under {scheme} is not kept, so that this cannot be checked")
    if of.tail < 1.0 and not figures.single:
        raise NoReport(f"{cap.text}: the worst runs can be told from runs alone, not from means over paths of the economy: "
                       "make a comparison of the schemes (fission compare SCHEME SCHEME)")
    if of.tail * len(values) < LEAST_IN_TAIL - 1e-9 and of.tail < 1.0:
        raise NoReport(f"{cap.text}: this needs at least {math.ceil(LEAST_IN_TAIL / of.tail)} runs; there are {len(values)}")
    return of.by_seed(values[:, None])


def deciding(evidence: Evidence, figures: Paired, measure: str) -> tuple[str, int, float]:
    """Return the measure that decides, 1 where more of it is better, and the smallest difference that matters."""
    record, kind = evidence.main.record, evidence.main.kind
    if kind is Kind.STRESS and measure in ("", record["measure"]):
        return record["measure"], 1 if record["better"] == "more" else -1, 0.0
    matters = {each["measure"]: each["matters"] for each in record["differences"]} if kind is Kind.COMPARE else {}
    measure = measure or (PROFIT if PROFIT in matters or not matters else next(iter(matters)))
    known = figures.by_scheme[figures.today]
    if measure not in known or measure not in SENSE:
        what = "is neither good nor bad by itself" if measure in known else "is none that was kept"
        raise NoReport(f"the measure '{measure}' {what}, so that it decides nothing: "
                       f"{suggestion(measure, [name for name in known if name in SENSE])}")
    return measure, SENSE[measure], matters.get(measure, 0.0)


def flipped(each: Interval, sign: int) -> Interval:
    """Return an interval of worth in the measure's own sign."""
    if sign > 0 or each.low is None or each.high is None:
        return each._replace(mean=sign * each.mean)
    return Interval(-each.mean, -each.high, -each.low, each.replications)


def still_open(evidence: Evidence, figures: Paired, measure: str) -> Mapping[str, float]:
    """Return the schemes that a comparison in rounds leaves open against today's, and about how many more replications would tell.

    Of a measure that it was not to decide it is not known how many.
    """
    if evidence.main.kind is not Kind.COMPARE:
        return {}
    asked = [each for each in evidence.main.record["differences"] if each["measure"] == measure]
    if not asked:
        return {scheme: math.nan for (scheme, of), each in figures.told.items() if of == measure and decision(each, 0.0) is OPEN}
    return {each["scheme"]: math.inf if each["still_to_run"] is None else each["still_to_run"]
            for each in asked if each["decision"] == OPEN.value}



def of_search(record: Mapping[str, Any], wanted: Terms) -> Answer:
    """Return the answer of a search, by the preference that was stated in it."""
    chances = [of_candidate(each, record) for each in record["candidates"]]
    verdict = concluded(chances, max(each["replications"] for each in record["candidates"]))
    if verdict.outcome is Outcome.NOT_DECIDED:
        verdict = verdict._replace(between=tuple(record["undecided"]) or verdict.between)
    weighed = [each for each in record["objectives"] if len(record["objectives"]) == 1]
    name, unit, sign = (weighed[0]["name"], weighed[0]["unit"], weighed[0]["sign"]) if weighed else ("", "", 1)
    if name and verdict.outcome is Outcome.RECOMMENDED:
        verdict = confirmed(verdict, sign)
    return Answer(verdict, name, unit, sign, wanted)


def confirmed(verdict: Verdict, sign: int) -> Verdict:
    """Return a verdict that recommends only what is surely better than today's scheme under the seeds that its effect is from."""
    effect = verdict.of(verdict.chosen).effect
    if effect.decided and sign * effect.mean > 0.0:
        return verdict
    between = (verdict.chosen, verdict.chances[0].scheme)
    return verdict._replace(outcome=Outcome.NOT_DECIDED, chosen="", between=between, why=Why.UNCONFIRMED)


def of_candidate(each: Mapping[str, Any], record: Mapping[str, Any]) -> Chance:
    """Return how a candidate of a search stands."""
    one = record["objectives"][0]["name"] if len(record["objectives"]) == 1 else ""
    comes_to = quantities(record, each["candidate"])
    effect = interval_of(comes_to[one]["less_today"]) if one else Interval(math.nan, None, None, each["replications"])
    best, regret = each["best"], math.nan if each["regret"] is None else each["regret"]
    holds = holding_of(each, record)
    return Chance(each["candidate"], standing(each, holds), effect, best, best, regret, holds)


def holding_of(each: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, float]:
    """Return how likely the caps of a candidate hold; of the recommended one, as confirmed by seeds by which nothing was chosen."""
    again = record["confirmation"] if each["candidate"] == record["recommended"] else None
    found = again["holds"] if again else each["holds"]
    return {cap: math.nan if share is None else share for cap, share in found.items()}


def standing(each: Mapping[str, Any], holds: Mapping[str, float]) -> Standing:
    """Return whether a candidate may be chosen."""
    if not each["allowed"]:
        return Standing.BLOCKED
    defined = all(found["mean"] is not None for found in each["quantities"].values()) and not any(map(math.isnan, holds.values()))
    return kept(holds.values()) if defined and not each["failed"] else Standing.UNDEFINED
