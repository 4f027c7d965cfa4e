"""Levers: the settings that a study moves, each with the values it may take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from experiments.study.door import S, Written
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import Fault, Gathered, ScenarioError, suggestion
from scenarios.load import changed
from scenarios.merging import is_number
from scenarios.resolved import Resolved
from scenarios.shapes import Leaf
from scenarios.tree import Items, Mark, Node, Scalar, Settings, parted, value_at
from scenarios.units import WrongValue, amount, checked, held, inside, outside
from scenarios.writing import inline

WORDS = ("choice", "switch")
"""Units of settings whose values are words."""
RANGE = ("from", "to", "steps", "step", "log")
WHOLE_STEPS = 1_000_000
DIGITS, FINE = 9, 6
"""Significant digits of a value in tables, and of one that is taken from a range without steps."""
TOLERANCE = 1e-9
"""How much of a step a range may lack to end on it."""


@dataclass(frozen=True)
class Lever:
    """A setting and what it may be: ``levels``, or a range from ``low`` to ``high`` as the model holds it.

    A range moves by ``step``, 0 for evenly, or by factors where ``log``.
    """

    path: str
    mark: Mark
    about: str
    unit: str
    levels: tuple[Node, ...] = ()
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    log: bool = False
    steps: int = 0
    leaf: Leaf | None = None

    def at(self, share: float) -> Node:
        """Return the value so far up the range, or the list of levels; ``share`` is from 0 to 1.

        Levels, and the values of a range that moves by a step, have equal parts of it.
        """
        return self.levels[part(share, len(self.levels))] if self.levels else self.node(self.value(share))

    def place(self, share: float) -> float:
        """Return how far up the range the value at a share really stands, put on its step: from 0 to 1; of levels, in order."""
        if self.levels:
            return part(share, len(self.levels)) / max(len(self.levels) - 1, 1)
        value = self.held(self.value(share))
        return math.log(value / self.low, self.high / self.low) if self.log else (value - self.low) / (self.high - self.low)

    def value(self, share: float) -> float:
        """Return the value at a share of the range, or of its steps."""
        stepped = self.step and not self.log
        return self.low + part(share, self.stepped()) * self.step if stepped else self.between(share)

    def between(self, share: float) -> float:
        """Return the value at a share of the range, by factors where it moves by them."""
        return self.low * (self.high / self.low) ** share if self.log else self.low + share * (self.high - self.low)

    def stepped(self) -> int:
        """Return how many values there are on the steps of the range."""
        return int((self.high - self.low) / self.step + TOLERANCE) + 1

    def node(self, value: float) -> Node:
        """Return a value of the range, put on its step, as one would write it."""
        assert self.leaf is not None
        return Scalar(written(outside(self.held(value), self.leaf)), self.mark)

    def held(self, value: float) -> float:
        """Return a value of the range, put on its step, as the model holds it."""
        assert self.leaf is not None
        on_step = self.low + round((value - self.low) / self.step) * self.step if self.step else float(f"{value:.{FINE}g}")
        bounded = min(max(on_step, self.low), self.high)
        return round(bounded) if self.leaf.whole else bounded

    def all_levels(self) -> tuple[Node, ...]:
        """Return every value of a factorial design: the levels, or the steps of the range."""
        if self.levels:
            return self.levels
        if self.steps:
            return tuple(dict.fromkeys(self.node(self.between(number / max(self.steps - 1, 1))) for number in range(self.steps)))
        return tuple(self.node(self.low + number * self.step) for number in range(self.stepped() if self.step else 0))

    def settings(self, node: Node) -> Settings:
        """Return the settings by which the lever takes a value."""
        return at_path(self.path, node, self.mark)


def part(share: float, many: int) -> int:
    """Return in which of so many equal parts a share lies.

    >>> part(0.0, 3), part(0.5, 3), part(1.0, 3)
    (0, 1, 2)
    """
    return min(int(share * many), many - 1)


def label(node: Node) -> str:
    """Return a value as it stands in tables: a word or number, or settings on one line.

    >>> label(Settings({"rule": Scalar("on_time_payments"), "payments": Scalar("3")}))
    '{rule: on_time_payments, payments: 3}'
    """
    if isinstance(node, Settings) and set(node.of) == {"rule"}:
        return label(node.of["rule"])
    if isinstance(node, Settings):
        return "{" + ", ".join(f"{name}: {label(each)}" for name, each in node.of.items()) + "}"
    return str(node.text) if isinstance(node, Scalar) else inline(node)


def standing(lever: Lever, what: Resolved) -> str:
    """Return what a lever's setting is in a scenario, as it stands in tables."""
    node = value_at(what.tree, parted(lever.path))
    if lever.leaf is not None and isinstance(node, Settings) and all(is_number(label(level)) for level in lever.levels):
        node = next(each for name, each in node.of.items() if name != "rule")
    return in_unit(lever, node, what.scenario.currency)


