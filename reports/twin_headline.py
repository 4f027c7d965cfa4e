"""What a twin comes to, in sentences: who came, whom the rewards were paid for, what an added customer cost."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from experiments.twin import Figure, Group, Twin
from reports.numbers import difference, estimate, figure
from reports.tables import hanging
from reports.twin_words import words

CAME = (Group.ONLY_BECAUSE, Group.EARLIER, Group.ANYWAY, Group.LATER)
"""The groups of customers, in the order in which they are told."""
SHARES: Mapping[Group, str] = {
    Group.ONLY_BECAUSE: "only_because_share", Group.EARLIER: "earlier_share", Group.ANYWAY: "anyway_share",
    Group.LATER: "later_share",
}
PLACES = ("first", "second", "third", "fourth")


def headline(found: Twin) -> Iterator[str]:
    """Yield sentences on who came, the rewards, the customers added, the profit and the length of the run, in lines."""
    yield from hanging("", f"{people(found)} {rewards(found)}")
    for told in (referred(found), f"{customers(found)} {profit(found)}", length(found)):
        yield from hanging("", told) if told else ()


def told_of(found: Twin) -> list[Group]:
    """Return the groups of customers that there is something to tell of: who came later only where there is anybody."""
    return [group for group in CAME if group != Group.LATER or found.measures["came_later"].mean > 0.0]


def people(found: Twin) -> str:
    """Say who came because of the scheme, how many of them are accounts of rings, and whom it has kept away."""
    *most, last = (came(found, group) for group in told_of(found))
    kept = found.measures["kept_away"].mean
    away = f" {count(kept)} {words(found, Group.KEPT_AWAY).sentence}." if kept >= 1.0 else ""
    rings = found.measures["only_because_rings"].mean
    fake = f" Of the first, {count(rings)} are accounts of rings, nobody's own." if rings else ""
    return f"Of {whole(found, 'customers')} customers, {', '.join(most)}, and {last}.{fake}{away}"


def came(found: Twin, group: Group) -> str:
    """Say how many customers are of a group."""
    much = found.change(Figure.CUSTOMERS, group).held.mean
    gained = found.measures["days_gained"].mean
    by = f", by {figure(gained, 'days', '')} on average" if group == Group.EARLIER and math.isfinite(gained) else ""
    return f"{count(much)} ({percent(found, SHARES[group])}) {words(found, group).sentence}{by}"


def rewards(found: Twin) -> str:
    """Say whom the rewards were paid for."""
    if not found.measures["reward_cost"].mean > 0.0:
        return "No reward was paid in money."
    paid = f"{found.scheme.scenario.currency} {whole(found, 'reward_cost')}"
    shares = [percent(found, f"reward_share_{group.name.lower()}") for group in told_of(found)]
    *most, last = (f"{share} were paid for the {place}" if place == "first" else f"{share} for the {place}"
                   for share, place in zip(shares, PLACES, strict=False))
    idle = found.measures["reward_share_no_customer"].mean
    never = f", {figure(idle, 'share', '')} for accounts that have not bought" if idle > 0.0 else ""
    return f"Of {paid} of rewards, {', '.join(most)}, {last}{never}."


def referred(found: Twin) -> str:
    """Say how many of the referred would have come in any case: to be invited makes the day another one."""
    share = found.measures["referred_either_way_share"]
    if not math.isfinite(share.mean):
        return ""
    otherwise = f"with {found.against}, too" if found.against else "without the scheme, too, sooner or later"
    return (f"Of {whole(found, 'referred_customers')} customers whom somebody referred, {estimate(share, 'share', '')} "
            f"would have come {otherwise}.")


def customers(found: Twin) -> str:
    """Say how many customers the scheme has added, and what each of them cost."""
    more, currency = found.measures["incremental_customers"], found.scheme.scenario.currency
    if more.low is not None and not more.decided:
        return ("It changes nothing in who comes." if more.low == more.high == 0.0
                else f"Whether it adds customers is not decided: {difference(more, 'count', currency)}.")
    cost = found.measures["incremental_cac"]
    each = f", each at an acquisition cost of {estimate(cost, 'money', currency)}" if math.isfinite(cost.mean) else ""
    if more.mean > 0.0:
        return f"It adds {estimate(more, 'count', currency)} customers{each}."
    return f"It changes the number of customers by {difference(more, 'count', currency)}."


def profit(found: Twin) -> str:
    """Say what the scheme does to profit within the run."""
    change, scenario = found.measures["incremental_profit"], found.scheme.scenario
    shown, days = difference(change, "money", scenario.currency), f"within {scenario.days:,} days"
    if change.low == change.high == 0.0:
        return "It leaves profit as it is."
    if change.low is not None and not change.decided:
        return f"Whether it adds to profit {days} is not decided: {shown}."
    return f"It {'adds to' if change.mean > 0.0 else 'takes from'} profit {days}: {shown}."


def length(found: Twin) -> str:
    """Say how those who came only because of the scheme hang on the length of the run."""
    ends, half, late = (found.measures[name].mean for name in ("only_because_share", "only_because_share_half", "overtaken_share"))
    if not (math.isfinite(ends) and math.isfinite(half)):
        return ""
    only, otherwise = ("only with it", f"with {found.against}") if found.against else ("only because of it", "without it")
    told = (f"Over half of the run {figure(half, 'share', '')} of customers came {only}, "
            f"over all of it {figure(ends, 'share', '')}")
    if not late > 0.0:
        return f"{told}."
    return (f"{told}; {figure(late, 'share', '')} of the former have come {otherwise} by the end, so that some of the latter would "
            "still come after it.")


def whole(found: Twin, name: str) -> str:
    """Return the mean of a count or a sum without its decimals."""
    return f"{found.measures[name].mean:,.0f}"


def count(mean: float) -> str:
    """Return a mean number of customers without its decimals, unless it would be lost.

    >>> count(1112.4), count(0.25)
    ('1,112', '0.25')
    """
    return f"{mean:,.0f}" if mean >= 1.0 else f"{mean:.2g}"


def percent(found: Twin, name: str) -> str:
    """Return the mean of a share."""
    return figure(found.measures[name].mean, "share", "")
