// The part of a network that is asked for, where no kernel finds it: see `ego.py`.

// The nodes and ties around a node, or on the shortest paths to another, and how far apart the two
// are. `edges` name their ends as `row` and `column`.
export function askedFor(edges, { ego, steps, path_to: other }) {
  const adjacent = adjacency(edges);
  return other ? between(edges, adjacent, ego, other) : around(edges, adjacent, ego, steps);
}

function around(edges, adjacent, ego, steps) {
  const far = distances(adjacent, ego);
  const near = (id) => far.get(id) <= steps;
  return { ids: new Set([...far.keys()].filter(near)), edges: edges.filter((edge) => near(edge.row) && near(edge.column)), far: null };
}

function between(edges, adjacent, one, other) {
  const [begin, end] = [distances(adjacent, one), distances(adjacent, other)];
  const far = begin.get(other);
  if (far === undefined) return { ids: new Set(), edges: [], far: null };
  const on = ({ row, column }) => Math.min(begin.get(row) + end.get(column), begin.get(column) + end.get(row)) + 1 === far;
  const ties = edges.filter(on);
  return { ids: new Set(ties.flatMap((edge) => [edge.row, edge.column])), edges: ties, far };
}

function adjacency(edges) {
  const found = new Map();
  const add = (one, other) => found.set(one, [...(found.get(one) ?? []), other]);
  for (const { row, column } of edges) {
    add(row, column);
    add(column, row);
  }
  return found;
}

// How many ties each node is away from one; nothing of those that are not tied to it.
function distances(adjacent, begin) {
  const far = new Map(adjacent.has(begin) ? [[begin, 0]] : []);
  for (const id of far.keys()) {
    for (const next of adjacent.get(id)) if (!far.has(next)) far.set(next, far.get(id) + 1);
  }
  return far;
}
