// What lines, marks and colours mean: of those that are in the picture, no others.

import { h, svg } from "./dom.js";
import { KINDS, corners, mark, shapeOf } from "./shapes.js";
import { isDirect } from "./telling.js";

export const DASHES = { friendly: null, strained: [8, 4], mixed: [12, 3, 2, 3], neutral: [2, 3] };

export function createKey() {
  const host = h("p", { class: "atlas-key" });
  function draw(picture, words) {
    const entries = entriesOf(picture, words);
    host.hidden = !entries.length;
    const signed = entries.some((each) => each.sign) && picture.signed;
    const help = signed ? [words[helpIn(picture)], isNear(picture) && words.near_help].filter(Boolean).join(" ") : "";
    host.replaceChildren(...entries.map(entry), h("small", {}, help ? ` ${help}` : ""));
  }
  return { host, draw };
}

// A part of all times has its nodes where all have them, if they were placed beforehand.
const isNear = ({ mode, layout, span }) => mode === "actors" && layout === "force" && !span[0] && !span[1];

function helpIn({ mode, aggregation }) {
  return isDirect(mode) ? "sign_help" : `${mode}_help_${aggregation}`;
}

// What stands in the key: lines by sign, marks by kind, colours of camps.
export function entriesOf(picture, words) {
  const oneMode = !isDirect(picture.mode);
  const signs = Object.keys(DASHES).filter((sign) => picture.edges.some((edge) => edge.sign === sign));
  const kinds = new Map(picture.nodes.map((node) => [`${shapeOf(node)} ${node.side}`, node]));
  return [
    ...signs.map((sign) => ({ sign, word: words[`${oneMode ? "one_mode_" : ""}${sign}`], kind: sign, dashes: DASHES[sign] ?? [] })),
    ...(picture.paled ? [{ sign: "neutral", word: words.sure_open, kind: "pale", dashes: [], pale: true }] : []),
    ...[...kinds.values()].sort(byKind).map((node) => ({ node, shape: corners(node), kind: "kind", word: kindWord(node, words),
      fill: node.side || node.camp !== undefined ? "none" : "ink" })),
    ...camps(picture).map((camp) => ({ node: { kind: "person" }, shape: null, kind: "camp", word: words[`camp_${camp}`],
      fill: `camp-${camp}` })),
  ];
}

function entry({ sign, node, word, kind, fill, dashes, pale }) {
  const filled = { none: "none", ink: "currentColor" }[fill] ?? `var(--atlas-${fill})`;
  return h("span", { class: `atlas-key-${kind}` }, sign ? line(sign, dashes, pale) : mark(shapeOf(node), filled), ` ${word}`);
}

function line(sign, dashes, pale = false) {
  const drawn = svg("line", {
    x1: 0, x2: 34, y1: 5, y2: 5, "stroke-width": 3, stroke: `var(--atlas-${sign})`,
    "stroke-dasharray": dashes.join(" "), opacity: pale ? 0.35 : 1,
  });
  return svg("svg", { viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" }, drawn);
}

function byKind(one, other) {
  return one.side - other.side || (shapeOf(one) < shapeOf(other) ? -1 : 1);
}

function kindWord(node, words) {
  if (KINDS.includes(node.kind)) return words[`kind_${node.kind}`];
  return node.side || node.kind === "sector" ? words.kind_sector : words.kind_actor;
}

function camps(picture) {
  return [...new Set(picture.nodes.map((node) => node.camp).filter((camp) => camp !== undefined))].sort();
}
