// The marks of nodes by their kind, as in print: of one table, so that key and picture agree.

import { svg } from "./dom.js";

const POINTS = {
  state: [-1, -1, 1, -1, 1, 1, -1, 1],
  body: regular(5),
  organization: regular(6),
  company: [0, -1, 1, 0, 0, 1, -1, 0],
  media: [0, -1, 1, 1, -1, 1],
  group: [-0.4, -1, 0.4, -1, 0.4, -0.4, 1, -0.4, 1, 0.4, 0.4, 0.4, 0.4, 1, -0.4, 1, -0.4, 0.4, -1, 0.4, -1, -0.4, -0.4, -0.4],
  sector: regular(8, Math.PI / 8),
};

export const KINDS = ["state", "person", "body", "organization", "company", "media", "group"];

// The corners of a node; none where it is round.
export function corners(node) {
  return POINTS[shapeOf(node)] ?? null;
}

// A kind that is not known here is drawn as a sector is, and as print does.
export function shapeOf(node) {
  if (node.kind === "person") return "person";
  return KINDS.includes(node.kind) ? node.kind : "sector";
}

export function mark(shape, fill) {
  const given = { fill, stroke: "currentColor", "stroke-width": 0.25, transform: "scale(4.5)" };
  const drawn = POINTS[shape]
    ? svg("polygon", { points: POINTS[shape].join(" "), ...given })
    : svg("circle", { r: 1, ...given });
  return svg("svg", { viewBox: "-7 -7 14 14", width: "1.1em", height: "1.1em", "aria-hidden": "true" }, drawn);
}

function regular(sides, turn = 0) {
  return Array.from({ length: sides }, (_, at) => (2 * Math.PI * at) / sides + turn)
    .flatMap((angle) => [Math.sin(angle), -Math.cos(angle)]).map((each) => Math.round(each * 1000) / 1000);
}