def below(path: str, values: Mapping[str, str]) -> str:
    """Return the value at a path, of a rule its first term; empty where nothing stands there."""
    terms = [text for name, text in values.items() if name.startswith(f"{path}.") and name != f"{path}.rule"]
    return values.get(path) or next(iter(terms), "")


def in_unit(lever: Lever, node: Node, currency: str) -> str:
    """Return a value of a lever as it stands in tables: a number in its setting's unit, anything else as it is written."""
    if lever.leaf is None or lever.leaf.many or not isinstance(node, Scalar):
        return label(node)
    try:
        return written(outside(inside(node.text, lever.leaf, currency), lever.leaf))
    except WrongValue:  # the name of a rule, where a number would stand for the usual one
        return label(node)


def written(value: float | str) -> str:
    """Return a value as one writes it, without digits that mean nothing.

    >>> written(560.0), written(0.1 + 0.2), written(True)
    ('560', '0.3', 'true')
    """
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value).lower()


def levers(study: Written[S], base: Resolved, where: str = "vary") -> tuple[Lever, ...]:
    """Return the levers of a study, in the order of the file.

    Raises ScenarioError with all that is wrong: paths that lead nowhere, values that may not stand there.
    """
    found, gathered = [], Gathered()
    gathered.faults += set_and_varied(study, where)
    for path, node in mapping(study.tree.of.get(where)).items():
        with gathered:
            found.append(lever(path, node, mark_of(study, where, path), base))
    gathered.refuse()
    return tuple(found)


def set_and_varied(study: Written[S], where: str) -> Iterator[Fault]:
    """Yield a fault for each setting of every design that is varied besides, which would have no effect."""
    same = study.tree.of.get("set")
    for path in mapping(study.tree.of.get(where)):
        if isinstance(same, Settings) and path in same.of:
            yield same.marks[path].fault("this setting is varied", f"leave it out, or change it under {where}:", path)


def mapping(node: Node | None) -> Mapping[str, Node]:
    """Return what is set in a node, nothing where it is none."""
    return node.of if isinstance(node, Settings) else {}


def mark_of(study: Written[S], where: str, path: str) -> Mark:
    """Return where the name of a lever stands."""
    above = study.at(where)
    assert isinstance(above, Settings)
    return above.marks[path]


def lever(path: str, node: Node, mark: Mark, base: Resolved) -> Lever:
    """Return a lever as written: a list of values, a range, or nothing for all that the setting may be in the scenario."""
    leaf = leaf_at(path, base, mark)
    if isinstance(node, Items):
        return of_levels(path, node, mark, base)
    if isinstance(node, Scalar) and node.text is not None or leaf is None:
        raise ScenarioError([node.mark.fault("values must stand here", "a list, or {from: 10, to: 50}", path)])
    if leaf.term.unit in WORDS:
        words = (Scalar(word, mark) for word in leaf.term.choices or ("false", "true"))
        possible = tuple(word for word in words if can_be(base, at_path(path, word, mark)))
        return Lever(path, mark, leaf.term.about, leaf.term.unit, possible)
    return of_range(path, mapping(node), node.mark if isinstance(node, Settings) else mark, mark, leaf, base.scenario.currency)


def can_be(base: Resolved, over: Settings) -> bool:
    """Tell whether settings may be laid over a scenario."""
    try:
        changed(base, [over])
    except ScenarioError:
        return False
    return True


