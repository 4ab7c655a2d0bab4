// The view as a drawing of its own, made of what is told of it: on white, whole, names and key in it.

import { svg } from "./dom.js";
import { egoTitled } from "./ego.js";
import { spanTold } from "./periods.js";
import { matrixOn } from "./sheet_matrix.js";
import { networkOn } from "./sheet_network.js";
import { keyOn, linesOf, putText } from "./sheet_words.js";

const [WIDE, BESIDE] = [1000, 760]; // of one picture, and of each of two
const EDGE = 24;

// `page` holds the picture as it is drawn, its words, what is chosen in it, and the table of a matrix.
export function sheetOf(page, colour) {
  const { picture, words } = page;
  const periods = picture.then ? [picture, picture.then] : [picture];
  const parts = picture.layout === "matrix" ? [matrixOn(page.table, colour)] : periods.map((each) =>
    networkOn({ ...picture, ...each }, words, page.chosen, colour, picture.then ? BESIDE : WIDE, picture.then ? spanTold(each.span) : ""));
  const wide = Math.max(parts.reduce((sum, part) => sum + part.wide, 0), 640);
  const tall = Math.max(...parts.map((part) => part.tall));
  const [head, key] = [headOn(page, colour, wide - 2 * EDGE), keyOn(picture, words, colour, wide - 2 * EDGE)];
  const whole = [head.tall + tall + key.tall + EDGE, wide].map(Math.round);
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: whole[1], height: whole[0],
    viewBox: `0 0 ${whole[1]} ${whole[0]}`, lang: words.locale,
    "font-family": "Helvetica, Arial, 'DejaVu Sans', sans-serif", "font-size": 13, fill: colour("ink") });
  root.append(svg("rect", { width: "100%", height: "100%", fill: colour("ground") }), ...head.drawn);
  let left = 0;
  for (const part of parts) {
    root.append(svg("g", { transform: `translate(${left} ${head.tall})` }, ...part.drawn));
    left += part.wide;
  }
  root.append(svg("g", { transform: `translate(${EDGE} ${head.tall + tall})` }, ...key.drawn));
  return root;
}

// The title and what is shown, in as many lines as they need.
function headOn({ title, picture, words, counts, asked }, colour, wide) {
  const told = [words[`network_${picture.mode}`], picture.ego && egoTitled(picture.ego, words), counts].filter(Boolean).join(": ");
  const [titles, lines] = [linesOf(title, wide, Infinity, 19), // bold is wider
    [told, asked].filter(Boolean).flatMap((line) => linesOf(line, wide, Infinity))];
  const top = title ? 26 + (titles.length - 1) * 21 : 0;
  return { tall: top + 32 + (lines.length - 1) * 17, drawn: [
    ...titles.map((line, at) => putText(EDGE, 26 + at * 21, line, { "font-size": 17, "font-weight": 600 })),
    ...lines.map((line, at) => putText(EDGE, top + 18 + at * 17, line, { fill: colour("soft") })),
  ] };
}
