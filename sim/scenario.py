"""A scenario: everything that one run is made of, with the default of every setting.

Settings are groups of terms; a ``Choice`` is a place where a rule is chosen. Files, units at the door and messages are
the business of the package ``scenarios``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from sim.rules import catalogue, contracts
from sim.terms import Attachment, Changes, Choice, Slot, Term
from sim.ties import EdgeList

CIRCLES, COMPLETE, EDGES = range(3)
MOST_REWARDS = 8
MOST_TIERS = 6
MOST_PORTRAITS = 12
MOST_DIFFERENCES = 24
CHANNEL_NAMES = ("organic", "referred", "team")
ENDLESS = 1_000_000
NO_END = 10_000_000_000_00
MOST_EARNED = 20_000_000_00
CONSUMER_CREDIT, ENTERPRISE_LOAN = 0, 1


def default(decision: str, rule: str = "", **terms: float | tuple[int, ...]) -> Choice:
    """Return the default rule of a decision (or the one named) with its default terms, some of them changed."""
    name = rule or contracts()[decision].default
    return Choice(name, catalogue()[decision][name].terms(**terms))


class Population(NamedTuple):
    """Who the people are."""

    income_median: Annotated[int, Term("money", "median monthly income", 100.0, 1_000_000.0)] = 600_000
    theta_mean: Annotated[float, Term("number", "mean creditworthiness, in standard deviations", -3.0, 3.0)] = 0.0
    deal_mean: Annotated[float, Term("number", "mean deal-proneness, in standard deviations", -3.0, 3.0)] = 0.0
    income_sigma: Annotated[float, Term("number", "standard deviation of log income", 0.0, 3.0)] = 0.5
    income_theta: Annotated[float, Term("number", "correlation of log income and creditworthiness", -1.0, 1.0)] = 0.3
    deal_theta: Annotated[float, Term("number", "correlation of deal-proneness and creditworthiness", -1.0, 1.0,
                                      "assumption: adverse selection (Wolters, Schulze & Gedenk 2020); size assumed")] = -0.5
    propensity_sigma: Annotated[float, Term("number", "standard deviation of log spending propensity, mean 1", 0.0, 3.0)] = 0.4
    points_taste: Annotated[float, Term("share", "mean worth of a point that is used, over its face", 0.0, 1.0)] = 0.85
    limit_taste: Annotated[float, Term("share", "mean worth of one unit of extra limit", 0.0, 1.0)] = 0.05
    taste_sigma: Annotated[float, Term("number", "standard deviation of the log of both tastes", 0.0, 3.0)] = 0.3
    thin_file: Annotated[float, Term("share", "persons with a thin file", 0.0, 1.0)] = 0.30
    launch: Annotated[float, Term("share", "persons who apply in the first month whatever else happens "
                                  "(customers of the shop who are offered credit at the start)", 0.0, 1.0)] = 0.02


class Network(NamedTuple):
    """Who can invite whom."""

    kind: Annotated[int, Term("choice", "circles: friends in circles and ties across; complete: everybody knows everybody; edges: as in a file",
                              choices=("circles", "complete", "edges"))] = CIRCLES
    edges: Annotated[EdgeList | None, Attachment("file with one tie a line, two ids and its strength if known; see [A real network](network.md)")] = None
    mean_ties: Annotated[float, Term("count", "mean number of persons one would consider inviting", 1.0, 500.0)] = 20.0
    strong_share: Annotated[float, Term("share", "ties inside one's circle (strong ties); of ties from a file, the closest", 0.0, 0.95)] = 0.40
    circle: Annotated[int, Term("count", "persons in a circle", 2, 500)] = 16
    tail: Annotated[float, Term("number", "exponent of the tail of the weak ties' number (Pareto)", 1.5, 10.0,
                                "assumption: heavy tails are usual in social networks; exponent assumed")] = 2.5
    homophily: Annotated[float, Term("number", "correlation of creditworthiness, and of deal-proneness, over a tie; at most the share of strong ties",
                                     0.0, 0.95, "assumption: 0.3, a common figure in the trade")] = 0.30
    alike: Annotated[float, Term("share", "persons who are of their circle's portrait, where there are portraits", 0.0, 1.0)] = 0.0


class Product(NamedTuple):
    """What the credit costs its customer and brings the lender."""

    kind: Annotated[int, Term("choice", "consumer_credit: purchases within a limit; enterprise_loan: term loans and lines by revenue, "
                              "of which a person is an enterprise and her income its monthly revenue", evidence="chosen",
                              choices=("consumer_credit", "enterprise_loan"), common=True)] = 0
    take_rate: Annotated[float, Term("share", "what the merchant pays on a purchase", 0.0, 0.2, "chosen")] = 0.010
    instalment_fee: Annotated[float, Term("per month", "flat fee on the sum put on instalments", 0.0, 0.05,
                                          "chosen: 0.5-1.2 % flat a month (JD Baitiao, consumer guides 2021-2024); "
                                          "0.8 % is an IRR of 17.3 % a year")] = 0.008
    grace_days: Annotated[int, Term("days", "from the statement to its due day", 1, 29,
                                    "chosen: 30 days interest-free on average (JD Baitiao)", common=True)] = 15
    late_fee: Annotated[float, Term("per day", "penalty on what is overdue", 0.0, 0.005,
                                    "chosen: 0.05 % a day (JD Baitiao)")] = 0.0005
    minimum_payment: Annotated[float, Term("share", "smallest part of a statement that keeps it current; an enterprise loan has none", 0.01, 1.0, "chosen")] = 0.10
    revolving_fee: Annotated[float, Term("per day", "fee on what is carried over after a minimum payment", 0.0, 0.005,
                                         "chosen: 0.05 % a day (JD Baitiao)")] = 0.0005


class Loan(NamedTuple):
    """The terms of an enterprise loan; none of them counts where the product is consumer credit."""

    facility: Annotated[Choice, Slot("facility", "term loan or line")] = default("facility")
    rate: Annotated[Choice, Slot("rate", "the yearly rate")] = default("rate")
    floor: Annotated[float, Term("per year", "lowest rate charged, discounts included", 0.0, 0.36,
                                 "chosen: 3.48 % (small-business loans)")] = 0.0348
    ceiling: Annotated[float, Term("per year", "highest rate", 0.0, 0.36, "chosen: 8 % (small-business loans)")] = 0.08
    schedule: Annotated[Choice, Slot("schedule", "how principal falls due")] = default("schedule")
    months: Annotated[int, Term("months", "instalments of a term loan", 1, 120, "chosen")] = 12
    line_months: Annotated[int, Term("months", "instalments of a drawdown on a line", 1, 120, "chosen")] = 6
    processing: Annotated[int, Term("days", "from approval to the first day on which a loan may be disbursed", 1, 90, "chosen", common=True)] = 3
    drawdown: Annotated[Choice, Slot("drawdown", "how much is drawn")] = default("drawdown")


class Credit(NamedTuple):
    """The lender's policy."""

    score: Annotated[Choice, Slot("score", "what the lender sees")] = default("score")
    fraud_check: Annotated[Choice, Slot("fraud_check", "how fraud is looked for")] = default("fraud_check")
    identity_check: Annotated[Choice, Slot("identity_check", "device and identity check of who would be approved")] = default("identity_check")
    velocity: Annotated[Choice, Slot("velocity", "how many accounts a referrer may bring")] = default("velocity")
    fraud_detection: Annotated[Choice, Slot("fraud_detection", "how open accounts are looked over")] = default("fraud_detection")
    approve: Annotated[Choice, Slot("approve", "who is approved")] = default("approve")
    first_limit: Annotated[Choice, Slot("first_limit", "the first limit")] = default("first_limit")
    promote: Annotated[Choice, Slot("promote", "who stands at a tier")] = default("promote")
    limit: Annotated[Choice, Slot("limit", "the limit after a review")] = default("limit")
    charge_off: Annotated[Choice, Slot("charge_off", "when an account is written off")] = default("charge_off")
    recover: Annotated[Choice, Slot("recover", "how recoveries come in")] = default("recover")
    provision: Annotated[Choice, Slot("provision", "the expected credit loss")] = default("provision")
    lgd: Annotated[float, Term("share", "loss given default", 0.0, 1.0,
                               "published: 0.90-0.94 after write-off (sale prices of personal NPLs)")] = 0.90
    stage_2_bucket: Annotated[int, Term("count", "statements missed from which risk has risen significantly (IFRS 9 stage 2)",
                                        1, 4, "chosen: 30 dpd (IFRS 9 B5.5.20)", common=True)] = 2
    seasoned_after: Annotated[int, Term("months", "months on book after which the score knows behaviour", 1, 60, "chosen", common=True)] = 6
    separate_consent: Annotated[bool, Term("switch", "applicants are asked for a consent of its own to the use of their ties in the "
                                           "score", evidence="chosen", common=True)] = False
    social_data_purpose: str = ""
    consent: Annotated[float, Term("share", "applicants who give that consent", 0.0, 1.0)] = 0.5


