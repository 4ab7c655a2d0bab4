// What is said of a node or a tie, in a tip and above its statements.

import { count, enclosed, netTold, say, signs, strung, written } from "./dom.js";

// Whether ties are statements themselves, not what two nodes share.
export function isDirect(mode) {
  return mode === "two-mode" || mode === "toward";
}

export function tieId(edge) {
  return `${edge.row} ${edge.column}`;
}

export function nameIn(picture, id) {
  return picture.nodes.find((node) => node.id === id)?.name ?? id;
}

export function titleOf(edge, picture) {
  return `${enclosed(nameIn(picture, edge.row))} – ${enclosed(nameIn(picture, edge.column))}`;
}

export function nodeTold(node, picture, words) {
  return [
    node.name,
    count(words, "degree", node.ties),
    ...(node.camp === undefined ? [] : [words[`camp_${node.camp}`]]),
  ];
}

// The weight of a tie in one mode: of what agrees less what differs with its sign, which is drawn as colour.
export function weightIn(edge, picture) {
  return picture.aggregation === "subtract" && edge.sign === "strained" ? -edge.weight : edge.weight;
}

export function weightTold(edge, picture, words) {
  return say(words[`weight_${picture.aggregation}`], { number: written(words, weightIn(edge, picture)) });
}

export function edgeTold(edge, picture, words) {
  const number = edge.statements.length;
  const sure = picture.sure ? [picture.sure(edge)] : [];
  const told = [titleOf(edge, picture), count(words, "statements", number)];
  if (!isDirect(picture.mode)) {
    return [told[0], weightTold(edge, picture, words), told[1], ...sure];
  }
  if (picture.weighed) told.push(say(words.weight_given, { number: written(words, edge.weight) }));
  if (picture.signed === false) return [...told, ...sure];
  const [friendly, strained] = [edge.positive, edge.negative];
  return [
    ...told,
    signs(words, { friendly, neutral: number - friendly - strained, strained }),
    netTold(words, edge, picture),
    ...sure,
  ];
}

// Whether the ties of a node weigh as much as it has statements.
function mostSaid({ mode, aggregation, weighed }) {
  return isDirect(mode) && aggregation === "ignore" && !weighed;
}

// How much is drawn, and of how much.
export function countsTold(picture, words) {
  const { counts: { statements, documents, nodes, of, ties, among, silent }, edges } = picture;
  const untold = documents === null; // the statements name no documents
  const left = ties > edges.length ? [say(words.ties_left_out, { shown: edges.length, number: ties })] : [];
  if (among) left.push(say(words.looked_among, { nodes: count(words, "nodes", among.of, { shown: among.shown }) }));
  const whole = strung(words, [say(untold ? words.counts_alone : words.counts, {
    statements: count(words, "statements", statements),
    documents: untold ? "" : count(words, "documents", documents),
    nodes: count(words, "nodes", of, { shown: nodes }),
  }) + (nodes < of ? `, ${words[mostSaid(picture) ? "those_said" : "those_tied"]}` : ""), ...left]);
  return silent ? `${whole}. ${count(words, "silent_ones", silent)}` : whole;
}
