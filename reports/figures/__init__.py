"""Figures for reports: a function each, from what a folder holds to a picture with its message.

A picture shows itself in a notebook; ``save`` writes it to a file.
"""

from __future__ import annotations

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture
from reports.figures.assumptions import assumptions
from reports.figures.break_even import break_even
from reports.figures.channels import channels
from reports.figures.cohorts import cohorts
from reports.figures.degrees import degrees
from reports.figures.expected_loss import expected_loss
from reports.figures.fit import fit
from reports.figures.front import front
from reports.figures.growth import growth
from reports.figures.held_out import held_out
from reports.figures.importance import importance
from reports.figures.incremental import incremental
from reports.figures.learned import learned
from reports.figures.loss_distribution import loss_distribution
from reports.figures.losses import losses
from reports.figures.past_due import past_due
from reports.figures.portraits import portraits
from reports.figures.profit import profit
from reports.figures.region import regions
from reports.figures.regret import regret
from reports.figures.response import response, responses
from reports.figures.rewards_by_cause import rewards_by_cause
from reports.figures.rewards_by_payee import rewards_by_payee
from reports.figures.roll_rates import roll_rates
from reports.figures.runs import Some
from reports.figures.saving import save, save_all
from reports.figures.sensitivity import sensitivity
from reports.figures.stability import stability
from reports.figures.terms import terms
from reports.figures.together import together
from reports.figures.tornado import tornado
from reports.figures.unit_economics import unit_economics
from reports.figures.vintages import vintages
from reports.figures.watch_list import watch_list
from reports.figures.waterfall import waterfall
from reports.folders import kept

__all__ = [
    "assumptions", "break_even", "calibrated_figures", "channels", "cohorts", "compared", "degrees", "expected_loss", "fit",
    "front", "growth", "held_out", "importance", "incremental", "learned", "loss_distribution", "losses", "past_due",
    "portraits", "profit", "regions", "regret", "response", "responses", "rewards_by_cause", "rewards_by_payee", "roll_rates",
    "save", "save_all", "sensitivity", "stability", "stressed_figures", "terms", "together", "tornado", "unit_economics",
    "vintages", "watch_list", "waterfall",
]


def compared(found: Some) -> list[Picture]:
    """Return the three figures of a comparison: growth, losses, profit."""
    return [growth(found), losses(found), profit(found)]


def stressed_figures(found: Found | Kept) -> list[Picture]:
    """Return the figures of a stress study that there is something to show in."""
    study = kept(found)
    record = study.record
    first = [regret(study), tornado(study)] if record["futures_whole"] else []
    return [*first, *([break_even(study)] if record["break_even"] else []), *regions(study)]


def calibrated_figures(found: Found | Kept) -> list[Picture]:
    """Return the figures of a calibration that there is something to show in."""
    study = kept(found)
    record = study.record
    more = [*([together] if record["pairs"] else []), *([held_out] if record["held_out"] else [])]
    return [draw(study) for draw in (fit, learned, *more)]
