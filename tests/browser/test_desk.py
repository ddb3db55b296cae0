"""The desk in a real browser, in JupyterLab and as the app: what is seen, and what has arrived in the store."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import page
from tests.browser.robot import Face, Robot
from workbench.findings import Severity
from workbench.review import Filter, Opinion, Reason, Status
from workbench.review.store import open_store

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.filterwarnings("default")]


def test_opening_shows_the_first_finding_with_its_evidence(at: Robot) -> None:
    """All findings are counted, the first is shown, its cells are marked and in view."""
    entry = at.ledger.entries[0]
    at.count(len(at.ledger.entries))
    assert entry.id == at.here
    assert entry.message in at.page.locator(".wb-message").inner_text()
    marked = at.page.locator(".wb-pane:visible td.wb-hit")
    assert {one.key for one in entry.evidence} == {cell.get_attribute("data-key") for cell in marked.all()}
    assert within(at, "td.wb-hit")


def within(at: Robot, selector: str) -> bool:
    """Whether a mark can be seen in the pane that it is in."""
    pane = at.page.locator(".wb-paper:visible", has=at.page.locator(selector)).first.bounding_box()
    mark = at.page.locator(f".wb-paper:visible {selector}").first.bounding_box()
    assert pane is not None
    assert mark is not None
    return pane["y"] <= mark["y"] and mark["y"] + mark["height"] <= pane["y"] + pane["height"]


def test_keys_walk_through_the_queue(at: Robot) -> None:
    """Down, up, to the end and back; a burst of keys arrives whole."""
    ids = [entry.id for entry in at.ledger.entries]
    assert ids[1] == at.press_on("j")
    assert ids[2] == at.press_on("ArrowDown")
    assert ids[1] == at.press_on("k")
    at.press(*"j" * 10)
    at.go(ids[11])
    assert ids[-1] == at.press_on("End")
    assert ids[0] == at.press_on("Home")


def test_a_span_of_the_narrative_is_marked_beside_the_cell(at: Robot) -> None:
    """Text and table stand one over the other, each scrolled to its mark."""
    entry = next(one for one in at.ledger.entries if one.check == "NT301" and one.unit == "卫滨区人民政府办公室")
    at.walk_to(entry.id)
    span, cell = (next(one for one in entry.evidence if one.kind == kind) for kind in ("span", "cell"))
    assert span.text == at.page.locator("[data-pane='0'] mark.wb-hit").inner_text()
    assert cell.key == at.page.locator("[data-pane='1'] td.wb-hit").get_attribute("data-key")
    assert within(at, "mark.wb-hit")
    assert within(at, "td.wb-hit")
    at.press("t", "t")
    at.page.wait_for_selector("[data-pane='0'][data-view=source] .wb-block.wb-hit")
    at.press("t")
    at.page.wait_for_selector("[data-pane='0'][data-view=prose] mark.wb-hit")


def test_a_decision_arrives_and_the_next_finding_is_shown(at: Robot) -> None:
    """With the note; undone and done again by keys."""
    first, second = (entry.id for entry in at.ledger.entries[:2])
    at.press("m")
    at.page.keyboard.type("已核实")
    at.press("Enter", "1")
    at.go(second)
    at.settled(1)
    decision = at.entry(first).decision
    assert decision is not None
    assert (Status.CONFIRMED, "已核实", "张三") == (decision.kind, decision.note, decision.reviewer)
    at.press("u")
    at.go(first)
    at.settled(0)
    assert Status.UNDECIDED == at.entry(first).status
    at.press("r")
    at.settled(1)
    assert Status.CONFIRMED == at.entry(first).status


def test_a_note_stays_with_its_finding(at: Robot) -> None:
    """Until it is saved with a decision on it: not with another one, and not lost where the decision is refused."""
    first, second = (entry.id for entry in at.ledger.entries[:2])
    note = at.page.locator(".wb-decide .wb-note")
    at.press("m")
    at.page.keyboard.type("原件清楚")
    at.press("Enter")
    assert second == at.press_on("j")
    assert "" == note.input_value()
    at.press("1")
    at.settled(1)
    at.press("Home")
    at.go(first)
    assert "原件清楚" == note.input_value()
    with open_store(at.where) as store:
        store.decide([at.entry(first)], Opinion(Status.DISMISSED, Reason.MISREAD), "李四")
    at.press("1")
    at.told("已由李四处理")
    assert "原件清楚" == note.input_value()
    at.press("1")
    at.page.wait_for_selector(f'.wb-row[data-id="{first}"] .wb-is-confirmed')
    assert [("李四", ""), ("张三", "原件清楚")] == notes(at, first)
    assert [("张三", "")] == notes(at, second)
    at.press("Home")
    at.go(first)
    assert "" == note.input_value()


def notes(at: Robot, finding: str) -> list[tuple[str, str]]:
    """Who decided on a finding, with which note."""
    return [(one.reviewer, one.note) for one in at.entry(finding).history if not one.undone]


def test_a_key_that_is_held_decides_once(at: Robot) -> None:
    """On the finding that was seen; who holds an arrow walks on, and who holds Enter confirms nothing of many."""
    ids = [entry.id for entry in at.ledger.entries]
    keyboard = at.page.keyboard
    keyboard.down("1")
    at.go(ids[1])
    for _ in range(3):
        keyboard.down("1")
    keyboard.up("1")
    for _ in range(3):
        keyboard.down("j")
    keyboard.up("j")
    at.go(ids[4])
    at.press("x")
    at.button("成批处理").focus()
    for _ in range(5):
        keyboard.down("Enter")
    keyboard.up("Enter")
    at.page.wait_for_selector(".wb-dialog:has-text('确认处理 1 个')")
    at.press("Escape", "Escape")
    at.focus()
    at.press_on("j")
    assert {ids[0]} == {one for one, status in at.statuses.items() if status is not Status.UNDECIDED}


def test_a_dismissal_asks_for_its_reason(at: Robot) -> None:
    """Without one nothing is sent; with one, picked by its number, it arrives."""
    first = at.here
    at.press("2", "Enter")
    at.page.wait_for_selector(".wb-hint:has-text('请选择理由')")
    assert Status.UNDECIDED == at.entry(first).status
    at.press("2", "Enter")
    at.settled(1)
    decision = at.entry(first).decision
    assert decision is not None
    assert (Status.DISMISSED, Reason.BASIS) == (decision.kind, decision.reason)


def test_a_question_to_the_unit_is_written(at: Robot) -> None:
    """It is proposed, can be changed, and is sent with Ctrl+Enter."""
    first = at.here
    at.press("3")
    at.page.locator(".wb-dialog textarea").fill("请说明差额来源。")
    at.press("Control+Enter")
    at.settled(1)
    decision = at.entry(first).decision
    assert decision is not None
    assert (Status.ASKED, "请说明差额来源。") == (decision.kind, decision.question)


def test_the_queue_is_filtered_by_conditions_and_words(at: Robot) -> None:
    """The numbers are those of the store; the list does not jump when a finding no longer fits."""
    everything = at.ledger.entries
    errors = Filter(severities=(Severity.ERROR,)).select(everything)
    at.press("f")
    at.page.get_by_label("错误", exact=False).first.check()
    at.count(len(errors))
    at.press("f", "/")
    at.page.keyboard.type("行政复议")
    wanted = Filter(severities=(Severity.ERROR,), text="行政复议").select(everything)
    at.count(len(wanted))
    at.press("Enter")
    at.page.locator(".wb-view", has_text="未处理").click()
    at.focus()
    at.press("1")
    at.settled(1)
    at.count(len(wanted))
    at.page.wait_for_selector(".wb-foot:has-text('已不符合筛选条件')")
    at.button("更新列表").click()
    at.count(len(wanted) - 1)


def test_many_are_decided_at_once_after_their_number_is_confirmed(at: Robot) -> None:
    """Marked by keys, the number stands on the button; one undo takes all back."""
    ids = [entry.id for entry in at.ledger.entries[:3]]
    at.press("x", "j", "x", "j", " ", "b")
    at.page.wait_for_selector(".wb-dialog:has-text('成批处理 3 个问题')")
    at.press("4")
    at.button("确认处理 3 个").click()
    at.settled(3)
    assert {Status.CORRECTED} == {at.statuses[one] for one in ids}
    at.focus()
    at.press("u")
    at.settled(0)
    assert {Status.UNDECIDED} == set(at.statuses.values())


def test_a_refused_decision_on_many_stands_in_its_form(at: Robot) -> None:
    """With all that was written and with the findings marked, to be confirmed again on what is there now."""
    first, second = (entry.id for entry in at.ledger.entries[:2])
    at.press("x", "j", "x", "b")
    at.page.wait_for_selector(".wb-dialog:has-text('成批处理 2 个问题')")
    at.press("3")
    question, note = at.page.locator(".wb-dialog textarea"), at.page.locator(".wb-dialog .wb-note")
    question.fill("请说明差额来源。")
    note.fill("已电话联系")
    with open_store(at.where) as store:
        store.decide([at.entry(first)], Opinion(Status.DISMISSED, Reason.MISREAD), "李四")
    at.button("确认处理 2 个").click()
    at.page.wait_for_selector(".wb-dialog .wb-hint:has-text('已由李四处理')")
    assert ("请说明差额来源。", "已电话联系") == (question.input_value(), note.input_value())
    at.press("Escape")
    at.page.wait_for_selector(".wb-chosen:has-text('已选 2 个')")
    at.focus()
    at.press("b", "3")
    assert ("请说明差额来源。", "已电话联系") == (question.input_value(), note.input_value())
    at.button("确认处理 2 个").click()
    at.page.wait_for_selector(".wb-dialog", state="detached")
    for decision in (at.entry(one).decision for one in (first, second)):
        assert decision is not None
        assert ("张三", "请说明差额来源。", "已电话联系") == (decision.reviewer, decision.question, decision.note)
    at.page.wait_for_selector(".wb-chosen", state="hidden")


def test_the_reason_of_a_refused_decision_is_picked_again(at: Robot) -> None:
    """Whoever still means it after having seen what another decided only confirms."""
    first = at.here
    at.press("2", "3")
    with open_store(at.where) as store:
        store.decide([at.entry(first)], Opinion(Status.CONFIRMED), "李四")
    picked = at.page.locator(".wb-dialog input:checked")
    reason = picked.input_value()
    at.press("Enter")
    at.told("已由李四处理")
    at.press("2")
    assert reason == picked.input_value()
    at.press("Enter")
    at.page.wait_for_selector(f'.wb-row[data-id="{first}"] .wb-is-dismissed')


def test_a_cell_is_corrected_beside_its_picture(at: Robot) -> None:
    """The place in the source is shown, the value arrives, the table shows it."""
    entry = at.ledger.entries[0]
    cell = next(one for one in entry.evidence if one.key.endswith("total"))
    at.page.locator(f".wb-pane:visible td[data-key='{cell.key}']").click()
    at.focus()
    at.press("e")
    at.page.wait_for_selector(".wb-dialog td.wb-hit")
    at.page.locator(".wb-value-input").fill("0")
    at.page.locator(".wb-dialog .wb-note").fill("原件为0")
    at.press("Enter")
    at.told("更正已保存")
    (made,) = at.ledger.corrections
    assert (cell.key, "0", "原件为0") == (made.key, made.value, made.reason)
    at.page.wait_for_selector(f"td.wb-mended[data-key='{cell.key}']")


def test_cells_are_chosen_by_keys(at: Robot) -> None:
    """Enter takes the cell that the finding marks, arrows lead to its neighbours and on no finding, `e` corrects it."""
    here = at.ledger.entries[0].id
    paper = at.page.locator(".wb-paper:visible:has(td[data-evidence])").first
    paper.focus()
    at.press("Enter")
    key = at.page.locator("td.wb-picked:focus").get_attribute("data-key") or ""
    at.page.wait_for_selector(f"td.wb-picked[data-key='{key}']:focus")
    at.press("ArrowUp")
    at.page.wait_for_selector(f"td.wb-picked:focus:not([data-key='{key}'])")
    above = at.page.locator("td.wb-picked:focus").get_attribute("data-key") or ""
    at.press("ArrowRight")
    at.page.wait_for_selector(f"td.wb-picked:focus:not([data-key='{above}'])")
    at.press("ArrowLeft")
    at.page.wait_for_selector(f"td.wb-picked:focus[data-key='{above}']")
    label = (at.page.locator("td.wb-picked:focus").get_attribute("title") or "").split("，")[0]
    assert here == at.here
    at.press("e")
    at.page.wait_for_selector(".wb-dialog td.wb-hit")
    assert label in at.page.locator(".wb-dialog").inner_text()
    at.press("Escape")


def test_a_chosen_cell_stays_chosen_where_the_finding_is_drawn_anew(at: Robot) -> None:
    """A mark, another's decision or a report that arrives late redraws the pane: the cell keeps the keys, and `e`."""
    entry = at.ledger.entries[0]
    marked = next(one.key for one in entry.evidence if one.key)
    paper = at.page.locator(f".wb-paper:visible:has(td[data-key='{marked}'])").first
    paper.focus()
    at.press("Enter", "ArrowUp")
    chosen = at.page.locator("td.wb-picked:focus").get_attribute("data-key") or ""
    paper.evaluate("body => { body.querySelector('table').dataset.drawn = 'before'; body.scrollTop = 7; }")
    with open_store(at.where) as store:
        store.decide([entry], Opinion(Status.CONFIRMED), "李四")
    at.press("1")
    at.told("已由李四处理")
    paper.locator("table[data-drawn]").first.wait_for(state="detached")
    assert chosen == at.page.locator("td.wb-picked:focus").get_attribute("data-key")
    assert 7 == paper.evaluate("body => body.scrollTop")
    at.press("ArrowRight")
    at.page.wait_for_selector(f"td.wb-picked:focus:not([data-key='{chosen}'])")


