"""Rows on speed: the engine, against the Mesa driver, and against a Mesa model written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from sim.market import Market
from tests.benchmarks.plain_mesa import PlainMarket
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import Spent, campaign, middle, run, spent

DAYS = 360
LARGE, SMALL = 1_000_000, 20_000
MILLION = 1e6


def rate(taken: Spent, persons: int) -> tuple[float, str]:
    """Return million person-days a second of the processor, and by the clock in words."""
    return persons * DAYS / MILLION / taken.processor, f"{persons * DAYS / MILLION / taken.clock:,.0f} by the clock"


def throughput(repeats: int = 5) -> Iterator[Row]:
    """How many person-days a second the engine runs."""
    scenario = campaign(LARGE, DAYS)
    runs = [run(scenario, seed) for seed in range(1, repeats + 1)]
    for label, parts, least in (("days", [one.days for one in runs], 150.0), ("whole run, people and ties included",
                                                                             [one.whole for one in runs], None)):
        taken = middle(parts)
        found, clock = rate(taken, LARGE)
        yield Row(f"engine, 1,000,000 persons x 360 days: {label}", found, "million person-days/s", least,
                  note=f"{taken.processor:.2f} s of processor, median of {repeats}; {clock}")


def against_mesa(repeats: int = 3) -> Iterator[Row]:
    """How much faster the engine is than its references; they take turns."""
    scenario = campaign(SMALL, DAYS)
    engine: list[Spent] = []
    driver: list[Spent] = []
    for seed in range(1, repeats + 1):
        engine += [run(scenario, seed).days for _ in range(5)]
        driver.append(spent(Market(scenario, seed).run))
    plain = spent_by_hand()
    ours = median(one.processor for one in engine)
    theirs = median(one.processor for one in driver)
    yield Row("engine / mesa driver, 20,000 persons x 360 days", theirs / ours, "times", 200.0,
              note=f"days: {ours * 1e3:.0f} ms against {theirs:.1f} s, medians of {len(engine)} and {repeats}, in turns")
    yield Row("engine / plain mesa model written by hand", plain.processor / ours, "times",
              note=f"{plain.processor:.1f} s; tests/benchmarks/plain_mesa.py, the same persons and days")


def spent_by_hand() -> Spent:
    """Return what the days of the model written by hand take."""
    market = PlainMarket(SMALL)

    def live() -> None:
        for _ in range(DAYS):
            market.step()

    return spent(live)
