// The names beside nodes: wrapped, and left out where they would lie on one another.

const LINE = 1.15; // heights of a letter from line to line
const LINES = 2; // lines of a name, at most; the whole of it stands in the tip
const CELL = 64; // pixels of the grid in which names look for their neighbours

// Finds room for names, those of the heaviest nodes first; `apart` is the distance from row to row.
export function placeNames(pen, nodes, look, { columns, room }, apart) {
  pen.font = `${look.font}px ${look.family}`;
  const [taken, found, height] = [new Map(), [], LINE * look.font];
  const most = columns ? Math.max(1, Math.min(LINES, Math.floor(apart / height))) : LINES;
  for (const each of [...nodes].sort((one, other) => other.node.weight - one.node.weight)) {
    if (columns && isTaken(taken, thin(each))) continue; // without measuring its words
    const { lines, wide } = wrapped(pen, each.node.name, room, most);
    const box = sides(each, columns, wide, lines.length * height).find((one) => !isTaken(taken, one));
    if (!box) continue;
    take(taken, box);
    found.push({ node: each, lines, box, height });
  }
  return found;
}

export function drawNames(pen, names, look, { columns }) {
  pen.font = `${look.font}px ${look.family}`;
  pen.textBaseline = "middle";
  [pen.fillStyle, pen.strokeStyle, pen.lineWidth, pen.lineJoin] = [look.colour.ink, look.colour.ground, 3, "round"];
  for (const { node, lines, box: [x0, y0, x1], height } of names) {
    const [align, x] = !columns ? ["center", (x0 + x1) / 2] : node.node.side ? ["left", x0] : ["right", x1];
    pen.textAlign = align;
    lines.forEach((line, at) => {
      const y = y0 + (at + 0.5) * height;
      if (!columns) pen.strokeText(line, x, y);
      pen.fillText(line, x, y);
    });
  }
}

// The node on whose name a point lies.
export function nameAt(names, x, y) {
  return names.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])?.node ?? null;
}

// The least room that a name beside a node takes.
function thin({ node, x, y, r }) {
  const begin = x + (node.side ? 1 : -1) * (r + 6);
  return [begin - 1, y - 2, begin + 1, y + 2];
}

// Where a name may stand: beside its node in columns, else below it, above, or beside.
function sides({ node, x, y, r }, columns, wide, tall) {
  const left = [x - r - 5 - wide, y - tall / 2, x - r - 5, y + tall / 2];
  const right = [x + r + 5, y - tall / 2, x + r + 5 + wide, y + tall / 2];
  if (columns) return [node.side ? right : left];
  const centred = (top) => [x - wide / 2, top, x + wide / 2, top + tall];
  return [centred(y + r + 2), centred(y - r - 2 - tall), right, left];
}

const known = new Map(); // how wide words are is asked once
function wrapped(pen, name, room, most) {
  const key = `${pen.font} ${room} ${most} ${name}`;
  if (!known.has(key)) {
    if (known.size > 20000) known.clear();
    const lines = shortened(pen, inLines(pen, name, room), room, most);
    known.set(key, { lines, wide: Math.max(...lines.map((line) => pen.measureText(line).width)) });
  }
  return known.get(key);
}

function inLines(pen, name, room) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (lines.at(-1) && pen.measureText(longer).width > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function shortened(pen, lines, room, most) {
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] += "…";
  return kept.map((line) => {
    let cut = line;
    while (cut.length > 2 && pen.measureText(cut).width > room) cut = `${cut.replace(/…$/, "").slice(0, -1)}…`;
    return cut;
  });
}

function cellsOf([x0, y0, x1, y1]) {
  const found = [];
  for (let x = Math.floor(x0 / CELL); x <= Math.floor(x1 / CELL); x += 1) {
    for (let y = Math.floor(y0 / CELL); y <= Math.floor(y1 / CELL); y += 1) found.push(`${x} ${y}`);
  }
  return found;
}

function isTaken(taken, [x0, y0, x1, y1]) {
  return cellsOf([x0, y0, x1, y1]).some((cell) => taken.get(cell)?.some((box) =>
    x0 < box[2] && x1 > box[0] && y0 < box[3] - 1 && y1 > box[1] + 1));
}

function take(taken, box) {
  for (const cell of cellsOf(box)) taken.set(cell, [...(taken.get(cell) ?? []), box]);
}
