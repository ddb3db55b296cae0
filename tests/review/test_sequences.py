"""Whatever is done in whatever order: what stands is the last opinion on each finding that was not taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.review.drafts import AGAIN, ASK, DONE, NO, YES, again, three
from workbench.review import Opinion, Status, as_object, from_object
from workbench.review.store import open_store

IDS = [entry.id for entry in three().entries]


@dataclass
class Done:
    """An act as the test remembers it."""

    name: str
    reviewer: str
    kind: Status
    findings: tuple[str, ...]
    undone: bool = False


@dataclass
class Memory:
    """What was done, in its order, and how many rows that has made."""

    acts: list[Done] = field(default_factory=list)
    rows: int = 1

    def status(self, finding: str) -> Status:
        """What must stand on a finding."""
        kinds = [act.kind for act in self.acts if finding in act.findings and not act.undone]
        return kinds[-1] if kinds else Status.UNDECIDED


class Reviewing(RuleBasedStateMachine):
    """Two reviewers at one store, one of whom looks at a ledger that is only ever refreshed."""

    @initialize()
    def begin(self) -> None:
        """A store with three findings."""
        self.folder = TemporaryDirectory()
        self.store = open_store(Path(self.folder.name) / "a.db")
        self.store.record(three(), "张三")
        self.ledger = self.store.ledger()
        self.memory = Memory()

    @rule(
        chosen=st.sets(st.sampled_from(IDS), min_size=1),
        opinion=st.sampled_from([YES, NO, ASK, DONE, AGAIN]),
        reviewer=st.sampled_from(["张三", "李四"]),
    )
    def decide(self, chosen: set[str], opinion: Opinion, reviewer: str) -> None:
        """Somebody decides on what they have just looked at."""
        entries = [entry for entry in self.store.ledger().entries if entry.id in chosen]
        name = self.store.decide(entries, opinion, reviewer)
        self.memory.acts.append(Done(name, reviewer, opinion.kind, tuple(chosen)))
        self.memory.rows += len(chosen)

    @precondition(lambda self: self.memory.acts)
    @rule(data=st.data())
    def turn(self, data: st.DataObject) -> None:
        """An act is taken back, or put in force again, by whoever it is of."""
        act = data.draw(st.sampled_from(self.memory.acts))
        (self.store.redo if act.undone else self.store.undo)(act.name, act.reviewer)
        act.undone = not act.undone
        self.memory.rows += len(act.findings)

    @rule()
    def run_again(self) -> None:
        """The same is found once more."""
        self.store.record(again(three()), "张三")
        self.memory.rows += 1

    @invariant()
    def what_stands(self) -> None:
        """The ledger read anew is as remembered, and so is one refreshed, and one that went through JSON."""
        now = self.store.ledger()
        assert {one: self.memory.status(one) for one in IDS} == {entry.id: entry.status for entry in now.entries}
        self.ledger = self.store.refreshed(self.ledger)
        assert now == self.ledger == from_object(as_object(now))
        assert (self.memory.rows, ()) == ((found := self.store.verify()).rows, found.faults)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.store.close()
        self.folder.cleanup()


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