def test_keys_do_nothing_while_typing_or_composing_and_never_reach_the_notebook(at: Robot, face: Face) -> None:
    """What is typed is text; what an input method composes is no key; no cell is deleted by `d d`."""
    at.press("/")
    at.page.keyboard.type("1 2 u dd")
    at.press("Escape")
    at.page.evaluate(
        """() => document.querySelector(".wb").dispatchEvent(
          new KeyboardEvent("keydown", {key: "1", bubbles: true, isComposing: true}))"""
    )
    at.press("d", "d", "x", "x", "a", "Escape")
    at.page.locator(".wb-view", has_text="全部").click()
    at.count(len(at.ledger.entries))
    assert {Status.UNDECIDED} == set(at.statuses.values())
    if face.name == "lab":
        assert 2 == at.page.locator(".jp-Notebook-cell").count()


def test_what_is_chosen_right_after_typing_stays(at: Robot) -> None:
    """A search that has not been sent yet does not come after the view that was chosen since."""
    at.page.evaluate(
        """() => {
          const search = document.querySelector(".wb-filters .wb-search");
          search.focus();
          search.value = "没有这样的文字";
          search.dispatchEvent(new Event("input", {bubbles: true}));
          [...document.querySelectorAll(".wb-view")].find((view) => view.textContent.startsWith("全部")).click();
        }"""
    )
    at.page.wait_for_timeout(600)
    at.count(len(at.ledger.entries))


