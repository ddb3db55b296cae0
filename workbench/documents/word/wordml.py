"""Word XML of 2003: the parts of a Word file made of it, in the names that later versions have for the same things.

LibreOffice reads such files too, but shows what is hidden, struck out or raised in them like anything else, so that
figures of the kind become part of the numbers beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.word.numbering import W, child
from workbench.documents.word.parts import parsed

_OF_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_NOTE, _CONTENT = _AML + "annotation", _AML + "content"
_KINDS = {"Word.Deletion": "del", "Word.Insertion": "ins", "Word.Comment.Start": "commentRangeStart"}
_DRAWINGS = tuple(f"{{urn:schemas-microsoft-com:{name}}}" for name in (
    "vml", "office:office", "office:word", "office:excel", "office:powerpoint"
))  # fmt: skip
_NAMES = {
    W + old: W + new
    for old, new in (
        ("hlink", "hyperlink"), ("hmerge", "hMerge"), ("vmerge", "vMerge"), ("cfChunk", "customXml"),
        ("listPr", "numPr"), ("ilfo", "numId"), ("lists", "numbering"), ("listDef", "abstractNum"), ("list", "num"),
        ("ilst", "abstractNumId"), ("nfc", "numFmt"),
    )
}  # fmt: skip
_IDS = {W + "listDefId": W + "abstractNumId", W + "ilfo": W + "numId"}
_FORMATS = {
    "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "10": "ideographDigital",
    "11": "japaneseCounting", "14": "decimalFullWidth", "18": "decimalEnclosedCircle", "22": "decimalZero",
    "23": "bullet", "26": "decimalEnclosedFullstop", "27": "decimalEnclosedParen", "28": "decimalEnclosedCircleChinese",
    "30": "ideographTraditional", "33": "taiwaneseCounting", "35": "taiwaneseCountingThousand",
    "36": "taiwaneseDigital", "37": "chineseCounting", "38": "chineseLegalSimplified", "39": "chineseCountingThousand",
    "255": "none",
}  # fmt: skip
"""How lists count, by the numbers of 2003."""
_NOTES = {W + "footnote": "footnotes", W + "endnote": "endnotes"}
_MARGINS = {W + "hdr": "header", W + "ftr": "footer"}


def parts_of(root: Element) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each part of a file of 2003. Raises DocumentError where it is broken."""
    root = parsed(etree.tostring(root, encoding="utf-8").replace(_OF_2003, W[1:-1].encode()))
    for one in list(root.iter("*")):
        _rename(one)
    body = child(root, "body")
    apart = _set_apart(body) if body is not None else {}
    for kind in ("styles", "numbering"):
        if (part := child(root, kind)) is not None:
            apart[kind] = part
    document = etree.Element(W + "document", nsmap={"w": W[1:-1]})
    document.extend([] if body is None else [body])
    for name, part in {"document": document, **apart}.items():
        yield f"word/{name}.xml", etree.tostring(part, encoding="utf-8", with_tail=False)


def _rename(one: Element) -> None:
    """Gives an element the name that later versions have for it; what says nothing of text is but around it."""
    tag = str(one.tag)
    if tag == _NOTE:
        _change(one)
    elif tag in _NAMES:
        one.tag = _NAMES[tag]
        for old, new in _IDS.items():
            if (said := one.get(old)) is not None:
                one.set(new, said)
        if one.tag == W + "numFmt":
            one.set(W + "val", _FORMATS.get(str(one.get(W + "val")), "decimal"))
    elif tag == W + "suff":
        one.set(W + "val", str(one.get(W + "val") or "").lower())
    elif not tag.startswith((W, _AML, *_DRAWINGS)):
        one.tag = W + "customXml"  # smart tags, the sections that Word puts around text, elements of other schemes


def _change(one: Element) -> None:
    """Gives a change or a comment its name; a former look or number of a paragraph is nothing that is shown."""
    kind = str(one.get(W + "type") or "")
    if kind != "Word.Comment" and kind not in _KINDS:
        one.tag = W + "former"
        return
    one.tag = W + _KINDS.get(kind, "comment")
    for name in ("id", "author"):
        one.set(W + name, str(one.get(_AML + name) or ""))
    for content in list(one.iterchildren(_CONTENT)):
        one.extend(list(content))
        one.remove(content)


def _set_apart(body: Element) -> dict[str, Element]:
    """Notes, comments, running heads and page feet, which stand in the text and are parts of their own later.

    A note leaves a reference to it where it stood.
    """
    parts: dict[str, Element] = {}
    for one in list(body.iter(*_NOTES, *_MARGINS, W + "comment")):
        if (parent := one.getparent()) is None:
            continue
        if one.tag in _MARGINS:
            parent.remove(one)
            parts[f"{_MARGINS[str(one.tag)]}{len(parts)}"] = one
            continue
        name = _NOTES.get(str(one.tag), "comments")
        part = parts.setdefault(name, etree.Element(W + name, nsmap={"w": W[1:-1]}))
        if name == "comments":
            parent.remove(one)
        else:
            one.set(W + "id", str(len(part)))
            parent.replace(one, etree.Element(f"{one.tag}Reference", {W + "id": str(len(part))}))
        part.append(one)
    return parts
