"""Accounts month by month: the same table from a lender's file and from a simulated run, and the same figures of both."""

from __future__ import annotations

from experiments.panel.quantities import Asked, figures, quantities
from experiments.panel.shares import Share
from experiments.panel.table import UNKNOWN, Panel, Status
from experiments.panel.watching import Watch, watched

__all__ = ["UNKNOWN", "Asked", "Panel", "Share", "Status", "Watch", "figures", "quantities", "watched"]
