// Saving: under a name of its own, and never over what is there without a word.

import { h, newId, say } from "./dom.js";
import { fold } from "./lists.js";

const PARTS = ["figure", "parameters", "statements", "network", "view"];

export function createSaving(onSave) {
  const out = h("div", { class: "atlas-written", role: "status" });
  let words = {};
  let buttons = [];
  let name = "explored"; // outlives the fields, which are drawn anew in another language

  // `views` are those that are kept with a study, if it has a folder for them.
  function draw(spoken, targets, views) {
    words = spoken;
    const called = labelled(words.save_name, h("input", { value: name, "data-name": "save_name", spellcheck: "false",
      onchange: (event) => { name = event.target.value.trim() || name; event.target.value = name; } }));
    const target = h("select", { "data-name": "target" },
      targets.map((value) => h("option", { value }, words[`target_${value}`] ?? value)));
    buttons = PARTS.filter((what) => what !== "view" || views).map((what) => h("button", {
      type: "button", "data-save": what, onclick: () => save({ what, target: target.value, name }),
    }, words[`save_${what}`]));
    return fold("saving", views ? words.save_and_open : words.save, null, called, labelled(words.target, target),
      h("div", { class: "atlas-buttons" }, buttons), out, views);
  }

  function save(asked) {
    for (const button of buttons) button.disabled = true;
    told([h("div", { class: "atlas-working" }, `${words.saving} …`)]);
    last = asked;
    onSave(asked);
  }

  let last = null;
  function told(lines, refused = false) {
    out.className = `atlas-written${refused ? " atlas-refused" : ""}`;
    out.replaceChildren(...lines);
  }

  // Says what was written where, why nothing was, or what would be lost.
  function answer({ written, refused, taken, free }) {
    if (!written && !refused && !taken) return;
    for (const button of buttons) button.disabled = false;
    if (written) told([h("div", {}, say(words.written, { folder: written.folder, files: shortly(written.files) }))]);
    if (refused) told(refused.map((line) => h("div", {}, line)), true);
    if (taken) told([h("div", {}, say(words.taken, { files: shortly(taken) }), " ",
      h("button", { type: "button", "data-save": "replace", onclick: () => save({ ...last, replace: true }) }, words.replace), " ",
      h("button", { type: "button", "data-save": "free", onclick: () => save({ ...last, name: free }) },
        say(words.save_as, { name: free })))], true);
  }
  return { draw, answer };
}

function labelled(label, control) {
  const id = newId();
  control.id = id;
  return h("div", { class: "atlas-field" }, h("label", { for: id }, label), control);
}

// explored.csv, explored.pdf, explored-statements.csv: explored (csv, pdf), explored-statements (csv).
function shortly(files) {
  const names = new Map();
  for (const file of files) {
    const dot = file.lastIndexOf(".");
    const stem = file.slice(0, dot);
    names.set(stem, [...(names.get(stem) ?? []), file.slice(dot + 1)]);
  }
  return [...names].map(([stem, endings]) => `${stem} (${endings.join(", ")})`).join(", ");
}
