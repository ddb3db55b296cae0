// The queue: only the rows in view are here; the others stay in the kernel, however many there are.

import { button, fill, h, severity, SEVERITIES, status, STATUSES, unhurried, unique, voice } from "./dom.js";
import { filters } from "./filters.js";
import { bulk } from "./decide.js";

const HEIGHT = 48;
const SPARE = 20;

export function queue(desk) {
  const space = h("div", { class: "wb-space" });
  const list = h("div", { class: "wb-list", role: "grid", tabindex: 0, "aria-label": "问题", "aria-multiselectable": "true", "aria-readonly": "true",
    id: unique("list") }, space);
  const [spoken, marks] = [voice(), voice()];
  const foot = h("div", { class: "wb-foot" });
  const chosen = h("div", { class: "wb-chosen", hidden: true });
  const decideOnMarked = bulk(desk);
  desk.bulk = () => desk.whenAnswered(() => {
    if (desk.state.queue?.marked) decideOnMarked();
    else desk.notice("info", "先用空格或 x 选中问题，再成批处理。");
  });
  desk.on("rows", (rows) => draw(desk, list, space, rows));
  desk.on("queue", (state) => {
    fill(foot, ...told(desk, state));
    chosen.hidden = !state.marked;
    marks.say(state.marked ? `已选 ${state.marked} 个` : "");
    fill(chosen, h("b", {}, `已选 ${state.marked} 个`), button("成批处理", desk.bulk, { key: "b", kind: "wb-primary" }),
      button("全部取消", () => desk.send("mark", { what: "none" }), { key: "Esc" }));
  });
  desk.on("cursor", (cursor) => {
    if (desk.state.rows) makeRoom(space, desk.state.rows);  // the rows may come after the cursor: where there is no room yet, nothing scrolls
    reveal(list, cursor);
  });
  desk.on("finding", (found) => spoken.say(found && document.activeElement !== list ? inWords(desk, found) : ""));
  const look = unhurried(() => desk.send("look", inView(list)), 30);
  list.addEventListener("scroll", () => { if (missing(desk, list)) look(); });
  return h("section", { class: "wb-queue", role: "region", "aria-label": "问题列表" }, filters(desk), chosen, list, foot, spoken.element, marks.element);
}

/** The finding where the reviewer stands, as it is read out. */
function inWords(desk, found) {
  const { position } = desk.state.cursor;
  const place = `第 ${position + 1} 个，共 ${desk.state.queue.findings} 个`;
  return [place, SEVERITIES[found.severity][1], `${found.unit || "单位未识别"}${found.year ? `${found.year}年` : ""}`, found.message,
    STATUSES[found.status][1], ...found.flags].join("，");
}

function told(desk, state) {
  const outside = state.outside
    ? [h("span", { class: "wb-faint" }, `其中 ${state.outside} 个已不符合筛选条件`),
      button("更新列表", () => desk.send("choose"), { kind: "wb-quiet" })] : [];
  return [h("span", { class: "wb-count" }, `${state.findings} 个问题`), ...outside,
    button("下一未处理", () => desk.send("next_open"), { key: "n", kind: "wb-quiet" })];
}

/** The rows that are in view, with some to spare. */
function inView(list) {
  const first = Math.max(Math.floor(list.scrollTop / HEIGHT) - SPARE, 0);
  return { first, count: Math.ceil(list.clientHeight / HEIGHT) + 2 * SPARE };
}

function missing(desk, list) {
  const rows = desk.state.rows;
  if (!rows) return false;
  const first = Math.floor(list.scrollTop / HEIGHT);
  const last = Math.min(first + Math.ceil(list.clientHeight / HEIGHT), rows.of);
  return first < rows.first || last > rows.first + rows.rows.length;
}

function reveal(list, cursor) {
  const top = cursor.row * HEIGHT;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
}

function makeRoom(space, rows) {
  space.style.height = `${rows.of * HEIGHT}px`;
}

function draw(desk, list, space, rows) {
  makeRoom(space, rows);
  list.setAttribute("aria-rowcount", rows.of);
  fill(space, ...rows.rows.map((row, at) => {
    const element = row.heading === undefined ? line(desk, row, `${list.id}-${row.id}`) : heading(desk, row);
    element.setAttribute("aria-rowindex", rows.first + at + 1);
    element.style.top = `${(rows.first + at) * HEIGHT}px`;
    return element;
  }));
  list.dataset.first = rows.first;
  list.setAttribute("aria-activedescendant", space.querySelector(".wb-here")?.id ?? "");
  if (!rows.of) fill(space, h("p", { class: "wb-empty" }, "没有符合条件的问题。"));
}

function heading(desk, row) {
  const fold = () => desk.send("fold", { group: row.name });
  const name = h("button", { type: "button", class: "wb-link", "data-value": row.name, "aria-expanded": String(!row.closed) },
    h("span", { class: "wb-fold", "aria-hidden": "true" }, row.closed ? "▸" : "▾"), h("b", {}, row.heading));
  return h("div", { class: "wb-row wb-heading", role: "row", on: { click: fold } }, h("div", { class: "wb-cells", role: "gridcell" }, name,
    h("span", { class: "wb-faint" }, `${row.settled} / ${row.findings}`),
    button("选中本组", (event) => { event.stopPropagation(); desk.send("mark", { what: "group", group: row.name }); },
      { kind: "wb-quiet" })));
}

function line(desk, row, id) {
  const here = row.id === desk.state.cursor?.id;
  const classes = ["wb-row", here && "wb-here", row.marked && "wb-marked", row.settled && "wb-over"];
  const words = row.flags.map((flag) => h("span", { class: "wb-flag" }, flag));
  return h("div", { class: classes.filter(Boolean).join(" "), role: "row", id, "data-id": row.id, "aria-selected": String(row.marked),
    "aria-current": String(here), on: { click: (event) => clicked(desk, row, event) } },
  h("div", { role: "gridcell" },
    h("span", { class: "wb-tick", title: "选中（x）", "aria-hidden": "true", on: { click: (event) => ticked(desk, row, event) } }, row.marked ? "☑" : "☐"),
    h("div", { class: "wb-line" }, severity(row.severity, true), h("span", { class: "wb-unit" }, row.unit),
      h("span", { class: "wb-year" }, row.year || ""), ...words, status(row.status, row.status === "undecided")),
    h("div", { class: "wb-words" }, h("span", { class: "wb-code" }, row.check), " ", row.message)));
}

function clicked(desk, row, event) {
  if (event.shiftKey) desk.send("mark", { what: "range", first: desk.state.cursor.position, last: row.position });
  else if (event.ctrlKey || event.metaKey) desk.send("mark", { at: row.position });
  else desk.send("go", { to: row.position });
}

function ticked(desk, row, event) {
  event.stopPropagation();
  desk.send("mark", { at: row.position });
}
