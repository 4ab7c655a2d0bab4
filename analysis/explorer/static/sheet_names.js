// Names in a drawing, free of one another: nobody can point at it. A name without room is a number
// there, and stands below.

import { count, strung } from "./dom.js";
import { about, around, beside } from "./room.js";
import { linesOf, putText, widthOf } from "./sheet_words.js";

const LINE = 14;

// `marks` are nodes with their places, those first whose names come first; `shapes` are the widths and
// lines in which a name may be set, the first one first. `kept` is room for something else.
export function placeAll(marks, columns, shapes, room, kept = []) {
  for (const box of [...kept, ...marks.map(around)]) room.take(box);
  const [named, rest] = [[], []];
  for (const mark of marks) {
    if (!shapes.some((shape) => put(mark, linesOf(mark.node.name, ...shape), named))) rest.push(mark);
  }
  const [numbered, left] = [[], []];
  for (const mark of rest) if (!put(mark, [String(numbered.length + 1)], numbered, true)) left.push(mark);
  return { named, numbered, left };

  function put(mark, told, found, anywhere = false) {
    const places = columns && !anywhere ? beside : about;
    const box = places(mark, Math.max(...told.map((line) => widthOf(line))), told.length * LINE, room).find(room.free);
    if (!box) return false;
    room.take(box);
    found.push({ mark, told, box });
    return true;
  }
}

export function labelsOn({ named, numbered }, columns, colour, clear) {
  return [...named, ...numbered].flatMap(({ mark: { node }, told, box: [x0, y0, x1] }) => {
    const [anchor, x] = !columns ? ["middle", (x0 + x1) / 2] : node.side ? ["start", x0] : ["end", x1];
    return told.map((line, at) => putText(x.toFixed(1), (y0 + 11 + at * LINE).toFixed(1), line, { "text-anchor": anchor,
      opacity: clear(node.id) ? 1 : 0.3, stroke: colour("ground"), "stroke-width": 4, "paint-order": "stroke" }));
  });
}

// The names that stand below the drawing, by their numbers, in lines of a width.
export function listOf({ numbered, left }, words, wide) {
  const names = strung(words, numbered.map(({ mark, told }) => `${told[0]} ${mark.node.name}`));
  const lines = [names, left.length ? count(words, "too_close", left.length) : ""].filter(Boolean);
  return lines.flatMap((line) => linesOf(line, wide, Infinity));
}
