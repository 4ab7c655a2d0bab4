// Single choices. Each is drawn once and then shows what is chosen: what is typed into stays as it is.

import { h, newId } from "./dom.js";
import { whole } from "./spans.js";

function field(name, words, control) {
  const id = newId();
  const help = words[`help_${name}`];
  control.id = id;
  control.dataset.name = name;
  const told = help ? h("span", { class: "atlas-help", id: `${id}-help`, title: help, role: "img", "aria-label": help }, "?") : null;
  if (help) control.setAttribute("aria-describedby", `${id}-help`);
  return h("div", { class: `atlas-field atlas-field-${name}` }, h("label", { for: id }, words[name]), told, control);
}

// A date that is typed counts once it is whole: at Enter, or when its field is left. A browser tells
// of a change at each digit, and the year 2 is a date too.
export function dateField(name, words, [min, max], onChange) {
  let shown = "";
  let typing = false;
  const control = h("input", { type: "date", min, max });
  function apply() {
    typing = false;
    if (control.validity.badInput) control.value = shown;
    if (control.value === shown) return;
    shown = control.value;
    onChange({ [name]: shown });
  }
  control.addEventListener("keydown", (event) => {
    if (event.key === "Enter") apply();
    else if (event.key !== "Tab") typing = true;
  });
  control.addEventListener("pointerdown", () => { typing = false; });
  control.addEventListener("change", () => { if (!typing) apply(); });
  control.addEventListener("blur", apply);
  function show(choices) {
    if (typing && control === document.activeElement) return;
    shown = whole(choices[name], name.endsWith("until"));
    control.value = shown;
  }
  return { host: field(name, words, control), show };
}

export function toggleField(name, words, onChange) {
  const control = h("input", { type: "checkbox", onchange: () => onChange({ [name]: control.checked }) });
  return { host: field(name, words, control), show: (choices) => { control.checked = choices[name]; } };
}

// Its options may depend on what else is chosen.
export function choiceField(name, words, offered, onChange, patch = (value) => ({ [name]: value })) {
  const control = h("select", { onchange: () => onChange(patch(control.value)) });
  const host = field(name, words, control);
  let shown = "";
  function show(choices) {
    const options = offered(choices);
    if (options.join() !== shown) {
      shown = options.join();
      control.replaceChildren(...options.map((value) =>
        h("option", { value }, words[`${name}_${choices.mode}_${value}`] ?? words[`${name}_${value}`] ?? value)));
    }
    host.hidden = options.length < 2; // nothing can be chosen
    control.value = choices[name];
  }
  return { host, show };
}

export function languageField(words, names, onChange) {
  const options = Object.entries(names).map(([value, name]) => h("option", { value, lang: value }, name));
  const control = h("select", { onchange: () => onChange({ language: control.value }) }, options);
  return { host: field("language", words, control), show: (choices) => { control.value = choices.language; } };
}

// A number counts once its field is left, or at Enter; one that is none is what it was.
export function numberField(name, words, { min, max = "", step = 1 }, onChange) {
  let shown = "";
  const control = h("input", { type: "number", min, max, step: step === 1 ? 1 : "any" });
  control.addEventListener("change", () => {
    const given = control.value === "" ? NaN : Number(control.value);
    const value = step === 1 ? Math.round(given) : given;
    if (!Number.isFinite(value) || value < min || (max !== "" && value > max)) control.value = shown;
    else onChange({ [name]: value });
  });
  function show(choices) {
    shown = String(choices[name]);
    if (control !== document.activeElement || control.value === "") control.value = shown;
  }
  return { host: field(name, words, control), show };
}
