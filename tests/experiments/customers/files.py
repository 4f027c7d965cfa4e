"""Files of accounts and maps of their columns, made for tests."""

import csv
import io
from pathlib import Path

import pytest
import yaml

from experiments.customers.reading import read
from scenarios import ScenarioError

MAP = {"currency": "CNY", "account": "no", "month": "month", "limit": "limit", "balance": "balance", "paid": "paid",
       "late": "missed"}
HEAD = ("no", "month", "limit", "balance", "paid", "missed", "age", "city")


def cards(accounts=120, months=3):
    """Return rows by account and month; the limit of account i is 1000 + i."""
    return [dict(zip(HEAD, (
        f"C{i:04d}", f"2020-{k + 1:02d}", f"{1_000 + i}", f"{(37 * i + 11 * k) % 900}.50", f"{(13 * i) % 400}",
        "1" if i % 11 == k else "0", f"{20 + i % 40}", ("Wuhan", "Xi'an")[i % 2]), strict=True))
            for i in range(accounts) for k in range(months)]


def as_text(rows, delimiter=",", end="\n"):
    """Return rows as CSV, with a line of names."""
    told = io.StringIO()
    writer = csv.DictWriter(told, list(rows[0]), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return told.getvalue()


def asked(folder, data, says=(), name="cards.csv", **more):
    """Return the customers in rows, a text or bytes, by the usual map with other settings laid over it."""
    text = as_text(data) if isinstance(data, list) else data
    path = Path(folder) / name
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = {key: value for key, value in {**MAP, **dict(says), **more}.items() if value is not None}
    (Path(folder) / "map.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return read(path, Path(folder) / "map.yaml")


def refused(*args, **more):
    """Return the message with which a file or a map is refused."""
    with pytest.raises(ScenarioError) as error:
        asked(*args, **more)
    return str(error.value)


def by_limit(customers):
    """Return limit, month, balance, paid and statements missed of each row, sorted: accounts may be numbered in another way."""
    panel = customers.panel
    return sorted(zip(panel.limit.tolist(), panel.month.tolist(), panel.balance.tolist(), panel.paid.tolist(), panel.late.tolist(),
                      strict=True))
