"""A scenario in another currency: the same people do the same, and their money is worth the same."""

from decimal import Decimal

import pytest
from click.testing import CliRunner

from experiments import replicate
from reports.command import main
from scenarios import load, resolve
from scenarios.exchanging import exchanged

SIZE = {"persons": 2_000, "days": 120, "population.launch": 0.2}


def shown(*words):
    return CliRunner().invoke(main, ["show", "cash_for_invites", "--resolved", *words])


def test_at_a_rate_of_one_nothing_but_the_name_of_the_currency_changes():
    mine = resolve("differentiated")
    assert exchanged(mine, "EUR", Decimal(1)).scenario == mine.scenario._replace(currency="EUR")


def test_people_do_the_same_whatever_their_money_is_called(tmp_path):
    (tmp_path / "taiwan.yaml").write_text(shown("--currency", "TWD", "--rate", "4.5").output, encoding="utf-8")
    home, abroad = (replicate(load(name, SIZE)).runs[0].measures for name in ("cash_for_invites", tmp_path / "taiwan.yaml"))
    for name in ("activated_accounts", "invitations", "purchases", "charged_off_accounts"):
        assert home[name].value == abroad[name].value, name
    for name in ("gmv", "ead", "profit", "reward_cost"):
        assert abroad[name].value == pytest.approx(4.5 * home[name].value, rel=1e-3), name


def test_what_has_no_end_has_none_in_any_currency():
    found = exchanged(resolve("cash_for_invites"), "TWD", Decimal("4.5")).scenario
    assert found.funding.capital == load("cash_for_invites").funding.capital


@pytest.mark.parametrize(("words", "message"), [
    (("--currency", "euro", "--rate", "1"), "'euro' is not a currency"),
    (("--currency", "EUR", "--rate", "0"), "no rate of exchange"),
    (("--currency", "EUR", "--rate", "nan"), "no rate of exchange"),
    (("--currency", "EUR"), "go together"),
    (("--currency", "IDR", "--rate", "2200"), "count in thousands"),
])
def test_what_cannot_be_exchanged_is_told(words, message):
    found = shown(*words)
    assert found.exit_code == 2
    assert message in found.output
