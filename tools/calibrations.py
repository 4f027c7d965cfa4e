"""``python tools/calibrations.py``: fit the shipped calibrations anew, and write what they come to into docs/calibrated.md."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from experiments.pages import renew

STUDIES = ("calibrate_baitiao", "calibrate_card_clients")
PAGE = Path("docs/calibrated.md")
FIGURES = Path("docs/calibrated")
KEPT = Path(".venv/calibrations")


def main(studies: tuple[str, ...]) -> None:
    """Run each study, or go on with it where it was cut short; then renew the page."""
    fission = str(Path(sys.executable).with_name("fission"))
    for study in studies:
        folder = KEPT / study
        asked = [fission, "calibrate", study, "--out", str(folder), "--resume"]
        told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout.partition("\nwritten to ")[0].rstrip()
        picture = f"![What was observed, and the model]({FIGURES.name}/{study}.svg)"
        renew(PAGE, study, ["```text", *told.splitlines(), "```", "", picture])
        FIGURES.mkdir(exist_ok=True)
        shutil.copyfile(folder / "fit.svg", FIGURES / f"{study}.svg")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or STUDIES)
