"""Expected credit loss by stage (IFRS 9) over time."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.interval import interval
from experiments.replication import Replications
from reports.document.blocks import Picture
from reports.figures.numbers import across, estimates, series
from reports.figures.runs import ENGLISH, One, brief, circumstances, month_ends, one
from reports.figures.schemes import drawn
from reports.figures.style import minus, styled
from reports.messages import direction
from reports.words import Words

STAGES = (1, 2, 3)


def expected_loss(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the expected credit loss held at the end of each month, by stage."""
    arm, currency = one(found), one(found).scenario.currency
    held = {stage: np.stack([month_ends(run, f"end_ecl_stage_{stage}") for run in arm.runs]) for stage in STAGES}
    size, unit, digits = words.large(max(float(each.mean(axis=0).max()) for each in held.values()), currency)
    months, x_label = list(range(1, 1 + held[1].shape[1])), words.say("Month of the run")
    shown = [series(words.say("Stage {number}", number=stage), months, [interval(column / size) for column in each.T], least=0.0)
             for stage, each in held.items()]
    draw = partial(drawn, [(unit, dict(enumerate(shown)))], len(shown), [lambda value: minus(f"{value:,.{max(digits, 1)}f}")],
                   x_label, baseline=False)
    columns = [(words.say("Stage {number}", number=stage), [interval(column) for column in each.T], "money")
               for stage, each in held.items()]
    return Picture(
        "expected_loss", title(words, arm),
        words.say("{scheme}: expected credit loss held at the end of each month (IFRS 9)", scheme=brief(words, arm.scenario)),
        words.say("Lines of the expected credit loss by stage and month. At the end: {ends}.",
                  ends=estimates(words, {head: each[-1] for head, each, _ in columns}, "money", currency)),
        styled(draw),
        across(words, words.say("Expected credit loss held"), x_label, list(map(str, months)), columns, currency),
        circumstances(words, found), "line", shown, x_label, unit)


def title(words: Words, arm: Replications) -> str:
    """Say in which stage more than half of the expected loss is held."""
    stages = {stage: arm.values(f"ecl_stage_{stage}") for stage in STAGES}
    everything = np.sum(list(stages.values()), axis=0)
    if not np.any(everything):
        return words.say("No loss is expected")
    most = max(stages, key=lambda stage: float(stages[stage].mean()))
    return {1: words.say("Most of the expected loss is in stage {number}", number=most),
            -1: words.say("No stage holds most of the expected loss")}.get(
                direction(interval(stages[most] - everything / 2.0)), words.say("No stage surely holds most of the expected loss"))

