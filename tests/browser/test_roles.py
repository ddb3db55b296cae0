"""What whoever does not see the desk is told of it: the browser's own account of roles, names, states and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.robot import Robot
from workbench.review import Opinion, Status
from workbench.review.store import open_store

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.filterwarnings("default")]

RINGED = """() => {
  const one = getComputedStyle(document.activeElement);
  return one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
}"""

PARTS = ".wb-head, .wb-queue, .wb-finding, .wb-evidence"


@dataclass(frozen=True)
class Told:
    """What the browser tells of an element."""

    role: str
    name: str
    value: Any
    states: dict[str, Any]


def told(at: Robot, selector: str, role: str = "") -> list[Told]:
    """What is told of an element and of all within it, in their order."""
    system = at.page.context.new_cdp_session(at.page)
    root = system.send("DOM.getDocument")["root"]["nodeId"]
    within = system.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    asked = {"nodeId": within, **({"role": role} if role else {})}
    nodes = system.send("Accessibility.queryAXTree", asked)["nodes"]
    system.detach()
    return [_told(one) for one in nodes if not one["ignored"]]


def _told(node: dict[str, Any]) -> Told:
    role, name, value = (node.get(one, {}).get("value") for one in ("role", "name", "value"))
    return Told(role, name, value, {one["name"]: one["value"].get("value") for one in node.get("properties", ())})


def said(at: Robot, words: str) -> str:
    """Wait until something is said to whoever does not see the queue; all that is said then."""
    voice = at.page.locator(".wb-queue .wb-voice", has_text=words)
    voice.wait_for(state="attached")
    return voice.inner_text()


def test_whatever_can_be_pressed_or_filled_in_has_a_name(at: Robot) -> None:
    """In every room; and what a key does as well tells the key."""
    roles = {"button", "checkbox", "combobox", "image", "progressbar", "searchbox", "tab", "tabpanel", "textbox"}
    for room in ("progress", "load", "review"):
        at.page.locator(f"[data-room={room}]").click()
        at.page.wait_for_selector(f".wb-{room}:visible :is(.wb-bar, .wb-row, .wb-drop)")
        nameless = [one for one in told(at, ".wb") if one.role in roles and not one.name]
        assert [] == nameless, room
    keys = {one.name: one.states.get("keyshortcuts") for one in told(at, ".wb", "button")}
    assert {"属实": "1", "不属实": "2", "需说明": "3", "已整改": "4", "下一未处理": "n"}.items() <= keys.items()
    for tab in told(at, ".wb-head", "tab"):
        assert (tab.name == "复核") == tab.states["selected"]


def test_the_queue_tells_where_the_reviewer_is(at: Robot) -> None:
    """It is a grid with so many rows, of which one is the current one, in words too as the reviewer walks."""
    entries = at.ledger.entries
    assert entries[1].id == at.press_on("j")
    words = said(at, f"第 2 个，共 {len(entries)} 个")
    for part in (entries[1].severity.chinese, entries[1].unit, entries[1].message, "未处理"):
        assert part in words
    grid = at.page.locator(".wb-list")
    assert str(len(entries)) == grid.get_attribute("aria-rowcount")
    here = at.page.locator(".wb-row[aria-current=true]")
    assert (entries[1].id, "2") == (here.get_attribute("data-id"), here.get_attribute("aria-rowindex"))
    assert here.get_attribute("id") == grid.get_attribute("aria-activedescendant")
    at.press("x")
    at.page.wait_for_selector(".wb-row.wb-here[aria-selected=true]")
    assert "已选 1 个" == said(at, "已选")
    (row,) = [one for one in told(at, ".wb-list", "row") if one.states["selected"]]
    assert row.name.startswith(f"{entries[1].severity.chinese} {entries[1].unit}")


def test_groups_are_unfolded_by_keyboard(at: Robot) -> None:
    """The heading is a button that tells whether its group is open, and keeps the focus."""
    at.press("g")
    heading = at.page.locator(".wb-heading [aria-expanded]").first
    heading.focus()
    at.press("Enter")
    at.page.wait_for_selector(".wb-heading [aria-expanded=false]")
    assert at.page.evaluate("document.activeElement.getAttribute('aria-expanded') === 'false'")
    at.press("Enter")
    at.page.wait_for_selector(".wb-heading [aria-expanded=false]", state="detached")
    at.focus()
    at.press("g", "g")
    at.page.wait_for_selector(".wb-heading", state="detached")


def test_a_dialog_has_a_name_and_the_focus_and_gives_it_back(at: Robot) -> None:
    """Tab goes round within it, either way, also from the radio that is picked."""
    at.button("不属实").focus()
    at.press("Enter", "3")
    (dialog,) = told(at, ".wb-dialog", "dialog")
    assert ("不属实：请选择理由", True) == (dialog.name, dialog.states["modal"])
    radios = told(at, ".wb-dialog", "radio")
    assert [False, False, True] == [one.states["checked"] == "true" for one in radios[:3]]
    for key in ("Shift+Tab", "Tab", "Tab", "Tab", "Tab", "Tab"):
        at.press(key)
        assert at.page.evaluate("document.activeElement.closest('.wb-dialog') !== null"), key
        assert at.page.evaluate(RINGED), key
    at.press("Escape")
    at.page.wait_for_selector(".wb-dialog", state="detached")
    assert at.page.evaluate("document.activeElement.textContent.startsWith('不属实')")


def test_the_focus_goes_back_to_a_button_that_was_drawn_anew(at: Robot) -> None:
    """What opened a dialog may be another element when it is closed; that which says the same has the focus then."""
    at.button("不属实").focus()
    at.press("Enter")
    at.page.wait_for_selector(".wb-dialog")
    at.page.evaluate(
        """() => {
          const before = [...document.querySelectorAll(".wb-finding button")];
          const opener = before.find((one) => one.textContent.startsWith("不属实"));
          opener.replaceWith(opener.cloneNode(true));
        }"""
    )
    at.press("Escape")
    at.page.wait_for_selector(".wb-dialog", state="detached")
    assert at.page.evaluate("document.activeElement.textContent.startsWith('不属实')")


def test_the_focus_goes_through_the_desk_as_it_is_read(at: Robot) -> None:
    """From the rooms over the queue and the finding to the evidence, to be seen wherever it stands."""
    at.focus()
    order: list[str] = []
    for _ in range(60):
        at.press("Tab")
        part = at.page.evaluate("parts => document.activeElement.closest(parts)?.className", PARTS)
        if part is None:
            break
        assert at.page.evaluate(RINGED), part
        order += [part] if part not in order[-1:] else []
    assert ["wb-head", "wb-queue", "wb-finding", "wb-evidence"] == order


def test_progress_and_refusals_are_told(at: Robot) -> None:
    """The bar has a value of so many; what is refused is an alert."""
    (bar,) = told(at, ".wb-head", "progressbar")
    assert (0, len(at.ledger.entries)) == (float(bar.value), bar.states["valuemax"])
    with open_store(at.where) as store:
        store.decide([at.entry(at.here)], Opinion(Status.CONFIRMED), "李四")
    at.press("1")
    at.told("已由李四处理")
    (alert,) = told(at, ".wb-notices", "alert")
    assert "assertive" == alert.states["live"]
    at.press("Escape")
