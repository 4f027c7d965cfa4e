"""What a map of columns may say of a file."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MONTHLY = ("limit", "balance", "billed", "paid", "spent", "purchases", "late", "dpd")
ONCE = ("income", "opened")
STATES = re.compile(r"inactive|transactor|revolver|unknown|late ([1-9][0-9]?)\+?")


def listed(value: Any) -> Any:
    """Return a single text as a list of one."""
    return [value] if isinstance(value, str) else value


def named(value: Any) -> Any:
    """Return attributes by name, each as settings: a list of columns gives each its own name, a text is a column."""
    if isinstance(value, list):
        value = {each: each for each in value}
    if not isinstance(value, dict):
        return value
    return {name: {"column": each} if isinstance(each, str) else each for name, each in value.items()}


Columns = Annotated[tuple[str | None, ...], BeforeValidator(listed), Field(min_length=1)]
Texts = Annotated[tuple[str, ...], BeforeValidator(listed)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class Form(BaseModel):
    """Settings of which no others are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StatusColumns(Form):
    """The columns of a status, and what their codes stand for."""

    columns: Columns = Field(description="the column, or one a month")
    codes: dict[str, Annotated[str, Field(pattern=f"^({STATES.pattern})$")]] = Field(
        default_factory=dict, description="what each code stands for: inactive, transactor, revolver, late 1, late 2, ..., unknown")


class DefaultLabel(Form):
    """Who defaulted: what a column says, or the last months of the file."""

    column: Name | None = Field(None, description="the column, which holds 1 and 0, yes and no, or true and false")
    means: Annotated[str, Field(min_length=3, max_length=200)] | None = Field(
        None, description="what default is and over which time, such as: 90 days past due within 12 months")
    late: Annotated[int, Field(ge=1, le=120)] | None = Field(
        None, description="without a column: who misses so many statements defaults,")
    dpd: Annotated[int, Field(ge=1, le=3600)] | None = Field(None, description="or is so many days past due,")
    months: Annotated[int, Field(ge=1, le=120)] = Field(0, description="within so many last months of the file")


class AttributeColumn(Form):
    """A column that may describe segments and enter the scorecard."""

    column: Name = Field(description="the column")
    words: dict[str, str] = Field(default_factory=dict, description="what its codes stand for: words, not numbers")


class FileForm(Form):
    """How the file is written, where that cannot be found out."""

    encoding: str | None = Field(None, description="such as utf-8, gb18030, big5, latin-1, utf-16")
    delimiter: Annotated[str, Field(max_length=3)] | None = Field(None, description="one character, or tab")
    decimal: Annotated[str, Field(pattern=r"^[.,]$")] | None = Field(None, description="'.' or ','; the other one groups thousands")
    dates: Annotated[str, Field(pattern="^(day first|month first)$")] | None = Field(None, description="day first or month first")
    missing: Texts = Field((), description="words and numbers that stand for a missing value, beside NA, NULL and the like")


class ColumnMap(Form):
    """What the columns of a file hold."""

    title: Annotated[str, Field(max_length=500)] = Field("", description="a line for people")
    source: Annotated[str, Field(max_length=500)] = Field("", description="where the data come from")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = Field(description="the currency of all amounts, such as CNY")
    unit: Annotated[float, Field(gt=0.0, le=1e9)] = Field(1.0, description="what 1 is in units of the currency: 0.01 for cents")
    account: Name | None = Field(None, description="the column with the number of the account")
    month: Name | None = Field(None, description="the column with the month, where a row is an account and month")
    months: Texts = Field((), description="the months of the columns in order of time, where a row is an account")
    limit: Columns | None = Field(None, description="the credit limit")
    balance: Columns | None = Field(None, description="what is owed at the statement")
    billed: Columns | None = Field(None, description="what the statement asks for, where that is not all that is owed")
    paid: Columns | None = Field(None, description="what was paid since the statement before")
    spent: Columns | None = Field(None, description="what was bought since the statement before")
    purchases: Columns | None = Field(None, description="in how many purchases")
    late: Columns | None = Field(None, description="how many statements are missed: 0, 1, 2, ...")
    dpd: Columns | None = Field(None, description="how many days past due")
    status: StatusColumns | None = Field(None, description="a status, and what its codes stand for")
    income: Name | None = Field(None, description="the income of a month")
    opened: Name | None = Field(None, description="the day or month on which the account was opened")
    default: DefaultLabel | None = Field(None, description="who defaulted, and what that means")
    attributes: Annotated[dict[str, AttributeColumn], BeforeValidator(named)] = Field(
        default_factory=dict, description="other columns that may describe customers")
    file: FileForm = Field(FileForm.model_validate({}), description="how the file is written, where that cannot be found out")

    @property
    def is_long(self) -> bool:
        """Tell whether a row is an account and month, not an account."""
        return self.month is not None
