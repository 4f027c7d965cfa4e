"""However a file is written, the same customers come out of it."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from experiments.customers.months import month
from tests.experiments.customers.files import as_text, asked, by_limit, cards, refused

ROWS = cards()
CITIES = {"gb18030": ("上海", "重庆"), "big5": ("臺北", "高雄"), "latin-1": ("Köln", "Málaga"), "utf-16": ("上海", "Köln"),
          "utf-8-sig": ("上海", "Köln"), "utf-8": ("上海", "Köln")}
NUMBERS = {"point": "{:,.2f}", "bare": "{:.2f}", "spaced": "{:,.2f}", "comma": "{:,.2f}", "yuan": "¥ {:,.2f}",
           "code": "{:,.2f} CNY"}
HEADERS = [("city", each) for each in CITIES] + [("城市", each) for each in CITIES if each != "latin-1"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The rows, read from plain CSV."""
    return asked(tmp_path_factory.mktemp("plain"), ROWS)


@pytest.mark.parametrize(("header", "encoding"), HEADERS)
def test_an_encoding_is_found_out_by_the_names_of_columns_or_by_everyday_characters(tmp_path, plain, encoding, header):
    rows = [{**{key: value for key, value in row.items() if key != "city"}, header: CITIES[encoding][number % 2]}
            for number, row in enumerate(ROWS)]
    found = asked(tmp_path, as_text(rows).encode(encoding), attributes=[header])
    assert by_limit(found) == by_limit(plain)
    assert found.attributes[header].words == tuple(sorted(CITIES[encoding]))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_an_encoding_may_be_told_and_utf_16_has_no_need_of_a_mark(tmp_path, plain, encoding):
    assert by_limit(asked(tmp_path, as_text(ROWS).encode(encoding))) == by_limit(plain)
    assert by_limit(asked(tmp_path, as_text(ROWS).encode(encoding), file={"encoding": encoding})) == by_limit(plain)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_line_end_with_every_delimiter(tmp_path, plain, end, delimiter):
    assert by_limit(asked(tmp_path, as_text(ROWS, delimiter, end))) == by_limit(plain)


def test_another_delimiter_may_be_told(tmp_path, plain):
    assert by_limit(asked(tmp_path, as_text(ROWS, "#"), file={"delimiter": "#"})) == by_limit(plain)


def test_texts_in_quotes_hold_delimiters_and_line_ends(tmp_path, plain):
    rows = [{"note": 'he said: "no, thanks"\nand left', **row} for row in ROWS]
    assert by_limit(asked(tmp_path, rows)) == by_limit(plain)


def test_spaces_empty_lines_and_words_for_nothing(tmp_path):
    rows = [{key: f"  {value} " for key, value in row.items()} for row in ROWS]
    rows[0]["paid"], rows[1]["paid"], rows[2]["paid"], rows[3]["paid"] = "NULL", "", " - ", "k.A."
    found = asked(tmp_path, as_text(rows).replace("\n", "\n\n"), file={"missing": "k.A."})
    assert np.isnan(found.panel.paid).sum() == 4
    assert [column.missing for column in found.quality.columns if column.field == "paid"] == [4]


@pytest.mark.parametrize(("text", "value"), [
    ("1,234.50", 1234.5), ("1.234,50", 1234.5), ("12,34,567.5", 1234567.5), ("1 234,5", 1234.5), ("1'234.5", 1234.5),
    ("€ 0,5", 0.5), ("￥1,234.50", 1234.5),
    ("-3.25", -3.25), ("(3.25)", -3.25), ("3.25-", -3.25), ("−3.25", -3.25), ("+3.25", 3.25),
    ("NT$3.25", 3.25),
    ("3.25元", 3.25), ("1.5e3", 1500.0), ("１２.５", 12.5), ("$-3.25", -3.25), ("-$3.25", -3.25)])
def test_a_number_may_be_written_in_many_ways(tmp_path, text, value):
    decimal = "," if text.rfind(",") > text.rfind(".") else "."
    rows = [{**row, "balance": row["balance"].replace(".", decimal)} for row in ROWS]
    rows[0]["balance"] = text
    found = asked(tmp_path, as_text(rows, ";"))
    assert found.panel.balance[(found.panel.limit == 1_000) & (found.panel.month == 0)] == pytest.approx([value])


def test_percent_signs_make_shares(tmp_path):
    found = asked(tmp_path, [{**row, "age": f"{row['age']} %"} for row in ROWS], attributes={"use": "age"})
    assert found.attributes["use"].values.max() == pytest.approx(0.59)


