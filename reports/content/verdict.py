"""Which scheme to choose, and how sure that is; withheld where the evidence does not carry it. Logic alone, no words.

A scheme may be chosen only if no guardrail blocks it and every cap surely holds. Of those that may, one is chosen once it is
the best with probability ``SURE``: true means are drawn as one cannot know them better (experiments.search.posterior), the
schemes paired by seed. What the others would have earned more, on average over those draws, is its expected regret. Draws know of
no skewness, so none is likelier to be the best than Hall's interval of each difference allows; and of two that differ in few runs
from how they mostly do, nothing is told (experiments.rounds).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.search.posterior import drawn, holding, regrets, winners
from experiments.search.standing import SURE
from reports.content.telling import breaking, still_needed, too_few

Values = NDArray[np.float64]
UNSURE = 1.0 - SURE
TELLING = 4
"""Replications from which on an expected regret is a number: with two, Student's t has no mean."""


class Outcome(StrEnum):
    """What a verdict comes to."""

    RECOMMENDED = "recommended"
    KEEP_TODAY = "keep today's"
    NOT_DECIDED = "not decided"
    NOTHING_ACCEPTABLE = "nothing acceptable"
    ONE_SCHEME_ONLY = "one scheme only"


class Why(StrEnum):
    """Why a verdict is withheld, where it is not for want of replications alone."""

    RARE = "too few runs differ from the rest"
    ROUNDS = "the study in rounds has not decided it"
    UNCONFIRMED = "fresh seeds do not confirm it"


class Standing(StrEnum):
    """Whether a scheme may be chosen at all."""

    SAFE = "every cap holds"
    UNSURE = "a cap may be broken"
    BREAKS = "breaks a cap"
    BLOCKED = "blocked by a guardrail"
    UNDEFINED = "not defined in every run"


class Contender(NamedTuple):
    """A scheme: ``worth`` is what decides, more of it better, and ``room`` what is left of each cap; a number a seed."""

    name: str
    worth: Values
    room: Mapping[str, Values] = {}
    allowed: bool = True


class Chance(NamedTuple):
    """How a scheme stands: the probability that it is the best (within ``matters`` of it: ``enough``), and its expected regret.

    They are not numbers where too few runs differ to tell. ``effect`` is what it is worth more than today's scheme. ``holds`` are
    the probabilities that a cap holds on average, ``broken`` the shares of runs that break it.
    """

    scheme: str
    standing: Standing
    effect: Interval
    best: float = math.nan
    enough: float = math.nan
    regret: float = math.nan
    holds: Mapping[str, float] = {}
    broken: Mapping[str, float] = {}

    @property
    def acceptable(self) -> bool:
        """Whether it may be chosen, or might be if more were known."""
        return self.standing in (Standing.SAFE, Standing.UNSURE)


class Verdict(NamedTuple):
    """The answer: what is chosen, or between whom it is not decided, ``why``, and about how many more replications would tell.

    ``barred`` are the schemes that would be worth more than the best of those that may be chosen, ``perhaps`` those that might.
    """

    outcome: Outcome
    chances: tuple[Chance, ...]
    replications: int
    chosen: str = ""
    between: tuple[str, ...] = ()
    more: float = math.nan
    why: Why | None = None
    barred: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    def of(self, scheme: str) -> Chance:
        """Return how a scheme stands."""
        return next(each for each in self.chances if each.scheme == scheme)


def judge(contenders: Sequence[Contender], matters: float = 0.0, seed: int = 1) -> Verdict:
    """Return the verdict on schemes under the same seeds, the first being today's.

    A difference of up to ``matters`` does not tell two schemes apart; ``seed`` is that of the draws.
    """
    found = chances(contenders, matters, seed)
    verdict = concluded(found, len(contenders[0].worth))
    barred, perhaps = ahead(contenders, found)
    more = missing(contenders, verdict, matters) if verdict.between else math.nan
    return verdict._replace(barred=barred, perhaps=perhaps, more=more)


