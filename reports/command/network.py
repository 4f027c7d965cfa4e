"""``fission network``: who knows whom, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.keeping import keep, try_out
from reports.command.options import resolved
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.networks import Picture
    from sim.scenario import Scenario

KINDS = ("circles", "complete", "edges")


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

    scenario = asked(name, settings)
    with refusals():
        try_out(out)
        found = pictured(scenario, seed)
        record = as_object(found, scenario, seed)
        click.echo(text_of(record) if as_json else told(found, scenario, seed))
        keep(out, as_json, lambda folder: written(folder, record, found, scenario))


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


def as_object(found: Picture, scenario: Scenario, seed: int) -> dict[str, Any]:
    """Return the picture as a plain object."""
    from experiments.exchange import SCHEMA_VERSION, finite

    edges = scenario.network.edges
    measures = {name: {"value": finite(each.value), "unit": each.unit, "about": each.about}
                for name, each in found.measures.items()}
    return {"schema_version": SCHEMA_VERSION, "scenario": scenario.name, "seed": seed, "file": edges and edges.file,
            "notes": edges.notes if edges else [], "measures": measures}


def text_of(record: dict[str, Any]) -> str:
    """Return an object as JSON."""
    from experiments.exchange import as_json

    return as_json(record)


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
    """Return which network it is, and under which seed."""
    return f"{title(scenario)}, seed {seed}"


def title(scenario: Scenario) -> str:
    """Return which network it is."""
    edges = scenario.network.edges
    return Path(edges.file).name if edges else f"{scenario.name}: {KINDS[scenario.network.kind]}"


def written(folder: Path, record: dict[str, Any], found: Picture, scenario: Scenario) -> str:
    """Write the picture and its figure to a folder, and return what is to be said of it."""
    from experiments.provenance import provenance
    from reports.figures import degrees, save_all
    from reports.run_folder import whole

    with whole(folder) as place:
        (place / "network.json").write_text(text_of(record | provenance()) + "\n", encoding="utf-8")
        if uneven := found.degree.min() < found.degree.max():
            save_all(degrees(found.degree, f"{title(scenario)}: {len(found.degree):,} persons."), place)
    return "" if uneven else f", without a figure: {alike(found)}"


def alike(found: Picture) -> str:
    """Say how many ties each person has, where all have as many."""
    return f"everybody has {found.degree[0]:,} tie{'s' * bool(found.degree[0] != 1)}"
