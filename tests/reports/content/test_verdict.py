"""What schemes may be chosen, when one is, and how sure that is: constructed cases, and the mathematics behind."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri

from experiments.interval import Interval, interval
from reports.content.telling import at_worst, breaking
from reports.content.verdict import Chance, Contender, Outcome, Standing, Verdict, Why, concluded, in_rounds, judge

SEEDS = 12
SPREAD = np.linspace(-1.0, 1.0, SEEDS)
"""Luck of mean 0, shared by all schemes."""
OTHER = np.tile([1.0, -1.0], SEEDS // 2)
"""Luck of mean 0 of a scheme's own."""


def scheme(name: str, mean: float, own: float = 0.0, **rest: object) -> Contender:
    """A scheme worth so much on average, with so much luck of its own."""
    return Contender(name, mean + SPREAD + own * OTHER, **rest)  # type: ignore[arg-type]


def room(mean: float) -> dict[str, NDArray[np.float64]]:
    """So much left of a cap on average."""
    return {"losses": mean + 0.1 * OTHER}


TODAY = scheme("today", 100.0)


def test_a_clear_winner_is_recommended() -> None:
    found = judge([TODAY, scheme("good", 130.0, 5.0), scheme("fair", 110.0, -5.0)])
    assert (found.outcome, found.chosen) == (Outcome.RECOMMENDED, "good")
    assert found.of("good").best > 0.99
    assert found.of("good").effect == pytest.approx(interval(30.0 + 5.0 * OTHER))
    assert found.of("good").regret == pytest.approx(0.0, abs=0.01)
    assert found.of("fair").regret == pytest.approx(20.0, abs=0.5)


def test_where_nothing_is_better_todays_scheme_stays() -> None:
    found = judge([TODAY, scheme("bad", 60.0, 5.0), scheme("worse", 40.0, 5.0)])
    assert (found.outcome, found.chosen) == (Outcome.KEEP_TODAY, "today")


def test_a_scheme_that_changes_nothing_is_no_reason_to_change() -> None:
    found = judge([TODAY, TODAY._replace(name="same")])
    assert (found.outcome, found.chosen) == (Outcome.KEEP_TODAY, "today")


def test_a_tie_is_not_decided_and_each_is_as_likely() -> None:
    found = judge([scheme("today", 50.0, 0.1), scheme("one", 100.0, 5.0), scheme("other", 100.0, -5.0)])
    assert found.outcome is Outcome.NOT_DECIDED
    assert set(found.between) == {"one", "other"}
    assert found.of("one").best == pytest.approx(0.5, abs=0.03)
    assert found.chosen == ""


@pytest.mark.parametrize("gap", [1.0, 2.0])
def test_half_the_difference_takes_four_times_as_many_replications(gap: float) -> None:
    def missing(gap: float) -> float:
        return judge([TODAY, scheme("near", 100.0 + gap, 30.0)]).more + SEEDS

    assert missing(gap) == pytest.approx(4.0 * missing(2.0 * gap), rel=0.01)


@pytest.mark.parametrize("gap", [0.15, 0.3, 0.45])
def test_as_many_replications_more_as_are_named_just_decide_and_a_fifth_fewer_do_not(gap: float) -> None:
    """Of luck that goes on as it was: mean and spread are the same however many replications there are."""
    def judged(many: int) -> Verdict:
        even = np.linspace(0.5 / many, 1.0 - 0.5 / many, many)
        luck = np.random.default_rng(1).permutation(ndtri(even))
        luck = (luck - luck.mean()) / luck.std(ddof=1)
        return judge([Contender("today", np.zeros(many)), Contender("other", gap + luck)])

    few = judged(10)
    assert few.outcome is Outcome.NOT_DECIDED
    assert judged(10 + round(1.05 * few.more)).outcome is Outcome.RECOMMENDED
    assert judged(10 + round(0.8 * few.more)).outcome is Outcome.NOT_DECIDED


