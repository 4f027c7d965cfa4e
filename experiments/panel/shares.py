"""Figures of a panel: each is a sum over rows over another sum, and has a standard error, as accounts are drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.panel.table import UNKNOWN, Panel, Status

Rows = NDArray[np.float64]
Parts = NDArray[np.float64] | NDArray[np.bool_]
MONTHS_OF_30, MONTHS_OF_90 = 2, 4
"""Statements missed by who is 30 and 90 days past due: the due day counts as day 0."""
UTILISATION = ((0.0, "0"), (0.2, "0-20 %"), (0.4, "20-40 %"), (0.6, "40-60 %"), (0.8, "60-80 %"), (1.0, "80-100 %"),
               (np.inf, "above 100 %"))
PAYMENT_RATIO = ((0.0, "0"), (0.1, "0-10 %"), (0.5, "10-50 %"), (0.999, "50-100 %"), (np.inf, "100 %"))
LIMITS = ((0.25, "up to 1/4"), (0.5, "1/4-1/2"), (1.0, "1/2-1"), (2.0, "1-2"), (4.0, "2-4"), (np.inf, "above 4"))
MOBS = (3, 6, 9, 12, 18, 24)


class Share(NamedTuple):
    """A figure with its standard error, and the number of accounts that it rests on."""

    value: float
    error: float
    accounts: int


class Cell(NamedTuple):
    """A figure as its parts: the sum of ``part`` over that of ``whole``, both by row."""

    name: str
    part: Parts
    whole: Rows


def share(panel: Panel, cell: Cell) -> Share:
    """Return the figure of a cell; not a number where there is nothing that it is a part of."""
    part, whole = (np.bincount(panel.account, weights=rows) for rows in (cell.part, cell.whole))
    among = whole > 0.0
    if not among.any():
        return Share(np.nan, np.nan, 0)
    return Share(float(part.sum() / whole.sum()), error(part[among], whole[among]), int(among.sum()))


def error(part: NDArray[Any], whole: NDArray[Any]) -> float:
    """Return the standard error of a ratio of sums over accounts, by linearisation.

    Accounts are drawn at random, their months are not (Cochran, Sampling Techniques, 1977, section 6.3). One account more that is
    a part and one that is none are counted in (Laplace's rule of succession): else a rare share would seem the surer, the fewer of
    its accounts happened to be drawn.
    """
    yes, no = (float((each[each > 0.0] if (each > 0.0).any() else whole).mean()) for each in (part, whole - part))
    part, whole = np.append(part, [yes, 0.0]), np.append(whole, [yes, no])
    left = part - part.sum() / whole.sum() * whole
    return float(np.sqrt(len(part) / (len(part) - 1) * (left**2).sum()) / whole.sum())


def moves(panel: Panel) -> Iterator[Cell]:
    """Yield how status follows on status a month later: a cell for each pair, a share of those who were in the first."""
    known = (panel.before != UNKNOWN) & (panel.status != UNKNOWN)
    earlier = np.where(known, panel.status[panel.before], UNKNOWN)
    for before in Status:
        whole = earlier == before
        for after in Status:
            yield Cell(f"{before.title} > {after.title}", whole & (panel.status == after), 1.0 * whole)


def statuses(panel: Panel) -> Iterator[Cell]:
    """Yield which share of account-months has each status."""
    known = 1.0 * (panel.status != UNKNOWN)
    for each in Status:
        yield Cell(each.title, panel.status == each, known)


def utilisation_bins(panel: Panel) -> Iterator[Cell]:
    """Yield how balances over limits are distributed over account-months."""
    known = (panel.limit > 0.0) & np.isfinite(panel.balance)
    yield from binned(np.divide(panel.balance, panel.limit, out=np.full(len(panel), np.nan), where=known), UTILISATION)


def payment_ratio_bins(panel: Panel) -> Iterator[Cell]:
    """Yield how payments over what the statement before asked for are distributed, where it asked for anything."""
    asked = np.where(panel.before != UNKNOWN, panel.billed[panel.before], np.nan)
    known = (asked > 0.0) & np.isfinite(panel.paid)
    yield from binned(np.divide(panel.paid, asked, out=np.full(len(panel), np.nan), where=known), PAYMENT_RATIO)


def limit_bins(panel: Panel) -> Iterator[Cell]:
    """Yield how limits over their geometric mean are distributed over account-months: a shape, of whatever currency.

    The median would jump from one round limit to the next.
    """
    known = panel.limit > 0.0
    logs = np.log(panel.limit, out=np.full(len(panel), np.nan), where=known)
    yield from binned(np.exp(logs - np.mean(logs[known])) if known.any() else logs, LIMITS)


def binned(values: Rows, edges: tuple[tuple[float, str], ...]) -> Iterator[Cell]:
    """Yield the share of values in each bin, whose upper edges belong to it; what is not a number is in none."""
    known = 1.0 * np.isfinite(values)
    below = -np.inf
    for edge, name in edges:
        yield Cell(name, (values > below) & (values <= edge), known)
        below = edge


def late_accounts(panel: Panel) -> Iterator[Cell]:
    """Yield the share of account-months that are so late."""
    known = 1.0 * (panel.late != UNKNOWN)
    for name, months in (("30+", MONTHS_OF_30), ("90+", MONTHS_OF_90)):
        yield Cell(name, panel.late >= months, known)


def late_balance(panel: Panel) -> Iterator[Cell]:
    """Yield the share of balances that is so late."""
    known = np.where((panel.late != UNKNOWN) & (panel.balance > 0.0), panel.balance, 0.0)
    for name, months in (("30+", MONTHS_OF_30), ("90+", MONTHS_OF_90)):
        yield Cell(name, known * (panel.late >= months), known)


def ever_30(panel: Panel) -> Iterator[Cell]:
    """Yield the share of accounts that have ever been 30 dpd by a month on book."""
    yield from ever(panel, MONTHS_OF_30)


def ever_90(panel: Panel) -> Iterator[Cell]:
    """Yield the share of accounts that have ever been 90 dpd by a month on book."""
    yield from ever(panel, MONTHS_OF_90)


def ever(panel: Panel, months: int) -> Iterator[Cell]:
    """Yield of each month on book which share of the accounts that could be as old by the last month was ever so late by then.

    Only accounts that are seen from their first statement on count; one that is gone keeps what it was.
    """
    first = np.ones(len(panel), dtype=bool)
    first[1:] = np.diff(panel.account) != 0
    from_start = first & (panel.mob != UNKNOWN) & (panel.mob <= 1)
    opened = np.where(from_start, panel.month - panel.mob, UNKNOWN)
    newest = panel.month.max(initial=0)
    for mob in MOBS:
        became = np.zeros(panel.account.max(initial=0) + 1, dtype=bool)
        became[panel.account[(panel.late >= months) & (panel.mob != UNKNOWN) & (panel.mob <= mob)]] = True
        whole = from_start & (opened + mob <= newest)
        yield Cell(f"MOB {mob}", whole & became[panel.account], 1.0 * whole)
