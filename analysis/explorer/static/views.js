// Views that are kept with the study: each is reopened by its name, and renamed or deleted.

import { h, newId, say } from "./dom.js";

// `acts` open, rename and remove a view by its name.
export function createViews(acts) {
  const list = h("ul", { class: "atlas-views" });
  const out = h("div", { class: "atlas-written", role: "status" });
  let [words, done] = [{}, ""]; // what is told once it was done

  function draw(spoken) {
    words = spoken;
    const id = newId();
    return h("section", { class: "atlas-kept", "data-name": "views", "aria-labelledby": id },
      h("h3", { id }, words.views), h("p", { class: "atlas-hint" }, words.help_views), list, out);
  }

  function show(names, spoken) {
    words = spoken;
    list.replaceChildren(...(names.length ? names.map(line) : [h("li", {}, words.no_views)]));
  }

  function line(name) {
    const item = h("li");
    plain(item, name);
    return item;
  }

  // The list gives way to what it opened.
  function plain(item, name) {
    const small = (sign, label, ask) => h("button", { type: "button", class: "atlas-close", title: label, "aria-label": label,
      onclick: () => { out.replaceChildren(); ask(item, name); } }, sign);
    item.replaceChildren(h("button", { type: "button", "data-view": name, onclick: () => {
      list.closest("details").open = false;
      acts.open(name);
    } }, name), small("✎", say(words.view_rename, { name }), renaming), small("×", say(words.view_remove, { name }), removing));
  }

  function renaming(item, name) {
    const field = h("input", { value: name, "aria-label": say(words.view_called, { name }), spellcheck: "false" });
    const act = () => {
      const to = field.value.trim();
      if (!to || to === name) return leave(item, name);
      done = say(words.view_renamed, { name, new: to });
      return acts.rename(name, to);
    };
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); });
    ask(item, name, [field], words.rename, act);
    field.select();
  }

  function removing(item, name) {
    ask(item, name, [h("span", {}, say(words.view_removing, { name }))], words.remove, () => {
      done = say(words.view_removed, { name });
      acts.remove(name);
    });
    item.querySelector("[data-act=leave]").focus();
  }

  // A question in the place of the name; Escape leaves it, and not the list.
  function ask(item, name, parts, label, act) {
    const answers = h("div", { class: "atlas-buttons" }, h("button", { type: "button", "data-act": "do", onclick: act }, label),
      h("button", { type: "button", "data-act": "leave", onclick: () => leave(item, name) }, words.leave));
    const asked = h("div", { class: "atlas-asked", role: "group" }, ...parts, answers);
    asked.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      leave(item, name);
    });
    item.replaceChildren(asked);
  }

  function leave(item, name) {
    plain(item, name);
    item.querySelector("button").focus();
  }

  // Says what was done, or why it was not.
  function answer({ tended }) {
    if (!tended) return;
    out.classList.toggle("atlas-refused", tended.length > 0);
    out.replaceChildren(...(tended.length ? tended : [done]).map((each) => h("div", {}, each)));
    if (document.activeElement === document.body) list.closest("details").querySelector("summary").focus();
  }
  return { draw, show, answer };
}