def chosen(extra: Callable[[np.random.Generator], NDArray[np.float64]], times: int = 200) -> float:
    """How often a scheme is chosen that is worth so much more than today's in each run; both share other luck."""
    luck = np.random.default_rng(3)
    found = 0
    for _ in range(times):
        shared = luck.normal(size=8)
        more = extra(luck)
        found += judge([Contender("today", shared), Contender("other", shared + more)]).chosen == "other"
    return found / times


def test_in_at_most_one_of_twenty_comparisons_the_wrong_scheme_is_chosen() -> None:
    """With a standard error of 1.5 % over 200 comparisons, so that 8 % lie two of them above."""
    assert chosen(lambda luck: luck.normal(-0.1, 1.4, 8)) <= 0.08


def test_nor_is_it_where_losses_are_skewed() -> None:
    """It gains a little in most runs, loses much in some, and is worth less: by Student's t alone it is chosen in 16 %."""
    assert chosen(lambda luck: 0.48 - luck.gamma(0.5, 1.0, 8)) <= 0.1


def test_a_scheme_whose_rare_losses_have_not_come_yet_is_not_chosen() -> None:
    """It gains 40 in each run and loses 1,000 in one of twenty: 8 runs without a loss, two of three times, say nothing of it."""
    assert chosen(lambda luck: np.where(luck.random(8) < 0.05, -960.0, 40.0)) == 0.0


def test_what_differs_in_few_runs_is_not_decided_and_has_no_probability() -> None:
    found = judge([TODAY, TODAY._replace(name="rarely", worth=TODAY.worth + 40.0 - 1000.0 * (np.arange(SEEDS) == 3)),
                   scheme("bad", 60.0, 5.0)])
    assert (found.outcome, found.why) == (Outcome.NOT_DECIDED, Why.RARE)
    assert set(found.between) == {"today", "rarely"}
    assert math.isnan(found.of("rarely").best)
    assert found.more == 48


@pytest.mark.parametrize(("worth", "left", "outcome"), [
    (130.0, {"other": 37.0}, Outcome.NOT_DECIDED), (60.0, {"other": 37.0}, Outcome.NOT_DECIDED), (130.0, {}, Outcome.RECOMMENDED),
    (130.0, {"third": 9.0}, Outcome.RECOMMENDED), (60.0, {"barred": 37.0}, Outcome.KEEP_TODAY),
])
def test_what_a_comparison_in_rounds_leaves_open_is_not_decided(worth: float, left: dict[str, float], outcome: Outcome) -> None:
    found = in_rounds(judge([TODAY, scheme("other", worth, 5.0), scheme("third", 90.0, -5.0),
                             scheme("barred", 50.0, 2.0, allowed=False)]), left)
    assert found.outcome is outcome
    if outcome is Outcome.NOT_DECIDED:
        assert (found.between, found.more, found.why) == (("today", "other"), 37.0, Why.ROUNDS)


def test_a_winner_that_breaks_a_cap_is_never_recommended() -> None:
    found = judge([TODAY._replace(room=room(5.0)), scheme("winner", 200.0, 5.0, room=room(-1.0)),
                   scheme("second", 130.0, 5.0, room=room(1.0))])
    assert (found.outcome, found.chosen) == (Outcome.RECOMMENDED, "second")
    assert found.barred == ("winner",)
    assert found.of("winner").standing is Standing.BREAKS
    assert found.of("winner").best == 0.0


def test_the_best_is_blocked_so_the_next_is_chosen_and_it_is_said_who_was_barred() -> None:
    found = judge([TODAY, scheme("winner", 200.0, 5.0, allowed=False), scheme("second", 130.0, 5.0)])
    assert (found.chosen, found.barred) == ("second", ("winner",))
    assert found.of("winner").standing is Standing.BLOCKED


def test_nothing_is_acceptable_where_every_scheme_is_blocked_or_breaks_a_cap() -> None:
    found = judge([TODAY._replace(room=room(-1.0)), scheme("blocked", 200.0, allowed=False),
                   scheme("dear", 130.0, room=room(-2.0))])
    assert (found.outcome, found.chosen, found.between) == (Outcome.NOTHING_ACCEPTABLE, "", ())


