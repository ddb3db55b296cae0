// How a widget begins: `modules`, which stands before this, has the text of each of its modules by name, after all that
// it imports; the last one is the widget. Nothing is loaded before the widget is shown, for it has two seconds to begin,
// after which nothing that the kernel says would reach it.

const IMPORTED = /"\.\/([\w-]+\.js)"/g;

/** Where the modules of this page are, by their texts: what two widgets import is one module, and it is never given up. */
const page = (globalThis[Symbol.for("workbench.modules")] ??= new Map());

function address(text) {
  if (!page.has(text)) page.set(text, URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  return page.get(text);
}

/** The address of the widget's own module, in which every import of a neighbour leads to that neighbour's address. */
function together() {
  const places = {};
  let last = "";
  for (const [name, text] of Object.entries(modules)) {
    last = places[name] = address(text.replace(IMPORTED, (found, other) => (other in places ? `"${places[other]}"` : found)));
  }
  return last;
}

export default { render: async (shown) => (await import(together())).default.render(shown) };
