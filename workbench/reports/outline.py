"""The sections of a report: its headings told from its paragraphs, and what stands under each."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from workbench.documents import Paragraph
from workbench.forms import Form
from workbench.forms.model import Section as Statutory
from workbench.reports.model import Heading, Section
from workbench.reports.running import LONGEST, NUMBERED, PAGE, parted
from workbench.reports.vocabulary import bare, closeness
from workbench.text import fold

_NUMERALS = "一二三四五六七八九十"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_SENTENCE = re.compile(r"[。；！？]")
_LIKE = 0.72
_SURE = 0.9
_SHORT = 30
_CONTENTS = 4
_LINES = 4
"""On so many lines a title may stand."""
_BEHIND = 0.95
_RENAMED = re.compile(r"公开|情况|问题|事项|改进|措施|申请|复议|诉讼|打算|计划|工作")


def outline(form: Form, paragraphs: list[Paragraph]) -> tuple[tuple[Heading, ...], tuple[Section, ...]]:
    """The headings in their order, and the sections in that of the form, text before the first heading first."""
    found = parted(form, paragraphs)
    pages = {at for at, paragraph in enumerate(found) if PAGE.fullmatch(paragraph.text)}
    listed, seen = _headings(form, found, pages)
    headings = _without_contents(seen, pages)
    listed |= seen.keys() - headings.keys()
    listed |= {at for at in pages if at - 1 in listed}
    texts: dict[int, list[Paragraph]] = {0: []}
    owners: dict[int, list[Heading]] = {0: []}
    index = 0
    for at, paragraph in enumerate(found):
        heading = headings.get(at)
        if heading is None:
            if at not in listed:  # what a table of contents lists is said of nothing
                texts[index].append(paragraph)
            continue
        index = _index(heading, owners)
        owners.setdefault(index, []).append(heading)
        texts.setdefault(index, [])
    sections = tuple(Section(key, tuple(owners[key]), tuple(texts[key])) for key in sorted(texts))
    return tuple(headings.values()), sections


def _index(heading: Heading, taken: dict[int, list[Heading]]) -> int:
    if heading.form_number:
        return _NUMERALS.index(heading.form_number) + 1
    return max(6, *taken) + 1


def below_title(title: str, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections without what stands above the title: a page printed with its menus says them, and not the report."""
    first, *rest = sections
    words = _plain(title)
    at = next((at for at in range(len(first.paragraphs)) if _begins(words, first.paragraphs[at:])), 0) if words else 0
    return (replace(first, paragraphs=first.paragraphs[at:]), *rest) if at else sections


