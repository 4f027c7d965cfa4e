"""A study at the command line that is cut short, watched, or refused."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from experiments import sweep
from experiments.lab import Lab, Registry
from experiments.workers import Unfit
from tests.experiments.killing import differences

Fission = Callable[..., Result]
TALKATIVE = "from reports.command import main, progress; progress.SECONDS_BETWEEN_LINES = 0.0; main(prog_name='fission')"
SWEEP = """
study: sweep
scenario: cash_for_invites
set: {persons: 1000, days: 180}
vary:
  rewards.referrer.amount.pay: [0, 40, 80]
replications: 25
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A sweep that takes some seconds."""
    path = tmp_path / "study.yaml"
    path.write_text(SWEEP)
    return path


@pytest.fixture
def quick(study: Path) -> Path:
    """One that takes none."""
    study.write_text(SWEEP.replace("1000, days: 180", "200, days: 20").replace("25\n", "2\n"))
    return study


def started(folder: Path, *words: str, err: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """Start the command in a process group of its own, as a shell does."""
    return subprocess.Popen([sys.executable, "-c", TALKATIVE, *words], cwd=folder, stdout=subprocess.PIPE, stderr=err, text=True,
                            start_new_session=True)


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(workers: str, study: Path, tmp_path: Path) -> None:
    with started(tmp_path, "sweep", "study.yaml", "--workers", workers) as running:
        lines = iter(running.stderr.readline, "")
        assert any(re.match(r"sweep: [1-9]", line) for line in lines)
        os.killpg(running.pid, signal.SIGINT)
        stdout, stderr = running.communicate(timeout=180)
    assert (running.returncode, stdout) == (130, "")
    assert "Traceback" not in stderr
    told = re.search(r"interrupted after (\d+) of 75 replications, which are kept. To go on:\n  fission (.*)\n", stderr)
    assert 1 <= int(told[1]) < 75
    with started(tmp_path, *shlex.split(told[2])) as again:
        again.communicate(timeout=180)
    assert again.returncode == 0
    sweep(study, folder=tmp_path / "whole")
    assert differences(tmp_path / "whole", tmp_path / "runs" / "study") == []


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("command", "plans"), [
    ("sweep", "experiments.sweeps.plan"), ("sensitivity", "experiments.sensitivities.plan"), ("search", "experiments.search.plan"),
    ("stress", "experiments.stresses.plan"), ("compare", "experiments.deciding.plan"),
    ("calibrate", "experiments.calibration.plan")])
def test_ctrl_c_before_anything_has_run_says_so(
        command: str, plans: str, quick: Path, fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, interrupted)
    told = fission(command, str(quick), "--workers", "1")
    assert (told.exit_code, told.stdout) == (130, "")
    assert told.stderr == "interrupted before any replication was run; the same command begins again\n"


def test_ctrl_c_while_the_model_is_compiled_says_so(quick: Path, fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.lab.compiled.is_compiled", lambda: False)
    monkeypatch.setattr("experiments.lab.compiled.compile_model", interrupted)
    told = fission("sweep", str(quick), "--workers", "1")
    assert told.exit_code == 130
    assert told.stderr.endswith("interrupted before any replication was run; the same command begins again\n")
    assert not Path("runs").exists()


def test_ctrl_c_while_the_figure_is_drawn_loses_nothing(quick: Path, fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("reports.figures.save_all", interrupted)
        told = fission("sweep", str(quick), "--workers", "1")
    assert told.exit_code == 130
    going_on = re.search(r"interrupted after 6 of 6 replications, which are kept. To go on:\n  fission (.*)\n", told.stderr)[1]
    assert fission(*shlex.split(going_on)).exit_code == 0


def test_on_a_terminal_a_bar_shows_the_time_left(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    ours, theirs = pty.openpty()
    with started(tmp_path, "sweep", "study.yaml", "--workers", "2", err=theirs) as running:
        os.close(theirs)
        shown = "".join(read(ours))
        running.communicate(timeout=180)
    assert running.returncode == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert re.search(r"sweep ━+ +\d+% \d\d:\d\d", plain)


def read(terminal: int) -> Iterator[str]:
    """Yield what is shown on a terminal until nobody writes to it any more."""
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:
            part = b""
        if not part:
            os.close(terminal)
            return
        yield part.decode(errors="replace")


def test_elsewhere_there_are_plain_lines(quick: Path, fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.command.progress.SECONDS_BETWEEN_LINES", 0.0)
    told = fission("sweep", str(quick), "--workers", "1")
    assert told.exit_code == 0
    *_, last = told.stderr.splitlines()
    assert last == "sweep: 100%"
    assert "\x1b" not in told.stderr


def test_a_study_that_another_process_is_at_is_refused(quick: Path, fission: Fission) -> None:
    Path("there").mkdir()
    with Registry("there/registry.sqlite"):
        told = fission("sweep", str(quick), "--out", "there", "--resume")
    assert told.exit_code == 2
    assert "there: another process is at work on this study" in told.stderr
    assert fission("sweep", str(quick), "--out", "there", "--resume", "--workers", "1").exit_code == 0


@pytest.mark.parametrize(("workers", "said"), [
    ("many", "'many' are no workers: a number of processes from 1 to 1,024, or a cluster"),
    ("dask://", "dask:// needs a package that is not installed: pip install 'fission-lab[dask]'"),
])
def test_workers_that_are_not_to_be_had_are_refused(workers: str, said: str, quick: Path, fission: Fission,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.workers.find_spec", lambda _: None)
    told = fission("sweep", str(quick), "--workers", workers)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    assert not Path("runs").exists()


def test_workers_that_go_away_end_the_study_with_the_command_that_goes_on(quick: Path, fission: Fission,
                                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise Unfit("the workers have gone away")

    monkeypatch.setattr(Lab, "run", gone)
    told = fission("sweep", str(quick), "--workers", "1", "--json")
    assert told.exit_code == 1
    assert told.stderr == ("the workers have gone away, before any replication was finished. To go on:\n"
                           f"  fission sweep {quick} --json --out runs/study --workers 1 --resume\n")
