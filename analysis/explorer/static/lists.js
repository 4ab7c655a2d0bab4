// Choices of many: lists that unfold. They are drawn once, and ticked without being drawn anew.

import { h } from "./dom.js";

export function fold(name, label, told, ...content) {
  const list = h("div", { class: "atlas-list", role: "group", "aria-label": label }, content.filter(Boolean));
  // Beyond the edge of the page it opens the other way.
  const place = () => {
    list.classList.remove("atlas-list-back");
    const edge = host.closest(".atlas").getBoundingClientRect().right;
    list.classList.toggle("atlas-list-back", list.getBoundingClientRect().right > edge);
  };
  const host = h("details", { class: "atlas-group", "data-name": name, ontoggle: () => { if (host.open) place(); } },
    h("summary", {}, label, told ? ": " : "", told), list);
  return host;
}

// Everything is on until it is switched off; the last one cannot be.
export function switches(name, words, codes, onChange) {
  const all = codes.map((code) => code.id);
  const told = h("b");
  const boxes = codes.map((code) => box(code, change));
  const everything = h("button", { type: "button", onclick: () => onChange({ [name]: [] }) }, words.all);
  function change() {
    const kept = all.filter((_, at) => boxes[at].control.checked);
    onChange({ [name]: kept.length === all.length ? [] : kept });
  }
  function show(choices) {
    const on = choices[name].length ? new Set(choices[name]) : new Set(all);
    for (const { control } of boxes) {
      control.checked = on.has(control.value);
      control.disabled = on.size === 1 && control.checked;
    }
    told.textContent = on.size === all.length ? words.all : `${on.size}/${all.length}`;
  }
  const host = fold(name, words[name], told, everything, ...boxes.map((each) => each.host));
  return { host, show };
}

// Nobody ticked means everybody.
export function ticks(name, words, codes, onChange) {
  const told = h("b");
  const boxes = codes.map((code) => box(code, () => onChange({
    [name]: boxes.filter((each) => each.control.checked).map((each) => each.control.value),
  })));
  const find = h("input", { type: "search", placeholder: words.find_name, "aria-label": words.find_name });
  find.addEventListener("input", () => {
    const sought = find.value.toLocaleLowerCase();
    for (const { host } of boxes) host.hidden = !host.textContent.toLocaleLowerCase().includes(sought);
  });
  const everybody = h("button", { type: "button", onclick: () => onChange({ [name]: [] }) }, words.everybody);
  function show(choices) {
    const on = new Set(choices[name]);
    for (const { control } of boxes) control.checked = on.has(control.value);
    told.textContent = on.size ? String(on.size) : words.everybody;
  }
  const host = fold(name, words[name], told, everybody, find, ...boxes.map((each) => each.host));
  return { host, show };
}

function box(code, onchange) {
  const control = h("input", { type: "checkbox", value: code.id, onchange });
  return { control, host: h("label", { class: "atlas-box" }, control, ` ${code.name}`) };
}
