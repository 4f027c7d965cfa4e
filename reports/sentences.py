"""What happened to a person, in plain sentences: one template, or one short function, a kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

from experiments.biography import Biography, Event, events
from reports.wording import worded
from sim.terms import MINOR_UNITS, RATE_UNIT

REASONS = {"low_score": "the score is below the cut-off", "thin_file": "the score is below the cut-off of thin files",
           "fraud_check": "the fraud check has raised a flag", "no_funds": "the capital runs short",
           "identity_check": "the check of device and identity has failed",
           "velocity": "who referred her has brought too many this month"}
FORMS = {"cash": "in cash", "points": "in points", "coupon": "as a coupon", "credit_limit": "of credit limit"}
REFUSALS = {"window": "the line does not run on this day", "ended": "her account has ended", "frozen": "her account is frozen",
            "step": "the ladder pays nothing between two steps", "cap": "the cap a person is reached",
            "budget": "a budget is used up", "cap or budget": "a cap a person or a budget is reached"}
RECORDS = {"closed": "has closed the account", "charged_off": "is written off", "frozen": "is frozen as part of a ring"}
WHY = {"tier": "her tier has changed", "leadership": "her leadership has changed", "reward": "a reward in credit limit"}


def bucket(number: int) -> str:
    """Return the name of a bucket.

    >>> bucket(0), bucket(2)
    ('C', 'M2')
    """
    return f"M{number}" if number else "C"


def words(name: str) -> str:
    """Return a name in words."""
    return name.replace("_", " ")


def several(number: int, what: str) -> str:
    """Return a number of things.

    >>> several(1, "friend"), several(1_200, "purchase")
    ('1 friend', '1,200 purchases')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


class Voice:
    """Says what happened, in the currency and with the names of a scenario."""

    def __init__(self, told: Biography) -> None:
        """Speak of somebody."""
        self.scenario, self.ties, self.person = told.scenario, sum(told.ties), told.person

    def money(self, amount: int) -> str:
        """Return a sum, to the last minor unit."""
        whole, rest = divmod(abs(amount), MINOR_UNITS)
        return f"{self.scenario.currency} {'-' if amount < 0 else ''}{whole:,}{f'.{rest:02}' if rest else ''}"

    def tell(self, event: Event) -> str:
        """Return what happened in the words of the product; of a kind that nobody has found words for, its name and figures."""
        return worded(self.said(event), self.scenario)

    def said(self, event: Event) -> str:
        """Return what happened to a consumer."""
        kind = type(event.what)
        if kind in TOLD:
            return TOLD[kind](self, event.what)
        facts = self.facts(event.what)
        if kind in SENTENCES:
            return SENTENCES[kind].format_map(facts)
        return f"{words(event.kind)}: {', '.join(f'{words(name)} {value}' for name, value in facts.items())}"

    def facts(self, what: Any) -> dict[str, object]:
        """Return the facts of an event as they are said: sums with their currency, names in words."""
        hints = get_type_hints(type(what), include_extras=True)
        return {name: self.money(value) if hints[name] == events.Money else words(value) if isinstance(value, str) else value
                for name, value in what._asdict().items()}

    def reward(self, amount: int, form: str) -> str:
        """Return what a reward comes to, and in which form; a rate discount is no sum of money."""
        if form == "rate_discount":
            return f"{100.0 * RATE_UNIT * amount:.10g} points off the yearly rate"
        return f"{self.money(amount)} {FORMS[form]}"

    def of(self, line: str, friend: int) -> str:
        """Return what a reward is for."""
        return f"as a friend (line {line})" if friend == self.person else f"for person {friend} (line {line})"

    def parts(self, **sums: int) -> str:
        """Return the sums that are not zero, each with what it is."""
        return ", ".join(f"{self.money(amount)} {words(name)}" for name, amount in sums.items() if amount)


def invited(voice: Voice, it: events.Invited) -> str:
    """Tell of an invitation."""
    tie = "strong" if it.strong else "weak"
    felt = f", feels what she is promised to be worth {voice.money(it.felt)}" if it.felt else ""
    end = "and accepts" if it.accepted else "and does not accept"
    return f"is invited by person {it.by}, a {tie} tie, for the {ordinal(it.times)} time{felt}; {known(voice, it.customers)}; {end}"


def known(voice: Voice, customers: int) -> str:
    """Tell how many ties are customers."""
    return f"{customers or 'none'} of her {several(voice.ties, 'tie')} {'is' if customers <= 1 else 'are'} already a customer"\
        .replace("are already a customer", "are already customers")


