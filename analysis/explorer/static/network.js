// The network: pointed at and clicked, walked by keys, dragged and pinned by hand.

import { count, h } from "./dom.js";
import { listenTo } from "./pointing.js";
import { pointOn } from "./scene.js";
import { createStage } from "./stage.js";
import { edgeTold, nodeTold } from "./telling.js";
import { createTip } from "./tip.js";

const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

// `onPlace` takes the places of nodes that were dragged; without it none can be. `onView` is told what
// is seen of the picture, and `see` takes it.
export function createNetwork(onChoose, onPlace, onView) {
  const canvas = h("div", { class: "atlas-canvas", tabindex: 0, role: "application" });
  const tip = createTip(canvas);
  const left = h("p", { class: "atlas-left-out", hidden: true });
  const buttons = h("div", { class: "atlas-zoom" });
  const host = h("div", { class: "atlas-network" }, canvas, tip.host, left);
  const stage = createStage(canvas, tellLeftOut, (view) => { tip.hide(); onView(view); });
  let [picture, words, focused] = [{ nodes: [], edges: [] }, {}, null];

  function draw(next, spoken) {
    [picture, words, focused] = [next, spoken, null];
    canvas.setAttribute("aria-label", `${words[`network_${picture.mode}`]}. ${words.network_help}`);
    buttons.replaceChildren(
      zoomButton("+", words.zoom_in, () => stage.zoom(1.3)),
      zoomButton("−", words.zoom_out, () => stage.zoom(1 / 1.3)),
      zoomButton("⤢", words.fit, stage.whole),
    );
    tip.hide();
    stage.set(picture);
  }

  // Above a size not every name can be read, and the reader is told.
  function tellLeftOut(shown, number) {
    left.hidden = shown >= number;
    if (left.hidden) return;
    left.textContent = count(words, "names_left_out", number, { shown });
  }

  function focus(id) {
    focused = id;
    const found = stage.ring(id);
    if (found) showTip(found, found.x, found.y);
  }

  // To the nearest node in a direction; in columns, to the one above or below.
  function step([across, down]) {
    const { nodes, byId } = stage.scene();
    const now = byId.get(focused);
    if (!now) return nodes.length ? focus(nodes[0].id) : null;
    const ahead = nodes.map((each) => {
      const [x, y] = [each.x - now.x, each.y - now.y];
      const [along, beside] = across ? [x * across, Math.abs(y)] : [y * down, Math.abs(x)];
      return { id: each.id, along, far: along + (stage.columns() && across ? 1 : 3) * beside };
    }).filter((each) => each.along > 0.5);
    const [nearest] = ahead.sort((one, other) => one.far - other.far);
    return nearest ? focus(nearest.id) : null;
  }

  function showTip(found, x, y) {
    tip.show(found.node ? nodeTold(found.node, picture, words) : edgeTold(found.edge, picture, words), x, y);
  }

  listenTo(canvas, {
    at: stage.at,
    over: (found, x, y) => { canvas.style.cursor = "pointer"; showTip(found, x, y); },
    out: () => { canvas.style.cursor = ""; tip.hide(); },
    click: (found) => onChoose(found?.id ?? null),
    canDrag: (found) => Boolean(onPlace && found?.node),
    drag: stage.drag,
    drop: ({ id, node }) => onPlace(id, `${node.x.toFixed(4)} ${node.y.toFixed(4)}`),
    move: stage.move,
  });
  canvas.addEventListener("keydown", (event) => {
    if (KEYS[event.key]) step(KEYS[event.key]);
    else if (event.key === "Enter" && focused) onChoose(focused);
    else if (event.key === "Escape") onChoose(null);
    else if (event.key === "+" || event.key === "=") stage.zoom(1.3);
    else if (event.key === "-") stage.zoom(1 / 1.3);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", () => { stage.ring(null); tip.hide(); });
  // Drawing sets the height; only another width asks for another drawing.
  const watcher = new ResizeObserver(() => { if (canvas.clientWidth !== stage.width()) { tip.hide(); stage.place(); } });
  watcher.observe(host);
  canvas.drawn = () => ({ ...toldFor(stage.scene()), names: stage.names() });
  return {
    host, buttons, draw, mark: stage.mark, paint: stage.paint, see: stage.see, told: stage.told, seen: stage.seen, focus,
    destroy: () => { watcher.disconnect(); tip.destroy(); stage.destroy(); },
  };
}

function zoomButton(sign, label, onclick) {
  return h("button", { type: "button", title: label, "aria-label": label, onclick }, sign);
}

// What is drawn and where, in pixels of the canvas, for whoever looks at it from outside.
function toldFor({ nodes, ties, curved }) {
  const middle = (tie) => {
    const [x, y] = pointOn(tie, curved, 0.5);
    return { ...tie.edge, id: tie.id, x, y };
  };
  return { nodes: nodes.map(({ node, x, y }) => ({ ...node, x, y })), ties: ties.map(middle) };
}
