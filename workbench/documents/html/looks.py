"""What the style of an element says of its text: whether it is seen, struck out, raised, or a box of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html.selectors import alternatives
from workbench.documents.note_marks import bracketed

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?<![\w-])opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$)"
    r"|^(?=.*\bwidth\s*:\s*[01]px)(?=.*\bheight\s*:\s*[01]px).*\boverflow\s*:\s*hidden"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:[5-9]\d|100)%"
    r"|filter\s*:[^;]{0,40}opacity\(\s*0(?:\.0+)?%?\s*\)|(?<![\w-])zoom\s*:\s*0(?:\.0+)?%?\s*(?:!|;|$)"
    r"|(?<![\w-])scale(?:3d)?\(\s*0(?:\.0+)?\s*[,)]|content-visibility\s*:\s*hidden"
    r"|(?<![\w-])(?:left|top|text-indent|margin-(?:left|top))\s*:\s*-(?:\d{4,5}|9\d\d)(?:p[xt]|r?em)"
    r"|(?<![\w-])translate[xy]?\(\s*-(?:\d{4,5}|9\d\d)p[xt]",
    re.IGNORECASE | re.DOTALL,
)
_SHRUNK = re.compile(
    r"(?<![\w-])font-size\s*:\s*(?:0(?:\.0+)?(?:r?em|%)?|(?:0?\.\d+|0|1(?:\.0+)?)p[xt])\s*(?:!|;|$)",
    re.IGNORECASE,
)
"""Hides text of its own; elements within often have a size of theirs."""
_FAINT = re.compile(
    r"^(?!.*background-clip).*(?<![\w-])(?:-webkit-text-fill-)?color\s*:\s*(?:transparent\b|(?:rgb|hsl)a?\([^()]*/\s*0?\.?0+%?\s*\)"
    r"|(?:rgb|hsl)a\([^()]*,\s*0?\.?0+\s*\))"
    r"|^(?=.*(?<![\w-])(?:max-)?(?:width|height)\s*:\s*0(?:px|r?em|%)?\s*(?:!|;|$)).*\boverflow\s*:\s*hidden",
    re.IGNORECASE | re.DOTALL,
)
"""Hides text of an element with none within: others may have a colour of theirs, or are panels opened by clicks."""
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white\b|#f{3}\b|#(?:f[5-9a-f]){3}\b|rgba?\(\s*(?:2(?:4[5-9]|5\d)\s*[,)]\s*){3}"
    r"|hsla?\(\s?[\d.]{1,6}(?:deg)?[,\s]\s?[\d.]{1,6}%[,\s]\s?(?:9[6-9]|100)%)",
    re.IGNORECASE,
)
"""Names of columns on dark ground are white too; a number is doubted that begins or ends in it."""
_WHITE_NAME = re.compile(r"\s*(?:white|#?f{3}|#?(?:f[5-9a-f]){3})\s*", re.IGNORECASE)
_GROUND = re.compile(
    r"(?<![\w-])background(?:-color)?\s*:\s*(?!white\b|#f{3}(?:f{3})?\b|none|transparent|inherit|initial)",
    re.IGNORECASE,
)
_BOX = re.compile(r"(?<![\w-])display\s*:\s*(?:block|table|flex|grid|list-item)", re.IGNORECASE)
_FLEX = re.compile(r"(?<![\w-])display\s*:\s*(?:inline-)?(?:flex|grid)\b", re.IGNORECASE)
"""What stands in such an element is a box each."""
_OFF_THE_LINE = frozenset({"sup", "sub"})
_SIMPLE = re.compile(r"\s*((?:[a-z]\w{0,9})?\.[\w-]+|#[\w-]+)\s*", re.IGNORECASE)
_DISPLAY = re.compile(r"(?<![\w-])display\s*:[^;]*", re.IGNORECASE)
_SHOWN = re.compile(r"(?<![\w-])display\s*:\s*(?!none)", re.IGNORECASE)


class Looks(NamedTuple):
    """What a style says of an element; ``shown`` is said by rules for wide screens alone of what others hide."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    box: bool = False
    white: bool = False
    flex: bool = False
    faint: bool = False
    shown: bool = False


_TELLING = (_HIDING, _STRUCK, _RAISED, _BOX, _WHITE, _FLEX, _FAINT)
_CELLS = ("td", "th")
"""They keep their place, and a table makes them as wide as what stands in them."""
USUAL = Looks()
"""What is said of an element without attributes that bear on it, as most are."""


