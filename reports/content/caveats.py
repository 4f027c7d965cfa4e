"""What an executive must know beside the answer: the caveats that the evidence gives cause for, the gravest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import interval
from experiments.people import other_people
from experiments.replication import Replications
from experiments.search.standing import SURE
from reports.content.answer import Case
from reports.content.evidence import Kind
from reports.content.register import leading_assumption
from reports.content.sections.changing import BREAKS_EVEN, moves, stressed, tested
from reports.content.speaking import called, capped, listed
from reports.content.verdict import Outcome
from reports.document.blocks import Callout, Tone
from reports.messages import headed, inside
from reports.records import interval_of
from reports.words import Words
from scenarios.guardrails import Verdict as Guard
from sim.tables import MONTH

FEW, SHORT, LONG, LAST = 8, 360, 1_440, 6
"""Replications below which intervals are wide and may be off; days below which losses have hardly come, and below which what a
customer brings in has not; the last months.
"""
RISKY, MOST, SOME = 0.05, 0.5, 0.05
"""From which on a risk, a share of rewards paid for nothing, a share of rewards of rings is worth a caveat."""
EITHER_WAY = ("earlier", "anyway", "later")
"""The groups of customers who would have come without the scheme."""
PEOPLE = ("behaviour.", "population.", "network.", "portraits.", "abuse.", "macro.")
"""Settings that nobody can choose."""
NEAR = 0.25
"""A break-even value is near today's if it lies within this part of the range that is left open."""


class Caveat(NamedTuple):
    """A caveat: what it is, and what follows."""

    title: str
    text: str = ""


def decisive(case: Case, words: Words, most: int = 3) -> list[Callout]:
    """Return the gravest caveats that there is cause for."""
    found = (caveat(case, words) for caveat in GRAVEST_FIRST)
    return [Callout(Tone.CAVEAT, each.title, each.text) for each in found if each][:most]


def single_run(case: Case, words: Words) -> Caveat | None:
    """A single run tells nothing of chance."""
    if case.answer is None or case.answer.verdict.replications > 1:
        return None
    return Caveat(words.say("These are figures of a single simulated run"),
                  words.say("How much of them is luck cannot be told: run eight replications or more."))


def breakable(case: Case, words: Words) -> Caveat | None:
    """A single launch may break a cap though it holds on average."""
    chance = case.answer.chance if case.answer else None
    risky = {text: risk for text, risk in chance.broken.items() if risk > RISKY and chance.holds[text] >= SURE} if chance else {}
    if case.answer is None or not risky:
        return None
    text = max(risky, key=risky.__getitem__)
    return Caveat(words.say("One launch breaks a cap with probability {risk}", risk=words.probability(risky[text])),
                  words.say("{cap}: this holds on average over many launches, not in each.",
                            cap=capped(words, case, case.answer.terms.cap(text))))


def fragile(case: Case, words: Words) -> Caveat | None:
    """The scheme stops paying near to what is believed today."""
    record = stressed(case)
    for each in record["break_even"] if record else ():
        factor = next(one for one in record["uncertain"] if one["name"] == each["factor"]) if record else {}
        if each["scheme"] == tested(case) and each["verdict"] == BREAKS_EVEN and "low" in factor:
            away = abs(each["value"] - factor["today"]) / (factor["high"] - factor["low"])
            if away <= NEAR:
                value, today = (words.figure(number, factor["unit"], case.currency)
                                for number in (each["value"], factor["today"]))
                return Caveat(words.say("The answer turns at a value that is not far: {about}", about=words.term(factor["about"])),
                              words.say("It is {today} today, and {scheme} breaks even at {value}.", today=today, value=value,
                                        scheme=called(words, case, tested(case))))
    return None


def worse_futures(case: Case, words: Words) -> Caveat | None:
    """In many futures the scheme surely does worse than today's; or, where that is kept, its nearest rival surely does better."""
    record, scheme = stressed(case), tested(case)
    region = record["regions"].get(scheme) if record else None
    against = "surely_better" if scheme != case.focus else "surely_worse"
    if region is None or not region["futures"] or region[against] < region["futures"] / 4:
        return None
    worse, better, name = region["surely_worse"], region["surely_better"], called(words, case, scheme)
    if against == "surely_better":
        return Caveat(words.say("In {better} of {futures} futures {scheme} surely does better than today's scheme",
                                better=better, futures=region["futures"], scheme=name),
                      words.say("In {worse} it surely does worse. The futures are spread over all that the evidence leaves open.",
                                worse=worse))
    return Caveat(words.say("In {worse} of {futures} futures {scheme} surely does worse than today's scheme",
                            worse=worse, futures=region["futures"], scheme=name),
                  words.say("In {better} it surely does better. The futures are spread over all that the evidence leaves open.",
                            better=better))


