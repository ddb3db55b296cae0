// Deciding: one finding or many; what an opinion needs is asked for before it is sent.

import { button, fill, h, severity, SEVERITIES, STATUSES } from "./dom.js";
import { dialog } from "./keys.js";

const KINDS = Object.entries({ confirmed: "1", dismissed: "2", explanation_asked: "3", corrected: "4", reopened: "0" })
  .map(([kind, key]) => [kind, STATUSES[kind][1], key]);

/** The bar under a finding: note and kinds. */
export function decisions(desk) {
  const note = h("input", { class: "wb-note", placeholder: "备注（m），随处理意见保存", "aria-label": "备注", maxlength: 2000 });
  const bar = h("div", { class: "wb-kinds", role: "group", "aria-label": "处理意见" });
  desk.note = () => note.focus();
  note.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) desk.root.focus(); });
  const kept = notes(note);
  const drafts = new Map();
  const send = async (told) => {
    const name = `${told.kind} ${told.finding}`;
    kept.put(told.finding, told.note);
    drafts.set(name, told);
    if (await refused(desk, told)) return;
    kept.forget(told.finding, told.note);
    drafts.delete(name);
  };
  desk.decide = (kind) => {
    const finding = desk.state.finding;
    if (!finding) return;
    const seen = { finding: finding.id, version: finding.version, kind, note: note.value };
    if (!ASKS[kind]) { send(seen); return; }
    const { title, fields } = ASKS[kind];
    const form = fields(desk, { question: `请核实并说明：${finding.message}`, ...drafts.get(`${kind} ${finding.id}`), note: seen.note });
    confirm(desk, title, form, (told) => { send({ ...seen, ...told }); desk.dialog.close(); });
  };
  const again = h("span", {});
  const kinds = (wanted) => KINDS.filter(([kind]) => wanted(kind)).map(([kind, words, key]) => button(words, () => desk.decide(kind),
    { key, kind: `wb-kind-${kind}`, disabled: Boolean(desk.state.head?.why_not) || !desk.state.finding,
      "aria-pressed": String(desk.state.finding?.status === kind) }));
  const draw = () => {
    const open = ["undecided", "reopened"].includes(desk.state.finding?.status ?? "undecided");
    fill(bar, ...kinds((kind) => kind !== "reopened"));
    fill(again, ...kinds((kind) => kind === "reopened" && !open));
  };
  desk.on("finding", (found) => { kept.show(found?.id ?? ""); draw(); });
  desk.on("head", draw);
  return h("div", { class: "wb-decide" }, h("div", { class: "wb-line" }, note, again), bar);
}

/** The notes of findings in their one field: each stays with its finding until it is saved with a decision on it. */
function notes(field) {
  const kept = new Map();
  let shown = "";
  const put = (finding, text) => {
    kept.set(finding, text);
    if (finding === shown) field.value = text;
  };
  return {
    put,
    show(finding) {
      if (finding === shown) return;
      kept.set(shown, field.value);
      shown = finding;
      field.value = kept.get(finding) ?? "";
    },
    /** What was saved is forgotten, unless something else has been written since. */
    forget(finding, saved) { if ((finding === shown ? field.value : kept.get(finding)) === saved) put(finding, ""); },
  };
}

/** Send a decision; why it was refused, or nothing where it was saved. */
async function refused(desk, told) {
  const { notice } = await desk.ask("decide", told);
  return ["error", "conflict"].includes(notice?.kind) ? notice.text : "";
}

/** What a kind of decision asks for before it is sent: the reason of a dismissal, the question to the unit. */
const ASKS = {
  dismissed: { title: "不属实：请选择理由", fields: reasons },
  explanation_asked: { title: "需说明：请写明向单位提出的问题", fields: question },
};

function confirm(desk, title, fields, send, words = "保存") {
  const sent = () => { const told = fields.told(); if (told) send(told); };
  const opened = dialog(desk, title, ...fields.elements, h("div", { class: "wb-actions" },
    button(words, sent, { key: "Enter", kind: "wb-primary" }), button("取消", () => desk.dialog.close(), { key: "Esc" })));
  opened.box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.repeat) return;
    if (event.key === "Enter" && (event.target.tagName !== "TEXTAREA" || event.ctrlKey) && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      sent();
    }
    if (/^[1-9]$/.test(event.key) && event.target.type === "radio") fields.pick?.(Number(event.key) - 1);
  });
  return opened;
}

function remarked(note) {
  return h("input", { class: "wb-note", value: note ?? "", placeholder: "备注", "aria-label": "备注", maxlength: 2000 });
}

