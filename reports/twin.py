"""What a twin says: a headline, the groups, the main figures, the groups by trait."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from experiments.interval import Interval, ratio
from experiments.twin import QUANTITIES, Figure, Group, Twin
from reports.numbers import difference, estimate, figure, plus_minus
from reports.tables import hanging, label

TITLES: Mapping[Group, str] = {
    Group.ONLY_BECAUSE: "Came only because of it", Group.EARLIER: "Came earlier", Group.ANYWAY: "Would have come anyway",
    Group.LATER: "Came later than without it", Group.KEPT_AWAY: "Kept away", Group.NO_CUSTOMER: "Never bought",
}
ALWAYS_SHOWN = (Group.ONLY_BECAUSE, Group.EARLIER, Group.ANYWAY)
MAIN = ("incremental_customers", "incremental_per_referred", "only_because_unreferred", "incremental_cac",
        "reward_cost_per_incremental", "incremental_margin", "incremental_acquisition_cost", "incremental_profit",
        "incremental_credit_cost", "incremental_loss_rate", "loss_rate_without", "days_gained")
"""The figures that are shown unless all are asked for."""
STUDIED = ("incremental_customers", "only_because_share", "earlier_share", "anyway_share", "incremental_cac",
           "reward_share_anyway", "incremental_credit_cost", "incremental_profit")
"""The figures in which schemes are held against each other."""
REWARDED = ("only_because", "earlier", "anyway", "no_customer")
Row = tuple[str, list[str]]
"""A title and its cells."""


def twin_text(found: Twin, everything: bool = False) -> str:
    """Return all that a person is told of a twin."""
    if found.identical:
        return "Nothing differs: each run ended like its twin, to the last bit."
    parts = ["\n".join(headline(found)), group_table(found), figure_list(found, QUANTITIES if everything else MAIN)]
    parts += [trait_table(found, trait, values) for trait, values in found.traits.items()]
    return "\n\n".join(parts)


def headline(found: Twin) -> Iterator[str]:
    """Yield sentences: who came, whom the rewards were paid for, what an added customer cost, what it all came to."""
    yield from hanging("", f"{people(found)} {rewards(found)}")
    yield from hanging("", f"{customers(found)} {profit(found)}")
    if told := length(found):
        yield from hanging("", told)


def people(found: Twin) -> str:
    """Say who came because of the scheme."""
    gained = found.measures["days_gained"].mean
    by = f" by {figure(gained, 'days', '')} on average" if math.isfinite(gained) else ""
    only, earlier, anyway = (f"{whole(found, name)} ({percent(found, share)})" for name, share in (
        ("only_because", "only_because_share"), ("came_earlier", "earlier_share"), ("came_anyway", "anyway_share")))
    return (f"Of {whole(found, 'customers')} customers, {only} came only because of the scheme, {earlier} came earlier{by}, "
            f"and {anyway} would have come anyway.")


def rewards(found: Twin) -> str:
    """Say whom the rewards were paid for."""
    if not found.measures["reward_cost"].mean > 0.0:
        return "No reward was paid in money."
    paid = f"{found.scheme.scenario.currency} {whole(found, 'reward_cost')}"
    only, earlier, anyway, idle = (percent(found, f"reward_share_{group}") for group in REWARDED)
    never = f", {idle} for accounts that have not bought" if found.measures["reward_share_no_customer"].mean > 0.0 else ""
    return f"Of {paid} of rewards, {only} were paid for the first, {earlier} for the second, {anyway} for the third{never}."


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
    told = (f"Over half of the run {figure(half, 'share', '')} of customers came only because of it, "
            f"over all of it {figure(ends, 'share', '')}")
    if not late > 0.0:
        return f"{told}."
    return (f"{told}; {figure(late, 'share', '')} of the former have come without it by the end, so that some of the latter would "
            "still come after it.")


def whole(found: Twin, name: str) -> str:
    """Return the mean of a count or a sum without its decimals."""
    return f"{found.measures[name].mean:,.0f}"


def percent(found: Twin, name: str) -> str:
    """Return the mean of a share."""
    return figure(found.measures[name].mean, "share", "")


def group_table(found: Twin) -> str:
    """Return a table of the groups: how many, and what they earn and lose."""
    head = ["Customers", "Share", "Reward cost", "Profit", "Profit added", "Credit cost added"]
    rows = [(TITLES[group], group_cells(found, group)) for group in Group if shown(found, group)]
    return table(f"Group ({found.scheme.scenario.currency})", head, [*rows, ("All", group_cells(found, None))])


def shown(found: Twin, group: Group) -> bool:
    """Tell whether a group has a line: those of the headline always, others where there is anything in them."""
    return group in ALWAYS_SHOWN or any(each.sums[:, group].any() for each in found.pairs)


def group_cells(found: Twin, group: Group | None) -> list[str]:
    """Return the figures of one group, or of all."""
    count = found.change(Figure.CUSTOMERS, group)
    total = [each.held(Figure.CUSTOMERS) for each in found.pairs]
    part = [each.held(Figure.CUSTOMERS, tuple(Group) if group is None else (group,)) for each in found.pairs]
    money, credit = found.change(Figure.PROFIT, group), found.change(Figure.CREDIT_COST, group)
    came, paid = (count.without if group == Group.KEPT_AWAY else count.held), found.change(Figure.REWARDS, group)
    sums = (paid.held, money.held, money.difference, credit.difference)
    return [plus_minus(came, "count"), plus_minus(ratio(part, total), "share"), *(plus_minus(each, "money") for each in sums)]


def trait_table(found: Twin, trait: str, values: Iterable[str]) -> str:
    """Return a table of a trait's values: who came because of the scheme, and what they have brought."""
    head = ["Customers", "Only because", "Earlier", "Anyway", "Incremental", "Reward cost", "Profit added"]
    return table(f"By {trait}", head, [(label(value), trait_cells(found, trait, value)) for value in values])


