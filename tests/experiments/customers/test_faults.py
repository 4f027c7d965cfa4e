"""What is wrong with a file or a map is told in the user's words, with file, line and column; never a traceback."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.customers.reading import read
from scenarios import ScenarioError
from tests.experiments.customers.files import HEAD, MAP, as_text, asked, cards, refused

ROWS = cards()


def damaged(number, **values):
    """Return the rows with other values in one of them."""
    return [{**row, **values} if place == number else row for place, row in enumerate(ROWS)]


@pytest.mark.parametrize(("says", "message"), [
    ({"limit": "limt"}, "map.yaml:4:1: limit: there is no column 'limt' - did you mean 'limit'?"),
    ({"attributes": ["ago"]}, "attributes.ago: there is no column 'ago' - did you mean 'age'?"),
    ({"limits": "limit"}, "map.yaml:8:1: limits: unknown setting 'limits' - did you mean 'limit'?"),
    ({"file": {"encodng": "utf-8"}}, "file.encodng: unknown setting 'encodng' - did you mean 'encoding'?"),
    ({"currency": "yuan"}, "map.yaml:1:11: currency: this is not known here - the currency of all amounts, such as CNY"),
    ({"currency": None}, "currency: this is missing - the currency of all amounts, such as CNY"),
    ({"default": {"column": "age"}}, "default.means: this is missing - what default is and over which time"),
    ({"balance": None, "late": None}, "no column says how accounts fare - map at least one of balance, late, dpd, status"),
    ({"dpd": "age"}, "dpd: late and dpd say the same - map the one that is surer"),
    ({"account": None}, "a row is an account and month, and no column says which account - map account, too"),
    ({"months": ["2020-01"]}, "months: month and months are both set"),
    ({"balance": ["balance", "paid"]}, "balance: a row is an account and month, so one column holds it"),
    ({"month": None, "balance": "B{month}"}, "balance: {month} stands for the months, and none are listed - write months: ["),
    ({"month": None, "months": [1, 2, 3], "balance": ["limit", "age"]}, "balance: 2 columns for 3 months - write one a month"),
    ({"month": None, "months": [1, 2], "paid": None, "late": None}, "balance: one column for 2 months - list one a month"),
    ({"paid": "balance"}, "paid: the column balance is named for balance, too - a column holds one thing"),
    ({"late": None, "status": {"columns": "missed", "codes": {0: "ok"}}}, "status.codes.0: this is not known here - what each"),
    ({"file": {"encoding": "klingon"}}, "file.encoding: no encoding is called 'klingon' - known are utf-8, utf-16, gb18030"),
    ({"opened": "age"}, "opened: opened and the months are counted in two ways: the one by the calendar"),
])
def test_a_map_that_does_not_fit_is_told_where(tmp_path, says, message):
    assert message in refused(tmp_path, ROWS, says)


def test_all_faults_of_a_map_come_at_once(tmp_path):
    assert refused(tmp_path, ROWS, {"limit": "limt", "paid": "payd"}).count("there is no column") == 2


def test_the_months_of_a_wide_file_are_in_order_of_time(tmp_path):
    rows = [{"no": f"{i}", "B1": "5", "B2": "6", "B3": "7"} for i in range(120)]
    says = {"month": None, "limit": None, "paid": None, "late": None, "balance": ["B1", "B2", "B3"]}
    told = refused(tmp_path, rows, says, months=["2020-03", "2020-02", "2020-01"])
    assert "the months run backwards in time - list them oldest first" in told
    assert "the months neither rise nor fall" in refused(tmp_path, rows, says, months=[1, 3, 2])


def test_a_text_where_a_number_belongs_is_told_with_line_and_column_and_how_many_there_are(tmp_path):
    rows = [{**row, "balance": "12O"} if place in (3, 7) else row for place, row in enumerate(ROWS)]
    told = refused(tmp_path, rows)
    assert "cards.csv:5:4: balance: '12O' is not a number - 2 such values" in told
    assert "cards.csv:9:4: balance: '12O' is not a number" in told
    many = refused(tmp_path, [{**row, "balance": "?!"} for row in ROWS])
    assert many.count("is not a number") == 5
    assert "cards.csv: balance: and 355 more like these" in many


def test_a_fault_below_a_text_of_several_lines_stands_at_the_line_in_the_file(tmp_path):
    rows = [{"note": "one\ntwo", **row} for row in damaged(2, paid="x")]
    assert "cards.csv:6:6: paid: 'x' is not a number" in refused(tmp_path, rows)


@pytest.mark.parametrize(("column", "text", "message"), [
    ("month", "Jänner", "cards.csv:2:2: month: 'Jänner' is not a month - write 2005-04"),
    ("month", "2020-13", "cards.csv:2:2: month: '2020-13' is not a month"),
    ("missed", "late", "cards.csv:2:6: missed: 'late' is not a number"),
    ("limit", "inf", "cards.csv:2:3: limit: 'inf' is not a number"),
])
def test_a_value_that_cannot_be_read_is_told(tmp_path, column, text, message):
    assert message in refused(tmp_path, damaged(0, **{column: text}))


def test_a_slip_does_not_make_words_of_an_attribute_of_numbers(tmp_path):
    told = refused(tmp_path, damaged(3, age="2O"), attributes=["age"])
    assert "cards.csv:5:7: age: '2O' is not a number, as the others are - a word for a missing one goes to file.missing" in told


def test_a_code_that_the_map_does_not_know_is_told(tmp_path):
    says = {"late": None, "status": {"columns": "missed", "codes": {0: "revolver"}}}
    assert "missed: the code '1' is not known - say what it stands for in status.codes" in refused(tmp_path, ROWS, says)
    says = {"default": {"column": "age", "means": "90 days past due within a year"}}
    assert "age: the code '20' is not known - write 1 or 0, yes or no" in refused(tmp_path, ROWS, says)


def test_rows_of_one_account_and_month_that_contradict_each_other_are_refused(tmp_path):
    told = refused(tmp_path, [*ROWS, {**ROWS[3], "paid": "7"}])
    assert "cards.csv:5:1: no: this account and month (C0001) comes again, with different values - keep" in told
    assert "cards.csv:362:1: no: this account and month (C0001)" in told


@pytest.mark.parametrize(("data", "message"), [
    ("", "cards.csv: the file is empty - its first line names the columns"),
    ("\n \n\n", "cards.csv: the file is empty"),
    (",".join(HEAD) + "\n", "cards.csv: there are names of columns in it and no rows"),
    ("a,b\n1,2\n", "cards.csv: none of the columns that the map names are in it - its first line has a, b"),
    (b"\x1f\x8b\x08\0\0", "cards.csv: this is packed with gzip, not a table in text - unpack it"),
    (b"\xd0\xcf\x11\xe0\0", "cards.csv: this is an old Excel workbook"),
    (b"%PDF-1.7", "cards.csv: this is a PDF"),
    (b"PAR1 and no more", "cards.csv: the Parquet file is damaged or cut short"),
    (b"no,month\n\0\0\0\0\0\0,2020-01\n" * 3, "cards.csv: no text: byte 10 is zero"),
])
def test_a_file_that_is_no_table_is_told(tmp_path, data, message):
    assert message in refused(tmp_path, data)


def test_an_archive_a_folder_and_a_file_that_is_not_there_are_told(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cards.csv", as_text(ROWS))
    told = refused(tmp_path, packed.getvalue())
    assert "this is a packed file or a workbook, not a table in text - unpack it, or save the sheet as CSV" in told
    with pytest.raises(ScenarioError, match=r"crads.csv: there is no such file - did you mean 'cards.csv'\?"):
        read(tmp_path / "crads.csv", tmp_path / "map.yaml")
    with pytest.raises(ScenarioError, match=r"this is a folder - beside it are: cards\.csv"):
        read(tmp_path, tmp_path / "map.yaml")
    with pytest.raises(ScenarioError, match=r"there is no such file - did you mean .map\.yaml"):
        read(tmp_path / "cards.csv", tmp_path / "mapp.yaml")


def test_few_accounts_are_refused_with_how_many_are_needed_and_why(tmp_path):
    told = refused(tmp_path, ROWS[:5])
    assert "cards.csv: 2 accounts are too few - at least 100 are needed: a fifth is held out" in told
    assert "1 account is too few" in refused(tmp_path, ROWS[:1])
    assert len(asked(tmp_path, cards(100))) == 100


def test_uneven_lines_are_told_with_their_fields(tmp_path):
    lines = as_text(ROWS).splitlines()
    lines[4], lines[8] = lines[4].rpartition(",")[0], lines[8] + ",1"
    told = refused(tmp_path, "\n".join(lines))
    assert "cards.csv:5:1: 7 fields instead of 8" in told
    assert "cards.csv:9:1: 9 fields instead of 8 - put a text with a delimiter in it into quotes" in told
    longer = [f"{line},1" for line in as_text(ROWS).splitlines()[1:]]
    assert "and 355 more lines like these" in refused(tmp_path, "\n".join([lines[0], *longer]))


@pytest.mark.parametrize("line", [50, 340, 358])
def test_a_quotation_mark_that_nothing_closes_is_told_with_its_line_and_swallows_no_rows(tmp_path, line):
    lines = as_text(ROWS).splitlines()
    for column in ("age", "city"):
        row, place = lines[line].split(","), HEAD.index(column)
        row[place] = f'"{row[place]}'
        told = refused(tmp_path, "\n".join([*lines[:line], ",".join(row), *lines[line + 1:]]))
        assert f"cards.csv:{line + 1}:1: a text in quotes begins here and does not end" in told


def test_names_that_stand_twice_are_refused_where_they_are_asked_for(tmp_path):
    head, *rest = as_text(ROWS).splitlines()
    twice = "\n".join([head.replace("age", "limit"), *rest])
    assert "limit: there are 2 columns 'limit' - rename all but one in the file" in refused(tmp_path, twice)
    assert len(asked(tmp_path, "\n".join([head.replace("age", "city"), *rest]))) == 120, "nobody asks for city"


def test_a_file_in_another_encoding_than_told_is_refused(tmp_path):
    text = as_text([{**row, "city": "上海"} for row in ROWS]).encode("gb18030")
    assert "file.encoding: cards.csv is not written in utf-8 - leave encoding out to have it found out" in refused(
        tmp_path, text, file={"encoding": "utf-8"})


def test_the_map_itself_is_read_with_the_care_of_a_scenario(tmp_path):
    asked(tmp_path, ROWS)
    (tmp_path / "map.yaml").write_text("account: no\n\tmonth: month\n")
    with pytest.raises(ScenarioError, match=r"map\.yaml:2:1: a tab stands here"):
        read(tmp_path / "cards.csv", tmp_path / "map.yaml")
    assert set(MAP) > {"account", "month"}


@given(st.data())
def test_whatever_stands_in_a_file_is_read_or_refused(tmp_path_factory, data):
    text = as_text(ROWS).encode()
    place = data.draw(st.integers(0, len(text)))
    odd = [b'"', b"\0", b'"\n', b"\xff\xfe", b",,", b"\r", "\u2028".encode(), b"inf", b"1e999"]
    wild = st.one_of(st.binary(max_size=40), st.sampled_from(odd))
    damaged_text = text[:place] + data.draw(wild) + text[place + data.draw(st.integers(0, 30)):]
    try:
        found = asked(tmp_path_factory.getbasetemp(), damaged_text)
    except ScenarioError:
        return
    assert found.quality.rows == found.quality.used + sum(found.quality.left_out.values())
