"""Which point of a front is wanted: a utility of the objectives, more is better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.search.quantities import Cap, Quantity, cap
from experiments.study.door import Written
from experiments.study.forms import Search
from scenarios.faults import Fault, ScenarioError, suggestion

Values = NDArray[np.float64]
Utility = Callable[[Values], Values]
KINDS = ("knee", "weights", "budget")


@dataclass(frozen=True)
class Preference:
    """A stated preference: ``weights`` are the worth of a unit of each objective, and ``limits`` are its budgets.

    Without weights it is the knee: the least distance from the best value of each objective, in parts of what the front
    spans (Zeleny, Compromise programming, 1973).
    """

    text: str
    weights: tuple[float, ...] = ()
    limits: tuple[Cap, ...] = ()

    def utility(self, front: Values) -> Utility:
        """Return the utility of values, objectives last and more of each better; ``front`` has those of a front as rows."""
        if self.weights:
            weights = np.array(self.weights)
            return lambda values: np.asarray(values @ weights)
        ideal, span = front.max(axis=0), np.ptp(front, axis=0)
        scale = np.where(span > 0.0, span, 1.0)
        return lambda values: np.asarray(-np.sqrt((((ideal - values) / scale) ** 2).sum(axis=-1)))


def preference(study: Written[Search], objectives: Sequence[Quantity], runs: int, currency: str) -> Preference:
    """Return the preference of a study.

    Raises ScenarioError with all that is wrong.
    """
    says = study.says.prefer or {"knee": {}}
    kind = next(iter(says))
    if kind not in KINDS or len(says) > 1:
        hint = suggestion(kind, KINDS) if kind not in KINDS else "one of knee, weights and budget"
        raise ScenarioError([study.fault(("prefer",), "this is no preference", hint)])
    if kind == "weights":
        return weighted(study, says[kind], objectives)
    if kind == "budget":
        return budgeted(study, says[kind], objectives, runs, currency)
    return Preference("the knee of the front") if len(objectives) > 1 else Preference(objectives[0].name, (1.0,))


def weighted(study: Written[Search], says: Mapping[str, str], objectives: Sequence[Quantity]) -> Preference:
    """Return a preference by weights."""
    faults, found = list[Fault](), dict[str, float]()
    names = [each.name for each in objectives]
    for name, text in says.items():
        if name not in names:
            faults.append(study.fault(("prefer", "weights", name), f"'{name}' is no objective", suggestion(name, names)))
        elif not (worth := number(text)) > 0.0:
            faults.append(study.fault(("prefer", "weights", name), f"'{text}' is no weight", "a number above 0"))
        else:
            found[name] = worth
    if not says:
        faults.append(study.fault(("prefer",), "weights of what?", f"weights: {{{names[0]}: 100}}"))
    if faults:
        raise ScenarioError(faults)
    told = ", ".join(f"{name} x {says[name]}" for name in found)
    return Preference(f"the most of {told}", tuple(found.get(name, 0.0) for name in names))


def budgeted(study: Written[Search], says: Mapping[str, str], objectives: Sequence[Quantity], runs: int,
             currency: str) -> Preference:
    """Return a preference by budgets: the best of the one objective that has none."""
    found = list[Cap | Fault]()
    for name, text in says.items():
        def refuse(message: str, hint: str, path: tuple[str | int, ...] = ("prefer", "budget", name)) -> Fault:
            return study.fault(path, message, hint)

        found.append(cap(name, text, runs, currency, refuse))
    left = [each for each in objectives if each.name not in says]
    faults = [each for each in found if isinstance(each, Fault)]
    if len(left) != 1:
        faults.append(study.fault(("prefer", "budget"), f"{len(left)} objectives are left without a budget",
                                  "give one to all but one of the objectives"))
    if faults:
        raise ScenarioError(faults)
    limits = tuple(each for each in found if isinstance(each, Cap))
    text = f"the best {left[0].name} within {', '.join(each.text for each in limits)}"
    return Preference(text, tuple(float(each is left[0]) for each in objectives), limits)


def number(text: str) -> float:
    """Return a number as written, not a number where it is none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
