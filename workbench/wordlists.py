"""Word lists declared in YAML files inside the package, refused where they are misspelt."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar, cast

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from workbench.errors import CatalogueError

T = TypeVar("T")


class Declared(BaseModel):
    """Frozen, and strict about unknown keys. Patterns are compiled when the file is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def declared(package: str, name: str, shape: type[T]) -> T:
    """What the YAML file of that name in a package declares. Raises CatalogueError where it is not of that shape."""
    if (package, name) not in _READ:
        _READ[package, name] = _read(package, name, shape)
    return cast("T", _READ[package, name])


_READ: dict[tuple[str, str], object] = {}


def _read(package: str, name: str, shape: type[T]) -> T:
    text = files(package).joinpath(f"{name}.yaml").read_text("utf-8")
    try:
        return TypeAdapter(shape).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise CatalogueError(f"词表 {name}.yaml 有误：{error}") from error
