"""Luck: uniform draws keyed by (seed, person, when, purpose).

The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). Its block
cipher maps the counter (person, when, purpose, 0) under the key (seed) one to one, so two different keys can never
meet in the same counter: there is no generator state, no order, and no collision.

``when`` is a day, or the ordinal of a thing that happens many times (the k-th purchase).
"""

from __future__ import annotations

import math
from enum import IntEnum, unique

import numpy as np
from numpy.typing import NDArray

from sim.compiling import kernel

MASK = 0xFFFFFFFF
M0, M1 = 0xD2511F53, 0xCD9E8D57
W0, W1 = 0x9E3779B9, 0xBB67AE85


@unique
class Purpose(IntEnum):
    """What a draw decides. A number once given is never given again: results are keyed by it."""

    THETA = 1
    INCOME = 2
    DEAL = 3
    PROPENSITY = 4
    POINTS_TASTE = 5
    LIMIT_TASTE = 6
    THIN_FILE = 7
    CIRCLE = 8
    CIRCLE_THETA = 9
    STUBS = 10
    SHUFFLE = 11
    LAUNCH = 12
    LAUNCH_DAY = 13
    CIRCLE_DEAL = 14
    PORTRAIT = 15
    CIRCLE_PORTRAIT = 16
    ARRIVE = 20
    INVITE = 21
    WHOM = 22
    FIRST_TIE = 23
    ATTRIBUTION = 24
    RESPOND = 25
    CONSENT = 26
    INTENT = 29
    SCORE = 30
    BEHAVIOUR_SCORE = 31
    FRAUD_CHECK = 32
    ACTIVATE = 40
    SHOP = 41
    BASKET = 42
    PAYMENT_PLAN = 43
    REPAY = 50
    REPAY_HOW = 51
    HARDSHIP = 52
    ATTRITE = 60
    FACILITY = 70
    DRAWDOWN = 71
    ORGANISE_DAY = 80
    ACCOUNT_COST = 81
    FALSE_FILE = 82
    BUST_OUT = 83
    IDENTITY_CHECK = 84
    FRAUD_DETECTION = 85
    FUNDS = 90
    REWARD_ORDER = 91
    TIE_BREAK = 100


@kernel
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Return the four 32-bit words of Philox4x32-10 for a counter and a key, all words in [0, 2**32)."""
    for _ in range(10):
        p0 = M0 * c0
        p1 = M1 * c2
        c0, c1, c2, c3 = ((p1 >> 32) & MASK) ^ c1 ^ k0, p1 & MASK, ((p0 >> 32) & MASK) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + W0) & MASK
        k1 = (k1 + W1) & MASK
    return c0, c1, c2, c3


@kernel
def uniform(seed: int, person: int, when: int, purpose: int) -> float:
    """Return the uniform draw in the open interval (0, 1), of 52 bits, that belongs to a key.

    >>> round(uniform(1, 7, 30, Purpose.REPAY.value), 6) == round(uniform(1, 7, 30, Purpose.REPAY.value), 6)
    True
    """
    a, b, _, _ = philox(int(person) & MASK, int(when) & MASK, purpose, 0, int(seed) & MASK, (int(seed) >> 32) & MASK)
    return ((a << 20 | b >> 12) + 0.5) * 2.0**-52


@kernel
def lots(seed: int, persons: NDArray[np.int32], when: int, purpose: int) -> NDArray[np.float64]:
    """Return the uniform draw of each of some persons, shape as ``persons``."""
    drawn = np.empty(len(persons))
    for at in range(len(persons)):
        drawn[at] = uniform(seed, persons[at], when, purpose)
    return drawn


@kernel
def exponential(seed: int, person: int, when: int, purpose: int) -> float:
    """Return a unit-exponential draw: the cumulative hazard at which a thing happens."""
    return -math.log(uniform(seed, person, when, purpose))


@kernel
def normal(seed: int, person: int, when: int, purpose: int) -> float:
    """Return a standard normal draw, increasing in the uniform behind it."""
    return quantile(uniform(seed, person, when, purpose))


@kernel
def quantile(p: float) -> float:
    """Return the standard normal quantile of ``p`` in (0, 1), to 1e-15 relative (Wichura 1988, AS 241).

    >>> round(quantile(0.975), 6)
    1.959964
    """
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                  + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
               + 133.14166789178437745) * r + 3.387132872796366608
        low = ((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                  + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
               + 42.313330701600911252) * r + 1.0
        return q * top / low
    r = math.sqrt(-math.log(min(p, 1.0 - p)))
    if r <= 5.0:
        r -= 1.6
        top = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                  + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
               + 4.6303378461565452959) * r + 1.42343711074968357734
        low = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                  + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
               + 2.05319162663775882187) * r + 1.0
    else:
        r -= 5.0
        top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                  + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
               + 5.4637849111641143699) * r + 6.6579046435011037772
        low = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                  + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
               + 0.59983220655588793769) * r + 1.0
    tail = top / low
    return tail if q > 0.0 else -tail
