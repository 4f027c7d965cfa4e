"""The key figures of the scheme that the answer is about, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.replication import Replications
from experiments.search.standing import SURE
from reports.content.answer import Amount, Answer, Case
from reports.content.recommendation import COMMITTED, objectives
from reports.content.speaking import called, capped, quantity, roughly
from reports.content.telling import at_worst
from reports.content.terms import REWARDS
from reports.content.verdict import Chance
from reports.document.blocks import Fact, Facts
from reports.messages import headed
from reports.words import Words
from sim.scenario import NO_END
from sim.terms import MINOR_UNITS

CUSTOMERS = "activated_accounts"


def key_facts(case: Case, words: Words) -> Facts | None:
    """Return the key figures; None where there is no scheme that they could be of."""
    if case.answer is None or case.answer.chance is None:
        return None
    return Facts([*facts(case, case.answer, case.answer.chance, words)])


def facts(case: Case, found: Answer, chance: Chance, words: Words) -> Iterator[Fact]:
    """Yield the key figures."""
    many = len(found.verdict.chances)
    if math.isfinite(chance.best) and many > 1:
        scheme, only = headed(called(words, case, chance.scheme)), chance.best >= SURE or chance.enough < SURE
        yield Fact(words.say("{scheme} is the best", scheme=scheme) if only
                   else words.say("{scheme} is as good as any other", scheme=scheme),
                   words.probability(chance.best if only else chance.enough),
                   note=words.count("probability, of {number} scheme", "probability, of {number} schemes", many))
    yield from changes(case, found, chance, words)
    for measure in COMMITTED:
        if amount := case.amount(measure, chance.scheme):
            yield committed(case, measure, amount, words)
    if case.arm is not None and case.arm.scenario.economics.campaign_budget < NO_END:
        yield ran_out(case.arm, words)
    yield from (risk(case, found, text, words, broken) for text, broken in chance.broken.items() if math.isfinite(broken))
    if math.isfinite(chance.regret) and found.measure and len(found.verdict.chances) > 1:
        yield Fact(words.say("Expected regret"), roughly(words, chance.regret, found.unit, case.currency),
                   note=words.say("what the best scheme is expected to bring on top"))


def changes(case: Case, found: Answer, chance: Chance, words: Words) -> Iterator[Fact]:
    """Yield what the scheme changes against today's, or what it comes to where there is nothing to hold it against."""
    today = found.verdict.chances[0].scheme
    for measure in dict.fromkeys([*([found.measure] if found.measure else objectives(case)), CUSTOMERS]):
        amount = case.amount(measure, chance.scheme)
        if amount is None:
            continue
        if chance.scheme == today:
            yield estimated(case, quantity(words, measure), amount, words)
        else:
            shown, interval = parted(words.difference(amount.more, amount.unit, case.currency))
            yield Fact(words.say("{measure} against today", measure=quantity(words, measure)), shown, interval, runs(amount, words))


def committed(case: Case, measure: str, amount: Amount, words: Words) -> Fact:
    """Return what a scheme commits."""
    label = words.say("Reward budget it commits") if measure == REWARDS else words.say("Credit loss it commits")
    return estimated(case, label, amount, words)


def estimated(case: Case, label: str, amount: Amount, words: Words) -> Fact:
    """Return an amount with its interval and replications."""
    shown, interval = parted(words.estimate(amount.value, amount.unit, case.currency))
    return Fact(label, shown, interval, runs(amount, words))


def ran_out(arm: Replications, words: Words) -> Fact:
    """Return in how many runs rewards were not paid since the budget was used up that a scheme has itself."""
    runs_out = sum(bool(run.tables["days"]["over_budget"].any()) for run in arm.runs)
    limit = words.figure(arm.scenario.economics.campaign_budget / MINOR_UNITS, "money", arm.scenario.currency)
    return Fact(words.say("Its own budget runs out"), words.say("in {some} of {many} runs", some=runs_out, many=len(arm.runs)),
                note=words.say("{limit}; what comes after is not paid", limit=limit))


def risk(case: Case, found: Answer, text: str, words: Words, broken: float) -> Fact:
    """Return in how many runs a cap is broken, and how likely a single launch is to break it at most."""
    cap = found.terms.cap(text)
    if cap.quantity.name == REWARDS:
        label = words.say("Risk of going over budget")
    else:
        label = words.say("Risk of breaking the cap")
    many = found.verdict.replications
    return Fact(label, words.say("in {some} of {many} runs", some=round(broken * many), many=many),
                note=words.say("{cap}; the probability in a single launch of this size is at most {most}",
                               cap=capped(words, case, cap), most=words.probability(at_worst(broken, many))))


def runs(amount: Amount, words: Words) -> str:
    """Return from how many replications an amount is."""
    return words.count("{number} replication", "{number} replications", amount.value.replications)


def parted(shown: str) -> tuple[str, str]:
    """Return an estimate as its mean and its interval.

    >>> parted("CNY +12 (+10 to +14)"), parted("12")
    (('CNY +12', '+10 to +14'), ('12', ''))
    """
    for opening, closing in (" (", ")"), ("\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"):
        mean, there, interval = shown.partition(opening)
        if there:
            return mean, interval.removesuffix(closing)
    return shown, ""
