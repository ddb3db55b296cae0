"""The text as it is read, whatever the habits of who typed it: blanks, wrapped lines, half-width marks, signs."""

from __future__ import annotations

import re

from workbench.claims.lexicon import Lexicon

HEADING = 30
"""A line no longer than this, without a full stop, is a heading: what it names, the next paragraph is about."""
_BLANKS = r"[ \u00a0\u3000\u2009\u200b-\u200f\ufeff]+"
_COMMAS = "，、,"
_CASES = "[件份条宗起例]"
_GAP, _END = r"[ \u00a0\u3000]{0,4}", r"[\r\n]{1,2}"
_WRAPPED = (
    rf"(?<=[{_COMMAS}]){_END}|(?<=[\u4e00-\u9fff]){_END}{_GAP}(?=\d{{1,9}}{_GAP}{_CASES})|(?<=\d){_END}(?={_CASES})"
)
"""A line that ends behind a comma, or between a number and what it counts: the sentence goes on."""
_SPOKEN = "[一二两三四五六七八九十百零]{1,7}"
_WHOLE = rf"(?:\d{{1,9}}|{_SPOKEN})"
_COUNT = rf"(?:\d{{1,9}}(?:\.\d{{1,4}})?|{_SPOKEN})"
_LABELLED = (
    rf"(?<=[\u4e00-\u9fff]):{_GAP}(?={_COUNT}{_GAP}(?:{_CASES}|万?元|%)(?:[，。;、,()和及与\s]|$))"
    rf"|(?<=[数量]):{_GAP}(?=\d{{1,9}}{_GAP}(?:[，。;、,()\s]|$))"
)
"""A colon between a label and its number, of which nothing more is told: 信函申请：6件，平台申请：9件, 公开数：9."""
_TITLE = re.compile(r"[ \u3000]*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[^\r\n]*情况$")
"""A line that begins with its number or ends so is a heading, and what follows it is not the rest of it."""
_SPACE = re.compile(rf"(?<![0-9A-Za-z]){_BLANKS}|{_BLANKS}(?![0-9A-Za-z])|{_WRAPPED}|{_LABELLED}")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%])\.(?=[\s\d(\u4e00-\u9fff]|$)|(?<=\d)\.(?=\s*(?:\n|$))")
"""A full stop as it is typed where the keyboard is not set for Chinese."""
_THOUSANDS = r" ?\d{3}(?!\d)"
_PARTING = re.compile(
    rf"(?<![0-9])(?<![0-9] ),|(?<=[0-9] ),(?!{_THOUSANDS})|,(?![0-9]|{_THOUSANDS})|[|\uff5c\u2022\u25cf\u25a0\u25c6]"
)
"""What parts clauses as a full-width comma does: a plain one that joins no thousands, a bar, the mark of an item."""
_EARLIER = "".join(f"(?<!{year})" for year in (r"[上去往前\d]年", r"[上去往前\d]年度", "同期"))
_OF_OTHER = rf"(?<![\d一二两三四五六七八九十百千万]{_CASES})(?<![局委厅办院所处科队站街镇乡村县区市省州旗道位门关])"
_BEHIND_LABEL = r"(?:(?<=[\u4e00-\u9fff])|(?<=为:)|(?<=[)]、))"
_BRACKETED = re.compile(rf"{_BEHIND_LABEL}{_OF_OTHER}{_EARLIER}[(]({_GAP}{_WHOLE}{_GAP}{_CASES}{_GAP})[)]")
"""A number alone in brackets behind its label: 予以公开（15件）; but of 上年（9件）, 6件（2件）, 住建局（2件） not."""
_SIGN = re.compile(r"(?:(?<=同比)|(?<=[上去]年)|(?<=[(]))([+-])(?= ?\d[\d.]{0,9} ?[%件宗份起])")
"""A sign that stands for a word: 同比+15%, （-8.3%）, 较上年+6件."""
_SIGNS = {"+": "增", "-": "降"}
_ALL_WHO_MAY_ASK = re.compile(
    r"(?<=公民|公众|群众|市民|个人)，(?=[\r\n]{0,2}(?:法人|企业|单位|组织)(?:[、，或和及与]|提))"
)
"""A comma in the words for all who may apply parts no clauses: 未收到公民，法人或其他组织的申请."""


def folded_text(text: str, words: Lexicon) -> tuple[str, list[int] | None]:
    """The text folded and without its blanks, and where each character of it stood; None where none was left out."""
    plain = _SIGN.sub(lambda sign: _SIGNS[sign[1]], text.translate(words.fold))
    plain = _BRACKETED.sub(r" \1 ", plain)
    return _compact(_ALL_WHO_MAY_ASK.sub("、", _PARTING.sub("，", _STOP.sub("。", plain))))


def _compact(folded: str) -> tuple[str, list[int] | None]:
    """The text without its blanks, and where each character of it stood."""
    told: list[str] = []
    kept: list[int] = []
    place = 0
    for match in _SPACE.finditer(folded):
        if _ends_heading(folded, match):
            continue
        told.append(folded[place : match.start()])
        kept.extend(range(place, match.start()))
        place = match.end()
    if not place:
        return folded, None
    kept.extend(range(place, len(folded)))
    return "".join([*told, folded[place:]]), kept


def _ends_heading(folded: str, gap: re.Match[str]) -> bool:
    # 依申请公开情况 / 12件申请由自然人提出: no line that is wrapped
    if gap[0][0] not in "\r\n" or folded[gap.start() - 1] in _COMMAS:
        return False
    from_here = max(gap.start() - HEADING, 0)
    line = folded[max(folded.rfind("\n", from_here, gap.start()) + 1, from_here) : gap.start()]
    return bool(_TITLE.match(line))
