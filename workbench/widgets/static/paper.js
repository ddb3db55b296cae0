// A report on paper: its sections with marks in the text, its tables as the form draws them with marks on cells.

import { h, pieces } from "./dom.js";

/** What became of a number, by what marks it. */
export const TIES = { cell: "tied", recomputed: "tied", part: "part", last_year: "year", untested: "aside" };

const LONG = 80;

/** Whether a part of a report holds anything that a view shows. */
function shows(part, view) {
  return view === "whole" || (view === "table" ? Boolean(part.table) : Boolean(part.text) || part.remark || part.headings.length);
}

/** The parts of a report for a view: `prose`, `table` or `whole`. `marks`: `{spans, cells, ties}`. */
export function paper(sheet, view, marks, pick) {
  return sheet.parts.filter((part) => shows(part, view)).map((part) => h("section", { class: "wb-sheet-part" },
    view === "table" ? h("h4", {}, part.table_name) : part.headings.map((text) => h("h4", {}, text,
      part.remark && h("span", { class: "wb-flag" }, part.remark))),
    view !== "table" && part.text && prose(sheet, part, marks),
    view !== "prose" && part.table && form(sheet, part, marks, pick)));
}

/** The text of a section, with spans marked and, where asked, every number by what it was held against. */
function prose(sheet, part, marks) {
  const spans = (marks.spans ?? []).filter((one) => one.section === part.index).map((one) => ({ ...one,
    wrap: (inner) => h("mark", { class: `wb-hit ${one.soft ? "wb-soft" : ""} ${one.end - one.start > LONG ? "wb-long" : ""}`, "data-evidence": one.at, title: one.title }, inner) }));
  const ties = (marks.ties ? sheet.ties : []).map((one, at) => ({ ...one, at })).filter((one) => one.section === part.index).map((one) => ({ ...one,
    wrap: (inner) => h("span", { class: `wb-tie wb-tie-${TIES[one.state]}`, title: one.words, "data-tie": one.at }, inner) }));
  return h("div", { class: "wb-prose" }, ...pieces(part.text, [...spans, ...ties]));
}

/** A statutory table as the form draws it. */
function form(sheet, part, marks, pick) {
  const rows = part.lines.map((line) => h("tr", {}, ...line.map((box) => (box.key ? cell(sheet, box, marks, pick)
    : h("th", { class: box.kind === "label" ? "wb-label" : "", rowspan: box.rowspan, colspan: box.colspan }, box.text)))));
  return h("div", { class: "wb-scroll" }, h("table", { class: "wb-form", "aria-label": part.table_name }, h("tbody", {}, ...rows)));
}

function cell(sheet, box, marks, pick) {
  const found = sheet.cells[box.key] ?? { text: "", state: "", label: box.key };
  const mark = marks.cells?.[box.key];
  const side = marks.operands?.[box.key];
  const classes = [mark && (mark.soft ? "wb-soft" : "wb-hit"), side && `wb-${side}`, found.state && "wb-odd", found.correction && "wb-mended"];
  const words = found.state ? (found.text ? `${found.text}？` : found.state) : found.text;
  const title = [found.label, found.place, found.state, found.doubt, found.correction, mark?.title].filter(Boolean).join("，");
  return h("td", { class: classes.filter(Boolean).join(" "), colspan: box.colspan, title, "data-key": box.key, tabindex: pick ? -1 : undefined,
    "data-evidence": mark?.at, on: pick && { click: () => pick(box.key) } }, mark ? h("mark", {}, words) : words);
}

/** The cell that an arrow key leads to from another: along its row, or the nearest of the next row that has any. */
export function neighbour(from, key) {
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  const rows = [...from.closest(".wb-paper").querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td[data-key]")]).filter((cells) => cells.length);
  const at = rows.findIndex((cells) => cells.includes(from));
  if (across) return rows[at][rows[at].indexOf(from) + across];
  const middle = (cell) => { const box = cell.getBoundingClientRect(); return box.left + box.width / 2; };
  const near = (one, other) => (Math.abs(middle(other) - middle(from)) < Math.abs(middle(one) - middle(from)) ? other : one);
  return down && rows[at + down]?.reduce(near);
}

/** What a finding marks in a report: its own evidence, that of what it is the cause of, the cells of its relation. */
export function marksOf(found, key) {
  const spans = [];
  const cells = {};
  const add = (one, at, title, soft) => {
    if (one.report !== key) return;
    if (one.kind === "span") spans.push({ section: one.section, start: one.start, end: one.end, at, title, soft });
    if (one.kind === "cell" && !cells[one.key]) cells[one.key] = { at, title, soft };
  };
  found.evidence.forEach((one, at) => add(one, at, found.message, false));
  const deep = (folded) => folded.forEach((one) => {
    one.evidence.forEach((quote) => add(quote, undefined, one.message, true));
    deep(one.folded);
  });
  deep(found.folded);
  return { spans, cells, operands: key === found.about ? found.operands : {} };
}
