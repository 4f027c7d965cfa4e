"""Nothing is dropped silently: rows in are rows used and rows left out by reason, and every finding says what was done."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.customers.months import YEAR, this
from experiments.customers.rules import far_away
from tests.experiments.customers.files import asked, cards, refused

ROWS = cards()
NEXT = this() + 1
TO_COME = f"{NEXT // YEAR}-{NEXT % YEAR + 1:02d}"


def broken(value, column, many=12):
    """Return the rows with a value in a column of the first ones; everybody is of age 0."""
    return [{**row, "age": "0", **({column: value} if place < many else {})} for place, row in enumerate(ROWS)]


@pytest.mark.parametrize(("column", "value", "says", "finding"), [
    ("limit", "-5", {}, ("limit", "below zero", 12, "set missing")),
    ("limit", "9e15", {}, ("limit", "an outlier", 12, "kept")),
    ("balance", "-20.00", {}, ("balance", "below zero: the customer has a credit", 12, "kept")),
    ("balance", "5000.00", {}, ("balance", "above three times the limit", 12, "kept")),
    ("paid", "-1", {}, ("paid", "below zero", 12, "set missing")),
    ("age", "-1", {"spent": "age"}, ("spent", "below zero: more was returned than bought", 12, "kept")),
    ("age", "1000", {"billed": "age"}, ("billed", "above the balance", 12, "kept")),
    ("age", "-1", {"purchases": "age"}, ("purchases", "below zero", 12, "set missing")),
    ("age", "-1", {"income": "age"}, ("income", "below zero", 4, "set missing")),
    ("missed", "0.5", {}, ("late", "below zero or no whole number", 12, "set missing")),
    ("missed", "-1", {}, ("late", "below zero or no whole number", 12, "set missing")),
    ("missed", "999", {}, ("late", "above 120 statements", 12, "set missing")),
    ("missed", "-3", {"late": None, "dpd": "missed"}, ("dpd", "below zero", 12, "set missing")),
    ("missed", "9999", {"late": None, "dpd": "missed"}, ("dpd", "above 3,600 days", 12, "set missing")),
])
def test_what_cannot_be_is_counted_and_what_is_done_with_it_is_said(tmp_path, column, value, says, finding):
    found = asked(tmp_path, broken(value, column), says).quality
    assert finding in [(each.field, each.rule, each.values, each.done) for each in found.findings]
    assert f"{finding[0]}: {finding[2]} {finding[1]} - {finding[3]}" in found.text


def test_what_is_set_missing_is_no_more_and_what_is_kept_is_still_there(tmp_path):
    assert np.isnan(asked(tmp_path, broken("-1", "paid")).panel.paid).sum() == 12
    assert (asked(tmp_path, broken("-20.00", "balance")).panel.balance == -20.0).sum() == 12


def test_clean_data_find_nothing(tmp_path):
    found = asked(tmp_path, ROWS).quality
    assert (found.findings, found.left_out, found.rows, found.used) == ((), {}, 360, 360)
    read = {(column.field, column.name, column.missing) for column in found.columns}
    assert read >= {("account", "no", 0), ("late", "missed", 0)}


def test_more_statements_missed_than_there_were_cannot_be(tmp_path):
    rows = [{**row, "age": "2020-01", "missed": "2"} for row in ROWS]
    found = asked(tmp_path, rows, opened="age").quality
    assert [(each.rule, each.values) for each in found.findings] == [("more statements missed than there were", 120)]


def test_an_opening_after_the_first_statement_cannot_be(tmp_path):
    rows = [{**row, "age": "2020-02" if row["no"] == "C0000" else "2019-12"} for row in ROWS]
    found = asked(tmp_path, rows, opened="age")
    assert [(each.rule, each.values) for each in found.quality.findings] == [("after the first month of the account", 1)]
    assert (found.panel.mob == -1).sum() == 3


def test_a_code_for_missing_that_was_not_told_is_suspected(tmp_path):
    assert "mostly -1: if it stands for missing, write it to file.missing" in asked(tmp_path, broken("-1", "limit")).quality.text
    assert "mostly" not in asked(tmp_path, broken("-1", "limit", 6)).quality.text, "fewer than ten would tell of somebody"
    found = asked(tmp_path, broken("-1", "limit"), file={"missing": "-1"})
    assert found.quality.findings == ()
    assert np.isnan(found.panel.limit).sum() == 12


def test_outliers_are_judged_by_what_they_cannot_move():
    usual = np.random.default_rng(1).lognormal(8.0, 1.0, 1_000)
    assert not far_away(usual).any()
    half = np.concatenate((usual, np.full(400, 1e12)))
    assert far_away(half).tolist() == [False] * 1_000 + [True] * 400
    assert not far_away(np.full(50, 1e12)).any(), "too few to say"


def test_a_jump_of_the_statements_missed_is_told(tmp_path):
    rows = [{**row, "missed": "3" if row["month"] == "2020-02" else "0"} for row in ROWS]
    assert "statements missed that rise by more than one in a month: 120 - kept" in asked(tmp_path, rows).quality.text


def test_an_attribute_that_is_the_same_for_all_is_left_out_and_told(tmp_path):
    found = asked(tmp_path, [{**row, "age": "40", "city": ""} for row in ROWS], attributes=["age", "city"])
    assert found.attributes == {}
    assert "age is the same for all accounts: left out" in found.quality.text
    assert "city is known of no account: left out" in found.quality.text


def test_what_changes_from_month_to_month_is_told(tmp_path):
    rows = [{**row, "age": row["month"][-1] if row["no"] < "C0010" else "1"} for row in ROWS]
    found = asked(tmp_path, rows, attributes=["age"])
    assert "age changes from month to month within 10 accounts: the last one counts" in found.quality.text
    assert sorted(set(found.attributes["age"].values)) == [1.0, 3.0]


def test_one_default_is_enough(tmp_path):
    rows = [{**row, "age": "1" if row["no"] < "C0010" and row["month"] == "2020-02" else "0"} for row in ROWS]
    found = asked(tmp_path, rows, default={"column": "age", "means": "90 days past due within a year"})
    assert found.default.sum() == 10
    assert found.default_means == "90 days past due within a year"


def test_a_default_is_not_known_where_nothing_stands(tmp_path):
    words = {"0": "No", "1": "yes", "2": ""}
    rows = [{**row, "age": words[str(int(row["no"][1:]) % 3)]} for row in ROWS]
    found = asked(tmp_path, rows, default={"column": "age", "means": "90 days past due within a year"})
    assert [int((found.default == value).sum()) for value in (0.0, 1.0)] == [40, 40]
    assert np.isnan(found.default).sum() == 40


DAMAGE = st.lists(st.tuples(st.integers(0, len(ROWS) - 1), st.sampled_from(["again", "no", "month", "to come"])), max_size=25,
                  unique_by=lambda each: each[0])


@given(DAMAGE)
def test_rows_in_are_rows_used_and_rows_left_out_by_reason(tmp_path_factory, damage):
    rows = list(ROWS)
    for place, what in damage:
        if what == "again":
            rows.append(ROWS[place])
        else:
            rows[place] = {**ROWS[place], **{"no": {"no": ""}, "month": {"month": ""}, "to come": {"month": TO_COME}}[what]}
    found = asked(tmp_path_factory.getbasetemp(), rows)
    reasons = {"no": "without an account", "month": "without a month", "to come": "in a month to come",
               "again": "repeating another row"}
    count = {reason: sum(what == key for _, what in damage) for key, reason in reasons.items()}
    assert found.quality.left_out == {reason: many for reason, many in count.items() if many}
    assert found.quality.rows == len(rows) == found.quality.used + sum(found.quality.left_out.values())
    assert found.quality.account_months == len(found.panel) == found.quality.used


def test_a_row_that_only_repeats_another_in_what_is_asked_for_is_left_out(tmp_path):
    again = {**ROWS[0], "city": "elsewhere"}
    assert asked(tmp_path, [*ROWS, again]).quality.left_out == {"repeating another row": 1}
    assert "comes again, with different values" in refused(tmp_path, [*ROWS, again], attributes=["city"])
