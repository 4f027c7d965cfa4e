"""Reading a lender's file of accounts by a map of its columns: from what is written to customers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from experiments.customers import accounts, mapped, months, panels, table
from experiments.customers.attributes import usable
from experiments.customers.cells import Cells
from experiments.customers.customers import Customers
from experiments.customers.layouts import Months, laid_out
from experiments.customers.mapped import Mapped
from experiments.customers.quality import Finding, Quality
from experiments.customers.rules import OF_ACCOUNTS, RULES, cleaned
from experiments.customers.window import Label, told, windowed
from experiments.panel import UNKNOWN, Panel
from scenarios.faults import Fault, ScenarioError

FEWEST = 100
"""Accounts of which figures can be made: a fifth is held out, and a share of 20 has a standard error of up to 11 points."""


def read(data: Path, columns: Path) -> Customers:
    """Return the customers in a file, as the map of its columns says.

    Raises ScenarioError, with file, line and column, for a map or a file that cannot be used.
    """
    asked = mapped.load(columns)
    cells = Cells(table.read(data, asked), asked)
    found = laid_out(cells)
    refuse_unusable(data, asked, found)
    findings = tuple(findings_of(found))
    panel, unknown, once = panels.panel(found), np.full(len(found.lots), np.nan), found.once
    found.notes += notes_of(panel)
    label = label_of(asked, found, panel)
    attributes = dict(usable(once, found.words, found.notes))
    limit = panels.last_limit(panel, len(found.lots))
    says = asked.says
    return Customers(panel, limit, once.get("income", unknown), attributes, label.default, label.means, says.currency,
                     accounts.share(found.lots), quality(data, cells, found, findings), says.title, says.source, label.window)


def label_of(asked: Mapped, found: Months, panel: Panel) -> Label:
    """Return who defaulted: as a column says, or the last months of the file.

    Raises ScenarioError where these are all the months that there are.
    """
    says = asked.says.default
    if says is None or says.column:
        return Label(found.once.get("default"), (says and says.means) or "")
    many = int(panel.month.max()) + 1
    if says.months >= many:
        raise ScenarioError([asked.fault(("default", "months"), f"no month of the file is left before the last {says.months}",
                                         f"there are {many}; what tells default beforehand needs some of them")])
    label = windowed(panel, len(found.lots), says)
    found.notes += told(label)
    return label


def refuse_unusable(data: Path, asked: Mapped, found: Months) -> None:
    """Raise ScenarioError for a file of which no figures can be made, or whose months are counted in two ways."""
    many = len(found.lots)
    if many < FEWEST:
        reason = f"at least {FEWEST} are needed: a fifth is held out, and figures of fewer than 20 accounts say next to nothing"
        raise ScenarioError([Fault(data.name, 0, 0, "", f"{many} account{'s are' if many != 1 else ' is'} too few", reason)])
    if "opened" in found.once:
        dated = [bool(np.nanmedian(of) >= months.FIRST) for of in (found.once["opened"], found.month) if not np.all(np.isnan(of))]
        if len(set(dated)) > 1:
            message = "opened and the months are counted in two ways: the one by the calendar, the other from a number on"
            raise ScenarioError([asked.fault(("opened",), message, "write months as 2005-04 in both, or numbers in both")])


def findings_of(found: Months) -> Iterator[Finding]:
    """Apply the rules of cleaning, in place; yield what they found."""
    first = np.full(len(found.lots), np.inf)
    np.minimum.at(first, found.account, found.month)
    yield from cleaned(found.once, OF_ACCOUNTS, {"first": first})
    yield from cleaned(found.of, RULES, {"mob": panels.mob(found)} if "opened" in found.once else {})


def notes_of(panel: Panel) -> Iterator[str]:
    """Yield what there is to tell of how the months follow each other."""
    again = np.diff(panel.account) == 0
    gap = np.where(again, np.diff(panel.month) - 1, 0)
    if gap.any():
        yield f"months that are missing within accounts: {int(gap.sum()):,}; no move is counted across such a gap"
    late, before = panel.late, np.where(panel.before == UNKNOWN, UNKNOWN, panel.late[panel.before])
    jumps = int(((before != UNKNOWN) & (late > before + 1)).sum())
    if jumps:
        yield f"statements missed that rise by more than one in a month: {jumps:,} - kept; do they count something else?"


def quality(data: Path, cells: Cells, found: Months, findings: tuple[Finding, ...]) -> Quality:
    """Return what was found in a file."""
    left_out = {reason: rows for reason, rows in found.left_out.items() if rows}
    span = (months.name(int(found.month.min())), months.name(int(found.month.max())))
    written = cells.table.written
    notes = (*([written.told] if written else []), *cells.notes, *found.notes)
    return Quality(data.name, found.rows, found.rows - sum(left_out.values()), left_out, len(found.lots), len(found.account), span,
                   tuple(cells.seen), findings, notes)