def test_an_input_method_composes_without_pressing_keys(at: Robot) -> None:
    """Its letters and digits choose characters; what comes of them is in the note, and nothing is decided."""
    at.press("m")
    method = at.page.context.new_cdp_session(at.page)
    for text in ("s", "sh", "shu", "shux"):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        at.page.evaluate(
            """() => document.activeElement.dispatchEvent(
              new KeyboardEvent("keydown", {key: "1", keyCode: 229, bubbles: true, isComposing: true}))"""
        )
    method.send("Input.insertText", {"text": "属实"})
    assert "属实" == at.page.locator(".wb-decide .wb-note").input_value()
    at.press("Escape")
    at.page.locator(".wb-decide .wb-note").fill("")
    at.focus()
    at.press_on("j")
    assert {Status.UNDECIDED} == set(at.statuses.values())


def test_a_page_of_the_source_is_shown_with_the_place_framed(at: Robot) -> None:
    """As a picture beside the finding, scrolled to the place; who works on sources stays with them."""
    entry = next(one for one in at.ledger.entries if one.source.endswith(".pdf") and one.check.startswith("CF"))
    at.walk_to(entry.id)
    at.page.locator("[data-pane='0'] [data-view=source]").click()
    at.page.wait_for_function("document.querySelector('[data-pane=\"0\"] .wb-page')?.naturalHeight > 100")
    at.page.wait_for_function("document.querySelector('[data-pane=\"0\"] .wb-paper').scrollTop > 0")
    at.focus()
    at.press_on("k")
    assert 0 == at.page.locator(".wb-pane:visible .wb-waiting").count()
    assert entry.id == at.press_on("j")
    at.press("t")
    at.page.wait_for_selector("[data-pane='0'][data-view=prose] .wb-prose")


