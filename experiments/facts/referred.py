"""Customers who were referred, and those who refer: what they bring, and how long they stay."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.claims.claim import Setting, runs
from experiments.facts.churn import YEAR, AtRisk, Days, History, at_risk, churn_in_a_year, churn_ratio, histories
from experiments.facts.fact import Fact, Published, about, below, hardly
from experiments.interval import Interval, ratio
from sim.result import Result

SCHEME = Setting("cash_for_invites", (), 100_000, 1_080, 12)
VALUED = SCHEME._replace(days=1_440, replications=24)
GENEROUS = SCHEME._replace(changes=("rewards.referrer.amount=250",))
"""So many are referred that some of their referrers have gone."""

UNTIED = SCHEME._replace(changes=("behaviour.attrite.referred_others=1",))
"""The same, where having brought a friend keeps nobody."""

LOOKED_AT = 720
"""The day on which is looked who has brought a friend; customers are followed for a year from then on."""

HORIZON = 36
"""Months on book over which margins are added up."""


def of_referred(of: History) -> tuple[AtRisk, AtRisk]:
    """Return the referred and the others."""
    return at_risk(of, of.referred), at_risk(of, ~of.referred)


def while_there(of: History) -> tuple[AtRisk, AtRisk]:
    """Return the referred as long as their referrer is there, and the others."""
    return at_risk(of, of.referred, last=of.referrer_left), at_risk(of, ~of.referred)


def once_gone(of: History) -> tuple[AtRisk, AtRisk]:
    """Return the referred from the day on which their referrer has gone, and the others."""
    gone = of.referred & np.isfinite(of.referrer_left)
    return at_risk(of, gone, first=of.referrer_left), at_risk(of, ~of.referred)


def of_referrers(of: History) -> tuple[AtRisk, AtRisk]:
    """Return those who had brought a friend, and those who had not, in the year after; these until they bring one."""
    had, until = of.brought <= LOOKED_AT, LOOKED_AT + YEAR
    return at_risk(of, had, LOOKED_AT, until), at_risk(of, ~had, LOOKED_AT, np.minimum(of.brought, until))


def kept_by_referring() -> Interval:
    """Return how many who brought a friend left within a year of it, over how many of the same people would if that kept nobody."""
    counts = []
    for kept, untied in zip(histories(SCHEME), histories(UNTIED), strict=True):
        same = np.intersect1d(kept.person[kept.brought <= LOOKED_AT], untied.person[untied.brought <= LOOKED_AT])
        watched = (at_risk(of, np.isin(of.person, same), of.brought, of.brought + YEAR) for of in (kept, untied))
        counts.append([float(here.left.sum()) for here in watched])
    return ratio([with_it for with_it, _ in counts], [without for _, without in counts])


def margin_ratio(first: int, last: int, discount: float = 0.0) -> Interval:
    """Return the margin of referred over that of other accounts, in months on book from the first to before the last."""
    months = np.arange(first, last)
    weight = (1.0 + discount) ** (-months / 12.0)
    referred, others = ([float((by_month(run, channel)[months] * weight).sum()) for run in runs(VALUED)]
                        for channel in ("referred", "organic"))
    return ratio(referred, others)


def by_month(run: Result, channel: str) -> Days:
    """Return the mean margin of a channel's accounts by month on book, those closed and written off included."""
    table = run.tables["vintages"]
    here = table["channel"] == channel
    size = HORIZON + 1
    margin, accounts = (np.bincount(table["mob"][here], weights=table[column][here], minlength=size)[:size]
                        for column in ("margin", "accounts"))
    return np.divide(margin, accounts, out=np.zeros(size), where=accounts > 0)


SSV, VBSS = "Schmitt, Skiera & Van den Bulte 2011", "Van den Bulte, Bayer, Skiera & Schmitt 2018"
DEALS = ("A reward moves those most who look for deals, and their friends are like them; in the model they buy less, and "
         "nothing makes a referred customer fit the lender better.")

