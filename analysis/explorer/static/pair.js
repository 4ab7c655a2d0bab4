// The network, or that of two periods beside each other: nodes stand in the same places.

import { h } from "./dom.js";
import { createNetwork } from "./network.js";
import { changes, createChanges, spanTold } from "./periods.js";
import { tieId } from "./telling.js";

export function createPair(onChoose, onPlace) {
  const first = createNetwork(onChoose, onPlace);
  const second = createNetwork(onChoose, onPlace);
  const [before, after] = [first, second].map((each) => {
    const label = h("h4", { class: "atlas-span" });
    return { label, host: h("div", { class: "atlas-period" }, label, each.host) };
  });
  const host = h("div", { class: "atlas-pair" }, before.host, after.host);
  const listed = createChanges(onChoose);

  function draw(picture, words) {
    const two = Boolean(picture.then);
    host.classList.toggle("atlas-two", two);
    after.host.hidden = before.label.hidden = !two;
    listed.draw(picture, words);
    if (!two) return first.draw(picture, words);
    const changed = new Set(changes(picture).filter((each) => each.kind !== "weight").map((each) => each.id));
    const drawn = [picture, { ...picture, ...picture.then }].map((each) => ({
      ...each, edges: each.edges.map((edge) => ({ ...edge, same: !changed.has(tieId(edge)) })),
    }));
    before.label.textContent = spanTold(picture.span);
    after.label.textContent = spanTold(picture.then.span);
    first.draw(drawn[0], words);
    return second.draw(drawn[1], words);
  }

  const both = (name) => (...given) => [first, second].forEach((each) => each[name](...given));
  return {
    host, buttons: first.buttons, changes: listed.host, draw,
    mark: both("mark"), paint: both("paint"), focus: first.focus, destroy: both("destroy"),
  };
}
