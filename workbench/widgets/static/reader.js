// The reader: a whole report as the form looks, its findings where they belong, what became of each number, and the
// source of whatever is clicked beside it.

import { button, fill, h, severity, status } from "./dom.js";
import { paper, TIES } from "./paper.js";
import { source } from "./source.js";
import { messages } from "./waiting.js";

/** What the source needs of a desk: to ask the session, and to hear what it answers; `late` is told where it does not. */
function context(model, root, late) {
  const listeners = {};
  const waiting = messages(late);
  return {
    root, model, state: {},
    on(part, run) { (listeners[part] ??= []).push(run); },
    send(what, told) { model.send({ do: what, id: waiting.sent(), ...told }); },
    take(patch, buffers) {
      if (patch.id) waiting.answered(patch.id);
      if (patch.source && buffers?.length) patch.source.png = buffers[0];
      for (const [part, told] of Object.entries(patch)) for (const run of listeners[part] ?? []) run(told);
    },
    close: waiting.close,
  };
}

function render({ model, el }) {
  const [sheet, findings, marks, counts] = ["sheet", "findings", "marks", "counts"].map((name) => model.get(name));
  const page = h("div", { class: "wb-paper wb-whole-report", tabindex: 0, role: "document", "aria-label": sheet.title });
  const note = h("div", { class: "wb-picked-note", role: "status" }, h("span", { class: "wb-faint" }, "点击正文中的数字、统计表的单元格或问题，查看它在原件中的位置"));
  const tools = h("div", { class: "wb-tools" });
  const original = h("div", { class: "wb-paper wb-original", tabindex: 0, "aria-label": "原件" });
  const root = h("div", { class: "wb-face wb-reader", tabindex: 0, role: "region", "aria-label": "报告",
    "data-lm-suppress-shortcuts": "true" });
  const reader = context(model, root, (words) => place.late(words));
  const shown = { findings: true, ties: true };
  const place = source(reader, "reader", original, tools);
  const look = { sheet, findings, marks, shown, page, note, place };
  const draw = () => fill(page, ...whole(look));
  page.addEventListener("click", (event) => clicked(look, event.target));
  fill(root, head(sheet, counts, shown, draw),
    h("div", { class: "wb-reading" }, page, h("aside", { class: "wb-beside" }, list(look),
      h("div", { class: "wb-pane-head" }, h("b", {}, "原件"), tools), note, original)));
  draw();
  reader.on("notice", (told) => fill(note, h("span", { class: "wb-hint", role: "alert" }, told.text)));
  const arrived = (patch, buffers) => reader.take(patch, buffers);
  model.on("msg:custom", arrived);
  for (const other of ["keydown", "keyup", "keypress"]) root.addEventListener(other, (event) => event.stopPropagation());
  el.append(root);
  root.dataset.ready = "true";
  return () => { model.off("msg:custom", arrived); reader.close(); };
}

function head(sheet, counts, shown, draw) {
  const toggle = (name, words) => h("label", {}, h("input", { type: "checkbox", checked: shown[name],
    on: { change: (event) => { shown[name] = event.target.checked; draw(); } } }), words);
  const facts = counts.facts.map(([words, count]) => `${words} ${count}`).join("，");
  return h("header", { class: "wb-board-head" }, h("b", {}, `${sheet.unit || "单位未识别"} ${sheet.year || "年度未识别"}`),
    h("span", { class: "wb-faint" }, [sheet.edition, facts && `数据项：${facts}`].filter(Boolean).join(" · ")),
    h("span", { class: "wb-grow" }), toggle("findings", "标出问题"), toggle("ties", "标出数字去向"),
    h("span", { class: "wb-legend" }, ...counts.ties.filter(([, , count]) => count).map(([tie, words, count]) =>
      h("span", {}, h("span", { class: `wb-tie wb-tie-${TIES[tie]}` }, words), ` ${count}`))));
}

