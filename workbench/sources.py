"""From what a person names, files, folders and archives, to the files that reports are read from."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import NamedTuple

from workbench.documents import Document, Grid, Location, Paragraph, Remark
from workbench.documents.archive import Member, unpacked
from workbench.documents.files import contents
from workbench.documents.sniff import sniff
from workbench.errors import DocumentError

PASSED_OVER = r"^(\.|~\$)|^(__macosx|thumbs\.db|desktop\.ini)$"
"""Names within a folder that nobody means by it: hidden ones, the system's, those of an office program that is open.

In whichever case; the browser reads this too.
"""
_PASSED_OVER = re.compile(PASSED_OVER, re.IGNORECASE)
_SAVED = re.compile(r"(?P<stem>.+)(?:_files|\.files|_文件)$")
_ATTACHED = re.compile(r"附\s*(?:件|表)|^附[\d一二三四五六]")
_NESTED = 2
_ARCHIVE = "archive"


_ROOM = 1_000_000_000
"""Bytes that one archive may be unpacked to, with those within it."""


class Attachment(NamedTuple):
    """A file that belongs to a report beside its own."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Source:
    """A report's file, what the report is called after it, and the other files that belong to the same report.

    ``name`` is the path as it was given; for a file out of an archive that of the archive, then that within it.
    """

    name: str
    path: Path
    attachments: tuple[Attachment, ...] = ()


class Unreadable(NamedTuple):
    """What was named and cannot be read, and why, in Chinese."""

    name: str
    reason: str


@dataclass
class _Room:
    """How many bytes may still be unpacked."""

    left: int = _ROOM

    def take(self, members: Sequence[Member]) -> None:
        """Count what was unpacked. Raises DocumentError where that was too much."""
        self.left -= sum(member.path.stat().st_size for member in members if member.path)
        if self.left < 0:
            raise DocumentError("压缩包层层解开后异常庞大，疑似恶意文件，未予读取；请核实来源，解压后只留报告再试。")


def expanded(paths: Iterable[str | Path], workspace: Path) -> Iterator[Source | Unreadable]:
    """The sources of all files named and of all files in the folders and archives named, in the order of their names.

    Archives are unpacked into ``workspace``, archives within them too, two deep. Hidden files, what operating
    systems leave behind and the parts of saved web pages are passed over. Links to folders elsewhere are followed.

    A file belongs to another as its attachment where its name says so (附件, 附表) and either begins with the other's
    name or the folder, or archive, holds just one file that is no attachment. Nothing else is ever joined.
    """
    for at, path in enumerate(map(Path, paths)):
        if path.is_dir():
            yield from _folder(path, workspace / f"{at:06}")
        else:
            yield from _file(str(path), path, workspace / f"{at:06}", 0, _Room())


def _folder(folder: Path, workspace: Path) -> Iterator[Source | Unreadable]:
    found = [one for one in _listed(folder) if not _is_passed_over(Path(one.name), folder)]
    if not found:
        yield Unreadable(str(folder), "文件夹中没有报告文件，请检查路径是否正确。")
    yield from sorted(one for one in found if isinstance(one, Unreadable))
    by_folder: dict[Path, list[Source]] = defaultdict(list)
    for one in sorted((one for one in found if isinstance(one, Source)), key=lambda one: one.path):
        by_folder[one.path.parent].append(one)
    for at, sources in enumerate(by_folder.values()):
        for number, source in enumerate(_joined(sources)):
            if source.attachments:
                yield source
            else:
                yield from _file(source.name, source.path, workspace / f"{at:06}-{number:06}", 0, _Room())


def _listed(folder: Path) -> Iterator[Source | Unreadable]:
    """All files in a folder and those within it, and the folders that cannot be opened.

    A link to a folder elsewhere is followed, once; what one to a folder within leads to is found without it.
    """
    closed: list[Unreadable] = []
    entered = [folder.resolve()]
    walk = os.walk(folder, onerror=lambda error: closed.append(_closed(error)), followlinks=True)
    for place, inner, names in walk:
        inner[:] = [name for name in sorted(inner) if _is_entered(Path(place, name), entered)]
        yield from (Source(str(path), path) for path in (Path(place, name) for name in names))
    yield from closed


def _closed(error: OSError) -> Unreadable:
    return Unreadable(str(error.filename), "文件夹无法打开，请检查是否有读取权限。")


def _is_entered(folder: Path, entered: list[Path]) -> bool:
    """Whether a folder is to be entered: one that is a link, unless it leads into what has been, or back up."""
    if not folder.is_symlink():
        return True
    target = folder.resolve()
    if entered[0].is_relative_to(target) or any(target.is_relative_to(one) for one in entered):
        return False
    entered.append(target)
    return True


