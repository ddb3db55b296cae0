"""Reports as bytes, and back: small, and read without running anything that the bytes might name.

A report is packed without what is worked out from it when wanted; its form is named. What is read back may consist of
the package's own values and plain data, and of nothing else.
"""

from __future__ import annotations

import copyreg
import io
import pickle
import zlib
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import ModuleType
from typing import Any

import workbench.claims.model
import workbench.documents.model
import workbench.documents.places
import workbench.reports.model
import workbench.values
from workbench.forms import form
from workbench.reports import Report

_LARGEST = 256_000_000
_QUICK = 1


class PackingError(Exception):
    """Bytes that are no packed report."""


def pack(report: Report) -> bytes:
    """A report as bytes."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(report)
    return zlib.compress(buffer.getvalue(), _QUICK)


def unpack(data: bytes) -> Report:
    """The report in bytes. Raises PackingError where they are damaged or hold anything else."""
    try:
        opened = zlib.decompressobj()
        plain = opened.decompress(data, _LARGEST)
        report = _Unpickler(io.BytesIO(plain)).load() if opened.eof else None
    except Exception as error:  # damaged bytes can end in any of them
        raise PackingError from error
    if not isinstance(report, Report):
        raise PackingError
    return report


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401 - as pickle has it
        """A value without what has been worked out from it."""
        if isinstance(obj, type) or not (is_dataclass(obj) and hasattr(obj, "__dict__")):
            return NotImplemented
        made = copyreg.__newobj__  # type: ignore[attr-defined] # unknown to the stubs
        return made, (type(obj),), {one.name: getattr(obj, one.name) for one in fields(obj)}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:  # noqa: ANN401 - as pickle has it
        """One of the few names that a report is made of."""
        try:
            return _KNOWN[module_name, global_name]
        except KeyError:
            raise PackingError from None


def _values(module: ModuleType) -> dict[tuple[str, str], type]:
    """The classes of plain values that a module defines."""
    own = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
    plain = [one for one in own if is_dataclass(one) or issubclass(one, Enum | tuple)]
    return {(module.__name__, one.__qualname__): one for one in plain}


_KNOWN = {
    ("decimal", "Decimal"): Decimal,
    ("datetime", "date"): date,
    (form.__module__, form.__qualname__): form,
    **_values(workbench.documents.model),
    **_values(workbench.documents.places),
    **_values(workbench.reports.model),
    **_values(workbench.claims.model),
    **_values(workbench.values),
}
