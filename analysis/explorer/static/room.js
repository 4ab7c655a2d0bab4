// Where names may stand: free of one another, of nodes, and within the picture.

const CELL = 64; // pixels of the grid in which boxes look for their neighbours
const AIR = 1; // pixels that lines of two names may share: letters leave as much free

// Boxes are left, top, right and bottom. Without a `size` there is no edge. Nodes of a circle stand
// around a `middle`.
export function createRoom(size = null, middle = null) {
  const taken = new Map();
  const inside = ([x0, y0, x1, y1]) => !size || (x0 >= 0 && y0 >= 0 && x1 <= size.wide && y1 <= size.tall);
  const free = (box) => inside(box) && !cellsOf(box).some((cell) => taken.get(cell)?.some((other) => meet(box, other)));
  function take(box) {
    for (const cell of cellsOf(box)) {
      if (!taken.has(cell)) taken.set(cell, []);
      taken.get(cell).push(box);
    }
  }
  return { free, take, size, middle };
}

// The places about a node, the best first: below it, above, beside, and at its corners. What is wider
// than the rest of the picture moves in from its edge. Around a `middle` the best lead away from it.
export function about({ x, y, r }, wide, tall, { size, middle }) {
  const [gap, near] = [r + 2, 0.7 * r + 1];
  const within = (left) => (size ? Math.max(1, Math.min(left, size.wide - wide - 1)) : left);
  const boxed = (left, top) => [left, top, left + wide, top + tall];
  const [above, below, level] = [y - gap - tall, y + gap, y - tall / 2];
  const found = [
    boxed(within(x - wide / 2), below), boxed(within(x - wide / 2), above),
    boxed(x + gap + 3, level), boxed(x - gap - 3 - wide, level),
    ...[[x + near, y + near], [x - near - wide, y + near], [x + near, y - near - tall], [x - near - wide, y - near - tall]]
      .map(([left, top]) => boxed(left, top)),
  ];
  const inward = ([x0, y0, x1, y1]) => ((x0 + x1) / 2 - x) * (middle.x - x) + ((y0 + y1) / 2 - y) * (middle.y - y);
  return middle ? found.sort((one, other) => inward(one) - inward(other)) : found;
}

export function beside({ node, x, y, r }, wide, tall) {
  const left = node.side ? x + r + 5 : x - r - 5 - wide;
  return [[left, y - tall / 2, left + wide, y + tall / 2]];
}

export const around = ({ x, y, r }) => [x - r, y - r, x + r, y + r];

function meet([x0, y0, x1, y1], other) {
  return x0 < other[2] && x1 > other[0] && y0 < other[3] - AIR && y1 > other[1] + AIR;
}

function cellsOf([x0, y0, x1, y1]) {
  const found = [];
  for (let x = Math.floor(x0 / CELL); x <= Math.floor(x1 / CELL); x += 1) {
    for (let y = Math.floor(y0 / CELL); y <= Math.floor(y1 / CELL); y += 1) found.push(`${x} ${y}`);
  }
  return found;
}
