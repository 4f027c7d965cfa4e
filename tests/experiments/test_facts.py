"""Facts: the verdict by rule, churn by construction, and a list in which nothing is forgotten."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import yaml

from experiments.facts import facts
from experiments.facts.churn import AtRisk, History, at_risk, churn_in_a_year, share, standardised
from experiments.facts.fact import Kind, Published, Verdict, about, above, below, hardly, ruling
from experiments.facts.funnel import reached
from experiments.facts.referred import of_referrers
from experiments.interval import Interval
from experiments.validation import Unknown
from experiments.validation.asking import asked, everything
from scenarios import load
from scenarios.load import SHIPPED
from sim import simulate

NEVER = np.inf


def found(low: float | None, high: float | None) -> Interval:
    """Return a simulated size."""
    middle = math.nan if low is None or high is None else 0.5 * (low + high)
    return Interval(middle, low, high, 8)


@pytest.mark.parametrize(("published", "simulated", "said"), [
    (Published(1.16, 1.25, 1.0), found(1.18, 1.22), "met"),
    (Published(1.16, 1.25, 1.0), found(1.10, 1.18), "right sign"),  # near, not the same
    (Published(1.16, 1.25, 1.0), found(1.02, 1.10), "right sign"),
    (Published(1.16, 1.25, 1.0), found(1.01, 1.40), "right sign"),  # too wide to tell the size
    (Published(1.16, 1.25, 1.0), found(0.95, 1.20), "not met: not decided"),
    (Published(1.16, 1.25, 1.0), found(0.80, 0.90), "not met: the other sign"),
    (about(0.52, none=1.0), found(0.50, 0.60), "met"),
    (about(0.52, none=1.0), found(0.70, 0.90), "right sign"),
    (about(0.52, none=1.0), found(1.10, 1.20), "not met: the other sign"),
    (above(1.0), found(1.01, 9.0), "met"),
    (above(1.0), found(0.99, 9.0), "not met: not decided"),
    (above(1.0), found(0.50, 0.90), "not met: the other sign"),
    (below(0.0), found(-3.0, -1.0), "met"),
    (Published(0.005, 0.015), found(0.010, 0.012), "met"),
    (Published(0.005, 0.015), found(0.001, 0.030), "not met: not decided"),
    (Published(0.005, 0.015), found(0.014, 0.018), "not met: not decided"),
    (Published(0.005, 0.015), found(0.08, 0.09), "not met: too high"),
    (Published(0.005, 0.015), found(0.001, 0.002), "not met: too low"),
    (hardly(0.0, 0.03), found(-0.01, 0.02), "met"),
    (hardly(1.0, 0.2), found(0.76, 1.04), "not met: not decided"),  # the mean lies in the range, an effect is not ruled out
    (hardly(1.0, 0.2), found(1.21, 1.30), "not met: too high"),
    (Published(0.95, np.inf), found(1.0, 1.1), "met"),
    (Published(0.95, np.inf), found(0.9, 1.2), "not met: not decided"),
    (Published(-np.inf, 0.0, 0.0), found(-30.0, -30.0), "met"),
    (about(0.49), found(None, None), "not met: not decided"),
    (about(0.68), None, "not modelled"),
    (None, found(1.0, 2.0), "open"),  # findings contradict each other
    (None, None, "not modelled"),
])
def test_the_verdict_follows_from_two_intervals(published: Published | None, simulated: Interval | None, said: str) -> None:
    assert str(ruling(published, simulated)) == said


def test_an_undecided_effect_is_never_met_however_wide_its_interval() -> None:
    for width in (0.01, 0.1, 1.0, 10.0):
        assert ruling(about(1.2, none=1.0), found(1.0 - width, 1.0 + width)).verdict is Verdict.NOT_MET


def test_every_fact_has_an_id_of_its_own_a_source_with_a_year_or_a_kind_and_a_reason() -> None:
    listed = facts()
    assert len({fact.id for fact in listed}) == len(listed) > 40
    assert all(re.fullmatch(r"[a-z0-9-]+", fact.id) and fact.found and fact.size and fact.why for fact in listed)
    for fact in listed:
        assert re.search(r"(19|20)\d\d|press|report", fact.source), fact.id
        assert fact.published is None or fact.published.low <= fact.published.high
    assert {fact.id for fact in listed if fact.published is None} == {"friends-distress", "friends-support", "referred-margin"}
    assert {*Kind} == {fact.kind for fact in listed}


TARGETS = {"late_30": ["late-30-2017", "late-30-2018", "late-30-2019"], "late_90": ["late-90-2017", "late-90-2018", "late-90-2019"],
           "default": ["ever-90"], "write_off": ["written-off"], "refer": ["refer"], "bring": ["bring"]}
"""What the default scenario is calibrated to, as facts."""


def test_no_fact_to_which_the_default_is_calibrated_counts_as_predicted() -> None:
    kinds = {fact.id: fact.kind for fact in facts()}
    for name in ("consumer_credit_china", "referral_funnel"):
        for target, says in yaml.safe_load((SHIPPED / "targets" / f"{name}.yaml").read_text())["targets"].items():
            if says.get("fitted", True):
                cells = says["cells"] if says["quantity"] == "funnel" else [target]
                assert {kinds[id_] for cell in cells for id_ in TARGETS[cell]} == {Kind.FITTED}, target


def test_a_control_is_one_until_she_brings_a_friend_herself() -> None:
    of = history([NEVER, 900.0, 800.0, 1_000.0], [700.0, NEVER, 850.0, 850.0], ended=1_080.0)
    had, had_not = of_referrers(of)
    assert had.end.tolist() == [1_080.0]
    assert had_not.end.tolist() == [900.0, 800.0, 850.0], "the days without a friend count, what comes after does not"
    assert had_not.left.tolist() == [True, True, False]


def test_what_can_be_asked_has_all_facts_and_claims_once_and_no_id_means_two_things() -> None:
    names = [each.name for each in everything()]
    assert len(set(names)) == len(names)
    of_facts = [id_ for each in everything() if each.name.startswith("facts.") for id_ in each.ids]
    of_claims = {id_ for each in everything() if each.name.startswith("claims.") for id_ in each.ids}
    assert of_facts == [fact.id for fact in facts()]
    assert {f"D{number}" for number in range(1, 11)} <= of_claims
    assert not of_claims & {*of_facts}


def test_only_what_is_asked_for_is_asked_and_what_nobody_knows_is_refused() -> None:
    [family] = asked(["cac", "npl"])
    assert family.name == "facts.book"
    assert set(family.ids) == {"cac", "npl"}
    assert [each.name for each in asked(["D1"])] == ["claims.directions.larger_reward"]
    assert [id_ for each in asked(["facts"]) for id_ in each.ids] == [fact.id for fact in facts()]
    assert [*asked(["facts", "claims"])] == [*asked()] == [*everything()]
    with pytest.raises(Unknown, match="did you mean 'cac'"):
        asked(["cacc"])


def history(left: list[float], brought: list[float], ended: float = 720.0) -> History:
    """Return customers who all came on day 0."""
    many = len(left)
    days = np.zeros(many), np.full(many, ended), np.array(left), np.array(brought), np.full(many, NEVER)
    return History(np.arange(many), *days, np.zeros(many, dtype=np.bool_))


def test_customers_are_watched_until_they_leave_or_nobody_looks_any_more() -> None:
    of = history([100.0, 400.0, NEVER], [NEVER, NEVER, NEVER])
    watched = at_risk(of, np.ones(3, dtype=np.bool_), 200.0, 360.0)
    assert watched.begin.tolist() == [200.0, 200.0]  # who left before is not watched
    assert watched.end.tolist() == [360.0, 360.0]
    assert watched.left.tolist() == [False, False]  # and who left after was still there
    later = at_risk(of, np.ones(3, dtype=np.bool_), 200.0)
    assert (later.end.tolist(), later.left.tolist()) == ([400.0, 720.0], [True, False])


def drawn(rate: float, many: int, begin: float, luck: np.random.Generator) -> AtRisk:
    """Return customers who leave at a yearly rate, watched from a tenure on for at most a year."""
    stay = luck.exponential(360.0 / rate, many)
    return AtRisk(np.full(many, begin), begin + np.minimum(stay, 360.0), stay < 360.0)


def test_standardisation_finds_the_planted_ratio_at_equal_tenure() -> None:
    luck = np.random.default_rng(1)
    early, late = drawn(0.2, 20_000, 0.0, luck), drawn(0.8, 20_000, 360.0, luck)
    others = AtRisk(*(np.concatenate(pair) for pair in zip(early, late, strict=True)))
    for begin, usual in ((0.0, 0.2), (360.0, 0.8)):
        observed, expected = standardised(drawn(0.5 * usual, 20_000, begin, luck), others)
        assert observed / expected == pytest.approx(0.5, rel=0.06)


def test_churn_in_a_year_is_that_of_the_rate() -> None:
    luck = np.random.default_rng(2)
    estimate = churn_in_a_year(drawn(0.3, 2_000, 0.0, luck) for _ in range(20))
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low < share(0.3) < estimate.high


def test_each_step_of_the_funnel_is_reached_by_no_more_than_the_one_before() -> None:
    run = simulate(load("cash_for_invites", {"persons": 2_000, "days": 420, "population.launch": 0.5}), 1)
    steps = [reached(step, run) for step in ("activated", "invitations", "friends", "profitable")]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > steps[1] > steps[2] > 0