/** The reasons of a dismissal, to be picked by number, and a note. */
function reasons(desk, { reason, note }) {
  const said = h("p", { class: "wb-hint", role: "alert" });
  const radios = desk.state.head.reasons.map(([value, words], at) => {
    const radio = h("input", { type: "radio", name: "wb-reason", value, checked: value === reason, autofocus: reason ? value === reason : at === 0 });
    return [radio, h("label", { class: "wb-reason" }, radio, h("kbd", { "aria-hidden": "true" }, at + 1), h("span", {}, words))];
  });
  const remark = remarked(note);
  const picked = () => radios.find(([radio]) => radio.checked)?.[0].value;
  return {
    elements: [h("div", { role: "radiogroup", "aria-label": "理由" }, ...radios.map(([, label]) => label)), remark, said],
    pick(at) { const radio = radios[at]?.[0]; if (radio) { radio.checked = true; radio.focus(); } },
    told() {
      const needs = !picked() ? "请选择理由。" : picked() === "other" && !remark.value.trim() ? "理由为“其他”时，请在备注中写明。" : "";
      fill(said, needs);
      return needs ? null : { reason: picked(), note: remark.value };
    },
  };
}

function question(_desk, { question: asked, note }) {
  const said = h("p", { class: "wb-hint", role: "alert" });
  const text = h("textarea", { rows: 4, autofocus: true, "aria-label": "问题", maxlength: 2000 });
  text.value = asked;
  const remark = remarked(note);
  return {
    elements: [text, remark, h("p", { class: "wb-faint" }, "在问题栏中按 Ctrl+Enter 保存。"), said],
    told() {
      fill(said, text.value.trim() ? "" : "请写明问题。");
      return text.value.trim() ? { question: text.value, note: remark.value } : null;
    },
  };
}

function noted(_desk, { note }) {
  const remark = remarked(note);
  remark.setAttribute("autofocus", "");
  return { elements: [remark], told: () => ({ note: remark.value }) };
}

/** What decides on all marked findings: the number and what they are stand there to be confirmed. What was written for
 *  a decision that was refused stands in its form again, as long as the findings are marked. */
export function bulk(desk) {
  const drafts = new Map();
  desk.on("queue", ({ marked }) => { if (!marked) drafts.clear(); });
  const choose = () => {
    const { marked, marked_severities: split } = desk.state.queue;
    const parts = Object.keys(SEVERITIES).filter((name) => split[name]).map((name) => [severity(name), ` ${split[name]} `]);
    const kinds = KINDS.map(([kind, words, key]) => button(words, () => many(kind, words),
      { key, kind: `wb-kind-${kind}`, disabled: Boolean(desk.state.head.why_not) }));
    const opened = dialog(desk, `成批处理 ${marked} 个问题`, h("p", {}, "选中的问题：", ...parts.flat()),
      h("p", {}, "对全部选中的问题作同一处理："), h("div", { class: "wb-kinds" }, ...kinds),
      h("div", { class: "wb-actions" }, assign(desk), button("取消", () => desk.dialog.close(), { key: "Esc" })));
    opened.box.addEventListener("keydown", (event) => {
      const kind = event.target.tagName === "INPUT" ? null : KINDS.find(([, , key]) => key === event.key);
      if (!kind || event.repeat || desk.state.head.why_not) return;
      event.preventDefault();  // else the key is typed into the form that it opens
      many(kind[0], kind[1]);
    });
  };
  /** The form of a kind, which stays until it is answered, and longer where it is refused. */
  const many = (kind, words, why = "") => {
    const count = desk.state.queue.marked;
    const form = (ASKS[kind]?.fields ?? noted)(desk, { question: "", ...drafts.get(kind) });
    const said = h("p", { class: "wb-hint", role: "alert" });
    let sent = false;
    const send = async (told) => {
      if (sent) return;
      sent = true;
      drafts.set(kind, told);
      const refusal = await refused(desk, { many: true, count, kind, ...told });
      const there = desk.dialog === opened;
      if (!refusal) drafts.delete(kind);
      if (there && refusal && desk.state.queue.marked) many(kind, words, refusal);
      else if (there) opened.close();
    };
    const opened = confirm(desk, `将 ${count} 个问题处理为“${words}”`, { ...form, elements: [...form.elements, said] }, send, `确认处理 ${count} 个`);
    fill(said, why);
  };
  return choose;
}

function assign(desk) {
  const name = h("input", { class: "wb-name", placeholder: "承办人", "aria-label": "承办人", value: desk.state.head.reviewer });
  return h("span", {}, button("分派所涉报告给", () => { desk.send("assign", { marked: true, assignee: name.value }); desk.dialog.close(); },
    { disabled: Boolean(desk.state.head.why_not) }), name);
}
