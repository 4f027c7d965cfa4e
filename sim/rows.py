"""One row of a table of the world, by the table's address.

A kernel that takes a dozen arrays counts references to each of them on every call, which costs more than most phases
do; a row found by address costs nothing. ``Life`` keeps the tables alive and the addresses true. Phases are called with
the addresses of the world and of the policy, because handing a record over from Python costs ten times the call.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

import numba
import numpy as np
from numba.core import types
from numba.extending import intrinsic

from sim.compiling import inner
from sim.tables import ACCOUNT, DAY, JOURNAL, LIST, MONTH_ROW, PAYOUT, PERSON, PLAN, RING, SHAPE, VINTAGE, WORLD, Record, World

INT64, INT32 = np.dtype("i8"), np.dtype("i4")
known: WeakValueDictionary[int, Any] = WeakValueDictionary()
"""The tables by address, for kernels that run as plain Python."""


def address(table: Any) -> int:
    """Return where a table is, and remember it."""
    where = int(table.ctypes.data)
    known[where] = table
    return where


@intrinsic
def loaded(_typing, _where, row, dtype):  # type: ignore[no-untyped-def]
    """Return the row of ``dtype`` at ``where + row * size``: a record that reads and writes through, or a number."""
    result = dtype.dtype

    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        size = context.get_constant(types.intp, dtype.dtype.size if isinstance(result, types.Record) else result.bitwidth // 8)
        place = builder.add(values[0], builder.mul(context.cast(builder, values[1], signature.args[1], types.intp), size))
        pointer = builder.inttoptr(place, context.get_data_type(result).as_pointer())
        if isinstance(result, types.Record):
            return builder.bitcast(pointer, context.get_value_type(result))
        return context.unpack_value(builder, result, pointer)

    return result(types.intp, row, dtype), code


def looked_up(where: int, row: int, _dtype: np.dtype[Any]) -> Any:
    """Return the same row of the table that is known to be there."""
    return known[where][row]


row_at = looked_up if numba.config.DISABLE_JIT else loaded


@inner
def world_at(where: int) -> World:
    """Return the world at an address."""
    return row_at(where, 0, WORLD)


@inner
def person_at(world: World, i: int) -> Record:
    """Return a person."""
    return row_at(world.persons, i, PERSON)


@inner
def account_at(world: World, a: int) -> Record:
    """Return a credit account."""
    return row_at(world.accounts, a, ACCOUNT)


@inner
def plan_at(world: World, row: int) -> Record:
    """Return an instalment plan."""
    return row_at(world.plans, row, PLAN)


@inner
def payout_at(world: World, row: int) -> Record:
    """Return a reward that was granted."""
    return row_at(world.payouts, row, PAYOUT)


@inner
def posting_at(world: World, row: int) -> Record:
    """Return a row of the journal."""
    return row_at(world.journal, row, JOURNAL)


@inner
def day_at(world: World, day: int) -> Record:
    """Return what is written down of a day."""
    return row_at(world.days, day, DAY)


@inner
def month_at(world: World, month: int) -> Record:
    """Return what is written down of a month."""
    return row_at(world.by_month, month, MONTH_ROW)


@inner
def vintage_at(world: World, row: int) -> Record:
    """Return a cell of the vintages."""
    return row_at(world.vintages, row, VINTAGE)


@inner
def ring_at(world: World, row: int) -> Record:
    """Return an organiser's ring."""
    return row_at(world.rings, row, RING)


@inner
def shape_at(world: World, row: int) -> Record:
    """Return a size and shape that a ring may have."""
    return row_at(world.shapes, row, SHAPE)


@inner
def event_at(world: World, row: int) -> Record:
    """Return a row of today's events."""
    return row_at(world.lists, row, LIST)


@inner
def ties_from(world: World, i: int) -> int:
    """Return where a person's ties begin."""
    return row_at(world.ties_start, i, INT64)


@inner
def tie_at(world: World, at: int) -> int:
    """Return the person at the other end of a tie."""
    return row_at(world.ties, at, INT32)
