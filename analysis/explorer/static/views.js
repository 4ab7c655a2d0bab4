// Views that are kept with the study: each is reopened by its name.

import { h } from "./dom.js";
import { fold } from "./lists.js";

export function createViews(onOpen) {
  const list = h("div", { class: "atlas-buttons" });

  function draw(words) {
    return fold("views", words.views, null, h("p", { class: "atlas-hint" }, words.help_views), list);
  }

  // The list gives way to what it opened.
  function open(name) {
    list.closest("details").open = false;
    onOpen(name);
  }

  function show(names, words) {
    list.replaceChildren(...(names.length ? names.map((name) => h("button", {
      type: "button", "data-view": name, onclick: () => open(name) }, name)) : [h("span", {}, words.no_views)]));
  }
  return { draw, show };
}
