"""Targets from data are what one counts by hand, say how sure they are, and keep silent of a few."""

from dataclasses import replace

import numpy as np
import pytest
import yaml

from experiments.calibration.stated import Figures
from experiments.calibration.targets import targets as read_targets
from experiments.customers.customers import SMALLEST_CELL
from experiments.customers.targets import Figure, as_yaml, least, targets, too_few
from experiments.panel.quantities import OF_PANEL
from experiments.panel.shares import Cell, Share, moves, share
from scenarios.tree import Mark, Source
from tests.experiments.customers.files import asked, cards

MANY = 1_500
CODES = {0: "inactive", 1: "transactor", 2: "revolver", 3: "late 1", 4: "late 3"}
LEAVING = np.array([[0.80, 0.10, 0.10, 0.00, 0.00], [0.10, 0.75, 0.11, 0.04, 0.00], [0.002, 0.05, 0.878, 0.07, 0.00],
                    [0.00, 0.10, 0.20, 0.60, 0.10], [0.00, 0.10, 0.10, 0.20, 0.60]])


def walked(accounts=MANY, months=5, seed=12):
    """Return rows in which each status follows on the one before with known probabilities."""
    random = np.random.default_rng(seed)
    state = np.empty((accounts, months), dtype=int)
    state[:, 0] = random.integers(0, 5, accounts)
    for month in range(1, months):
        state[:, month] = (random.random(accounts)[:, None] > LEAVING[state[:, month - 1]].cumsum(axis=1)).sum(axis=1)
    return [{"no": f"A{i}", "month": f"2021-{k + 1:02d}", "state": str(state[i, k]), "limit": str(1_000 + i), "balance": "10"}
            for i in range(accounts) for k in range(months)]


ROWS = walked()
SAYS = {"paid": None, "late": None, "status": {"columns": "state", "codes": CODES}, "title": "A walk", "source": "made"}


@pytest.fixture(scope="module")
def customers(tmp_path_factory):
    """The customers of the walk."""
    return asked(tmp_path_factory.mktemp("walk"), ROWS, SAYS)


@pytest.fixture(scope="module")
def written(customers):
    """The file of targets, read back."""
    return yaml.safe_load(as_yaml(targets(customers), customers))


def test_observed_is_of_four_fifths_and_held_out_of_the_rest(customers, written):
    numbers = written["targets"]["moves"]["cells"]["transactor > revolver"]
    limit = np.array([float(row["limit"]) for row in ROWS])
    lot = dict(zip(customers.limit.tolist(), customers.lot.tolist(), strict=True))
    for out, observed, error in ((False, *numbers[:2]), (True, *numbers[2:4])):
        mine = np.array([(lot[each] < 0.2) == out for each in limit]).reshape(MANY, -1)
        state = np.array([int(row["state"]) for row in ROWS]).reshape(MANY, -1)
        before, after = state[:, :-1][mine[:, 1:]], state[:, 1:][mine[:, 1:]]
        assert observed == pytest.approx(np.mean(after[before == 1] == 2), rel=1e-3)
        assert error == pytest.approx(np.sqrt(observed * (1 - observed) / (before == 1).sum()), rel=0.25)


def test_the_truth_is_within_three_standard_errors(customers):
    names = ["inactive", "transactor", "revolver", "late", "very late"]
    for figure in targets(customers).figures:
        if figure.quantity == "moves":
            before, after = figure.cell.split(" > ")
            truth = LEAVING[names.index(before), names.index(after)]
            assert abs(figure.seen.value - truth) < 3.5 * max(figure.seen.error, 1e-3), figure.cell


def test_halves_differ_by_what_the_errors_say(customers):
    known = [each for each in targets(customers).figures if each.quantity == "moves" and 0.02 < each.seen.value < 0.98]
    expected = np.mean([np.sqrt(2 / np.pi) * 2 * each.seen.error for each in known])  # a half's error is larger by the root of 2
    noise = {quantity: halves for quantity, halves, _ in targets(customers).noise()}
    assert np.mean([each.halves for each in known]) == pytest.approx(expected, rel=0.5)
    assert 0.0 < noise["moves"] < 0.03


def test_a_figure_of_a_few_accounts_is_left_out_and_so_is_the_one_that_would_tell_it(customers, written):
    state = np.array([int(row["state"]) for row in ROWS]).reshape(MANY, -1)
    few = sum(((state[:, :-1] == 2) & (state[:, 1:] == 0)).any(axis=1))
    assert 0 < few < SMALLEST_CELL
    cells = written["targets"]["moves"]["cells"]
    assert "revolver > inactive" not in cells
    assert "revolver > revolver" not in cells, "the others would tell by how much they fall short of one"
    assert "revolver > late" in cells
    told = as_yaml(targets(customers), customers)
    assert "# Left out, as they rest on fewer than 10 accounts or would tell one that does:\n#   moves: revolver > inactive" in told


