// Elements are made here and nowhere else: text enters a page as text, never as markup.

/** An element: `h("div", {class: "x", on: {click: f}, "aria-label": "…"}, child, "text", …)`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === "value" || name === "checked" || name === "disabled" || name === "open") element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Put other children in an element. What had the focus gives it to what has taken its place, else to the desk: a key
 *  that nobody has would go to the notebook. */
export function fill(element, ...children) {
  const before = element.contains(document.activeElement) && document.activeElement !== element ? document.activeElement : null;
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  if (before && !before.isConnected) (heir(element, before) ?? element.closest(".wb"))?.focus({ preventScroll: true });
  return element;
}

function heir(element, before) {
  const name = (one) => `${one.tagName} ${one.id} ${one.dataset.value ?? one.dataset.key ?? one.getAttribute("aria-label") ?? one.textContent.replace(/\d+/g, "")}`;
  return [...element.querySelectorAll(before.tagName)].find((one) => !one.disabled && name(one) === name(before));
}

/** A button whose key, if it has one, is shown on it, and told to whoever does not see it. */
export function button(words, run, { key, kind = "", ...props } = {}) {
  const shown = key ? h("kbd", { "aria-hidden": "true" }, key) : null;
  return h("button", { type: "button", class: `wb-button ${kind}`, "aria-keyshortcuts": key === "Esc" ? "Escape" : key,
    on: { click: run }, ...props }, words, shown);
}

let named = 0;

/** An id that nothing else on the page has, however many desks there are. */
export function unique(name) {
  named += 1;
  return `wb-${name}-${named}`;
}

/** What is said to whoever does not see the page; the same words are not said again. */
export function voice() {
  const element = h("div", { class: "wb-voice", role: "status" });
  return { element, say(words) { if (element.textContent !== words) element.textContent = words; } };
}

export const SEVERITIES = { error: ["▲", "错误"], warning: ["◆", "疑点"], notice: ["●", "提示"] };
export const STATUSES = {
  undecided: ["○", "未处理"], confirmed: ["✓", "属实"], dismissed: ["✕", "不属实"],
  explanation_asked: ["？", "需说明"], corrected: ["✎", "已整改"], reopened: ["↺", "重新打开"],
};

/** A severity by its sign, its word and its colour. */
export function severity(name, short = false) {
  return signed(`wb-severity wb-is-${name}`, SEVERITIES[name], short);
}

/** A status by its sign and its word. */
export function status(name, short = false) {
  return signed(`wb-status wb-is-${name}`, STATUSES[name], short);
}

/** A sign that is read as its word; the word beside it where there is room. */
function signed(kind, [sign, word], short) {
  return h("span", { class: kind, title: word }, h("span", { role: "img", "aria-label": short ? word : null, "aria-hidden": short ? null : "true" }, sign),
    short ? null : ` ${word}`);
}

/** A quotation, cut where it is longer than a person reads in passing. */
export function cut(text, most = 90) {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most).join("")}……` : text;
}

/** Parts of a text, with the marked ones in elements; offsets count characters as Python does. */
export function pieces(text, marks) {
  const characters = Array.from(text);
  const bounds = [...new Set([0, characters.length, ...marks.flatMap((mark) => [mark.start, mark.end])])]
    .filter((at) => at >= 0 && at <= characters.length).sort((one, other) => one - other);
  return bounds.slice(0, -1).map((start, at) => {
    const end = bounds[at + 1];
    const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
    const part = characters.slice(start, end).join("");
    return over.reduceRight((inner, mark) => mark.wrap(inner), part);
  });
}

/** Scroll so that a part is in view, in the middle if it fits, within what scrolls and nothing around it. */
export function reveal(body, part) {
  if (!part) return;
  const middle = (whole, size) => Math.max((whole - size) / 2, 8);
  const box = part.getBoundingClientRect();
  body.scrollTop += box.top - body.getBoundingClientRect().top - middle(body.clientHeight, box.height);
  const wide = part.closest(".wb-scroll");
  if (wide) wide.scrollLeft += box.left - wide.getBoundingClientRect().left - middle(wide.clientWidth, box.width);
}

/** Make something wait until nothing was asked for some time. */
export function unhurried(run, wait) {
  let timer;
  const later = (...told) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...told), wait);
  };
  later.drop = () => clearTimeout(timer);
  return later;
}
