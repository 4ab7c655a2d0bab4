// The view as a drawing of its own, made of what is told of it: on white, whole, names and key in it.

import { svg } from "./dom.js";
import { egoTitled } from "./ego.js";
import { DASHES } from "./key.js";
import { matrixOn } from "./sheet_matrix.js";
import { keyOn, linesOf, putText } from "./sheet_words.js";
import { corners } from "./shapes.js";
import { spanTold } from "./periods.js";
import { tieId } from "./telling.js";

const [WIDE, BESIDE] = [1000, 760]; // of one picture, and of each of two
const [EDGE, TOP, ROW] = [24, 58, 32];
const NAMES = 210;

// `page` holds the picture as it is drawn, its words, what is chosen in it, and the table of a matrix.
export function sheetOf(page, colour) {
  const { picture, words } = page;
  const periods = picture.then ? [picture, picture.then] : [picture];
  const parts = picture.layout === "matrix" ? [matrixOn(page.table, colour)] : periods.map((each) =>
    networkOn({ ...picture, ...each }, page.chosen, colour, picture.then ? BESIDE : WIDE, picture.then ? spanTold(each.span) : ""));
  const wide = Math.max(parts.reduce((sum, part) => sum + part.wide, 0), 640);
  const tall = Math.max(...parts.map((part) => part.tall));
  const key = keyOn(picture, words, colour, wide - 2 * EDGE);
  const whole = [TOP + tall + key.tall + EDGE, wide].map(Math.round);
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: whole[1], height: whole[0],
    viewBox: `0 0 ${whole[1]} ${whole[0]}`, lang: words.locale,
    "font-family": "Helvetica, Arial, 'DejaVu Sans', sans-serif", "font-size": 13, fill: colour("ink") });
  root.append(svg("rect", { width: "100%", height: "100%", fill: colour("ground") }),
    putText(EDGE, 26, page.title, { "font-size": 17, "font-weight": 600 }),
    putText(EDGE, 44, [words[`network_${picture.mode}`], picture.ego && egoTitled(picture.ego, words), page.counts]
      .filter(Boolean).join(": "), { fill: colour("soft") }));
  let left = 0;
  for (const part of parts) {
    root.append(svg("g", { transform: `translate(${left} ${TOP})` }, ...part.drawn));
    left += part.wide;
  }
  root.append(svg("g", { transform: `translate(${EDGE} ${TOP + tall})` }, ...key.drawn));
  return root;
}

function networkOn(picture, chosen, colour, wide, label) {
  const columns = picture.layout === "columns";
  const rows = Math.max(...[0, 1].map((side) => picture.nodes.filter((node) => node.side === side).length), 10);
  const down = label ? 30 : 10;
  const room = columns ? { across: NAMES + EDGE, wide: wide - 2 * (NAMES + EDGE), tall: rows * ROW, down: down + 14 }
    : { across: 90, wide: wide - 180, tall: wide * 0.62, down: down + 14 };
  const at = new Map(picture.nodes.map((node) => [node.id, [room.across + node.x * room.wide, room.down + node.y * room.tall]]));
  const clear = near(picture, chosen);
  const drawn = [
    ...(label ? [putText(EDGE, 18, label, { "font-weight": 600 })] : []),
    ...ties(picture, at, columns, colour, clear),
    ...picture.nodes.flatMap((node) => nodeOn(node, at.get(node.id), columns, colour, clear(node.id))),
  ];
  return { drawn, wide, tall: room.down + room.tall + (columns ? 34 : 60) };
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

function nodeOn(node, [x, y], columns, colour, clear) {
  const size = (7 + 9 * Math.sqrt(node.size)) / 2;
  const fill = node.camp !== undefined ? colour(`camp-${node.camp}`) : colour(node.side ? "ground" : "ink");
  const given = { fill, stroke: colour("ink"), opacity: clear ? 1 : 0.22 };
  const points = corners(node);
  const mark = points
    ? svg("polygon", { points: points.map((each, at) => (at % 2 ? y : x) + each * size).join(" "), "stroke-width": 1.2, ...given })
    : svg("circle", { cx: x, cy: y, r: size, "stroke-width": 1.2, ...given });
  const lines = linesOf(node.name, columns ? NAMES - 12 : 150);
  const [left, top] = columns ? [node.side ? x + size + 6 : x - size - 6, y + 4.5 - (lines.length - 1) * 7] : [x, y + size + 14];
  return [mark, ...lines.map((line, at) => putText(left, top + at * 14, line, { opacity: clear ? 1 : 0.3,
    "text-anchor": columns ? (node.side ? "start" : "end") : "middle",
    ...(columns ? {} : { stroke: colour("ground"), "stroke-width": 3, "paint-order": "stroke" }) }))];
}
