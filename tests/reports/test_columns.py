"""A table never runs over the edge of the terminal, and loses nothing by it."""

from __future__ import annotations

import pytest

from reports.columns import table

HEAD = ["By portrait", "30+ dpd", "written off at the end", "profit each"]
ROWS = [["students", "1.0 %", "2.0 %", "-1,234"], ["shopkeepers", "12.5 %", "", "98 (95 to 101)"]]


@pytest.mark.parametrize("columns", [200, 60, 44, 30, 10])
def test_it_fits_and_every_cell_is_there(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = table(HEAD, ROWS)
    for row in ROWS:
        assert all(cell in told for cell in row)
    if columns >= 30:
        assert max(map(len, told.splitlines())) <= columns


def test_heads_take_several_lines_before_columns_go_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert table(HEAD, ROWS).splitlines() == [
        "                     written",
        "                30+   off at",
        "By portrait     dpd  the end     profit each",
        "students      1.0 %    2.0 %          -1,234",
        "shopkeepers  12.5 %           98 (95 to 101)",
    ]
    monkeypatch.setenv("COLUMNS", "200")
    assert len(table(HEAD, ROWS).splitlines()) == len(ROWS) + 1
