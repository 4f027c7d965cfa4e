"""Measures by portrait: parts of the run's totals, to the last minor unit."""

from __future__ import annotations

import numpy as np
import pytest

from sim import simulate
from sim.measures.portraits import COUNTS, MONEY
from sim.result import Result
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


@pytest.mark.parametrize(("column", "measure"), TOTALS.items())
def test_the_portraits_add_up_to_the_whole(run: Result, column: str, measure: str) -> None:
    of = run.tables["portraits"].columns[column]
    total = run.measures[measure]
    if of.unit == "money":
        assert of.minor.sum() == round(total.value * 100) != 0
    else:
        assert of.values.sum() == total.value > 0 or column == "charged_off"


def test_everybody_is_of_one_portrait_and_every_reward_somebody_s(run: Result) -> None:
    table = run.tables["portraits"]
    assert list(table["portrait"]) == ["young", "hunters", "others"]
    assert table["persons"].sum() == run.scenario.persons
    assert table["approved"].sum() == len(run.tables["accounts"])
    standing = np.isin(run.tables["payouts"]["status"], ["held", "paid"])
    assert table["rewards"].sum() == pytest.approx(run.tables["payouts"]["amount"][standing].sum())
    assert table["balance"].sum() == pytest.approx(run.tables["accounts"]["balance"].sum())
    assert table["net_charge_off"].sum() == pytest.approx(
        (run.tables["accounts"]["written_off"] - run.tables["accounts"]["recovered"]).sum())
    assert set(COUNTS) | set(MONEY) < set(table.columns)


def test_there_is_no_such_table_without_portraits() -> None:
    assert "portraits" not in simulate(busy()._replace(days=2), 1).tables
