"""The catalogue: every check under its code, declared where it is written by one decorator."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import get_type_hints

from workbench.errors import CatalogueError
from workbench.findings import Comparison, Severity
from workbench.policy import Policy

FAMILIES = {
    "RD": "读取",
    "PR": "要素与格式",
    "CF": "表内勾稽",
    "AR": "表间勾稽",
    "NT": "文表相符",
    "IT": "文内一致",
    "RF": "跨年衔接",
    "AG": "上下级汇总",
    "PL": "合理性",
    "DU": "雷同",
    "WD": "文字",
    "TM": "时限",
    "LC": "本地规则",
}
"""The families of checks by the prefix of their codes, in the catalogue's order; LC is for an office's own."""

_CODE = re.compile(r"[A-Z]{2}\d{3}")
_PARTS = ("*Compares*", "*Undetermined when*", "*Not a fault when*")

Function = Callable[..., Iterable[Comparison]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it is called, how grave its findings are, what it is over, and its function.

    ``scope`` is the type of the function's first argument: Report, YearPair, Group or Batch. A function that has a
    second one gets the policy.
    """

    code: str
    name: str
    severity: Severity
    basis: str
    scope: type
    function: Function

    def compare(self, subject: object, policy: Policy) -> tuple[Comparison, ...]:
        """What the check makes of a report, a pair of years, a group or a batch."""
        return tuple(self.function(subject, policy) if _wants_policy(self.function) else self.function(subject))

    @property
    def family(self) -> str:
        """The family's Chinese name."""
        return FAMILIES[self.code[:2]]

    @property
    def title(self) -> str:
        """The Chinese title, the first sentence of the docstring."""
        return (self.function.__doc__ or "").strip().split("。")[0]

    @property
    def documentation(self) -> str:
        """The docstring: title, Compares, Undetermined when, Not a fault when."""
        return inspect.getdoc(self.function) or ""


@cache
def _wants_policy(function: Function) -> bool:
    return len(inspect.signature(function).parameters) > 1


_CHECKS: dict[str, Check] = {}


def check(code: str, name: str, severity: Severity, *, basis: str = "") -> Callable[[Function], Function]:
    """Declare a function as a check; the type of its first argument is its scope.

    Raises CatalogueError where code or docstring are not as the catalogue wants them, or the code is taken.
    """

    def declare(function: Function) -> Function:
        if not _CODE.fullmatch(code) or code[:2] not in FAMILIES:
            raise CatalogueError(f"检查编号“{code}”不符合“族前缀加三位数字”的规则。")
        if code in _CHECKS and _origin(_CHECKS[code].function) != _origin(function):
            raise CatalogueError(f"检查编号“{code}”已被占用。")
        lacking = [part for part in _PARTS if part not in (function.__doc__ or "")]
        if lacking:
            raise CatalogueError(f"检查 {code} 的说明缺少：{'、'.join(lacking)}。")
        hints = get_type_hints(function)
        scope = next(hint for argument, hint in hints.items() if argument != "return")
        _CHECKS[code] = Check(code, name, severity, basis, scope, function)
        return function

    return declare


def _origin(function: Function) -> tuple[str, str]:
    """Where a function was written; the same one may be declared again, as when a module is loaded anew."""
    return function.__module__, function.__qualname__


def catalogue() -> tuple[Check, ...]:
    """All checks, by family and number: the package's own, then those of offices."""
    _declared()
    order = list(FAMILIES)
    return tuple(sorted(_CHECKS.values(), key=lambda one: (order.index(one.code[:2]), one.code)))


@cache
def _declared() -> None:
    """Import the package's modules of checks, which declare them."""
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"workbench.checks.{module.name}")


def find(code: str) -> Check:
    """The check of that code. Raises CatalogueError where there is none."""
    for one in catalogue():
        if one.code == code.upper():
            return one
    raise CatalogueError(f"没有编号为“{code}”的检查；用 workbench checks 查看全部检查。")
