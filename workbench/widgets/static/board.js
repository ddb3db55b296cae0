// The board: charts of the whole batch, each with its numbers as a table. A click on a mark, or on a row of a table,
// chooses the findings that it stands for.

import { button, fill, h, SEVERITIES } from "./dom.js";
import { SLOW, UNANSWERED } from "./waiting.js";

const MOST = 200;

/** What draws, which is large: it is loaded when there is something to draw. */
const vega = () => import("./vega.js");

/** Let others have their turn; other widgets of the page may be beginning, and have two seconds for it. */
const breath = () => new Promise((go) => setTimeout(go));

function render({ model, el }) {
  const cards = h("div", { class: "wb-cards" });
  const head = h("header", { class: "wb-board-head" });
  const root = h("div", { class: "wb-face wb-board", tabindex: 0, role: "region", "aria-label": "全局看板",
    "data-lm-suppress-shortcuts": "true" }, head, cards);
  let slow;
  const ask = (told) => {
    clearTimeout(slow);
    slow = setTimeout(() => fill(trouble, UNANSWERED), SLOW);
    model.send(told);
  };
  const board = { root, choose: (filter) => ask({ do: "choose", filter }), views: [] };
  const [sums, words, trouble] = [h("div", { class: "wb-sums" }), h("span", { class: "wb-picked-findings", role: "status" }), h("span", { class: "wb-hint", role: "alert" })];
  const cancel = button("取消筛选", () => board.choose({}), { kind: "wb-quiet" });
  const again = button("刷新", () => ask({ do: "refresh" }), { title: "按最新的处理意见重新统计" });
  fill(head, sums, h("span", { class: "wb-grow" }), words, cancel, again, trouble);  // once: a button that is replaced while it is pressed does nothing
  const heading = () => {
    const { findings, filter, words: told } = model.get("chosen");
    cancel.hidden = !Object.keys(filter).length;
    fill(sums, ...summed(model.get("summary")));
    fill(words, cancel.hidden ? h("span", { class: "wb-faint" }, "点击图形或数据表的一行，筛选问题") : `${told}：${findings} 个问题`);
    fill(trouble, model.get("trouble"));
  };
  const answered = () => {
    clearTimeout(slow);
    heading();
  };
  let latest = 0;
  /** Draw all charts anew. What is drawn already when something newer is to be drawn is given up: only the last one says that it is ready. */
  const drawing = async () => {
    latest += 1;
    const turn = latest;
    root.dataset.ready = "false";
    while (!root.isConnected && turn === latest) await new Promise(requestAnimationFrame);  // before that it has neither width nor colours
    if (turn !== latest) return;
    for (const view of board.views.splice(0)) view.finalize();
    fill(cards, ...model.get("charts").map((spec) => card(spec, board)));
    for (const one of [...cards.children]) {
      const view = await drawn(one, board);
      if (turn !== latest) { view.finalize(); return; }
      board.views.push(view);
      await breath();
      if (turn !== latest) return;
    }
    root.dataset.ready = "true";
  };
  const theme = new MutationObserver(() => drawing());
  el.append(root);
  heading();
  drawing();
  for (const name of ["summary", "chosen", "trouble"]) model.on(`change:${name}`, heading);
  model.on("change:answered", answered);
  model.on("change:charts", drawing);
  for (const other of ["keydown", "keyup", "keypress"]) root.addEventListener(other, (event) => event.stopPropagation());
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    latest += 1;  // what is being drawn is given up
    theme.disconnect();
    for (const name of ["summary", "chosen", "trouble"]) model.off(`change:${name}`, heading);
    model.off("change:answered", answered);
    clearTimeout(slow);
    model.off("change:charts", drawing);
    for (const view of board.views) view.finalize();
  };
}

