"""From the merged tree to the scenario that the model runs, with every fault at its place in the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pydantic import ValidationError

from scenarios import differing, stated
from scenarios.checks import Complaint
from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.models import adapter
from scenarios.shapes import Group, Leaf, Listed, Named, Overlay, Place, Shape, homes, scenario_shape
from scenarios.tree import DEFAULT, Items, Node, Path, Scalar, Settings, dotted, leaves, mark_at, plain, value_at
from scenarios.units import IN_FRONT, behind
from sim.bounds import clashes
from sim.scenario import Scenario
from sim.terms import LONGEST_LIST


def settle(tree: Settings, faults: list[Fault]) -> Scenario:
    """Return the scenario of a tree.

    Raises ScenarioError with the faults known already and all that are found.
    """
    found = [*faults, *currency_faults(tree)]
    scenario = validated(tree, found)
    if scenario is not None and not found:
        scenario = with_changes(scenario, tree, found)
        found += [value_at(tree, ("differ",)).mark.fault(each) for each in clashes(scenario)]
    if scenario is not None and not found:
        found += stated.unknown(tree, scenario)
    found += stated.misspelt(tree)
    if found:
        raise ScenarioError(sorted(found, key=place))
    return cast(Scenario, scenario)


def validated(tree: Settings, found: list[Fault]) -> Scenario | None:
    """Return the scenario of a tree, its portraits and differences without their changes; None where there are faults."""
    found += [*team_faults(tree), *loan_faults(tree)]
    try:
        return cast(Scenario, adapter().validate_python(plain(stated.without(tree)), context={"currency": currency(tree)}))
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            found += faults_of(cast(dict[str, Any], each), tree)
    return None


def with_changes(scenario: Scenario, tree: Settings, found: list[Fault]) -> Scenario:
    """Return a scenario with the changes of its portraits and differences."""
    for where, name, over, bare in differing.overlays(tree):
        own: list[Fault] = []
        changed = validated(differing.laid(over, bare, own), own)
        found += [differing.at(fault, where, name) for fault in own]
        if changed is not None and not own:
            scenario = differing.filled(scenario, where, name, differing.changes(over, changed))
    return scenario


def place(fault: Fault) -> tuple[str, int, int]:
    """Return by what faults are sorted: those of a file from top to bottom, those of overrides as they come."""
    return fault.file, fault.line, fault.column if fault.line else 0


def currency(tree: Settings) -> str:
    """Return the currency as written, to read amounts by."""
    node = tree.of.get("currency")
    return node.text or "" if isinstance(node, Scalar) else ""


def currency_faults(tree: Settings) -> Iterator[Fault]:
    """Yield a fault where the currency is no code of three letters."""
    code = currency(tree)
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        hint = "allowed is a code such as CNY"
        yield value_at(tree, ("currency",)).mark.fault(f"'{code}' is not a currency", hint, "currency")


def faults_of(error: dict[str, Any], tree: Settings) -> Iterator[Fault]:
    """Yield our faults for one error of pydantic's."""
    path, above, here = located(error["loc"])
    details = error.get("ctx", {})
    if error["type"] == "complaints":
        for complaint in details["complaints"]:
            yield disagreement(complaint, path, tree)
    elif error["type"] == "setting":
        yield value_at(tree, path).mark.fault(error["msg"], details["hint"], dotted(path))
    elif error["type"] == "file":
        yield from in_file(details["faults"], path, tree)
    elif error["type"] == "extra_forbidden":
        yield mark_at(tree, path).fault(f"unknown setting '{path[-1]}'", nearest(str(path[-1]), above), dotted(path))
    else:
        yield structural(error["type"], path, above, here, tree)


def in_file(faults: tuple[Fault, ...], path: Path, tree: Settings) -> Iterator[Fault]:
    """Yield the faults of a file that a setting names: those of its lines there, others where it is named."""
    for fault in faults:
        if fault.line:
            yield fault
        else:
            yield value_at(tree, path).mark.fault(f"{fault.file}: {fault.message}", fault.hint, dotted(path))


def disagreement(complaint: Complaint, path: Path, tree: Settings) -> Fault:
    """Return the fault for settings that don't fit together, at the first of them that is written in a file."""
    paths = [(*path, *each) for each in complaint.paths]
    first = next((each for each in paths if value_at(tree, each).mark is not DEFAULT), paths[0])
    return value_at(tree, first).mark.fault(complaint.message, complaint.hint, dotted(first))


def located(location: tuple[str | int, ...]) -> tuple[Path, Shape | None, Shape | None]:
    """Return the path for a place in pydantic's words, with the shape there and the shape it is in."""
    path: Path = ()
    above: Shape | None = None
    here: Shape | None = scenario_shape()
    for part in location:
        if isinstance(here, Place) and len(here.rules) > 1 and part in here.rules:
            here = here.rules[str(part)]
        elif part != "[key]":
            path, above, here = (*path, part), here, below(here, part)
    return path, above, here


