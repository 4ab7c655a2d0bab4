// The network, or that of two periods beside each other: nodes stand in the same places, and both are
// moved and magnified as one.

import { h } from "./dom.js";
import { createNetwork } from "./network.js";
import { changes, createChanges, spanTold } from "./periods.js";
import { tieId } from "./telling.js";

// `onSeen` is told, in a text, what a hand or a key has brought into the window; `seen` takes it.
export function createPair(onChoose, onPlace, onSeen) {
  const before = period(onChoose, onPlace, (view) => {
    after?.network.see(view);
    onSeen(before.network.told());
  });
  let after = null; // made when it is first needed
  const host = h("div", { class: "atlas-pair" }, before.host);
  const listed = createChanges(onChoose);

  function draw(picture, words) {
    const two = Boolean(picture.then);
    host.classList.toggle("atlas-two", two);
    before.label.hidden = !two;
    listed.draw(picture, words);
    if (!two) {
      after?.network.destroy();
      after?.host.remove();
      after = null;
      return before.network.draw(picture, words);
    }
    if (!after) {
      after = period(onChoose, onPlace, before.network.see);
      host.append(after.host);
    }
    const changed = new Set(changes(picture).filter((each) => each.kind !== "weight").map((each) => each.id));
    const marked = (edges) => edges.map((edge) => ({ ...edge, pale: edge.pale || !changed.has(tieId(edge)) }));
    for (const [shown, drawn] of [[before, picture], [after, picture.then]]) {
      shown.label.textContent = spanTold(drawn.span);
      shown.network.draw({ ...picture, ...drawn, edges: marked(drawn.edges) }, words);
    }
    return null;
  }

  const both = (name) => (...given) => [before, after].forEach((each) => each?.network[name](...given));
  return {
    host, buttons: before.network.buttons, changes: listed.host, draw,
    mark: both("mark"), paint: both("paint"), focus: before.network.focus, seen: before.network.seen, destroy: both("destroy"),
  };
}

function period(onChoose, onPlace, onView) {
  const network = createNetwork(onChoose, onPlace, onView);
  const label = h("h2", { class: "atlas-span" });
  return { network, label, host: h("div", { class: "atlas-period" }, label, network.host) };
}
