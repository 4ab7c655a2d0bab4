// How nodes and ties look: colours of the page, dashes and marks as the key explains them.

import { DASHES } from "./key.js";
import { corners } from "./shapes.js";

export const CURVED = 1500; // more ties than this are drawn straight, which is many times faster

export function styles(css, picture, font, room) {
  const colour = (name) => css.getPropertyValue(`--atlas-${name}`).trim();
  const many = picture.edges.length > CURVED;
  return [...nodeStyles(colour, css.fontFamily, picture, font, room), ...edgeStyles(colour, picture, many),
    { selector: ".atlas-faded", style: { opacity: 0.22 } },
    { selector: "edge.atlas-chosen", style: { opacity: 1, "underlay-color": colour("ink"),
      "underlay-opacity": 0.25, "underlay-padding": 3 } },
    { selector: "node.atlas-chosen, node.atlas-focused", style: {
      "border-width": 3, "border-color": colour("focus"), "underlay-color": colour("focus"),
      "underlay-opacity": 0.25, "underlay-padding": 5 } },
  ];
}

function nodeStyles(colour, family, picture, font, room) {
  const inColumns = picture.layout === "columns";
  const wide = (node) => (7 + 9 * Math.sqrt(node.data("size"))) * (font / 11);
  const fill = (node) => (node.data("camp") !== undefined ? colour(`camp-${node.data("camp")}`)
    : colour(node.data("side") ? "ground" : "ink"));
  const label = inColumns
    ? { "text-valign": "center" }
    : { "text-valign": "bottom", "text-margin-y": 3, "text-halign": "center" };
  const side = (halign, margin) => (inColumns ? { "text-halign": halign, "text-margin-x": margin } : {});
  return [
    { selector: "node", style: {
      label: "data(label)", color: colour("ink"), "font-size": font, "font-family": family,
      "text-wrap": "wrap", "text-max-width": room, "min-zoomed-font-size": 6,
      "text-outline-color": colour("ground"), "text-outline-width": inColumns ? 0 : 1.5,
      "border-width": 1.2, "border-color": colour("ink"), "background-color": fill,
      width: wide, height: wide, shape: (node) => (corners(node.data()) ? "polygon" : "ellipse"),
      "shape-polygon-points": (node) => (corners(node.data()) ?? [-1, -1, 1, -1, 1, 1]).join(" "),
      ...label,
    } },
    { selector: "node[side = 0]", style: side("left", -5) },
    { selector: "node[side = 1]", style: side("right", 5) },
  ];
}

function edgeStyles(colour, picture, many) {
  const most = Math.max(...picture.edges.map((edge) => edge.weight), 1e-9);
  const least = Math.min(...picture.edges.map((edge) => edge.weight), most);
  const curved = picture.layout === "columns" && !many;
  const signs = Object.entries(DASHES).map(([sign, dashes]) => ({
    selector: `edge[sign = "${sign}"]`,
    style: {
      "line-color": colour(sign),
      ...(dashes && !many ? { "line-style": "dashed", "line-dash-pattern": dashes } : {}),
    },
  }));
  return [
    { selector: "edge", style: {
      "line-color": colour("neutral"),
      "curve-style": curved ? "unbundled-bezier" : many ? "haystack" : "straight",
      opacity: many ? 0.5 : 0.85, "edge-distances": "node-position",
      width: (edge) => 1.2 + (5.5 * (edge.data("weight") - least)) / (most - least || 1),
    } },
    ...signs,
    { selector: "edge[?pale]", style: { opacity: 0.3 } },
  ];
}

// Bends a tie as in print: it leaves and reaches its ends level.
export function bend(edge) {
  const [from, to] = [edge.source().position(), edge.target().position()];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy || 1;
  const bow = (0.4 * dx * dy) / Math.sqrt(square);
  edge.style({
    "control-point-weights": [(0.4 * dx * dx) / square, (0.6 * dx * dx + dy * dy) / square],
    "control-point-distances": [-bow, bow],
  });
}
