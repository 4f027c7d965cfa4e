"""The recommendation: a title, one sentence made from the data, and what there is to add."""

from __future__ import annotations

import math
from typing import NamedTuple

from experiments.search.standing import SURE
from reports.content.answer import Answer, Case
from reports.content.speaking import called, capped, listed, replications, roughly
from reports.content.terms import REWARDS
from reports.content.verdict import Chance, Outcome, Standing, Why
from reports.document.blocks import Callout, Tone
from reports.messages import headed, inside
from reports.words import Words

COMMITTED = (REWARDS, "net_charge_off")
"""What a scheme will cost in rewards and in loans that are not paid back."""


class Said(NamedTuple):
    """A title of a few words, the sentence, and what there is to add to it."""

    title: str
    sentence: str
    more: str = ""


def recommendation(case: Case, words: Words) -> Said:
    """Return what the evidence comes to."""
    if case.answer is None:
        return Said(words.say("Which settings matter, and no recommendation"),
                    words.say("This is evidence about settings, not about schemes: it recommends nothing by itself."),
                    words.say("Hold schemes against today's: fission compare, or fission search."))
    saying = {Outcome.RECOMMENDED: recommended, Outcome.KEEP_TODAY: kept, Outcome.NOT_DECIDED: withheld,
              Outcome.NOTHING_ACCEPTABLE: nothing, Outcome.ONE_SCHEME_ONLY: alone}
    return saying[case.answer.verdict.outcome](case, case.answer, words)


def callout(case: Case, words: Words) -> Callout:
    """Return the recommendation as what must not be missed."""
    said = recommendation(case, words)
    carried = case.answer is not None and case.answer.verdict.outcome in (Outcome.RECOMMENDED, Outcome.KEEP_TODAY)
    return Callout(Tone.VERDICT if carried else Tone.WITHHELD, said.sentence, said.more)


def recommended(case: Case, found: Answer, words: Words) -> Said:
    """Say which scheme to choose."""
    verdict, today = found.verdict, called(words, case, found.verdict.chances[0].scheme)
    scheme, chance = called(words, case, verdict.chosen), verdict.of(verdict.chosen)
    sentence = words.say(
        "Choose {scheme}: {sure}, and within {days:,} days it is expected to change {effects} against {today}.", scheme=scheme,
        sure=how_sure(case, found, chance, words), days=days(case), effects=effects(case, found, chance, words), today=today)
    return Said(words.say("Choose {scheme} rather than {today}", scheme=scheme, today=today), sentence,
                words.together(commits(case, chance, words), barred(case, found, words)))


def kept(case: Case, found: Answer, words: Words) -> Said:
    """Say that the scheme of today is to be kept."""
    today = called(words, case, found.verdict.chosen)
    sentence = words.say("Keep {today}: {sure}.", today=today,
                         sure=how_sure(case, found, found.verdict.of(found.verdict.chosen), words))
    return Said(words.say("Keep {today}", today=today), sentence,
                words.together(nearest(case, found, words), barred(case, found, words)))


def how_sure(case: Case, found: Answer, chance: Chance, words: Words) -> str:
    """Say how sure it is that a scheme is the best, or as good as matters."""
    probability, many = words.probability(chance.best if chance.best >= SURE else chance.enough), len(found.verdict.chances)
    if chance.best >= SURE:
        return words.say("with probability {probability} it is the best of {many} schemes", probability=probability, many=many)
    if not found.matters:
        return words.say("with probability {probability} it is as good as any other of {many} schemes", probability=probability,
                         many=many)
    return words.say("with probability {probability} no other of {many} schemes is better by more than {matters} in {measure}",
                     probability=probability, many=many, measure=inside(words.measure(found.measure)),
                     matters=words.figure(found.matters, found.unit, case.currency))


def commits(case: Case, chance: Chance, words: Words) -> str:
    """Say what a scheme commits in rewards and in loans that are not paid back."""
    found = [case.amount(measure, chance.scheme) for measure in COMMITTED]
    if None in found:
        return ""
    rewards, losses = (words.estimate(each.value, each.unit, case.currency) for each in found if each)
    return words.say("It commits {rewards} of rewards and {losses} of credit losses.", rewards=rewards, losses=losses)


def withheld(case: Case, found: Answer, words: Words) -> Said:
    """Say between whom it is not decided, and what would tell."""
    names = [called(words, case, each) for each in found.verdict.between]
    title = words.say("Not decided: {names}", names=listed(words, names))
    if found.verdict.replications < 2:
        return Said(title, words.say("Not decided between {names}: a single simulated run cannot tell a difference from luck.",
                                     names=listed(words, names)), words.say("Run eight replications or more: --replications 8."))
    if len(names) == 1:
        sentence = words.say("Not decided whether {scheme} may be chosen: it may break a cap, and {many} would tell.",
                             scheme=names[0], many=replications(words, found.verdict.more))
    elif math.isnan(found.verdict.more):
        sentence = words.say("Not decided between {names}: more replications would tell.", names=listed(words, names))
    else:
        sentence = words.say("Not decided between {names}: {many} would tell.", names=listed(words, names),
                             many=replications(words, found.verdict.more))
    return Said(title, sentence, words.together(for_now(case, found, words), barred(case, found, words)))


