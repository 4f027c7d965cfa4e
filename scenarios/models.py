"""Pydantic models of a scenario, derived from the settings of ``sim``: they check, and make what the model runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial, reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    create_model,
)
from pydantic_core import PydanticCustomError

from scenarios import edge_list
from scenarios.checks import Complaint, complaints, ladder
from scenarios.faults import ScenarioError
from scenarios.shapes import File, Group, Leaf, Listed, Named, Overlay, Place, Shape, Text, scenario_shape
from scenarios.units import WrongValue, inside
from sim.terms import LONGEST_LIST, Choice
from sim.ties import EdgeList

LONGEST_TEXT = 500
NAME = "^[a-z][a-z0-9_]{0,39}$"
STRICT = ConfigDict(extra="forbid", frozen=True, protected_namespaces=(), arbitrary_types_allowed=True)


@cache
def adapter() -> TypeAdapter[Any]:
    """Return what turns plain data into a ``sim.scenario.Scenario``; its context gives the ``currency``."""
    return TypeAdapter(form(scenario_shape()))


def form(shape: Shape) -> Any:
    """Return the annotation by which pydantic checks a shape and makes what the model holds."""
    match shape:
        case Text():
            return Annotated[str, PlainValidator(text)]
        case File():
            return Annotated[EdgeList | None, PlainValidator(attached)]
        case Leaf():
            one: Any = Annotated[float, PlainValidator(partial(number, shape))]
            many: Any = tuple[one, ...]
            return Annotated[many, Field(min_length=1, max_length=LONGEST_LIST)] if shape.many else one
        case Group():
            return Annotated[model(shape), AfterValidator(partial(settled, shape.type))]
        case Place():
            return rule_form(shape)
        case Overlay():
            return Any
        case Named():
            name: Any = Annotated[str, StringConstraints(pattern=NAME)]
            by_name: Any = GenericAlias(dict, (name, form(shape.of)))
            return Annotated[by_name, Field(max_length=shape.most)]
        case Listed():
            each: Any = form(shape.of)
            listed: Any = tuple[each, ...]
            return Annotated[listed, Field(max_length=shape.most), AfterValidator(partial(fitting, ladder))]


def model(group: Group, **more: Any) -> type[BaseModel]:
    """Return the model of a group of settings, with the model's defaults."""
    fields: dict[str, Any] = {name: (form(shape), default(group, name)) for name, shape in group.fields.items()}
    return create_model(group.type.__name__, __config__=STRICT, **more, **fields)


def default(group: Group, name: str) -> Any:
    """Return the default of a setting."""
    return Field(default=group.type._field_defaults.get(name), validate_default=False)


def rule_form(place: Place) -> Any:
    """Return the annotation for a choice among the rules of a folder."""
    models = tuple(model(group, rule=(Literal[name], ...)) for name, group in place.rules.items())
    one: Any = reduce(or_, models)
    chosen = one if len(models) == 1 else Annotated[one, Field(discriminator="rule")]
    return Annotated[chosen, AfterValidator(partial(choice, place))]


def text(value: Any) -> str:
    """Return a line of text, without the spaces around it."""
    if not isinstance(value, str):
        raise PydanticCustomError("setting", "a text must stand here", {"hint": ""})
    if len(value) > LONGEST_TEXT:
        raise PydanticCustomError("setting", "the text is too long", {"hint": f"allowed are {LONGEST_TEXT} characters"})
    return value.strip()


def attached(value: Any) -> EdgeList | None:
    """Return what is in a file, None where no file is named."""
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise wrong("the path of a file must stand here", "it is taken from the folder of the scenario file")
    try:
        return edge_list.read(value)
    except ScenarioError as error:
        raise PydanticCustomError("file", "the file cannot be used", {"faults": error.faults}) from None


def number(leaf: Leaf, value: Any, info: ValidationInfo) -> float:
    """Return a value as the model holds it."""
    if isinstance(value, dict | list | tuple):
        raise wrong("one value must stand here, not a list or settings", "")
    plain = str(value).lower() if isinstance(value, bool) else value
    try:
        return inside(None if plain is None else str(plain), leaf, (info.context or {}).get("currency", "CNY"))
    except WrongValue as error:
        raise wrong(error.message, error.hint) from None


def wrong(message: str, hint: str) -> PydanticCustomError:
    """Return the error by which pydantic carries a message of ours."""
    return PydanticCustomError("setting", "{message}", {"message": message, "hint": hint})


def settled(held: Any, checked: BaseModel) -> Any:
    """Return a group of settings as the model holds it, once its settings fit together; overlays are left aside."""
    names = [name for name in type(checked).model_fields if name in held._fields]
    return fitting(complaints, held(**{name: getattr(checked, name) for name in names}))


def choice(place: Place, checked: Any) -> Choice:
    """Return the choice of a rule as the model holds it."""
    return Choice(checked.rule, settled(place.rules[checked.rule].type, checked))


def fitting(check: Callable[[Any], Any], value: Any) -> Any:
    """Return the value once nothing is said against it."""
    found: list[Complaint] = list(check(value))
    if found:
        raise PydanticCustomError("complaints", "settings do not fit together", {"complaints": found})
    return value
