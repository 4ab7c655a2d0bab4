// The names beside nodes: wrapped, and left out where they would lie on one another or on a node.

import { wrapName } from "./lettering.js";
import { about, around, beside, createRoom } from "./room.js";

const LINE = 1.15; // heights of a letter from line to line
const MANY = 300; // of more nodes, which are small, names may lie on some: else few would be written
const LINES = { columns: 2, free: 3 }; // of a name, at most; the whole of it stands in the tip

// Finds room for names, those of the heaviest nodes first; `apart` is the distance from row to row.
// A name that was placed `before` stays where it is.
export function placeNames(pen, nodes, look, measures, apart, before = []) {
  pen.font = `${look.font}px ${look.family}`;
  const { columns, middle } = measures;
  const room = createRoom(columns ? null : measures, middle);
  const height = LINE * look.font;
  const most = columns ? Math.max(1, Math.min(LINES.columns, Math.floor(apart / height))) : LINES.free;
  if (!columns && nodes.length <= MANY) for (const each of nodes) room.take(around(each));
  const found = before.filter(({ node }) => nodes.includes(node));
  for (const each of found) room.take(each.box);
  const named = new Set(found.map(({ node }) => node));
  for (const each of [...nodes].sort((one, other) => other.node.weight - one.node.weight)) {
    if (named.has(each) || (columns && !room.free(thin(each)))) continue; // without measuring its words
    const name = placed(each, columns ? [[measures.room, most]] : [[measures.room, most], [0.65 * measures.room, most]]);
    if (!name) continue;
    room.take(name.box);
    found.push(name);
  }
  return found;

  // In the first of the shapes that has room, each a width and a number of lines.
  function placed(each, shapes) {
    for (const shape of shapes) {
      const { lines, wide } = wrapped(pen, each.node.name, ...shape);
      const places = columns ? beside : about;
      const box = places(each, wide, lines.length * height, room).find(room.free);
      if (box) return { node: each, lines, box, height };
    }
    return null;
  }
}

export function drawNames(pen, names, look, { columns }) {
  pen.font = `${look.font}px ${look.family}`;
  pen.textBaseline = "middle";
  [pen.fillStyle, pen.strokeStyle, pen.lineWidth, pen.lineJoin] = [look.colour.ink, look.colour.ground, 3, "round"];
  for (const { node, lines, box: [x0, y0, x1], height } of names) {
    const [align, x] = !columns ? ["center", (x0 + x1) / 2] : node.node.side ? ["left", x0] : ["right", x1];
    pen.textAlign = align;
    lines.forEach((line, at) => {
      const y = y0 + (at + 0.5) * height;
      if (!columns) pen.strokeText(line, x, y);
      pen.fillText(line, x, y);
    });
  }
}

// The node on whose name a point lies.
export function nameAt(names, x, y) {
  return names.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])?.node ?? null;
}

// The least room that a name beside a node takes.
function thin({ node, x, y, r }) {
  const begin = x + (node.side ? 1 : -1) * (r + 6);
  return [begin - 1, y - 2, begin + 1, y + 2];
}

const known = new Map(); // how wide words are is asked once
function wrapped(pen, name, room, most) {
  const key = `${pen.font} ${room} ${most} ${name}`;
  if (!known.has(key)) {
    if (known.size > 20000) known.clear();
    const wide = (text) => pen.measureText(text).width;
    const lines = wrapName(name, room, most, wide);
    known.set(key, { lines, wide: Math.max(...lines.map(wide)) });
  }
  return known.get(key);
}
