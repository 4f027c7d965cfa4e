"""``fission demo``: a first study, from the scenarios to the report."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.command.check import judged
from reports.command.compare import heading
from reports.command.options import resolved
from reports.command.progress import shown
from reports.command.report import FOLDER, made, written
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments import Comparison
    from experiments.guardrails import Findings
    from scenarios import Resolved

SCENARIOS = ("baitiao_consumer", "cash_for_invites", "pay_for_repayment", "growth_at_any_price")
PERSONS, DAYS, REPLICATIONS = 20_000, 720, 8
MEASURES = ("activated_accounts", "k_factor", "dpd90_share", "net_charge_off", "reward_cost", "cac", "profit")
FIGURES = tuple(f"{name}.{kind}" for name in ("growth", "losses", "profit") for kind in ("png", "svg"))
OWN = (*SCENARIOS, *FIGURES, "comparison.json", FOLDER)
"""What an earlier demo has left in its folder."""
NEXT = "compare baitiao_consumer cash_for_invites pay_for_repayment --days 1440"


@click.command(short_help="A first study: three schemes against none, in under a minute.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("fission-demo"),
              show_default=True, metavar="DIR", help="Where runs, figures and report go; those of an earlier demo are overwritten.")
def demo(out: Path) -> None:
    """Compare three referral schemes with none: a table, three figures, a report, and what to try next."""
    from reports.run_folder import added, fill_comparison, refuse_taken

    with refusals():
        refuse_taken(out, OWN)
        whats = resolved(SCENARIOS, (f"persons={PERSONS}", f"days={DAYS}"))
        found = studied(whats)
        with added(out) as place:
            fill_comparison(place, whats, found)
        click.echo(told(found, out, judged(whats)))
        click.echo("\nThe report, with the recommendation on its first page:")
        written(out / FOLDER, made([out], "en", ["html"]))
        click.echo(f"\nNext, see whether the reward pays back over four years:\n  {program()} {NEXT}")


def studied(whats: list[Resolved]) -> Comparison:
    """Return the comparison that the demo is about."""
    from experiments import compare

    with shown("comparing four scenarios", len(SCENARIOS) * DAYS * REPLICATIONS, quiet=False) as on_progress:
        return compare([what.scenario for what in whats], replications=REPLICATIONS, on_progress=on_progress)


def told(found: Comparison, folder: Path, findings: Findings) -> str:
    """Return what the demo has found."""
    from reports.figures import compared
    from reports.guardrails import blocked_marks
    from reports.tables import comparison_table
    from scenarios.guardrails import blocks

    figures = {folder / f"{picture.name}.png": picture.title for picture in compared(found)}
    wide = max(len(str(path)) for path in figures)
    return "\n".join([
        f"Does a scheme pay? Against none, within {found.arms[found.baseline].scenario.days:,} days:",
        *(f"* {answer(found, name)}{'; BLOCKED, see below' if blocks(findings[name]) else ''}" for name in found.differences), "",
        heading(found), "", comparison_table(found, only=MEASURES), "",
        *blocked_marks(findings), "",
        "Figures, as PNG and SVG", *(f"  {path!s:<{wide}}  {title}" for path, title in figures.items()),
    ])


def answer(found: Comparison, name: str) -> str:
    """Say what a scheme does to customers and profit."""
    from reports.messages import named
    from reports.numbers import difference, verdict

    currency, changes = found.arms[name].scenario.currency, found.differences[name]
    more, profit = changes["activated_accounts"], changes["profit"]
    return (f"{named(name)}: customers {difference(more, 'count', currency)}, {verdict(more)}; "
            f"profit {difference(profit, 'money', currency)}, {verdict(profit)}")


def program() -> str:
    """Return how this program is called from here: by its name where that is on the PATH, or else by its path."""
    beside = Path(sys.executable).with_name("fission")
    if shutil.which("fission") or not beside.exists():
        return "fission"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)