def undecided(case: Case, words: Words) -> Caveat | None:
    """It is not decided whether customers or losses change."""
    if case.answer is None or case.answer.chance is None or case.focus == case.answer.verdict.chances[0].scheme:
        return None
    names = [measure for measure in (case.answer.measure, "activated_accounts", "net_charge_off", "dpd90_share") if measure]
    amounts = {name: case.amount(name, case.focus) for name in dict.fromkeys(names)}
    still = [inside(words.measure(name)) for name, each in amounts.items()
             if each and not each.more.decided and None not in each.more and each.more.low != each.more.high]
    if not still:
        return None
    return Caveat(words.say("Not decided whether it changes {measures}", measures=listed(words, still)),
                  words.say("Their intervals include no change at all."))


def forgone(case: Case, words: Words) -> Caveat | None:
    """Keeping today's scheme forgoes customers."""
    if case.answer is None or case.answer.verdict.outcome is not Outcome.KEEP_TODAY:
        return None
    found = {each.scheme: case.amount("activated_accounts", each.scheme) for each in case.answer.verdict.chances if each.acceptable}
    more = {scheme: each.more for scheme, each in found.items() if each and each.more.decided and each.more.mean > 0.0}
    if not more:
        return None
    most = max(more, key=lambda scheme: more[scheme].mean)
    return Caveat(words.say("To keep it is to forgo customers"),
                  words.say("{scheme} would bring {more}.", scheme=headed(called(words, case, most)),
                            more=words.difference(more[most], "count", "")))


def turning(case: Case, words: Words) -> Caveat | None:
    """Towards the end of the run another scheme earns more than the one chosen."""
    chosen = case.evidence.arms.get(case.answer.verdict.chosen) if case.answer else None
    if case.answer is None or chosen is None or chosen.scenario.days < 2 * LAST * MONTH:
        return None
    found = {each.scheme: interval(lately(case.evidence.arms[each.scheme]) - lately(chosen))
             for each in case.answer.verdict.chances if each.acceptable and each.scheme in case.evidence.arms}
    ahead = {scheme: each for scheme, each in found.items() if each.decided and each.mean > 0.0}
    if not ahead:
        return None
    most = max(ahead, key=lambda scheme: ahead[scheme].mean)
    return Caveat(words.say("Over a longer time the answer may turn"),
                  words.say("In the last {months} months {scheme} earned more: {more} of profit.", months=LAST,
                            scheme=called(words, case, most), more=words.difference(ahead[most], "money", case.currency)))


def lately(arm: Replications) -> NDArray[np.float64]:
    """Return the profit of the last months of each run."""
    return np.array([run.tables["profit_and_loss"]["profit"][-LAST:].sum() for run in arm.runs])


def worse_than_none(case: Case, words: Words) -> Caveat | None:
    """The scheme surely loses against no scheme at all."""
    twin = case.evidence.twins.get(case.focus)
    if twin is None or not (more := interval_of(twin.record["measures"]["incremental_profit"])).decided or more.mean > 0.0:
        return None
    return Caveat(words.say("Without any scheme profit would be higher"),
                  words.say("Against no scheme at all, {scheme} changes profit by {more} within the run.",
                            scheme=called(words, case, case.focus), more=words.difference(more, "money", case.currency)))


def young(case: Case, words: Words) -> Caveat | None:
    """A scheme that brings more customers is turned down within a time that is too short for them to pay back their cost."""
    days = case.record.get("days", LONG)
    if case.answer is None or case.answer.figures is None or days >= LONG:
        return None
    chosen = case.answer.verdict.chosen or case.answer.verdict.chances[0].scheme
    customers = {name: each.get("activated_accounts") for name, each in case.answer.figures.by_scheme.items()}
    mine = customers[chosen]
    more = {name: interval(each - mine) for name, each in customers.items() if each is not None and mine is not None}
    ahead = {name: each for name, each in more.items() if each.decided and each.mean > 0.0}
    if not ahead:
        return None
    most = max(ahead, key=lambda name: ahead[name].mean)
    return Caveat(words.say("{days:,} days are short for a scheme that brings customers", days=days),
                  words.say("{scheme} brings more of them. What a customer costs is booked at once, what she brings in takes more "
                            "than a year: run {long:,} days before you turn it down.",
                            scheme=headed(called(words, case, most)), long=LONG))


def for_nothing(case: Case, words: Words) -> Caveat | None:
    """Rewards are paid for customers who would have come anyway."""
    twin = case.evidence.twins.get(case.focus)
    told = twin.record["measures"] if twin else {}
    share = sum(interval_of(told[f"reward_share_{group}"]).mean for group in EITHER_WAY if told)
    if not share > MOST:
        return None
    much = words.figure(share, "share", "")
    return Caveat(words.say("{share} of the rewards go to customers who would have come anyway", share=much),
                  words.say("So the same customers, run without the scheme, show: they come without it, then or later."))