def ahead(contenders: Sequence[Contender], chances: Sequence[Chance]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which schemes that may not be chosen are surely worth more than the best that may, and which only on average."""
    may = [each.worth for each, chance in zip(contenders, chances, strict=True) if chance.acceptable]
    if not may:
        return (), ()
    best = max(may, key=lambda worth: float(worth.mean()))
    more = {each.name: interval(each.worth - best) for each, chance in zip(contenders, chances, strict=True)
            if not chance.acceptable and each.worth.mean() > best.mean()}
    return tuple(name for name in more if more[name].decided), tuple(name for name in more if not more[name].decided)


def concluded(chances: Sequence[Chance], replications: int) -> Verdict:
    """Return what the standing of each scheme comes to, today's first."""
    may = [each for each in chances if each.acceptable]
    if not may:
        return Verdict(Outcome.NOTHING_ACCEPTABLE, tuple(chances), replications)
    if len(chances) == 1:
        return Verdict(Outcome.ONE_SCHEME_ONLY, tuple(chances), replications, chances[0].scheme)
    sure = [each for each in may if each.standing is Standing.SAFE and each.enough >= SURE]
    if sure:
        chosen = chances[0] if chances[0] in sure else max(sure, key=lambda each: (each.enough, each.best))
        outcome = Outcome.KEEP_TODAY if chosen is chances[0] else Outcome.RECOMMENDED
        return Verdict(outcome, tuple(chances), replications, chosen.scheme)
    why = Why.RARE if replications > 1 and any(math.isnan(each.best) for each in may) else None
    return Verdict(Outcome.NOT_DECIDED, tuple(chances), replications, between=undecided(may), why=why)


def in_rounds(verdict: Verdict, still_open: Mapping[str, float]) -> Verdict:
    """Return a verdict that decides nothing that a comparison in rounds has left open.

    Of each scheme it left open against today's there is about how many more replications would tell.
    """
    if verdict.outcome not in (Outcome.RECOMMENDED, Outcome.KEEP_TODAY):
        return verdict
    today = verdict.chances[0].scheme
    rivals = [verdict.chosen] if verdict.chosen != today else [each.scheme for each in verdict.chances if each.acceptable]
    left = [each for each in rivals if each in still_open]
    if not left:
        return verdict
    unknown = tuple(each._replace(best=math.nan, enough=math.nan, regret=math.nan) if each.scheme in (today, *left) else each
                    for each in verdict.chances)
    more = max(still_open[each] for each in left)
    return verdict._replace(outcome=Outcome.NOT_DECIDED, chances=unknown, chosen="", between=(today, *left), more=more,
                            why=Why.ROUNDS)


def undecided(may: Sequence[Chance]) -> tuple[str, ...]:
    """Return the fewest schemes among which the best surely is, the likeliest first; before them those of which it is not known."""
    found, total = [each.scheme for each in may if math.isnan(each.best)], 0.0
    known = [each for each in may if each.best > (UNSURE if found else -1.0)]
    for each in sorted(known, key=lambda each: (-each.best, -each.effect.mean)):
        open_cap = len(found) == 1 and any(one.scheme in found and one.standing is Standing.UNSURE for one in may)
        if total >= SURE or each.best == 0.0 and (len(found) != 1 or open_cap):
            break
        found.append(each.scheme)
        total += each.best
    return tuple(found or (each.scheme for each in may))


def chances(contenders: Sequence[Contender], matters: float, seed: int) -> list[Chance]:
    """Return how each scheme stands."""
    today = contenders[0].worth
    found = [Chance(each.name, standing(each), interval(each.worth - today),
                    holds={cap: holding(room, 1, 0.0) if len(room) > 1 else math.nan for cap, room in each.room.items()},
                    broken={cap: breaking(room) for cap, room in each.room.items()}) for each in contenders]
    rivals = [number for number, each in enumerate(found) if each.standing is not Standing.UNDEFINED]
    if len(today) < 2 or not rivals:
        return found
    worth, able = draws([contenders[number] for number in rivals], seed)
    short = np.where(able, worth, -np.inf).max(axis=1, keepdims=True) - worth
    barred = dict(zip(rivals, 1.0 - able.mean(axis=0), strict=True))
    told = winners(worth, able).mean(axis=0), (able & (short <= matters)).mean(axis=0), regrets(worth, able)
    for number, alone, near, regret in zip(rivals, *told, strict=True):
        leads = [(contenders[number].worth - contenders[other].worth, barred[other])
                 for other in rivals if other != number and found[number].acceptable and found[other].acceptable]
        least, nearly = (at_most(leads, each) for each in (0.0, matters))
        unknown = math.nan if any(too_few(each) for each, _ in leads) else 0.0
        best, enough = min(alone, least), min(max(alone, near), nearly)
        found[number] = found[number]._replace(best=float(best) + unknown, enough=float(enough) + unknown,
                                               regret=float(regret) + unknown if len(today) >= TELLING else math.nan)
    return found


def at_most(leads: Sequence[tuple[Values, float]], matters: float) -> float:
    """Return the most that the probability can be to fall short of no other by more than ``matters``.

    Of each other it is given by how much one is ahead, seed by seed, and the probability that the other may not be chosen.
    """
    return min((float(holding(more, 1, -matters) + barred) for more, barred in leads), default=1.0)


def draws(contenders: Sequence[Contender], seed: int) -> tuple[Values, NDArray[np.bool_]]:
    """Return draws of what each scheme is truly worth, and whether it may be chosen then."""
    caps = list(dict.fromkeys(cap for each in contenders for cap in each.room))
    columns = [np.stack([each.worth, *(each.room.get(cap, np.ones_like(each.worth)) for cap in caps)], axis=1)
               for each in contenders]
    found = drawn(columns, seed)
    able = (found[:, :, 1:] >= 0.0).all(axis=2) & np.array([each.allowed for each in contenders])
    return found[:, :, 0], able


def standing(contender: Contender) -> Standing:
    """Return whether a scheme may be chosen; from a single run no cap surely holds."""
    if not contender.allowed:
        return Standing.BLOCKED
    if not all(np.isfinite(values).all() for values in (contender.worth, *contender.room.values())):
        return Standing.UNDEFINED
    if len(contender.worth) < 2:
        return Standing.UNSURE if contender.room else Standing.SAFE
    return kept(holding(room, 1, 0.0) for room in contender.room.values())


def kept(holds: Iterable[float]) -> Standing:
    """Return whether a scheme may be chosen whose caps hold with these probabilities."""
    least = min(holds, default=1.0)
    if least >= SURE:
        return Standing.SAFE
    return Standing.BREAKS if least <= UNSURE else Standing.UNSURE


def missing(contenders: Sequence[Contender], verdict: Verdict, matters: float) -> float:
    """Return about how many more replications would decide: between the likeliest and the others, and whether caps hold."""
    by_name = {each.name: each for each in contenders}
    first, *others = (by_name[name] for name in verdict.between)
    open_caps = [room for each in (first, *others) for cap, room in each.room.items()
                 if UNSURE < verdict.of(each.name).holds[cap] < SURE]
    needed = [still_needed(first.worth - each.worth + matters, 1.0 - UNSURE / len(others)) for each in others]
    needed += [still_needed(room, SURE) for room in open_caps]
    return max([1.0, *needed])
