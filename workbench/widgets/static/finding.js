// The finding: what the text says, what the table says, the calculation, the law, what hangs together, what was decided.

import { button, cut, fill, h, severity, status, STATUSES } from "./dom.js";
import { decisions } from "./decide.js";

export function finding(desk) {
  const body = h("div", { class: "wb-body", tabindex: 0, role: "document", "aria-label": "问题内容" });
  const box = h("section", { class: "wb-finding", role: "region", "aria-label": "问题" }, body, decisions(desk));
  desk.on("finding", (found) => {
    const another = box.dataset.id !== (found?.id ?? "");
    fill(body, ...(found ? whole(desk, found) : [h("p", { class: "wb-empty" }, empty(desk))]));
    if (another) body.scrollTop = 0;
    box.dataset.id = found?.id ?? "";
    box.dataset.status = found?.status ?? "";
  });
  return box;
}

function empty(desk) {
  if (!desk.state.head?.reports) return "还没有核查结果：请在“载入”中选择报告。";
  return desk.state.head.findings ? "没有符合条件的问题。" : "没有发现问题。";
}

function whole(desk, found) {
  return [
    h("div", { class: "wb-where" }, severity(found.severity), h("b", {}, `${found.unit || "单位未识别"}`),
      h("span", {}, found.year ? `${found.year}年` : ""), found.section && h("span", { class: "wb-faint" }, found.section),
      status(found.status), ...found.flags.map((flag) => h("span", { class: "wb-flag" }, flag))),
    h("p", { class: "wb-message" }, found.message),
    stale(found), figures(found),
    found.explanation && h("div", { class: "wb-part" }, h("h4", {}, "说明"), h("p", { class: "wb-calculation" }, found.explanation)),
    proof(desk, found), related(desk, found), law(found), history(found), about(desk, found),
  ];
}

/** A finding decided on other figures: those of then beside those of now. */
function stale(found) {
  if (!found.stale) return null;
  const row = (name, then, now) => h("tr", {}, h("th", {}, name), h("td", {}, then || "—"), h("td", {}, now || "—"));
  return h("div", { class: "wb-part wb-stale", role: "note" }, h("h4", {}, "数据已变，需重新处理"),
    h("table", {}, h("thead", {}, h("tr", {}, h("th", {}), h("th", {}, "处理时"), h("th", {}, "现在"))),
      h("tbody", {}, row("应为", found.stale.expected_then, found.stale.expected), row("实际", found.stale.actual_then, found.stale.actual))));
}

function figures(found) {
  const cell = (name, value, kind) => value && h("div", { class: `wb-figure ${kind} ${value.length > 12 ? "wb-spoken" : ""}` },
    h("span", {}, name), h("b", {}, value));
  if (!found.expected && !found.actual) return null;
  return h("div", { class: "wb-figures" }, cell("应为", found.expected, ""), cell("实际", found.actual, "wb-actual"),
    cell("差额", found.difference, "wb-gap"));
}

/** The evidence, each to be shown in the pane beside. */
function proof(desk, found) {
  if (!found.evidence.length) return null;
  const kinds = { span: "正文", cell: "统计表", place: "原文" };
  return h("div", { class: "wb-part" }, h("h4", {}, "证据"), h("ol", { class: "wb-proof" }, ...found.evidence.map((one, at) => {
    const words = one.kind === "cell" ? `${one.label || one.key}：${one.text || "（空白）"}` : sentence(one);
    const other = one.report !== found.about ? h("span", { class: "wb-flag" }, one.report || one.source) : null;
    return h("li", {}, h("button", { type: "button", class: "wb-link", "data-evidence": at, on: { click: () => desk.showEvidence(at) } },
      h("span", { class: "wb-faint" }, `${kinds[one.kind]} `), words), other, one.state && h("span", { class: "wb-flag" }, one.state),
    one.correction && h("div", { class: "wb-faint" }, one.correction));
  })));
}

/** What the text says: the words meant, in their sentence. */
function sentence(one) {
  const words = h("b", {}, cut(one.text));
  return one.kind === "span" ? [cut(one.before).trimStart(), words, cut(one.after).trimEnd()] : words;
}

function related(desk, found) {
  if (!found.folded.length) return null;
  const lines = found.folded.map((one) => h("li", {}, h("span", { class: "wb-code" }, one.check), " ",
    one.about === found.about ? null : h("b", {}, `${one.unit}${one.year}年：`), one.message));
  return h("details", { class: "wb-part", open: found.folded.length < 6 },
    h("summary", {}, `由此引起的 ${found.folded.length} 处不符`), h("ul", {}, ...lines));
}

/** What is asked of a report and by which provision; what the check compares is unfolded when it is wanted. */
function law(found) {
  return h("div", { class: "wb-part" },
    found.confidence === "low" && h("p", {}, h("span", { class: "wb-flag" }, "读取存疑，请核对原件")),
    found.basis && h("p", {}, h("b", {}, "依据："), found.basis),
    h("details", {}, h("summary", {}, h("span", { class: "wb-code" }, found.check), ` ${found.title}`),
      found.page.compares && h("p", {}, h("b", {}, "比较："), found.page.compares),
      found.page.innocent && h("p", {}, h("b", {}, "并非问题："), found.page.innocent)));
}

function history(found) {
  if (!found.history.length) return null;
  return h("div", { class: "wb-part" }, h("h4", {}, "处理记录"), h("ol", { class: "wb-history" }, ...found.history.map((one) =>
    h("li", { class: one.undone ? "wb-undone" : "" }, h("b", {}, `${STATUSES[one.kind][0]} ${STATUSES[one.kind][1]}`), ` ${one.reviewer} `,
      h("time", {}, one.at), one.undone && h("span", { class: "wb-flag" }, "已撤销"),
      one.spoken && h("div", {}, one.spoken)))));
}

function about(desk, found) {
  const name = h("input", { class: "wb-name", value: found.assignee, placeholder: "未分派", "aria-label": "承办人" });
  const assign = button("分派", () => desk.send("assign", { reports: [found.about], assignee: name.value }), { kind: "wb-quiet" });
  return h("div", { class: "wb-part wb-about" }, h("span", {}, `${found.standing}${found.standing_note ? `：${found.standing_note}` : ""}`),
    h("label", {}, "承办人 ", name), assign, h("div", { class: "wb-faint wb-places", title: found.places }, found.source, found.places && `，${found.places}`));
}
