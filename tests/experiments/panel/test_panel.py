"""Accounts month by month: what a watched run writes down is what happened, and figures of a panel are what one counts by hand."""

from dataclasses import fields

import numpy as np
import pytest

from experiments.panel import UNKNOWN, Asked, Panel, Status, Watch, figures
from experiments.panel.shares import Cell, ever_30, moves, payment_ratio_bins, share, utilisation_bins
from scenarios import load
from sim.ledger import Cause
from sim.result import result_hash
from sim.simulation import start
from sim.tables import Tally

SMALL = load("cash_for_invites", {"persons": 3_000, "days": 400, "population.launch": 0.2})
ROWS = ("account", "month", "mob", "limit", "balance", "billed", "paid", "spent", "late", "status")


@pytest.fixture(scope="module")
def run():
    """A run that is watched to its end."""
    driver = start(SMALL, 3)
    watch = Watch(driver)
    driver.run(watch.close_day)
    return watch


def panel(*rows):
    """Return a panel of rows of (account, month, mob, limit, balance, billed, paid, spent, late, status)."""
    columns = dict(zip(ROWS, np.array(rows, dtype=float).T, strict=True))
    return Panel.of(columns)


def cells(found):
    return {cell.name: cell for cell in found}


def test_watching_changes_nothing(run):
    assert result_hash(run.life) == result_hash(start(SMALL, 3).run())


def test_every_payment_is_in_the_panel_or_was_made_since_the_last_statement(run):
    posted = run.life.tables.days["posted"].sum(axis=0)
    paid = posted[Cause.PRINCIPAL_REPAID] + posted[Cause.FEES_REPAID]
    assert round(run.panel().paid.sum() * 100) + run.paid.sum() == paid > 0


def test_every_purchase_is_in_the_panel_or_was_made_since_the_last_statement(run):
    assert round(run.panel().spent.sum() * 100) == run.spent.sum() > 0
    assert run.panel().purchases.sum() == run.bought.sum() > 0


def test_a_balance_is_what_it_was_and_what_was_bought_less_what_was_paid_but_for_fees(run):
    found = run.panel()
    here = found.before != UNKNOWN
    was = found.balance[found.before[here]] + found.spent[here] - found.paid[here]
    fees = found.balance[here] - was
    assert np.all(fees > -0.005)
    assert fees.sum() < 0.05 * found.spent.sum()


def test_late_accounts_are_those_of_the_lenders_books(run):
    last = run.panel().last(1)
    seen = dict(zip(last.account, last.late, strict=True))
    book = run.book
    same_month = [a for a in seen if book["opened"][a] % 30 == (SMALL.days - 1) % 30]
    assert same_month
    assert all(seen[a] == book["bucket"][a] for a in same_month)


def test_status_follows_what_was_paid(run):
    found = run.panel()
    assert {Status(code) for code in np.unique(found.status)} == set(Status)
    assert np.all(found.paid[found.status == Status.INACTIVE] == 0.0)
    assert np.all(found.paid[(found.status == Status.REVOLVER) | (found.status == Status.TRANSACTOR)] > 0.0)
    assert np.all((found.late > 0) == (found.status >= Status.LATE))


def test_moves_of_a_hand_made_panel():
    two = panel((0, 0, 1, 100, 50, 50, 0, 50, 0, Status.TRANSACTOR), (0, 1, 2, 100, 50, 50, 0, 0, 1, Status.LATE),
                (1, 0, 1, 100, 20, 20, 0, 20, 0, Status.TRANSACTOR), (1, 2, 3, 100, 20, 20, 0, 0, 1, Status.LATE))
    found = cells(moves(two))
    assert share(two, found["transactor > late"])[::2] == (1.0, 1), "a month that is missing is no move"
    assert np.isnan(share(two, found["late > late"]).value)


def test_a_payment_is_held_against_the_statement_before():
    one = panel((0, 0, 1, 100, 80, 40, 0, 80, 0, 1), (0, 1, 2, 100, 60, 60, 20, 0, 0, 2), (0, 2, 3, 100, 60, 60, 60, 60, 0, 1))
    found = {name: share(one, cell).value for name, cell in cells(payment_ratio_bins(one)).items()}
    assert found == {"0": 0.0, "0-10 %": 0.0, "10-50 %": 0.5, "50-100 %": 0.0, "100 %": 0.5}


def test_bins_hold_everybody_once(run):
    found = run.panel()
    assert sum(share(found, cell).value for cell in utilisation_bins(found)) == pytest.approx(1.0)


