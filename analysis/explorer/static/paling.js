// Says below the picture that ties that are not clear are drawn like others, and lets them be pale.

import { h } from "./dom.js";

export function createPaling(onPale) {
  const host = h("p", { class: "atlas-paling" });
  function draw(picture, words, pale) {
    host.hidden = pale || !picture.edges.length || picture.counts.documents === null;
    host.replaceChildren(words.drawn_alike, " ",
      h("button", { type: "button", class: "atlas-link", onclick: onPale }, words.pale_them));
  }
  return { host, draw };
}
