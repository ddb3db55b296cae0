"""Findings from a store: their evidence is fetched when it is asked for, and they are the same values all the while."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy import event, text, update

from tests.review.drafts import YES, faulty, ledger, report, three
from tests.review.test_chain import tampering
from workbench.errors import StoreError
from workbench.findings import Confidence, Severity
from workbench.review import Entry, Filter, Ledger, schema
from workbench.review.ghost import LATER
from workbench.review.heads import head_of, head_of_record, read_head
from workbench.review.model import Found, Quote
from workbench.review.store import Store, open_store
from workbench.review.tables import findings, heads

_ENTRY, _FOUND = TypeAdapter(Entry), TypeAdapter(Found)


@cache
def folded() -> Ledger:
    """The ledger of three units, the first finding of which has others folded under it, one of them twice over."""
    made = three()
    first, *others = made.entries
    inner = tuple(_as_found(replace(one, id=f"f{at}", digest="x")) for at, one in enumerate(others[:2]))
    under = (replace(inner[0], folded=inner[1:]), replace(inner[1], id="f9"))
    return replace(made, entries=(replace(first, folded=under), *others))


@cache
def many() -> Ledger:
    """The ledger of one unit with 250 findings."""
    made = ledger(faulty())
    drawn = (replace(made.entries[at % len(made.entries)], id=f"{at:016x}") for at in range(250))
    return replace(made, entries=tuple(drawn))


def _as_found(entry: Entry) -> Found:
    return Found(**{one.name: getattr(entry, one.name) for one in fields(Found)})


def is_there(entry: Entry) -> bool:
    """Whether the evidence of a finding has been fetched, without fetching it."""
    try:
        return bool(object.__getattribute__(entry, "evidence"))
    except AttributeError:
        return False


@contextmanager
def reads(store: Store) -> Iterator[list[str]]:
    """The queries for records of findings that a store is asked meanwhile."""
    found: list[str] = []

    def asked(_: object, __: object, statement: str, *___: object) -> None:
        found.extend([statement] * ("findings.record" in statement))

    engine = store.database._engine  # noqa: SLF001 - what it is asked is seen nowhere else
    event.listen(engine, "before_cursor_execute", asked)
    yield found
    event.remove(engine, "before_cursor_execute", asked)


@pytest.mark.parametrize("made", [folded, many])
def test_every_finding_is_the_one_that_was_recorded(store: Store, made: Callable[[], Ledger]) -> None:
    """Field by field, evidence and folded findings included, in the order of the run."""
    store.record(made(), "张三")
    found = store.ledger()
    assert sorted(map(repr, map(_as_found, made().entries))) == sorted(map(repr, map(_as_found, found.entries)))
    assert list(map(_as_found, made().entries)) == list(map(_as_found, found.entries))
    assert made().coverage == found.coverage
    assert made().undetermined == found.undetermined


SAME: dict[str, Callable[[Entry], object]] = {
    "itself": lambda entry: entry,
    "copied": copy.copy,
    "deeply copied": copy.deepcopy,
    "pickled": lambda entry: pickle.loads(pickle.dumps(entry)),  # noqa: S301 - our own
    "replaced": replace,
    "changed": lambda entry: entry.but(),
    "in words": repr,
    "as a dictionary": asdict,
    "dumped": _ENTRY.dump_python,
    "as JSON": _ENTRY.dump_json,
    "checked": _ENTRY.validate_python,
    "read back": lambda entry: _ENTRY.validate_json(_ENTRY.dump_json(entry)),
    "decided": lambda entry: replace(entry, decision=None),
    "with other evidence": lambda entry: entry.but(evidence=entry.evidence[:1]),
    "quoted": lambda entry: entry.quoted,
    "what the table says": lambda entry: entry.table_says,
    "all under it": lambda entry: list(entry.all_folded()),
}


@pytest.mark.parametrize("made_of_it", SAME.values(), ids=SAME.keys())
def test_a_finding_is_the_same_value_before_its_evidence_is_there(
    sqlite: Store, made_of_it: Callable[[Entry], object]
) -> None:
    """Whatever is made of it first is what is made of a value that has all its fields."""
    sqlite.record(folded(), "张三")
    first, complete = sqlite.ledger().entries[0], replace(sqlite.ledger().entries[0])
    assert not is_there(first)
    assert is_there(complete)
    assert made_of_it(complete) == made_of_it(first)
    assert complete == first


def test_a_finding_without_evidence_has_the_hash_of_any(sqlite: Store) -> None:
    """One with evidence has none, for places are dictionaries; no more has the finding of a store."""
    bare = replace(folded().entries[0], evidence=(), folded=())
    sqlite.record(replace(folded(), entries=(bare,)), "张三")
    assert hash(replace(sqlite.ledger().entries[0])) == hash(sqlite.ledger().entries[0])
    sqlite.record(replace(folded(), entries=(replace(folded().entries[0]),)), "张三")
    with pytest.raises(TypeError):
        hash(sqlite.ledger().entries[0])


def test_what_a_finding_never_had_it_has_not() -> None:
    """Only the fields that come later are fetched; another name is an error, in a finding from an audit as well."""
    with pytest.raises(AttributeError, match="witness"):
        getattr(three().entries[0], "witness")  # noqa: B009 - a checker knows that it is not there


def test_decisions_searches_and_lists_fetch_nothing(store: Store) -> None:
    """What is done with all findings at once leaves their evidence where it is, and says the same as it would with."""
    store.record(folded(), "张三")
    found = store.ledger()
    with reads(store) as read:
        for words in ("合计 3", "总计", "没有这样的文字", folded().entries[-1].evidence[0].text[:4]):
            chosen = Filter(text=words)
            meant = [one.id for one in chosen.select(folded().entries)]
            assert meant == [one.id for one in chosen.select(found.entries)]
        store.decide(found.entries, YES, "张三")
        store.assign([found.reports[0].key], "李四", "张三")
        now = store.refreshed(found)
    assert [] == read
    assert not any(map(is_there, (*found.entries, *now.entries)))
    assert {"李四", ""} == {entry.assignee for entry in now.entries}
    assert [entry.evidence for entry in folded().entries] == [entry.evidence for entry in now.entries]


def test_neighbours_are_fetched_together(store: Store) -> None:
    """All 250 findings take three queries, and one that is there already takes none."""
    store.record(many(), "张三")
    found = store.ledger().entries
    with reads(store) as read:
        assert found[0].evidence
        assert 1 == len(read)
        assert all(entry.evidence for entry in found)
        assert all(entry.but(assignee="李四").evidence for entry in found)
    assert 3 == len(read)


def test_evidence_outlives_the_store(store: Store) -> None:
    """A store that was closed is opened once more for as long as it takes."""
    store.record(folded(), "张三")
    found = store.ledger().entries
    store.close()
    opened, closed = list[object](), list[object]()
    pool = store.database._engine.pool  # noqa: SLF001 - nothing stays open
    event.listen(pool, "connect", lambda raw, _record: opened.append(raw))
    event.listen(pool, "close_detached", closed.append)
    assert [entry.evidence for entry in folded().entries] == [entry.evidence for entry in found]
    assert opened
    assert opened == closed


def test_what_is_open_while_the_store_is_closed(store: Store) -> None:
    """It is ended as it would have been, and then closed as well."""
    closed = list[object]()
    with store.database.writing() as connection:
        event.listen(store.database._engine.pool, "close_detached", closed.append)  # noqa: SLF001 - as above
        store.close()
        schema.version(connection)
    assert 1 == len(closed)


def test_evidence_of_a_store_that_may_only_be_read(sqlite: Store, tmp_path: Path) -> None:
    """It is fetched as from any."""
    sqlite.record(folded(), "张三")
    with open_store(tmp_path / "audit.db", readonly=True) as store:
        assert folded().entries[0].evidence == store.ledger().entries[0].evidence


@pytest.mark.parametrize("closed", [True, False])
def test_a_store_that_is_gone_is_told_of(sqlite: Store, tmp_path: Path, *, closed: bool) -> None:
    """The message says so in words, and no empty store is made in its place; put back, it is read on."""
    sqlite.record(folded(), "张三")
    first = sqlite.ledger().entries[0]
    if closed:
        sqlite.close()
    (tmp_path / "audit.db").rename(tmp_path / "b.db")
    with pytest.raises(StoreError, match="已不在原处"):
        _ = first.evidence
    with pytest.raises(StoreError, match="已不在原处"):
        sqlite.decide([first], YES, "张三")
    assert not (tmp_path / "audit.db").exists()
    (tmp_path / "b.db").rename(tmp_path / "audit.db")
    assert folded().entries[0].evidence == first.evidence


def test_another_store_in_its_place_is_told_of(sqlite: Store, tmp_path: Path) -> None:
    """Evidence is found by the hash of the record, so that it is never another finding's."""
    sqlite.record(folded(), "张三")
    first = sqlite.ledger().entries[0]
    sqlite.close()
    for path in tmp_path.glob("audit.db*"):
        path.unlink()
    with open_store(tmp_path / "audit.db") as other:
        other.record(three(), "张三")
    with pytest.raises(StoreError, match="没有该问题的证据"):
        _ = first.evidence


