"""The appearances by name, and how files of them are made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from benchmarks.appearances import making, printed, scanned, sheets, strange, web, word
from benchmarks.appearances.scanned import Scanner
from tests.builders import Draft

Group = Literal["html", "word", "sheet", "text", "office", "pdf", "scan"]
Draw = Callable[[Draft, random.Random], bytes]
After = Callable[[bytes, random.Random], bytes]
EXACT = frozenset({"html", "word", "sheet", "text"})
"""Groups in which nothing may be lost."""


@dataclass(frozen=True)
class Appearance:
    """One way in which a report reaches the desk.

    ``draw`` writes it; ``to`` is what LibreOffice (``soffice:pdf``) or Chromium (``chromium``) then makes of it, and
    ``after`` what is done to that. ``format`` is the name under which the file is to be known. ``rare`` says that it was made to
    break readers, so that no target is held against it.
    """

    name: str
    group: Group
    format: str
    suffix: str
    draw: Draw
    to: str = ""
    drawn: str = "html"
    after: After | None = None
    rare: bool = False

    @property
    def program(self) -> str:
        """The program that it takes, empty where none."""
        return self.to.partition(":")[0]


def build(one: Appearance, drafts: Sequence[Draft], folder: Path, seed: int = 1) -> list[Path]:
    """A file of each draft in a folder; the same seed gives the same files, as far as the programs do."""
    return build_all([(one, drafts)], folder, seed)[one.name]


def build_all(
    wanted: Sequence[tuple[Appearance, Sequence[Draft]]], folder: Path, seed: int = 1
) -> dict[str, list[Path]]:
    """Files of drafts by the names of their appearances, which one program makes in one start."""
    hands = {
        one.name: [random.Random(f"{seed}-{one.name}-{at}") for at in range(len(drafts))] for one, drafts in wanted
    }
    drawn = [
        (one, _drawn(one, draft, at, rng, folder), rng)
        for one, drafts in wanted
        for at, (draft, rng) in enumerate(zip(drafts, hands[one.name], strict=True))
    ]
    made = _by_program(wanted[0][0], [path for _, path, _ in drawn], folder)
    files: dict[str, list[Path]] = {one.name: [] for one, _ in wanted}
    for (one, _, rng), path in zip(drawn, made, strict=True):
        files[one.name].append(_finished(one, path, rng))
    return files


def _drawn(one: Appearance, draft: Draft, at: int, rng: random.Random, folder: Path) -> Path:
    inner = folder / "drawn" if one.to else folder
    inner.mkdir(parents=True, exist_ok=True)
    path = inner / f"{one.name}-{at}.{one.drawn if one.to else one.suffix}"
    path.write_bytes(one.draw(draft, rng))
    return path


def _by_program(one: Appearance, sources: list[Path], folder: Path) -> list[Path]:
    if one.program == "soffice":
        return making.convert(sources, one.to.partition(":")[2], folder)
    if one.program == "chromium":
        return [making.printed(source, folder, margins=one.to.endswith(":margins")) for source in sources]
    return sources


def _finished(one: Appearance, path: Path, rng: random.Random) -> Path:
    data = path.read_bytes()
    out = path.with_suffix(f".{one.suffix}")
    out.write_bytes(one.after(data, rng) if one.after else data)
    return out


def _all() -> Iterator[Appearance]:
    yield from _pages()
    yield from _words()
    yield from _sheets()
    yield from _converted()
    yield from _prints()
    yield from _scans()
    yield from _strange()


def _pages() -> Iterator[Appearance]:
    for draw in (web.plain, web.word, web.wps, web.excel, web.layout, web.nested, web.halves, web.flat, web.unclosed,
                 web.odd, web.marked, web.xhtml, web.apart, web.site, web.template, web.gbk, web.utf16):  # fmt: skip
        yield Appearance(f"html-{draw.__name__}", "html", "网页", "html", draw)
    yield Appearance("html-boxes", "html", "网页", "html", web.boxes, rare=True)
    yield Appearance("html-mhtml", "html", "MHTML", "mht", web.mhtml)
    yield Appearance("html-mhtml-base64", "html", "MHTML", "mht", web.mhtml_base64)
    yield Appearance("html-as-doc", "html", "网页", "doc", web.word)


def _words() -> Iterator[Appearance]:
    for draw in (word.merged, word.runs, word.nested, word.text_boxes, word.tracked, word.controls, word.numbered,
                 word.legacy, word.strict, word.by_library):  # fmt: skip
        yield Appearance(f"docx-{draw.__name__.replace('_', '-')}", "word", "DOCX", "docx", draw)
    yield Appearance("docx-libreoffice", "word", "DOCX", "docx", word.merged, "soffice:docx", "docx")


def _sheets() -> Iterator[Appearance]:
    yield Appearance("xlsx-one-sheet", "sheet", "XLSX", "xlsx", sheets.one)
    yield Appearance("xlsx-sheets", "sheet", "XLSX", "xlsx", sheets.several)
    yield Appearance("xlsx-formats", "sheet", "XLSX", "xlsx", sheets.formats)
    yield Appearance("xls", "sheet", "旧版 Excel", "xls", sheets.one, "soffice:xls", "xlsx")
    yield Appearance("xls-sheets", "sheet", "旧版 Excel", "xls", sheets.several, "soffice:xls", "xlsx")
    yield Appearance("ods", "sheet", "ODS", "ods", sheets.one, "soffice:ods", "xlsx")
    yield Appearance("csv", "sheet", "CSV", "csv", sheets.separated)
    yield Appearance("csv-gbk", "sheet", "CSV", "csv", sheets.separated_gbk)
    yield Appearance("text-tabs", "text", "文本", "txt", sheets.text)
    yield Appearance("text-gbk", "text", "文本", "txt", sheets.text_gbk)
    yield Appearance("text-lines", "text", "文本", "txt", sheets.text_lines)
    yield Appearance("zip-page", "text", "压缩包", "zip", sheets.archive)
    yield Appearance("zip-word", "text", "压缩包", "zip", sheets.archive_word)


def _converted() -> Iterator[Appearance]:
    yield Appearance("doc", "office", "旧版 Word 或 WPS", "doc", word.merged, "soffice:doc", "docx")
    yield Appearance("doc-runs", "office", "旧版 Word 或 WPS", "doc", word.runs, "soffice:doc", "docx")
    yield Appearance("wps", "office", "旧版 Word 或 WPS", "wps", word.by_library, "soffice:doc", "docx")
    yield Appearance("rtf", "office", "RTF", "rtf", word.merged, "soffice:rtf", "docx")
    yield Appearance("odt", "office", "ODT", "odt", word.merged, "soffice:odt", "docx")
    yield Appearance("word-xml", "office", "Word XML", "xml", word.merged, "soffice:xml", "docx")


def _prints() -> Iterator[Appearance]:
    for kind in ("normal", "dashed", "dotted", "grey", "open", "level", "fills", "stripes", "thick", "double", "none"):
        yield _print(kind, partial(printed.ruled, kind=kind))
    for draw in (printed.landscape, printed.narrow, printed.tall, printed.repeated, printed.official, printed.halves,
                 printed.blanks, printed.watermark, printed.corrected, printed.columns):  # fmt: skip
        yield _print(draw.__name__, draw)
    yield Appearance("pdf-site", "pdf", "PDF", "pdf", printed.site, "chromium:margins")
    normal = partial(printed.ruled, kind="normal")
    for after in (printed.turned, printed.leaning, printed.cropped, printed.covered):
        yield Appearance(f"pdf-{after.__name__}", "pdf", "PDF", "pdf", normal, "chromium", after=after)
    for line in ("single", "dashed", "dotted", "double", "thick", "nil"):
        yield Appearance(
            f"pdf-office-{line}", "pdf", "PDF", "pdf", partial(printed.office, line=line), "soffice:pdf", "docx"
        )
    narrow = partial(printed.office, size=14, width=26)
    yield Appearance("pdf-office-narrow", "pdf", "PDF", "pdf", narrow, "soffice:pdf", "docx")
    yield Appearance("pdf-office-large", "pdf", "PDF", "pdf", partial(printed.office, size=16), "soffice:pdf", "docx")
    yield Appearance("pdf-office-turned", "pdf", "PDF", "pdf", printed.office, "soffice:pdf", "docx", printed.turned)
    yield Appearance("pdf-office-sheet", "pdf", "PDF", "pdf", sheets.fitted, "soffice:pdf", "xlsx")
    yield Appearance("pdf-office-lost", "pdf", "PDF", "pdf", sheets.several, "soffice:pdf", "xlsx", rare=True)


def _print(name: str, draw: Draw) -> Appearance:
    return Appearance(f"pdf-{name}", "pdf", "PDF", "pdf", draw, "chromium")


_SCANS: tuple[tuple[str, str, Callable[..., bytes], Scanner], ...] = (
    ("150-pdf", "PDF", scanned.as_pdf, Scanner(150, 0.4)),
    ("200-pdf", "PDF", scanned.as_pdf, Scanner(200, 0.8, 6)),
    ("300-pdf", "PDF", scanned.as_pdf, Scanner(300, 0.8, 6)),
    ("150-jpeg", "图片", scanned.as_jpeg, Scanner(150, 0.2, 5, quality=60)),
    ("200-png", "图片", scanned.as_png, Scanner(200, 0.2)),
    ("200-tiff", "图片", scanned.as_tiff, Scanner(200, 1.5, 8)),
    ("150-seal", "PDF", scanned.as_pdf, Scanner(150, 0.5, seal=True)),
    ("200-seal", "PDF", scanned.as_pdf, Scanner(200, 1.0, 6, seal=True)),
    ("150-grey", "PDF", scanned.as_pdf, Scanner(150, 0.4, seal=True, grey=True)),
    ("200-grey", "PDF", scanned.as_pdf, Scanner(200, 0.6, seal=True, grey=True)),
    ("200-none", "PDF", scanned.as_pdf, Scanner(200, 0.4)),
    ("150-none", "PDF", scanned.as_pdf, Scanner(150, 0.4)),
    ("200-level", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4)),
    ("200-stripes", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4)),
    ("150-fills", "PDF", scanned.as_pdf, Scanner(150, 0.4, 4)),
    ("200-dashed", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4)),
    ("150-dotted", "PDF", scanned.as_pdf, Scanner(150, 0.4, 4)),
    ("200-double", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4)),
    ("200-fax", "图片", scanned.as_tiff, Scanner(200, 0.5, 10, lines=True)),
    ("200-shade", "PDF", scanned.as_pdf, Scanner(200, 1.0, 6, shade=0.35)),
    ("200-faint", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4, faint=0.5)),
    ("200-streaks", "PDF", scanned.as_pdf, Scanner(200, 0.6, 4, streaks=3)),
    ("200-blurred", "PDF", scanned.as_pdf, Scanner(200, 0.6, 3, 1.1)),
    ("150-keystone", "PDF", scanned.as_pdf, Scanner(150, 0.5, 6, keystone=0.02)),
    ("100-pdf", "PDF", scanned.as_pdf, Scanner(100, 0.4, 3, 0.2)),
)
_RARE = frozenset({"200-fax", "150-keystone", "100-pdf"})


def _scans() -> Iterator[Appearance]:
    for name, kind, save, by in _SCANS:
        suffix = {"as_jpeg": "jpg"}.get(save.__name__, save.__name__.removeprefix("as_"))
        rules = name.partition("-")[2]
        kind_of_rules = rules if rules in printed.RULES else "normal"
        draw = printed.official if name == "200-seal" else partial(printed.ruled, kind=kind_of_rules)
        yield Appearance(
            f"scan-{name}", "scan", kind, suffix, draw, "chromium", after=partial(save, by=by), rare=name in _RARE
        )


def _strange() -> Iterator[Appearance]:
    for page in (strange.unseen, strange.screens, strange.unveiled, strange.preformatted, strange.leftward,
                 strange.spaced):  # fmt: skip
        yield Appearance(f"html-{page.__name__}", "html", "网页", "html", page)
    yield Appearance("html-framed", "html", "MHTML", "mht", strange.framed)
    for file in (strange.alternatives, strange.renamed, strange.embedding):
        yield Appearance(f"docx-{file.__name__}", "word", "DOCX", "docx", file)
    yield Appearance("word-xml-in-one-piece", "word", "Word XML", "xml", strange.in_one_piece)
    yield Appearance("csv-semicolons", "sheet", "CSV", "csv", strange.semicolons)
    yield Appearance("text-boxed", "text", "文本", "txt", strange.boxed)
    yield Appearance("text-columns", "text", "文本", "txt", strange.columns)
    yield Appearance("odt-in-one-piece", "office", "单一文件的 ODT", "fodt", word.merged, "soffice:fodt", "docx")


APPEARANCES = {one.name: one for one in _all()}
"""Every appearance by its name."""
