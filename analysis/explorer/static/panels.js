// What follows the same selection as the network: sectors, and the matrix.

import { count, enclosed, h, netTold, newId, say, valued, written } from "./dom.js";
import { tieId, titleOf, weightIn, weightTold } from "./telling.js";

const CELLS = 40; // rows and columns of the matrix, at most

export function createPanels(years, onChoose) {
  const [balance, matrix] = ["balance", "matrix"].map((name) =>
    h("section", { class: `atlas-panel atlas-${name}` }));
  const host = h("div", { class: "atlas-panels" }, years, balance);
  function draw(picture, words) {
    balance.hidden = picture.signed === false || !picture.sectors.length;
    fill(balance, words.balance, sectorBars(picture, words, onChoose));
    const table = picture.mode === "two-mode" ? cells(picture, words, onChoose) : square(picture, words, onChoose);
    fill(matrix, words[`matrix_${picture.mode}`], h("div", { class: "atlas-scroll", tabindex: 0, role: "group",
      "aria-label": words[`matrix_${picture.mode}`] }, table));
  }
  return { host, matrix, draw };
}

function fill(section, title, content) {
  const id = newId();
  section.setAttribute("aria-labelledby", id);
  section.replaceChildren(h("h2", { id }, title), content);
}

function sectorBars(picture, words, onChoose) {
  const most = Math.max(...picture.sectors.map((row) => Math.max(row.friendly, row.strained)), 1);
  const drawn = new Set(picture.nodes.map((node) => node.id));
  const rows = picture.sectors.map((row) => {
    const bar = (sign) => h("td", { class: `atlas-side atlas-side-${sign}` }, h("div", {},
      h("span", { class: "atlas-count" }, row[sign] ? String(row[sign]) : ""),
      h("span", { class: `atlas-bar atlas-is-${sign}`, style: `width:${(75 * row[sign]) / most}%` })));
    const name = drawn.has(row.sector)
      ? h("button", { type: "button", class: "atlas-link", onclick: () => onChoose(row.sector) }, row.name)
      : row.name;
    return h("tr", {}, h("th", { scope: "row" }, name), bar("strained"), bar("friendly"),
      h("td", { class: "atlas-neutral" }, row.neutral ? String(row.neutral) : "–"));
  });
  const head = h("tr", {}, h("td"), h("th", { scope: "col" }, `← ${words.strained}`),
    h("th", { scope: "col" }, `${words.friendly} →`), h("th", { scope: "col" }, words.neutral));
  return h("table", {}, h("thead", {}, head), h("tbody", {}, rows));
}

function byWeight(nodes) {
  return [...nodes].sort((one, other) => other.weight - one.weight).slice(0, CELLS);
}

function leftOut(what, nodes, words) {
  return nodes.length > CELLS ? [say(words[`${what}_left_out`], { shown: CELLS, number: nodes.length })] : [];
}

// `left` tells of what there was no room for.
function table(rows, columns, left, words, cellOf) {
  const head = columns.map((column) =>
    h("th", { scope: "col" }, h("span", { title: column.name }, column.name)));
  const body = rows.map((row) => h("tr", {}, h("th", { scope: "row", title: row.name }, row.name),
    columns.map((column) => cellOf(row, column))));
  return h("table", { style: `--atlas-columns:${columns.length}` }, left.length ? h("caption", {}, left.join(" ")) : null,
    h("thead", {}, h("tr", {}, h("td"), head)), h("tbody", {}, body));
}

function cells(picture, words, onChoose) {
  const sides = [0, 1].map((side) => picture.nodes.filter((node) => node.side === side));
  const [rows, columns] = sides.map(byWeight);
  const left = [...leftOut("rows", sides[0], words), ...leftOut("columns", sides[1], words)];
  const ties = new Map(picture.edges.map((edge) => [tieId(edge), edge]));
  return table(rows, columns, left, words, (row, column) => {
    const edge = ties.get(`${row.id} ${column.id}`);
    if (!edge) return h("td");
    return statementsCell(edge, row, column, picture, words, onChoose);
  });
}

function statementsCell(edge, row, column, picture, words, onChoose) {
  const number = edge.statements.length;
  const tie = `${enclosed(row.name)} – ${enclosed(column.name)}`;
  const bare = valued(words, tie, count(words, "statements", number));
  const unsigned = edge.net_stance === undefined;
  const mean = unsigned ? 0 : edge.net_stance / number;
  const label = unsigned ? bare : `${bare}, ${netTold(words, edge, picture)}`;
  const heavy = picture.weighed ? written(words, edge.weight) : String(number);
  return cell(edge, heavy, label, mean, onChoose);
}

// A network of one mode: each tie twice, nodes by camp and then by weight.
function square(picture, words, onChoose) {
  const nodes = byWeight(picture.nodes).sort((one, other) => (one.camp ?? 0) - (other.camp ?? 0));
  const ties = new Map(picture.edges.flatMap((edge) =>
    [[`${edge.row} ${edge.column}`, edge], [`${edge.column} ${edge.row}`, edge]]));
  const most = Math.max(...picture.edges.map((edge) => edge.weight), 1e-9);
  return table(nodes, nodes, leftOut("nodes", picture.nodes, words), words, (row, column) => {
    const edge = ties.get(`${row.id} ${column.id}`);
    if (!edge) return h("td", { class: row === column ? "atlas-diagonal" : "" });
    if (picture.mode === "toward") return statementsCell(edge, row, column, picture, words, onChoose);
    const sign = { friendly: 1, strained: -1 }[edge.sign] ?? 0;
    const weight = weightIn(edge, picture);
    const short = written(words, edge.weight >= 10 ? Math.round(weight) : weight);
    const label = valued(words, titleOf(edge, picture), weightTold(edge, picture, words));
    return cell(edge, short, label, (sign || 1) * Math.sqrt(edge.weight / most), onChoose, sign === 0);
  });
}

function cell(edge, text, label, mean, onChoose, plain = false) {
  const side = plain ? "neutral" : mean < 0 ? "strained" : "friendly";
  return h("td", {}, h("button", {
    type: "button", class: `atlas-cell${edge.pale ? " atlas-unsure" : ""} atlas-on-${side}${text.length > 3 ? " atlas-cell-long" : ""}`, style: `--strength:${Math.round(100 * Math.abs(mean))}%`,
    title: label, "aria-label": label, onclick: () => onChoose(tieId(edge)),
  }, text));
}
