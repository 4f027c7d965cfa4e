"""What a rule may see, and what it may answer. Money is in minor units, time in days unless a name says otherwise."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Reason(IntEnum):
    """Why an application was answered as it was."""

    APPROVED = 0
    LOW_SCORE = 1
    THIN_FILE = 2
    FRAUD_CHECK = 3
    NO_FUNDS = 4
    IDENTITY_CHECK = 5
    VELOCITY = 6


class Verdict(IntEnum):
    """What a check of the lender comes to."""

    NOT_CHECKED = 0
    CLEARED = 1
    FLAGGED = 2


class Payment(IntEnum):
    """What a borrower pays on a due day, in months of arrears counted from the oldest."""

    NOTHING = 0
    MINIMUM = 1
    ONE_MONTH = 2
    TWO_MONTHS = 3
    FULL = 4


class Form(IntEnum):
    """The form in which a reward is paid."""

    CASH = 0
    POINTS = 1
    COUPON = 2
    CREDIT_LIMIT = 3
    RATE_DISCOUNT = 4


class Facility(IntEnum):
    """What an account lends: for purchases within a limit, one sum at a time, or drawdowns within a line."""

    PURCHASES = 0
    TERM_LOAN = 1
    LINE = 2


class Clock(NamedTuple):
    """A day of the run, and which day of the year it is: 0 to 359, of 12 months of 30 days."""

    day: int
    of_year: int


class Capital(NamedTuple):
    """The share of the capital for lending that is lent out as the day begins; 0 where capital has no end."""

    used: float


class Prospect(NamedTuple):
    """Somebody who has no account: the share of her ties who are customers."""

    customer_share: float


class Offer(NamedTuple):
    """A reward as it is promised: face amount, form, days until it is paid, and the person's taste for its form.

    Of a rate discount the amount is the interest that it saves in a year on the usual balance.
    """

    amount: int
    form: int
    delay_days: float
    points_taste: float
    limit_taste: float


class Inviter(NamedTuple):
    """A customer in good standing: the felt value of bringing one more friend, and what she has done so far."""

    reward: float
    deal: float
    sent: int
    friends: int
    days_open: int


class Ties(NamedTuple):
    """The ties that an inviter has not asked yet, and the felt value of bringing one of them."""

    strong_left: int
    weak_left: int
    reward: float


class Invitation(NamedTuple):
    """An invitation as its receiver meets it; ``before`` counts the invitations she had until yesterday."""

    strong: bool
    reward: float
    deal: float
    customer_share: float
    before: int


class Applicant(NamedTuple):
    """An applicant as nature knows her. Only the score rule may look: the lender sees what it returns.

    What follows ``consents`` is seen of those alone who have consented to the use of their ties, and neutral otherwise:
    the score of who brought her (``referred``), her statements in a row repaid on time and how many she has missed; the
    share of her ties who are customers, and who have defaulted.
    """

    theta: float
    deal: float
    thin: bool
    seasoned: bool
    consents: bool = False
    referred: bool = False
    referrer_score: float = 600.0
    referrer_on_time: int = 0
    referrer_bucket: int = 0
    customer_share: float = 0.0
    distress: float = 0.0


class Application(NamedTuple):
    """An application as the lender sees it."""

    score: float
    thin: bool
    flagged: bool
    income: int


class NewCustomer(NamedTuple):
    """An account without a purchase yet; ``reward`` is the felt value of what its first purchase brings the customer.

    ``season`` is how many times as often people buy on such a day.
    """

    reward: float
    deal: float
    propensity: float
    days_open: int
    season: float = 1.0


class Shopper(NamedTuple):
    """A customer who may buy today; with an enterprise loan, who may draw, or (``renewal``) borrow once more.

    ``season`` is how many times as often people buy on such a day, ``stress`` the economy's, in points above normal.
    """

    propensity: float
    deal: float
    idle_days: int
    wont_pay: bool
    renewal: bool = False
    season: float = 1.0
    stress: float = 0.0


class Drawdown(NamedTuple):
    """An enterprise about to draw on its facility: monthly revenue, the contract rate a year, what may still be drawn."""

    facility: int
    revenue: int
    rate: float
    available: int
    wont_pay: bool


class Pricing(NamedTuple):
    """A loan about to be priced: score, statements in a row repaid on time, and the tier's cut of the yearly rate."""

    score: float
    on_time: int
    tier_cut: float


class Instalment(NamedTuple):
    """A plan on its statement: principal not billed yet, statements left (this one included), and the rate a month."""

    left: int
    months: int
    rate: float


class Basket(NamedTuple):
    """What bounds and scales a purchase.

    ``extra_limit`` is the limit beyond the first one, ``usual_balance`` the debt that her spending leads to without it.
    """

    income: int
    propensity: float
    score: float
    extra_limit: int
    usual_balance: float
    available: int
    wont_pay: bool


