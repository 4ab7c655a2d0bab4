// Says below the picture that ties that are not clear are drawn like others, and lets them be pale.

import { h } from "./dom.js";

// Without documents nothing tells which ties are clear.
export function isAlike({ paled, edges, counts }) {
  return !paled && edges.length > 0 && counts.documents !== null;
}

export function createPaling(onPale) {
  const host = h("p", { class: "atlas-paling" });
  function draw(picture, words) {
    host.hidden = !isAlike(picture);
    host.replaceChildren(words.drawn_alike, " ",
      h("button", { type: "button", class: "atlas-link", onclick: onPale }, words.pale_them));
  }
  return { host, draw };
}
