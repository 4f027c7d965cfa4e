"""Laying one scenario over another: settings merge, lists and values replace, another rule brings its own terms."""

from __future__ import annotations

from scenarios.faults import Fault, suggestion
from scenarios.shapes import KIND, Group, Leaf, Listed, Named, Overlay, Place, Shape
from scenarios.tree import Items, Node, Path, Scalar, Settings, dotted
from scenarios.writing import terms, written


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
        if isinstance(value, Scalar) and value.text is None:
            if of.pop(name, None) is None:
                hint = suggestion(name, under.of)
                faults.append(over.marks[name].fault(f"there is no '{name}' to remove", hint, dotted((*path, name))))
        else:
            base = of.get(name) or written(named.of, named.of.type())
            of[name] = merged(named.of, base, value, faults, (*path, name))
    return under.changed(of, over)


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