class Purchase(NamedTuple):
    """A purchase about to be paid: at once on the next statement, or by instalments."""

    amount: int
    income: int
    score: float
    wont_pay: bool


class Household(NamedTuple):
    """A borrower before this month's fate; ``stress`` is the economy's, in points above normal."""

    hardship: bool
    theta: float
    stress: float = 0.0


class Statement(NamedTuple):
    """A statement on its due day. ``bucket`` counts the statements missed before this one; ``burden`` is due over income.

    ``distress`` is the share of her ties known to have defaulted; ``bonus_pending`` tells that somebody's reward waits
    for her repayment; ``stress`` is the economy's, in points above normal.
    """

    bucket: int
    theta: float
    burden: float
    utilisation: float
    hardship: bool
    distress: float
    bonus_pending: bool
    wont_pay: bool
    stress: float = 0.0


class Idle(NamedTuple):
    """A customer who may leave."""

    idle_days: int
    friends: int
    deal: float
    referrer_stays: bool


class Tempted(NamedTuple):
    """A customer to whom a competitor makes an offer worth so much; ``owes``: she has a balance to pay off first."""

    worth: int
    deal: float
    friends: int
    owes: bool


class Arrears(NamedTuple):
    """How late an account is."""

    dpd: int


class WrittenOff(NamedTuple):
    """A charged-off account: what was written off, what has come back, months since."""

    amount: int
    recovered: int
    months: int
    lgd: float


class Exposure(NamedTuple):
    """An account on the day the provision is made; ``risen``: its risk has risen significantly."""

    risen: bool
    balance: int
    pd_12_months: float
    pd_lifetime: float
    lgd: float


class Standing(NamedTuple):
    """A customer's record against what a tier asks for; ``spent`` counts from the first purchase."""

    on_time: int
    spent: int
    bucket: int
    asks_on_time: int
    asks_spent: int


class Limit(NamedTuple):
    """What a limit is made of: the first one, the tier's multiple, and limit earned as a reward."""

    first: int
    multiple: float
    earned: int


class Referral(NamedTuple):
    """A referred friend's record since approval."""

    days_open: int
    purchases: int
    spent: int
    on_time: int
    bucket: int


class Earning(NamedTuple):
    """A reward about to be worked out: it is the payee's ``count``-th under this line.

    ``spent`` is what the friend has spent, or borrowed; of a line that pays for each loan, the loan just disbursed.
    """

    count: int  # type: ignore[assignment]
    spent: int


class Rewarded(NamedTuple):
    """A reward already earned and the friend it was earned with; ``days`` since it was earned."""

    days: int
    bucket: int
    charged_off: bool
    closed: bool


class Leader(NamedTuple):
    """A referrer who may lead a team: active friends of her own, team within the plan's depth, own record."""

    friends: int
    team: int
    on_time: int
    bucket: int


class TeamReward(NamedTuple):
    """A reward that a team member was given, ``level`` steps below the leader (1: a friend of her own)."""

    amount: int
    level: int


class TeamQuality(NamedTuple):
    """A team's size and how many of it are 30 or more days past due (charge-offs included)."""

    size: int
    late: int


class FraudSignal(NamedTuple):
    """What a fraud check senses: whether there is fraud to be found, and how thin the file is."""

    fraudulent: bool
    thin: bool


class Velocity(NamedTuple):
    """How many accounts a referrer has brought this calendar month (of 30 days), until the evening before."""

    brought: int


class Suspicion(NamedTuple):
    """An account as the lender looks it over each month: whether it is fake (nature's secret), and what can be seen.

    ``crowd`` counts the activated accounts around its referral link: those it brought, or its referrer did, whichever
    are more.
    """

    fake: bool
    crowd: int
    purchases: int
    days_open: int


class RingPlan(NamedTuple):
    """A ring that an organiser thinks about: so many accounts, each inviting up to ``fan`` of the next ones.

    ``reward`` is what the scheme would pay it, as felt, if every account opened and none was found, ``own`` the part of it
    that accounts are paid as friends, for themselves; ``spend`` what must be bought for that; ``chance_approved`` the chance
    that an identity's score is approved, ``chance_refused`` the true one that an application fails the checks,
    ``chance_found`` that an account is found before it is paid.
    """

    accounts: int
    fan: int
    reward: float
    own: float
    spend: int
    account_cost: int
    chance_approved: float
    chance_refused: float
    chance_found: float


class Fake(NamedTuple):
    """An account of a ring before today's move: what the scheme's lines still ask of it, what it owes and may draw.

    ``awaits``: the ring is not complete, or a reward for this account is still to come.
    """

    purchases: int
    missing_spend: int
    missing_payments: int
    owed: int
    available: int
    busts_out: bool
    awaits: bool


class Debt(NamedTuple):
    """A ring account on its due day; ``found``: the lender has frozen it."""

    owed: int
    busts_out: bool
    awaits: bool
    found: bool
