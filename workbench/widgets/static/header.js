// The head of the desk: rooms, how far the review has got, who is at it; and what there is to be told.

import { button, fill, h } from "./dom.js";
import { help } from "./keys.js";

const STAYS = 6000;

export function header(desk) {
  const tabs = h("div", { class: "wb-tabs", role: "tablist", "aria-label": "页面" });
  const done = h("div", { class: "wb-done" });
  const who = h("div", { class: "wb-who" });
  for (const [name, words] of Object.entries(desk.rooms)) {
    tabs.append(button(words, () => desk.set("room", name), { kind: "wb-tab", role: "tab", "data-room": name, "aria-controls": desk.panels[name] }));
  }
  desk.on("room", (room) => {
    for (const tab of tabs.children) tab.setAttribute("aria-selected", String(tab.dataset.room === room));
  });
  desk.on("head", (head) => {
    fill(done, ...far(head));
    fill(who, ...person(desk, head));
  });
  return h("header", { class: "wb-head" }, tabs, done, who,
    button("撤销", () => desk.send("undo"), { key: "u" }), button("恢复", () => desk.send("redo"), { key: "r" }),
    button("按键", () => help(desk), { key: "?" }));
}

function far(head) {
  const share = head.findings ? head.settled / head.findings : 0;
  const bar = h("span", { class: "wb-bar", role: "progressbar", "aria-label": "处理进度", "aria-valuemin": 0,
    "aria-valuemax": head.findings, "aria-valuenow": head.settled, "aria-valuetext": `已处理 ${head.settled}，共 ${head.findings}` }, h("span", { style: `width:${share * 100}%` }));
  return [bar, h("span", { class: "wb-settled" }, `已处理 ${head.settled} / ${head.findings}`)];
}

function person(desk, head) {
  const name = h("input", { class: "wb-name", value: head.reviewer, placeholder: "处理人姓名", "aria-label": "处理人姓名",
    on: { change: () => named(desk, name.value), keydown: (event) => { if (event.key === "Enter") name.blur(); } } });
  return [h("label", {}, "处理人 ", name)];
}

function named(desk, name) {
  try {
    localStorage.setItem("workbench-reviewer", name);
  } catch {
    // a browser that keeps nothing asks again next time
  }
  desk.send("name", { reviewer: name });
}

/** The bar for what there is to be told: news goes by itself, errors and conflicts stay until they are closed. */
export function notices(desk) {
  const bar = h("div", { class: "wb-notice", hidden: true });
  const standing = h("div", { class: "wb-notice wb-standing", role: "status", hidden: true });
  let timer;
  const close = () => { bar.hidden = true; };
  desk.on("notice", ({ kind, text }) => {
    clearTimeout(timer);
    bar.className = `wb-notice wb-notice-${kind}`;
    bar.setAttribute("role", kind === "info" ? "status" : "alert");
    fill(bar, h("span", {}, text), button("关闭", close, { key: "Esc", kind: "wb-quiet" }));
    bar.hidden = false;
    if (kind === "info") timer = setTimeout(close, STAYS);
  });
  desk.closeNotice = () => { const was = !bar.hidden; close(); return was; };
  desk.on("head", (head) => {
    standing.hidden = !head.why_not && !head.outdated;
    fill(standing, head.outdated
      ? [h("span", {}, "已有新的核查结果。"), button("刷新", () => desk.send("reload"))]
      : h("span", {}, head.why_not));
  });
  return h("div", { class: "wb-notices" }, bar, standing);
}
