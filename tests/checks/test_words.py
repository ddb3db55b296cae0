"""The word lists: of the declared shape, refused where they are not, and quick on whatever a report says."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from workbench import wordlists
from workbench.checks import words
from workbench.errors import CatalogueError
from workbench.wordlists import Declared

SHAPES: dict[str, Any] = {
    "leftovers": tuple[words.Named, ...],
    "damage": tuple[words.Named, ...],
    "citations": tuple[words.Citation, ...],
    "enumerations": words.Enumerations,
    "organs": words.Organs,
    "doubled": words.Doubled,
    "hollow": words.Hollow,
    "years": words.ReportingYears,
    "contacts": words.Contacts,
    "explained": tuple[words.Account, ...],
}
OTHERS = {"pages", "examples", "scope"}


@pytest.mark.parametrize("name", SHAPES)
def test_each_list_is_of_its_shape(name: str) -> None:
    """Every list can be read, and holds something."""
    assert words.declared(name, SHAPES[name])


def test_every_list_is_known() -> None:
    """No file beside the checks is read by nobody."""
    names = [one.name for one in files("workbench.checks").iterdir()]
    assert set(SHAPES) | OTHERS == {name.removesuffix(".yaml") for name in names if name.endswith(".yaml")}


class Wrong(Declared):
    """A shape that no list has."""

    nothing: str


def test_a_list_of_another_shape_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt key is said by the name of the file."""
    monkeypatch.setattr(wordlists, "_READ", {})
    with pytest.raises(CatalogueError, match=r"词表 hollow\.yaml 有误"):
        words.declared("hollow", Wrong)


def test_endings_are_of_pairs() -> None:
    """What excuses a word that stands twice begins with such a word."""
    doubled = words.declared("doubled", words.Doubled)
    assert [] == [one for one in doubled.endings if one[:2] not in doubled.pairs or one[:2] != one[2:4]]
