// The desk: what the session in the kernel says, laid out; every action is a message to it.

import { fill, h, unique } from "./dom.js";
import { listen } from "./keys.js";
import { queue } from "./queue.js";
import { finding } from "./finding.js";
import { evidence } from "./evidence.js";
import { header, notices } from "./header.js";
import { loading } from "./load.js";
import { progress } from "./progress.js";
import { UNANSWERED, messages } from "./waiting.js";

const BROKEN = "界面显示出错：请刷新页面后重试，已保存的意见不会丢失；仍然出错的，请将浏览器控制台的内容交维护人员。";
const ROOMS = { review: "复核", progress: "进度", load: "载入" };

/** What the parts of the desk share: the state, how to change it, and who wants to know. */
function context(model, root) {
  const listeners = {};
  const answers = new Map();
  const idle = [];
  const waiting = messages((words) => desk.notice("error", words));
  const desk = {
    root, model, state: { room: model.get("room") }, sheets: new Map(), rooms: ROOMS,
    panels: Object.fromEntries(Object.keys(ROOMS).map((name) => [name, unique(name)])),
    on(part, run) { (listeners[part] ??= []).push(run); },
    tell(part) { for (const run of listeners[part] ?? []) desk.safely(run, desk.state[part]); },
    /** What fails here is told, and stands in the browser's console; the rest of the desk goes on. */
    safely(run, ...told) {
      try {
        run(...told);
      } catch (error) {
        console.error(error);
        if (desk.state.notice?.text !== BROKEN) desk.notice("error", BROKEN);
      }
    },
    set(part, value) { desk.state[part] = value; desk.tell(part); },
    notice(kind, text) { desk.set("notice", { kind, text }); },
    send(what, told = {}, buffers = []) {
      const id = waiting.sent();
      try {
        model.send({ do: what, id, ...told }, undefined, buffers);
      } catch (error) {  // nobody is there: the kernel has died
        console.error(error);
        desk.notice("error", UNANSWERED);
      }
      return id;
    },
    /** Send, and wait for the patch that answers. */
    ask(what, told, buffers) {
      return new Promise((answered) => { answers.set(desk.send(what, told, buffers), answered); });
    },
    /** Do something on what the desk shows once all that was asked for is answered, such as marks set just now. */
    whenAnswered(run) { if (waiting.anyWaits()) idle.push(run); else run(); },
    take(patch, buffers) {
      if (patch.id) waiting.answered(patch.id);
      for (const sheet of patch.sheets ?? []) desk.sheets.set(sheet.key, sheet);
      for (const [part, value] of Object.entries(patch)) if (part !== "sheets" && part !== "id") desk.state[part] = value;
      if (patch.source && buffers?.length) patch.source.png = buffers[0];
      for (const part of Object.keys(patch)) desk.tell(part);
      answers.get(patch.id)?.(patch);
      answers.delete(patch.id);
      while (!waiting.anyWaits() && idle.length) idle.shift()();
    },
    close: waiting.close,
  };
  return desk;
}

function render({ model, el }) {
  const root = h("div", { class: "wb", tabindex: 0, role: "application", "aria-label": "年报核查工作台",
    "data-lm-suppress-shortcuts": "true" });
  const desk = context(model, root);
  const rooms = {
    review: h("div", { class: "wb-room wb-review" }, queue(desk), finding(desk), evidence(desk)),
    progress: progress(desk),
    load: loading(desk),
  };
  for (const [name, element] of Object.entries(rooms)) {
    for (const [attribute, value] of Object.entries({ id: desk.panels[name], role: "tabpanel", "aria-label": ROOMS[name] })) element.setAttribute(attribute, value);
  }
  fill(root, header(desk), notices(desk), ...Object.values(rooms));
  desk.on("room", (room) => {
    for (const [name, element] of Object.entries(rooms)) element.hidden = name !== room;
  });
  const arrived = (patch, buffers) => {
    desk.take(patch, buffers);
    if (root.dataset.ready || !patch.head) return;
    if (!patch.head.reports) desk.set("room", "load");
    root.dataset.ready = "true";
  };
  model.on("msg:custom", arrived);
  const deaf = listen(desk);
  el.append(root);
  desk.tell("room");
  desk.send("open", { reviewer: remembered(model) });
  if (document.body.dataset.voila) root.focus();
  return () => { model.off("msg:custom", arrived); deaf(); desk.close(); };
}

/** The name that was given in this browser before, where the desk was opened without one. */
function remembered(model) {
  try {
    return model.get("asks_name") ? localStorage.getItem("workbench-reviewer") : null;
  } catch {
    return null;  // a browser that keeps nothing
  }
}

export default { render };
