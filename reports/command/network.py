"""``fission network``: who knows whom, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.command.options import resolved
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.networks import Picture
    from sim.scenario import Scenario


@click.command(short_help="Show a network: degree, clustering, homophily.")
@click.argument("name", metavar="SCENARIO|FILE")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True,
              help="Seed of the traits and of the ties that are drawn.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one setting. May be repeated.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write to a new folder: network.json, and the figure of the numbers of ties.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def network(name: str, seed: int, settings: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Show the network of SCENARIO, or of a FILE with one tie a line: ties, clustering, and how alike friends are."""
    from experiments.networks import pictured
    from reports.run_folder import refuse_taken

    scenario = asked(name, settings)
    with refusals():
        if out:
            refuse_taken(out)
        found = pictured(scenario, seed)
        text = as_object(found, scenario, seed)
        click.echo(text if as_json else told(found, scenario, seed))
        if out:
            drawn = written(out, text, found, scenario)
            if not as_json:
                click.echo(f"\nwritten to {out}" + ("" if drawn else f", without a figure: {alike(found)}"))


def asked(name: str, settings: tuple[str, ...]) -> Scenario:
    """Return the scenario meant: one by its name or in a YAML file, or else the plain product on a file of ties."""
    from scenarios import edge_list, names

    if name in names() or name.endswith((".yaml", ".yml")) or "." not in name and not Path(name).is_file():
        return resolved([name], settings)[0].scenario
    with refusals():
        edge_list.read(name)  # which tells its faults as those of a file that nobody has named in a setting
    return resolved(["baitiao_consumer"], (f"network.edges={quoted(name)}", *settings))[0].scenario


def quoted(text: str) -> str:
    """Return a text as YAML reads it back, whatever is in it."""
    from scenarios.writing import scalar

    return scalar(text)


def as_object(found: Picture, scenario: Scenario, seed: int) -> str:
    """Return the picture as JSON."""
    from experiments.exchange import as_json, finite

    edges = scenario.network.edges
    measures = {name: {"value": finite(each.value), "unit": each.unit, "about": each.about}
                for name, each in found.measures.items()}
    return as_json({"scenario": scenario.name, "seed": seed, "file": edges and edges.file, "notes": edges.notes if edges else [],
                    "measures": measures})


def told(found: Picture, scenario: Scenario, seed: int) -> str:
    """Return the picture for a person."""
    from reports.numbers import figure
    from reports.tables import label

    rows = [(label(name), figure(each.value, each.unit, scenario.currency), each.about)
            for name, each in found.measures.items()]
    wide, broad = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = (f"  {name:<{wide}}  {value:>{broad}}  {about}" for name, value, about in rows)
    return "\n".join([heading(scenario, seed), "", *lines])


def heading(scenario: Scenario, seed: int) -> str:
    """Return which network it is."""
    edges = scenario.network.edges
    kind = ("circles", "complete", "edges")[scenario.network.kind]
    return f"{Path(edges.file).name}, seed {seed}" if edges else f"{scenario.name}: {kind}, seed {seed}"


def written(folder: Path, text: str, found: Picture, scenario: Scenario) -> bool:
    """Write the picture and its figure to a folder, and tell whether there was anything to draw."""
    from reports import degrees
    from reports.run_folder import whole

    with whole(folder) as place:
        (place / "network.json").write_text(text + "\n", encoding="utf-8")
        source = f"{heading(scenario, 1).split(',')[0]}: {len(found.degree):,} persons."
        return bool(degrees.save(found.degree, source, place))


def alike(found: Picture) -> str:
    """Say how many ties each person has, where all have as many."""
    return f"everybody has {found.degree[0]:,} tie{'s' * bool(found.degree[0] != 1)}"
