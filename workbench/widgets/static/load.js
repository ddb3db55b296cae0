// Loading reports: files dropped or chosen, or a folder of the machine where the kernel runs; how far it is; what failed.

import { button, fill, h, voice } from "./dom.js";

const PIECE = 1 << 20;
const STAGES = { starting: "正在启动", reading: "正在读取新载入的文件", again: "正在读取已有报告", auditing: "正在核查", recording: "正在保存核查结果",
  done: "载入完成", failed: "载入失败", cancelled: "载入已取消，未保存任何核查结果" };

export function loading(desk) {
  const upload = (files) => send(desk, files, roster.value);
  const meant = (name) => !new RegExp(desk.state.loading.passed_over, "i").test(name);
  const chooseFiles = picker({ multiple: true }, meant, upload);
  const chooseFolder = picker({ webkitdirectory: true }, meant, upload);
  const drop = h("div", { class: "wb-drop" }, h("p", {}, "将报告文件、文件夹或压缩包拖到这里"),
    h("div", { class: "wb-line" }, button("选择文件", () => chooseFiles.click()), button("选择文件夹", () => chooseFolder.click())),
    chooseFiles, chooseFolder);
  const folder = h("input", { class: "wb-path", "aria-label": "文件夹路径", placeholder: "如 data/reports" });
  const roster = h("input", { class: "wb-path", "aria-label": "名册路径", placeholder: "名册 CSV 的路径，也用于上传的文件；不填则沿用上次的名册" });
  const start = () => desk.send("load", { folder: folder.value, roster: roster.value });
  const begin = button("载入并核查", start, { kind: "wb-primary" });
  folder.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) start(); });
  const state = h("div", { class: "wb-state" });
  const spoken = voice();
  const failures = h("div", {});
  dropped(desk, drop, meant, upload);
  desk.on("loading", (told) => {
    if (told.busy && document.activeElement === begin) desk.root.focus();  // what is disabled would leave the keys to the notebook
    begin.disabled = told.busy;
    drop.dataset.busy = told.busy;
    fill(state, ...far(desk, told));
    spoken.say([STAGES[told.stage], told.why].filter(Boolean).join("："));
    fill(failures, ...failed(told));
  });
  desk.on("uploading", (told) => { fill(state, ...sending(told)); spoken.say("正在上传"); });
  desk.on("head", () => { if (!desk.state.loading?.busy && desk.state.loading) fill(failures, ...failed(desk.state.loading)); });
  return h("div", { class: "wb-room wb-load", hidden: true },
    h("section", {}, h("h4", {}, "上传"), drop),
    h("section", {}, h("h4", {}, "本机文件夹"), h("p", { class: "wb-faint" }, "填写运行工作台的计算机上的路径，文件不必上传。"),
      h("label", {}, "文件夹", folder), h("label", {}, "名册", roster), begin),
    h("section", { class: "wb-broad" }, state, spoken.element, failures),
    h("p", { class: "wb-faint wb-broad" }, "新载入的报告与已有报告一并核查；同一单位同一年度的报告以新载入的为准，已有的处理意见保留。"));
}

function picker(props, meant, run) {
  const input = h("input", { type: "file", hidden: true, tabindex: -1, ...props, on: { change: () => {
    const files = [...input.files].map((file) => [file.webkitRelativePath || file.name, file]);
    run(files.filter(([path]) => path.split("/").slice(path.includes("/") ? 1 : 0).every(meant)));
    input.value = "";
  } } });
  return input;
}

/** Take what is dropped on an area. What misses it is not opened by the browser, which would leave the desk. */
function dropped(desk, area, meant, run) {
  for (const kind of ["dragover", "drop"]) desk.root.addEventListener(kind, (event) => event.preventDefault());
  area.addEventListener("dragover", (event) => { event.preventDefault(); event.stopPropagation(); area.dataset.over = "true"; });
  area.addEventListener("dragleave", () => { delete area.dataset.over; });
  area.addEventListener("drop", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    delete area.dataset.over;
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file")
      .map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);  // all at once: they are gone after the event
    try {
      const found = items.map(([entry, file]) => (entry ? within(entry, meant) : [[file.name, file]]));
      run((await Promise.all(found)).flat());
    } catch (error) {
      unreadable(desk, error);
    }
  });
}

/** All files in what was dropped, each with its path; of a folder none that nobody means by it. */
async function within(entry, meant) {
  if (entry.isFile) return [[entry.fullPath.replace(/^\//, ""), await new Promise((done, fail) => entry.file(done, fail))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));  // a hundred at most
    if (!some.length) return found.flat();
    for (const one of some.filter(({ name }) => meant(name))) found.push(await within(one, meant));
  }
}

function unreadable(desk, error) {
  desk.notice("error", `文件未能上传：${error.message}。请检查文件是否可以打开，再试一次。`);
  desk.tell("loading");
}

/** Send files piece by piece, each once the one before it has arrived, and have them read. */
async function send(desk, files, roster) {
  if (!files.length) desk.notice("info", "没有可以载入的文件；隐藏文件和系统文件不载入。");
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
    unreadable(desk, error);
  } finally {
    desk.uploading = null;
  }
}

/** How much is done; where it is not known of how much, no number is told. */
function bar(done, of) {
  return h("div", { class: "wb-bar wb-long-bar", role: "progressbar", "aria-label": "载入进度", "aria-valuemin": 0, "aria-valuemax": of || null,
    "aria-valuenow": of ? done : null, "aria-valuetext": of ? `${done} / ${of}` : null },
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
