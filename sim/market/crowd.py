"""Some of a market's people, with the interface of mesa's AgentSet. Views are made as they are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from sim.market.agents import Individual

try:
    from mesa.agentset import GroupBy
except ImportError:  # before mesa 3.5
    from mesa.agent import GroupBy

if TYPE_CHECKING:
    from sim.market.model import Market

Method = str | Callable[..., Any]


class Crowd(Sequence[Individual], Set[Individual]):
    """An ordered set of people, kept as the rows of their persons; nobody can be added or removed."""

    def __init__(self, model: Market, rows: NDArray[np.integer[Any]]) -> None:
        """Hold people by row."""
        self.model, self.rows = model, rows

    @property
    def random(self) -> Any:
        """The market's generator, for shuffles."""
        return self.model.random

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Individual]:
        """Go through them in order."""
        return map(self.model.agent, self.rows.tolist())

    def __contains__(self, agent: object) -> bool:
        """Tell whether somebody is among them."""
        return isinstance(agent, Individual) and agent.model is self.model and bool((self.rows == agent.row).any())

    def __getitem__(self, at: Any) -> Any:
        """Return one, or a list for a slice."""
        rows = self.rows[at]
        return list(map(self.model.agent, rows.tolist())) if isinstance(at, slice) else self.model.agent(int(rows))

    def __repr__(self) -> str:
        """Show the first few."""
        return f"<Crowd of {len(self)}: {', '.join(map(repr, self[:3]))}{', ...' if len(self) > 3 else ''}>"

    def select(self, filter_func: Callable[[Individual], bool] | None = None, at_most: float = float("inf"),
               inplace: bool = False, agent_type: type | None = None) -> Crowd:
        """Return those whom a function picks, or who are of a type; at most some, or a share of all as a float."""
        most = len(self) * at_most if at_most <= 1.0 and isinstance(at_most, float) else min(at_most, len(self))
        found = iter(self)
        if agent_type is not None:
            found = (agent for agent in found if isinstance(agent, agent_type))
        if filter_func is not None:
            found = filter(filter_func, found)
        return self.taking([agent.row for agent in islice(found, int(most))], inplace)

    def shuffle(self, inplace: bool = False) -> Crowd:
        """Return them in random order."""
        rows = self.rows.tolist()
        self.random.shuffle(rows)
        return self.taking(rows, inplace)

    def sort(self, key: Callable[[Individual], Any] | str, ascending: bool = False, inplace: bool = False) -> Crowd:
        """Return them in the order of an attribute or a function, largest first unless ``ascending``."""
        by = attrgetter(key) if isinstance(key, str) else key
        return self.taking([agent.row for agent in sorted(self, key=by, reverse=not ascending)], inplace)

    def taking(self, rows: Sequence[int] | NDArray[Any], inplace: bool) -> Crowd:
        """Return a crowd of some rows: this one, changed, or another."""
        taken = np.array(rows, dtype=np.int64)
        if not inplace:
            return Crowd(self.model, taken)
        self.rows = taken
        return self

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Crowd:
        """Call a method, by name, or a function on each."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Crowd:
        """Call a method or a function on each, in random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Return what a method, by name, or a function returns for each."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """Return an attribute of each, or a list of several; ``handle_missing`` is "error" or "default"."""
        if handle_missing not in {"error", "default"}:
            raise ValueError(f"handle_missing must be 'error' or 'default', not {handle_missing!r}")
        default = (default_value,) if handle_missing == "default" else ()
        if isinstance(attr_names, str):
            return [getattr(agent, attr_names, *default) for agent in self]
        return [[getattr(agent, name, *default) for name in attr_names] for agent in self]

    def set(self, attr_name: str, value: Any) -> Crowd:
        """Set an attribute of each to the same value."""
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def agg(self, attribute: str, func: Callable[[list[Any]], Any] | Iterable[Callable[[list[Any]], Any]]) -> Any:
        """Return what one function, or each of several, makes of an attribute of all."""
        values = self.get(attribute)
        return func(values) if callable(func) else [one(values) for one in func]

    def groupby(self, by: Callable[[Individual], Any] | str, result_type: str = "agentset") -> Any:
        """Return mesa's GroupBy over an attribute or a function: crowds, or lists with ``result_type="list"``."""
        key = attrgetter(by) if isinstance(by, str) else by
        groups: dict[Any, list[Individual]] = defaultdict(list)
        for agent in self:
            groups[key(agent)].append(agent)
        return GroupBy(groups if result_type == "list" else {k: self._from_iterable(v) for k, v in groups.items()})

    def to_list(self) -> list[Individual]:
        """Return them as a list."""
        return list(self)

    def copy(self) -> Crowd:
        """Return another crowd of the same people."""
        return Crowd(self.model, self.rows.copy())

    def _from_iterable(self, agents: Iterable[Individual]) -> Crowd:  # type: ignore[override]
        """Return a crowd of some agents: what ``&``, ``|`` and ``-`` are made of."""
        return self.taking(list(dict.fromkeys(agent.row for agent in agents)), False)

    def refuse(self, *_: Any) -> NoReturn:
        """Refuse to add or remove anybody: the people of a market are those of its scenario."""
        raise TypeError("a market's people are those of its scenario: select() picks some, nobody is added or removed")

    add = discard = remove = refuse
