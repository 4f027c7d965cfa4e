"""What fresh seeds say of several designs at once: draws of their true means, as one cannot know them better.

Every difference of two designs over the same seeds gets Student's t with its own spread, which is the posterior under the
reference prior and the usual paired interval at once (Box & Tiao, Bayesian Inference in Statistical Analysis, 1973, 2.4; for
simulation under common random numbers Chick & Inoue, Management Science 47, 2001). Seeds are given normal weights
that all designs share, so that what moves designs together does not tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.interval import skewed, skewness

DRAWS = 4_000
Values = NDArray[np.float64]


def drawn(values: Sequence[Values], seed: int, draws: int = DRAWS) -> Values:
    """Return draws of the true means, by draw, design and quantity; ``values`` has a row a seed and a column a quantity.

    All designs have the same seeds, some perhaps only the first of them: such a one is known by how it differs under these from
    the mean of the designs that have all.
    """
    seeds = max(map(len, values))
    normal = np.random.default_rng(seed).standard_normal((draws, seeds))

    def means(of: Values) -> Values:
        many = len(of)
        scale = np.sqrt(np.random.default_rng([seed, many]).chisquare(many - 1, (draws, 1)) * many)
        return np.asarray(of.mean(axis=0) + normal[:, :many] / scale @ (of - of.mean(axis=0)))

    whole = np.mean([each for each in values if len(each) == seeds], axis=0)
    return np.asarray(means(whole)[:, None] + np.stack([means(each - whole[: len(each)]) for each in values], axis=1))


def relative(draws: Values) -> Values:
    """Return draws of one quantity less the mean of all designs, so that what moves them together is gone."""
    return np.asarray(draws - draws.mean(axis=1, keepdims=True))


def holding(values: Values, sign: int, limit: float) -> float:
    """Return the probability that a mean is at most a limit (``sign`` -1), or at least (1); not a number where one is not defined.

    It is the less of Student's and, since losses and the worst runs are skewed, of Hall's (as in ``skewed_interval``).

    >>> round(holding(np.array([1.0, 2.0, 3.0]), -1, 2.0), 3), holding(np.array([1.0, 1.0]), -1, 1.0)
    (0.5, 1.0)
    """
    from scipy.special import stdtr

    if not np.isfinite(values).all():
        return math.nan
    n, off = len(values), -sign * (values - limit)
    spread = float(off.std(ddof=1))
    if spread == 0.0:
        return float(off[0] <= 0.0)
    student = float(off.mean()) / spread * math.sqrt(n)
    return float(stdtr(n - 1, -max(student, skewed(student, skewness(off), n))))


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
