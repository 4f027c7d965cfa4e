"""What fresh seeds say of several designs at once: draws of their true means, as one cannot know them better.

Every difference of two designs over the same seeds gets Student's t with its own spread, which is the posterior under the
reference prior and the usual paired interval at once (Box & Tiao, Bayesian Inference in Statistical Analysis, 1973, 2.4; for
simulation under common random numbers Chick & Inoue, Management Science 47, 2001). Seeds are given normal weights
that all designs share, so that what moves designs together does not tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS = 4_000
RIVAL = 0.5
"""The probability to be able from which on a design counts for how much the able ones differ."""
Values = NDArray[np.float64]


def drawn(values: Sequence[Values], seed: int, draws: int = DRAWS) -> Values:
    """Return draws of the true means, by draw, design and quantity; ``values`` has a row a seed and a column a quantity.

    All designs have the same seeds.
    """
    seeds = len(values[0])
    luck = np.random.default_rng(seed)
    weights = luck.standard_normal((draws, seeds)) / np.sqrt(luck.chisquare(seeds - 1, (draws, 1)) * seeds)
    return np.stack([each.mean(axis=0) + weights @ (each - each.mean(axis=0)) for each in values], axis=1)


def shrunk(draws: Values, able: NDArray[np.bool_], seed: int) -> Values:
    """Return draws of one quantity with the designs drawn towards each other, as far as the spread of the able ones is luck.

    Who looks best of many owes a part of it to luck: true means are taken to be normal around their own mean, with a variance
    that is not known either (Lindley's form of the estimate of James & Stein: Efron & Morris, Journal of the American Statistical
    Association 68, 1973). Less than four designs stay as they are.
    """
    rivals = able.mean(axis=0) >= RIVAL
    many = int(rivals.sum())
    if many < 4:
        return draws
    own = draws - draws[:, rivals].mean(axis=1, keepdims=True)
    means, luck = own.mean(axis=0), own.var(axis=0)
    spread = means[rivals].var(ddof=1) * (many - 1) / np.random.default_rng(seed).chisquare(many - 1, (len(draws), 1))
    true = np.maximum(spread - luck[rivals].mean(), 0.0)
    kept = true / np.maximum(true + luck, np.finfo(float).tiny)
    return np.asarray(draws - own + kept * means + np.sqrt(kept) * (own - means))


def holding(values: Values, sign: int, limit: float) -> float:
    """Return the probability that a mean is at most a limit (``sign`` -1), or at least (1); 0 where a number is not defined.

    >>> round(holding(np.array([1.0, 2.0, 3.0]), -1, 2.0), 3), holding(np.array([1.0, 1.0]), -1, 1.0)
    (0.5, 1.0)
    """
    from scipy.special import stdtr

    if not np.isfinite(values).all():
        return 0.0
    n, room = len(values), sign * (float(values.mean()) - limit)
    error = float(values.std(ddof=1)) / np.sqrt(n)
    return float(stdtr(n - 1, room / error)) if error > 0.0 else float(room >= 0.0)


def fronts(values: Values, able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell in each draw of each design whether it is able and no other able one is better; more is better in all quantities."""
    found = able.copy()
    for other in range(values.shape[1]):
        rival = values[:, other : other + 1]
        beaten = (rival >= values).all(axis=2) & (rival > values).any(axis=2) & able[:, other : other + 1]
        found &= ~beaten
    return found


def winners(utility: Values, able: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return of each draw and design its part in being the best of the able: 1 alone, shares where several are equal."""
    most = np.where(able, utility, -np.inf)
    best = able & (most == most.max(axis=1, keepdims=True))
    return np.asarray(best / np.maximum(best.sum(axis=1, keepdims=True), 1))


def regrets(utility: Values, able: NDArray[np.bool_]) -> Values:
    """Return how much each design is expected to fall short of the best of the able."""
    best = np.where(able, utility, -np.inf).max(axis=1, keepdims=True)
    some = np.isfinite(best[:, 0])
    return np.asarray((np.maximum(best, utility) - utility)[some].mean(axis=0) if some.any() else np.full(utility.shape[1], np.nan))
