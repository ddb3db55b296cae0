"""The tree of a web page, with the pages that its frames hold within the page itself."""

from __future__ import annotations

import re
from base64 import b64decode
from html import escape
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.encoding import decode
from workbench.documents.html.text import all_text
from workbench.errors import DocumentError

EMPTY = "网页中没有可读的内容，请用浏览器打开后另存为文本或 PDF 再试。"
_BARE_CELL = re.compile(r"</(?:tr|TR)>\s*(<(?:t[dh]|T[DH])\b)")
"""A cell behind the end of a row begins another one, as browsers have it."""
_SHADOW = ("shadowrootmode", "shadowroot")
"""Parts that a browser draws in the place of the element that they stand in."""
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_AS_IT_IS = re.compile(r"(?<![/*])<!\[CDATA\[([^\]]{0,1000}+)\]\]>")
"""Text that XML takes as it stands; what begins with it behind the signs of a comment is a script or a style sheet."""


def parsed(text: str) -> Element:
    """The tree of a page. Raises DocumentError where there is nothing in it."""
    if "<![CDATA[" in text and _DECLARED.match(text):
        text = _AS_IT_IS.sub(lambda found: escape(found[1]), text)
    root = _tree(_BARE_CELL.sub(r"</tr><tr>\1", text) if _BARE_CELL.search(text) else text)
    if root is None:
        raise DocumentError(EMPTY)
    if "shadowroot" in text:
        for template in list(root.iter("template")):
            if any(template.get(name) == "open" for name in _SHADOW):
                template.tag = "div"
    if "srcdoc" in text or "data:text/html" in text:
        for frame in list(root.iter("iframe", "frame", "object", "embed")):
            _open(frame)
    return root


def _tree(text: str) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(_DECLARED.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _open(frame: Element) -> None:
    """Puts the page that a frame holds by itself, as an attribute, in its place; one without text shows nothing."""
    inner = _tree(str(frame.get("srcdoc") or _held(str(frame.get("src") or frame.get("data") or ""))))
    body = inner.find("body") if inner is not None else None
    if body is not None and all_text(body).strip():
        frame.tag, frame.text = "div", body.text
        frame[:] = list(body)


def _held(address: str) -> str:
    """The page that an address of the kind ``data:`` is itself; empty for any other."""
    kind, _, data = address.partition(",")
    if not kind.lower().startswith("data:text/html"):
        return ""
    try:
        raw = b64decode(unquote(data)) if kind.lower().endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return ""
    return decode(raw)[0]
