"""Tables of measures for a terminal: grouped, labelled, with units and intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from experiments.comparison import Comparison
from experiments.replication import Replications
from reports.numbers import difference, estimate, verdict

MAIN: Mapping[str, tuple[str, ...]] = {
    "Growth": ("activated_accounts", "referred_accounts", "active_accounts", "invitations", "k_factor", "tree_depth_max",
               "gmv", "utilisation"),
    "Risk": ("ead", "dpd30_share", "dpd90_share", "net_charge_off", "net_charge_off_rate", "ecl"),
    "Money": ("revenue", "reward_cost", "contribution_margin", "profit", "cac", "ltv", "payback_month", "payout_gini"),
}
"""The measures that are shown unless all are asked for."""

OTHERS = "Others"
TRADE = {"gmv": "GMV", "ead": "EAD", "ecl": "ECL", "cac": "CAC", "ltv": "LTV", "k": "K", "dpd30": "30+ dpd",
         "dpd90": "90+ dpd", "max": "(largest)", "gini": "Gini"}
"""Words of the trade that are written otherwise than in a measure's name."""


def label(name: str) -> str:
    """Return a measure's name as people write it.

    >>> label("net_charge_off"), label("k_factor"), label("dpd30_share")
    ('Net charge off', 'K factor', '30+ dpd share')
    """
    words = " ".join(TRADE.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]


def grouped(names: Iterable[str], everything: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of measures, each with those of its measures that there are."""
    known = list(names)
    for group, members in MAIN.items():
        if here := [name for name in members if name in known]:
            yield group, here
    main = {name for members in MAIN.values() for name in members}
    if everything and (others := [name for name in known if name not in main]):
        yield OTHERS, others


def run_table(found: Replications, everything: bool = False) -> str:
    """Return the measures of one scenario: what it is called, how much it is, what it means."""
    measures, currency = found.runs[0].measures, found.scenario.currency
    shown = {name: estimate(each, measures[name].unit, currency) for name, each in found.summary.items()}
    groups = list(grouped(measures, everything))
    rows = [(label(name), shown[name], measures[name].about) for _, names in groups for name in names]
    wide, broad = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
    lines = []
    for group, names in groups:
        lines += ["", group]
        lines += [f"  {label(name):<{wide}}  {shown[name]:>{broad}}  {short(measures[name].about)}" for name in names]
    return "\n".join(lines[1:])


def comparison_table(found: Comparison, everything: bool = False, only: Iterable[str] | None = None) -> str:
    """Return, measure by measure, the baseline and what each other scenario differs by."""
    measures = found.arms[found.baseline].runs[0].measures
    lines = []
    for group, names in grouped(measures if only is None else only, everything):
        lines += ["", group]
        for name in names:
            lines += [f"  {label(name)}: {short(measures[name].about)}", *compared(found, name)]
    return "\n".join(lines[1:])


def compared(found: Comparison, name: str) -> Iterator[str]:
    """Yield a line a scenario for one measure: its mean, its difference to the baseline, and a word on it."""
    unit, currency = found.arms[found.baseline].runs[0].measures[name].unit, found.arms[found.baseline].scenario.currency
    means = {arm: estimate(each.summary[name]._replace(low=None, high=None), unit, currency) for arm, each in found.arms.items()}
    differences = {arm: difference(each[name], unit, currency) for arm, each in found.differences.items()}
    wide, broad = max(map(len, means)), max(map(len, means.values()))
    far = max(map(len, differences.values()))
    yield f"    {found.baseline:<{wide}}  {means[found.baseline]:>{broad}}"
    for arm, each in found.differences.items():
        yield f"    {arm:<{wide}}  {means[arm]:>{broad}}  {differences[arm]:<{far}}  {verdict(each[name])}{defined(each[name].replications, found)}"


def defined(replications: int, found: Comparison) -> str:
    """Return in how many replications a difference is defined, where it is not in all."""
    whole = len(found.seeds)
    return "" if replications in (0, whole) else f" (defined in {replications} of {whole} replications)"


def short(about: str) -> str:
    """Return the first part of a description."""
    return re.split("[:;]", about)[0]