def test_what_is_held_out_is_left_out_where_a_few_accounts_make_it_or_the_others_would_tell(customers, written):
    state = np.array([int(row["state"]) for row in ROWS]).reshape(MANY, -1)
    lot = dict(zip(customers.limit.tolist(), customers.lot.tolist(), strict=True))
    out = np.array([lot[1_000.0 + i] < 0.2 for i in range(MANY)])
    names = ["inactive", "transactor", "revolver", "late", "very late"]
    told = 0
    for before, name in enumerate(names):
        cells = {key: numbers for key, numbers in written["targets"]["moves"]["cells"].items() if key.startswith(f"{name} > ")}
        brief = {key for key, numbers in cells.items() if len(numbers) == 2}
        for key in cells:
            after = names.index(key.partition(" > ")[2])
            few = ((state[out, :-1] == before) & (state[out, 1:] == after)).any(axis=1).sum()
            assert key in brief or few == 0 or few >= SMALLEST_CELL, (key, few)
        assert len(brief) + len(names) - len(cells) != 1, "a single one is told by the others"
        told += len(cells) - len(brief)
    assert told > 0


def test_a_share_of_nearly_all_is_left_out_as_it_tells_the_few_who_are_not(customers):
    panel = customers.panel
    first = np.searchsorted(panel.account, [0, 100, 103])
    part, whole = np.zeros((2, len(panel.account)))
    part[: first[1]], whole[: first[2]] = 1.0, 1.0
    assert least(panel, Cell("ever", part, whole)) == 3


def row_of(*shares):
    """Return the figures of a row of moves."""
    return [Figure("moves", f"late > {place}", Share(each, 0.01, 1_000), Share(each, 0.01, 200), 0.0, 0, 0)
            for place, each in enumerate(shares)]


def test_two_small_cells_are_not_told_by_what_the_others_leave():
    row = row_of(0.984, 0.010, 0.006)
    assert too_few(row, [984, 5, 3]) == [row[1], row[2], row[0]]


def test_nothing_that_the_file_is_called_becomes_a_setting(customers, written):
    trick = replace(customers, quality=replace(customers.quality, file="walk\nextra: 1\x85more: 1.csv"))
    assert yaml.safe_load(as_yaml(targets(trick), trick)) == written


def test_every_error_is_above_zero_and_every_row_has_two_or_five_numbers(written):
    for table in written["targets"].values():
        for numbers in table["cells"].values():
            assert len(numbers) in (2, 5)
            assert all(number > 0.0 for number in (*numbers[1:2], *numbers[3:]))


def test_quantities_that_the_data_do_not_know_are_not_there(written):
    assert "payment_ratio_bins" not in written["targets"]
    assert "ever_30" not in written["targets"]
    assert written["title"] == "A walk"


def test_the_order_of_rows_changes_nothing(tmp_path, customers):
    shuffled = asked(tmp_path, [ROWS[place] for place in np.random.default_rng(2).permutation(len(ROWS))], SAYS)
    assert as_yaml(targets(shuffled), shuffled) == as_yaml(targets(customers), customers)


def test_vintages_are_there_where_the_opening_is_known(tmp_path):
    rows = [{**row, "age": f"2020-{int(row['no'][1:]) % 3 + 1:02d}"} for row in cards(600, 12)]
    assert "ever_30" not in {each.quantity for each in targets(asked(tmp_path, rows)).figures}
    rows = [row for row in rows if row["month"] >= row["age"]]
    found = [each for each in targets(asked(tmp_path, rows, opened="age")).figures if each.quantity == "ever_30"]
    assert [each.cell for each in found] == ["MOB 3", "MOB 6", "MOB 9"]


def test_the_figures_of_all_are_what_the_panel_says(customers):
    both = {cell.name: share(customers.panel, cell).value for cell in moves(customers.panel)}
    figure = next(each for each in targets(customers).figures if each.cell == "inactive > inactive")
    low, high = sorted((figure.seen.value, figure.held_out.value))
    assert low <= both["inactive > inactive"] <= high


def test_a_calibration_reads_what_is_written(tmp_path, customers, written):
    (tmp_path / "walk.yaml").write_text(as_yaml(targets(customers), customers))
    cells = {quantity: tuple(cell.name for cell in of(customers.panel)) for quantity, of in OF_PANEL.items()}
    figures = Figures(dict.fromkeys(cells, "share"), lambda quantity: cells[quantity], "CNY")
    stated = read_targets([("walk.yaml", Mark(Source("study.yaml")))], tmp_path, figures)
    assert len(stated) == sum(len(table["cells"]) for table in written["targets"].values())
    one = next(each for each in stated if each.title == "moves: transactor > revolver")
    numbers = written["targets"]["moves"]["cells"]["transactor > revolver"]
    assert [one.value, one.error, one.held_out, one.held_out_error, one.halves] == pytest.approx(numbers)
    assert one.source == "made"
