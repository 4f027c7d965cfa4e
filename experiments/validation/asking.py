"""What a validation asks: families of facts and checks of claims, by name, each for one worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from experiments.claims import checks
from experiments.claims.claim import Check, Claim, Table
from experiments.facts import facts, families
from experiments.interval import Interval
from scenarios.faults import suggestion

FACTS, CLAIMS = "facts", "claims"


class Unknown(ValueError):
    """An id that neither a fact nor a claim has."""


class Asked(NamedTuple):
    """One piece of work: a family of which some facts are asked, or a check of which all claims are."""

    name: str
    ids: tuple[str, ...]
    seconds: float


class Found(NamedTuple):
    """What one piece of work has come to: sizes of facts by id, claims, tables for pages."""

    name: str
    sizes: dict[str, Interval | None]
    claims: tuple[Claim, ...]
    tables: tuple[Table, ...]


@cache
def named_checks() -> dict[str, Check]:
    """Return what finds the claims, by name."""
    return {f"{CLAIMS}.{check.find.__module__.rpartition('.')[2]}.{check.find.__name__}": check for check in checks()}


def everything() -> tuple[Asked, ...]:
    """Return all that can be asked, facts first, in the order in which one reads it."""
    found = [Asked(f"{FACTS}.{family.name}", tuple(fact.id for fact in family.facts), family.seconds) for family in families()]
    found += [Asked(name, tuple(check.ids.split()), check.seconds) for name, check in named_checks().items()]
    return tuple(found)


def asked(only: Iterable[str] = ()) -> tuple[Asked, ...]:
    """Return what is asked where ``only`` some ids are, everything where none is named; "facts" and "claims" are all of these.

    Raises Unknown for an id that nothing has.
    """
    all_there_is, wanted = everything(), set(only)
    known = [FACTS, CLAIMS, *(id_ for each in all_there_is for id_ in each.ids)]
    wanted |= {id_ for each in all_there_is if each.name.partition(".")[0] in wanted for id_ in each.ids}
    for id_ in sorted(wanted - {*known}):
        hint = suggestion(id_, known, otherwise="")
        raise Unknown(f"{id_}: neither a fact nor a claim{' - ' + hint if hint else '; fission validate --list names them all'}")
    return tuple(part(each, wanted) for each in all_there_is if not wanted or wanted & {*each.ids})


def part(each: Asked, wanted: set[str]) -> Asked:
    """Return of a family the facts that are wanted; a check finds all of its claims or none."""
    mine = tuple(id_ for id_ in each.ids if id_ in wanted)
    if not mine or not each.name.startswith(FACTS):
        return each
    return Asked(each.name, mine, each.seconds * len(mine) / len(each.ids))


def perform(what: Asked) -> Found:
    """Do one piece of work."""
    if what.name.startswith(FACTS):
        return Found(what.name, dict(sizes(what.ids)), (), ())
    told = list(named_checks()[what.name].find())
    return Found(what.name, {}, tuple(each for each in told if isinstance(each, Claim)),
                 tuple(each for each in told if isinstance(each, Table)))


def sizes(ids: Iterable[str]) -> Iterator[tuple[str, Interval | None]]:
    """Yield some facts with their sizes in the model."""
    wanted = set(ids)
    for fact in facts():
        if fact.id in wanted:
            yield fact.id, fact.simulate() if fact.simulate else None
