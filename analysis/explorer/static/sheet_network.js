// A network as a drawing.

import { svg } from "./dom.js";
import { DASHES } from "./key.js";
import { createRoom } from "./room.js";
import { corners } from "./shapes.js";
import { labelsOn, listOf, placeAll } from "./sheet_names.js";
import { putText } from "./sheet_words.js";
import { tieId } from "./telling.js";

const [EDGE, ROW, LINE] = [24, 32, 17];
const NAMES = 210;
const HEIGHTS = [0.62, 0.9, 1.25]; // of the width: the first at which all names have room

export function networkOn(picture, words, chosen, colour, wide, label) {
  const clear = near(picture, chosen);
  const columns = picture.layout === "columns";
  const drawn = firstWhole(columns ? [inColumns(picture, wide, label)] : HEIGHTS.map((share) => freely(wide, share, label)),
    (frame) => framed(picture, frame, clear));
  const below = listOf(drawn.labels, words, wide - 2 * EDGE);
  const tall = drawn.frame.height + (below.length ? 6 + below.length * LINE : 0);
  return { wide, tall, drawn: [
    ...(label ? [putText(EDGE, 18, label, { "font-weight": 600 })] : []),
    ...ties(picture, drawn.at, columns, colour, clear),
    ...drawn.marks.map((mark) => markOn(mark, colour, clear(mark.node.id))),
    ...labelsOn(drawn.labels, columns, colour, clear),
    ...below.map((line, at) => putText(EDGE, drawn.frame.height + 10 + at * LINE, line)),
  ] };
}

// The drawing in the first of the frames in which all names have room, else in the last.
function firstWhole(frames, draw) {
  let drawn = null;
  for (const frame of frames) {
    drawn = draw(frame);
    if (!drawn.labels.numbered.length && !drawn.labels.left.length) break;
  }
  return drawn;
}

const downOf = (label) => (label ? 44 : 24);

function inColumns(picture, wide, label) {
  const rows = Math.max(...[0, 1].map((side) => picture.nodes.filter((node) => node.side === side).length), 10);
  const [across, down] = [NAMES + EDGE, downOf(label)];
  return { across, down, wide: wide - 2 * across, tall: rows * ROW, height: down + rows * ROW + 34, width: wide };
}

function freely(wide, share, label) {
  const down = downOf(label);
  return { across: 90, down, wide: wide - 180, tall: wide * share, height: down + wide * share + 60, width: wide };
}

// Nodes where a frame has them, and their names.
function framed(picture, frame, clear) {
  const columns = picture.layout === "columns";
  const marks = picture.nodes.map((node) => ({ node, x: frame.across + node.x * frame.wide, y: frame.down + node.y * frame.tall,
    r: (7 + 9 * Math.sqrt(node.size)) / 2 }))
    .sort((one, other) => clear(other.node.id) - clear(one.node.id) || other.node.weight - one.node.weight);
  const shapes = columns ? [[NAMES - 12, 2]] : [[150, 4], [105, 5]];
  const labels = placeAll(marks, columns, shapes, roomIn(frame, picture.layout), [[0, 0, frame.width, frame.down - 24]]);
  return { frame, marks, labels, at: new Map(marks.map(({ node, x, y }) => [node.id, [x, y]])) };
}

function roomIn({ width, height, across, down, wide, tall }, layout) {
  return createRoom({ wide: width, tall: height }, layout === "circle" ? { x: across + wide / 2, y: down + tall / 2 } : null);
}

// Whether a node or a tie stands out: all do, unless something is chosen.
function near(picture, chosen) {
  const tie = picture.edges.find((edge) => tieId(edge) === chosen);
  if (tie) return (id) => [chosen, tie.row, tie.column].includes(id);
  if (!picture.nodes.some((node) => node.id === chosen)) return () => true;
  const own = picture.edges.filter((edge) => [edge.row, edge.column].includes(chosen));
  const ids = new Set([chosen, ...own.flatMap((edge) => [tieId(edge), edge.row, edge.column])]);
  return (id) => ids.has(id);
}

function ties(picture, at, columns, colour, clear) {
  const weights = picture.edges.map((edge) => edge.weight);
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  return picture.edges.map((edge) => {
    const [[x, y], [u, v]] = [at.get(edge.row), at.get(edge.column)];
    const bow = columns ? 0.4 * (u - x) : 0;
    const width = 1.2 + (5.5 * (edge.weight - least)) / (most - least || 1);
    return svg("path", { d: columns ? `M${x} ${y}C${x + bow} ${y} ${u - bow} ${v} ${u} ${v}` : `M${x} ${y}L${u} ${v}`,
      fill: "none", stroke: colour(edge.sign ?? "neutral"), "stroke-width": width.toFixed(2),
      "stroke-dasharray": (DASHES[edge.sign] ?? []).join(" ") || "none",
      opacity: !clear(tieId(edge)) ? 0.15 : edge.pale ? 0.3 : 0.85 });
  });
}

function markOn({ node, x, y, r }, colour, clear) {
  const fill = node.camp !== undefined ? colour(`camp-${node.camp}`) : colour(node.side ? "ground" : "ink");
  const given = { fill, stroke: colour("ink"), opacity: clear ? 1 : 0.22, "stroke-width": 1.2 };
  const points = corners(node);
  return points ? svg("polygon", { points: points.map((each, at) => (at % 2 ? y : x) + each * r).join(" "), ...given })
    : svg("circle", { cx: x, cy: y, r, ...given });
}