def test_what_cannot_be_done_is_told_in_a_bar_that_stays(at: Robot) -> None:
    """With what to do about it; it is closed by Escape, and the desk goes on."""
    at.page.locator("[data-room=load]").click()
    at.page.get_by_label("文件夹路径").fill("没有这个文件夹")
    at.button("载入并核查").click()
    assert "请检查路径" in at.told("没有找到文件夹")
    assert "alert" == at.page.locator(".wb-notice-error").get_attribute("role")
    at.focus()
    at.press("Escape")
    at.page.wait_for_selector(".wb-notice-error", state="hidden")
    at.page.locator("[data-room=review]").click()
    at.focus()
    at.press_on("j")


def test_the_keys_stay_at_the_desk_whatever_is_clicked(at: Robot) -> None:
    """What is clicked may be drawn anew or go away; the notebook never gets the keys instead."""
    for words in ("待复核", "全部"):
        at.page.locator(".wb-view", has_text=words).click()
        at.page.wait_for_selector(f".wb-view[aria-pressed=true]:has-text('{words}')")
        assert at.page.evaluate("document.activeElement.closest('.wb') !== null")
    at.page.locator(".wb-tick").first.click()
    at.button("全部取消").click()
    at.page.wait_for_selector(".wb-chosen", state="hidden")
    at.page.wait_for_function("document.activeElement.closest('.wb') !== null")
    at.press_on("j")


