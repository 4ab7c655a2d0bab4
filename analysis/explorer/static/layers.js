// Two canvases on one another: all is drawn on the lower one once, and what is chosen on the upper,
// so that a click draws little and fades the rest at once.

import { h } from "./dom.js";

export function createLayers() {
  const layers = [0, 1].map(() => h("canvas", { class: "atlas-layer", "aria-hidden": "true" }));
  const pens = layers.map((each) => each.getContext("2d"));
  let size = { wide: 0, tall: 0, fine: 1 };

  // Tells whether the size, or that of a pixel, is another than before.
  function fit(wide, tall) {
    const fine = globalThis.devicePixelRatio || 1;
    if (size.wide === wide && size.tall === tall && size.fine === fine) return false;
    size = { wide, tall, fine };
    for (const each of layers) {
      [each.width, each.height] = [Math.round(wide * fine), Math.round(tall * fine)];
      [each.style.width, each.style.height] = [`${wide}px`, `${tall}px`];
    }
    return true;
  }

  function cleared(at) {
    const pen = pens[at];
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, layers[at].width, layers[at].height);
    pen.setTransform(size.fine, 0, 0, size.fine, 0, 0);
    return pen;
  }

  return {
    elements: layers, fit,
    lower: () => cleared(0), upper: () => cleared(1),
    fade: (on) => layers[0].classList.toggle("atlas-faded", on),
    turn: (transform) => layers.forEach((each) => { each.style.transform = transform; }),
  };
}