/** The report, each part with its findings after it; those that are in no part come first. */
function whole({ sheet, findings, marks, shown }) {
  const drawn = paper(sheet, "whole", { ...(shown.findings ? marks : {}), ties: shown.ties });
  for (const mark of drawn.flatMap((part) => [...part.querySelectorAll("mark[data-evidence]")])) {
    if (mark.nextSibling?.dataset?.evidence === mark.dataset.evidence) mark.classList.add("wb-goes-on");
  }
  const cards = (part) => (shown.findings ? findings.filter((one) => one.part === part).map(card) : []);
  return [h("div", { class: "wb-report-title" }, sheet.title || "（没有标题）"),
    ...sheet.remarks.map((text) => h("p", { class: "wb-faint" }, text)), ...cards(null),
    ...drawn.flatMap((element, at) => [element, ...cards(at)])];
}

function card(finding) {
  const figures = [["应为", finding.expected], ["实际", finding.actual], ["差额", finding.difference]].filter(([, value]) => value);
  return h("details", { class: `wb-card-finding wb-edge-${finding.severity}`, "data-finding": finding.number },
    h("summary", {}, h("b", { class: "wb-no" }, String(finding.number)), severity(finding.severity), " ",
      h("span", { class: "wb-code" }, finding.check), " ", finding.message),
    figures.length ? h("p", {}, ...figures.map(([words, value]) => h("span", { class: "wb-figure-line" }, `${words} `, h("b", {}, value)))) : null,
    finding.explanation && h("p", { class: "wb-calculation" }, finding.explanation),
    h("p", { class: "wb-faint" }, [finding.title, finding.basis && `依据：${finding.basis}`].filter(Boolean).join("；")));
}

function list(look) {
  const { findings } = look;
  const rows = findings.map((one) => h("li", {}, h("b", { class: "wb-no" }, String(one.number)), severity(one.severity, true), " ",
    button(one.message, () => finding(look, one, true), { kind: "wb-link", "data-go": one.number }),
    one.status === "undecided" ? null : status(one.status)));
  return h("div", { class: "wb-found" }, h("h4", {}, findings.length ? `问题 ${findings.length}` : "未发现问题"), h("ol", {}, ...rows));
}

function clicked(look, target) {
  const chosen = target.closest?.("[data-finding]");
  const mark = target.closest?.("mark[data-evidence]");
  const number = target.closest?.("[data-tie]");
  const cell = target.closest?.("td[data-key]");
  if (chosen) { finding(look, look.findings[chosen.dataset.finding - 1], false); return; }
  if (mark) finding(look, look.findings[mark.dataset.evidence - 1], false);
  if (number) tie(look, look.sheet.ties[number.dataset.tie], number, mark);
  else if (cell) fact(look, cell);
}

/** Go to a finding: its card, its first mark, its place in the source. */
function finding(look, one, scrolling) {
  pick(look, ...look.page.querySelectorAll(`[data-finding="${one.number}"]`));
  const marks = [...look.page.querySelectorAll("[data-evidence]")].filter((mark) => mark.dataset.evidence.split("·").includes(String(one.number)));
  for (const mark of marks) mark.classList.add("wb-now");
  if (scrolling) (marks[0] ?? look.page.querySelector(`[data-finding="${one.number}"]`))?.scrollIntoView({ block: "center" });
  fill(look.note, severity(one.severity), " ", h("b", {}, one.message));
  look.place.show(one, look.sheet.key, 0);
}

function tie(look, told, element, within) {
  if (!within) pick(look, element);
  const number = Array.from(look.sheet.parts.find((part) => part.index === told.section).text).slice(told.start, told.end).join("");
  fill(look.note, h("b", {}, number), ` ${told.words}`);
  look.place.ask({ report: look.sheet.key, section: told.section, start: told.start, end: told.end });
}

function fact(look, element) {
  pick(look, element);
  const cell = look.sheet.cells[element.dataset.key];
  fill(look.note, h("b", {}, cell.label), ` ${[cell.text || "（没有文字）", cell.state, cell.doubt, cell.correction].filter(Boolean).join("，")}`);
  look.place.ask({ report: look.sheet.key, cell: element.dataset.key });
}

function pick(look, ...elements) {
  for (const other of look.page.querySelectorAll(".wb-picked, .wb-now")) other.classList.remove("wb-picked", "wb-now");
  for (const element of elements) element.classList.add("wb-picked");
}

export default { render };
