// The source of a piece of evidence: the page as a picture with the place framed, or the blocks of text around it.

import { button, fill, h, reveal } from "./dom.js";

const ZOOMS = [0.5, 0.75, 1, 1.5, 2];

/** What shows a place of a source in an element; `name` tells its answers from those for others. */
export function source(desk, name, body, tools) {
  const kept = new Map();
  const asked = new Set();
  let wanted = "";
  let zoom = 2;
  let url = "";
  desk.on("source", (told) => {
    if (!told.name.startsWith(`${name} `)) return;
    asked.delete(told.name);
    if (!told.error) kept.set(told.name, told);
    if (kept.size > 12) kept.delete(kept.keys().next().value);
    if (told.name === wanted) draw(told);
  });
  function draw(told) {
    URL.revokeObjectURL(url);
    if (told.error) { fill(body, h("p", { class: "wb-empty" }, told.error)); return; }
    if (told.png) {
      url = URL.createObjectURL(new Blob([told.png], { type: "image/png" }));
      const image = h("img", { class: "wb-page", src: url, alt: told.place, style: `width:${ZOOMS[zoom] * 100}%` });
      fill(tools, button("−", () => resized(image, -1), { title: "缩小" }), button("＋", () => resized(image, 1), { title: "放大" }));
      fill(body, h("p", { class: "wb-faint" }, told.place), image);
      image.onload = () => { body.scrollTop = image.offsetTop + told.down * image.clientHeight - body.clientHeight / 3; };
    } else fill(body, h("p", { class: "wb-faint" }, told.place), ...told.blocks.map(block));
    body.dataset.source = told.name;
    reveal(body, body.querySelector(".wb-hit"));
  }
  function resized(image, by) {
    zoom = Math.min(Math.max(zoom + by, 0), ZOOMS.length - 1);
    image.style.width = `${ZOOMS[zoom] * 100}%`;
  }
  function ask(told) {
    wanted = `${name} ${JSON.stringify(told)}`;
    const known = kept.get(wanted);
    if (known) { draw(known); return; }
    fill(body, h("p", { class: "wb-empty wb-waiting" }, "正在打开原件……"));
    if (asked.has(wanted)) return;
    asked.add(wanted);
    desk.send("source", { ...told, name: wanted });
  }
  return {
    ask,
    /** Say that the kernel does not answer, where a place is still being opened. */
    late(words) { if (body.querySelector(".wb-waiting")) fill(body, h("p", { class: "wb-empty", role: "alert" }, words)); },
    /** Show nothing of what is still being drawn: something else is looked at now. */
    leave() { wanted = ""; },
    /** The place of a piece of evidence, the first that has one in this report unless that which is looked at has. */
    show(found, report, at) {
      const places = found.evidence.map((one, number) => ({ ...one, number })).filter((one) => one.report === report && one.located);
      const one = places.find((place) => place.number === at) ?? places[0];
      if (one) ask({ report, finding: found.id, evidence: one.number });
      else fill(body, h("p", { class: "wb-empty" }, "该问题在这份报告中没有可供查看的位置。"));
    },
  };
}

function block(told) {
  if (!told.rows) return h("p", { class: told.here ? "wb-block wb-hit" : "wb-block" }, told.text);
  const rows = told.rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", { class: cell.here ? "wb-hit" : "", colspan: cell.span },
    cell.here ? h("mark", {}, cell.text || "（空白）") : cell.text))));
  return h("div", { class: "wb-scroll" }, h("table", { class: "wb-form" }, h("tbody", {}, ...rows)));
}
