"""The Markov chain of the roll rates in closed form: probabilities of default for the provision, and a check of the engine."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.decide import chosen
from sim.facts import Payment, Statement
from sim.tables import BUCKETS, STATEMENTS
from sim.terms import Choice

DEFAULT_BUCKET = 4
LIFETIME = 36
"""Months over which losses of consumer credit are expected: the longest plan is 24, and a balance is carried on."""
GRID = 100
LEAST = 1e-12
THETAS = [NormalDist().inv_cdf((k + 0.5) / 11) for k in range(11)]


def transition(repay: Choice) -> NDArray[np.float64]:
    """Return the matrix of monthly transitions between buckets of a portfolio, shape (8, 8).

    Creditworthiness is standard normal among the current; each bucket holds those who missed in all buckets before.

    The repayment rule is asked over a grid of luck, so that the matrix holds for any rule of that decision (exactly,
    where shares of partial payment are whole percents). The last bucket is written off and stays.
    """
    rule = chosen("repay", repay)
    points = (np.arange(GRID) + 0.5) / GRID
    matrix = np.zeros((BUCKETS, BUCKETS))
    among = np.full(len(THETAS), 1.0 / len(THETAS))
    for bucket in range(STATEMENTS):
        facts = Statement(bucket, 0.0, 0.1, 0.5, False, 0.0, False, False)
        misses = np.array([edge(facts._replace(theta=theta), rule) for theta in THETAS])
        miss = float(among @ misses)
        among = among * misses / miss if miss > 0.0 else among
        matrix[bucket, bucket + 1] += miss
        for second in points:
            paid = decide.repay(facts, rule, 1.0 - LEAST, float(second))
            matrix[bucket, bucket_after(bucket, paid)] += (1.0 - miss) / GRID
    matrix[STATEMENTS, STATEMENTS] = 1.0
    return matrix


def edge(facts: Statement, rule: NDArray[np.float64]) -> float:
    """Return the probability of a miss, to 1e-9 (0 and 1 exactly): the luck up to which nothing is paid."""
    if decide.repay(facts, rule, LEAST, 0.5) != Payment.NOTHING:
        return 0.0
    if decide.repay(facts, rule, 1.0 - LEAST, 0.5) == Payment.NOTHING:
        return 1.0
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        missed = decide.repay(facts, rule, middle, 0.5) == Payment.NOTHING
        low, high = (middle, high) if missed else (low, middle)
    return 0.5 * (low + high)


def bucket_after(bucket: int, paid: int) -> int:
    """Return the bucket that follows from what is paid on a due day.

    >>> [bucket_after(2, paid) for paid in Payment]
    [3, 2, 2, 1, 0]
    """
    if paid == Payment.NOTHING:
        return bucket + 1
    if paid == Payment.FULL or bucket == 0:
        return 0
    return max(0, bucket - 1) if paid == Payment.TWO_MONTHS else bucket


@cache
def default_probabilities(repay: Choice, lifetime: int = LIFETIME) -> NDArray[np.float64]:
    """Return the probabilities of 90 dpd within 12 months and within a lifetime of so many, by bucket, shape (2, 8)."""
    chain = transition(repay)
    chain[DEFAULT_BUCKET:] = np.eye(BUCKETS)[DEFAULT_BUCKET:]
    return np.array([np.linalg.matrix_power(chain, months)[:, DEFAULT_BUCKET:].sum(axis=1) for months in (12, lifetime)])
