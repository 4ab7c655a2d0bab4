// The choices: what is used most in a row or two, the rest folded.

import { h } from "./dom.js";
import { choiceField, dateField, languageField, numberField, toggleField } from "./fields.js";
import { fold, switches, ticks } from "./lists.js";
import { createSaving } from "./saving.js";
import { isDirect } from "./telling.js";

const ROW = ["since", "until", "sectors", "relations", "actors", "mode"];
const FOLDED = ["by_state", "wide", "layout", "aggregation", "normalization", "threshold", "backbone", "size", "camps", "isolates", "pale", "most",
  "quality", "duplicates", "then_since", "then_until"];
const ONE_MODE = ["normalization", "backbone", "camps"]; // have no meaning in two modes

export function createControls(onChange, onSave, undoing, views, share) {
  const host = h("form", { class: "atlas-controls", onsubmit: (event) => event.preventDefault() });
  const saving = createSaving(onSave);
  let fields = {};

  // Drawn anew only for other words, codes or options: a field in use stays the same element.
  function draw(choices, codes, options, words) {
    const held = holder(document.activeElement);
    const open = [...host.querySelectorAll("details[open]")].map((each) => each.dataset.name);
    const wanted = (name) => (!options.only || options.only.includes(name))
      && !(options.without ?? []).includes(name);
    const makers = fieldMakers(codes, options, words, onChange);
    fields = Object.fromEntries([...ROW, ...FOLDED, "language"].filter(wanted)
      .map((name) => [name, makers[name]()]));
    const hosts = (names) => names.filter((name) => fields[name]).map((name) => fields[name].host);
    const row = options.only ? [...ROW, ...FOLDED] : ROW; // few choices need no fold
    const folded = options.only ? [] : hosts(FOLDED);
    const reset = h("button", { type: "button", class: "atlas-reset", title: words.reset, "aria-label": words.reset,
      onclick: () => onChange(null) }, "↺");
    host.replaceChildren(...hosts(row), ...(folded.length ? [fold("more", words.more_choices, null, ...folded)] : []),
      ...(options.only ? [] : [saving.draw(words, options.target, options.views ? views.draw(words) : null)]),
      share.draw(words), ...hosts(["language"]),
      h("div", { class: "atlas-ends" }, ...undoing, ...(options.only ? [] : [reset])));
    for (const details of host.querySelectorAll("details")) details.open = open.includes(details.dataset.name);
    show(choices);
    if (held) host.querySelector(held)?.focus();
  }

  function show(choices) {
    for (const field of Object.values(fields)) field.show(choices);
    for (const name of ONE_MODE) if (fields[name]) fields[name].host.hidden = isDirect(choices.mode);
  }

  // To a field, wherever it is folded.
  function lead(name) {
    const control = host.querySelector(`[data-name="${name}"]`);
    const folded = control.closest("details");
    if (folded) folded.open = true;
    control.focus();
  }

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
  const destroy = () => document.removeEventListener("pointerdown", outside);
  return { host, draw, show, lead, answer: saving.answer, destroy };
}

function fieldMakers(codes, options, words, onChange) {
  const choice = (name) => () => choiceField(name, words, () => options[name], onChange);
  const toggle = (name) => () => toggleField(name, words, onChange);
  const number = (name, limits) => () => numberField(name, words, limits, onChange);
  const day = (name) => () => dateField(name, words, codes.days, onChange);
  // Another network has other widths, and nodes elsewhere.
  const mode = (value) => ({
    mode: value, places: [], layout: "usual", threshold: 0,
    aggregation: usual(value, options.aggregation[value]),
  });
  return {
    since: day("since"), until: day("until"), then_since: day("then_since"), then_until: day("then_until"),
    sectors: () => switches("sectors", words, codes.sectors, onChange),
    relations: () => switches("relations", words, codes.relations, onChange),
    actors: () => ticks("actors", words, codes.actors, onChange),
    by_state: toggle("by_state"), wide: toggle("wide"), camps: toggle("camps"), isolates: toggle("isolates"), pale: toggle("pale"),
    mode: () => choiceField("mode", words, () => options.mode, onChange, mode),
    layout: () => choiceField("layout", words, (choices) => options.layout.filter((each) =>
      each !== "columns" || choices.mode === "two-mode"), onChange, (layout) => ({ layout, places: [] })),
    aggregation: () => choiceField("aggregation", words, (choices) => options.aggregation[choices.mode], onChange),
    normalization: choice("normalization"), quality: choice("quality"), duplicates: choice("duplicates"),
    size: choice("size"), threshold: number("threshold", { min: 0, step: 0.01 }),
    backbone: number("backbone", { min: 0.000001, max: 1, step: 0.01 }), most: number("most", { min: 1 }),
    language: () => languageField(words, options.language, onChange),
  };
}

// Between two of a kind agreement is shown first, where there is any.
function usual(mode, widths) {
  return !isDirect(mode) && widths.includes("congruence") ? "congruence" : widths.includes("ignore") ? "ignore" : widths[0];
}

// What was in use stays in use when the controls are drawn anew.
function holder(element) {
  const name = element?.closest?.(".atlas-controls") && element.dataset.name;
  return name ? `[data-name="${name}"]` : null;
}
