// Keys: each is shown on its button and listed under `?`. None acts while a person types or composes Chinese, and
// none leaves the desk: in a notebook the same letters delete cells.

import { button, h } from "./dom.js";

const EDITABLE = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

/** Keys that may be held; any other would do its work on one finding after another that nobody has seen. */
const HELD = new Set(["ArrowDown", "j", "ArrowUp", "k", "PageDown", "PageUp"]);

/** What each key does, in the order in which the help lists them. */
function table(desk) {
  const step = (by) => () => desk.send("go", { by });
  return [
    [["ArrowDown", "j"], "↓ j", "下一个问题", step(1)],
    [["ArrowUp", "k"], "↑ k", "上一个问题", step(-1)],
    [["PageDown"], "PgDn", "向下十个", step(10)],
    [["PageUp"], "PgUp", "向上十个", step(-10)],
    [["Home"], "Home", "第一个问题", () => desk.send("go", { to: 0 })],
    [["End"], "End", "最后一个问题", () => desk.send("go", { to: desk.state.queue.findings - 1 })],
    [["n"], "n", "下一个未处理的问题", () => desk.send("next_open")],
    [["1"], "1", "属实", () => desk.decide("confirmed")],
    [["2"], "2", "不属实（选择理由）", () => desk.decide("dismissed")],
    [["3"], "3", "需说明（写明问题）", () => desk.decide("explanation_asked")],
    [["4"], "4", "已整改", () => desk.decide("corrected")],
    [["0"], "0", "重新打开", () => desk.decide("reopened")],
    [["m"], "m", "写备注", () => desk.note()],
    [["u"], "u", "撤销", () => desk.send("undo")],
    [["r"], "r", "恢复撤销的操作", () => desk.send("redo")],
    [["x", " "], "x 空格", "选中或取消选中", () => desk.send("mark")],
    [["a"], "a", "选中列表中的全部问题", () => desk.send("mark", { what: "all" })],
    [["b"], "b", "成批处理选中的问题", () => desk.bulk()],
    [["/"], "/", "搜索", () => desk.search()],
    [["f"], "f", "筛选", () => desk.toggleFilters()],
    [["g"], "g", "分组：不分组、按单位、按检查", () => desk.nextGroup()],
    [["t"], "t", "证据：正文、统计表、原件", () => desk.nextView()],
    [["s"], "s", "证据：单栏、两处并列", () => desk.split()],
    [["]"], "]", "下一处证据", () => desk.nextEvidence(1)],
    [["["], "[", "上一处证据", () => desk.nextEvidence(-1)],
    [["e"], "e", "更正误读的单元格", () => desk.correct()],
    [[], "Enter ← →", "焦点在统计表上时：选单元格，再按 e 更正", () => {}],
    [["?"], "?", "显示或关闭本页", () => help(desk)],
    [["Escape"], "Esc", "关闭提示、对话框；取消选中", () => escape(desk)],
  ];
}

function escape(desk) {
  if (desk.dialog) desk.dialog.close();
  else if (!desk.closeFilters() && !desk.closeNotice() && desk.state.queue?.marked) desk.send("mark", { what: "none" });
}

/** Listen to keys; what stops listening is returned. */
export function listen(desk) {
  const known = new Map(table(desk).flatMap(([keys, , , run]) => keys.map((key) => [key, run])));
  const pressed = (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
    const editing = event.target.closest?.(EDITABLE);
    if (editing) {
      if (event.key === "Escape") {
        event.preventDefault();
        if (desk.dialog) desk.dialog.close(); else desk.root.focus();
      }
      return;
    }
    if (desk.dialog && event.key !== "Escape" && event.key !== "?") return;
    const pressable = event.target.closest?.("button, summary, a, input, [role=button]");
    if ((event.key === " " || event.key === "Enter") && pressable) return;
    if (desk.state.room !== "review" && !["?", "Escape", "u", "r"].includes(event.key)) return;
    const run = known.get(event.key);
    if (!run) return;
    event.preventDefault();
    if (!event.repeat || HELD.has(event.key)) desk.safely(run);
  };
  desk.root.addEventListener("keydown", pressed);
  desk.root.addEventListener("focusout", (event) => setTimeout(() => keep(desk.root, event.target)));
  for (const other of ["keyup", "keypress"]) desk.root.addEventListener(other, (event) => event.stopPropagation());
  return () => desk.root.removeEventListener("keydown", pressed);
}

/** Keep the focus at the desk where what had it has been hidden or taken away. */
function keep(root, before) {
  const lost = !before.isConnected || before.offsetParent === null;
  if (root.isConnected && lost && document.activeElement === document.body) root.focus({ preventScroll: true });
}

/** A dialog over the desk; it has the focus until it is closed. */
export function dialog(desk, title, ...content) {
  desk.dialog?.close();
  const before = document.activeElement;
  const box = h("div", { class: "wb-dialog", role: "dialog", "aria-modal": "true", "aria-label": title, tabindex: -1 },
    h("div", { class: "wb-dialog-title" }, title), ...content);
  const cover = h("div", { class: "wb-cover", on: { click: (event) => { if (event.target === cover) close(); } } }, box);
  box.addEventListener("keydown", (event) => { if (event.key === "Tab") stay(box, event); });
  function close() {
    cover.remove();
    desk.dialog = null;
    (desk.root.contains(before) ? before : twin(desk.root, before) ?? desk.root).focus();
  }
  desk.dialog = { close, box };
  desk.root.append(cover);
  (box.querySelector("[autofocus]") ?? box.querySelector("button, input, textarea") ?? box).focus();
  new ResizeObserver(() => box.scrollIntoView({ block: "nearest" })).observe(box);  // it grows as its picture arrives
  return desk.dialog;
}

/** What stands now in the place of an element that was drawn anew: the one that says the same. */
function twin(root, gone) {
  return [...root.querySelectorAll(gone.tagName)].find((one) => one.textContent === gone.textContent && one.className === gone.className);
}

/** Keep the focus within a dialog. */
function stay(box, event) {
  const inside = [...box.querySelectorAll("button, input, textarea, select, summary, [tabindex='0']")].filter((one) => reached(box, one));
  const edge = event.shiftKey ? inside[0] : inside.at(-1);
  if (document.activeElement !== edge && document.activeElement !== box) return;
  event.preventDefault();
  (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
}

/** Whether Tab comes by: of a group of radios at the one that is picked, or else at any. */
function reached(box, one) {
  if (one.disabled || one.offsetParent === null) return false;
  const picked = one.type === "radio" && box.querySelector(`input[type=radio][name="${one.name}"]:checked`);
  return !picked || picked === one;
}

/** The list of all keys, which the same key closes again. */
export function help(desk) {
  if (desk.dialog?.box.dataset.help) { desk.dialog.close(); return; }
  const rows = table(desk).map(([, shown, words]) =>
    h("div", { role: "listitem" }, h("span", { class: "wb-key" }, ...shown.split(" ").map((key) => h("kbd", {}, key))), words));
  const opened = dialog(desk, "按键", h("div", { class: "wb-keys", role: "list" }, ...rows),
    h("p", { class: "wb-faint" }, "输入文字时按键不起作用；按 Esc 离开输入框。"),
    h("div", { class: "wb-actions" }, button("关闭", () => desk.dialog.close(), { key: "Esc" })));
  opened.box.dataset.help = "true";
  opened.box.classList.add("wb-wide");
}
