// The coding desk: shows what the session sends, and sends back what the coder does.
// Every text is set as text, never as markup, for names and articles come from elsewhere.
// The files beside this one follow it in one module, in the order of PARTS in desk.py.

const FOCUSED = ["input", "select", "textarea", "button", "summary", "li", "dialog"];

function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  // JupyterLab asks the focused element itself whether its own keys (a, b, x, arrows) are off.
  if (FOCUSED.includes(tag)) element.dataset.lmSuppressShortcuts = "true";
  return element;
}

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const sign = (value) => {
  const number = Number(value);
  if (value === "" || Number.isNaN(number)) return "";
  return number > 0 ? `+${value}` : String(value).replace("-", "−");
};
const side = (value) => (value === "" ? "none" : Number(value) > 0 ? "friendly" : Number(value) < 0 ? "strained" : "neutral");

// Places in a text count code points, those of a browser count halves of some of them.
const WIDE = /[\uD800-\uDBFF]/;
const points = (text, at) => (WIDE.test(text) ? [...text.slice(0, at)].length : at);
const halves = (text, at) =>
  WIDE.test(text) ? [...text].slice(0, at).join("").length : Math.min(at, text.length);

function button(label, action, more = {}) {
  return h("button", { type: "button", onclick: action, ...more }, label);
}

const typing = (target) =>
  target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
