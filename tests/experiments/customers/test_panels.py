"""Long and wide files make the same panel; what no column says is worked out as one would by hand."""

import numpy as np
import pyarrow as pa
import pytest

from experiments.customers import accounts
from experiments.customers.reading import read
from experiments.panel import UNKNOWN, Status, watched
from experiments.panel.statements import statements
from reports.statements import write
from scenarios import load
from tests.experiments.customers.files import as_text, asked, by_limit, cards, refused

ROWS = cards()
MONTHLY = ("balance", "paid", "missed")
WIDE = [{"no": first["no"], "limit": first["limit"],
         **{f"{name}{k + 1}": ROWS[place + k][name] for name in MONTHLY for k in range(3)}}
        for place, first in enumerate(ROWS) if first["month"] == "2020-01"]
PATTERN = {"month": None, "balance": "balance{month}", "paid": "paid{month}", "late": "missed{month}"}
ORDER = np.random.default_rng(7).permutation(len(ROWS))


def of(customers, limit):
    """Return the rows of the account with a limit."""
    return customers.panel.where(customers.panel.limit == limit)


def test_a_wide_file_makes_the_same_panel_as_a_long_one(tmp_path):
    assert by_limit(asked(tmp_path, WIDE, PATTERN, months=[1, 2, 3])) == by_limit(asked(tmp_path, ROWS))


def test_columns_may_run_backwards_in_time_and_be_listed(tmp_path):
    backwards = [{key.translate(str.maketrans("13", "31")): value for key, value in row.items()} for row in WIDE]
    forwards = by_limit(asked(tmp_path, WIDE, PATTERN, months=[1, 2, 3]))
    assert by_limit(asked(tmp_path, backwards, PATTERN, months=[3, 2, 1])) == forwards
    listed = {"month": None, "months": ["2020-01", "2020-02", "2020-03"], "balance": ["balance3", "balance2", "balance1"],
              "paid": ["paid3", "paid2", "paid1"], "late": ["missed3", "missed2", "missed1"]}
    assert by_limit(asked(tmp_path, backwards, listed)) == forwards


def test_a_file_of_one_day_is_one_month_and_rows_may_be_the_accounts(tmp_path):
    rows = [{"limit": row["limit"], "balance": row["balance"]} for row in cards(120, 1)]
    found = asked(tmp_path, rows, month=None, account=None, paid=None, late=None)
    assert set(found.panel.month) == {0}
    assert sorted(found.panel.balance) == sorted(float(row["balance"]) for row in rows)


def test_limits_may_change_from_month_to_month(tmp_path):
    rows = [{**row, "limit1": "1", "limit2": "2", "limit3": "3"} for row in WIDE]
    found = asked(tmp_path, rows, {**PATTERN, "limit": "limit{month}"}, months=[1, 2, 3])
    assert np.array_equal(found.panel.limit, found.panel.month + 1.0)
    assert set(found.limit) == {3.0}, "the last one counts"


def test_a_month_that_is_missing_is_a_gap_and_one_without_a_column_is_not_known(tmp_path):
    found = asked(tmp_path, WIDE, {**PATTERN, "balance": ["balance1", "balance3"], "paid": ["paid1", None]}, months=[1, 3])
    assert sorted(set(found.panel.month)) == [0, 2]
    assert (found.panel.before == UNKNOWN).all()
    assert np.isnan(found.panel.paid[found.panel.month == 2]).all()
    assert "months that are missing within accounts: 120; no move is counted across such a gap" in found.quality.text


def test_a_gap_in_a_long_file_is_told(tmp_path):
    found = asked(tmp_path, [row for number, row in enumerate(ROWS) if number not in (1, 4, 8)])
    assert "months that are missing within accounts: 2;" in found.quality.text
    assert of(found, 1_000).month.tolist() == [0, 2]


def test_rows_in_any_order_make_the_same_customers(tmp_path):
    one, other = asked(tmp_path, ROWS, attributes=["age"]), asked(tmp_path, [ROWS[place] for place in ORDER], attributes=["age"])
    assert np.array_equal(one.lot, other.lot)
    assert np.array_equal(one.panel.balance, other.panel.balance)
    assert np.array_equal(one.attributes["age"].values, other.attributes["age"].values)


def test_who_is_held_out_hangs_on_the_account_alone(tmp_path):
    many = asked(tmp_path, cards(2_000, 1))
    few = asked(tmp_path, cards(1_000, 1))
    out = {float(limit) for limit in many.limit[many.is_held_out]}
    assert {float(limit) for limit in few.limit[few.is_held_out]} == {limit for limit in out if limit < 2_000}
    assert many.is_held_out.mean() == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / 2_000))
    assert np.all(np.diff(many.lot) > 0), "accounts are numbered in the order of their lots"


def test_a_number_of_an_account_draws_the_same_lot_however_it_is_typed():
    assert accounts.lots(accounts.whole(pa.array([7.0])).cast(pa.string())) == accounts.lots(pa.array(["7"]))


