"""The generators of narratives, and what the audit makes of what they write."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.builders import as_text
from tests.generators.composer import Narrative
from tests.generators.county import county
from tests.generators.faulty import faults, kinds, planted, taken_counts
from tests.generators.grammar import Alternative, Writer, lexicon
from tests.generators.judge import accusations, report_of, trial
from tests.generators.numerals import Style, approximate, chinese, percentage
from tests.generators.plants import KINDS
from tests.generators.scenario import table_facts
from tests.generators.truthful import truthful

TRUE_SEEDS = range(500_000, 500_060)
FALSE_SEED = 600_000
CAUGHT = 0.98
NOT_AVAILABLE = ("not_held", "must_be_created", "still_unclear")
NUMERALS = [(10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]


def test_true_reports_get_no_error_and_no_warning() -> None:
    """A narrative that states the tables truthfully is not accused."""
    assert [one for seed in TRUE_SEEDS for one in accusations(seed)] == []


def test_planted_contradictions_are_found_where_they_stand() -> None:
    """One contradiction of every kind, found by its family at its place."""
    trials = [trial(kind, FALSE_SEED) for kind in kinds()]
    missed = [one for one in trials if not one.caught]
    assert len(missed) <= len(trials) * (1 - CAUGHT), missed


@pytest.mark.parametrize("seed", range(40))
def test_the_same_seed_gives_the_same_report(seed: int) -> None:
    """Reports can be made again from their seed alone."""
    assert as_text(truthful(seed).draft) == as_text(truthful(seed).draft)


def test_the_same_seed_plants_the_same_contradiction() -> None:
    """So can reports with a contradiction."""
    assert [planted(kind, 3) for kind in kinds()] == [planted(kind, 3) for kind in kinds()]


def test_seeds_differ() -> None:
    """Another seed is another report."""
    assert len({as_text(truthful(seed).draft) for seed in range(200)}) == 200


def cell(told: Narrative, key: str) -> int:
    """A count of the tables as printed."""
    return int(Decimal(told.draft.values[key]))


def digits(text: str) -> int | None:
    """The whole number of a statement in Arabic digits, None where it is written otherwise or roughly."""
    plain = text.replace(",", "").strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    match = re.fullmatch(r"(\d+) ?[^\d余多约近超逾突不左以百.]*", plain)
    return int(match[1]) if match else None


@pytest.mark.parametrize(
    ("fact", "keys"),
    [
        ("new", ["applications.new.total"]),
        ("handled", ["applications.new.total", "applications.carried_in.total"]),
        ("processed", ["applications.processed.total"]),
        ("carried_out", ["applications.carried_out.total"]),
        ("natural_person", ["applications.new.natural_person"]),
        ("granted", ["applications.granted.total"]),
        ("not_available", [f"applications.not_available.{row}.total" for row in NOT_AVAILABLE]),
        ("review_total", ["disputes.review.total"]),
        ("lawsuit_total", ["disputes.litigation_direct.total", "disputes.litigation_after_review.total"]),
        ("lawsuit_upheld", ["disputes.litigation_direct.upheld", "disputes.litigation_after_review.upheld"]),
        ("normative_issued", ["disclosure.normative.issued"]),
        ("penalties_decided", ["disclosure.penalties.decided"]),
    ],
)
def test_true_statements_give_the_figures_of_the_tables(fact: str, keys: list[str]) -> None:
    """What a true narrative prints for a fact is what stands in the cells, added up here anew."""
    printed = 0
    for told in map(truthful, range(300)):
        expected = sum(cell(told, key) for key in keys)
        for statement in told.statements:
            for name, text in statement.numbers:
                if name == fact and (number := digits(text)) is not None:
                    assert number == expected, statement
                    assert text in statement.text
                    printed += 1
    assert printed >= 10


def test_every_true_report_says_something_of_what_its_tables_hold() -> None:
    """Applications and disputes of the tables are mentioned, so that silence is no fault of the generator."""
    for told in map(truthful, range(200)):
        whole = "".join(text for paragraphs in told.draft.texts.values() for text in paragraphs)
        assert "申请" in whole
        if told.facts["review_total"]:
            assert "复议" in whole
        if told.facts["lawsuit_total"]:
            assert "诉讼" in whole


def test_a_false_count_is_no_other_figure() -> None:
    """What is planted for a count stands in no cell of the tables."""
    for kind, details in faults().items():
        if details.get("how", "count") == "count":
            plant = planted(kind, 1)
            _, false = re.findall(r": (\d+) stated as (\d+)", plant.description)[0]
            figures = {fact.raw for fact in report_of(plant.text).cells.values()}
            assert false not in figures, kind


def test_taken_counts_hold_other_bases() -> None:
    """The figures that a false count avoids: new with carried in, processed, concluded disputes."""
    told = truthful(11)
    facts = table_facts(told.draft)
    bases = ("new", "handled", "processed", "granted", "review_closed")
    assert {int(facts[name]) for name in bases} <= taken_counts(told.draft, told.facts)


def test_every_symbol_of_the_lexicon_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No phrase lies idle."""
    said = set()
    choices = Writer._choices  # noqa: SLF001 - every way to a symbol leads through here

    def noted(writer: Writer, symbol: str) -> tuple[Alternative, ...]:
        said.add(symbol)
        return choices(writer, symbol)

    monkeypatch.setattr(Writer, "_choices", noted)
    for seed in range(400):
        truthful(seed)
    for kind in kinds():
        planted(kind, 1)
    KINDS["last_year_stated"].function(random.Random(1), county(1))  # what is said of last year needs its report
    assert set(lexicon()) - said == set()


@pytest.mark.parametrize(("number", "written"), NUMERALS)
def test_chinese_numerals(number: int, written: str) -> None:
    """Chinese numerals as reports write them."""
    assert chinese(number) == written


@pytest.mark.parametrize("number", [33, 47, 99, 101, 195, 1234, 9876])
def test_rough_statements_are_true(number: int) -> None:
    """A rough statement has the number on its side of the figure that it names."""
    for seed in range(60):
        text = approximate(number, "件", random.Random(seed), Style())
        match = re.search(r"\d+", text)
        if match is None or text == f"{number}件":
            continue
        named = int(match[0])
        if "近" in text or "不足" in text:
            assert named * 0.9 <= number < named
        elif "约" in text or "左右" in text:
            assert abs(named - number) <= named * 0.05
        else:
            assert named <= number < named * 1.34


def test_percentages_round_the_share_and_never_hide_a_rest() -> None:
    """A printed percentage is the share rounded, and 100 % only where it is all."""
    for above in range(1, 400):
        share = Fraction(above, 400)
        text = percentage(share, random.Random(above), Style())
        figure = Decimal(text.rstrip("%"))
        half = Decimal(1).scaleb(int(figure.as_tuple().exponent)) / 2
        assert abs(figure - Decimal(above) / 4) <= half
        assert figure != 100
    assert percentage(Fraction(1), random.Random(1), Style()) == "100%"


def test_a_writer_says_only_what_is_true_of_the_facts() -> None:
    """An alternative whose condition fails is never chosen."""
    own = {"词": ({"when": "new>1", "text": "多"}, {"when": "new=1", "text": "一"})}
    writer = Writer(random.Random(1), Style(), own)
    assert {writer.say("词", {"new": 1}) for _ in range(20)} == {"一"}