FACTS = (
    Fact("referred-churn", "Referred customers leave less often than others", "hazard of leaving -18 %",
         about(0.82, none=1.0), "x", f"{SSV}; confirmed by Armelini, Barrot & Becker 2015, Wolters & Gedenk 2019", True,
         "The rule gives 0.82 while the referrer is there. Some referrers leave, and the deal-prone, who are more often referred, "
         "leave sooner; compared at the same tenure.",
         partial(churn_ratio, SCHEME, of_referred)),
    Fact("referrer-stays", "Referred customers leave less often while their referrer stays", "lower", below(1.0), "x", VBSS, True,
         "The rule asks whether the referrer is there. With CNY 250 a friend, so that there are enough of them.",
         partial(churn_ratio, GENEROUS, while_there)),
    Fact("referrer-gone", "Referred customers leave no less often once their referrer has gone", "not lower",
         Published(0.955, np.inf), "x", VBSS, True,
         "The rule asks whether the referrer is there. Not lower: by no more than a quarter of the 18 %. CNY 250 a friend.",
         partial(churn_ratio, GENEROUS, once_gone)),
    Fact("referred-value", "Referred customers are worth more", "CLV +16 to 25 %", Published(1.16, 1.25, 1.0), "x", SSV, False,
         f"{DEALS} Margins of 36 months, discounted, before the cost of acquisition.",
         partial(margin_ratio, 0, HORIZON, 0.1)),
    Fact("referred-margin", "Referred customers have another margin at first", "higher, or lower", None, "x",
         f"{SSV}: higher, at one German bank; Armelini, Barrot & Becker 2015, Wolters & Gedenk 2019: lower, in other trades", False,
         "Findings contradict each other, so that no sign is right or wrong. Here it follows from whom a reward attracts, who buys "
         "less; set population.deal_theta and behaviour.shop.deal_slope for a market of one's own.",
         partial(margin_ratio, 0, 13)),
    Fact("margin-gap-closes", "The difference in margin is gone after about 30 months", "none after 30 months",
         hardly(1.0, 0.1), "x", SSV, False,
         "None: within a tenth, all of the interval. Who is deal-prone stays so: nothing in the model makes the difference wear "
         "off.",
         partial(margin_ratio, 30, HORIZON)),
    Fact("churn-of-others", "Customers who refer nobody leave", "19 % a year", about(0.19), "share",
         "Garnefeld, Eggert, Helm & Tax 2013: mobile phones", True,
         "The default hazard is 19 % a year for an account in use; dormant accounts leave three times as often.",
         lambda: churn_in_a_year(of_referrers(of)[1] for of in histories(SCHEME))),
    Fact("churn-of-referrers", "Customers who have referred somebody leave less", "7 % a year", about(0.07), "share",
         "Garnefeld, Eggert, Helm & Tax 2013", True, "The rule's factor is 7 / 19; who refers is deal-prone and leaves sooner.",
         lambda: churn_in_a_year(of_referrers(of)[0] for of in histories(SCHEME))),
    Fact("referring-keeps", "Referring keeps the referrer, against a matched control group", "19 -> 7 %: x 0.37",
         about(7.0 / 19.0, none=1.0), "x", "Garnefeld, Eggert, Helm & Tax 2013", True,
         "Compared at the same tenure, as one can in the field, with those who have brought nobody so far; who refers differs "
         "otherwise, too.",
         partial(churn_ratio, SCHEME, of_referrers)),
    Fact("referring-keeps-alone", "Referring by itself keeps the referrer", "x 0.37, if the matching was perfect",
         about(7.0 / 19.0, none=1.0), "x", "Garnefeld, Eggert, Helm & Tax 2013", True,
         "The same people under the same luck, where having brought a friend keeps nobody: no selection is left. Later causes "
         "overtake some of those who were kept.", kept_by_referring),
)

SECONDS = 95
"""About how long all of them take."""
