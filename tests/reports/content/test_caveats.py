"""Which caveats there is cause for, and that there is none where the opposite is true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from reports.content import caveats
from reports.content.sections import changing, money
from reports.document.blocks import Table
from reports.folders import TwinFolder
from reports.words import Words
from sim.scenario import Scenario
from tests.reports.content.planted import OWN, Values, case, values

ENGLISH = Words()
PAYING = {"none": values(1_000.0, 0.0), "tiers": values(5_000.0)}
LOSING = {"none": values(5_000.0, 0.0), "tiers": values(1_000.0)}
FACTOR = {"name": "c_to_m1", "about": "customers who miss a statement", "source": "", "settings": [], "unit": "share", "low": 0.01,
          "high": 0.03, "today": 0.02, "observed": ""}


def stressed(value: float = 0.02, worse: int = 0, measure: str = "profit", better: int = 1) -> dict[str, Any]:
    """A stress study with a break-even value, and so many of twenty futures in which the scheme does worse."""
    even = {"scheme": "tiers", "factor": "c_to_m1", "verdict": "breaks even", "value": value, "low": value, "high": value}
    return {"measure": measure, "uncertain": [FACTOR], "break_even": [even], "futures": 20,
            "regions": {"tiers": {"surely_worse": worse, "surely_better": better, "worse_futures": 12, "futures": 20,
                                  "region_of": "worse", "sure": False}}}


def sensitive(lever: str) -> dict[str, Any]:
    """A sensitivity study in which one setting moves profit most."""
    indices = [{"name": "mu_star", "lever": name, "value": size, "low": size, "high": size, "other": ""}
               for name, size in ((lever, 9.0), ("rewards.referrer.amount.pay", 1.0))]
    return {"method": "morris", "seeds": [1, 2], "measures": {"profit": {"unit": "money", "indices": indices}}}


def added(name: str, mean: float, spread: float = 0.0) -> dict[str, dict[str, Values]]:
    """A measure that is 100 under no scheme, and something else under tiers."""
    return {"none": {name: np.full(len(OWN), 100.0)}, "tiers": {name: mean + spread * OWN}}


def test_a_cap_that_holds_on_average_may_break_in_a_single_launch() -> None:
    found = caveats.breakable(case(PAYING, ("reward_cost<=503",)), ENGLISH)
    assert found is not None
    assert found.title.startswith("One launch breaks a cap with probability ")
    assert "Reward cost at most CNY 503" in found.text
    assert caveats.breakable(case(PAYING, ("reward_cost<=900",)), ENGLISH) is None
    assert caveats.breakable(case(PAYING, ("reward_cost<=500",)), ENGLISH) is None, "it does not hold on average"


def test_a_break_even_value_near_to_todays_is_fragile_and_one_far_away_is_not() -> None:
    found = caveats.fragile(case(PAYING, stress=stressed(0.022)), ENGLISH)
    assert found is not None
    assert "It is 2.00 % today, and Tiers breaks even at 2.20 %." in found.text
    assert caveats.fragile(case(PAYING, stress=stressed(0.029)), ENGLISH) is None
    open_ = stressed(0.022)
    open_["break_even"][0]["verdict"] = "not decided"
    assert caveats.fragile(case(PAYING, stress=open_), ENGLISH) is None


def test_futures_in_which_it_does_worse_count_where_there_are_many() -> None:
    found = caveats.worse_futures(case(PAYING, stress=stressed(worse=12)), ENGLISH)
    assert found is not None
    assert found.title == "In 12 of 20 futures Tiers surely does worse than today's scheme"
    assert caveats.worse_futures(case(PAYING, stress=stressed(worse=1)), ENGLISH) is None, "worse in 12 by the mean alone"


def test_where_todays_is_kept_the_futures_are_those_of_its_nearest_rival() -> None:
    near, far = (case(LOSING, stress=stressed(0.022, better=each)) for each in (12, 1))
    better, even = caveats.worse_futures(near, ENGLISH), caveats.fragile(near, ENGLISH)
    assert better is not None
    assert even is not None
    assert better.title == "In 12 of 20 futures Tiers surely does better than today's scheme"
    assert "Tiers breaks even at 2.20 %." in even.text
    assert caveats.worse_futures(far, ENGLISH) is None
    assert changing.title(near, ENGLISH) == "The answer turns with customers who miss a statement"


def test_a_study_of_another_measure_is_no_caveat_on_this_answer() -> None:
    other = case(PAYING, stress=stressed(0.022, worse=12, measure="activated_accounts"))
    assert caveats.fragile(other, ENGLISH) is None
    assert caveats.worse_futures(other, ENGLISH) is None
    assert changing.title(other, ENGLISH) == "How schemes fare in 20 other futures"
    assert changing.title(case(PAYING, stress=stressed(0.022)), ENGLISH) == "The answer turns with customers who miss a statement"


def test_what_moves_the_result_most_is_a_caveat_where_nobody_can_set_it() -> None:
    found = caveats.sensitive(case(PAYING, sensitivity=sensitive("behaviour.invite.altruism")), ENGLISH)
    assert found is not None
    assert "behaviour.invite.altruism" in found.title
    assert caveats.sensitive(case(PAYING, sensitivity=sensitive("credit.approve.cut_off")), ENGLISH) is None


def test_to_keep_todays_scheme_may_be_to_forgo_customers() -> None:
    found = caveats.forgone(case(LOSING, more=added("activated_accounts", 150.0)), ENGLISH)
    assert found is not None
    assert found.text == "Tiers would bring +50."
    assert caveats.forgone(case(LOSING, more=added("activated_accounts", 90.0)), ENGLISH) is None
    assert caveats.forgone(case(PAYING, more=added("activated_accounts", 150.0)), ENGLISH) is None


def test_what_is_not_decided_is_named_and_what_is_is_not() -> None:
    open_, sure = (caveats.undecided(case(PAYING, more=added("net_charge_off", 101.0, spread)), ENGLISH) for spread in (5.0, 0.01))
    assert open_ is not None
    assert open_.title == "Not decided whether it changes net charge-off"
    assert sure is None


def test_rings_that_take_much_of_the_rewards_are_told_of() -> None:
    found = caveats.rings(case(PAYING, more=added("ring_reward_share", 0.3)), ENGLISH)
    assert found is not None
    assert found.title.startswith("30")
    assert caveats.rings(case(PAYING, more=added("ring_reward_share", 0.0)), ENGLISH) is None


def test_customers_who_have_not_paid_back_their_cost_are_told_of_with_the_number_of_runs() -> None:
    def told(months: Values) -> caveats.Caveat | None:
        payback = {name: {"payback_month": months} for name in PAYING}
        return caveats.not_paid_back(case(PAYING, more=payback), ENGLISH)

    never, seldom = np.full(len(OWN), np.nan), np.array([*np.full(4, np.nan), *np.full(6, 7.0)])
    assert told(np.full(len(OWN), 7.0)) is None
    for months, runs in ((never, 10), (seldom, 4)):
        found = told(months)
        assert found is not None
        assert found.title == f"In {runs} of 10 runs customers have on average not paid back their cost within 360 days"
    money_page = money.section(case(PAYING, more={name: {"payback_month": seldom} for name in PAYING}), ENGLISH)
    assert money_page is not None
    rows = {row[0]: row[1] for each in money_page.blocks if isinstance(each, Table) for row in each.rows}
    assert rows["Payback month"] == "7.00 months, in 6 of 10 runs"


def test_few_replications_and_a_short_run_are_told_of() -> None:
    short = {name: each[:4] for name, each in PAYING.items()}
    assert caveats.few(case(short), ENGLISH) is not None
    assert caveats.few(case(PAYING), ENGLISH) is None
    assert caveats.short(case(PAYING, days=180), ENGLISH) is not None
    assert caveats.short(case(PAYING, days=720), ENGLISH) is None


def test_rewards_for_who_comes_anyway_are_told_of_where_they_are_most_of_them() -> None:
    def told(share: float) -> caveats.Caveat | None:
        numbers = {"value": share / 3.0, "low": None, "high": None, "replications": 10}
        record = {"measures": {f"reward_share_{group}": numbers for group in caveats.EITHER_WAY}}
        found = case(PAYING)
        twin = TwinFolder(record, [], Scenario(), None, "")
        return caveats.for_nothing(found._replace(evidence=replace(found.evidence, twins={"tiers": twin})), ENGLISH)

    found = told(0.72)
    assert found is not None
    assert found.title.startswith("72")
    assert told(0.2) is None
    assert caveats.for_nothing(case(PAYING), ENGLISH) is None


def test_a_scheme_that_loses_against_none_at_all_is_told_of() -> None:
    def told(low: float, high: float) -> caveats.Caveat | None:
        numbers = {"value": (low + high) / 2.0, "low": low, "high": high, "replications": 10}
        twin = TwinFolder({"measures": {"incremental_profit": numbers}}, [], Scenario(), None, "")
        found = case(PAYING)
        return caveats.worse_than_none(found._replace(evidence=replace(found.evidence, twins={"tiers": twin})), ENGLISH)

    found = told(-900.0, -100.0)
    assert found is not None
    assert "changes profit by CNY -500 (-900 to -100)" in found.text
    assert told(-900.0, 100.0) is None
    assert told(100.0, 900.0) is None
    assert caveats.worse_than_none(case(PAYING), ENGLISH) is None


def test_a_scheme_that_brings_customers_is_not_turned_down_after_a_short_run_without_a_word() -> None:
    growing = added("activated_accounts", 140.0, 0.1)
    found = caveats.young(case(LOSING, days=720, more=growing), ENGLISH)
    assert found is not None
    assert found.title == "720 days are short for a scheme that brings customers"
    assert caveats.young(case(LOSING, days=1_440, more=growing), ENGLISH) is None
    assert caveats.young(case(PAYING, days=720, more=growing), ENGLISH) is None
    assert caveats.young(case(LOSING, days=720, more=added("activated_accounts", 60.0, 0.1)), ENGLISH) is None


def test_no_more_than_three_are_told_the_gravest_first() -> None:
    found = caveats.decisive(case(PAYING, ("reward_cost<=503",), days=180, stress=stressed(0.022, 12)), ENGLISH)
    assert len(found) == 3
    assert found[0].title.startswith("One launch breaks a cap")
