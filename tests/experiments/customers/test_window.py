"""Default told by the last months of a file: what tells it beforehand comes from the months before, so that nothing leaks."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.customers.attributes import Attribute
from experiments.customers.judging import auc
from experiments.customers.mapping import DefaultLabel
from experiments.customers.portrait import portraits
from experiments.customers.scorecard import scorecards
from experiments.customers.window import before, windowed
from experiments.panel import Panel
from experiments.panel.watching import watched
from scenarios import load
from tests.experiments.customers.files import asked, cards, refused
from tests.experiments.customers.planted import planted

WINDOW = {"late": 2, "months": 2}


def months_of(late):
    """Return the panel of accounts with so many statements missed month by month; None for no row."""
    rows = [(account, month, of) for account, each in enumerate(late) for month, of in enumerate(each) if of is not None]
    return Panel.of(dict(zip(("account", "month", "late"), np.array(rows).T, strict=True)))


def test_who_defaults_was_not_so_late_before_and_has_months_before_and_within():
    late = [(0, 0, 1, 2), (0, 1, 0, 1), (2, 0, 0, 2), (None, None, 1, 2), (0, 1, None, None), (0, 1, 2, 0), (0, -1, -1, -1)]
    found = windowed(months_of(late), len(late), DefaultLabel(**WINDOW))
    assert found.default.tolist() == pytest.approx([1.0, 0.0, np.nan, np.nan, np.nan, 1.0, np.nan], nan_ok=True)
    assert found.means == "2 statements missed within the last 2 months of the file"


def test_ninety_days_past_due_are_four_statements():
    found = windowed(months_of([(0, 0, 3), (0, 0, 4)]), 2, DefaultLabel(dpd=90, months=1))
    assert found.default.tolist() == [0.0, 1.0]


def of_luck(accounts, seed):
    """Customers who are late by luck alone, in the months of the window as in those before."""
    luck, customers = np.random.default_rng(seed), planted(accounts)[0]
    panel = replace(customers.panel, late=luck.choice(3, len(customers.panel), p=(0.5, 0.35, 0.15)))
    label = windowed(panel, len(customers), DefaultLabel(**WINDOW))
    return replace(customers, panel=panel, default=label.default, window=label.window)


def areas(customers):
    """Return the areas of the scorecards that there are, and what was left out of them, by name."""
    found = scorecards(customers, np.argsort(customers.lot))
    return ([each.judged.auc for each in (found.application, found.behaviour) if each],
            {each.what: each.text for each in found.left_out})


def test_luck_is_foretold_by_no_month_before_the_window_and_wholly_by_those_within():
    customers = of_luck(4_000, 1)
    found, left_out = areas(before(customers))
    assert all(area.low <= 0.5 <= area.high for area in found)
    assert "tells little of default" in left_out["late"]
    _, left_out = areas(customers)
    assert "tells default by itself (AUC 1.000)" in left_out["late_worst"]


def test_portraits_are_of_the_months_before_the_window_and_of_accounts_that_have_some():
    customers = of_luck(600, 2)
    panel = customers.panel
    is_new = (panel.account < 60) & (panel.month < 4)
    spent = np.where(panel.month < 4, 100.0, 1e6)
    customers = replace(customers, panel=replace(panel, spent=spent).where(~is_new))
    early = before(customers)
    assert (len(early), early.panel.accounts, early.panel.month.max()) == (540, 540, 3)
    assert early.lot.tolist() == customers.lot[60:].tolist()
    assert early.attributes["age"].values.tolist() == customers.attributes["age"].values[60:].tolist()
    assert sum(each.accounts for each in portraits(customers, 3.0).portraits) == 540
    assert early.panel.spent.max() == 100.0


def test_the_scorecard_of_a_run_finds_what_its_creditworthiness_tells_of_default():
    risky = {"population.launch": 1.0, "behaviour.repay.c_to_m1": 0.06, "credit.approve.cut_off": 400}
    life, panel = watched(load("baitiao_consumer", risky | {"persons": 2_500, "days": 480}), 1)
    theta = life.tables.persons["theta"][life.tables.accounts["person"]][: panel.account.max() + 1].astype(float)
    label, unknown = windowed(panel, len(theta), DefaultLabel(late=2, months=8)), np.full(len(theta), np.nan)
    customers = replace(planted(1)[0], panel=panel, limit=unknown, income=unknown, attributes={"theta": Attribute(theta)},
                        default=label.default, window=label.window, lot=np.random.default_rng(1).random(len(theta)))
    known = np.isfinite(label.default)
    truth = auc(-theta[known], label.default[known] > 0.0)
    early = before(customers)
    card = scorecards(early, np.argsort(early.lot)).application
    assert card.judged.auc.low <= truth.mean <= card.judged.auc.high
    labelled = np.isfinite(early.default)
    assert auc(card.pd[labelled], early.default[labelled] > 0.0).mean == pytest.approx(truth.mean, abs=0.02)


def test_what_an_account_has_one_of_is_taken_from_the_months_before_the_window(tmp_path):
    rows = [{**row, "calls": "9" if row["month"] == "2020-04" else row["age"]} for row in cards(150, 4)]
    found = asked(tmp_path, rows, {"default": {"late": 1, "months": 1}, "attributes": ["age", "calls"]})
    assert found.attributes["calls"].values.tolist() == found.attributes["age"].values.tolist()
    assert found.attributes["age"].values.min() == 20.0


@pytest.mark.parametrize(("default", "message"), [
    ({"late": 3, "months": 3}, "map.yaml:10:3: default.months: no month of the file is left before the last 3"),
    ({"late": 3, "months": 2, "column": "age", "means": "90 dpd"}, "default: default is told in two ways: column, means, late"),
    ({"late": 3, "dpd": 90, "months": 2}, "default is told in two ways: late, dpd, months - write column and means, or late"),
    ({"late": 3}, "default.months: this is missing - within so many last months of the file"),
    ({"months": 2}, "default.late: this is missing - "),
    ({"column": "age"}, "default.means: this is missing - what default is"),
    ({"late": 0, "months": 2}, "default.late: must be at least 1"),
    ({"lates": 3, "months": 2}, "default.lates: unknown setting 'lates' - did you mean 'late'?"),
])
def test_a_default_that_cannot_be_told_is_refused(tmp_path, default, message):
    assert message in refused(tmp_path, cards(), {"default": default})


def test_the_last_months_tell_default_only_where_it_is_known_how_late_accounts_are(tmp_path):
    told = refused(tmp_path, cards(), {"late": None, "default": {"dpd": 30, "months": 1}})
    assert "default: no column says how late accounts are - map late, dpd or status, too" in told
