"""``fission check``: what the law says of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reports.command.options import resolved
from reports.command.trouble import BLOCKED, Blocked, refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from experiments.guardrails import Findings
    from scenarios import Resolved
    from scenarios.guardrails import Finding


@click.command(short_help="Check a scenario against the law: verdicts, with sources.")
@click.argument("scenario")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one setting. May be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def check(ctx: click.Context, scenario: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Check SCENARIO against rules of law on referral pay, cost of credit, data and lending.

    Each finding has a verdict (ok, warn, block, n/a), what was found, where it is set, the law and what would cure it.
    Ends with exit code 4 where anything blocks. This is no legal advice.
    """
    from reports.guardrails import findings_table
    from scenarios.guardrails import blocks

    [what] = resolved([scenario], settings)
    with refusals():
        [findings] = judged([what]).values()
        click.echo(as_text(what, findings) if as_json else findings_table(what, findings))
    if blocks(findings):
        ctx.exit(BLOCKED)


def as_text(what: Resolved, findings: Sequence[Finding]) -> str:
    """Return the findings as one JSON object."""
    from experiments.exchange import SCHEMA_VERSION, as_json
    from experiments.guardrails import as_objects
    from scenarios.guardrails import DISCLAIMER, worst

    return as_json({"schema_version": SCHEMA_VERSION, "scenario": what.scenario.name, "verdict": worst(findings),
                    "guardrails": as_objects(findings), "disclaimer": DISCLAIMER})


def marked(findings: Findings, told: str) -> str:
    """Return what a person is told, below a mark for each scheme that is blocked."""
    from reports.guardrails import blocked_marks

    return "\n".join([*blocked_marks(findings), told])


def judged(whats: Sequence[Resolved]) -> Findings:
    """Return the findings on each scenario by its name."""
    from experiments.guardrails import checked
    from reports.command.progress import announce_compiling, interruptible
    from scenarios.guardrails import needs_reach

    if any(needs_reach(what.scenario) for what in whats):
        announce_compiling()
    found = {}
    with interruptible() as heed:
        for what in whats:
            found[what.scenario.name] = checked(what)
            heed()
    return found


def vetted(whats: Sequence[Resolved], allow_blocked: bool) -> Findings:
    """Return the findings on each scenario by its name; one that blocks is allowed only where that is asked for.

    Raises Blocked for a scenario that is not allowed.
    """
    from reports.guardrails import blocked_marks

    found = judged(whats)
    marks = blocked_marks(found)
    if marks and not allow_blocked:
        raise Blocked("\n".join([*marks, "See fission check; --allow-blocked runs it all the same."]))
    return found
