// The page on paper: the picture as it is taken along, on white and with its key, and all that is read.

import { h } from "./dom.js";

// `draw` returns the picture, `unfold` shows what waits for a click.
export function createPrinting(draw, unfold) {
  const host = h("div", { class: "atlas-printed" });
  const media = matchMedia("print");
  function fill() {
    unfold();
    host.replaceChildren(draw());
  }
  const empty = () => host.replaceChildren();
  const turn = () => (media.matches ? fill() : empty());
  addEventListener("beforeprint", fill);
  addEventListener("afterprint", empty);
  media.addEventListener("change", turn);
  function destroy() {
    removeEventListener("beforeprint", fill);
    removeEventListener("afterprint", empty);
    media.removeEventListener("change", turn);
  }
  return { host, destroy };
}
