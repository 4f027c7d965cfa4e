"""What pydantic finds wrong with a file, in our words and at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from scenarios.faults import Fault, suggestion
from scenarios.tree import Settings, dotted, mark_at, value_at


def fault_of(error: Mapping[str, Any], tree: Settings, form: type[BaseModel]) -> Fault:
    """Return our fault for one error of pydantic's."""
    path = tuple(part for part in error["loc"] if isinstance(part, int) or not part.startswith(("function-", "constrained-")))
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in holders(form, path)[-1].model_fields.items()]
        return mark_at(tree, path).fault(f"unknown setting '{path[-1]}'", suggestion(str(path[-1]), known), dotted(path))
    if error["type"] == "missing":
        return value_at(tree, path).mark.fault("this is missing", about(form, path), dotted(path))
    hint = f"allowed is {context['expected']}".replace("'", "") if "expected" in context else ""
    hint = about(form, path) if error["type"] == "string_pattern_mismatch" else hint
    return value_at(tree, path).mark.fault(worded(error, context), hint, dotted(path))


def holders(form: type[BaseModel], path: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """Return the models that hold each part of a path, from the whole on."""
    found = [form]
    for part in path[:-1]:
        field = found[-1].model_fields.get(str(part))
        found.append(next(models_in(field.annotation), found[-1]) if field else found[-1])
    return found


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from models_in(each)


def about(form: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """Return what the last setting of a path that is described is about."""
    fields = [holder.model_fields.get(str(part)) for holder, part in zip(holders(form, path), path, strict=True)]
    return next((field.description or "" for field in reversed(fields) if field), "")


def worded(error: Mapping[str, Any], context: dict[str, Any]) -> str:
    """Return what is wrong with a value, in words."""
    words = {"greater_than_equal": "at least {ge:,}", "less_than_equal": "at most {le:,}", "less_than": "below {lt:,}",
             "greater_than": "above {gt:,}"}
    if error["type"] in words:
        return "must be " + words[error["type"]].format(**context)
    plain_words = {"too_short": "at least one must stand here",
                   "int_parsing": "a whole number must stand here", "float_parsing": "a number must stand here",
                   "dict_type": "settings must stand here: 'name: value', one a line", "tuple_type": "a list must stand here",
                   "string_type": "a text must stand here", "string_pattern_mismatch": "this is not known here",
                   "literal_error": "this is not known here"}
    return plain_words.get(error["type"], str(error["msg"]))
