"""Measures by portrait: parts of the run's totals, to the last minor unit."""

from __future__ import annotations

import pytest

from sim import simulate
from sim.engine import Engine
from sim.facts import Form
from sim.ledger import Cause
from sim.measures import measured
from sim.measures.portraits import COUNTS, MONEY, by_portrait
from sim.result import Result
from sim.scenario import Abuse, Reward, default
from sim.tables import ACCOUNTS, NONE, State
from sim.world import Life
from tests.model.settings import varied
from tests.model.test_portraits import busy

TOTALS = {
    "applications": "applications", "activated": "activated_accounts", "referred": "referred_accounts",
    "charged_off": "charged_off_accounts", "gmv": "gmv", "margin": "contribution_margin",
    "acquisition": "acquisition_cost", "profit": "profit",
}


@pytest.fixture(scope="module")
def run() -> Result:
    """A run in which something differs for each portrait."""
    return simulate(varied(busy()), 7)


@pytest.fixture(scope="module")
def costly() -> Life:
    """The same with rings that vanish, overhead, rewards in points and in limit, and fees that are written off."""
    rings = Abuse(organisers=200.0, accounts=8, cost_low=0, cost_high=0, bust_out=1.0)
    scheme = {**busy().rewards, "points": Reward(form=int(Form.POINTS), amount=default("amount", pay=3_000)),
              "limit": Reward(form=int(Form.CREDIT_LIMIT), amount=default("amount", pay=40_000))}
    scenario = busy(abuse=rings, rewards=scheme, economics__overhead=1_000_000,
                    behaviour__organise=default("organise", "reckless"))
    return Engine(varied(scenario)._replace(days=330), 7).run()


@pytest.mark.parametrize(("column", "measure"), TOTALS.items())
def test_the_portraits_add_up_to_the_whole(run: Result, column: str, measure: str) -> None:
    of = run.tables["portraits"].columns[column]
    total = run.measures[measure]
    if of.unit == "money":
        assert of.minor.sum() == round(total.value * 100) != 0
    else:
        assert of.values.sum() == total.value > 0 or column == "charged_off"


def test_what_does_not_add_up_is_named(costly: Life) -> None:
    """Overhead is no customer's; fees written off are in the total alone. Everything else adds up, rings included."""
    table, measures, posted = by_portrait(costly), measured(costly), costly.tables.days["posted"].sum(axis=0)
    of = {name: int(table.columns[name].minor.sum()) for name in MONEY}
    total = {name: round(measure.value * 100) for name, measure in measures.items() if measure.unit == "money" and measure.value}
    for column, measure in (("gmv", "gmv"), ("margin", "contribution_margin"), ("acquisition", "acquisition_cost")):
        assert of[column] == total[measure] != 0, column
    assert of["profit"] - total["profit"] == posted[Cause.OVERHEAD] > 0
    assert of["rewards"] == total["reward_cost"] > 0
    assert total["net_charge_off"] - of["net_charge_off"] == posted[Cause.FEE_LOSS] > 0
    assert table["persons"].sum() == costly.scenario.persons
    assert table["activated"].sum() == measures["activated_accounts"].value


def test_ratios_tell_how_the_honest_behave(costly: Life) -> None:
    """Rings invite nobody and write off everything: the ratios are those of honest accounts, counted one by one."""
    table, persons = by_portrait(costly), costly.tables.persons
    accounts = costly.tables.accounts[: costly.world.count[ACCOUNTS]]
    bought = accounts[(accounts["person"] < costly.scenario.persons) & (accounts["activated"] != NONE)]
    assert 0 < len(bought) < table["activated"].sum()
    for number in range(3):
        mine = bought[persons["portrait"][bought["person"]] == number]
        assert table["referring_share"][number] == pytest.approx((mine["invitations"] > 0).mean())
        assert table["charged_off_share"][number] == pytest.approx((mine["state"] == State.CHARGED_OFF).mean())
        assert table["margin_each"][number] == pytest.approx(mine["margin"].mean() / 100)


def test_everybody_is_of_one_portrait_and_every_reward_somebody_s(run: Result) -> None:
    table = run.tables["portraits"]
    assert list(table["portrait"]) == ["young", "hunters", "others"]
    assert table["persons"].sum() == run.scenario.persons
    assert table["approved"].sum() == len(run.tables["accounts"])
    assert table["rewards"].sum() == pytest.approx(run.measures["reward_cost"].value)
    assert table["balance"].sum() == pytest.approx(run.tables["accounts"]["balance"].sum())
    assert table["net_charge_off"].sum() == pytest.approx(
        (run.tables["accounts"]["written_off"] - run.tables["accounts"]["recovered"]).sum())
    assert set(COUNTS) | set(MONEY) < set(table.columns)


def test_there_is_no_such_table_without_portraits() -> None:
    assert "portraits" not in simulate(busy()._replace(days=2), 1).tables
