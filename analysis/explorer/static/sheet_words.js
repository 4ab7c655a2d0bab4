// The words of the view as a drawing: names in lines, and the key.

import { svg } from "./dom.js";
import { entriesOf } from "./key.js";
import { cut, wrapName } from "./lettering.js";
import { isAlike } from "./paling.js";

const FILLED = ["friendly", "strained"]; // what a cell of a matrix is coloured by
const LINE = 22;
let measure = null;

export function putText(x, y, text, given = {}) {
  return svg("text", { x, y, ...given }, text);
}

export function widthOf(text, size = 13) {
  measure ??= document.createElement("canvas").getContext("2d");
  measure.font = `${size}px Helvetica, Arial, "DejaVu Sans", sans-serif`;
  return measure.measureText(text).width;
}

// A name in two lines at most, cut short where it is longer; with `most` endless, a text.
export function linesOf(name, room, most = 2, size = 13) {
  return wrapName(name, room, most, (text) => widthOf(text, size));
}

export function short(text, room) {
  return cut(text, room, widthOf);
}

// The entries of the page's key, in as many lines as the width asks for.
export function keyOn(picture, words, colour, wide) {
  const drawn = [];
  let [x, y] = [0, 18];
  const entries = entriesOf(picture, words).filter((each) => picture.layout !== "matrix" || FILLED.includes(each.sign));
  for (const { shape, word, fill, sign, dashes, pale } of entries) {
    const room = (sign ? 42 : 22) + widthOf(word) + 18;
    if (x && x + room > wide) [x, y] = [0, y + LINE];
    drawn.push(sign ? svg("line", { x1: x, x2: x + 34, y1: y - 4, y2: y - 4, stroke: colour(sign), "stroke-width": 3, opacity: pale ? 0.35 : 1,
      "stroke-dasharray": dashes.join(" ") || "none" }) : markOn(shape, fill, x + 8, y - 4.5, colour),
    putText(x + (sign ? 42 : 22), y, word, { fill: colour("soft") }));
    x += room;
  }
  const alike = isAlike(picture) ? linesOf(words.drawn_alike, wide, Infinity) : [];
  drawn.push(...alike.map((line, at) => putText(0, y + LINE + at * 17, line, { fill: colour("soft") })));
  return { drawn, tall: drawn.length ? y + 8 + (alike.length ? LINE + (alike.length - 1) * 17 : 0) : 0 };
}

function markOn(points, fill, x, y, colour) {
  const given = { fill: fill === "none" ? "none" : colour(fill), stroke: colour("ink"), "stroke-width": 1.2 };
  return points ? svg("polygon", { points: points.map((each, at) => (at % 2 ? y : x) + each * 5.5).join(" "), ...given })
    : svg("circle", { cx: x, cy: y, r: 5.5, ...given });
}
