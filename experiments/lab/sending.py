"""Edge lists travel once to each worker, not with every replication: they may have millions of ties.

A task is sent without its edge list but for the digest. A worker that holds no such list answers so, is sent the whole task,
and keeps the list for the next ones.
"""

from __future__ import annotations

from collections.abc import Callable

from experiments.lab.task import Outcome, Task
from experiments.workers import Wanting
from sim.scenario import Scenario
from sim.ties import EdgeList

MOST_HELD = 4
HELD: dict[str, EdgeList] = {}
"""The edge lists that this worker was sent last, by digest."""


def part(task: Task) -> Task:
    """Return a task as it is sent first."""
    edges = task.scenario.network.edges
    return task if edges is None else task._replace(scenario=with_edges(task.scenario, None), edges=edges.digest)


def received(perform: Callable[[Task], Outcome], task: Task) -> Outcome | Wanting:
    """Perform a task that was sent in part or in whole, or ask for the whole of it."""
    edges = task.scenario.network.edges
    if edges is not None:
        hold(edges)
    elif task.edges in HELD:
        task = task._replace(scenario=with_edges(task.scenario, HELD[task.edges]))
    elif task.edges:
        return Wanting()
    return perform(task)


def hold(edges: EdgeList) -> None:
    """Keep an edge list, and forget the one that came first where there are too many."""
    HELD[edges.digest] = edges
    if len(HELD) > MOST_HELD:
        del HELD[next(iter(HELD))]


def with_edges(scenario: Scenario, edges: EdgeList | None) -> Scenario:
    """Return a scenario with another edge list, or without one."""
    return scenario._replace(network=scenario.network._replace(edges=edges))
