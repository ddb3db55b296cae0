// How far the review has got: by report, unit, family and reviewer; who does what, and what is signed off.

import { button, fill, h, SEVERITIES, severity, unhurried, unique } from "./dom.js";

const BY = { reports: "按报告", units: "按单位", families: "按类别", reviewers: "按承办人" };

export function progress(desk) {
  const text = h("input", { type: "search", class: "wb-search", placeholder: "查找单位", "aria-label": "查找" });
  const left = h("input", { type: "checkbox" });
  const tabs = h("div", { class: "wb-tabs", role: "tablist", "aria-label": "进度" });
  const lines = h("div", { class: "wb-lines", role: "tabpanel", "aria-label": "进度", id: unique("lines") });
  const whole = h("div", { class: "wb-whole" });
    const assignee = h("input", { class: "wb-name", placeholder: "承办人", "aria-label": "承办人" });
  const chosen = new Set();
  let by = "reports";
  const ask = () => desk.send("show_progress", { by, text: text.value, left: left.checked });
  text.addEventListener("input", unhurried(ask, 200));
  left.addEventListener("change", ask);
  for (const [name, words] of Object.entries(BY)) {
    tabs.append(button(words, () => { by = name; ask(); }, { kind: "wb-tab", role: "tab", "data-by": name, "aria-controls": lines.id }));
  }
  const assign = button("分派所选报告", () => {
    desk.send("assign", { reports: [...chosen], assignee: assignee.value });
    chosen.clear();
  });
  desk.on("room", (room) => { if (room === "progress") ask(); });
  desk.on("progress", (told) => {
    by = told.by;
    for (const tab of tabs.children) tab.setAttribute("aria-selected", String(tab.dataset.by === by));
    fill(whole, ...summary(desk, told));
    fill(lines, table(desk, told, chosen), told.of > told.lines.length
      && h("p", { class: "wb-faint" }, `共 ${told.of} 行，只列出前 ${told.lines.length} 行，可在上方查找。`));
    assign.disabled = Boolean(desk.state.head.why_not);
  });
  return h("div", { class: "wb-room wb-progress", hidden: true }, h("div", { class: "wb-line" }, tabs, text,
    h("label", {}, left, " 只看未完成"), h("span", { class: "wb-grow" }), assignee, assign), whole, lines);
}

function bar(line) {
  const share = line.findings ? line.settled / line.findings : 1;
  return h("span", { class: "wb-bar", role: "img", "aria-label": `已处理 ${line.settled}，共 ${line.findings}` },
    h("span", { style: `width:${share * 100}%` }));
}

function summary(desk, told) {
  const { whole } = told;
  const ready = whole.findings === whole.settled && !desk.state.head.why_not;
  return [h("b", {}, `全部问题 ${whole.findings}，已处理 ${whole.settled}`), bar(whole), ...grave(whole),
    signature(told.sign_off), !told.sign_off?.in_force && button("审签全部报告", () => desk.send("sign_off", {}), { disabled: !ready,
      title: ready ? "" : "全部问题处理完毕后方可审签" })];
}

function grave(line) {
  return Object.keys(SEVERITIES).filter((name) => line.severities[name]).map((name) =>
    h("span", { class: "wb-grave" }, severity(name, true), ` ${line.severities[name]}`));
}

function signature(signed) {
  if (!signed) return null;
  return h("span", { class: signed.in_force ? "wb-signed" : "wb-flag", title: signed.note },
    signed.in_force ? `${signed.reviewer} ${signed.at} 审签` : `审签已中止：${signed.why_not}`);
}

function table(desk, told, chosen) {
  const reports = told.by === "reports";
  const heads = [reports && "选中", "名称", "问题", "严重程度", "进度", "数据已变", "待复核", reports && "承办人", reports && "审签"];
  const counts = new Set(["问题", "数据已变", "待复核"]);
  return h("table", { class: "wb-table" }, h("thead", {}, h("tr", {}, ...heads.filter(Boolean).map((words) =>
    h("th", { scope: "col", class: counts.has(words) ? "wb-count" : "" }, words)))),
    h("tbody", {}, ...told.lines.map((line) => h("tr", {}, reports && h("td", {}, tick(line, chosen)),
      h("td", {}, shown(desk, told.by, line)), h("td", { class: "wb-count" }, line.findings), h("td", {}, ...grave(line)),
      h("td", {}, bar(line), h("span", { class: "wb-faint" }, ` ${line.settled} / ${line.findings}`)),
      h("td", { class: "wb-count" }, line.stale || ""), h("td", { class: "wb-count" }, line.needs_second || ""),
      reports && h("td", {}, line.assignee || "—"), reports && h("td", {}, sign(desk, line))))));
}

function tick(line, chosen) {
  const box = h("input", { type: "checkbox", checked: chosen.has(line.key), "aria-label": `选中 ${line.name}`,
    on: { change: () => (box.checked ? chosen.add(line.key) : chosen.delete(line.key)) } });
  return box;
}

/** A name that leads to its findings. */
function shown(desk, by, line) {
  const condition = { reports: ["reports", line.key], units: ["units", line.name], reviewers: ["assignees", line.name] }[by];
  const words = line.name || (by === "reviewers" ? "未分派" : "单位未识别");
  if (!condition || !line.findings) return words;
  const go = () => { desk.choose({ [condition[0]]: [condition[1]] }); desk.set("room", "review"); desk.root.focus(); };
  return h("button", { type: "button", class: "wb-link", on: { click: go } }, words);
}

function sign(desk, line) {
  if (line.sign_off?.in_force) return signature(line.sign_off);
  const ready = line.findings === line.settled && !desk.state.head.why_not;
  return [signature(line.sign_off), button("审签", () => desk.send("sign_off", { about: line.key }), { kind: "wb-quiet", disabled: !ready,
    title: ready ? "" : "问题处理完毕后方可审签" })];
}
