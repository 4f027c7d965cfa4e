"""A market of enterprises: everybody with an account is one, whatever else she is."""

from __future__ import annotations

import pytest

from scenarios import load
from sim.facts import Facility, Payment
from sim.market import Consumer, Defaulter, Enterprise, Market, Prospect, Referrer, ReferringEnterprise
from sim.scenario import Scenario


@pytest.fixture(scope="module")
def lender() -> Scenario:
    return load("enterprise_referral", {"persons": 400, "days": 150, "population.launch": 0.5, "behaviour.repay.c_to_m1": 0.3})


def test_every_borrower_is_an_enterprise_and_those_who_refer_are_referrers_too(lender):
    market = Market(lender, 1)
    market.run()
    types = market.agents_by_type
    assert Consumer not in types
    assert all(len(types[part]) > 0 for part in (Prospect, Enterprise, ReferringEnterprise))
    borrowers = market.agents.select(agent_type=Enterprise)
    assert len(borrowers) == (market.table("persons")["account"] >= 0).sum()
    assert len(market.agents.select(agent_type=Referrer)) == len(types[ReferringEnterprise])
    assert {each.lends for each in borrowers} == {Facility.TERM_LOAN, Facility.LINE}
    assert {round(each.yearly_rate, 5) for each in borrowers if each.purchases} == {0.072}


def test_what_is_written_for_enterprises_counts_for_all_of_them(lender):
    class Honest(Enterprise):
        def repay(self, seen, luck, second):
            return Payment.FULL

    class Silent(Referrer):
        def invite(self, seen):
            return 0.0

    market = Market(lender, 1, agents={Enterprise: Honest, Referrer: Silent})
    market.run()
    assert len(market.agents.select(agent_type=Defaulter)) == 0
    referrers = market.agents_by_type[ReferringEnterprise]
    assert all(isinstance(each, Honest) and isinstance(each, Silent) for each in referrers)


def test_consumers_are_no_enterprises():
    with pytest.raises(TypeError, match="Enterprise is no part; one of Prospect, Consumer"):
        Market(load("cash_for_invites"), 1, agents={Enterprise: Enterprise})
