"""Tables of measures for a terminal: grouped, labelled, with units and intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from experiments.comparison import Comparison
from experiments.people import other_people
from experiments.replication import Replications
from reports.columns import width
from reports.numbers import UNDEFINED, difference, estimate, figure, verdict
from sim.facts import Form
from sim.scenario import Scenario

ABUSE = "Abuse"
MAIN: Mapping[str, tuple[str, ...]] = {
    "Growth": ("activated_accounts", "referred_accounts", "active_accounts", "invitations", "k_factor",
               "tree_depth_max", "gmv", "utilisation"),
    "Lending": ("loans", "disbursed", "average_rate", "interest_income", "interest_forgone", "npl_ratio", "commission_rate"),
    "Risk": ("ead", "dpd30_share", "dpd90_share", "net_charge_off", "net_charge_off_rate", "ecl"),
    "Money": ("revenue", "reward_cost", "contribution_margin", "profit", "cac", "ltv", "payback_month", "payout_gini"),
    ABUSE: ("rings_entered", "ring_accounts", "ring_reward_share", "ring_gain", "bust_out_loss", "honest_refused",
              "honest_frozen", "fraud_check_cost"),
}
"""The measures that are shown unless all are asked for."""

OTHERS = "Others"
NARROWEST = 30
TRADE = {"gmv": "GMV", "ead": "EAD", "ecl": "ECL", "cac": "CAC", "ltv": "LTV", "k": "K", "dpd30": "30+ dpd",
         "dpd90": "90+ dpd", "max": "(largest)", "gini": "Gini",
         "npl": "NPL", "c": "C", "m1": "M1", "m2": "M2"}
"""Words of the trade that are written otherwise than in a measure's name."""


NEVER = "not within the run"
"""What a month that has not come is, rather than undefined."""


def label(name: str) -> str:
    """Return a measure's name as people write it.

    >>> label("net_charge_off"), label("k_factor"), label("dpd30_share")
    ('Net charge-off', 'K factor', '30+ dpd share')
    """
    words = " ".join(TRADE.get(word, word) for word in name.split("_")).replace("charge off", "charge-off")
    return words[:1].upper() + words[1:]


def grouped(names: Iterable[str], everything: bool, rings: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of measures, each with those of its measures that there are; abuse only where there may be rings."""
    known, groups = list(names), {group: members for group, members in MAIN.items() if rings or group != ABUSE}
    for group, members in groups.items():
        if here := [name for name in members if name in known]:
            yield group, here
    main = {name for members in groups.values() for name in members}
    if everything and (others := [name for name in known if name not in main]):
        yield OTHERS, others


def may_have_rings(*scenarios: Scenario) -> bool:
    """Tell whether anybody would run a ring if it paid."""
    return any(scenario.abuse.organisers > 0 for scenario in scenarios)


def run_table(found: Replications, everything: bool = False) -> str:
    """Return the measures of one scenario: what it is called, how much it is, what it means."""
    measures, currency = found.runs[0].measures, found.scenario.currency
    groups = list(grouped(measures, everything, may_have_rings(found.scenario)))
    names_shown = [name for _, names in groups for name in names]
    shown = {name: told(name, estimate(found.summary[name], measures[name].unit, currency)) for name in names_shown}
    wide, broad = max(len(label(name)) for name in shown), max(map(len, shown.values()))
    lines = []
    for group, names in groups:
        lines += ["", group]
        for name in names:
            about = measures[name].about + at_face_value(name, found.scenario)
            about += defined(found.summary[name].replications, len(found.runs))
            lines += hanging(f"  {label(name):<{wide}}  {shown[name]:>{broad}}  ", about)
    return "\n".join(lines[1:])


def comparison_table(found: Comparison, everything: bool = False, only: Iterable[str] | None = None) -> str:
    """Return, measure by measure, the baseline and what each other scenario differs by."""
    measures = found.arms[found.baseline].runs[0].measures
    lines = []
    rings = only is not None or may_have_rings(*(arm.scenario for arm in found.arms.values()))
    for group, names in grouped(measures if only is None else only, everything, rings):
        lines += ["", group]
        for name in names:
            about = measures[name].about + at_face_value(name, *(arm.scenario for arm in found.arms.values()))
            lines += [*hanging("  ", f"{label(name)}: {about}"), *compared(found, name)]
    return "\n".join(lines[1:])


def compared(found: Comparison, name: str) -> Iterator[str]:
    """Yield a line a scenario for one measure: its mean, its difference to the baseline, and a word on it."""
    first = found.arms[found.baseline].runs[0]
    unit, currency = first.measures[name].unit, first.scenario.currency
    means = {arm: told(name, figure(each.summary[name].mean, unit, currency)) for arm, each in found.arms.items()}
    differences = {arm: each[name] for arm, each in found.differences.items()}
    shown = {arm: difference(each, unit, currency) for arm, each in differences.items()}
    wide, broad, far = (max(map(len, texts)) for texts in (means, means.values(), shown.values()))
    yield f"    {found.baseline:<{wide}}  {means[found.baseline]:>{broad}}"
    for arm, each in differences.items():
        word = verdict(each) + defined(each.replications, len(found.seeds))
        yield f"    {arm:<{wide}}  {means[arm]:>{broad}}  {shown[arm]:<{far}}  {word}"


def at_face_value(name: str, *scenarios: Scenario) -> str:
    """Return what there is to add to the inequality of rewards where some are no money and stand in no reward cost."""
    in_limits = any(reward.form == Form.CREDIT_LIMIT for scenario in scenarios for reward in scenario.rewards.values())
    return "; credit limits at face value, though they cost nothing" if name == "payout_gini" and in_limits else ""


def told(name: str, shown: str) -> str:
    """Return a measure as it is shown, in words where it is a month that has not come.

    >>> told("payback_month", "n/a"), told("payout_gini", "n/a")
    ('not within the run', 'n/a')
    """
    return NEVER if (name, shown) == ("payback_month", UNDEFINED) else shown


def defined(replications: int, of: int) -> str:
    """Return in how many replications a figure is defined, where it is in some and not in all."""
    return "" if replications in (0, of) else f" (defined in {replications} of {of} replications)"


def hanging(start: str, text: str) -> list[str]:
    """Return a text in lines of at most the terminal's width, all but the first indented by the length of ``start``."""
    most = max(width(), len(start) + NARROWEST)
    return textwrap.wrap(start + text, most, subsequent_indent=" " * len(start), drop_whitespace=True) or [start]


def of_other_people(scenarios: Iterable[Scenario]) -> Iterator[str]:
    """Yield a line for each scenario whose people are not those of the first, the baseline."""
    for name, settings in other_people(scenarios).items():
        yield f"{name}: other people ({', '.join(settings)}), so that its differences include those between the people"