def rings(case: Case, words: Words) -> Caveat | None:
    """Rings of accounts take a part of the rewards."""
    amount = case.amount("ring_reward_share", case.focus)
    if amount is None or not amount.value.mean > SOME:
        return None
    much = words.estimate(amount.value, "share", "")
    return Caveat(words.say("{share} of the rewards go to rings of made-up accounts", share=much),
                  words.say("Checks of device and identity, and paying late, make a ring cost more than it brings."))


def warned(case: Case, words: Words) -> Caveat | None:
    """A guardrail warns."""
    found = [each for each in case.evidence.findings.get(case.focus, ()) if each.verdict is Guard.WARN]
    if not found:
        return None
    titles = list(dict.fromkeys(inside(words.term(each.title)) for each in found))
    return Caveat(words.say("A guardrail warns: {titles}", titles=listed(words, titles)),
                  words.say("Ask counsel before launch; the page on guardrails says what was found."))


def not_paid_back(case: Case, words: Words) -> Caveat | None:
    """In some runs the average customer has not paid back her cost within the run."""
    amount = case.amount("payback_month", case.focus)
    many = len(case.answer.figures.seeds) if case.answer and case.answer.figures else 0
    unpaid = many - amount.value.replications if amount else 0
    if unpaid <= 0:
        return None
    return Caveat(words.say("In {some} of {many} runs customers have on average not paid back their cost within {days:,} days",
                            some=unpaid, many=many, days=case.record.get("days", 0)),
                  words.say("What a scheme is worth in the long run lies beyond what is simulated here."))


def short(case: Case, words: Words) -> Caveat | None:
    """The run is short for credit."""
    days = case.record.get("days", SHORT)
    if days >= SHORT:
        return None
    return Caveat(words.say("{days:,} days are short for credit", days=days),
                  words.say("Loans go bad months after customers are won: losses and repeat purchases have not all come."))


def few(case: Case, words: Words) -> Caveat | None:
    """There are few replications."""
    if case.answer is None or not 1 < case.answer.verdict.replications < FEW:
        return None
    return Caveat(words.say("Only {many} replications stand behind the figures", many=case.answer.verdict.replications),
                  words.say("Their intervals are wide, and would be narrower with more."))


def sensitive(case: Case, words: Words) -> Caveat | None:
    """A setting that nobody can choose moves the result most."""
    record = case.evidence.record(Kind.SENSITIVITY)
    measure = case.answer.measure if case.answer else ""
    if record is None:
        return None
    most = next(iter(moves(record, measure)), "")
    if not most.startswith(PEOPLE):
        return None
    return Caveat(words.say("What moves {measure} most is no setting of yours: {lever}", measure=inside(words.measure(measure)),
                            lever=most), words.say("It is an assumption on people: hold it against your own data first."))


def other_persons(case: Case, words: Words) -> Caveat | None:
    """The people of the schemes are not the same."""
    others = other_people(arm.scenario for arm in case.evidence.arms.values()) if len(case.evidence.arms) > 1 else {}
    if case.focus not in others:
        return None
    scheme, settings = headed(called(words, case, case.focus)), words.say(", ").join(others[case.focus])
    return Caveat(words.say("{scheme} is simulated with other people than today's scheme", scheme=scheme),
                  words.say("Its differences include those between the people ({settings}).", settings=settings))


def untested(case: Case, words: Words) -> Caveat | None:
    """Nothing is known of other futures."""
    if case.answer is None or Kind.STRESS in case.evidence.studies:
        return None
    return Caveat(words.say("Not tested against things turning out otherwise"),
                  words.say("A stress study (fission stress) tells up to where the answer holds."))


def assumed(case: Case, words: Words) -> Caveat | None:
    """All of it comes from a model."""
    arms: list[Replications] = list(case.evidence.arms.values())
    persons = case.record.get("persons") or (arms[0].scenario.persons if arms else 0)
    if not persons:
        return None
    return Caveat(words.say("This is a simulation of {persons:,} persons, not your own book", persons=persons),
                  words.together(words.say("How people behave is taken from published evidence and assumptions: "
                                           "pilot before a full launch."), measure_first(case, words)))


def measure_first(case: Case, words: Words) -> str:
    """Say which assumption to measure first."""
    most = leading_assumption(case)
    return words.say("To measure first: {name}.", name=inside(words.term(most["about"]))) if most else ""


GRAVEST_FIRST: tuple[Callable[[Case, Words], Caveat | None], ...] = (
    single_run, worse_than_none, breakable, warned, fragile, other_persons, worse_futures, turning, young, forgone, for_nothing,
    rings, undecided,
    sensitive, few, short, not_paid_back, untested, assumed)