def test_amounts_may_be_in_another_unit(tmp_path, plain):
    found = asked(tmp_path, ROWS, unit=0.01)
    assert found.panel.balance.sum() == pytest.approx(plain.panel.balance.sum() / 100.0)
    assert found.panel.late.sum() == plain.panel.late.sum()


def test_what_may_be_a_thousand_times_as_much_is_asked_for(tmp_path):
    rows = [{**row, "balance": "1.234"} for row in ROWS]
    assert "numbers such as 1.234 or 1,234 may be 1234 or a little more than 1 - write decimal: '.' or" in refused(tmp_path, rows)
    for decimal, value in ((".", 1.234), (",", 1_234.0)):
        assert asked(tmp_path, rows, file={"decimal": decimal}).panel.balance.max() == value


@pytest.mark.parametrize(("usual", "odd"), [("1,234", "12,5"), ("1.234", "12.5")])
def test_a_slip_makes_no_thousandths_of_thousands(tmp_path, usual, odd):
    rows = [{**row, "balance": odd if place == 7 else usual} for place, row in enumerate(ROWS)]
    assert "may be 1234 or a little more than 1" in refused(tmp_path, as_text(rows, ";"))


@pytest.mark.parametrize("form", [
    "2020-{:02d}", "2020{:02d}", "2020/{}", "{:02d}/2020", "2020-{:02d}-28", "2020{:02d}28", "28.{:02d}.2020", "{}/28/2020",
    "2020年{}月", "2020-{:02d}-28 00:00:00", "28-{}-20"])
def test_a_month_may_be_written_in_many_ways(tmp_path, plain, form):
    rows = [{**row, "month": form.format(int(row["month"][-1]))} for row in ROWS]
    found = asked(tmp_path, rows)
    assert by_limit(found) == by_limit(plain)
    assert found.quality.months == ("2020-01", "2020-03")


def test_days_and_months_that_may_be_either_are_asked_for(tmp_path):
    rows = [{**row, "month": f"0{row['month'][-1]}/01/2020"} for row in ROWS]
    assert "'01/01/2020' may be a day and month or a month and day - write dates: day first" in refused(tmp_path, rows)
    assert asked(tmp_path, rows, file={"dates": "month first"}).quality.months == ("2020-01", "2020-03")


def test_months_in_words():
    assert {month(text, None) for text in ("Apr-05", "April 2005", "30 apr 2005", "2005-Apr")} == {12 * 2005 + 3}


def test_parquet_is_read_with_types_of_its_own(tmp_path, plain):
    columns = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    table = pa.table(columns).set_column(1, "month", pa.array([f"{each}-01" for each in columns["month"]]).cast(pa.date32()))
    for name, kind in (("limit", pa.decimal128(12, 2)), ("balance", pa.float32()), ("paid", pa.int32()), ("missed", pa.int8())):
        place = table.column_names.index(name)
        table = table.set_column(place, name, table[name].cast(kind))
    table = table.set_column(7, "city", table["city"].dictionary_encode())
    parquet.write_table(table, tmp_path / "cards.parquet")
    found = asked(tmp_path, None, name="cards.parquet", attributes=["city"])
    assert by_limit(found) == by_limit(plain)
    assert found.attributes["city"].words == ("Wuhan", "Xi'an")


AMOUNT = st.none() | st.integers(-100_000, 10_000_000).map(lambda fen: fen / 100)


@given(st.lists(AMOUNT, min_size=30, max_size=60), st.sampled_from(sorted(NUMBERS)), st.sampled_from([",", ";", "\t", "|"]),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_table_in_any_dialect_reads_back_the_same(tmp_path_factory, amounts, numbers, delimiter, encoding, end):
    wanted = [amounts[i % len(amounts)] for i in range(120)]
    rows = [{"帳號": f"客戶{i}", "月": "2020-01", "額度": written(1_000.0 + i, numbers), "餘額": written(value, numbers)}
            for i, value in enumerate(wanted)]
    names = {"account": "帳號", "month": "月", "limit": "額度", "balance": "餘額", "paid": None, "late": None}
    panel = asked(tmp_path_factory.getbasetemp(), as_text(rows, delimiter, end).encode(encoding), names).panel
    found = panel.balance[np.argsort(panel.limit)]
    assert np.array_equal(found, [np.nan if each is None else each for each in wanted], equal_nan=True)


def written(value, numbers):
    """Return an amount in one of the ways of writing numbers."""
    if value is None:
        return ""
    text = NUMBERS[numbers].format(value)
    turned = {"comma": str.maketrans(",.", ".,"), "spaced": str.maketrans(",", " ")}
    return text.translate(turned.get(numbers, {}))
