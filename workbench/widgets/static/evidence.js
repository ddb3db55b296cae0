// Evidence beside the finding: one or two panes, each with the text, the tables or the source of a report.

import { button, fill, h, reveal, unique } from "./dom.js";
import { correction } from "./correct.js";
import { marksOf, neighbour, paper } from "./paper.js";
import { source } from "./source.js";

const VIEWS = { prose: "正文", table: "统计表", source: "原件" };
const LAYOUTS = ["auto", "side", "one"];

export function evidence(desk) {
  const panes = [pane(desk, 0), pane(desk, 1)];
  const box = h("section", { class: "wb-evidence", role: "region", "aria-label": "证据" }, ...panes.map((one) => one.element));
  let layout = "auto";
  let at = 0;
  let last;
  /** Says which finding's evidence is there, once no pane waits for its report or its page any more. */
  const arrived = () => { box.dataset.shown = box.querySelector(".wb-pane:not([hidden]) .wb-waiting") ? "" : desk.state.finding?.id ?? ""; };
  const draw = () => {
    const found = desk.state.finding;
    const plans = found ? planned(found, layout) : [];
    box.dataset.layout = layout;
    panes.forEach((one, number) => one.show(found, plans[number], at));
    arrived();
  };
  desk.on("finding", (found) => {
    if (found?.id !== last) { at = 0; for (const one of panes) one.forget(); }
    last = found?.id;
    draw();
  });
  desk.on("sheets", draw);
  desk.on("source", arrived);
  desk.split = () => { layout = LAYOUTS[(LAYOUTS.indexOf(layout) + 1) % LAYOUTS.length]; draw(); };
  desk.nextView = () => panes[0].turn();
  desk.showEvidence = (number) => {
    at = number;
    const one = desk.state.finding.evidence[number];
    if (!panes.some((shown) => shown.holds(one))) panes[0].turnTo(one);
    for (const shown of panes) shown.lead();
    draw();
  };
  desk.nextEvidence = (by) => {
    const count = desk.state.finding?.evidence.length ?? 0;
    if (count) desk.showEvidence((at + by + count) % count);
  };
  desk.correct = () => {
    const chosen = panes.find((one) => one.cell)?.cell;
    const first = desk.state.finding?.evidence.find((one) => one.kind === "cell");
    const cell = chosen ?? (first && { report: first.report, key: first.key });
    if (cell) correction(desk, cell.report, cell.key);
    else desk.notice("info", "请先在统计表中点选要更正的单元格。");
  };
  return box;
}

/** Which reports and views to show a finding by: text over table, or two reports where it is about two. */
function planned(found, layout) {
  const viewOf = (one) => ({ span: "prose", cell: "table" }[one.kind] ?? (one.located ? "source" : "prose"));
  const wanted = found.evidence.map((one) => ({ report: one.report || found.about, view: viewOf(one) }));
  const plans = wanted.filter((one, at) => wanted.findIndex((other) => other.report === one.report && other.view === one.view) === at);
  const own = plans.filter((one) => one.report === found.about);
  const other = plans.find((one) => one.report !== found.about);
  const first = own.find((one) => one.view === "prose") ?? own[0] ?? plans[0] ?? { report: found.about, view: "prose" };
  const second = own.find((one) => one !== first) ?? other;
  if (layout === "one") return [first];
  return layout === "side" ? [first, second ?? { report: found.about, view: first.view === "table" ? "prose" : "table" }]
    : [first, second].filter(Boolean);
}

