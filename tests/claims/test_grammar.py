"""Every rule that ties a number to a concept is proven by a passage of the tests."""

from pathlib import Path

import pytest
import yaml

from tests.claims.test_sentences import SENTENCES
from workbench.claims import binding, read_claims, reader
from workbench.claims.lexicon import Ready, lexicon

_TRUE = Path(__file__).parents[1] / "checks" / "true.yaml"


def test_every_rule_has_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that decides no number of any passage is one that nobody has seen to be right."""
    fired = set[Ready]()

    def noted(cues: frozenset[str], topic: str, unit: str, kind: str) -> Ready:
        rule = binding.first_fit(cues, topic, unit, kind)
        fired.add(rule)
        return rule

    monkeypatch.setattr(reader, "first_fit", noted)
    for one in [*SENTENCES, *yaml.safe_load(_TRUE.read_text("utf-8"))]:
        read_claims(one["text"], one.get("year", 2024))
    never = [rule for rules in lexicon().rules.values() for rule in rules if rule not in fired]
    assert not never
