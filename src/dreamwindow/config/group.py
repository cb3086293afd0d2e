"""What every group of settings is."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError


class Group(BaseModel):
    """A frozen group of settings in which an unknown key is an error. Field docstrings become its help."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _comments_only(cls, values: Any) -> Any:
        """A nested group in which every line is a comment reads as null: it is a group all the same."""
        if not isinstance(values, dict):
            return values
        nested = {name for name, info in cls.model_fields.items() if is_group(info.annotation)}
        return {key: {} if value is None and key in nested else value for key, value in values.items()}

    @field_validator("*", mode="before")
    @classmethod
    def _truth_is_no_number(cls, value: Any, info: ValidationInfo) -> Any:
        """Pydantic would take true for 1."""
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise PydanticCustomError("bool_for_another", "true and false are no numbers")
        return value


def is_group(annotation: object) -> bool:
    """Whether a field's annotation is a group of settings."""
    return isinstance(annotation, type) and issubclass(annotation, Group)
