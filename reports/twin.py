"""What a twin says: a headline, the groups, the main figures, the groups by trait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from experiments.interval import ratio
from experiments.twin import QUANTITIES, Figure, Group, Twin
from reports.columns import table
from reports.numbers import estimate, plus_minus
from reports.tables import hanging, label
from reports.twin_headline import headline
from reports.twin_words import words

ALWAYS_SHOWN = (Group.ONLY_BECAUSE, Group.EARLIER, Group.ANYWAY)
MAIN = ("incremental_customers", "incremental_per_referred", "referred_either_way_share", "only_because_unreferred",
        "incremental_cac", "reward_cost_per_incremental", "incremental_margin", "incremental_acquisition_cost",
        "incremental_profit", "incremental_credit_cost", "incremental_loss_rate", "loss_rate_without", "days_gained")
"""The figures that are shown unless all are asked for."""
STUDIED = ("incremental_customers", "only_because_share", "earlier_share", "anyway_share", "incremental_cac",
           "referred_either_way_share", "incremental_credit_cost", "incremental_profit")
"""The figures in which schemes are held against each other."""
NO_SHARE = "-"
"""The share of who is no customer with the scheme."""


def twin_text(found: Twin, everything: bool = False) -> str:
    """Return all that a person is told of a twin."""
    if found.identical:
        return "Nothing differs: each run ended like its twin, to the last bit."
    parts = ["\n".join(headline(found)), group_table(found), figure_list(found, QUANTITIES if everything else MAIN)]
    if found.against:
        parts.insert(2, f"Below, without the scheme means with {found.against}.")
    parts += [trait_table(found, trait, values) for trait, values in found.traits.items()]
    return "\n\n".join(parts)


def group_table(found: Twin) -> str:
    """Return a table of the groups: how many, and what they earn and lose."""
    head = [f"Group ({found.scheme.scenario.currency})", "Customers", "Share", "Reward cost", "Profit", "Profit added",
            "Credit cost added"]
    rows = [[words(found, group).line, *group_cells(found, group)] for group in Group if shown(found, group)]
    return table(head, [*rows, ["All", *group_cells(found, None)]])


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
    share = NO_SHARE if group == Group.KEPT_AWAY else plus_minus(ratio(part, total), "share")
    return [plus_minus(came, "count"), share, *(plus_minus(each, "money") for each in sums)]


def trait_table(found: Twin, trait: str, values: Iterable[str]) -> str:
    """Return a table of a trait's values: who came because of the scheme, and what they have brought."""
    groups = [group for group in Group if group != Group.NO_CUSTOMER and shown(found, group)]
    head = [f"By {trait}", "Customers", *(words(found, group).column for group in groups), "Incremental", "Reward cost",
            "Profit added"]
    return table(head, [[label(value), *trait_cells(found, groups, trait, value)] for value in values])


def trait_cells(found: Twin, groups: Iterable[Group], trait: str, value: str) -> list[str]:
    """Return the figures of those with one value of a trait, and how many of them are in some groups."""
    all_of_them = found.change(Figure.CUSTOMERS, None, trait, value)
    parts = (found.change(Figure.CUSTOMERS, group, trait, value) for group in groups)
    counts = (part.without if group == Group.KEPT_AWAY else part.held for group, part in zip(groups, parts, strict=True))
    return [*(plus_minus(each, "count") for each in (all_of_them.held, *counts, all_of_them.difference)),
            plus_minus(found.change(Figure.REWARDS, None, trait, value).held, "money"),
            plus_minus(found.change(Figure.PROFIT, None, trait, value).difference, "money")]


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
    rows = [[name, *(plus_minus(found.measures[each], QUANTITIES[each].unit) for each in STUDIED)] for name, found in twins.items()]
    head = ["Scenario", "Incremental", "Only because", "Earlier", "Anyway", "CAC", "Referred anyway", "Credit cost", "Profit"]
    currency = next(iter(twins.values())).scheme.scenario.currency
    told = hanging("", f"The twin: each scheme against the same people without it. Customers added; shares of customers who came "
                   f"only because of it, earlier, anyway on the same day; incremental CAC; share of the referred who would have "
                   f"come without it, too; credit cost and profit added ({currency}). ±: half the 95 % interval.")
    return "\n".join([*told, "", table(head, rows)])
