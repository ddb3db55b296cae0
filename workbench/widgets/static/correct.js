// Setting right a cell that was misread, with its picture beside it.

import { button, fill, h } from "./dom.js";
import { dialog } from "./keys.js";
import { source } from "./source.js";

export function correction(desk, report, key) {
  const sheet = desk.sheets.get(report);
  const cell = sheet?.cells?.[key];
  if (!cell) { desk.notice("error", "报告尚未读出，请稍候再试。"); return; }
  const picture = h("div", { class: "wb-paper wb-close" });
  const value = h("input", { class: "wb-value-input", value: cell.text, autofocus: true, "aria-label": "原件上的数", maxlength: 60 });
  const reason = h("input", { class: "wb-note", placeholder: "理由，如：原件为 12，程序误读", "aria-label": "理由", maxlength: 500 });
  const said = h("p", { class: "wb-hint", role: "alert" });
  const send = () => {
    fill(said, reason.value.trim() ? "" : "请写明理由。");
    if (!reason.value.trim()) { reason.focus(); return; }
    desk.send("correct", { report, cell: key, value: value.value, reason: reason.value });
    desk.dialog.close();
  };
  const opened = dialog(desk, "更正误读的单元格", h("p", {}, cell.label, cell.place && h("span", { class: "wb-faint" }, `（${cell.place}）`)),
    picture, h("p", { class: "wb-faint" }, `程序读作：${cell.text || cell.state || "（空白）"}`, cell.correction && `；${cell.correction}`),
    h("label", {}, "原件上的数 ", value), reason, said,
    h("p", { class: "wb-faint" }, "更正只用于程序误读。报告本身填错的，应作为问题处理。"),
    h("div", { class: "wb-actions" }, button("保存更正", send, { key: "Enter", kind: "wb-primary" }),
      button("取消", () => desk.dialog.close(), { key: "Esc" })));
  opened.box.classList.add("wb-wide");
  opened.box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.tagName === "INPUT") { event.preventDefault(); send(); }
  });
  value.select();
  desk.correcting ??= shared(desk);
  desk.correcting.into(picture).ask({ report, cell: key, close: true });
}

/** One asker for all dialogs, which come and go. */
function shared(desk) {
  const body = h("div", {});
  const asker = source(desk, "correct", body, h("div", {}));
  return { into(element) { fill(element, body); return asker; } };
}
