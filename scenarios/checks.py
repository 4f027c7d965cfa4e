"""What must hold between the settings of a scenario, beyond the bounds of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from scenarios.faults import suggestion
from sim.cells import ROUNDING
from sim.misfits import misfits
from sim.scenario import CIRCLES, COMPLETE, EDGES, Network, Scenario, Tier
from sim.terms import terms_of
from sim.ties import MOST_FRIENDS

MOST_IN_COMPLETE = 5_000
PERSONS_PER_TIE = 5
ORDERED = (("floor", "ceiling"), ("from_day", "to_day"), ("low_score", "high_score"), ("cost_low", "cost_high"))


class Complaint(NamedTuple):
    """What does not fit, and the settings it is about, the likeliest first."""

    paths: tuple[tuple[str | int, ...], ...]
    message: str
    hint: str = ""


Complaints = Iterator[Complaint]


def complaints(group: Any) -> list[Complaint]:
    """Return all that does not fit within one group of settings."""
    return [complaint for check in (*EVERYWHERE, *CHECKS.get(type(group), ())) for complaint in check(group)]


def in_order(group: Any) -> Complaints:
    """A lower bound is not above its upper bound."""
    for low, high in ORDERED:
        if hasattr(group, low) and hasattr(group, high) and getattr(group, low) > getattr(group, high):
            yield Complaint(((low,), (high,)), f"{low} is above {high}", f"{low} must be at most {high}")


def lists_together(group: Any) -> Complaints:
    """The lists of a group are of one length, and each rises that has to."""
    lists = {name: value for name, value in group._asdict().items() if is_numbers(value)}
    for name, value in lists.items():
        if terms_of(type(group))[name].rises and any(left >= right for left, right in pairwise(value)):
            yield Complaint(((name,),), f"{name} does not rise", "each number must be above the one before")
    if len({len(value) for value in lists.values()}) > 1:
        counts = ", ".join(f"{name} has {len(value)}" for name, value in lists.items())
        yield Complaint(tuple((name,) for name in reversed(lists)), f"lists of different length: {counts}",
                        "each must have as many numbers as the other")


def is_numbers(value: object) -> bool:
    """Tell whether a value is a list of numbers and not a group or a choice."""
    return isinstance(value, tuple) and not hasattr(value, "_fields") and isinstance((*value, None)[0], int | float)


def similar_friends(network: Network) -> Complaints:
    """Friends resemble each other within circles only, so likeness cannot exceed the share of ties there."""
    if network.kind == CIRCLES and network.homophily > network.strong_share:
        yield Complaint((("homophily",), ("strong_share",)),
                        f"homophily {network.homophily:g} is above strong_share {network.strong_share:g}",
                        "only strong ties make friends alike: lower homophily or raise strong_share")


def room_in_circles(network: Network) -> Complaints:
    """A circle has room for the strong ties asked for."""
    strong = network.mean_ties * network.strong_share
    if network.kind == CIRCLES and strong > network.circle - 1:
        yield Complaint((("circle",), ("mean_ties",), ("strong_share",)),
                        f"{strong:g} strong ties each do not fit into a circle of {network.circle}",
                        "raise circle, or lower mean_ties or strong_share")


def edges_or_none(network: Network) -> Complaints:
    """A network has the kind edges where it has an edge list, in which nobody has more friends than can be counted."""
    if (network.kind == EDGES) != (network.edges is not None):
        message, hint = (("the kind edges needs an edge list", "write edges: FILE") if network.edges is None else
                         ("a network from a file is of the kind edges", "leave kind out, or remove edges"))
        yield Complaint((("kind",), ("edges",)), message, hint)
    elif network.edges is not None and network.edges.degrees.max() > MOST_FRIENDS:
        busiest = network.edges.degrees.argmax()
        yield Complaint((("edges",),), f"{network.edges.ids[busiest]} has {network.edges.degrees[busiest]:,} friends",
                        f"at most {MOST_FRIENDS:,}; is it an account of a firm, or a mistake?")


def room_for_ties(scenario: Scenario) -> Complaints:
    """There are enough persons for the circles and ties asked for, and not too many for everybody to know everybody."""
    persons, network = scenario.persons, scenario.network
    if network.kind == COMPLETE:
        if persons > MOST_IN_COMPLETE:
            yield Complaint((("network", "kind"), ("persons",)),
                            f"{persons:,} persons are too many for a complete network",
                            f"at most {MOST_IN_COMPLETE:,} can all know each other; or use circles")
        return
    if network.edges is not None:
        if persons < len(network.edges):
            yield Complaint((("persons",), ("network", "edges")),
                            f"{persons:,} persons are fewer than the {len(network.edges):,} in {Path(network.edges.file).name}",
                            "leave persons out, or use a file with fewer")
        return
    if persons <= network.circle:
        yield Complaint((("network", "circle"), ("persons",)),
                        f"a circle of {network.circle} does not fit into {persons:,} persons",
                        "have more persons than a circle")
    if persons < PERSONS_PER_TIE * network.mean_ties:
        yield Complaint((("network", "mean_ties"), ("persons",)),
                        f"{network.mean_ties:g} ties each are too many among {persons:,} persons",
                        f"have at least {PERSONS_PER_TIE} times as many persons as mean_ties")


def fitting_product(scenario: Scenario) -> Complaints:
    """Every setting is of use to the product."""
    for path, message, hint in misfits(scenario):
        yield Complaint((path,), message, hint)


def ladder(tiers: tuple[Tier, ...]) -> Complaints:
    """Tiers have names of their own, and each asks for more than the one below."""
    for number, tier in enumerate(tiers):
        if not tier.name:
            yield Complaint(((number, "name"),), "a tier needs a name")
        elif tier.name in [other.name for other in tiers[:number]]:
            yield Complaint(((number, "name"),), f"there are two tiers '{tier.name}'", "give each its own name")
    for number, (lower, upper) in enumerate(pairwise(tiers), 1):
        for asked in ("on_time", "spend"):
            if getattr(upper, asked) < getattr(lower, asked):
                yield Complaint(((number, asked), (number - 1, asked)), f"{asked} falls from one tier to the next",
                                "list the tiers from the lowest to the highest")
        if (upper.on_time, upper.spend) == (lower.on_time, lower.spend):
            yield Complaint(((number, "on_time"), (number, "spend")), "asks for no more than the tier below",
                            "raise on_time or spend")


def whole_population(scenario: Scenario) -> Complaints:
    """The portraits' shares add up to the whole population."""
    total = sum(portrait.share for portrait in scenario.portraits.values())
    if scenario.portraits and abs(total - 1.0) > ROUNDING:
        paths = tuple(("portraits", name, "share") for name in [*scenario.portraits][::-1])
        yield Complaint(paths, f"the shares of the portraits add up to {100 * total:.6g} %", "they must add up to 100 %")


def known_to_differ(scenario: Scenario) -> Complaints:
    """A difference is for a portrait and a tier that there are."""
    known = {"portrait": list(scenario.portraits), "tier": [tier.name for tier in scenario.tiers]}
    for name, difference in scenario.differ.items():
        for kind, there in known.items():
            meant = getattr(difference, kind)
            if meant and meant not in there:
                hint = suggestion(meant, there, f"the {kind}s are")
                yield Complaint((("differ", name, kind),), f"there is no {kind} '{meant}'", hint)


EVERYWHERE: tuple[Callable[[Any], Complaints], ...] = (in_order, lists_together)
CHECKS: dict[type, tuple[Callable[[Any], Complaints], ...]] = {
    Network: (edges_or_none, similar_friends, room_in_circles),
    Scenario: (room_for_ties, whole_population, known_to_differ, fitting_product),
}
