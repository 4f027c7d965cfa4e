"""Strategies: any terms within their bounds, and any facts that make sense."""

from __future__ import annotations

from typing import Any, get_type_hints

from hypothesis import strategies as st

from sim.rules import Rule
from sim.terms import LONGEST_LIST, MINOR_UNITS, Term, annotated_fields, is_list, is_whole, mark

Strategy = st.SearchStrategy[Any]
money = st.integers(0, 10**8)
small = st.integers(0, 10_000)
share = st.floats(0.0, 1.0)
trait = st.floats(-6.0, 6.0)
flag = st.booleans()
FACTS: dict[str, Strategy] = {
    "amount": money,
    "available": money,
    "balance": money,
    "first": money,
    "earned": money,
    "extra_limit": money,
    "spent": st.integers(0, 10**10),
    "asks_spent": st.integers(0, 10**10),
    "recovered": money,
    "income": st.integers(0, 2 * 10**9),
    "reward": st.floats(0.0, 1e8),
    "own": st.floats(0.0, 1e8),
    "accounts": st.integers(2, 60),
    "usual_balance": st.floats(0.0, 1e8),
    "theta": trait,
    "deal": trait,
    "propensity": st.floats(0.01, 20.0),
    "score": st.floats(200.0, 1_000.0),
    "referrer_score": st.floats(200.0, 1_000.0),
    "customer_share": share,
    "points_taste": share,
    "limit_taste": share,
    "distress": share,
    "utilisation": share,
    "pd_12_months": share,
    "pd_lifetime": share,
    "lgd": share,
    "chance_approved": share,
    "chance_refused": share,
    "chance_found": share,
    "burden": st.floats(0.0, 1e8),
    "multiple": st.floats(0.1, 20.0),
    "bucket": st.integers(0, 6),
    "level": st.integers(1, 5),
    "form": st.integers(0, 4),
    "count": st.integers(1, 10_000),
    "delay_days": st.floats(0.0, 5_000.0),
    "facility": st.integers(1, 2),
    "revenue": st.integers(0, 2 * 10**9),
    "left": st.integers(0, 10**9),
    "rate": st.floats(0.0, 0.05),
    "tier_cut": st.floats(0.0, 0.1),
    "of_year": st.integers(0, 359),
    "used": st.floats(0.0, 2.0),
    "worth": money,
    "season": st.floats(0.0, 20.0),
    "stress": st.floats(-10.0, 30.0),
}
"""Facts by name; what is not named here is a switch or a small count, as its annotation says."""


def facts_of(rule: Rule) -> Strategy:
    """Return any facts that the rules of a decision may be given."""
    kind = rule.contract.facts
    by_type: dict[type, Strategy] = {bool: flag, int: small}
    return st.builds(
        kind, **{name: FACTS[name] if name in FACTS else by_type[of] for name, of in get_type_hints(kind).items()}
    )


@st.composite
def terms_of(draw: st.DrawFn, rule: Rule) -> Any:
    """Return any terms of a rule within their bounds; lists rise and are of one length, lower bounds below upper ones."""
    fields, length = annotated_fields(rule.terms), draw(st.integers(1, LONGEST_LIST))
    values = {name: draw(term_of(annotation, length)) for name, annotation in fields.items()}
    for low, high in (("floor", "ceiling"), ("low_score", "high_score")):
        if low in values and high in values:
            values[low], values[high] = sorted((values[low], values[high]))
    return rule.terms(**values)


def term_of(annotation: Any, length: int) -> Strategy:
    """Return any value of one term, as the model holds it: money in minor units."""
    term = mark(annotation)
    assert isinstance(term, Term)
    scale = MINOR_UNITS if term.unit == "money" else 1
    low, high = term.low * scale, term.high * scale
    one: Strategy = st.integers(round(low), round(high)) if is_whole(annotation) else st.floats(low, high)
    if is_whole(annotation) and term.step > 1:
        one = st.integers(0, round((high - low) / term.step)).map(lambda steps: round(low) + steps * term.step)
    if is_list(annotation):
        return st.lists(one, min_size=length, max_size=length, unique=True).map(lambda values: tuple(sorted(values)))
    return one


def luck_of(rule: Rule) -> Strategy:
    """Return any luck: uniform, or normal where the contract says so by its name."""
    normal = rule.decision in {"score", "basket", "drawdown"}
    one = st.floats(-8.2, 8.2) if normal else st.floats(2.0**-53, 1.0 - 2.0**-53)
    return st.tuples(*[one] * rule.contract.luck)
