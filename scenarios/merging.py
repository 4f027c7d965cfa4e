"""Laying one scenario over another: settings merge, lists and values replace, another rule brings its own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from scenarios.faults import Fault, suggestion
from scenarios.shapes import KIND, Group, Leaf, Listed, Named, Overlay, Place, Shape, scenario_shape
from scenarios.tree import Items, Node, Path, Scalar, Settings, dotted
from scenarios.writing import terms, written

SLIP = 0.8
"""How like another name a new one must be, of 1, to be taken for a slip of the pen."""
DIGITS = re.compile("[0-9]")


def merged(shape: Shape | None, under: Node, over: Node, faults: list[Fault], path: Path = ()) -> Node:
    """Return what ``over`` makes of ``under``; what cannot be right is left for the check of the whole."""
    match shape, under, over:
        case Place(), Settings(), _:
            return with_rule(shape, under, over, faults, path)
        case Group(), Settings(), Settings():
            return with_fields(shape, under, over, faults, path)
        case Overlay(of), Settings(), Settings():
            return together(of, under, over)
        case Group(), Settings(), Scalar(text=str(word)) if KIND in shape.fields and word[:1].isalpha():
            return with_fields(shape, under, of_kind(over), faults, path)
        case Named(), Settings(), Settings():
            return with_names(shape, under, over, faults, path)
        case Listed(of), _, Items():
            fresh = written(of, of.type())
            return Items(tuple(merged(of, fresh, item, faults, path) for item in over.items), over.mark)
        case (Listed() | Leaf(many=True)), Items(), Settings():
            return with_items(shape, under, over, faults, path)
    return over


def of_kind(over: Scalar) -> Settings:
    """Return the long form of a group written as one word, its kind."""
    return Settings({KIND: over}, over.mark, {KIND: over.mark})


def with_fields(group: Group, under: Settings, over: Settings, faults: list[Fault], path: Path) -> Settings:
    """Return the group with each field merged that ``over`` sets."""
    new = {name: merged(group.fields.get(name), under.of.get(name, value), value, faults, (*path, name))
           for name, value in over.of.items()}
    return under.changed({**under.of, **new}, over)


def with_names(named: Named, under: Settings, over: Settings, faults: list[Fault], path: Path) -> Settings:
    """Return the groups by name with each merged that ``over`` sets, new ones from the defaults, without the nulls."""
    of = dict(under.of)
    for name, value in over.of.items():
        if is_null(value):
            if of.pop(name, None) is None:
                hint = suggestion(name, under.of)
                faults.append(over.marks[name].fault(f"there is no '{name}' to remove", hint, dotted((*path, name))))
        else:
            base = of.get(name) or written(named.of, named.of.type())
            of[name] = merged(named.of, base, value, faults, (*path, name))
    return under.changed(of, over)


def slips(tree: Settings, over: Settings) -> Iterator[Fault]:
    """Yield a fault for each name that ``over`` adds beside one so like it that the other is meant more often than not.

    Names that differ in their digits only are meant.
    """
    for group, shape in scenario_shape().fields.items():
        there, here = tree.of.get(group), over.of.get(group)
        if isinstance(shape, Named) and isinstance(there, Settings) and isinstance(here, Settings):
            kept = [name for name in there.of if not is_null(here.of.get(name))]
            for name in here.of.keys() - there.of.keys():
                if near := slip(name, kept):
                    yield here.marks[name].fault(f"'{name}' is new beside '{near}', which stays",
                                                 f"did you mean '{near}'? A line of its own needs a name less like it",
                                                 dotted((group, name)))


def slip(name: str, known: Iterable[str]) -> str:
    """Return the known name that a name is a slip of, empty where there is none.

    >>> slip("refferer", ["referrer"]), slip("referrer_2", ["referrer_1"]), slip("ambassador", ["referrer"])
    ('referrer', '', '')
    """
    near = next(iter(get_close_matches(name, known, n=1, cutoff=SLIP)), "")
    return "" if DIGITS.sub("", near) == DIGITS.sub("", name) else near


def is_null(node: Node | None) -> bool:
    """Tell whether a node is written as nothing, which removes what there is."""
    return isinstance(node, Scalar) and node.text is None


def added(base: Settings, tree: Settings) -> tuple[str, ...]:
    """Return the paths of the rewards, portraits and differences that a tree has beside those of its base."""
    groups = [(name, base.of[name], tree.of[name]) for name, shape in scenario_shape().fields.items() if isinstance(shape, Named)]
    return tuple(dotted((group, name)) for group, before, after in groups
                 if isinstance(before, Settings) and before.of and isinstance(after, Settings)
                 for name in after.of if name not in before.of)


def together(shape: Shape | None, under: Node, over: Node) -> Node:
    """Return what two differences from one thing come to, as they are written; the later one has the last word."""
    if isinstance(shape, Place):
        under, over = spelled_out(shape, under), spelled_out(shape, over)
    chooses = isinstance(shape, Place) and isinstance(over, Settings) and "rule" in over.of
    if chooses or isinstance(shape, Leaf) or not isinstance(under, Settings) or not isinstance(over, Settings):
        return over
    below = shape.fields if isinstance(shape, Group) else dict.fromkeys(over.of, shape.of) if isinstance(shape, Named) else {}
    new = {name: together(below.get(name), under.of[name], value) if name in under.of else value for name, value in over.of.items()}
    return under.changed({**under.of, **new}, over)


def with_items(shape: Listed | Leaf, under: Items, over: Settings, faults: list[Fault], path: Path) -> Node:
    """Return the list with the items changed that ``over`` names by their number, counted from 0."""
    items = list(under.items)
    for name, value in over.of.items():
        if not name.isdecimal() or int(name) >= len(items):
            hint = f"items are counted from 0 to {len(items) - 1}" if items else "the list is empty"
            faults.append(over.marks[name].fault(f"there is no item '{name}'", hint, dotted((*path, name))))
        else:
            item = shape.of if isinstance(shape, Listed) else None
            items[int(name)] = merged(item, items[int(name)], value, faults, (*path, int(name)))
    return Items(tuple(items), under.mark if isinstance(shape, Listed) else over.mark)


def with_rule(place: Place, under: Settings, over: Node, faults: list[Fault], path: Path) -> Node:
    """Return the place with the rule and the terms that ``over`` sets; another rule starts from its own defaults."""
    over = spelled_out(place, over)
    if not isinstance(over, Settings):
        return over
    rule = over.of.get("rule")
    if rule is None or named(rule) == named(under.of.get("rule")):
        return with_fields(rule_group(place, under), under, over, faults, path)
    name = named(rule)
    if name not in place.rules:
        return Settings({**over.of, "rule": rule}, over.mark, over.marks)
    fresh = Settings({"rule": rule, **terms(place, name)}, over.mark)
    return with_fields(place.rules[name], fresh, over, faults, path)


def rule_group(place: Place, settings: Settings) -> Group:
    """Return the terms of the rule chosen."""
    return place.rules.get(named(settings.of.get("rule")), Group(None, {}))


def named(rule: Node | None) -> str:
    """Return the name of a rule as written, empty where none is."""
    return rule.text or "" if isinstance(rule, Scalar) else ""


def spelled_out(place: Place, node: Node) -> Node:
    """Return the long form of a choice: a word is a rule's name, a number the first term of the usual rule."""
    if not isinstance(node, Scalar) or node.text is None:
        return node
    first = next(iter(place.rules[place.usual].fields), None)
    if first is not None and is_number(node.text):
        of = {"rule": Scalar(place.usual, node.mark), first: node}
    else:
        of = {"rule": node}
    return Settings(of, node.mark, dict.fromkeys(of, node.mark))


def is_number(text: str) -> bool:
    """Tell whether a text is meant as a number, with or without a unit."""
    return text.lstrip("+-.")[:1].isdecimal()
