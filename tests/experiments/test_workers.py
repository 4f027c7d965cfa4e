"""Workers: whoever does the work, nothing is lost and nobody is in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from experiments.workers import Lost, Unfit, UnknownWorkers, workers
from tests.experiments import deeds
from tests.experiments.deeds import Deed

EIGHT = {number: 2 * number for number in range(8)}
LINUX = Path("/proc").is_dir()


def done(what: Any, deed: Callable[..., Any], notes: Path, many: int = 8) -> dict[int, Any]:
    """Return what becomes of so many deeds, by number."""
    with workers(what) as by:
        found = list(by.each(deed, [Deed(number, notes) for number in range(many)], deeds.without_the_whole))
    assert len(found) == many
    return {deed.number: result for deed, result in found}


def begun(notes: Path) -> dict[int, int]:
    """Return how often each deed was begun."""
    return {int(path.name): len(path.read_text().splitlines()) for path in notes.iterdir()}


@pytest.mark.parametrize("what", [1, 2, "3"])
def test_every_task_is_done_once_by_any_number_of_workers(what: int | str, tmp_path: Path) -> None:
    assert done(what, deeds.double, tmp_path) == EIGHT
    assert begun(tmp_path) == dict.fromkeys(range(8), 1)


def test_no_tasks_need_no_workers(tmp_path: Path) -> None:
    assert done(2, deeds.double, tmp_path, 0) == {}


@pytest.mark.parametrize("what", ["", "0", "-1", "1.5", "many", "1025", "spark://here", 2.5, True])
def test_unknown_workers_are_refused_in_words(what: Any) -> None:
    with pytest.raises(UnknownWorkers, match=r"are no workers: a number of processes from 1 to 1,024, or a cluster"):
        workers(what)


@pytest.mark.parametrize("kind", ["dask", "ray"])
def test_a_cluster_whose_package_is_missing_says_how_to_install_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.workers.find_spec", lambda _: None)
    with pytest.raises(UnknownWorkers, match=rf"pip install 'fission-lab\[{kind}\]'"):
        workers(f"{kind}://")


def test_this_process_tells_of_each_task_before_it_begins_the_next(tmp_path: Path) -> None:
    with workers(1) as by:
        for told, _ in enumerate(by.each(deeds.double, [Deed(number, tmp_path) for number in range(3)]), 1):
            assert len(begun(tmp_path)) == told


def test_a_worker_that_dies_once_takes_nothing_with_it(tmp_path: Path) -> None:
    assert done(2, deeds.third_dies_once, tmp_path) == EIGHT


def test_a_task_that_always_kills_its_worker_is_given_up_and_the_others_are_done(tmp_path: Path) -> None:
    found = done(2, deeds.third_always_dies, tmp_path)
    assert found.pop(3).why.startswith("its worker died 3 times")
    assert found == {number: double for number, double in EIGHT.items() if number != 3}
    assert begun(tmp_path)[3] == 3


@pytest.mark.parametrize("what", [1, 2])
def test_what_a_task_raises_is_told_with_it(what: int, tmp_path: Path) -> None:
    assert done(what, deeds.third_raises, tmp_path) == {**EIGHT, 3: Lost("MemoryError: all of it")}


@pytest.mark.parametrize("what", [1, 2])
def test_workers_that_are_unfit_end_all(what: int, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="of another version"):
        done(what, deeds.third_is_unfit, tmp_path)


@pytest.mark.parametrize("what", [1, 2])
def test_a_worker_that_wants_the_whole_of_a_task_is_sent_it(what: int, tmp_path: Path) -> None:
    assert done(what, deeds.with_the_whole, tmp_path) == EIGHT
    assert begun(tmp_path) == dict.fromkeys(range(8), 2)


def test_an_executor_that_is_lent_is_used_and_left_open(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as mine:
        assert done(mine, deeds.double, tmp_path) == EIGHT
        assert mine.submit(int, "1").result() == 1


def test_a_lent_executor_that_breaks_is_not_made_anew(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1) as mine, pytest.raises(BrokenExecutor):
        done(mine, deeds.third_always_dies, tmp_path)


def test_who_stops_asking_leaves_nothing_in_flight(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as mine:
        asked = workers(mine).each(deeds.double, [Deed(number, tmp_path) for number in range(200)])
        next(asked)
        asked.close()
    assert len(begun(tmp_path)) < 200


def test_workers_that_cannot_start_are_told_of(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("from experiments.workers import workers\nprint(list(workers(2).each(abs, [-1, -2])))\n")
    told = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=180, check=False)
    assert told.returncode == 1
    assert 'Unfit: the workers end as soon as they start; a script of your own must ask for them below if __name__ == "__main__":' \
        in told.stderr


SLEEPERS = """
import sys
from pathlib import Path
from experiments.workers import workers
from tests.experiments.deeds import Deed, slow
if __name__ == "__main__":
    with workers(2) as by:
        list(by.each(slow, [Deed(number, Path(sys.argv[1])) for number in range(2)]))
"""


@pytest.mark.skipif(not LINUX, reason="looks for processes in /proc")
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_parent(kill: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPERS, tmp_path], stderr=subprocess.PIPE) as parent:
        wait_for(lambda: len(begun(tmp_path)) == 2)
        at_work = [int(path.read_text()) for path in tmp_path.iterdir()]
        assert all(map(alive, at_work))
        parent.send_signal(kill)
        wait_for(lambda: not any(map(alive, at_work)))


def alive(process: int) -> bool:
    """Tell whether a process is there and more than a name."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_worker_does_not_hear_of_ctrl_c_and_computes_on_one_thread() -> None:
    before = os.environ.get("OMP_NUM_THREADS")
    with workers(2) as by:
        found = dict(by.each(deeds.circumstances, [0]))
    assert found == {0: (True, "1")}
    assert os.environ.get("OMP_NUM_THREADS") == before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
