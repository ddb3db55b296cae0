"""What was done, to be taken back and put in force again: over the whole session and those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.review import Act, Status
from workbench.review.store import Store
from workbench.review.tables import ASSIGNMENT, CORRECTION, DECISION, SIGN_OFF

_TOPICS = {ASSIGNMENT: "分派", CORRECTION: "更正读数", SIGN_OFF: "审签"}
_EARLIER = 200
"""Acts of former sessions that can be taken back."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act, and what it was in words."""

    act: str
    words: str


@dataclass
class UndoStack:
    """The acts of one reviewer, the last one last, and those taken back, the last one last."""

    reviewer: str = ""
    done: list[Undoable] = field(default_factory=list)
    undone: list[Undoable] = field(default_factory=list)
    recalled: bool = False

    def push(self, act: str, words: str) -> None:
        """Note an act; what was taken back before it can no longer be put in force."""
        self.done.append(Undoable(act, words))
        self.undone.clear()

    def undo(self, store: Store) -> Undoable | None:
        """Take back the last act; None where there is none. Raises StoreError."""
        if not self.done and not self.recalled:
            self.done = _earlier(store, self.reviewer, {one.act for one in self.undone})
            self.recalled = True
        return self._turn(self.done, self.undone, store.undo)

    def redo(self, store: Store) -> Undoable | None:
        """Put in force again what was last taken back; None where there is nothing. Raises StoreError."""
        return self._turn(self.undone, self.done, store.redo)

    def _turn(self, last: list[Undoable], first: list[Undoable], turn: Callable[[str, str], str]) -> Undoable | None:
        if not last:
            return None
        undoable = last.pop()  # and it is not tried again where that fails: somebody else has turned it
        turn(undoable.act, self.reviewer)
        first.append(undoable)
        return undoable


def _earlier(store: Store, reviewer: str, known: set[str]) -> list[Undoable]:
    """What the reviewer did before this session and did not take back."""
    acts = reversed(store.acts(reviewer, _EARLIER))
    return [Undoable(act.act, words(act)) for act in acts if not act.undone and act.act not in known]


def words(act: Act) -> str:
    """What an act was."""
    if act.topic == DECISION:
        return decided(act.rows, Status(act.kind))
    return _TOPICS.get(act.topic, act.topic)


def decided(count: int, kind: Status) -> str:
    """A decision, in words."""
    return f"{count}个问题“{kind.chinese}”"