def test_many_threads_ask_at_once(store: Store) -> None:
    """Each has all of it."""
    store.record(many(), "张三")
    found = store.ledger().entries
    wanted = [entry.evidence for entry in many().entries]
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(lambda: [entry.evidence for entry in found]) for _ in range(16)]
        assert all(wanted == one.result() for one in asked)


def test_a_head_that_is_not_there_is_made_of_the_record(store: Store) -> None:
    """As where an older package writes to a store that this one has open; nothing is missed."""
    store.record(folded(), "张三")
    before = store.ledger()
    with tampering(store) as connection:
        connection.execute(text("DELETE FROM heads"))
    assert before == store.ledger()
    assert any("摘要" in fault for fault in store.verify().faults)


@pytest.mark.parametrize("spoilt", ["{}", "[]", "[1, 2", '["x"]', "null"])
def test_what_was_spoilt_is_told_of(sqlite: Store, spoilt: str) -> None:
    """A head or a record that is none is told in words when it is needed."""
    sqlite.record(folded(), "张三")
    first = sqlite.ledger().entries[0]
    with tampering(sqlite) as connection:
        connection.execute(update(heads).values(head=spoilt))
        connection.execute(update(findings).values(record=spoilt))
    with pytest.raises(StoreError, match="摘要已损坏"):
        sqlite.ledger()
    with pytest.raises(StoreError, match="记录已损坏"):
        _ = first.evidence