def test_who_was_ever_late_stays_so_and_who_is_too_young_does_not_count():
    late_once = [(0, month, month + 1, 100, 10, 10, 0, 0, 2 * (month == 1), 1) for month in range(6)]
    never = [(1, month, month + 1, 100, 10, 10, 0, 0, 0, 1) for month in range(6)]
    young = [(2, month, month - 3, 100, 10, 10, 0, 0, 5, 4) for month in (4, 5)]
    seen_late = [(3, month, month + 20, 100, 10, 10, 0, 0, 5, 4) for month in range(6)]
    found = cells(ever_30(panel(*late_once, *never, *young, *seen_late)))
    whole = panel(*late_once, *never, *young, *seen_late)
    assert share(whole, found["MOB 6"])[::2] == (0.5, 2)
    assert share(whole, found["MOB 9"]).accounts == 0


def test_being_late_at_an_age_that_is_not_known_is_no_early_lateness():
    on_time = [(0, month, month + 1, 100, 10, 10, 0, 0, 0, 1) for month in range(6)]
    one = panel(*on_time, (0, 6, UNKNOWN, 100, 10, 10, 0, 0, 2, 3))
    assert share(one, cells(ever_30(one))["MOB 3"])[::2] == (0.0, 1)


def test_the_error_of_a_share_of_accounts_is_that_of_a_proportion_with_one_more_of_each():
    many, yes = 398, 99
    rows = panel(*[(a, 0, 1, 1, 1, 1, 1, 1, 0, 1) for a in range(many)])
    found = share(rows, Cell("", (np.arange(many) < yes) * 1.0, np.ones(many)))
    assert found == (99 / 398, pytest.approx(np.sqrt(0.25 * 0.75 / 399)), many)


@pytest.mark.parametrize("of", [0.01, 0.99])
def test_an_interval_of_a_rare_share_covers_it_as_often_as_it_says(of):
    many, luck = 300, np.random.default_rng(1)
    rows = panel(*[(a, 0, 1, 1, 1, 1, 1, 1, 0, 1) for a in range(many)])
    found = [share(rows, Cell("", luck.random(many) < of, np.ones(many))) for _ in range(500)]
    assert np.mean([abs(each.value - of) < 1.645 * each.error for each in found]) == pytest.approx(0.9, abs=0.06)


def test_months_of_one_account_are_no_independent_draws():
    once = panel(*[(a, 0, 1, 1, 1, 1, 1, 1, 0, 1) for a in range(50)])
    often = panel(*[(a, month, 1, 1, 1, 1, 1, 1, 0, 1) for a in range(50) for month in range(9)])
    cell = [Cell("", (each.account < 10) * 1.0, np.ones(len(each))) for each in (once, often)]
    assert share(once, cell[0]) == pytest.approx(share(often, cell[1]))


def test_rows_come_in_any_order_and_columns_that_are_left_out_are_not_known():
    found = Panel.of({"account": np.array([1, 0, 0]), "month": np.array([0, 1, 0]), "balance": np.array([3.0, 2.0, 1.0])})
    assert found.balance.tolist() == [1.0, 2.0, 3.0]
    assert found.before.tolist() == [UNKNOWN, 0, UNKNOWN]
    assert np.isnan(found.limit).all()
    assert (found.status == UNKNOWN).all()


def test_a_month_twice_is_refused():
    with pytest.raises(ValueError, match="one row for the two"):
        panel((0, 0, 1, 1, 1, 1, 1, 1, 0, 1), (0, 0, 1, 1, 1, 1, 1, 1, 0, 1))


def test_figures_of_a_run_are_measures_and_tables_by_cell():
    asked = ("dpd30_share", "funnel", "moves", "tree_sizes", "roll_rates", "late_by_year", "written_off",
             "static_pool")
    life, found = figures(SMALL, 3, Asked(asked, months=6))
    assert found["funnel: refer"] > found["funnel: bring"] > 0.0
    assert found["late_by_year: 30+ year 1"] > 0.0
    days = life.tables.days
    bought = days["tally"][:, Tally.GMV].cumsum()[-(180 + 15 + 30)]
    assert found["static_pool: written off"] == pytest.approx(days["tally"][:, Tally.CHARGED_OFF_EAD].sum() / bought)
    assert 0.0 == found["written_off: MOB 3"] < found["written_off: MOB 9"] <= found["written_off: MOB 12"] < 0.1
    assert sum(value for name, value in found.items() if name.startswith("tree_sizes")) == pytest.approx(1.0)
    assert sum(value for name, value in found.items() if name.startswith("moves: transactor >")) == pytest.approx(1.0)
    moved = life.tables.by_month["rolls"].sum(axis=0)
    assert found["roll_rates: C > M1"] == moved[0, 1] / moved[0].sum()


def test_a_panel_has_a_field_for_each_column():
    assert {field.name for field in fields(Panel)} == {*ROWS, "purchases"}
