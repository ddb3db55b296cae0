"""Which claims are items of one list: applicants, results, channels, organs, outcomes."""

from __future__ import annotations

from functools import cache

_FAMILIES = {
    "applications.by_applicant.": "applicant",
    "applications.result.detail": "detail",
    "applications.result.": "result",
    "channel": "channel",
    "untested.by_organ": "organ",
    "untested.breakdown": "breakdown",
    "handling_fee.by_organ": "fee_organ",
    "handling_fee.notices_by_organ": "notice_organ",
    "litigation.direct": "course",
    "litigation.after_review": "course",
}
LISTS = frozenset({"applicant", "channel", "organ", "result"})
"""The kinds of lists that divide the applications."""
SIBLINGS = {
    "applicant": "applications.by_applicant.other_org",
    "result": "applications.result.other",
    "channel": "channel.other_channel",
    "organ": "untested.by_organ",
    "detail": "applications.result.detail",
}
"""What 其他 counts in a list of each kind."""
_RESULTS = {"partly": "partly_granted", "other_result": "other", "merged": "granted_or_partly"}
"""The names of results where they differ from their cues."""
_OUTCOMES = ("upheld", "corrected", "other", "pending")


def result_of(cue: str) -> str:
    """The concept of the result that a cue names."""
    return f"applications.result.{_RESULTS.get(cue, cue)}"


@cache
def family(concept: str) -> str:
    """Which kind of list a claim is an item of: applicants, results, channels, organs, outcomes."""
    for prefix, name in _FAMILIES.items():
        if concept.startswith(prefix):
            return name
    return "outcome" if concept.startswith(("review.", "litigation.")) and concept.endswith(_OUTCOMES) else ""