kinds_of_quotes = st.sampled_from(["cell", "span", "place"])
locations = st.dictionaries(st.text(), st.text(), max_size=2)
quotes = st.builds(Quote, kinds_of_quotes, st.text(), st.text(), location=locations)
found_ones: st.SearchStrategy[Found] = st.deferred(lambda: drawn(st.lists(found_ones, max_size=2).map(tuple)))


def drawn(inner: st.SearchStrategy[tuple[Found, ...]]) -> st.SearchStrategy[Found]:
    """Findings of any words, with others under them."""
    words = {one.name: st.text() for one in fields(Found)}
    kinds = {"severity": st.sampled_from(Severity), "confidence": st.sampled_from(Confidence)}
    lists = {"evidence": st.lists(quotes, max_size=3).map(tuple), "folded": inner, "year": st.integers(0, 9999)}
    return st.builds(Found, **(words | kinds | lists))


@given(found_ones)
def test_a_head_says_what_the_finding_says(found: Found) -> None:
    """Whatever its words are: it is the same made of the record, and it has every field that is not fetched."""
    written = head_of(found)
    assert written == head_of_record(_FOUND.dump_json(found).decode())
    head = read_head(written)
    assert [one.name for one in fields(Found)] == list(head._fields)
    for name in set(head._fields) - set(LATER):
        assert getattr(found, name) == getattr(head, name)
        assert type(getattr(found, name)) is type(getattr(head, name))
    assert (found.quoted, [one.id for one in found.all_folded()]) == (head.evidence, head.folded)


def test_corrected_figures_are_in_the_evidence(store: Store) -> None:
    """What is fetched is what the last run found."""
    made = ledger(faulty())
    store.record(made, "张三")
    key = made.entries[0].evidence[0].key
    store.correct(report(faulty()), key, "7", "原件为7", "张三")
    store.record(replace(made, run=replace(made.run, at="2030"), entries=tuple(
        replace(one, evidence=(replace(one.evidence[0], text="7"), *one.evidence[1:])) for one in made.entries
    )), "张三")  # fmt: skip
    assert {"7"} == {entry.evidence[0].text for entry in store.ledger().entries}
