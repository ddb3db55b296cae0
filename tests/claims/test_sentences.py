"""Every sentence of ``sentences.yaml`` is read as it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.claims import Claim, read_claims

SENTENCES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text("utf-8"))
KNOWN = {claim[0] for sentence in SENTENCES for claim in sentence["claims"]}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:20])
def test_sentence(sentence: dict[str, Any]) -> None:
    """The claims of known concepts are those declared, no more and no fewer, each from the words declared."""
    read = [claim for claim in read_claims(sentence["text"], sentence["year"]) if claim.concept in KNOWN]
    expected = [(concept, float(value)) for concept, value, *_ in sentence["claims"]]
    assert sorted(expected) == sorted((claim.concept, float(claim.value)) for claim in read)
    for declared in sentence["claims"]:
        assert any(_is(claim, declared, sentence["text"]) for claim in read), declared


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if "untested" in one], ids=lambda one: one["text"][:20])
def test_reasons(sentence: dict[str, Any]) -> None:
    """A number that is no claim says why."""
    concepts = {claim.concept for claim in read_claims(sentence["text"], sentence["year"])}
    assert {f"untested.{reason}" for reason in sentence["untested"]} <= concepts


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if "unsure" in one], ids=lambda one: one["text"][:20])
def test_unsure(sentence: dict[str, Any]) -> None:
    """Where the words leave it open what is meant, nothing is asserted."""
    read = read_claims(sentence["text"], sentence["year"])
    assert {claim.concept for claim in read if not claim.confident} == set(sentence["unsure"])


def _is(claim: Claim, declared: list[Any], text: str) -> bool:
    concept, value, span, *qualifier = declared
    places = [place for place in range(len(text)) if text.startswith(span, place)]
    overlaps = any(claim.start < place + len(span) and place < claim.end for place in places)
    return (
        claim.concept == concept
        and float(claim.value) == value
        and overlaps
        and claim.qualifier in (qualifier or [claim.qualifier])
    )


def test_steps_of_a_procedure() -> None:
    """登记、办理、答复全流程 names steps, and does not say that all was answered."""
    told = "收到申请30件，结转下年2件，完善登记、审核、办理、答复、归档全流程管理。"
    answered = "收到申请30件，全部答复。"
    assert "applications.all_processed" not in {claim.concept for claim in read_claims(told, 2024)}
    assert "applications.all_processed" in {claim.concept for claim in read_claims(answered, 2024)}