def test_days_past_due_are_statements_missed_one_for_every_30_begun(tmp_path):
    days = ["0", "1", "29", "30", "59", "60", "90", ""]
    rows = [{**row, "missed": days[place % 8]} for place, row in enumerate(ROWS)]
    found = asked(tmp_path, rows, late=None, dpd="missed")
    assert {days[place % 8]: found.panel.late[(found.panel.limit == float(row["limit"])) & (found.panel.month == place % 3)].item()
            for place, row in enumerate(ROWS)} == {"0": 0, "1": 1, "29": 1, "30": 2, "59": 2, "60": 3, "90": 4, "": UNKNOWN}


def test_status_is_what_became_of_the_statement_before(tmp_path):
    story = [("2020-01", "100", "0", "0"), ("2020-02", "50", "100", "0"), ("2020-03", "40", "10", "0"), ("2020-04", "0", "45", "1"),
             ("2020-05", "10", "0", "0"), ("2020-06", "10", "0", "3"), ("2020-07", "10", "0", "")]
    rows = [*cards(119), *({"no": "X", "month": month, "limit": "7", "balance": balance, "paid": paid, "missed": late,
                            "age": "3", "city": "Ulm"} for month, balance, paid, late in story)]
    assert of(asked(tmp_path, rows), 7).status.tolist() == [
        UNKNOWN, Status.TRANSACTOR, Status.REVOLVER, Status.LATE, Status.INACTIVE, Status.VERY_LATE, UNKNOWN]


def test_codes_of_a_status_are_what_the_map_says(tmp_path):
    codes = {-2: "inactive", -1: "transactor", 0: "revolver", 1: "late 1", 4: "late 4", "X": "unknown"}
    written = ["-2", "-1.0", "0", "1", "4", "X"]
    rows = [{**row, "missed": written[place % 6]} for place, row in enumerate(ROWS)]
    found = of(asked(tmp_path, rows, late=None, status={"columns": "missed", "codes": codes}), 1_000)
    assert (found.status.tolist(), found.late.tolist()) == ([Status.INACTIVE, Status.TRANSACTOR, Status.REVOLVER], [0, 0, 0])
    found = of(asked(tmp_path, rows, late=None, status={"columns": "missed", "codes": codes}), 1_001)
    assert (found.status.tolist(), found.late.tolist()) == ([Status.LATE, Status.VERY_LATE, UNKNOWN], [1, 4, UNKNOWN])


def test_months_on_book_are_counted_from_the_opening(tmp_path):
    rows = [{**row, "age": "2019-11-30"} for row in ROWS]
    found = asked(tmp_path, rows, opened="age")
    assert of(found, 1_000).mob.tolist() == [2, 3, 4]
    assert (asked(tmp_path, ROWS).panel.mob == UNKNOWN).all()


def test_the_statements_of_a_run_come_back_as_the_panel_of_the_run(tmp_path):
    scenario = load("cash_for_invites", {"persons": 1_000, "days": 200, "population.launch": 0.3})
    _, panel = watched(scenario, 5)
    write(tmp_path / "cards.csv", 5, statements(scenario, 5), scenario.currency)
    names = ("account", "month", "opened", "income", "limit", "balance", "billed", "paid", "spent", "purchases")
    (tmp_path / "map.yaml").write_text("currency: CNY\nlate: missed\nattributes: [channel]\n"
                                       + "".join(f"{name}: {name}\n" for name in names))
    found = read(tmp_path / "cards.csv", tmp_path / "map.yaml")
    ids = np.unique(panel.account)
    order = ids[np.argsort(accounts.lots(pa.array(ids.astype(str))))]
    rows = np.lexsort((found.panel.month, order[found.panel.account]))
    for name in ("mob", "limit", "balance", "billed", "paid", "spent", "purchases", "late", "status"):
        assert np.array_equal(getattr(found.panel, name)[rows], getattr(panel, name)), name


def test_an_account_without_a_row_that_is_used_is_none(tmp_path):
    found = asked(tmp_path, [*ROWS, {**ROWS[0], "no": "gone", "month": ""}])
    assert len(found) == 120
    assert found.panel.account.max() == 119


def test_wide_accounts_that_say_nothing_are_left_out_and_contradictions_refused(tmp_path):
    silent = {**WIDE[5], **dict.fromkeys(set(WIDE[5]) - {"no", "limit"}, "")}
    found = asked(tmp_path, [silent if row is WIDE[5] else row for row in WIDE], PATTERN, months=[1, 2, 3])
    assert found.quality.left_out == {"without anything known in any month": 1}
    assert (found.quality.rows, found.quality.used, len(found)) == (120, 119, 119)
    assert "this account (C0003) comes again, with different values" in refused(
        tmp_path, as_text([*WIDE, {**WIDE[3], "paid2": "1"}]), PATTERN, months=[1, 2, 3])
