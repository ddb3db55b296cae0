// What is in the queue: search, common views, conditions with their numbers, order, headings.

import { button, fill, h, unhurried } from "./dom.js";

const WAIT = 150;
const FACETS = {
  severities: "严重程度", statuses: "处理意见", families: "类别", years: "年度", levels: "级别", assignees: "承办人",
  checks: "检查", units: "单位",
};
const SORTS = { "": "按报告", severities: "按严重程度", checks: "按检查", units: "按单位", years: "按年度", statuses: "按处理意见" };
const GROUPS = { "": "不分组", units: "按单位分组", checks: "按检查分组" };
const VIEWS = [
  ["全部", {}, (state, head) => head.findings], ["未处理", { settled: false }, (state) => state.flags.open],
  ["待复核", { needs_second: true }, (state) => state.flags.needs_second],
  ["意见不一", { disagreed: true }, (state) => state.flags.disagreed], ["数据已变", { stale: true }, (state) => state.flags.stale],
];
const FLAGS = ["settled", "needs_second", "disagreed", "stale"];

export function filters(desk) {
  const search = h("input", { type: "search", class: "wb-search", placeholder: "搜索单位、文字、证据（/）", "aria-label": "搜索" });
  const views = h("div", { class: "wb-views", role: "group", "aria-label": "常用筛选" });
  const chips = h("div", { class: "wb-chips", role: "group", "aria-label": "已选条件" });
  const panel = h("div", { class: "wb-panel", hidden: true, role: "region", "aria-label": "筛选条件" });
  const sort = choice(SORTS, "排序", (value) => desk.send("choose", { sort: value }));
  const group = choice(GROUPS, "分组（g）", (value) => desk.send("choose", { group: value }));
  const filtered = () => desk.state.queue?.filter ?? {};
  const typed = unhurried(() => desk.choose({ ...filtered(), text: search.value }), WAIT);
  desk.choose = (filter) => {
    typed.drop(); // what was typed just before must not undo what is chosen now
    desk.send("choose", { filter });
  };
  search.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  search.addEventListener("compositionend", typed);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) desk.root.focus(); });
  desk.search = () => { search.focus(); search.select(); };
  desk.toggleFilters = () => {
    panel.hidden = !panel.hidden;
    more.setAttribute("aria-expanded", String(!panel.hidden));
    (panel.hidden ? desk.root : panel.querySelector("input") ?? panel).focus();
  };
  desk.closeFilters = () => !panel.hidden && (desk.toggleFilters(), true);
  desk.nextGroup = () => desk.whenAnswered(() => {
    const names = Object.keys(GROUPS);
    desk.send("choose", { group: names[(names.indexOf(desk.state.queue.group) + 1) % names.length] });
  });
  desk.on("queue", (state) => {
    if (document.activeElement !== search) search.value = state.filter.text ?? "";
    sort.value = state.sort;
    group.value = state.group;
    fill(views, ...VIEWS.map((view) => common(desk, state, view)), mine(desk, state));
    fill(chips, ...set(desk, state));
    redraw(desk, panel, state);
  });
  const more = button("筛选", desk.toggleFilters, { key: "f", "aria-expanded": "false" });
  return h("div", { class: "wb-filters" }, h("div", { class: "wb-line" }, search, more), views, chips, panel,
    h("div", { class: "wb-line" }, sort, group));
}

function choice(names, label, run) {
  const made = h("select", { "aria-label": label, title: label, on: { change: () => run(made.value) } },
    ...Object.entries(names).map(([value, words]) => h("option", { value }, words)));
  return made;
}

/** A filter without the conditions that the common views set. */
function without(filter, ...names) {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name)));
}

function common(desk, state, [words, flags, count]) {
  const whole = words === "全部";
  const now = whole ? state.filter : Object.fromEntries(FLAGS.filter((name) => name in state.filter).map((name) => [name, state.filter[name]]));
  const number = desk.state.head ? count(state, desk.state.head) : "";
  return button([words, " ", h("span", { class: "wb-number" }, number)],
    () => desk.choose(whole ? {} : { ...without(state.filter, ...FLAGS), ...flags }),
    { kind: "wb-view", "aria-pressed": String(JSON.stringify(now) === JSON.stringify(flags)) });
}

function isMine(desk, state) {
  return Boolean(desk.state.head?.reviewer) && state.filter.assignees?.[0] === desk.state.head.reviewer;
}

function mine(desk, state) {
  const reviewer = desk.state.head?.reviewer;
  if (!reviewer) return null;
  const on = isMine(desk, state);
  const next = on ? without(state.filter, "assignees") : { ...state.filter, assignees: [reviewer] };
  return button("分给我的", () => desk.choose(next), { kind: "wb-view", "aria-pressed": String(on) });
}

/** What was chosen, each to be taken back. */
function set(desk, state) {
  return [...Object.keys(FACETS), "reports"].flatMap((name) => (state.filter[name] ?? []).map((value) => {
    const words = state.facets[name]?.find(([one]) => one === value)?.[1] ?? value;
    const left = state.filter[name].filter((one) => one !== value);
    return button(`${words} ✕`, () => desk.choose({ ...state.filter, [name]: left }), { kind: "wb-chip", title: `取消：${words}` });
  }));
}

function redraw(desk, panel, state) {
  const top = panel.scrollTop;
  fill(panel, ...Object.entries(FACETS).map(([name, words]) => facet(desk, state, name, words)),
    h("div", { class: "wb-actions" }, button("取消全部条件", () => desk.choose({})), button("收起", desk.toggleFilters, { key: "f" })));
  panel.scrollTop = top;
}

function facet(desk, state, name, words) {
  const chosen = state.filter[name] ?? [];
  const values = state.facets[name];
  if (values.length < 2 && !chosen.length) return null;
  const more = state.more[name];
  return h("fieldset", {}, h("legend", {}, words), ...values.map(([value, label, count]) => {
    const box = h("input", { type: "checkbox", checked: chosen.includes(value), "data-value": `${name} ${value}`,
      on: { change: () => desk.choose({ ...state.filter, [name]: box.checked ? [...chosen, value] : chosen.filter((one) => one !== value) }) } });
    return h("label", { class: "wb-value" }, box, h("span", {}, label), h("span", { class: "wb-number" }, count));
  }), more ? h("p", { class: "wb-faint" }, `另有 ${more} 项未列出，可用搜索查找。`) : null);
}
