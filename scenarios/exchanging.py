"""A scenario in another currency: every amount of money, those of the defaults too, at a rate of exchange."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scenarios import places
from scenarios.differing import whole
from scenarios.resolved import Resolved
from scenarios.settling import settle
from scenarios.shapes import Leaf, scenario_shape
from scenarios.stated import EVIDENCE
from scenarios.tree import Items, Mark, Node, Path, Scalar, Settings, Source

CENT = Decimal("0.01")


def exchanged(what: Resolved, currency: str, rate: Decimal) -> Resolved:
    """Return a scenario whose money is in another currency, of which ``rate`` units are worth one of its own.

    Shares, counts and days stay as they are, and so does an amount at the upper bound of its setting, which means: no end.
    Raises ScenarioError for an amount that leaves the bounds of its setting, and for what is no currency.
    """
    mark = Mark(Source(f"--currency {currency} --rate {rate}"))
    tree = whole(what.scenario)
    amounts = {path: shape for path, shape, _ in places.values(scenario_shape(), tree)
               if isinstance(shape, Leaf) and shape.term.unit == "money"}
    found = converted(tree, (), amounts, rate, mark)
    assert isinstance(found, Settings)
    evidence = {EVIDENCE: what.tree.of[EVIDENCE]} if what.evidence else {}
    found = Settings({**found.of, "currency": Scalar(currency, mark), **evidence}, mark)
    return Resolved(settle(found, []), found)


def converted(node: Node, path: Path, amounts: Mapping[Path, Leaf], rate: Decimal, mark: Mark) -> Node:
    """Return a tree with the amounts at some paths converted; it stands where ``mark`` says."""
    if isinstance(node, Settings):
        return Settings({name: converted(each, (*path, name), amounts, rate, mark) for name, each in node.of.items()}, mark)
    if isinstance(node, Items):
        paths = [path if path in amounts else (*path, at) for at in range(len(node.items))]
        return Items(tuple(converted(each, at, amounts, rate, mark) for each, at in zip(node.items, paths, strict=True)), mark)
    shape = amounts.get(path)
    if shape is not None and node.text is not None and Decimal(node.text) < Decimal(str(shape.term.high)):
        return Scalar(f"{(Decimal(node.text) * rate).quantize(CENT).normalize():f}", mark)
    return Scalar(node.text, mark)