def test_every_key_on_a_button_is_in_the_help(at: Robot) -> None:
    """And the help is closed by the key that opened it."""
    at.press("?")
    keys = at.page.locator(".wb-keys kbd").all_inner_texts()
    shown = at.page.locator(".wb-review .wb-button:visible kbd, .wb-head kbd").all_inner_texts()
    assert {"1", "2", "3", "4", "n", "u", "r", "?"} <= set(shown) <= set(keys)
    at.press("?")
    at.page.wait_for_selector(".wb-dialog", state="detached")


def test_groups_are_closed_and_marked_as_a_whole(at: Robot) -> None:
    """By unit; a closed group is one row."""
    at.press("g")
    at.page.wait_for_selector(".wb-heading")
    first = at.page.locator(".wb-heading").first
    first.get_by_role("button", name="选中本组").click()
    unit = at.ledger.entries[0].unit
    at.page.wait_for_selector(f".wb-chosen:has-text('已选 {sum(one.unit == unit for one in at.ledger.entries)} 个')")
    first.click()
    at.page.wait_for_selector(".wb-heading:has-text('▸')")
    at.page.locator(".wb-filters select").nth(1).select_option("")
    at.page.wait_for_selector(".wb-heading", state="detached")


def test_somebody_elses_decision_is_shown_before_it_is_overruled(at: Robot) -> None:
    """The bar says who was quicker; decided again, it stands."""
    first = at.here
    with open_store(at.where) as store:
        store.decide([at.entry(first)], Opinion(Status.DISMISSED, Reason.MISREAD), "李四")
    at.press("1")
    assert "李四" in at.told("已由李四处理")
    at.page.wait_for_selector('.wb-finding[data-status="dismissed"]')
    assert first == at.here
    at.press("1")
    at.page.wait_for_selector(f'.wb-row[data-id="{first}"]:has-text("属实"):has-text("意见不一")')
    assert Status.CONFIRMED == at.entry(first).status