def below(shape: Shape | None, part: str | int) -> Shape | None:
    """Return the shape of what is in a shape under a name or number."""
    match shape:
        case Group(fields=fields):
            return fields.get(str(part))
        case Place(rules=rules) if part != "rule":
            return below(next(iter(rules.values())), part)
        case Named(of=of) | Listed(of=of):
            return of
        case Leaf(many=True):
            return Leaf(shape.term, False, shape.whole)
    return None


def known(shape: Shape | None) -> list[str]:
    """Return the names of what may be set in a shape."""
    match shape:
        case Group(fields=fields):
            return list(fields)
        case Place(rules=rules):
            return ["rule", *next(iter(rules.values())).fields]
    return []


def nearest(name: str, shape: Shape | None) -> str:
    """Return the hint for an unknown setting: what it may have been meant for, or where it belongs."""
    if name[:1].isdecimal():
        return "inside { } and [ ] write thousands with a space, 1 680, or put the value on a line of its own"
    hint = suggestion(name, known(shape))
    if isinstance(shape, Group) and any(isinstance(each, Overlay) for each in shape.fields.values()):
        return hint
    home = next(homes(name, scenario_shape()), "")
    return f"it belongs to {home}" if home and "did you mean" not in hint else hint


def structural(kind: str, path: Path, above: Shape | None, here: Shape | None, tree: Settings) -> Fault:
    """Return the fault for a value of the wrong form."""
    slot = here if isinstance(here, Place) else above if path[-1:] == ("rule",) else None
    if isinstance(slot, Place) and kind in ("union_tag_invalid", "literal_error"):
        path = path if path[-1:] == ("rule",) else (*path, "rule")
        return unknown_rule(value_at(tree, path), slot, path, currency(tree))
    if kind == "string_pattern_mismatch":
        hint = "allowed are small letters, digits and _, at most 40, beginning with a letter"
        return mark_at(tree, path).fault(f"'{path[-1]}' is not a name", hint, dotted(path))
    node = value_at(tree, path)
    if isinstance(here, Group) and isinstance(node, Scalar):
        return node.mark.fault("settings must stand here", inside_group(here, path, node.text or ""), dotted(path))
    return node.mark.fault(*needed(kind, here), dotted(path))


def inside_group(group: Group, path: Path, word: str) -> str:
    """Return the hint for a word where settings must stand: the setting it is the rule of, or else all there are."""
    at = next((name for name, each in group.fields.items() if isinstance(each, Place) and word in each.rules), "")
    return f"write {path[-1]}: {{{at}: {word}}}" if at and path else f"'name: value', one a line: {', '.join(group.fields)}"


def unknown_rule(node: Node, place: Place, path: Path, currency: str) -> Fault:
    """Return the fault for the name of a rule that the place does not know."""
    if not isinstance(node, Scalar) or not node.text:
        known = f"the rules are: {', '.join(place.rules)}"
        return node.mark.fault("the name of a rule must stand here", known, dotted(path))
    if turned := behind(node.text, currency):
        return node.mark.fault(f"'{node.text}' {IN_FRONT}", f"write {turned}", dotted(path[:-1]))
    hint = suggestion(node.text, place.rules, "the rules are")
    return node.mark.fault(f"unknown rule '{node.text}' for {place.slot.about}", hint, dotted(path))


def needed(kind: str, shape: Shape | None) -> tuple[str, str]:
    """Return message and hint on the form that a value must have."""
    match shape:
        case Named(most=most) if kind == "too_long":
            return "too many of them", f"at most {most}"
        case Listed(most=most) if kind == "too_long":
            return "too many of them", f"at most {most}"
        case Leaf(many=True):
            return f"a list of 1 to {LONGEST_LIST} numbers must stand here", "like [1, 3, 5]"
        case Listed():
            return "a list must stand here", "begin each item with '- '"
        case Place(rules=rules):
            return "a rule must stand here", f"the rules are: {', '.join(rules)}"
    return "settings must stand here", "'name: value', one a line"


def team_faults(tree: Settings) -> Iterator[Fault]:
    """Yield a fault where something is set for teams, while nobody has said how deep a team goes."""
    if value_at(tree, ("team", "depth")).mark is not DEFAULT:
        return
    for path, leaf in leaves(tree):
        if leaf.mark is not DEFAULT and (path[0] == "team" or is_for_leaders(path, leaf)):
            yield leaf.mark.fault("there is no team plan yet", "set team.depth to 1 or more", dotted(path))
            return


def loan_faults(tree: Settings) -> Iterator[Fault]:
    """Yield a fault where terms of loans are set, while nobody has said that the product is a loan."""
    if value_at(tree, ("product", "kind")).mark is not DEFAULT:
        return
    for path, leaf in leaves(tree):
        if leaf.mark is not DEFAULT and path[0] == "loan":
            yield leaf.mark.fault("the product is consumer credit", "set product: enterprise_loan", dotted(path))
            return


def is_for_leaders(path: Path, leaf: Scalar | Items) -> bool:
    """Tell whether a value makes a reward go to the team's leader."""
    return path[0] == "rewards" and path[2:] == ("pay",) and plain(leaf) == "leader"
