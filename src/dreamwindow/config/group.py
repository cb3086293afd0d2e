"""What every group of settings is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """A frozen group of settings in which an unknown key is an error. Field docstrings become its help."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