@lru_cache(maxsize=10_000)
def looks(style: str, *, leaf: bool) -> Looks:
    """What a style says of an element, a ``leaf`` if it has none within; a page has few different ones."""
    found = Looks(*(bool(one.search(style)) for one in _TELLING))
    found = found._replace(hidden=True) if leaf and _SHRUNK.search(style) else found
    return found if any(found) else USUAL  # by which it is known at once


def looks_of(element: Element, said: Collection[str | bytes], sheet: Mapping[str, Looks]) -> Looks:
    """What the style of an element says, and the page's style sheet of its classes and id; it goes before these.

    ``said`` are the names of its attributes.
    """
    style = element.get("style") if "style" in said else None
    own = looks(style, leaf=not len(element)) if style else USUAL
    if element.tag == "font" and _is_white_font(element):
        own = own._replace(white=True)
    named = [sheet[name] for name in _names(element) if name in sheet] if sheet else ()
    if named and style and shows(style):
        named = [one._replace(hidden=False) for one in named]
    found = Looks(*map(any, zip(own, *named, strict=True))) if named else own
    if found.shown:
        found = found._replace(hidden=own.hidden, shown=False)
    return found._replace(hidden=True) if found.faint and not len(element) and element.tag not in _CELLS else found


def _names(element: Element) -> Iterator[str]:
    """How rules may name an element: by a class, by that and what it is, by its id."""
    for one in str(element.get("class") or "").split():
        yield f".{one}"
        yield f"{element.tag}.{one}"
    if name := element.get("id"):
        yield f"#{name}"


def shows(said: str) -> bool:
    """Whether a style says that something is shown."""
    return bool(_SHOWN.search(said))


def without_display(said: str) -> str:
    """What a style says but for how an element is displayed."""
    return _DISPLAY.sub("", said)


def sheet_of(known: Iterable[tuple[str, str]], of_screens: Iterable[tuple[str, str]] = ()) -> dict[str, Looks]:
    """What the rules of a page say of classes and ids, wherever these stand.

    A rule for small screens or for printing, and one for a class within something else, say nothing of the page; those
    ``of_screens``, which are wide, go before the others in what is seen.
    """
    found: dict[str, Looks] = {}
    for names, said in known:
        look = looks(said.strip(), leaf=False)
        look = look._replace(hidden=look.hidden or bool(_SHRUNK.search(said)))
        if any(look):
            found |= dict.fromkeys(_simple(names), look)
    for names, said in of_screens:
        hidden = looks(said.strip(), leaf=False).hidden
        if hidden or shows(said):
            found |= {name: found.get(name, USUAL)._replace(hidden=hidden, shown=not hidden) for name in _simple(names)}
    return found


def _simple(selectors: str) -> Iterator[str]:
    """Those of a rule's selectors that are a class or an id alone."""
    return (match[1] for one in alternatives(selectors) if (match := _SIMPLE.fullmatch(one)))


def leads_on(link: Element) -> bool:
    """Whether a link leads to another place of the same page."""
    return (link.get("href") or "").startswith("#") and link.get("href") != "#"


def note_mark(element: Element, look: Looks) -> str:
    """The mark, in brackets, of a note that an element is, raised, lowered or leading to it; empty where it is none.

    White figures are put in brackets as well: they are no part of the number beside them.
    """
    leads = element.tag == "a" and leads_on(element)
    if not (element.tag in _OFF_THE_LINE or look.raised or leads or (look.white and _is_unseen(element))):
        return ""
    return bracketed("".join(map(str, element.itertext())).strip())


def _is_unseen(element: Element) -> bool:
    """Whether nothing shows what is written in white: no ground, nor white beside it as of a number cut in two."""
    beside = (one for one in (element.getprevious(), element.getnext()) if one is not None)
    return not any(_is_white(one) for one in beside) and not any(map(_has_ground, _within_table(element)))


def _is_white(element: Element) -> bool:
    return bool(_WHITE.search(str(element.get("style") or ""))) or _is_white_font(element)


def _is_white_font(element: Element) -> bool:
    """Whether an element's attribute, as pages had it before styles, makes its text white."""
    return bool(_WHITE_NAME.fullmatch(str(element.get("color") or "")))


def _within_table(element: Element) -> Iterator[Element]:
    """An element and what it stands in, up to the table."""
    for one in (element, *element.iterancestors()):
        yield one
        if one.tag == "table":
            break


def _has_ground(element: Element) -> bool:
    """Whether an element has a ground of some colour."""
    colour = str(element.get("bgcolor") or "")
    return bool((colour and not _WHITE_NAME.fullmatch(colour)) or _GROUND.search(str(element.get("style") or "")))