def _is_passed_over(file: Path, folder: Path) -> bool:
    hidden = any(map(_PASSED_OVER.search, file.relative_to(folder).parts))
    return hidden or any(_is_part_of_page(file, parent) for parent in file.parents if parent != folder)


def _is_part_of_page(file: Path, folder: Path) -> bool:
    """Whether a folder holds the parts of a web page that was saved beside it."""
    match = _SAVED.fullmatch(folder.name)
    beside = (folder.parent / f"{match['stem']}{suffix}" for suffix in (".html", ".htm")) if match else ()
    return file.is_relative_to(folder) and any(page.exists() for page in beside)


def _file(name: str, path: Path, workspace: Path, depth: int, room: _Room) -> Iterator[Source | Unreadable]:
    """A file as a source, an archive as those of its members."""
    try:
        data = contents(path)
        if sniff(data).module != _ARCHIVE:
            yield Source(name, path)
            return
        if depth == _NESTED:
            yield Unreadable(name, "压缩包层层嵌套，请解压后再试。")
            return
        workspace.mkdir(parents=True)
        members = list(unpacked(data, workspace))
        room.take(members)
    except DocumentError as error:
        shutil.rmtree(workspace, ignore_errors=True)
        yield Unreadable(name, str(error))
        return
    if not members:
        yield Unreadable(name, "压缩包中没有报告文件，请核实是否取错文件。")
    yield from _members(name, members, workspace, depth, room)


def _members(
    name: str, members: Sequence[Member], workspace: Path, depth: int, room: _Room
) -> Iterator[Source | Unreadable]:
    by_folder: dict[str, list[Source]] = defaultdict(list)
    for inner, path, reason in members:
        if path is None:
            yield Unreadable(f"{name}/{inner}", reason)
        else:
            by_folder[str(PurePath(inner).parent)].append(Source(f"{name}/{inner}", path))
    for at, sources in enumerate(by_folder.values()):
        for number, source in enumerate(_joined(sources)):
            if source.attachments:
                yield source
            else:
                yield from _file(source.name, source.path, workspace / f"in-{at}-{number}", depth + 1, room)


def _joined(sources: list[Source]) -> Iterator[Source]:
    """The sources of one folder, attachments with the report that they belong to."""
    mains = [source for source in sources if not _is_attachment(source)]
    owned: dict[str, list[Attachment]] = defaultdict(list)
    loose = []
    for source in sources:
        owner = _owner(source, mains) if _is_attachment(source) else None
        if owner:
            owned[owner.name].append(Attachment(PurePath(source.name).name, source.path))
        elif _is_attachment(source):
            loose.append(source)
    for source in sources:
        if source in mains:
            yield replace(source, attachments=tuple(owned[source.name]))
        elif source in loose:
            yield source


def _is_attachment(source: Source) -> bool:
    return bool(_ATTACHED.search(PurePath(source.name).stem))


def _owner(attachment: Source, mains: list[Source]) -> Source | None:
    stem = PurePath(attachment.name).stem
    named = [main for main in mains if stem.startswith(PurePath(main.name).stem)]
    if len(named) == 1:
        return named[0]
    return mains[0] if len(mains) == 1 else None


def combined(main: Document, attachments: Sequence[tuple[str, Document | str]]) -> Document:
    """The document of a report with those of its attachments behind it, each place with the attachment's name.

    An attachment that could not be read comes as the reason, and is a remark.
    """
    blocks, remarks = list(main.blocks), list(main.remarks)
    for name, one in attachments:
        if isinstance(one, str):
            remarks.append(Remark(f"附件“{name}”未能读取：{one}", "attached"))
            continue
        blocks += [_within(block, name) for block in one.blocks]
        remarks += [remark._replace(text=f"附件“{name}”：{remark.text}") for remark in one.remarks]
    return replace(main, blocks=tuple(blocks), remarks=tuple(remarks))


def _within(block: Paragraph | Grid, name: str) -> Paragraph | Grid:
    def moved(place: Location) -> Location:
        return replace(place, file=name)

    if isinstance(block, Paragraph):
        pieces = tuple(piece._replace(location=moved(piece.location)) for piece in block.pieces)
        return replace(block, location=moved(block.location), pieces=pieces)
    rows = tuple(tuple(cell._replace(location=moved(cell.location)) for cell in row) for row in block.rows)
    return replace(block, rows=rows)
