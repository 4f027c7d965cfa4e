"""The command ``fission``.

Data go to stdout, progress and trouble to stderr. Exit codes: 0 ok, 1 internal error, 2 usage or an invalid scenario,
4 blocked by a guardrail or a claim fails, 130 interrupted. Only click is imported here: each command imports what it needs when
it runs.
"""

from __future__ import annotations

from typing import Any

import click

from reports.command.assumptions import assumptions
from reports.command.calibrate import calibrate
from reports.command.catalogue import list_, rules, schema, show
from reports.command.check import check
from reports.command.compare import compare
from reports.command.demo import demo
from reports.command.life import life
from reports.command.network import network
from reports.command.plot import plot
from reports.command.portrait import portrait
from reports.command.report import report
from reports.command.run import run
from reports.command.search import front, search
from reports.command.sensitivity import sensitivity
from reports.command.stress import stress
from reports.command.sweep import sweep
from reports.command.trouble import Interrupted
from reports.command.twin import twin
from reports.command.validate import validate


class Fission(click.Group):
    """The group of all commands, in the order in which one meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """Return the commands in the order they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an interruption that no progress was shown for still ends with its own exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None


def tell_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from experiments.provenance import version

        click.echo(f"fission {version()}")
        ctx.exit()


@click.group(cls=Fission, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
             epilog="Begin with: fission demo")
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=tell_version,
              help="Show the version and exit.")
def main() -> None:
    """Tune the incentives of a referral programme before customers meet them.

    Fission lets a market of simulated people invite their friends, buy on credit, repay or not, under a scheme you
    describe in a short file.
    """


for command in (demo, list_, show, check, run, compare, sweep, sensitivity, search, front, stress, portrait, calibrate, validate,
                assumptions, twin, report, plot, life, network, rules, schema):
    main.add_command(command)