def trait_cells(found: Twin, trait: str, value: str) -> list[str]:
    """Return the figures of those with one value of a trait."""
    def customers(group: Group | None) -> Interval:
        return found.change(Figure.CUSTOMERS, group, trait, value).held

    more = found.change(Figure.CUSTOMERS, None, trait, value).difference
    return [*(plus_minus(customers(group), "count") for group in (None, *ALWAYS_SHOWN)), plus_minus(more, "count"),
            plus_minus(found.change(Figure.REWARDS, None, trait, value).held, "money"),
            plus_minus(found.change(Figure.PROFIT, None, trait, value).difference, "money")]


def table(corner: str, head: list[str], rows: list[Row]) -> str:
    """Return a table of titles and cells, a line a row."""
    lines = [(corner, head), *rows]
    wide = max(len(title) for title, _ in lines)
    broad = [max(len(cells[column]) for _, cells in lines) for column in range(len(head))]
    return "\n".join(f"{title:<{wide}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, broad, strict=True))
                     for title, cells in lines)


def figure_list(found: Twin, names: Iterable[str]) -> str:
    """Return some figures: what each is called, how much it is, what it means."""
    currency = found.scheme.scenario.currency
    texts = {name: estimate(found.measures[name], QUANTITIES[name].unit, currency) for name in names}
    wide, broad = max(len(label(name)) for name in texts), max(map(len, texts.values()))
    lines = []
    for name, text in texts.items():
        lines += hanging(f"{label(name):<{wide}}  {text:>{broad}}  ", QUANTITIES[name].about)
    return "\n".join(lines)


def study_text(twins: Mapping[str, Twin]) -> str:
    """Return the main figures of several twins, a row a scenario."""
    rows = [(name, [plus_minus(found.measures[each], QUANTITIES[each].unit) for each in STUDIED]) for name, found in twins.items()]
    heads = ["Incremental", "Only because", "Earlier", "Anyway", "CAC", "Rewards anyway", "Credit cost", "Profit"]
    currency = next(iter(twins.values())).scheme.scenario.currency
    told = hanging("", f"The twin: each scheme against the same people without it. Customers added; shares of customers who came "
                   f"only because of it, earlier, anyway; incremental CAC; share of rewards paid for those who would have come "
                   f"anyway; credit cost and profit added ({currency}). ±: half the 95 % interval.")
    return "\n".join([*told, "", table("Scenario", heads, rows)])