def _begins(title: str, paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether the first paragraphs are a title, on one line or several."""
    lines = accumulate(_plain(paragraph.text) for paragraph in paragraphs[:_LINES])
    return any(title == line for line in lines)


def _plain(text: str) -> str:
    return "".join(text.split())


# -- headings -----------------------------------------------------------------------------------------


def _headings(form: Form, paragraphs: list[Paragraph], pages: set[int]) -> tuple[set[int], dict[int, Heading]]:
    """The headings by the place of their paragraph: those known by their words, then renamed ones between them.

    The places of those of a table of contents stand before them.
    """
    known = {at: heading for at, one in enumerate(paragraphs) if (heading := _by_words(form, one))}
    if any(_number(one.text)[1] == "numeral" for one in known.values()):  # then 1., 2. … number parts of a section
        known = {at: one for at, one in known.items() if _number(one.text)[1] != "arabic" or _is_exact(form, one)}
    exact = {heading.form_number for heading in known.values() if _is_exact(form, heading)}
    known = {at: one for at, one in known.items() if one.form_number not in exact or _is_fit(form, one)}
    again = _without_contents(known, pages)
    listed = known.keys() - again.keys()
    known = _of_own_number(form, again)
    found: dict[int, Heading] = {}
    present = {heading.form_number for heading in known.values()}
    last = 0
    for at, paragraph in enumerate(paragraphs):
        heading = known.get(at)
        if heading and _is_repeated_inside(form, heading, last):
            heading = None
        if heading is None:
            heading = _by_place(form, paragraph, last, present)
        if heading:
            found[at] = heading
            last = _NUMERALS.index(heading.form_number) + 1 if heading.form_number else last
    return listed, found


def _is_exact(form: Form, heading: Heading) -> bool:
    """Whether a heading says just what the form prints."""
    section = form.section(heading.form_number or "")
    return section is not None and closeness(_words(heading.text), bare(section.heading)) >= _SURE


def _is_fit(form: Form, heading: Heading) -> bool:
    """Whether a heading may stand beside one that says just what the form prints: it does so too, or has its number."""
    return heading.number in ("", heading.form_number) or _is_exact(form, heading)


def _of_own_number(form: Form, known: dict[int, Heading]) -> dict[int, Heading]:
    """The headings without those that name a section which another one names under its number.

    1.主动公开政府信息情况 in the first section is a part of it, 无其他需要报告的事项 a sentence of the sixth.
    """
    own = {one.form_number for one in known.values() if one.number == one.form_number and _is_exact(form, one)}
    return {at: one for at, one in known.items() if one.form_number not in own or one.number == one.form_number}


def _is_repeated_inside(form: Form, heading: Heading, last: int) -> bool:
    """Whether a heading is rather a part of the section it stands in, such as 一、存在的主要问题 in the fifth."""
    if not last or heading.form_number != (section := form.sections[last - 1]).number:
        return False
    return heading.number not in ("", heading.form_number) and _alike(_words(heading.text), section) < _SURE


def _by_words(form: Form, paragraph: Paragraph) -> Heading | None:
    """The paragraph as the heading of the section whose name it says, None where it says none.

    Without number it must be just the form's words; behind a number in brackets also the form's number.
    """
    if len(paragraph.text) > LONGEST or _SENTENCE.search(paragraph.text.rstrip("。")):
        return None
    number, kind = _number(paragraph.text)
    words = _words(paragraph.text)
    likeness, at = max((_alike(words, section), -at) for at, section in enumerate(form.sections))
    section = form.sections[-at]
    exact = closeness(words, bare(section.heading)) >= _SURE
    if kind == "paren":
        accepted = exact and number == section.number
    elif number:
        accepted = likeness >= _LIKE
    else:
        accepted = exact or (paragraph.level > 0 and likeness >= _LIKE)
    return Heading(number, paragraph.text, section.number, paragraph.location) if accepted and words else None


def _by_place(form: Form, paragraph: Paragraph, last: int, present: set[str | None]) -> Heading | None:
    """A heading of other words, whose number and place say which section it is, or that the form has none such."""
    number, kind = _number(paragraph.text)
    words = _words(paragraph.text)
    if kind in ("", "paren", "arabic") or not 1 < len(words) <= _SHORT or _SENTENCE.search(paragraph.text):
        return None
    if number not in _NUMERALS:
        return None
    at = _NUMERALS.index(number) + 1
    if at > len(form.sections):
        return Heading(number, paragraph.text, None, paragraph.location) if last == len(form.sections) else None
    if at <= last or number in present or not _RENAMED.search(words):
        return None
    if last == 1 and _is_aspect(form, words):
        return None
    return Heading(number, paragraph.text, number, paragraph.location)


def _is_aspect(form: Form, words: str) -> bool:
    """Whether words name one of the aspects of a section, which its parts are named for."""
    names = [bare(aspect.name) for section in form.sections for aspect in section.aspects]
    return any(closeness(words.removesuffix("情况"), name) >= _LIKE for name in names)


def _number(text: str) -> tuple[str, str]:
    """The number of a heading in Chinese and how it is written, both empty where there is none."""
    match = NUMBERED.match(fold(text))
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return "", ""
    written = match[kind]
    if kind == "arabic":
        return (_NUMERALS[int(written) - 1] if written != "0" else ""), kind
    if kind == "roman":
        return _NUMERALS[_ROMAN.index(written)], kind
    return ("一" if written == "-" else written), kind


def _words(text: str) -> str:
    """The words of a heading without number and marks."""
    folded = fold(text)
    match = NUMBERED.match(folded)
    return bare(folded[match.end() :] if match else folded)


def _alike(words: str, section: Statutory) -> float:
    """How alike a heading is to the names of a section; a unit or a year before the name is passed over."""
    return max(
        _BEHIND if words != name and words.endswith(name) and len(name) >= _CONTENTS else closeness(words, name)
        for name in (bare(text) for text in (section.heading, *section.aliases))
    )


# -- what is no heading of its own ------------------------------------------------------------------------


def _without_contents(headings: dict[int, Heading], pages: set[int]) -> dict[int, Heading]:
    """The headings without those of a table of contents: a run with but pages between, all of which come again."""
    places = list(headings)
    listed: list[str | None] = []
    for at in places:
        between = range(places[len(listed) - 1] + 1, at) if listed else ()
        if headings[at].form_number in listed or not pages.issuperset(between):
            break
        listed.append(headings[at].form_number)
    run = len(listed)
    if run >= _CONTENTS and {headings[at].form_number for at in places[run:]}.issuperset(listed):
        return {at: headings[at] for at in places[run:]}
    return headings
