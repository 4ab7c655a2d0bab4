// What follows the same selection as the network: years, sectors, and the matrix.

import { count, h, newId, say, signed, signs } from "./dom.js";
import { tieId } from "./network.js";

const SIGNS = ["friendly", "neutral", "strained"];
const CELLS = 40; // rows and columns of the matrix, at most

export function createPanels(onChoose, onYear) {
  const [years, balance, matrix] = ["years", "balance", "matrix"].map((name) =>
    h("section", { class: `atlas-panel atlas-${name}` }));
  const host = h("div", { class: "atlas-panels" }, years, balance, matrix);
  function draw(picture, words) {
    fill(years, words.years, yearBars(picture.years, words, onYear));
    balance.hidden = picture.signed === false;
    years.hidden = !picture.years.length;
    fill(balance, words.balance, sectorBars(picture, words, onChoose));
    fill(matrix, words.matrix, cells(picture, words, onChoose));
  }
  return { host, draw };
}

function fill(section, title, content) {
  const id = newId();
  section.setAttribute("aria-labelledby", id);
  section.replaceChildren(h("h4", { id }, title), content);
}

function yearBars(years, words, onYear) {
  const most = Math.max(...years.map(total), 1);
  const bars = years.map((year) => {
    const unsigned = "statements" in year;
    const told = `${year.year}: ${unsigned ? count(words, "statements", year.statements) : signs(words, year)}`;
    const bar = (sign, number) =>
      h("span", { class: `atlas-bar atlas-is-${sign}`, style: `height:calc(var(--atlas-tall) * ${number / most})` });
    const parts = unsigned ? [bar("neutral", year.statements)] : SIGNS.map((sign) => bar(sign, year[sign]));
    return h("button", {
      type: "button", class: "atlas-year", title: told,
      "aria-label": `${told}. ${say(words.only_year, year)}`, onclick: () => onYear(year.year),
    }, h("span", { class: "atlas-count" }, String(total(year) || "")), ...parts,
    h("span", { class: "atlas-when" }, `’${String(year.year).slice(2)}`));
  });
  return h("div", { class: "atlas-years-bars" }, bars);
}

function total(counts) {
  return counts.statements ?? counts.friendly + counts.neutral + counts.strained;
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

function cells(picture, words, onChoose) {
  const [rows, columns] = [0, 1].map((side) => picture.nodes.filter((node) => node.side === side)
    .sort((one, other) => other.weight - one.weight).slice(0, CELLS));
  const ties = new Map(picture.edges.map((edge) => [tieId(edge), edge]));
  const head = columns.map((column) =>
    h("th", { scope: "col" }, h("span", { title: column.name }, column.name)));
  const body = rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name),
    columns.map((column) => cell(ties.get(`${row.id} ${column.id}`), row, column, words, onChoose))));
  return h("div", { class: "atlas-scroll", tabindex: 0 },
    h("table", {}, h("thead", {}, h("tr", {}, h("td"), head)), h("tbody", {}, body)));
}

function cell(edge, row, column, words, onChoose) {
  if (!edge) return h("td");
  const number = edge.statements.length;
  const bare = `${row.name} – ${column.name}: ${count(words, "statements", number)}`;
  const unsigned = edge.net_stance === undefined;
  const mean = unsigned ? 0 : edge.net_stance / number;
  const label = unsigned ? bare : `${bare}, ${say(words.net, { net: signed(edge.net_stance) })}`;
  const side = mean < 0 ? "strained" : "friendly";
  return h("td", {}, h("button", {
    type: "button", class: `atlas-cell atlas-on-${side}`, style: `--strength:${Math.round(100 * Math.abs(mean))}%`,
    title: label, "aria-label": label, onclick: () => onChoose(tieId(edge)),
  }, String(number)));
}
