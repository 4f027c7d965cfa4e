"""Nobody can be told from what leaves: no identifier becomes an attribute, no figure rests on a few."""

import uuid

import numpy as np
import pytest

from experiments.customers.attributes import Attribute, merged, usable
from experiments.customers.identifiers import is_name_of
from experiments.customers.targets import as_yaml, targets
from tests.experiments.customers.files import asked, cards, refused

ROWS = cards()
NAMES = ("name", "Full Name", "customer_name", "phone", "Phone2", "mobileNo", "e-mail", "EmailAddress", "id_card", "ID number",
         "passport", "SSN", "home_address", "street", "IP", "ip_address", "device_id", "imei", "account_no", "CardNumber",
         "IBAN", "user_id", "dob", "date_of_birth", "WeChat", "姓名", "客户姓名", "手机号", "电话", "身份证号", "证件号码",
         "护照号", "邮箱", "家庭住址", "银行卡号", "设备号", "账号")
HARMLESS = ("age", "city_tier", "sex", "education", "income_band", "channel", "product", "months_on_book", "card_type",
            "is_employed", "年龄", "城市等级", "职业", "receipt", "description", "campaign", "companion", "shipping", "panel")
RANDOM = np.random.default_rng(3)


def iban(number):
    """Return a number of an account whose check digits are right."""
    body = f"WEST{number:014d}"
    return f"GB{98 - int(''.join(str(int(sign, 36)) for sign in body + 'GB00')) % 97:02d}{body}"


def card(number):
    """Return a card number whose check digit is right."""
    digits = f"400000{number:09d}"
    total = sum(each - 9 * (each > 9) for each in (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))))
    return f"{digits}{-total % 10}"


def identity(number):
    """Return a Chinese identity number whose check digit is right."""
    digits = f"11010519491231{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]


VALUES = {
    "e-mail addresses": lambda i: f"someone.{i}@example.org", "mobile numbers": lambda i: f"138{i:08d}",
    "identity numbers": identity, "social security numbers": lambda i: f"{100 + i}-{i % 90 + 10}-{1000 + i}",
    "bank account numbers": iban, "card numbers": card, "IP addresses": lambda i: f"10.0.{i % 256}.{i % 200}",
    "numbers of devices": lambda i: str(uuid.UUID(int=i)), "names": lambda i: f"Person {i} of Somewhere",
    "numbers of persons": lambda i: f"{90_000_000 + 7 * i}",
}


@pytest.mark.parametrize("column", NAMES)
def test_a_column_whose_name_says_that_it_names_somebody_is_refused_as_an_attribute(tmp_path, column):
    rows = [{**row, column: "x"} for row in ROWS]
    told = refused(tmp_path, rows, attributes=[column])
    assert f"the column {column} names somebody" in told
    assert "leave it out: what is not mapped is not even read" in told
    assert "names somebody" in refused(tmp_path, rows, attributes={"group": column}), "another name does not help"


@pytest.mark.parametrize("column", HARMLESS)
def test_other_columns_are_none_of_that(column):
    assert is_name_of(column) == ""


@pytest.mark.parametrize("what", VALUES)
def test_values_that_look_like_identifiers_are_refused_whatever_the_column_is_called(tmp_path, what):
    rows = [{**row, "group": VALUES[what](int(row["no"][1:]))} for row in cards(120, 1)]
    assert f"attributes.group: the values of group look like {what}" in refused(tmp_path, rows, attributes=["group"])


def test_an_identifier_that_nobody_asks_for_does_no_harm_and_the_number_of_the_account_never_leaves(tmp_path):
    rows = [{**row, "no": VALUES["identity numbers"](i // 3) + str(i // 3), "手机": "13800000000", "email": "a@example.org"}
            for i, row in enumerate(ROWS)]
    found = asked(tmp_path, rows, attributes=["age", "city"])
    leaving = found.quality.text + as_yaml(targets(found), found) + repr(found)
    assert not any(row["no"] in leaving for row in rows)
    assert "13800000000" not in leaving
    assert "example.org" not in leaving


def test_amounts_ages_and_codes_are_no_identifiers(tmp_path):
    columns = {"area": lambda i: f"{100_000 + i % 30}", "wealth": lambda i: f"{RANDOM.lognormal(9, 1):.2f}",
               "score": lambda i: f"{600 + i % 200}"}
    rows = [{**row, **{name: of(place // 3) for name, of in columns.items()}} for place, row in enumerate(ROWS)]
    assert set(asked(tmp_path, rows, attributes=[*columns]).attributes) == set(columns)


def test_words_that_fewer_than_ten_accounts_share_are_counted_together(tmp_path):
    towns = ["Wuhan"] * 60 + ["Ulm"] * 45 + ["Bonn"] * 9 + ["Jena"] * 6
    found = asked(tmp_path, [{**row, "city": towns[place // 3]} for place, row in enumerate(ROWS)], attributes=["city"])
    assert found.attributes["city"].words == ("Ulm", "Wuhan", "other")
    assert np.bincount(found.attributes["city"].values.astype(int)).tolist() == [45, 60, 15]
    assert "city: 2 words of the fewest accounts are counted as other" in found.quality.text
    assert not [each for each in ("Bonn", "Jena") if each in found.quality.text + repr(found)], "their names are theirs"


def test_rare_words_that_are_few_together_are_counted_with_the_next():
    notes = []
    of = merged("employer", Attribute(np.repeat([0.0, 1.0, 2.0], (60, 15, 4)), ("bank", "mill", "Zhang San Noodle Shop")), notes)
    assert of.words == ("bank", "other")
    assert np.bincount(of.values.astype(int)).tolist() == [60, 19]
    assert notes == ["employer: 2 words of the fewest accounts are counted as other"]


def test_an_attribute_that_has_but_one_word_of_many_accounts_is_left_out():
    notes = []
    once = {"attributes.employer": np.repeat([0.0, 1.0], (60, 4))}
    assert list(usable(once, {"employer": ("bank", "Zhang San Noodle Shop")}, notes)) == []
    assert notes[-1] == "employer has no two words of 10 accounts or more each: left out"


def test_what_a_file_says_cannot_speak_to_the_terminal(tmp_path):
    towns = ["Wuhan"] * 60 + ["Rare\x1b]0;owned\x07"] * 60
    found = asked(tmp_path, [{**row, "city": towns[place // 3]} for place, row in enumerate(ROWS)], attributes=["city"])
    assert found.attributes["city"].words == (r"Rare\x1b]0;owned\x07", "Wuhan")
