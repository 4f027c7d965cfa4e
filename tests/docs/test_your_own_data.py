"""The guide from a file of accounts to a fit: its files and commands go together, at a small size and up to the fit itself."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from experiments.calibration.plan import plan
from reports.command import main
from scenarios import resolve
from tests.docs.pages import FENCE, FILE, HOME

PAGE = (HOME / "docs" / "your-own-data.md").read_text(encoding="utf-8")
SMALL = ("--persons", "600", "--days", "480")


def fission(*words: str) -> str:
    """Run a command and return what it said."""
    told = CliRunner().invoke(main, words, prog_name="fission")
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page, and what the commands before the fit write."""
    monkeypatch.chdir(tmp_path)
    for fence in FENCE.finditer(PAGE):
        file = FILE.match(fence["body"])
        if file:
            (tmp_path / file["path"]).write_text(fence["body"], encoding="utf-8")
    euro = fission("show", "cash_for_invites", "--resolved", "--currency", "EUR", "--rate", "0.13")
    (tmp_path / "euro.yaml").write_text(euro, encoding="utf-8")
    fission("run", "house.yaml", "--seed", "7", "--statements", "accounts.csv", *SMALL)
    told = fission("portrait", "accounts.csv", "--columns", "map.yaml", "--out", "customers.yaml", "--targets", "figures.yaml")
    assert "2 statements missed within the last 12 months of the file" in told
    return tmp_path


def test_the_files_of_the_guide_go_together_up_to_the_fit(desk: Path) -> None:
    fit = plan("fit.yaml")
    assert fit.base.scenario.currency == "EUR"
    assert {target.figure.partition(":")[0] for target in fit.targets} >= {"moves", "statuses", "referring_share", "bringing_share"}
    house = resolve("house.yaml")
    hidden = [prior.standing(house) for prior in fit.priors]
    assert hidden == [0.03, 0.35, 0.1, 2.0, 0.08]
    assert all(prior.lever.low < value < prior.lever.high for prior, value in zip(fit.priors, hidden, strict=True))
    assert hidden != [prior.standing(fit.base) for prior in fit.priors]
