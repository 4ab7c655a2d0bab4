// The matrix as a drawing, of its table on the page.

import { svg } from "./dom.js";
import { linesOf, putText, short } from "./sheet_words.js";

const [CELL, LEFT, ABOVE, EDGE] = [30, 200, 150, 24];

export function matrixOn(table, colour) {
  const columns = [...table.querySelectorAll("thead th")].map((each) => each.textContent);
  const rows = [...table.querySelectorAll("tbody tr")];
  const drawn = columns.map((name, at) => svg("text", { "text-anchor": "start",
    transform: `translate(${EDGE + LEFT + at * CELL + 19} ${ABOVE - 6}) rotate(-90)` }, short(name, ABOVE - 12)));
  const cells = [];
  rows.forEach((row, down) => {
    const y = ABOVE + down * CELL;
    drawn.push(putText(EDGE + LEFT - 8, y + 20, short(row.querySelector("th").textContent, LEFT - 10), { "text-anchor": "end" }));
    [...row.querySelectorAll("td")].forEach((cell, across) => cells.push([cell, EDGE + LEFT + across * CELL, y]));
  });
  const framed = ([cell]) => Boolean(cell.querySelector(".atlas-on-strained")); // lies over its neighbours
  const last = [...cells.filter((each) => !framed(each)), ...cells.filter(framed)];
  drawn.push(...last.flatMap(([cell, x, y]) => cellOn(cell, x, y, colour)));
  const [wide, below] = [2 * EDGE + LEFT + columns.length * CELL, ABOVE + rows.length * CELL];
  const left = table.caption ? linesOf(table.caption.textContent, wide - 2 * EDGE) : []; // what there was no room for
  drawn.push(...left.map((line, at) => putText(EDGE, below + 22 + at * 18, line, { fill: colour("soft") })));
  return { drawn, wide, tall: below + 20 + left.length * 18 };
}

function cellOn(cell, x, y, colour) {
  const button = cell.querySelector("button");
  const box = { x, y, width: CELL, height: CELL, stroke: colour("line"), "stroke-width": 1 };
  if (!button) return [svg("rect", { ...box, fill: "none" })];
  const sign = ["friendly", "strained"].find((each) => button.classList.contains(`atlas-on-${each}`));
  const strength = (0.75 * (parseFloat(button.style.getPropertyValue("--strength")) || 0)) / 100;
  const opacity = button.classList.contains("atlas-unsure") ? 0.45 : 1;
  return [
    svg("rect", { ...box, fill: sign ? colour(sign) : colour("raised"), "fill-opacity": sign ? strength : 1, opacity,
      ...(sign === "strained" ? { stroke: colour("ink"), "stroke-width": 1.5 } : {}) }),
    putText(x + CELL / 2, y + 19, button.textContent, { "text-anchor": "middle", fill: colour(opacity < 1 ? "soft" : "ink"),
      "font-size": button.textContent.length > 3 ? 9 : 12 }),
  ];
}
