"""Reading a narrative: sentence by sentence, clause by clause, number by number."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims import structure
from workbench.claims.around import around, of_some
from workbench.claims.binding import Near, cues_of, features, first_fit, topic_of
from workbench.claims.concepts import again, drafts_of
from workbench.claims.discourse import NOTHING, Discourse
from workbench.claims.draft import CARRIED_OUT, MATTERS, OF_OTHERS, TOTALS, Draft
from workbench.claims.elided import full, left_over
from workbench.claims.headings import among_disputes, answers, is_heading, names_disputes, names_matter
from workbench.claims.lexicon import Lexicon, lexicon
from workbench.claims.listed import lists_of
from workbench.claims.mentions import COUNTED, Mention, mentions
from workbench.claims.model import UNTESTED, Claim
from workbench.claims.scene import Kept, begin_clause, enter_list, set_scene, turn
from workbench.claims.sentences import DISPUTED, ENDS, Token, sentences, tokens
from workbench.claims.series import spread, whole_count
from workbench.claims.sides import chosen, sides
from workbench.claims.statements import state
from workbench.claims.typed import HEADING, folded_text

_TOLD_AFTER = frozenset({"every", "pending", "negation", "upheld", "corrected", "other_outcome"})
"""With one of these the words after the last number of a clause say something of it: 行政复议1件被维持."""
_ABOUT_LIST = frozenset({"among", "contained"})
"""What after a number begins a list, or ends one: 已答复的12件中, 含结转的3件在内."""
_AROUND = frozenset({"hard", "time", "filler"})
"""What names no matter: 2023年，我局无 answers what was asked before it."""
_OUTCOMES = ("corrected", "upheld", "pending")
_OF_OTHERS = frozenset({"foreign", "elsewhere"})
_RATE = "applications.reply_rate"
_ALL = 100
"""Percent of those that were due, where some are told to go on."""
_BODIES = frozenset({"court", "in_court", "review_body"})
_DECIDED = ("decide",)
_OF_ANYTHING = frozenset({"hall", "enforcement"})
_OF_DISPUTES = ("review.", "litigation.")


def read_claims(text: str, year: int) -> list[Claim]:
    """All that a narrative of the report for ``year`` claims, in the order of the text.

    Every numeral comes back: one that is no claim about the report's own cells under
    ``untested.<reason>``, one of an earlier year under ``prior.<concept>``. Offsets are those of
    ``text`` as it was given.
    """
    words = lexicon()
    folded, places = folded_text(text, words)
    talk = Discourse(year)
    _read(folded, list(mentions(folded, words)), talk, words)
    return structure.claims(talk.drafts, text, places)


def _read(text: str, found: list[Mention], talk: Discourse, words: Lexicon) -> None:
    at, heading, named = 0, False, False
    for start, end in sentences(text):
        begin = at
        while at < len(found) and found[at].start < end:
            at += 1
        if text[start] in "\n\r":
            if not heading:
                talk.begin_paragraph()
            continue
        talk.begin_sentence()
        inside = found[begin:at]
        answered = named and answers(text[start:end])
        named = False
        if any(mention.kind in COUNTED for mention in inside) or answered or _worth_reading(text, start, end, words):
            sentence = tokens(text, (start, end), inside, words, talk.year)
            _read_sentence(sentence, talk)
            named = names_matter(sentence)
            talk.headed = is_heading(sentence)
            talk.of_disputes = talk.of_disputes or names_disputes(sentence)
        else:
            talk.headed = False
            if end - start <= HEADING and words.others.search(text, start, end):
                sentence = tokens(text, (start, end), inside, words, talk.year)
                _of_others(sentence, talk)
                named = names_matter(sentence)
                talk.asked = sentence if named else talk.asked
                talk.of_disputes = talk.of_disputes or names_disputes(sentence)
        talk.drafts.extend(_unread(inside, talk))
        for draft in talk.drafts[talk.sentence_from :]:
            draft.sentence = start
        heading = named or (end - start <= HEADING and text[end - 1] not in ENDS)


def _of_others(sentence: Sequence[Token], talk: Discourse) -> None:
    # 人大代表建议办理情况。全文公开92件: what the heading names is counted after it
    cues = cues_of(sentence)
    if "matter" in cues and cues.isdisjoint({"application", "request", *DISPUTED}):
        talk.topic = topic_of(sentence, talk)


def _worth_reading(text: str, start: int, end: int, words: Lexicon) -> bool:
    return bool(words.spark.search(text, start, end) and words.matter.search(text, start, end))


def _unread(inside: Sequence[Mention], talk: Discourse) -> list[Draft]:
    """The numerals of a sentence that were not read as claims: dates, articles, digits inside a word."""
    read = {draft.number for draft in talk.drafts[talk.sentence_from :]}
    return [_bare(mention, talk.year) for mention in inside if mention.number not in read]


def _bare(mention: Mention, year: int) -> Draft:
    reason = "unknown" if mention.kind in COUNTED else mention.kind
    return Draft(
        UNTESTED + reason,
        mention.start,
        mention.end,
        year,
        mention.value,
        mention.interval,
        mention.qualifier,
        mention.number,
    )


def _read_sentence(sentence: list[Token], talk: Discourse) -> None:
    lists = talk.lists = lists_of(sentence)
    kept: list[Kept] = []
    clause: list[Token] = []
    for token in sentence:
        clause.append(token)
        if token.kind == "hard":
            asked, earlier = (found if _follows(found, clause) else () for found in (talk.asked, talk.counted))
            for one in spread(clause, asked, earlier):
                _read_clause(one, lists, talk)
            if any(token.kind == "number" for token in clause):
                talk.counted = whole_count(earlier, clause)  # all that it counts, however its series was read
            talk.tail = left_over(clause, talk.tail)
            turn(clause, talk, kept)
            clause = []


def _read_clause(clause: list[Token], lists: frozenset[str], talk: Discourse) -> None:
    while len(clause) > 1 and clause[0].mention and clause[0].mention.kind == "ordinal":
        talk.begin_item()  # 五是32项许可事项进驻大厅: a statement of its own
        clause = clause[1:]
    begin_clause(clause, talk)
    lists |= set_scene(clause, talk)
    numbers = [index for index, token in enumerate(clause) if token.kind == "number"]
    for index in numbers:
        _read_number(clause, index, lists, talk)
    if not numbers:
        if any(token.kind == "part" and "apiece" not in token.cues for token in clause) or among_disputes(clause):
            talk.part, talk.list_family, talk.divided = True, "open", ""  # 从渠道看，… need not name all
        if "planned" not in talk.lists:  # 下一步，…，确保行政复议零纠错
            state(clause, talk)
        talk.asked = clause if any(token.kind not in _AROUND for token in clause) else talk.asked
    else:
        talk.counted = clause
        tail = clause[numbers[-1] + 1 :]
        enter_list([token for token in tail if not _ABOUT_LIST.isdisjoint(token.cues)], talk)
        told = cues_of(tail)
        if "contained" in told:  # 连同结转的5件在内
            talk.drafts[-1].inclusive = True
        if "excluding" in told and talk.bracket:  # （上年结转的4件不计入）
            talk.drafts[-1].inclusive = False
        if tail and "within" in tail[0].cues:  # 其他处理的8件中，…
            again(talk.drafts[-1], talk)
            talk.part, talk.list_family = True, "open"
        if told & _TOLD_AFTER and not of_some(clause[: numbers[-1] + 1], tail, talk.drafts[-1].concept):
            state(tail, talk)


def _read_number(clause: list[Token], index: int, lists: frozenset[str], talk: Discourse) -> None:
    token = clause[index]
    mention = token.mention
    if mention is None:
        return
    left, right = sides(clause, index)
    enter_list(left, talk)
    counted = "among" in clause[index + 1].cues  # 申请以企业为主，9件申请中企业6件: the number has its noun
    # What the clause before names is counted by the first number: 信息10批次71条162人次; 零诉讼；处罚120件、简易36件
    first = not any(token.kind == "number" for token in clause[:index])
    near = full(chosen(left, right), mention, () if counted or not first else talk.tail, talk.shared)
    if counted and _same_as_total(mention, talk):  # 收到申请11份，来信326封。11份申请中，公开8份
        talk.topic = "application"
    topic = topic_of(near, talk)
    cues = features(near, talk, topic) | lists | around(clause, index, left, near, talk)
    read = Near(mention, near, frozenset(cues), topic)
    made = drafts_of(first_fit(read.cues, topic, mention.unit, mention.kind), read, talk)
    # Who reviews others' decisions goes on to speak of those, and not of disputes about its own.
    own = made[-1].concept == OF_OTHERS and topic != "court_work"
    listed = talk.topic == "application" and (talk.part or (bool(talk.said) and talk.said[-1].inclusive))
    # 内容涉及宅基地确权2件、低保评定1件: what the applications ask for
    listed = listed or (talk.topic == "application" and any("concerning" in one.cues for one in clause[:index]))
    talk.aside = topic == "matter" and talk.has_whole and (talk.aside or listed)
    found = _found(topic, made[-1].concept, cues)
    talk.topic = "reviewing" if own else found
    if not talk.bracket:
        talk.head = made[-1]
        talk.outcome = next((name for name in _OUTCOMES if name in cues), "")
    talk.foreign = own and (not cues.isdisjoint(_OF_OTHERS) or talk.foreign)
    talk.verb = _verb(near, talk.verb)
    talk.add(made)
    if talk.bracket and "excluding" in cues and talk.head is not None and talk.head.concept == _RATE:
        talk.head.sure = False  # 答复率100%（不含未到期25件）
    if talk.bracket and made[-1].concept == CARRIED_OUT and talk.head is not None and _all_of_due(talk.head):
        talk.head.sure = False  # 办结率100%（4件尚未到期，结转下年）
    if made[-1].concept in TOTALS and "other_unit" not in cues:  # 申请10件，答复26项，公开15项: of items all the same
        talk.counted_in = mention.unit


def _verb(near: Sequence[Token], before: tuple[str, ...]) -> tuple[str, ...]:
    told = next((one.cues for one in reversed(near) if one.kind == "verb"), before)
    # 行政许可处理决定数量21项，行政处罚3项: the form's own label says what was done, where no verb says it
    return _DECIDED if "form_label" in cues_of(near) and "publish" not in told else told


def _all_of_due(head: Draft) -> bool:
    return head.concept == _RATE and head.value == _ALL


def _same_as_total(mention: Mention, talk: Discourse) -> bool:
    total = talk.last_total(TOTALS)
    return total is not None and total.value == mention.value


def _found(topic: str, concept: str, cues: set[str]) -> str:
    """What the talk is about once a number has been tied to its concept."""
    # 办理热线工单321件。依申请公开办理总量81件，其中新收78件
    if concept.startswith("applications.") and (topic == NOTHING or (topic == "matter" and "dealt_with" in cues)):
        return "application"
    told_by = topic in DISPUTED and not cues.isdisjoint(_BODIES)  # 复议维持8件，法院判决驳回5件、撤销1件
    if (topic == NOTHING or told_by) and concept.startswith(_OF_DISPUTES):  # 复议机关维持2件，责令重新答复1件
        return concept.partition(".")[0]
    if topic == "court_work" and concept == "litigation.total":
        return "litigation"  # 应诉31件，其中涉信息公开2件
    if concept == MATTERS and ((topic == "application" and not _OF_ANYTHING.isdisjoint(cues)) or "caseload" in cues):
        return "matter"  # 便民服务中心收件1.2万件，办结1.2万件; 全年办件量3万件，其中企业1万件
    return topic


def _follows(before: Sequence[Token], clause: Sequence[Token]) -> bool:
    return bool(before) and before[-1].end == clause[0].start
