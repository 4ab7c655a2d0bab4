// How nodes can be seen that are not drawn: more of them at once or, where that cannot be chosen, those
// of a single year.

import { h } from "./dom.js";

// `onMore` leads to the choice of how many are drawn; without it there is none.
export function createOthers(onMore) {
  const host = h("span", { class: "atlas-others" });
  function draw({ counts: { nodes, of }, years, span, ego }, words) {
    host.hidden = nodes >= of || ego !== null;
    if (onMore) {
      host.replaceChildren(h("button", { type: "button", class: "atlas-link", onclick: onMore }, words.draw_more));
    } else {
      host.hidden ||= Boolean(span[0]) || years.length < 2;
      host.replaceChildren(words.years_differ);
    }
  }
  return { host, draw };
}
