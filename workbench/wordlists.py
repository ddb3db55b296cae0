"""Word lists declared in YAML files inside the package, refused where they are misspelt."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from workbench.errors import CatalogueError

T = TypeVar("T")


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""That of libyaml is eight times as fast, and not in every build."""


def from_yaml(text: str) -> Any:  # noqa: ANN401 - whatever the text declares; who asks for it checks the shape
    """What a YAML text says, plain values alone. Raises YAMLError where it is none."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - either is a safe one
    except yaml.YAMLError:  # the other one knows better where the fault is
        return yaml.safe_load(text)


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
        return TypeAdapter(shape).validate_python(from_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise CatalogueError(f"词表 {name}.yaml 有误：{error}") from error
