// Loading reports: files dropped or chosen, or a folder of the machine where the kernel runs; how far it is; what failed.

import { button, fill, h } from "./dom.js";

const PIECE = 1 << 20;
const STAGES = { starting: "正在启动", reading: "正在读取新载入的文件", again: "正在读取已有报告", auditing: "正在核查", recording: "正在保存核查结果",
  done: "载入完成", failed: "载入失败", cancelled: "载入已取消，未保存任何核查结果" };

export function loading(desk) {
  const upload = (files) => send(desk, files, roster.value);
  const chooseFiles = picker({ multiple: true }, upload);
  const chooseFolder = picker({ webkitdirectory: true }, upload);
  const drop = h("div", { class: "wb-drop" }, h("p", {}, "将报告文件、文件夹或压缩包拖到这里"),
    h("div", { class: "wb-line" }, button("选择文件", () => chooseFiles.click()), button("选择文件夹", () => chooseFolder.click())),
    chooseFiles, chooseFolder);
  const folder = h("input", { class: "wb-path", "aria-label": "文件夹路径", placeholder: "如 data/reports" });
  const roster = h("input", { class: "wb-path", "aria-label": "名册路径", placeholder: "名册 CSV 的路径，也用于上传的文件；不填则沿用上次的名册" });
  const start = () => desk.send("load", { folder: folder.value, roster: roster.value });
  const begin = button("载入并核查", start, { kind: "wb-primary" });
  folder.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) start(); });
  const state = h("div", { class: "wb-state", "aria-live": "polite" });
  const failures = h("div", {});
  dropped(drop, upload);
  desk.on("loading", (told) => {
    if (told.busy && document.activeElement === begin) desk.root.focus();  // what is disabled would leave the keys to the notebook
    begin.disabled = told.busy;
    drop.dataset.busy = told.busy;
    fill(state, ...far(desk, told));
    fill(failures, ...failed(told));
  });
  desk.on("uploading", (told) => fill(state, ...sending(told)));
  desk.on("head", () => { if (!desk.state.loading?.busy && desk.state.loading) fill(failures, ...failed(desk.state.loading)); });
  return h("div", { class: "wb-room wb-load", hidden: true },
    h("section", {}, h("h4", {}, "上传"), drop),
    h("section", {}, h("h4", {}, "本机文件夹"), h("p", { class: "wb-faint" }, "填写运行工作台的计算机上的路径，文件不必上传。"),
      h("label", {}, "文件夹", folder), h("label", {}, "名册", roster), begin),
    h("section", { class: "wb-broad" }, state, failures),
    h("p", { class: "wb-faint wb-broad" }, "新载入的报告与已有报告一并核查；同一单位同一年度的报告以新载入的为准，已有的处理意见保留。"));
}

function picker(props, run) {
  const input = h("input", { type: "file", hidden: true, tabindex: -1, ...props, on: { change: () => {
    run([...input.files].map((file) => [file.webkitRelativePath || file.name, file]));
    input.value = "";
  } } });
  return input;
}

function dropped(area, run) {
  area.addEventListener("dragover", (event) => { event.preventDefault(); event.stopPropagation(); area.dataset.over = "true"; });
  area.addEventListener("dragleave", () => { delete area.dataset.over; });
  area.addEventListener("drop", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    delete area.dataset.over;
    const files = [...event.dataTransfer.items].filter((item) => item.kind === "file")
      .map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);  // all at once: they are gone after the event
    const found = files.map(([entry, file]) => (entry ? within(entry) : [[file.name, file]]));
    run((await Promise.all(found)).flat());
  });
}

/** All files in what was dropped, each with its path. */
async function within(entry) {
  if (entry.isFile) return [[entry.fullPath.replace(/^\//, ""), await new Promise((done, fail) => entry.file(done, fail))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...await within(one));
  }
}

/** Send files piece by piece, each once the one before it has arrived, and have them read. */
async function send(desk, files, roster) {
  if (!files.length || desk.state.loading?.busy || desk.uploading) return;
  desk.uploading = { stopped: false };
  try {
    for (const [at, [path, file]] of files.entries()) {
      desk.set("uploading", { done: at, of: files.length, name: path, stop: () => { desk.uploading.stopped = true; } });
      for (let start = 0; start === 0 || start < file.size; start += PIECE) {
        const piece = await file.slice(start, start + PIECE).arrayBuffer();
        const arrived = await desk.ask("upload", { path, at: start, begin: at === 0 && start === 0 }, [piece]);
        if (arrived.notice?.kind === "error" || desk.uploading.stopped) { desk.tell("loading"); return; }
      }
    }
    desk.send("load", { uploaded: true, roster });
  } catch (error) {
    desk.notice("error", `文件未能上传：${error.message}。请检查文件是否可以打开，再试一次。`);
    desk.tell("loading");
  } finally {
    desk.uploading = null;
  }
}

function bar(done, of) {
  return h("div", { class: "wb-bar wb-long-bar", role: "progressbar", "aria-label": "载入进度", "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": done },
    h("span", { style: `width:${of ? (done / of) * 100 : 0}%` }));
}

function sending(told) {
  return [h("h4", {}, "正在上传"), h("div", { class: "wb-line" }, bar(told.done, told.of), h("span", {}, `${told.done} / ${told.of}`), button("取消", told.stop)),
    h("p", { class: "wb-faint" }, told.name)];
}

function far(desk, told) {
  if (!told.stage) return [];
  const counted = told.busy && told.of && told.stage !== "auditing";
  return [h("h4", { "data-stage": told.stage }, STAGES[told.stage], told.stage === "auditing" && told.of ? ` ${told.of} 份报告` : ""),
    told.busy && h("div", { class: "wb-line" }, bar(told.done, told.of), counted && h("span", {}, `${told.done} / ${told.of}`),
      button("取消", () => desk.send("cancel"))),
    told.busy && h("p", { class: "wb-faint" }, told.name),
    told.why && h("p", { class: told.stage === "failed" ? "wb-hint" : "" }, told.why),
    told.stage === "done" && button("开始复核", () => { desk.set("room", "review"); desk.root.focus(); }, { kind: "wb-primary" })];
}

function failed(told) {
  if (!told.failed) return [];
  return [h("h4", {}, `未能读取的文件（${told.failed}）`), h("table", { class: "wb-table" }, h("thead", {}, h("tr", {}, h("th", {}, "文件"), h("th", {}, "原因"))),
    h("tbody", {}, ...told.failures.map(([source, why]) => h("tr", {}, h("td", {}, source), h("td", {}, why))))),
  told.failed > told.failures.length && h("p", { class: "wb-faint" }, `只列出前 ${told.failures.length} 个。`)];
}
