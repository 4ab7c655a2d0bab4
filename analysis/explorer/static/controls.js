// The choices: each control has a label, and a word on what it means where that is not plain.

import { h, newId } from "./dom.js";

export function createControls(onChange, onSave) {
  const host = h("form", { class: "atlas-controls", onsubmit: (event) => event.preventDefault() });
  const out = h("div", { class: "atlas-written", role: "status" });
  const close = (kept) => host.querySelectorAll("details[open]").forEach((each) => {
    if (each !== kept) each.open = false;
  });
  host.addEventListener("keydown", (event) => {
    const list = event.key === "Escape" && host.querySelector("details[open]");
    if (!list) return;
    event.stopPropagation();
    list.open = false;
    list.querySelector("summary").focus();
  });
  const outside = (event) => close(event.target.closest?.(".atlas-group"));
  document.addEventListener("pointerdown", outside);

  function draw(choices, codes, options, words) {
    const held = holder(document.activeElement);
    const open = [...host.querySelectorAll("details[open]")].map((each) => each.dataset.name);
    const wanted = (name) => (!options.only || options.only.includes(name))
      && !(options.without ?? []).includes(name);
    const parts = {
      since: () => dateField("since", choices, codes, words, onChange),
      until: () => dateField("until", choices, codes, words, onChange),
      sectors: () => switches("sectors", choices, codes, words, onChange),
      relations: () => switches("relations", choices, codes, words, onChange),
      actors: () => ticks(choices, codes, words, onChange),
      by_state: () => toggle("by_state", choices, words, onChange),
      wide: () => toggle("wide", choices, words, onChange),
      quality: () => choice("quality", choices, options, words, onChange),
      duplicates: () => choice("duplicates", choices, options, words, onChange),
      aggregation: () => choice("aggregation", choices, options, words, onChange),
      most: () => numberField(choices, words, onChange),
      language: () => languages(choices, options, words, onChange),
    };
    const fields = Object.keys(parts).filter(wanted).map((name) => parts[name]());
    host.replaceChildren(...fields, ...(options.only ? [] : [saving(options, words, onChange, onSave), out]));
    for (const name of open) {
      const details = host.querySelector(`details[data-name="${name}"]`);
      if (details) details.open = true;
    }
    if (held) host.querySelector(held)?.focus();
  }

  // Says where files were written, or why not.
  function tell(lines, refused) {
    out.className = `atlas-written${refused ? " atlas-refused" : ""}`;
    out.replaceChildren(...lines.map((line) => h("div", {}, line)));
  }
  const destroy = () => document.removeEventListener("pointerdown", outside);
  return { host, draw, tell, destroy };
}

// What was in use stays in use when the controls are drawn anew.
function holder(element) {
  const name = element?.closest?.(".atlas-controls") && element.dataset.name;
  if (name) return `[data-name="${name}"]`;
  const list = element?.type === "checkbox" && element.closest(".atlas-controls .atlas-group");
  return list ? `[data-name="${list.dataset.name}"] input[value="${CSS.escape(element.value)}"]` : null;
}

function field(name, label, control, help) {
  const id = newId();
  control.id = id;
  control.dataset.name = name;
  const told = help ? h("span", { class: "atlas-help", id: `${id}-help`, title: help, role: "img", "aria-label": help }, "?") : null;
  if (help) control.setAttribute("aria-describedby", `${id}-help`);
  return h("div", { class: `atlas-field atlas-field-${name}` }, h("label", { for: id }, label), told, control);
}

function dateField(name, choices, codes, words, onChange) {
  const [min, max] = codes.days;
  const value = whole(choices[name], name === "until");
  return field(name, words[name], h("input", {
    type: "date", min, max, value, onchange: (event) => onChange({ [name]: event.target.value }),
  }));
}

// A year or a month given as a parameter, as the first or the last day that it means.
function whole(text, last) {
  if (!text || text.length === 10) return text;
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  const end = new Date(Date.UTC(year, month || 12, 0)).getUTCDate();
  const chosen = month || (last ? 12 : 1);
  return `${year}-${String(chosen).padStart(2, "0")}-${last ? String(end).padStart(2, "0") : "01"}`;
}

