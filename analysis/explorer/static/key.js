// What lines, marks and colours mean: of those that are in the picture, no others.

import { h, svg } from "./dom.js";
import { KINDS, mark, shapeOf } from "./shapes.js";

export const DASHES = { friendly: null, strained: [8, 4], mixed: [12, 3, 2, 3], neutral: [2, 3] };

export function createKey() {
  const host = h("p", { class: "atlas-key" });
  function draw(picture, words) {
    const oneMode = picture.mode !== "two-mode";
    const signs = Object.keys(DASHES).filter((sign) => picture.edges.some((edge) => edge.sign === sign));
    const shapes = new Map(picture.nodes.map((node) => [`${shapeOf(node)} ${node.side}`, node]));
    const entries = [
      ...signs.map((sign) => entry(line(sign), words[`${oneMode ? "one_mode_" : ""}${sign}`], `atlas-key-${sign}`)),
      ...[...shapes.values()].sort(byKind).map((node) =>
        entry(mark(shapeOf(node), node.side || node.camp !== undefined ? "none" : "currentColor"),
          kindWord(node, words), "atlas-key-kind")),
      ...camps(picture).map((camp) =>
        entry(mark("person", `var(--atlas-camp-${camp})`), words[`camp_${camp}`], "atlas-key-camp")),
    ];
    host.hidden = !entries.length;
    const help = signs.length && !oneMode && picture.signed ? words.sign_help : "";
    host.replaceChildren(...entries, h("small", {}, help ? ` ${help}` : ""));
  }
  return { host, draw };
}

function entry(drawn, word, kind) {
  return h("span", { class: kind }, drawn, ` ${word}`);
}

function line(sign) {
  const drawn = svg("line", {
    x1: 0, x2: 34, y1: 5, y2: 5, "stroke-width": 3, stroke: `var(--atlas-${sign})`,
    "stroke-dasharray": (DASHES[sign] ?? []).join(" "),
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