function summed(summary) {
  const failed = summary.failures ? h("span", { class: "wb-flag" }, `${summary.failures} 个文件未能读取`) : null;
  const severities = Object.entries(SEVERITIES).map(([name, [sign, word]]) =>
    h("span", { class: `wb-severity wb-is-${name}` }, `${sign} ${word} ${summary[name]}`));
  return [h("b", {}, `${summary.reports} 份报告`), failed, ...severities, h("span", {}, `已处理 ${summary.settled} / ${summary.findings}`),
    summary.remark ? h("span", { class: "wb-faint" }, summary.remark) : null];
}

function card(spec, board) {
  const { columns } = spec.usermeta.workbench;
  const rows = Object.values(spec.datasets ?? {})[0] ?? [];
  const listed = columns && rows[0] && "value" in rows[0] ? table(spec, rows, board) : null;
  const words = `${spec.title.text}。${spec.title.subtitle}${listed ? "。数字见数据表" : ""}`;
  const place = h("div", { role: "img", "aria-label": words }, h("div", { class: "wb-chart" }));  // what draws names the inner one as it likes
  const made = h("section", { class: `wb-card ${wide(spec) ? "wb-card-wide" : ""}`, "aria-label": spec.title.text }, place, listed);
  made.spec = spec;
  return made;
}

const wide = (spec) => Boolean(spec.width?.step);

async function drawn(made, board) {
  const { conditions } = made.spec.usermeta.workbench;
  const place = made.querySelector(".wb-chart");
  const { vegaEmbed } = await vega();
  const view = await vegaEmbed(place, inTheme(made.spec, board.root), { actions: false, renderer: "svg" });
  view.view.addEventListener("click", (_event, item) => {
    const filter = meant(item?.datum, conditions);
    if (filter) board.choose(filter);
  });
  return view;
}

/** The filter that a mark, or a row of the table, stands for; null where it stands for none. */
function meant(datum, conditions) {
  const known = Object.entries(conditions).filter(([, column]) => datum && column in datum);
  return known.length ? Object.fromEntries(known.map(([condition, column]) => [condition, [datum[column]]])) : null;
}

/** The chart in the colours of the page, as wide as there is room. */
function inTheme(spec, root) {
  const style = getComputedStyle(root);
  const [text, dim, rule] = ["--wb-text", "--wb-dim", "--wb-rule"].map((name) => style.getPropertyValue(name).trim());
  const config = spec.config ?? {};
  const axis = { ...config.axis, labelColor: text, titleColor: dim, domainColor: rule, tickColor: rule, gridColor: rule, gridOpacity: 0.5 };
  const title = { ...config.title, color: text, subtitleColor: dim };
  const bordered = (layer) => (layer.mark?.stroke ? { ...layer, mark: { ...layer.mark, stroke: style.getPropertyValue("--wb-bg").trim() } } : layer);
  return { ...spec, ...(spec.layer ? { layer: spec.layer.map(bordered) } : {}), background: "transparent", config: { ...config, axis, title, text: { color: text },
    legend: { ...config.legend, labelColor: text, titleColor: dim } },
    ...(wide(spec) ? {} : { width: "container", autosize: { type: "fit-x", contains: "padding" } }) };
}

/** The numbers of a chart for whoever does not see it, prints it, or has no mouse. */
function table(spec, rows, board) {
  const { columns, conditions } = spec.usermeta.workbench;
  const names = Object.keys(columns).filter((name) => name in rows[0]);
  const line = (row) => h("tr", {}, ...names.map((name, at) => h("td", { class: typeof row[name] === "number" && name !== "year" ? "wb-count" : "" },
    at || !meant(row, conditions) ? shown(row[name]) : button(shown(row[name]), () => board.choose(meant(row, conditions)), { kind: "wb-link" }))));
  const more = rows.length > MOST ? h("p", { class: "wb-faint" }, `只列出前 ${MOST} 行，共 ${rows.length} 行。`) : null;
  return h("details", { class: "wb-data" }, h("summary", {}, "数据表"), h("table", { class: "wb-table" },
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, columns[name])))),
    h("tbody", {}, ...rows.slice(0, MOST).map(line))), more);
}

const shown = (value) => (typeof value === "number" ? value.toLocaleString("zh-CN") : String(value ?? ""));

export default { render };