def ordinal(number: int) -> str:
    """Return an ordinal number.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def applied(voice: Voice, it: events.Applied) -> str:
    """Tell of an application."""
    if it.invited_by is not None:
        return f"applies on the invitation of person {it.invited_by}"
    return f"applies by herself; {known(voice, it.customers)}"


def approved(voice: Voice, it: events.Approved) -> str:
    """Tell of an approval."""
    return (f"is approved: score {it.score:.0f} on a {'thin' if it.thin else 'full'} file, first limit {voice.money(it.limit)}, "
            f"channel {words(it.channel)}; the application has cost the lender {voice.money(it.cost)}")


def declined(voice: Voice, it: events.Declined) -> str:
    """Tell of a refusal."""
    terms = ", ".join(f"{words(name)} {value:,.10g}" for name, value in it.terms._asdict().items())
    return (f"is declined, reason code {it.reason}: {REASONS.get(it.reason, words(it.reason))}; score {it.score:.1f} on a "
            f"{'thin' if it.thin else 'full'} file ({terms}); the application has cost the lender {voice.money(it.cost)}")


def purchased(voice: Voice, it: events.Purchased) -> str:
    """Tell of a purchase."""
    first = ", her first purchase" if it.number == 1 else ""
    coupon = f", {voice.money(it.coupon)} of it by coupon" if it.coupon else ""
    how = f"in {it.months} monthly instalments" if it.months else "due on the next statement"
    rest = f"; the other {voice.money(it.owed)}" if it.coupon else ","
    return f"buys for {voice.money(it.amount)}{first}{coupon}{rest} {how}"


def borrowed(voice: Voice, it: events.Borrowed) -> str:
    """Tell of a loan."""
    first = ", her first loan" if it.number == 1 else ""
    how = "as a term loan" if it.facility == "term_loan" else "on her line"
    return f"borrows {voice.money(it.amount)} {how}{first}, at {100.0 * it.rate:.10g} % a year, in {it.months} monthly instalments"


def billed(voice: Voice, it: events.Billed) -> str:
    """Tell of a statement."""
    parts = voice.parts(of_purchases=it.pay_later, carried_over=it.carried, of_instalments=it.instalments,
                        of_instalment_fees=it.instalment_fees, of_interest=it.interest,
                        of_revolving_fees=it.revolving_fees, of_late_fees=it.late_fees,
                        overdue=it.overdue)
    return f"statement of {voice.money(it.due)}, due on day {it.due_day}: {parts}"


def paid(voice: Voice, it: events.Paid) -> str:
    """Tell of a payment."""
    sum_paid, late = voice.money(it.principal + it.fees), it.before > 0
    if it.how == "full":
        return f"pays all that is due, {sum_paid}" + (f": cured, {bucket(it.before)} to C" if late else ", on time")
    if it.how == "minimum":
        return f"pays the minimum, {sum_paid}, and carries the rest over"
    before, after = bucket(it.before), bucket(it.after)
    stays = f"stays in {after}" if it.after == it.before else f"rolls back from {before} to {after}"
    return f"pays a part of what is due, {sum_paid}: {stays}"


def missed(voice: Voice, it: events.Missed) -> str:
    """Tell of a missed statement."""
    roll = f"rolls from {bucket(it.before)} to {bucket(it.after)}"
    return f"pays nothing of the {voice.money(it.due)} due: {roll}, {it.dpd} days past due"


def asked(_: Voice, it: events.Asked) -> str:
    """Tell of invitations."""
    return f"invites {several(len(it.friends), 'friend')}: {', '.join(map(friend, it.friends))}"


def friend(it: events.Friend) -> str:
    """Tell who is invited."""
    if not it.prospect:
        lost = ", in vain: she has applied before"
    else:
        lost = "" if it.counts else ", but another invitation of the day counts"
    return f"person {it.person} ({'strong' if it.strong else 'weak'} tie{lost})"


def earned(voice: Voice, it: events.RewardEarned) -> str:
    """Tell of a reward."""
    what = "a reward" if it.level == 0 else f"an override (level {it.level})"
    held = f"held for {several(it.hold, 'day')}" if it.hold else "paid at once"
    return f"earns {what} of {voice.reward(it.amount, it.form)} {voice.of(it.line, it.friend)}, {held}"


def reward_paid(voice: Voice, it: events.RewardPaid) -> str:
    """Tell of a reward that is paid."""
    lapsed = f"; {voice.money(it.lapsed)} of it are booked as points that nobody will use" if it.lapsed else ""
    return f"is paid {voice.reward(it.amount, it.form)} {voice.of(it.line, it.friend)}{lapsed}"


def cancelled(voice: Voice, it: events.RewardCancelled) -> str:
    """Tell of a reward that is not paid."""
    why = "her account has ended" if it.forfeited else record(voice, it.friend, it.record)
    return f"loses a reward of {voice.reward(it.amount, it.form)} (line {it.line}) that was still held: {why}"


def clawed_back(voice: Voice, it: events.RewardClawedBack) -> str:
    """Tell of a reward that is taken back."""
    why = record(voice, it.friend, it.record)
    return f"has {voice.reward(it.amount, it.form)} taken back that she was paid {voice.of(it.line, it.friend)}: {why}"


def record(voice: Voice, friend: int, stands: str) -> str:
    """Tell why a reward is taken back."""
    whose = "she" if friend == voice.person else f"person {friend}"
    return f"{whose} {RECORDS.get(stands, f'is in bucket {stands}')}"


def refused(voice: Voice, it: events.RewardRefused) -> str:
    """Tell of a reward that is not granted."""
    return f"gets no reward {voice.of(it.line, it.friend)}: {REFUSALS[it.why]}"


def earned_by_other(voice: Voice, it: events.EarnedByOther) -> str:
    """Tell of a reward that somebody else earns."""
    what = "a reward" if it.level == 0 else "an override"
    return f"person {it.person} earns {what} of {voice.reward(it.amount, it.form)} with her (line {it.line})"


def leads_no_more(_: Voice, it: events.LeadsNoMore) -> str:
    """Tell of a leader who is one no more."""
    team = f"{it.late} of the {it.team} in her team are 30 or more days past due or written off"
    if it.suspended:
        return f"is suspended as a team leader by the quality gate: {team}"
    return f"leads her team no more: she does not qualify any longer ({team})"


def limit_changed(voice: Voice, it: events.LimitChanged) -> str:
    """Tell of a limit that moves."""
    way = "rises" if it.after > it.before else "falls"
    why = " and ".join(WHY[each] for each in it.why) or "after a review"
    return f"her limit {way} from {voice.money(it.before)} to {voice.money(it.after)}: {why}"


def tier_changed(_: Voice, it: events.TierChanged) -> str:
    """Tell of a tier won or lost."""
    before, after = (name or "no tier" for name in (it.before, it.after))
    return f"{'rises' if it.up else 'falls'} from {before} to {after}, {several(it.on_time, 'statement')} in a row on time"


def written_off(voice: Voice, it: events.WrittenOff) -> str:
    """Tell of a write-off."""
    why = "as fraud: she never meant to pay" if it.fraud else "as a credit loss"
    return f"is written off at {it.dpd} days past due, {why}: {voice.parts(of_principal=it.principal, of_fees=it.fees)}"


def friend_written_off(voice: Voice, it: events.FriendWrittenOff) -> str:
    """Tell of a friend who is lost."""
    fraud = ", as fraud: she never meant to pay" if it.fraud else ""
    return f"person {it.friend}, whom she brought, is written off with {voice.money(it.principal)} of principal{fraud}"


def leaves(voice: Voice, it: events.Leaves) -> str:
    """Tell of her decision to leave."""
    where = " for a competitor's offer" if it.lured else ""
    return f"decides to leave{where}: buys no more, and {f'still owes {voice.money(it.owed)}' if it.owed else 'owes nothing'}"


TOLD: Mapping[type, Callable[[Voice, Any], str]] = {
    events.Invited: invited, events.Applied: applied, events.Approved: approved, events.Declined: declined,
    events.Purchased: purchased, events.Borrowed: borrowed,
    events.Billed: billed, events.Paid: paid, events.Missed: missed, events.Asked: asked,
    events.RewardEarned: earned, events.RewardPaid: reward_paid, events.RewardRefused: refused,
    events.RewardCancelled: cancelled, events.RewardClawedBack: clawed_back, events.EarnedByOther: earned_by_other,
    events.LeadsNoMore: leads_no_more, events.LimitChanged: limit_changed, events.TierChanged: tier_changed,
    events.WrittenOff: written_off, events.FriendWrittenOff: friend_written_off, events.Leaves: leaves,
}
SENTENCES: Mapping[type, str] = {
    events.HardshipBegins: "loses income, for {months} months",
    events.HardshipEnds: "has her income back",
    events.FriendJoined: "person {friend} has accepted her invitation and is approved",
    events.FriendDeclined: "person {friend} has accepted her invitation and is declined",
    events.FriendBought: "person {friend}, whom she brought, makes a first purchase (friends so far: {friends})",
    events.FriendLate: "person {friend}, whom she brought, is 30 days past due",
    events.FriendLeft: "person {friend}, whom she brought, closes the account",
    events.CouponLapsed: "coupons worth {amount} lapse unused",
    events.ScoreChanged: "is scored anew by a sharper score, which knows her but not her arrears: {before:.0f} to {after:.0f}",
    events.LeadsTeam: "qualifies as a team leader: active friends of her own: {friends}, members of her team: {team}",
    events.RoleChanged: "is a {after} from now on (was: {before})",
    events.Recovered: "{amount} come back of what was written off ({total} so far)",
    events.Frozen: "is taken for part of a ring and frozen: buys and earns no more, and still owes {owed}",
    events.Closed: "closes her account",
    events.Provided: "the lender's provision moves by {change} to {total}",
    events.Carried: "costs the lender {funding} of funding and {servicing} of servicing",
    events.Booked: "booked: {cause}, {amount}",
}
