"""The parts of a Word file by what they are for, wherever a program has put them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from posixpath import basename, dirname, join, normpath
from types import MappingProxyType
from typing import NamedTuple

from workbench.documents.packed import member
from workbench.documents.word.parts import part
from workbench.errors import DocumentError

KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments")
_MAIN = "word/document.xml"
_ROOT = "_rels/.rels"


class Package(NamedTuple):
    """The name of the main part, those of others by their kind, and the targets of its relations by id."""

    main: str
    parts: Mapping[str, str]
    targets: Mapping[str, str] = MappingProxyType({})

    def named(self, kind: str) -> str:
        """The name of the part of a kind; the usual one where nothing is said of it."""
        return self.parts.get(kind, f"word/{kind}.xml")


def package(archive: zipfile.ZipFile) -> Package:
    """The parts that the relations of a file name. Raises DocumentError where these are broken."""
    known = {name.lower(): name for name in archive.namelist()}
    main = next((target for kind, _, target in _relations(archive, known, _ROOT) if kind == "officeDocument"), _MAIN)
    main = known.get(main.lower(), known.get(_MAIN, main))
    own = list(_relations(archive, known, join(dirname(main), "_rels", f"{basename(main)}.rels")))
    parts = {kind: target for kind, _, target in own if kind in KINDS}
    return Package(main, parts, {name: target for _, name, target in own})


def embedded(archive: zipfile.ZipFile, known: Package, name: str) -> bytes:
    """The part that a relation of the main part names by its id. Raises DocumentError where there is none."""
    target = known.targets.get(name, "")
    if target not in archive.namelist():
        raise DocumentError("Word 文件中嵌有的文件缺失。")
    return member(archive, target)


def _relations(archive: zipfile.ZipFile, known: dict[str, str], name: str) -> list[tuple[str, str, str]]:
    """Kind, id and target of each relation in a part."""
    root = part(archive, known.get(name.lower(), name))
    folder = dirname(dirname(name))
    found = []
    for one in root if root is not None else ():
        target = str(one.get("Target") or "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        kind = str(one.get("Type") or "").rpartition("/")[2]
        found.append((kind, str(one.get("Id") or ""), known.get(path.lower(), path)))
    return found