function pane(desk, number) {
  const tabs = h("div", { class: "wb-tabs", role: "tablist", "aria-label": "证据" });
  const which = h("select", { "aria-label": "报告" });
  const tools = h("div", { class: "wb-tools" });
  const body = h("div", { class: "wb-paper", tabindex: 0, role: "tabpanel", id: unique("paper") });
  const foot = h("div", { class: "wb-cell", role: "status", hidden: true });
  const element = h("div", { class: "wb-pane", "data-pane": number }, h("div", { class: "wb-pane-head" }, tabs, which, tools), body, foot);
  body.addEventListener("keydown", walk);
  const page = source(desk, `pane${number}`, body, tools);
  const own = { view: "", report: "" };
  let shown = {};
  let place = "";
  const pane = {
    element, cell: null,
    /** With another finding the view is its own again; who works on the source stays with the source. */
    forget() {
      own.report = "";
      if (own.view !== "source") own.view = "";
      pane.cell = null;
    },
    /** Lead to the evidence when next drawn, wherever a person has scrolled to. */
    lead() { place = ""; },
    holds(one) { return !element.hidden && shown.report === one.report && (shown.view === "source" || shown.view === { span: "prose", cell: "table" }[one.kind]); },
    turnTo(one) { own.view = { span: "prose", cell: "table" }[one.kind] ?? "source"; own.report = one.report; },
    turn() {
      const names = Object.keys(VIEWS);
      own.view = names[(names.indexOf(shown.view) + 1) % names.length];
      pane.again();
    },
    again() { pane.show(...pane.last); },
    show(found, plan, at) {
      pane.last = [found, plan, at];
      element.hidden = !plan;
      if (!plan) return;
      const report = own.report || plan.report;
      shown = { view: own.view || plan.view, report };
      headed(found);
      drawn(found, at);
    },
  };
  function headed(found) {
    fill(tabs, ...Object.entries(VIEWS).map(([view, words]) => button(words, () => { own.view = view; pane.again(); },
      { kind: "wb-tab", role: "tab", "aria-selected": String(view === shown.view), "aria-controls": body.id, "data-view": view })));
    body.setAttribute("aria-label", `${VIEWS[shown.view]}：${shown.report}`);
    const beside = found.evidence.filter((one) => one.report && one.report !== found.about).map((one) => ["相关报告", one.report]);
    const options = new Map([[found.about, "本报告"], ...beside.map(([words, key]) => [key, words]),
      ...found.companions.map((one) => [one.report, one.name])]);
    fill(which, ...[...options].map(([key, words]) => h("option", { value: key }, `${words}：${key}`)));
    which.value = shown.report;
    which.onchange = () => { own.report = which.value; desk.send("report", { report: which.value }); pane.again(); };
    which.hidden = options.size < 2;
  }
  function drawn(found, at) {
    foot.hidden = true;
    page.leave();
    element.dataset.view = shown.view;
    fill(tools);
    const before = place;
    place = "";
    if (shown.view === "source") { page.show(found, shown.report, at); return; }
    const sheet = desk.sheets.get(shown.report);
    element.dataset.report = sheet ? shown.report : "";
    if (!sheet || sheet.error) {
      fill(body, sheet ? h("p", { class: "wb-empty" }, sheet.error) : h("p", { class: "wb-empty wb-waiting" }, "正在读取报告……"));
      return;
    }
    const back = scrolled(body);
    fill(body, ...paper(sheet, shown.view, marksOf(found, shown.report), (key) => picked(sheet, key)));
    scroll(body, at);
    place = JSON.stringify([found.id, shown, at]);
    if (place === before) back();
    if (pane.cell?.report === sheet.key && cellOf(pane.cell.key)) picked(sheet, pane.cell.key);
    else pane.cell = null;
  }
  function cellOf(key) { return body.querySelector(`td[data-key="${CSS.escape(key)}"]`); }
  /** Cells by keys: Enter on the table takes the one that is marked, arrows lead on from there, Escape leads back. */
  function walk(event) {
    const from = event.target.closest("td[data-key]");
    const to = from ? neighbour(from, event.key) : event.key === "Enter" && (body.querySelector("td.wb-now, td[data-evidence]") ?? body.querySelector("td[data-key]"));
    if (from && event.key === "Escape") body.focus();
    else if (to) { to.click(); to.focus(); }
    if (to || (from && (event.key === "Escape" || event.key.startsWith("Arrow")))) { event.preventDefault(); event.stopPropagation(); }
  }
  function picked(sheet, key) {
    const cell = sheet.cells[key];
    pane.cell = { report: sheet.key, key };
    for (const other of body.querySelectorAll(".wb-picked")) other.classList.remove("wb-picked");
    cellOf(key)?.classList.add("wb-picked");
    fill(foot, h("span", {}, [cell.label, cell.place, cell.state, cell.doubt, cell.correction].filter(Boolean).join("，")),
      button("更正读数", () => correction(desk, sheet.key, key), { key: "e", disabled: Boolean(desk.state.head?.why_not) }));
    foot.hidden = false;
  }
  return pane;
}

/** How a pane is scrolled, and what scrolls it so again: what is drawn anew must not run away from who reads it. */
function scrolled(body) {
  const wide = () => [...body.querySelectorAll(".wb-scroll")];
  const top = body.scrollTop;
  const lefts = wide().map((one) => one.scrollLeft);
  return () => {
    body.scrollTop = top;
    wide().forEach((one, number) => { one.scrollLeft = lefts[number] ?? 0; });
  };
}

/** Scroll the marked place into view, within the pane and nothing around it. */
function scroll(body, at) {
  const mark = body.querySelector(`[data-evidence="${at}"]`) ?? body.querySelector("mark.wb-hit, td.wb-hit, mark, td.wb-soft");
  for (const other of body.querySelectorAll(".wb-now")) other.classList.remove("wb-now");
  if (!mark) { body.scrollTop = 0; return; }
  mark.classList.add("wb-now");
  reveal(body, mark);
}