// Everything is on until it is switched off; the last one cannot be.
function switches(name, choices, codes, words, onChange) {
  const all = codes[name].map((code) => code.id);
  const on = choices[name].length ? new Set(choices[name]) : new Set(all);
  function change(id, checked) {
    const kept = all.filter((each) => (each === id ? checked : on.has(each)));
    onChange({ [name]: kept.length === all.length ? [] : kept });
  }
  const boxes = codes[name].map((code) => box(code, on.has(code.id),
    on.size === 1 && on.has(code.id), (checked) => change(code.id, checked)));
  const told = on.size === all.length ? words.all : `${on.size}/${all.length}`;
  const everything = h("button", { type: "button", onclick: () => onChange({ [name]: [] }) }, words.all);
  return group(name, words[name], told, everything, ...boxes);
}

// Nobody ticked means everybody.
function ticks(choices, codes, words, onChange) {
  const on = new Set(choices.actors);
  const boxes = codes.actors.map((code) => box(code, on.has(code.id), false, (checked) => onChange({
    actors: codes.actors.map((each) => each.id).filter((id) => (id === code.id ? checked : on.has(id))),
  })));
  const find = h("input", { type: "search", placeholder: words.find, "aria-label": words.find,
    oninput: (event) => {
      const sought = event.target.value.toLocaleLowerCase();
      boxes.forEach((each) => { each.hidden = !each.textContent.toLocaleLowerCase().includes(sought); });
    } });
  const everybody = h("button", { type: "button", onclick: () => onChange({ actors: [] }) }, words.everybody);
  return group("actors", words.actors, on.size ? String(on.size) : words.everybody, everybody, find, ...boxes);
}

function box(code, checked, disabled, onchange) {
  return h("label", { class: "atlas-box" }, h("input", {
    type: "checkbox", checked, disabled, value: code.id, onchange: (event) => onchange(event.target.checked),
  }), ` ${code.name}`);
}

function group(name, label, told, ...content) {
  return h("details", { class: "atlas-group", "data-name": name },
    h("summary", {}, `${label}: `, h("b", {}, told)),
    h("div", { class: "atlas-list", role: "group", "aria-label": label }, content));
}

function toggle(name, choices, words, onChange) {
  return field(name, words[name], h("input", {
    type: "checkbox", checked: choices[name], onchange: (event) => onChange({ [name]: event.target.checked }),
  }), words[`help_${name}`]);
}

function choice(name, choices, options, words, onChange) {
  const control = h("select", { onchange: (event) => onChange({ [name]: event.target.value }) },
    options[name].map((value) => h("option", { value }, words[`${name}_${value}`] ?? value)));
  control.value = choices[name];
  return field(name, words[name], control, words[`help_${name}`]);
}

function numberField(choices, words, onChange) {
  return field("most", words.most, h("input", {
    type: "number", min: 1, value: choices.most,
    onchange: (event) => onChange({ most: Math.max(1, Math.round(Number(event.target.value)) || 1) }),
  }), words.help_most);
}

function languages(choices, options, words, onChange) {
  const control = h("select", { onchange: (event) => onChange({ language: event.target.value }) },
    Object.entries(options.language).map(([value, name]) => h("option", { value, lang: value }, name)));
  control.value = choices.language;
  return field("language", words.language, control);
}

function saving(options, words, onChange, onSave) {
  const target = h("select", {}, options.target.map((value) =>
    h("option", { value }, words[`target_${value}`] ?? value)));
  const button = (what) => h("button", {
    type: "button", "data-save": what, onclick: () => onSave(what, target.value),
  }, words[`save_${what}`]);
  const reset = h("button", { type: "button", class: "atlas-reset", onclick: () => onChange(null) }, words.reset);
  return h("fieldset", { class: "atlas-saving" }, h("legend", {}, words.save),
    field("target", words.target, target), button("figure"), button("parameters"),
    button("statements"), button("network"), reset);
}
