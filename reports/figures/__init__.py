"""Figures for reports: a function each, from what a folder holds to a picture with its message.

A picture shows itself in a notebook; ``save`` writes it to a file.
"""

from __future__ import annotations

from reports.document.blocks import Picture
from reports.figures.channels import channels
from reports.figures.cohorts import cohorts
from reports.figures.degrees import degrees
from reports.figures.expected_loss import expected_loss
from reports.figures.growth import growth
from reports.figures.incremental import incremental
from reports.figures.loss_distribution import loss_distribution
from reports.figures.losses import losses
from reports.figures.past_due import past_due
from reports.figures.profit import profit
from reports.figures.rewards_by_cause import rewards_by_cause
from reports.figures.rewards_by_payee import rewards_by_payee
from reports.figures.roll_rates import roll_rates
from reports.figures.runs import Some
from reports.figures.saving import save, save_all
from reports.figures.unit_economics import unit_economics
from reports.figures.vintages import vintages
from reports.figures.waterfall import waterfall

__all__ = [
    "channels", "cohorts", "compared", "degrees", "expected_loss", "growth", "incremental", "loss_distribution", "losses",
    "past_due", "profit", "rewards_by_cause", "rewards_by_payee", "roll_rates", "save", "save_all", "unit_economics", "vintages",
    "waterfall",
]


def compared(found: Some) -> list[Picture]:
    """Return the three figures of a comparison: growth, losses, profit."""
    return [growth(found), losses(found), profit(found)]