def bare(path: str, mark: Mark, base: Resolved) -> Lever:
    """Return the lever at a path whose values are said elsewhere.

    Raises ScenarioError for a path that leads nowhere.
    """
    leaf = leaf_at(path, base, mark)
    return Lever(path, mark, leaf.term.about if leaf else "a rule", leaf.term.unit if leaf else "choice", leaf=leaf)


def of_levels(path: str, node: Items, mark: Mark, base: Resolved) -> Lever:
    """Return a lever with levels."""
    if not node.items:
        raise ScenarioError([node.mark.fault("at least one value must stand here", "", path)])
    found, gathered = replace(bare(path, mark, base), levels=node.items), Gathered()
    for each in node.items:
        if found.leaf is not None and isinstance(each, Scalar) and (found.unit in WORDS or is_number(each.text or "")):
            with gathered:
                refuse_wrong(path, each, found.leaf, base.scenario.currency)
    gathered.refuse()
    return found


def refuse_wrong(path: str, node: Scalar, leaf: Leaf, currency: str) -> None:
    """Raise ScenarioError for a value that may not stand in a setting."""
    try:
        inside(node.text, leaf, currency)
    except WrongValue as error:
        raise ScenarioError([node.mark.fault(error.message, error.hint, path)]) from None


def of_range(path: str, given: Mapping[str, Node], place: Mark, mark: Mark, leaf: Leaf, currency: str) -> Lever:
    """Return a lever with a range; what it does not say is taken from the bounds of the setting."""
    for name in given:
        if name not in RANGE:
            raise ScenarioError([given[name].mark.fault(f"unknown setting '{name}'", suggestion(name, RANGE), path)])
    low, high = (bound(path, given.get(end), limit, end, place, leaf, currency)
                 for end, limit in (("from", leaf.term.low), ("to", leaf.term.high)))
    if low >= high:
        raise ScenarioError([place.fault("the range is empty", "from must be below to", path)])
    step = bound(path, given["step"], 0.0, "step", place, leaf, currency, free=True) if "step" in given else 0.0
    steps = counted(path, given.get("steps"))
    log = switched(path, given.get("log"), low)
    usual = float(leaf.term.step if leaf.whole and leaf.term.unit != "money" else 0.0)
    return Lever(path, mark, leaf.term.about, leaf.term.unit, (), low, high, max(step, usual), log, steps, leaf)


def bound(path: str, node: Node | None, limit: float, end: str, place: Mark, leaf: Leaf, currency: str,
          free: bool = False) -> float:
    """Return one end of a range as the model holds it."""
    if node is None:
        if not math.isfinite(limit):
            raise ScenarioError([place.fault(f"this setting has no bound of its own: write {end}", "", path)])
        node = Scalar(repr(limit), place)
    if not isinstance(node, Scalar) or node.text is None:
        raise ScenarioError([node.mark.fault("a number must stand here", "", f"{path}.{end}")])
    try:
        value = amount(node.text, leaf, currency)
        return float(held(value if free else checked(value, node.text, leaf, currency), leaf))
    except WrongValue as error:
        raise ScenarioError([node.mark.fault(error.message, error.hint, f"{path}.{end}")]) from None


def counted(path: str, node: Node | None) -> int:
    """Return how many steps a range has in a factorial design; 0 where nothing is said."""
    if node is None:
        return 0
    if isinstance(node, Scalar) and (node.text or "").isdecimal() and 1 <= int(node.text or "") <= WHOLE_STEPS:
        return int(node.text or "")
    raise ScenarioError([node.mark.fault("a whole number of steps must stand here", "like steps: 5", f"{path}.steps")])


def switched(path: str, node: Node | None, low: float) -> bool:
    """Tell whether a range moves by factors."""
    if node is None or isinstance(node, Scalar) and node.text == "false":
        return False
    if isinstance(node, Scalar) and node.text == "true" and low > 0.0:
        return True
    raise ScenarioError([node.mark.fault("a range that moves by factors begins above 0, and says log: true", "", f"{path}.log")])