def test_reports_are_assigned_and_signed_off(at: Robot) -> None:
    """In the progress, by report; the queue then knows who has what."""
    entry = at.ledger.entries[0]
    clean = next(one.key for one in at.ledger.reports if one.key not in at.ledger.by_report)
    at.page.locator("[data-room=progress]").click()
    at.page.get_by_label(f"选中 {entry.about}").check()
    at.page.locator(".wb-progress .wb-name").fill("张三")
    at.button("分派所选报告").click()
    at.page.wait_for_selector(f"tr:has-text('{entry.about}') td:has-text('张三')")
    at.page.locator("tr", has_text=clean).get_by_role("button", name="审签").click()
    at.page.wait_for_selector(f"tr:has-text('{clean}') .wb-signed")
    assert ["张三"] == [one.assignee for one in at.ledger.reports if one.key == entry.about]
    assert clean in {one.key for one in at.ledger.reports if one.sign_off}
    at.page.locator("[data-room=review]").click()
    at.page.locator(".wb-view", has_text="分给我的").click()
    at.count(len(at.ledger.by_report[entry.about]))


def test_two_tabs_on_one_finding(at: Robot, face: Face, chromium: Browser) -> None:
    """Whoever is later is shown what the other has decided; decided again, both stand in the history."""
    with page(chromium) as watched:
        other = face.opened(watched, "other.ipynb")
        other.page.get_by_label("处理人姓名").fill("李四")
        other.press("Enter")
        last = at.ledger.entries[-1].id
        for tab in (at, other):
            tab.focus()
            tab.press("End")
            tab.go(last)
        at.press("1")
        at.page.wait_for_selector(f'.wb-row[data-id="{last}"] .wb-is-confirmed')
        other.press("4")
        assert "张三" in other.told("已由张三处理")
        assert Status.CONFIRMED == other.entry(last).status
        other.press("4")
        other.page.wait_for_selector(f'.wb-row[data-id="{last}"] .wb-is-corrected')
        assert ["张三", "李四"] == [one.reviewer for one in other.entry(last).history if not one.undone]
        at.press("Home", "End")
        at.page.wait_for_selector(f'.wb-row[data-id="{last}"]:has-text("意见不一")')
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_what_was_left_is_taken_up_again_after_a_reload(at: Robot, face: Face) -> None:
    """Decisions are in the store and the reviewer stands, in view, where they left."""
    at.press("1")
    at.settled(1)
    left = at.press_on("End")
    at.noted("张三", left)
    if face.name == "lab":
        at.page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    face.opened(at.watched)
    at.settled(1)
    at.go(left)
    listed, here = (at.page.locator(each).bounding_box() for each in (".wb-list", ".wb-here"))
    assert listed
    assert here
    assert here["y"] + here["height"] <= listed["y"] + listed["height"] + 1, "where they left is out of view"