class Behaviour(NamedTuple):
    """How people decide."""

    arrive: Annotated[Choice, Slot("arrive", "applying on one's own")] = default("arrive")
    worth: Annotated[Choice, Slot("worth", "what a reward is felt to be worth")] = default("worth")
    invite: Annotated[Choice, Slot("invite", "inviting friends")] = default("invite")
    whom: Annotated[Choice, Slot("whom", "whom to invite")] = default("whom")
    respond: Annotated[Choice, Slot("respond", "answering an invitation")] = default("respond")
    intent: Annotated[Choice, Slot("intent", "applying in order not to repay")] = default("intent")
    activate: Annotated[Choice, Slot("activate", "the first purchase")] = default("activate")
    shop: Annotated[Choice, Slot("shop", "how often one buys")] = default("shop")
    basket: Annotated[Choice, Slot("basket", "for how much")] = default("basket")
    payment_plan: Annotated[Choice, Slot("payment_plan", "how it is paid")] = default("payment_plan")
    hardship: Annotated[Choice, Slot("hardship", "losing income")] = default("hardship")
    repay: Annotated[Choice, Slot("repay", "repaying")] = default("repay")
    attrite: Annotated[Choice, Slot("attrite", "leaving")] = default("attrite")
    organise: Annotated[Choice, Slot("organise", "running a ring of accounts for the reward")] = default("organise")
    exploit: Annotated[Choice, Slot("exploit", "what a ring's account buys")] = default("exploit")
    pay_back: Annotated[Choice, Slot("pay_back", "whether a ring's account repays")] = default("pay_back")
    friends_at_once: Annotated[int, Term("count", "friends asked on one occasion", 1, 50)] = 3
    foresight: Annotated[int, Term("count", "friends ahead that a referrer reckons with on a ladder", 1, 20)] = 5


