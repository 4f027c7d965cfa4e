"""The JSON schema of study files, by which an editor completes, explains and underlines."""

from __future__ import annotations

import json
from functools import reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter

from experiments.study.forms import kinds
from scenarios.schema import DIALECT


def as_text() -> str:
    """Return the schema of a study of any kind."""
    return json.dumps(schema(), indent=1, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """Return the schema of a study of any kind, as an object.

    >>> schema()["title"]
    'Fission study'
    """
    adapter: TypeAdapter[Any] = TypeAdapter(reduce(or_, kinds().values()))
    return {"$schema": DIALECT, **adapter.json_schema(), "title": "Fission study"}
