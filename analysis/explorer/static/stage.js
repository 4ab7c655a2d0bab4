// What is drawn of a picture, and how it is seen: the two canvases, the view and what is marked.

import { drawNodes, drawRing, drawShadow, drawTies } from "./drawing.js";
import { createLayers } from "./layers.js";
import { measuresOf, middleIn, project, shareOf } from "./measures.js";
import { drawNames, nameAt, placeNames } from "./names.js";
import { nodeAt, sceneOf, tieAt } from "./scene.js";
import { lookOf } from "./styles.js";
import { WHOLE, moved, showing, turned, viewFrom, viewTold, zoomed } from "./zoom.js";

const REST = 120; // milliseconds without a movement after which many ties are drawn anew

// `onDrawn` is told how many nodes are in view, and of how many the names are; `onView` what is seen of
// the picture once a hand or a key has moved it.
export function createStage(canvas, onDrawn, onView) {
  const layers = createLayers();
  canvas.append(...layers.elements);
  let picture = { nodes: [], edges: [], layout: "columns" };
  let [scene, measures, look] = [sceneOf(picture), null, null];
  let [marked, rung] = [null, null]; // ids of what is chosen, and of the node that keys have come to
  let [view, drawn, names, later] = [WHOLE, WHOLE, [], null];

  function set(next) {
    [picture, marked, rung, view] = [next, null, null, WHOLE];
    scene = sceneOf(picture);
    place();
  }

  // Takes the size of the page, and its colours. While it is hidden it has no size.
  function place() {
    const wide = canvas.clientWidth;
    measures = wide ? measuresOf(picture, wide) : null;
    if (!wide) return;
    canvas.style.height = `${measures.tall}px`;
    layers.fit(wide, measures.tall);
    look = lookOf(getComputedStyle(canvas), picture, measures.font);
    render();
  }

  // A theme comes in steps, in some of which a page may be hidden.
  function paint(again = true) {
    if (!measures) place();
    else if (look.told !== lookOf(getComputedStyle(canvas), picture, measures.font).told) place();
    if (!measures && again) requestAnimationFrame(() => paint(false));
  }

  function render() {
    clearTimeout(later);
    [later, drawn] = [null, view];
    layers.turn("");
    project(scene, view, measures, look);
    const pen = layers.lower();
    drawTies(pen, scene.ties, look, scene.curved, measures);
    drawNodes(pen, scene.nodes, look);
    names = named(pen, scene.nodes);
    renderMarked();
    onDrawn(names.length, scene.nodes.filter(inWindow).length);
  }

  const inWindow = ({ x, y }) => x >= 0 && x <= measures.wide && y >= 0 && y <= measures.tall;
  function named(pen, nodes, before = []) {
    const found = placeNames(pen, nodes.filter(inWindow), look, { ...measures, middle: middleIn(picture, view, measures) }, measures.apart * view.zoom, before);
    drawNames(pen, found, look, measures);
    return found;
  }

  // What is chosen, with all that it is tied to, lies over the rest, which fades.
  function renderMarked() {
    const pen = layers.upper();
    const tie = scene.ties.find((each) => each.id === marked);
    const node = scene.byId.get(marked);
    layers.fade(Boolean(tie || node));
    const ties = tie ? [tie] : node ? scene.ties.filter((each) => each.from === node || each.to === node) : [];
    const near = [...new Set([node, ...ties.flatMap((each) => [each.from, each.to])].filter(Boolean))];
    if (tie) drawShadow(pen, tie, look, scene.curved);
    drawTies(pen, ties, look, scene.curved, measures, true);
    drawNodes(pen, near, look);
    for (const each of [node, scene.byId.get(rung)]) if (each) drawRing(pen, each, look);
    named(pen, near, names); // which lie on themselves where they have faded
  }

  // Few ties are drawn anew at once; of many the old drawing is turned until the hand rests.
  function show(next) {
    if (!measures) return;
    see(next);
    onView(view);
  }

  function see(next) {
    view = next;
    if (!measures) return;
    canvas.classList.toggle("atlas-near", view.zoom > 1);
    if (look.many) layers.turn(turned(drawn, view, measures));
    clearTimeout(later);
    later = setTimeout(render, look.many ? REST : 0);
  }

  function mark(id) {
    if (id === marked) return;
    marked = id;
    if (measures) renderMarked();
  }

  // Rings a node, which comes into the window, and returns it; without an id no node has the ring.
  function ring(id) {
    rung = id;
    const found = scene.byId.get(id);
    if (!measures) return null;
    if (found && !inWindow(found)) {
      view = showing(view, found, measures);
      render();
      onView(view);
    } else renderMarked();
    return found ?? null;
  }

  // A node follows the hand; the ties of many would not.
  function drag(each, x, y) {
    [each.node.x, each.node.y] = shareOf({ x, y }, view, measures);
    if (!look.many) return show(view);
    project(scene, view, measures, look);
    names = names.filter(({ node }) => node !== each);
    marked = each.id;
    return renderMarked();
  }

  function at(x, y) {
    const [node, name] = [nodeAt(scene, x, y), nameAt(names, x, y)];
    return node ?? name ?? tieAt(scene, x, y);
  }

  return {
    set, place, paint, mark, ring, drag, at, see,
    scene: () => scene, width: () => measures?.wide ?? 0, columns: () => scene.curved,
    move: (dx, dy) => measures && show(moved(view, dx, dy, measures)),
    zoom: (factor) => measures && show(zoomed(view, factor, [measures.wide / 2, measures.tall / 2], measures)),
    whole: () => show(WHOLE), names: () => names.map(({ node, lines, box }) => ({ id: node.id, lines, box })),
    told: () => (measures ? viewTold(view, measures) : ""), seen: (text) => measures && see(viewFrom(text, measures)),
    destroy: () => clearTimeout(later),
  };
}