def test_a_winner_that_may_break_a_cap_is_not_decided_until_more_is_known() -> None:
    found = judge([TODAY._replace(room=room(5.0)), scheme("winner", 200.0, 5.0, room={"losses": 0.1 + 0.4 * OTHER})])
    assert found.of("winner").standing is Standing.UNSURE
    assert found.outcome is Outcome.NOT_DECIDED
    assert found.between[0] == "winner"
    assert found.more > 1.0


def test_one_that_hardly_misses_being_sure_is_named_with_its_nearest_rival() -> None:
    """A bound for skewness keeps it from 95 %, while no draw has any other ahead."""
    chances = [Chance(name, Standing.SAFE, Interval(mean, None, None, 4), best, best)
               for name, mean, best in (("today", 0.0, 0.0), ("good", 9.0, 0.94), ("near", 8.0, 0.0))]
    assert concluded(chances, 4).between == ("good", "near")


def test_one_replication_decides_nothing() -> None:
    found = judge([Contender("today", np.array([1.0])), Contender("other", np.array([1e6]))])
    assert found.outcome is Outcome.NOT_DECIDED
    assert found.between == ("today", "other")
    assert math.isnan(found.of("other").best)
    assert found.more == math.inf


@pytest.mark.parametrize(("many", "told"), [(2, False), (3, False), (4, True)])
def test_an_expected_regret_takes_four_replications(many: int, told: bool) -> None:
    """The regret of what is as good as today's is that of the spread; with two replications that has no mean."""
    luck = np.random.default_rng(2)
    regrets = [judge([Contender("today", np.zeros(many)), Contender("other", luck.normal(size=many))]).of("today").regret
               for _ in range(5)]
    assert all(math.isfinite(each) is told for each in regrets)


def test_one_scheme_alone_is_held_against_nothing() -> None:
    assert judge([TODAY]).outcome is Outcome.ONE_SCHEME_ONLY


def test_a_difference_that_does_not_matter_is_no_reason_to_change() -> None:
    slightly = [TODAY, scheme("slightly", 101.0, 0.5)]
    assert judge(slightly).outcome is Outcome.RECOMMENDED
    assert judge(slightly, matters=5.0).outcome is Outcome.KEEP_TODAY


def test_two_that_hardly_differ_are_both_better_than_today_and_one_of_them_is_chosen() -> None:
    found = judge([TODAY, scheme("one", 150.0, 1.0), scheme("other", 150.1, -1.0)], matters=5.0)
    assert found.outcome is Outcome.RECOMMENDED
    assert found.chosen in ("one", "other")


def test_a_measure_that_is_not_defined_in_a_run_takes_a_scheme_out() -> None:
    found = judge([TODAY, scheme("good", 130.0, 5.0), Contender("gap", np.full(SEEDS, np.nan))])
    assert found.of("gap").standing is Standing.UNDEFINED
    assert found.chosen == "good"


Luck = Callable[[np.random.Generator, int], NDArray[np.float64]]


@pytest.mark.parametrize("room", [
    lambda luck, many: luck.normal(1.0, 1.0, many), lambda luck, many: 5.0 - luck.lognormal(0.0, 1.0, many),
    lambda luck, many: np.where(luck.random(many) < 0.05, -1.0, 1.0),
], ids=["normal", "skewed", "rare"])
def test_the_chance_that_a_launch_breaks_a_cap_is_the_share_of_runs_and_surely_no_more_than_is_told(room: Luck) -> None:
    luck = np.random.default_rng(1)
    truth = breaking(room(luck, 200_000))
    stated = [breaking(room(luck, 12)) for _ in range(1_000)]
    assert np.mean(stated) == pytest.approx(truth, abs=0.01)
    assert np.mean([at_worst(share, 12) >= truth for share in stated]) >= 0.94


def test_of_a_cap_that_no_run_breaks_it_is_not_said_that_none_would() -> None:
    found = judge([TODAY._replace(room={"losses": np.full(SEEDS, 5.0)}), scheme("good", 130.0, 5.0, room=room(1.0))])
    assert found.of("today").broken == {"losses": 0.0}
    assert at_worst(0.0, SEEDS) == pytest.approx(1.0 - 0.05 ** (1 / SEEDS))
