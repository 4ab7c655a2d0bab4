// How nodes and ties look: colours of the page, widths and dashes as the key explains them.

import { DASHES } from "./key.js";

const COLOURS = ["ink", "ground", "focus", "camp-0", "camp-1", ...Object.keys(DASHES)];
const MANY = 1500; // of more ties most are drawn as hairlines, which takes a fifth of the time
const HEAVY = 40; // of which every fortieth, the heaviest, keeps its width

export function lookOf(css, picture, font) {
  const colour = Object.fromEntries(COLOURS.map((name) => [name, css.getPropertyValue(`--atlas-${name}`).trim()]));
  const weights = picture.edges.map((edge) => edge.weight);
  const most = weights.reduce((one, other) => Math.max(one, other), 1e-9);
  const least = weights.reduce((one, other) => Math.min(one, other), most);
  const many = picture.edges.length > MANY;
  const heavy = many ? [...weights].sort((one, other) => other - one)[Math.floor(weights.length / HEAVY)] : 0;
  return {
    colour, font, family: css.fontFamily, many,
    // Equal looks are equal texts: nothing is drawn anew for a change that does not show.
    told: [css.fontFamily, ...Object.values(colour)].join(),
    wide: (node) => (7 + 9 * Math.sqrt(node.size)) * (font / 11),
    fill: (node) => (node.camp !== undefined ? colour[`camp-${node.camp}`] : colour[node.side ? "ground" : "ink"]),
    // The width of a tie in pixels, or 0 for a hairline.
    width: (edge) => (many && (edge.weight <= heavy) ? 0 : 1.2 + (5.5 * (edge.weight - least)) / (most - least || 1)),
    strength: (edge) => (edge.same || edge.pale ? 0.3 : many ? 0.5 : 0.85),
    dashes: (edge) => DASHES[edge.sign] ?? [],
    line: (edge) => colour[edge.sign] ?? colour.neutral,
  };
}
