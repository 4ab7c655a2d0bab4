// A picture of the part that is asked for, where no kernel draws it: made of the picture of all that
// is drawn, and counted anew as `view.py` counts.

import { askedFor } from "./neighbours.js";

const SIGN = { 1: "friendly", 0: "neutral", "-1": "strained" };

// `picture` is of the span that is shown and `whole` of all times, `record` tells of statements, and
// `nameOf` names a node, in the picture or not.
export function askedPart(picture, whole, choices, record, nameOf) {
  if (!choices.ego) return picture;
  const { ids, edges, far } = askedFor(picture.edges, choices);
  const nodes = placed(counted(picture.nodes.filter((node) => ids.has(node.id)), edges), picture.layout);
  const behind = statementsOf(edges);
  const always = statementsOf(askedFor(whole.edges, choices).edges);
  const { nodes: shown, of } = picture.counts;
  const documents = new Set(behind.map((id) => record[id]?.document).filter(Boolean));
  return {
    ...picture, nodes, edges,
    counts: { ...picture.counts, silent: 0, statements: behind.length, nodes: nodes.length, of: nodes.length, ties: edges.length,
      documents: picture.counts.documents === null ? null : documents.size, ...(shown < of ? { among: { shown, of } } : {}) },
    sectors: bySector(picture, behind, record),
    years: byYear(whole, always, record),
    undated: always.filter((id) => !record[id]?.day).length,
    ego: { id: choices.ego, name: nameOf(choices.ego), steps: choices.steps,
      to: choices.path_to && nameOf(choices.path_to), far },
  };
}

function statementsOf(edges) {
  return [...new Set(edges.flatMap((edge) => edge.statements))];
}

// Nodes as large as their ties in this part make them.
function counted(nodes, edges) {
  const own = new Map(nodes.map((node) => [node.id, { ties: 0, weight: 0 }]));
  for (const { row, column, weight } of edges) {
    for (const each of [own.get(row), own.get(column)]) {
      each.ties += 1;
      each.weight += weight;
    }
  }
  const most = Math.max(...[...own.values()].map((each) => each.weight), 0) || 1;
  return nodes.map((node) => ({ ...node, ...own.get(node.id), size: own.get(node.id).weight / most }));
}

// In columns nodes keep their order and spread over the height; else they stay where they are.
function placed(nodes, layout) {
  if (layout !== "columns") return nodes;
  const sides = [0, 1].map((side) => nodes.filter((node) => node.side === side).sort((one, other) => one.y - other.y));
  return sides.flatMap((side) => side.map((node, rank) => ({ ...node, y: (rank + 0.5) / side.length })));
}

function bySector(picture, ids, record) {
  const sectors = new Map(picture.sectors.map((row) => [row.sector, { ...row, ...noSigns(), total: 0 }]));
  for (const id of ids) {
    const [row, sign] = [sectors.get(record[id]?.field), signOf(record[id] ?? {})];
    if (!row || !sign) continue;
    row[sign] += 1;
    row.total += 1;
  }
  return [...sectors.values()].filter((row) => row.total)
    .sort((one, other) => other.total - one.total || (one.sector < other.sector ? -1 : 1));
}

function byYear(whole, ids, record) {
  const told = ids.filter((id) => record[id]?.day);
  if (!told.length) return [];
  const years = told.map((id) => Number(record[id].day.slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const unsigned = whole.signed === false;
  const lines = Array.from({ length: last - first + 1 }, (_, at) =>
    ({ year: first + at, ...(unsigned ? { statements: 0 } : noSigns()) }));
  for (const id of told) {
    const sign = unsigned ? "statements" : signOf(record[id]);
    if (sign) lines[Number(record[id].day.slice(0, 4)) - first][sign] += 1;
  }
  return lines;
}

const noSigns = () => ({ friendly: 0, neutral: 0, strained: 0 });
const signOf = ({ stance }) => SIGN[Math.sign(stance ?? NaN)];
