// Where the nodes and ties of a picture stand on the screen, and what lies under a point.

import { tieId } from "./telling.js";

const STEPS = 16; // straight pieces by which a curve is followed
const REACH = 4; // pixels from a mark or a line at which it is still meant

// Nodes and ties of a picture; ties know the nodes that they tie.
export function sceneOf(picture) {
  const nodes = picture.nodes.map((node) => ({ node, id: node.id, x: 0, y: 0, r: 0 }));
  const byId = new Map(nodes.map((each) => [each.id, each]));
  const ties = picture.edges.map((edge) => ({ edge, id: tieId(edge), from: byId.get(edge.row), to: byId.get(edge.column) }));
  return { nodes, byId, ties: ties.filter((tie) => tie.from && tie.to), curved: picture.layout === "columns" };
}

// A curve leaves and reaches its ends level, as in print.
export function follow(pen, { from, to }, curved) {
  pen.moveTo(from.x, from.y);
  if (!curved) return pen.lineTo(to.x, to.y);
  const across = to.x - from.x;
  return pen.bezierCurveTo(from.x + 0.4 * across, from.y, from.x + 0.6 * across, to.y, to.x, to.y);
}

export function pointOn({ from, to }, curved, at) {
  if (!curved) return [from.x + at * (to.x - from.x), from.y + at * (to.y - from.y)];
  const [own, first, last] = [at * (1 - at) * 3, at * (1 - at) * (1 - at) * 3, at * at * at];
  const along = 0.4 * first + 0.6 * (own - first) + last;
  return [from.x + along * (to.x - from.x), from.y + (own - first + last) * (to.y - from.y)];
}

// Whether a tie can be seen at all in a window of that size.
export function inView({ from, to }, wide, tall) {
  return Math.max(from.x, to.x) > 0 && Math.min(from.x, to.x) < wide
    && Math.max(from.y, to.y) > 0 && Math.min(from.y, to.y) < tall;
}

export function nodeAt(scene, x, y) {
  return nearest(scene.nodes, (each) => Math.hypot(each.x - x, each.y - y) - each.r);
}

export function tieAt(scene, x, y) {
  const near = scene.ties.filter(({ from, to }) => Math.min(from.x, to.x) <= x + REACH && Math.max(from.x, to.x) >= x - REACH
    && Math.min(from.y, to.y) <= y + REACH && Math.max(from.y, to.y) >= y - REACH);
  return nearest(near, (tie) => distance(tie, scene.curved, x, y));
}

function nearest(all, far) {
  let [found, least] = [null, REACH];
  for (const each of all) {
    const away = far(each);
    if (away < least) [found, least] = [each, away];
  }
  return found;
}

function distance(tie, curved, x, y) {
  const steps = curved ? STEPS : 1;
  let [least, before] = [Infinity, [tie.from.x, tie.from.y]];
  for (let step = 1; step <= steps; step += 1) {
    const next = pointOn(tie, curved, step / steps);
    least = Math.min(least, toPiece(x, y, before, next));
    before = next;
  }
  return least;
}

function toPiece(x, y, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const at = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x0 + at * dx - x, y0 + at * dy - y);
}