def nothing(case: Case, found: Answer, words: Words) -> Said:
    """Say that no scheme may be chosen, and why."""
    reasons = [words.say("{scheme} {reason}", scheme=headed(called(words, case, each.scheme)),
                         reason=reason(case, found, each, words)) for each in found.verdict.chances]
    sentence = words.count("The only scheme may not be chosen.", "None of the {number} schemes may be chosen.", len(reasons))
    return Said(words.say("No scheme may be chosen as it is"), sentence,
                words.say("{reasons}.", reasons=words.say("; ").join(reasons)))


def alone(case: Case, found: Answer, words: Words) -> Said:
    """Say what a single scheme comes to."""
    scheme, amount = headed(called(words, case, found.verdict.chosen)), case.amount(found.measure, found.verdict.chosen)
    assert amount is not None
    told = words.estimate(amount.value, amount.unit, case.currency)
    return Said(words.say("{scheme} alone, and no recommendation", scheme=scheme),
                words.say("{scheme} comes to {measure} of {amount} within {days:,} days; it is held against no other scheme, so "
                          "nothing can be recommended.", scheme=scheme, measure=inside(words.measure(found.measure)), amount=told,
                          days=days(case)),
                words.say("Hold it against today's scheme: fission compare."))


def effects(case: Case, found: Answer, chance: Chance, words: Words) -> str:
    """Return what a scheme changes: the measure that decides, or all that a search weighs."""
    currency = case.currency
    if found.measure:
        return words.say("{measure} by {effect}", measure=inside(words.measure(found.measure)),
                         effect=words.difference(chance.effect, found.unit, currency))
    amounts = {name: case.amount(name, chance.scheme) for name in objectives(case)}
    return listed(words, [words.say("{measure} by {effect}", measure=inside(words.measure(name)),
                                    effect=words.difference(each.more, each.unit, currency))
                          for name, each in amounts.items() if each])


def objectives(case: Case) -> list[str]:
    """Return what a search weighs."""
    return [each["name"] for each in case.record.get("objectives", ())]


def days(case: Case) -> int:
    """Return how many days are simulated."""
    return int(case.record["days"])


def nearest(case: Case, found: Answer, words: Words) -> str:
    """Say what the best of the other schemes that may be chosen would change."""
    others = [each for each in found.verdict.chances[1:] if each.acceptable and found.measure]
    if not others:
        return ""
    near = max(others, key=lambda each: found.sign * each.effect.mean)
    return words.say("The nearest, {scheme}, is expected to change {effects}.", scheme=called(words, case, near.scheme),
                     effects=effects(case, found, near, words))


def for_now(case: Case, found: Answer, words: Words) -> str:
    """Say how likely each of the undecided is the best, and what choosing the likeliest now would risk."""
    likely = [words.say("{scheme} is the best with probability {best}", scheme=headed(called(words, case, name)),
                        best=words.probability(found.verdict.of(name).best))
              for name in found.verdict.between[:3] if math.isfinite(found.verdict.of(name).best)]
    told = words.together(because(found, words), words.say("{likely}.", likely=words.say("; ").join(likely)) if likely else "")
    first = found.verdict.of(found.verdict.between[0])
    if not found.measure or not math.isfinite(first.regret):
        return told
    scheme, regret = called(words, case, first.scheme), roughly(words, first.regret, found.unit, case.currency)
    return words.together(told, words.say("If you must choose now: {scheme} is expected to fall {regret} short of the best.",
                                          scheme=scheme, regret=regret))


def because(found: Answer, words: Words) -> str:
    """Say why the verdict is withheld, where it is not for want of replications alone."""
    if found.verdict.why is Why.RARE:
        return words.say("In most runs they differ by the same amount, and in too few by another to tell how often that happens.")
    if found.verdict.why is Why.ROUNDS:
        return words.say("The comparison itself leaves it open: it allows for having looked several times, and for what is rare.")
    if found.verdict.why is Why.UNCONFIRMED:
        return words.say("The search finds it better, but the seeds by which nothing was chosen do not confirm that it surely is.")
    return ""


def barred(case: Case, found: Answer, words: Words) -> str:
    """Say which schemes would be worth more, or might be, and may not be chosen."""
    surely, perhaps = ([(headed(called(words, case, name)), reason(case, found, found.verdict.of(name), words)) for name in names]
                       for names in (found.verdict.barred, found.verdict.perhaps))
    return words.together(
        *(words.say("{scheme} would be worth more, but {reason}.", scheme=scheme, reason=why) for scheme, why in surely),
        *(words.say("{scheme} might be worth more, but {reason}.", scheme=scheme, reason=why) for scheme, why in perhaps))


def reason(case: Case, found: Answer, chance: Chance, words: Words) -> str:
    """Say why a scheme may not be chosen."""
    if chance.standing is Standing.BLOCKED:
        return words.say("is blocked by a guardrail")
    if chance.standing is Standing.UNDEFINED:
        return words.say("has a figure that is not defined in every run")
    broken = [capped(words, case, found.terms.cap(text)) for text, holds in chance.holds.items() if holds < 0.5]
    return words.say("breaks a cap ({caps})", caps=words.say("; ").join(broken))