class Reward(NamedTuple):
    """One line of the scheme: who is paid, for what, how much, in which form, and with which limits."""

    pay: Annotated[int, Term("choice", "who is paid: the referrer, the friend, or the nearest team leader above the friend", evidence="chosen",
                             choices=("referrer", "friend", "leader"), common=True)] = 0
    when: Annotated[Choice, Slot("trigger", "what the friend must have done")] = default("trigger")
    amount: Annotated[Choice, Slot("amount", "how much is paid")] = default("amount")
    form: Annotated[int, Term("choice", "in which form", evidence="chosen", choices=("cash", "points", "coupon", "credit_limit", "rate_discount"))] = 0
    loans: Annotated[int, Term("count", "of each friend, how many loans are paid for, each on the day it is disbursed", 1, 1_000, "chosen")] = 1
    hold: Annotated[int, Term("days", "how long the reward is held before it is paid", 0, 720, "chosen")] = 0
    claw_back: Annotated[Choice, Slot("claw_back", "when it is taken back")] = default("claw_back")
    cap_count: Annotated[int, Term("count", "rewards a person under this line", 1, ENDLESS, "chosen: 25 (ABC)")] = ENDLESS
    cap_amount: Annotated[int, Term("money", "sum a person under this line", 0.0, float(MOST_EARNED // 100), "chosen")] = MOST_EARNED
    from_day: Annotated[int, Term("days", "first day of the campaign", 0, ENDLESS, "chosen")] = 0
    to_day: Annotated[int, Term("days", "last day of the campaign", 0, ENDLESS, "chosen")] = ENDLESS
    budget: Annotated[int, Term("money", "sum for all persons under this line", 0.0, float(NO_END // 100), "chosen", common=True)] = NO_END
    daily_budget: Annotated[int, Term("money", "sum a day under this line, first come, first served; what comes later that day is not "
                                      "paid, then or afterwards", 0.0, float(NO_END // 100), "chosen", common=True)] = NO_END
    by_tier: Annotated[bool, Term("switch", "multiply by the payee's tier", evidence="chosen")] = False


class Tier(NamedTuple):
    """A level of the ladder: what it asks for and what it gives."""

    name: str = ""
    on_time: Annotated[int, Term("count", "statements in a row repaid on time", 0, 120, "chosen")] = 0
    spend: Annotated[int, Term("money", "spending since the first purchase", 0.0, 10_000_000.0, "chosen")] = 0
    limit: Annotated[float, Term("number", "multiple of the first limit", 0.1, 20.0, "chosen")] = 1.0
    reward: Annotated[float, Term("number", "multiple of rewards that go by tier", 0.0, 20.0, "chosen")] = 1.0
    rate: Annotated[float, Term("per year", "taken off the yearly rate of an enterprise loan", 0.0, 0.1, "chosen")] = 0.0


class Team(NamedTuple):
    """The team plan; ``depth`` 0 is no plan."""

    depth: Annotated[int, Term("count", "levels below a leader that count as her team; 0: no plan", 0, 5, "chosen", common=True)] = 0
    qualify: Annotated[Choice, Slot("qualify", "who leads")] = default("qualify")
    override: Annotated[Choice, Slot("override", "what a leader earns on her team's rewards")] = default("override")
    quality_gate: Annotated[Choice, Slot("quality_gate", "when a leader is suspended")] = default("quality_gate")
    extra_limit: Annotated[int, Term("money", "credit limit a leader gets on top while qualified", 0.0, 100_000.0, "chosen")] = 0


class Economics(NamedTuple):
    """What running the programme costs."""

    cost_of_funds: Annotated[float, Term("per year", "on receivables", 0.0, 1.0,
                                         "assumption: 3 %, from the 1-year LPR of 3.0 %")] = 0.03
    servicing: Annotated[int, Term("money", "cost of an account with a statement, a month", 0.0, 1_000.0)] = 50
    application: Annotated[int, Term("money", "cost of an application: bureau, identity, fraud check", 0.0, 10_000.0)] = 600
    marketing: Annotated[int, Term("money", "advertising for one application that nobody referred", 0.0, 100_000.0,
                                   "derived: CAC of CNY 105-240 in 2017 (press), at the share approved and activated")] = 4_500
    identity_check: Annotated[int, Term("money", "cost of a device and identity check", 0.0, 1_000.0)] = 200
    fraud_review: Annotated[int, Term("money", "cost of looking into a suspicious account", 0.0, 10_000.0)] = 3_000
    points_breakage: Annotated[float, Term("share", "points that are never used", 0.0, 1.0, "published: about 30 %")] = 0.30
    coupon_days: Annotated[int, Term("days", "how long a coupon is valid", 1, 720, "chosen")] = 60
    coupon_share: Annotated[float, Term("share", "largest part of a purchase that coupons pay", 0.0, 1.0, "chosen")] = 0.5
    campaign_budget: Annotated[int, Term("money", "sum of all rewards", 0.0, float(NO_END // 100), "chosen")] = NO_END
    daily_budget: Annotated[int, Term("money", "sum of all rewards of a day, first come, first served; what comes later that day is "
                                      "not paid, then or afterwards", 0.0, float(NO_END // 100), "chosen")] = NO_END
    overhead: Annotated[int, Term("money", "fixed cost of the programme a month: team and systems", 0.0, float(NO_END // 100), "chosen")] = 0
    discount: Annotated[float, Term("per year", "rate at which later margins are discounted in LTV", 0.0, 1.0, "chosen")] = 0.10


class Compliance(NamedTuple):
    """Where the product is offered, and what its terms say that the model cannot see; read by ``fission check`` alone."""

    china: Annotated[bool, Term("switch", "offered in mainland China", evidence="chosen")] = True
    uk: Annotated[bool, Term("switch", "offered in the United Kingdom", evidence="chosen")] = False
    eu: Annotated[bool, Term("switch", "offered in the European Union", evidence="chosen")] = False
    us: Annotated[bool, Term("switch", "offered in the United States", evidence="chosen")] = False
    joining_fee: Annotated[int, Term("money", "what one pays to take part in the referral programme", 0.0, 1_000_000.0, "chosen")] = 0
    own_purchase_required: Annotated[bool, Term("switch", "one must buy something oneself before one may refer or be paid", evidence="chosen")] = False
    paid_in_right: Annotated[bool, Term("switch", "the right to refer is paid for in another way: a deposit, a kit, a membership", evidence="chosen")] = False
    charges_itemised: Annotated[bool, Term("switch", "every charge is shown to the borrower by itself, with its annual rate", evidence="chosen")] = True
    limit_rise_on_request: Annotated[bool, Term("switch", "a limit is raised only where the customer has asked for it", evidence="chosen")] = False
    persistent_debt_excluded: Annotated[bool, Term("switch", "no limit is raised in persistent debt of 12 months or more", evidence="chosen")] = False
    advertising_stresses_ease: Annotated[bool, Term("switch", "advertising stresses how easily or fast credit is had", evidence="chosen")] = False


class Portrait(NamedTuple):
    """A segment of the population: its share, and in what its people differ from the others."""

    about: str = ""
    share: Annotated[float, Term("share", "part of the population; the shares of all portraits add up to 1", 0.0, 1.0)] = 1.0
    ties: Annotated[float, Term("number", "weak ties, against those of the other portraits; the mean over all stays network.mean_ties",
                                0.05, 20.0)] = 1.0
    changes: Annotated[Mapping[str, Any], Changes(("population", "behaviour"))] = {}


class Difference(NamedTuple):
    """Other terms for a portrait, a tier, a channel, or those who are of all three that are named."""

    portrait: str = ""
    tier: str = ""
    channel: Annotated[int, Term("choice", "who brought the customer", evidence="chosen", choices=("any", *CHANNEL_NAMES))] = 0
    changes: Annotated[Mapping[str, Any], Changes(("rewards", "credit", "product", "loan", "team"))] = {}


class Funding(NamedTuple):
    """How much there is to lend."""

    capital: Annotated[int, Term("money", "principal that may be lent out; above it nothing is lent until some has come back",
                                 1.0, float(NO_END // 100), "chosen")] = NO_END
    ration: Annotated[Choice, Slot("ration", "how lending slows as capital is used")] = default("ration")
    premium: Annotated[float, Term("per year", "added to the cost of funds when all capital is used, in proportion before", 0.0, 1.0)] = 0.0


class Macro(NamedTuple):
    """The economy around the programme."""

    preset: Annotated[Choice, Slot("macro", "the path of the economy")] = default("macro")
    spread: Annotated[float, Term("per year", "added to the cost of funds by each point of stress", 0.0, 0.1)] = 0.002


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


class Season(NamedTuple):
    """The year around the programme; seasons move purchases within it, they add none over a full year."""

    calendar: Annotated[Choice, Slot("season", "how often people buy on a day of the year")] = default("season")
    starts: Annotated[int, Term("choice", "month on whose first day the run begins", evidence="chosen", choices=MONTHS)] = 0


class Competitor(NamedTuple):
    """Somebody else's offer to the lender's customers."""

    worth: Annotated[int, Term("money", "what changing to the competitor is felt to be worth; 0: there is no offer", 0.0, 100_000.0)] = 0
    from_day: Annotated[int, Term("days", "first day of the offer", 0, ENDLESS)] = 0
    to_day: Annotated[int, Term("days", "last day of the offer", 0, ENDLESS)] = ENDLESS
    lure: Annotated[Choice, Slot("lure", "leaving for the offer")] = default("lure")


class Abuse(NamedTuple):
    """Rings of accounts run for the reward. Their identities are not among the ``persons`` of the scenario."""

    organisers: Annotated[float, Term("number", "people per 10,000 persons who would run a ring if it paid; 0: none", 0.0, 1_000.0)] = 0.0
    accounts: Annotated[int, Term("count", "accounts that an organiser can command", 2, 60)] = 30
    cost_low: Annotated[int, Term("money", "what an account with a verified identity costs the cheapest organiser", 0.0, 10_000.0,
                                  "assumption: CNY 50-300")] = 5_000
    cost_high: Annotated[int, Term("money", "... and the dearest one; the others lie evenly between", 0.0, 10_000.0,
                                   "assumption: CNY 50-300")] = 30_000
    days_between: Annotated[int, Term("days", "from one application of a ring to the next", 1, 90)] = 3
    bust_out: Annotated[float, Term("share", "ring accounts that draw the whole limit in the end and vanish", 0.0, 1.0)] = 0.2
    thin_file: Annotated[float, Term("share", "bought identities with a thin file", 0.0, 1.0)] = 0.6
    points_worth: Annotated[float, Term("share", "worth of a point to an organiser, over its face", 0.0, 1.0)] = 0.8
    limit_worth: Annotated[float, Term("share", "worth to an organiser of one unit of extra limit", 0.0, 1.0)] = 0.0


class Scenario(NamedTuple):
    """One run's inputs, but for the seed."""

    name: str = "unnamed"
    title: str = ""
    purpose: str = ""
    currency: str = "CNY"
    persons: Annotated[int, Term("count", "persons, prospects included", 2, 100_000_000, "chosen")] = 20_000
    days: Annotated[int, Term("days", "length of the run", 1, 7_200, "chosen")] = 360
    population: Population = Population()
    network: Network = Network()
    product: Product = Product()
    loan: Loan = Loan()
    credit: Credit = Credit()
    behaviour: Behaviour = Behaviour()
    economics: Economics = Economics()
    funding: Funding = Funding()
    macro: Macro = Macro()
    season: Season = Season()
    competitor: Competitor = Competitor()
    compliance: Compliance = Compliance()
    rewards: Mapping[str, Reward] = {}
    tiers: tuple[Tier, ...] = ()
    team: Team = Team()
    abuse: Abuse = Abuse()
    portraits: Mapping[str, Portrait] = {}
    differ: Mapping[str, Difference] = {}
