"""The command as a whole: quick to answer, clear when misused."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

Fission = Callable[..., Result]
COMMAND = (sys.executable, "-c", "from reports.command import main; main(prog_name='fission')")
HEAVY = ("numba", "numpy", "scipy", "mesa", "matplotlib", "pandas", "pyarrow", "rich", "yaml", "sim.scenario")


def test_help_lists_the_commands_and_imports_nothing_heavy() -> None:
    program = "\n".join([
        "import sys; from reports.command import main", "main(['--help'], standalone_mode=False)",
        f"print([name for name in {HEAVY} if name in sys.modules])",
    ])
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert all(f"  {command} " in told for command in ("demo", "list", "show", "check", "run", "compare", "rules", "schema"))
    assert told.splitlines()[-1] == "[]"


def test_the_version_is_told(fission: Fission) -> None:
    assert fission("--version").stdout.startswith("fission 0.")


def test_a_slip_of_the_pen_is_understood(fission: Fission) -> None:
    told = fission("comapre")
    assert told.exit_code == 2
    assert "Did you mean 'compare'?" in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_ctrl_c_ends_a_run_with_130() -> None:
    program = "from reports.command import main, progress; progress.SECONDS_BETWEEN_LINES = 0.1; main(prog_name='fission')"
    words = (sys.executable, "-c", program, "run", "cash_for_invites", "--persons=2000", "--days=7000", "--replications=1000")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert "cash_for_invites: 0%" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        try:
            stdout, stderr = running.communicate(timeout=60)
        finally:
            running.kill()
    assert (running.returncode, stdout) == (130, "")
    assert "interrupted" in stderr
    assert "Traceback" not in stderr


def test_the_demo_compares_draws_and_says_what_to_try_next(fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting, value in {"PERSONS": 1500, "DAYS": 120, "REPLICATIONS": 2}.items():
        monkeypatch.setattr(import_module("reports.command.demo"), setting, value)
    monkeypatch.setattr("shutil.which", lambda _: "fission")
    told = fission("demo", "--out", "figures")
    assert told.exit_code == 0
    assert told.stdout.startswith("Does a scheme pay? Against none, within 120 days:\n* Cash for invites: customers ")
    assert re.search(r"^\* Pay for repayment: .*; profit CNY .*, (more|less|not decided)$", told.stdout, re.MULTILINE)
    assert "Compared with baitiao_consumer: 1,500 persons, 120 days" in told.stdout
    assert all(f"figures/{name}.png" in told.stdout for name in ("growth", "losses", "profit"))
    following = told.stdout.strip().splitlines()[-1].split()
    assert following[:2] == ["fission", "compare"]
    assert fission(*following[1:], "--persons", "300", "--days", "40", "-r", "2").exit_code == 0
    assert "figures/report/report-en.html" in told.stdout
    page = Path("figures/report/report-en.html").read_text(encoding="utf-8")
    assert "Growth at any price may not be launched as it is" in page
    assert fission("demo", "--out", "figures").exit_code == 0
    assert Path("figures/report/report-en.html").read_text(encoding="utf-8") == page


def test_the_demo_leaves_a_folder_alone_that_holds_something_else(fission: Fission) -> None:
    Path("mine").mkdir()
    Path("mine/growth.png").write_text("of an earlier demo")
    Path("mine/thesis.txt").write_text("dear")
    told = fission("demo", "--out", "mine")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "mine: there is something already" in told.stderr


def test_the_demo_names_the_program_by_its_path_where_it_is_not_on_the_path(monkeypatch: pytest.MonkeyPatch,
                                                                            tmp_path: Path) -> None:
    program = tmp_path / ".venv" / "bin" / "fission"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.executable", str(program.with_name("python")))
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert import_module("reports.command.demo").program() == str(Path(".venv", "bin", "fission"))


def test_the_first_run_of_a_version_tells_that_it_compiles(fission: Fission, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    progress, compiled = import_module("reports.command.progress"), import_module("experiments.lab.compiled")
    began: list[str] = []
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("numba.config.DISABLE_JIT", 0)
    monkeypatch.setattr(progress, "SECONDS_OF_COMPILING", 0.01)
    monkeypatch.setattr(compiled, "compile_model", lambda _: (began.append("warm"), time.sleep(0.1)))
    progress.announce_compiling()
    told = capsys.readouterr().err.splitlines()
    assert told[0] == progress.COMPILING
    assert told[1:]
    assert set(told[1:]) == {"compiling the model: 0 s"}
    (tmp_path / "lifecycle_1").mkdir()
    (tmp_path / "lifecycle_1" / "a.nbc").touch()
    assert not compiled.is_compiled(), "somebody has begun"
    compiled.marker().touch()
    progress.announce_compiling()
    assert (began, capsys.readouterr().err) == (["warm"], "")


def test_who_interrupts_the_compiler_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    progress = import_module("reports.command.progress")
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("numba.config.DISABLE_JIT", 0)

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.lab.compiled.compile_model", interrupted)
    with pytest.raises(import_module("reports.command.trouble").Interrupted, match="while the model was compiled"):
        progress.announce_compiling()
