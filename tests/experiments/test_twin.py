"""The same people without the scheme: who came only because of it, to the person, and what that comes to, to the last fen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import NotComparable
from experiments.interval import ratio
from experiments.twin import Disagreement, Figure, Group, Pair, Twin, compare_with_twins, has_scheme, twin, without_scheme
from experiments.twin.pair import ORGANIC, REFERRED, RINGS, pair
from experiments.twin.persons import WITH, WITHOUT
from scenarios import load, names
from sim import simulate
from sim.result import Column, Result
from sim.scenario import EDGES, Difference, Reward, Scenario, Team, default
from sim.ties import EdgeList
from tests.model.settings import changed, crowd

REFERRER = {"referrer": Reward(pay=0, amount=default("amount", pay=5_000))}
POINTS = {"points": Reward(pay=0, form=1, amount=default("amount", pay=5_000)),
          "own": Reward(pay=1, form=1, amount=default("amount", pay=2_000))}


def customers(found: Twin, *groups: Group) -> float:
    return sum(each.held(Figure.CUSTOMERS, groups) for each in found.pairs)


@pytest.fixture(scope="module")
def busy() -> Twin:
    """A crowd in which altruism is rare, so that much depends on the reward."""
    return twin(crowd(behaviour__invite=default("invite", altruism=0.02, pull=1.0), population__launch=0.1), 3, 3)


class TestCasesWithAKnownAnswer:
    def test_a_twin_is_without_what_differs_in_the_scheme_too(self) -> None:
        differ = {"invited": Difference(channel=2, changes={"rewards.referrer.hold": 5, "credit.lgd": 0.5})}
        assert without_scheme(crowd(differ=differ)).differ["invited"].changes == {"credit.lgd": 0.5}

    def test_a_reward_that_nobody_feels_changes_nothing_but_its_cost(self) -> None:
        unfelt = crowd(rewards=POINTS, behaviour__worth=default("worth", points_breakage_felt=1.0))
        found = twin(unfelt, 5, 3)
        assert found.measures["reward_cost"].mean > 0.0
        assert found.measures["reward_share_anyway"].mean == 1.0
        for each in found.pairs:
            assert each.held(Figure.CUSTOMERS) == each.held(Figure.CUSTOMERS, (Group.ANYWAY,)) > 0
            for figure in set(Figure) - {Figure.REWARDS, Figure.ACQUISITION, Figure.PROFIT}:
                assert (each.sums[WITH, :, figure] == each.sums[WITHOUT, :, figure]).all(), figure.name
            assert each.gained(Figure.PROFIT) == -each.held(Figure.REWARDS)

    @pytest.mark.parametrize("rewards", [{}, {"nothing": Reward(amount=default("amount", pay=0))}])
    def test_a_scheme_that_pays_nothing_changes_nothing(self, rewards: dict[str, Reward]) -> None:
        found = twin(crowd(rewards=rewards), 1, 2)
        assert found.identical == (not rewards) == (not has_scheme(found.scheme.scenario))
        assert customers(found, Group.ANYWAY) == customers(found, *Group) > 0
        assert all((each.sums[WITH] == each.sums[WITHOUT]).all() for each in found.pairs)

    def test_where_nobody_comes_without_a_reward_all_the_referred_came_only_because_of_it(self) -> None:
        still = crowd(population__launch=0.1, rewards=REFERRER, behaviour__arrive=default("arrive", innovation=0.0, imitation=0.0),
                      behaviour__invite=default("invite", altruism=0.0, pull=3.0))
        [only] = twin(still, 2, 1).pairs
        assert only.brought(REFERRED) == only.brought(REFERRED, Group.ONLY_BECAUSE) == only.gained(Figure.CUSTOMERS) > 10
        assert only.brought(ORGANIC, Group.ANYWAY) == only.brought(ORGANIC) > 0
        assert only.held(Figure.REWARDS) == only.held(Figure.REWARDS, (Group.ONLY_BECAUSE,)) > 0.0

    def test_where_everybody_comes_in_any_case_nobody_came_only_because_of_it(self) -> None:
        certain = crowd(population__launch=1.0, rewards=REFERRER, behaviour__activate=default("activate", rate=30.0),
                        behaviour__invite=default("invite", altruism=0.0, pull=5.0, fatigue=0.0))
        [only] = twin(certain, 2, 1).pairs
        assert customers_of(only, Group.ONLY_BECAUSE) == customers_of(only, Group.KEPT_AWAY) == 0
        assert only.gained(Figure.CUSTOMERS) == 0.0
        assert customers_of(only, Group.EARLIER) == (only.days_gained > 0).sum() > 0


def customers_of(one: Pair, group: Group) -> float:
    return max(one.held(Figure.CUSTOMERS, (group,), side) for side in (WITH, WITHOUT))


class TestSums:
    @pytest.mark.parametrize("name", names())
    def test_over_persons_they_are_the_population_difference_to_the_last_fen(self, name: str) -> None:
        scenario = load(name)
        scenario = scenario._replace(persons=600, days=300, population=scenario.population._replace(launch=0.3))
        self.agree_with_the_measures(twin(scenario, 1, 1))

    @pytest.mark.parametrize("against", [None, "reward"])
    def test_rings_on_a_real_network_add_up_and_are_told_from_persons(self, against: str | None) -> None:
        scheme = on_a_ring_of_friends(load("abused_growth"))
        other = scheme._replace(name="other", rewards={"reward": Reward(pay=0, amount=default("amount", pay=3_000))})
        found = twin(scheme, 1, 1, against=other if against else None)
        self.agree_with_the_measures(found)
        [only], table = found.pairs, found.pairs[0].persons
        fake = table["person"] >= scheme.persons
        assert only.brought(RINGS) == np.sum(fake & (table["activated_with"] >= 0)) > 10
        assert only.brought(RINGS, Group.ONLY_BECAUSE) == np.sum(fake & (table["group"] == "only_because"))
        added = np.sum(~fake & (table["activated_with"] >= 0)) - np.sum(~fake & (table["activated_without"] >= 0))
        assert found.measures["incremental_per_referred"].mean == pytest.approx(added / only.brought(REFERRED))

    def agree_with_the_measures(self, found: Twin) -> None:
        [only], run, other = found.pairs, found.scheme.runs[0], found.without.runs[0]
        for figure, measure in ((Figure.CUSTOMERS, "activated_accounts"), (Figure.GMV, "gmv"), (Figure.EAD, "ead"),
                                (Figure.MARGIN, "contribution_margin"), (Figure.ACQUISITION, "acquisition_cost"),
                                (Figure.REWARDS, "reward_cost"), (Figure.PROFIT, "profit"), (Figure.ECL, "ecl"),
                                (Figure.FRAUD, "fraud_loss")):
            factor = 1 if figure == Figure.CUSTOMERS else 100
            difference = factor * run.measures[measure].value - factor * other.measures[measure].value
            by_group = only.sums[WITH, :, figure] - only.sums[WITHOUT, :, figure]
            assert by_group.sum() == pytest.approx(difference, abs=1e-4), measure

    @given(data=st.data())
    @settings(max_examples=15, deadline=None)
    def test_they_agree_and_groups_share_everybody_out_whatever_the_scheme(self, data: st.DataObject) -> None:
        draw = data.draw
        rewards = {f"line_{number}": Reward(
            pay=draw(st.integers(0, 2)), form=draw(st.integers(0, 3)), hold=draw(st.sampled_from([0, 20])),
            when=default("trigger", draw(st.sampled_from(["approved", "first_purchase", "on_time_payments"]))),
            amount=default("amount", pay=draw(st.integers(0, 50_000))), cap_count=draw(st.integers(1, 5)),
            claw_back=default("claw_back", draw(st.sampled_from(["never", "early_default"]))),
        ) for number in range(draw(st.integers(1, 3)))}
        scenario = crowd(80, draw(st.sampled_from([1, 45, 130])), rewards=rewards, team=Team(depth=draw(st.integers(0, 2))),
                         population__launch=draw(st.sampled_from([0.1, 0.5])))
        run, other = simulate(scenario, 4), simulate(without_scheme(scenario), 4)
        only = pair(run, other, keep_persons=True)
        table = only.persons
        applied = {int(one) for each in (run, other) for name in ("accounts", "declined") for one in each.tables[name]["person"]}
        assert sorted(table["person"].tolist()) == sorted(applied)
        for side, one in ((WITH, run), (WITHOUT, other)):
            assert only.held(Figure.PROFIT, side=side) == pytest.approx(one.measures["profit"].value, abs=1e-6)
        assert sum(sums.sum() for sums in only.by["channel"].values()) == only.sums.sum()

    def test_money_that_is_nowhere_in_the_books_is_told(self) -> None:
        scenario = crowd(40, 60)
        run, other = simulate(scenario, 1), simulate(without_scheme(scenario), 1)
        with pytest.raises(Disagreement, match=r"margin with the scheme: .* over persons, .* in the books"):
            pair(one_fen_more(run), other, keep_persons=False)


def on_a_ring_of_friends(scenario: Scenario) -> Scenario:
    """A scheme on an edge list of 600 persons, each of whom knows the next eight, with organisers who run rings in any case."""
    pairs = np.array(sorted((min(i, j % 600), max(i, j % 600)) for i in range(600) for j in range(i + 1, i + 9)), dtype=np.int32)
    return changed(scenario, persons=600, days=300, population__launch=0.3, abuse__organisers=100.0,
                   behaviour__organise=default("organise", "reckless"), network__kind=EDGES, network__homophily=0.0,
                   network__edges=EdgeList("ties", np.arange(600), pairs.T))


def one_fen_more(run: Result) -> Result:
    accounts = run.tables["accounts"]
    margin = accounts.columns["margin"]
    values = margin.values + np.eye(1, len(accounts))[0] * 0.01
    changed = replace(accounts, columns={**accounts.columns, "margin": Column(values, margin.unit, margin.about)})
    return replace(run, tables={**run.tables, "accounts": changed})


class TestPersons:
    def test_everybody_is_in_the_group_that_her_two_first_purchases_say(self, busy: Twin) -> None:
        first, run, other = busy.pairs[0], busy.scheme.runs[0], busy.without.runs[0]
        bought = [{int(who): int(day) for who, day in zip(one.tables["accounts"]["person"], one.tables["accounts"]["activated"],
                                                          strict=True) if day >= 0} for one in (run, other)]
        seen = set()
        for who, group in zip(first.persons["person"].tolist(), first.persons["group"].tolist(), strict=True):
            mine, twins = (days.get(who) for days in bought)
            expected = ("no_customer" if mine is None and twins is None else "kept_away" if mine is None else
                        "only_because" if twins is None else "earlier" if mine < twins else "anyway" if mine == twins else "later")
            assert group == expected
            seen.add(group)
        assert {"only_because", "earlier", "anyway"} <= seen

    def test_a_shorter_run_is_the_beginning_of_a_longer_one(self, busy: Twin) -> None:
        scenario = busy.scheme.scenario
        for days in (60, scenario.days // 2):
            [short] = twin(scenario._replace(days=days), 3, 1).pairs
            bought = [group for group in Group if group != Group.NO_CUSTOMER]
            assert busy.pairs[0].horizon[days][bought].tolist() == [customers_of(short, group) for group in bought]

    def test_who_comes_without_the_scheme_in_the_second_half_only_seemed_to_need_it(self, busy: Twin) -> None:
        half = busy.scheme.scenario.days // 2
        rows = zip(*(busy.pairs[0].persons[f"activated_{side}"].tolist() for side in ("with", "without")), strict=True)
        assert busy.pairs[0].overtaken == sum(0 <= mine < half <= twins for mine, twins in rows) > 0

    def test_the_mesa_model_has_the_same_twin(self, busy: Twin) -> None:
        scenario = busy.scheme.scenario._replace(days=80)
        [compiled], [agents] = (twin(scenario, 3, 1, driver=driver).pairs for driver in ("engine", "mesa"))
        assert (compiled.sums == agents.sums).all()
        for column in compiled.persons.columns:
            assert (compiled.persons[column] == agents.persons[column]).all(), column


class TestWhatIsTheTwin:
    def test_it_has_no_rewards_and_no_team_and_all_else_alike(self) -> None:
        scheme = load("growth_at_any_price")
        other = without_scheme(scheme)
        assert (dict(other.rewards), other.team) == ({}, Team())
        assert other._replace(name=scheme.name, rewards=scheme.rewards, team=scheme.team) == scheme

    def test_it_may_be_another_scheme_and_then_turns_round_exactly(self, busy: Twin) -> None:
        scenario = busy.scheme.scenario
        back = twin(without_scheme(scenario), 3, 3, against=scenario)
        for there, here in zip(busy.pairs, back.pairs, strict=True):
            assert customers_of(there, Group.ONLY_BECAUSE) == customers_of(here, Group.KEPT_AWAY) > 0
            assert customers_of(there, Group.EARLIER) == customers_of(here, Group.LATER) > 0
            assert there.gained(Figure.PROFIT) == -here.gained(Figure.PROFIT)

    def test_other_people_are_no_twin(self) -> None:
        scenario = crowd(40, 30)
        other = crowd(40, 30, population__thin_file=0.1)._replace(name="other")
        with pytest.raises(NotComparable, match="its people are others, as population differs"):
            twin(scenario, against=other)

    def test_a_study_gives_each_scheme_its_twin_and_the_same_comparison(self) -> None:
        scenarios = [crowd(40, 60, rewards={})._replace(name="none"), crowd(40, 60)]
        found, twins = compare_with_twins(scenarios, 1, 2)
        assert list(found.arms) == ["none", "crowd"]
        assert list(twins) == ["crowd"]
        assert twins["crowd"].measures["incremental_profit"] == pytest.approx(found.differences["crowd"]["profit"])


def test_each_portrait_has_its_groups_and_they_add_up() -> None:
    scenario = load("differentiated", ("persons=1500", "days=150", "population.launch=0.2"))
    [only] = twin(scenario, 1, 1).pairs
    assert set(only.by["portrait"]) == set(scenario.portraits)
    assert (sum(only.by["portrait"].values()) == only.sums).all()
    assert (sum(only.by["channel"].values()) == only.sums).all()


def test_a_group_of_all_and_its_parts_add_up(busy: Twin) -> None:
    for figure in Figure:
        parts = [busy.change(figure, group).difference.mean for group in Group]
        assert busy.change(figure).difference.mean == pytest.approx(sum(parts), abs=1e-6)
    shares = [busy.measures[name].mean for name in ("only_because_share", "earlier_share", "anyway_share", "later_share")]
    assert sum(shares) == pytest.approx(1.0)


def test_the_interval_of_a_ratio_covers_it() -> None:
    draws = np.random.default_rng(1).normal([[30.0, 100.0]], [[6.0, 15.0]], (2_000, 12, 2))
    inside = [found.low < 0.3 < found.high for found in (ratio(each[:, 0], each[:, 1]) for each in draws)]
    assert 0.93 < np.mean(inside) < 0.97
