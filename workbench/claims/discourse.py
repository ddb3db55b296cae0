"""What has been said so far: the memory that lets a clause leave its subject out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.claims.draft import CARRIED_IN, OF_OTHERS, TOTALS, Draft
from workbench.claims.sentences import Token
from workbench.values import Qualifier

NOTHING = "none"
REGIONS = ("our_county", "our_city", "in_city", "in_province")
"""From the narrowest to the widest: of ours and another that is wider only ours is told of us."""
REMEMBERED = 40
"""How many claims back a clause may refer: enough for the longest list, few enough for any text."""
_COUNTED_ONCE = frozenset({"rules", "normative", "licences", "penalties", "coercion", "fees", "document"})
"""What the next item of an enumeration goes on about only where it says so."""
_OTHERS = frozenset(
    [
        "licences.decided",
        "penalties.decided",
        "coercion.decided",
        "untested.other_matters",
        OF_OTHERS,
        "untested.catalogue_items",
    ]
)
"""What disputes that are listed with it are as likely to be about as about disclosure."""
_ITEMS = frozenset({"untested.published_items", "untested.documents"})
"""What an organ writes and publishes, which is marked as public, to be had on application, or not public."""
_ORGANS = "untested.other_organs"
_AFTER = {
    "applications.new": "after_total",
    "applications.new_or_with_carried_in": "after_total",
    CARRIED_IN: "after_carry",
    "prior.applications.new": "after_prior",
    "untested.cumulative": "after_cumulative",
    "applications.reply_rate": "after_rate",
    "prior.applications.reply_rate": "after_rate",
    "untested.rate": "after_rate",
    "handling_fee.notices": "after_notices",
    "handling_fee.amount": "after_fee",
    "growth.applications": "after_growth",
    "growth_flat.applications": "after_growth",
    "growth_absolute.applications": "after_more",
    "prior.review.total": "after_prior",
    "prior.litigation.total": "after_prior",
    "untested.collected": "after_collected",
    "untested.money": "after_money",
    "untested.time_limit": "after_limit",
    "litigation.direct": "after_course",
    "litigation.after_review": "after_course",
    _ORGANS: "after_organs",
}
"""What the number before was, as a rule asks for it."""


@dataclass(slots=True)
class Discourse:
    """The state of reading within a paragraph."""

    year: int
    topic: str = NOTHING
    verb: tuple[str, ...] = ()
    """What the last verb means."""
    when: int | None = None
    """The earlier year that the clauses from here on are about."""
    of_this_year: bool = False
    """Whether the sentence has named the reporting year."""
    cumulative: bool = False
    of_area: bool = False
    """Whether the sentence speaks of a whole area: 全市收到1820件."""
    nation: bool = False
    """Whether the sentence tells what organs of the whole nation did: 全国各级行政机关收到61万件."""
    seat: bool = False
    """Whether the clauses from here on tell of the seat of a system of organs: 总局机关办结380件."""
    disclosure: bool = False
    part: bool = False
    bracket: bool = False
    """Whether the clause stands in brackets."""
    closed: bool = False
    """Whether a bracket ends right before the clause."""
    labelled: tuple[bool, str, str] | None = None
    """What held of lists before the colon that the clause follows, where no number stood before that."""
    head: Draft | None = None
    """What the last number before the brackets claimed."""
    outcome: str = ""
    """The outcome that the last number before the brackets counted."""
    list_family: str = ""
    noun: str = ""
    """What the last number counted where it was none of ours: growth then is its growth."""
    divided: str = ""
    """What it counted before the list began with 其中."""
    drafts: list[Draft] = field(default_factory=list)
    shared: Sequence[Token] = ()
    """What the last number was a share of: 自然人占96%，共134件 counts natural persons."""
    sentence_from: int = 0
    counted_in: str = ""
    """The unit of the last total of the sentence."""
    has_whole: bool = False
    """Whether a total of applications stands in this sentence."""
    beside_others: bool = False
    """Whether other matters have been counted in this sentence."""
    tail: Sequence[Token] = ()
    """What the clause before said after its last number."""
    dated: bool = False
    """Whether the clause before named a day or a month, of which this one then tells."""
    halved: bool = False
    """Whether the sentence tells of a part of the year only: 上半年，收到申请5件，答复4件."""
    mock: bool = False
    """Whether the sentence tells how others answered applications that were sent to try them."""
    ruling: bool = False
    """Whether the sentence gives a rule: so much for each page."""
    courts: bool = False
    """Whether the sentence tells what the courts of a whole area have decided: 全市法院审结312件."""
    reviewer: bool = False
    """Whether the sentence tells of one who reviews what others have decided: 作为复议机关，收到复议申请58件."""
    foreign: bool = False
    """Whether the last disputes of the sentence were said to be about another matter than disclosure."""
    scoped: bool = False
    """Whether the list begun with 其中 is one of disclosure matters."""
    headed: bool = False
    """Whether the sentence before was a heading that names applications."""
    of_disputes: bool = False
    """Whether the heading of the paragraph names both kinds of disputes."""
    applications_said: bool = False
    """Whether applications have been counted in this paragraph."""
    ours_named: bool = False
    """Whether the paragraph has named applications or disclosure."""
    papers: str = ""
    """The kind of documents that the sentence before was about."""
    region: str = ""
    """The region that the sentence has spoken of last."""
    lists: frozenset[str] = frozenset()
    """What the sentence lists."""
    led: bool = False
    """Whether a clause that began with an earlier year leads those after it: 去年收到五件，答复五件."""
    earlier: bool = False
    """Whether what came before told of an earlier year alone, and no year has been named since."""
    after_matter: bool = False
    """Whether the paragraph before was about other matters, and applications have not been named since."""
    aside: bool = False
    """Whether other matters were told of as a part of the applications: 其中1件为群体性申请."""
    counted: Sequence[Token] = ()
    """The last clause with numbers: what 分别 speaks of where it names nothing."""
    asked: Sequence[Token] = ()
    """The last clause without a number: what a bare 无 after a colon answers."""

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.earlier = self.when is not None and not self.of_this_year  # 2023年收到申请12件。办结11件
        self.verb, self.when, self.cumulative, self.part = (), None, False, False
        self.of_this_year = self.of_area = self.seat = self.nation = False
        self.region = ""
        self.disclosure = self.has_whole = self.beside_others = False
        self.noun = self.divided = self.list_family = self.counted_in = ""
        self.led = False
        self.shared = self.tail = ()
        self.labelled = None
        self.reviewer = self.courts = False
        self.scoped = self.ruling = self.foreign = self.mock = self.dated = self.closed = self.halved = False
        self.sentence_from = len(self.drafts)
        self.papers = self.topic if self.topic in {"rules", "normative"} else ""
        if self.topic not in {"application", "matter"}:
            self.topic = NOTHING
        elif self.aside:
            self.topic = "application"
        self.aside = False

    def begin_item(self) -> None:
        """Forget what holds for one item of an enumeration only: 一是未制定规章；二是发布168条."""
        self.verb, self.when, self.cumulative, self.disclosure = (), None, False, False
        self.topic = NOTHING if self.topic in _COUNTED_ONCE else self.topic

    def begin_paragraph(self) -> None:
        """Forget all but the year."""
        self.after_matter = self.topic == "matter" or (self.after_matter and not self.ours_named)
        self.begin_sentence()
        self.headed = self.applications_said = self.ours_named = self.of_disputes = False
        self.topic, self.papers = NOTHING, ""
        self.asked = ()

    def marks(self) -> set[str]:
        """What a rule may ask of the talk beside the words near a number."""
        last = self.drafts[-1] if len(self.drafts) > self.sentence_from else None
        beyond = self.part or not self.has_whole
        held = (
            ("cumulative", self.cumulative),
            ("in_part", self.part or self.list_family in {"organ", "breakdown"}),
            ("has_whole", self.has_whole),
            ("dispute_said", self.disclosure),
            ("dated", self.dated),
            ("partial", self.halved),
            ("after_other", bool(self.noun)),
            ("after_matters", self.noun == "untested.other_matters"),
            ("after_items", beyond and self.divided == "untested.published_items"),
            ("after_documents", beyond and self.divided in _ITEMS),
            ("of_procedure", self.part and self.divided == "untested.procedure"),
            ("of_partly", self.part and self.list_family != "result" and _of_partly(self.said)),
            ("ruling", self.ruling),
            ("as_reviewer", self.reviewer),
            ("of_courts", self.courts),
            ("compared", any("compare" in token.cues for token in self.tail)),
            ("beside_others", self.beside_others and not self.has_whole),
            ("mock", self.mock),
            ("applications_said", self.applications_said),
            ("periods_said", any(one.of_period for one in self.said)),
            ("of_disputes", self.of_disputes),
            ("new_said", self.has_whole and any(one.concept in TOTALS[:2] and one.number for one in self.said)),
        )
        marks = {name for name, holds in held if holds}
        if last is not None:
            marks |= self._after(last)
        return marks

    def _after(self, last: Draft) -> set[str]:
        marks = {_AFTER[last.concept]} if last.concept in _AFTER else set()
        if last.concept == TOTALS[0] and last.qualifier is Qualifier.AT_LEAST:
            marks.add("after_bound")  # 首次突破万件，达10236件
        before = self.said[-2:-1]
        if last.concept == _ORGANS and any(one.concept == _ORGANS and one.value > last.value for one in before):
            marks.add("after_some_organs")  # 17个镇街中有9个收到申请，共21件
        if last.concept.endswith(".natural_person"):
            marks.add("after_persons")
        if last.family in {"result", "channel", "outcome"}:
            marks.add(f"after_{last.family}")
        if last.concept.startswith("prior."):
            marks.add("after_earlier")
        if last.any_kind and last.concept in TOTALS:
            marks.add("after_any")
        if self.part and last.fresh:
            marks.add("after_fresh")
        if self.part and last.detail.startswith("other."):
            marks.add("in_other")
        return marks

    def add(self, drafts: list[Draft]) -> None:
        """Take note of what a number claims."""
        self.drafts.extend(drafts)
        self.beside_others = self.beside_others or any(one.concept in _OTHERS for one in drafts)
        if not self.has_whole and any(one.concept in TOTALS for one in drafts):
            self.has_whole = self.applications_said = True

    @property
    def said(self) -> list[Draft]:
        """The drafts of this sentence, of a very long one the last."""
        return self.drafts[max(self.sentence_from, len(self.drafts) - REMEMBERED) :]

    def last_total(self, concepts: tuple[str, ...]) -> Draft | None:
        """The last claim of one of the concepts, in this sentence or the one before it."""
        return next((one for one in reversed(self.drafts[-REMEMBERED:]) if one.concept in concepts), None)


def _of_partly(said: Sequence[Draft]) -> bool:
    # 部分公开8件中，涉及第三方5件: why parts were withheld is told, and not of what nothing was granted
    last = next((one for one in reversed(said) if one.family in {"result", "detail"}), None)
    return last is not None and last.concept.endswith(".partly_granted")
