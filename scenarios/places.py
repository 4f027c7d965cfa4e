"""Every value of a scenario with its place and its form: what unit it has, and whether it may mean something else."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.merging import named, spelled_out
from scenarios.shapes import Group, Leaf, Listed, Named, Overlay, Place, Shape
from scenarios.tree import DEFAULT, Items, Node, Path, Scalar, Settings, dotted
from scenarios.units import dressed


def values(shape: Shape | None, node: Node, path: Path = ()) -> Iterator[tuple[Path, Shape | None, Scalar | Items]]:
    """Yield each value of a tree with its path and its shape; a list of plain values is one value."""
    if isinstance(shape, Place):
        node = spelled_out(shape, node)
    if isinstance(node, Settings):
        for name, value in node.of.items():
            yield from values(within(shape, node, name), value, (*path, name))
    elif isinstance(node, Items) and any(not isinstance(item, Scalar) for item in node.items):
        for number, item in enumerate(node.items):
            yield from values(shape.of if isinstance(shape, Listed) else None, item, (*path, number))
    else:
        yield path, shape, node


def within(shape: Shape | None, node: Settings, name: str) -> Shape | None:
    """Return the shape of a setting in a group, in a rule (of a place that names none: in any that knows it), or by name."""
    match shape:
        case Overlay(of):
            return within(of, node, name)
        case Group(fields=fields):
            return fields.get(name)
        case Named(of=of):
            return of
        case Place(rules=rules, usual=usual):
            chosen = rules.get(named(node.of.get("rule")))
            known = [chosen] if chosen else [rules[usual], *rules.values()]
            return next((each.fields[name] for each in known if name in each.fields), None)
    return None


def shown(shape: Shape | None, leaf: Scalar | Items, currency: str) -> str:
    """Return a value as one writes it, with its unit; the values of a list with commas between them."""
    texts = [each.text for each in leaf.items if isinstance(each, Scalar)] if isinstance(leaf, Items) else [leaf.text]
    return ", ".join(str(text) if text is None or not isinstance(shape, Leaf) else dressed(text, shape, currency) for text in texts)


def bare_ones(shape: Shape, tree: Settings) -> Iterator[str]:
    """Yield a note for each share that is written as a mere 1, which means all and may have been meant as one per cent."""
    for path, of, leaf in values(shape, tree):
        is_share = isinstance(of, Leaf) and of.term.unit == "share"
        if is_share and isinstance(leaf, Scalar) and leaf.text == "1" and leaf.mark is not DEFAULT:
            yield str(leaf.mark.fault("1 is read as 100 %; for one in a hundred write 1 %", path=dotted(path))).split("\n")[0]
