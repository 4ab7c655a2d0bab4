// Draws ties and nodes with the pen of a canvas.

import { follow, inView } from "./scene.js";
import { corners } from "./shapes.js";

// Each tie is stroked alone: one long path of all takes ten times as long. The lightest come first,
// so that the heaviest lie on top. With `whole` each is as wide as its weight.
export function drawTies(pen, ties, look, curved, { wide, tall }, whole = false) {
  const hair = 1 / (globalThis.devicePixelRatio || 1);
  pen.lineCap = "butt";
  let sign = null;
  for (let at = ties.length - 1; at >= 0; at -= 1) {
    const tie = ties[at];
    if (!inView(tie, wide, tall)) continue;
    if (tie.edge.sign !== sign) {
      sign = tie.edge.sign;
      pen.strokeStyle = look.line(tie.edge);
      pen.setLineDash(look.dashes(tie.edge));
    }
    pen.globalAlpha = whole ? Math.max(look.strength(tie.edge), 0.5) : look.strength(tie.edge);
    pen.lineWidth = look.width(tie.edge) || (whole ? 1.2 : hair);
    pen.beginPath();
    follow(pen, tie, curved);
    pen.stroke();
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
}

export function drawNodes(pen, nodes, look) {
  [pen.lineWidth, pen.strokeStyle] = [1.2, look.colour.ink];
  for (const each of nodes) {
    pen.fillStyle = look.fill(each.node);
    outline(pen, each, each.r);
    pen.fill();
    if (each.r > 2) pen.stroke();
  }
}

// A node that is chosen or stepped to has a ring in the colour of what is in focus.
export function drawRing(pen, each, look) {
  [pen.fillStyle, pen.globalAlpha] = [look.colour.focus, 0.25];
  outline(pen, each, each.r + 6);
  pen.fill();
  [pen.globalAlpha, pen.lineWidth, pen.strokeStyle] = [1, 3, look.colour.focus];
  outline(pen, each, each.r);
  pen.stroke();
}

// A tie that is chosen lies on a shadow.
export function drawShadow(pen, tie, look, curved) {
  [pen.globalAlpha, pen.strokeStyle, pen.lineWidth] = [0.25, look.colour.ink, look.width(tie.edge) + 6];
  pen.beginPath();
  follow(pen, tie, curved);
  pen.stroke();
  pen.globalAlpha = 1;
}

function outline(pen, { node, x, y }, r) {
  const points = corners(node);
  pen.beginPath();
  if (!points) return pen.arc(x, y, r, 0, 2 * Math.PI);
  for (let at = 0; at < points.length; at += 2) pen.lineTo(x + r * points[at], y + r * points[at + 1]);
  return pen.closePath();
}
