// The statements behind a node, a tie or a search: who said what, when, and where it can be read.

import { count, enclosed, h, newId, say, signed, signs, strung, valued } from "./dom.js";
import { spanTold } from "./periods.js";
import { nameIn, tieId, titleOf } from "./telling.js";

const PAGE = 40; // statements shown at once
const MARKS = { 1: "▲", 0: "●", "-1": "▼" };
const FILTERS = ["speaker", "side", "document_kind", "coder"];
const ORDERS = {
  date: (one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)),
  stance: (one, other) => (other.stance ?? -9) - (one.stance ?? -9),
  speaker: (one, other) => one.speaker.localeCompare(other.speaker),
};

export function createReading(onChoose, actions) {
  const host = h("aside", { class: "atlas-reading", tabindex: -1 });
  const wanted = { order: "date" }; // outlives what is read

  // `found` is { title, ids } of a search; otherwise what is chosen in the picture is shown.
  function draw(chosen, picture, statements, words, found = null) {
    host.setAttribute("aria-label", words.reading);
    const read = found ?? behind(chosen, picture);
    statements.leave();
    if (read === null) {
      host.replaceChildren(h("p", { class: "atlas-hint" }, words.hint));
      return;
    }
    if (statements.asks()) host.replaceChildren(h("h2", {}, read.title), h("p", { class: "atlas-hint" }, "…"));
    statements.want(read.ids, (record) => show(among(read, record), chosen, picture, record, words, found));
  }

  function show(read, chosen, picture, record, words, found) {
    const close = h("button", {
      type: "button", class: "atlas-close", "aria-label": words.close, title: words.close,
      onclick: () => onChoose(null),
    }, "×");
    for (const name of FILTERS) delete wanted[name];
    const out = h("div");
    const lists = () => out.replaceChildren(...listsOf(read, wanted, record, words));
    host.replaceChildren(h("header", {}, h("h2", { tabindex: -1 }, read.title), close), actions(found ? null : chosen),
      ...found ? [] : sureOf(chosen, picture),
      ...ties(read, picture, words, onChoose), leftOut(read, words), sieve(read.ids, record, words, wanted, lists), out);
    lists();
    host.scrollTop = 0;
  }
  // All that is counted above the list, for paper.
  function unfold() {
    for (const more of host.querySelectorAll(".atlas-more")) while (!more.hidden) more.click();
  }
  return { host, draw, unfold };
}

// What can be told of what is to be read: of very many statements the earliest.
function among(read, record) {
  const there = (ids) => ids.filter((id) => record[id]);
  return { ...read, of: read.ids.length, ids: there(read.ids), parts: read.parts?.map(([name, ids]) => [name, there(ids)]) };
}

function leftOut({ ids, of }, words) {
  if (ids.length === of) return "";
  return h("p", { class: "atlas-hint" }, count(words, "statements_left_out", of, { shown: ids.length }));
}

// How sure a tie is, in each period in which it is there.
function sureOf(chosen, picture) {
  return [picture, picture.then].flatMap((each) => (each?.sure ? each.edges.filter((edge) => tieId(edge) === chosen)
    .map((edge) => h("p", { class: "atlas-hint" }, picture.then ? `${spanTold(each.span)}: ` : "", each.sure(edge))) : []));
}

function behind(chosen, picture) {
  if (chosen === null) return null;
  const periods = picture.then ? [picture, picture.then] : [picture];
  const found = periods.map((each) => inPeriod(chosen, each));
  const title = found.find((each) => each.title)?.title ?? nameIn(picture, chosen);
  if (found.length === 1) return { ...found[0], title };
  const parts = periods.map((each, at) => [spanTold(each.span), found[at].ids]);
  return { title, node: chosen, edges: found.flatMap((each) => each.edges), parts, ids: parts.flatMap(([, ids]) => ids) };
}

function inPeriod(chosen, picture) {
  const edge = picture.edges.find((each) => tieId(each) === chosen);
  if (edge) {
    const parts = edge.sides && [edge.row, edge.column].map((id, at) => [nameIn(picture, id), edge.sides[at]]);
    return { title: titleOf(edge, picture), ids: edge.statements, edges: [], parts };
  }
  const edges = picture.edges.filter((each) => each.row === chosen || each.column === chosen);
  const own = (each) => (each.sides ? each.sides[each.row === chosen ? 0 : 1] : each.statements);
  return { title: "", ids: [...new Set(edges.flatMap(own))], edges, node: chosen };
}

// How the statements are ordered, and which of them are shown: by what tells some of them apart.
function sieve(ids, record, words, wanted, changed) {
  if (ids.length < 2) return "";
  const orders = Object.keys(ORDERS).filter((order) => order === "date" || ids.some((id) => told(record[id], order)));
  const order = select(words.order, orders.map((each) => [each, words[`order_${each}`]]), wanted.order,
    (value) => { wanted.order = value; changed(); });
  const values = (name) => [...new Set(ids.map((id) => record[id][name]).filter(Boolean))].sort();
  const filters = FILTERS.map((name) => [name, values(name)]).filter(([, found]) => found.length > 1)
    .map(([name, found]) => select(words[`only_${name}`], [["", words.all], ...found.map((each) => [each, each])],
      "", (value) => { wanted[name] = value; changed(); }));
  return h("details", { class: "atlas-sieve" }, h("summary", {}, words.sieve), h("div", {}, order, ...filters));
}

function told(statement, order) {
  return order === "stance" ? statement.stance !== null : statement[order];
}

function select(label, options, value, onchange) {
  const id = newId();
  const control = h("select", { id, onchange: () => onchange(control.value) },
    options.map(([each, name]) => h("option", { value: each }, name)));
  control.value = value;
  return h("div", { class: "atlas-field" }, h("label", { for: id }, label), control);
}

function listsOf(read, wanted, record, words) {
  const kept = (ids) => ids.filter((id) => FILTERS.every((name) => !wanted[name] || record[id][name] === wanted[name]))
    .sort((one, other) => ORDERS[wanted.order](record[one], record[other])
      || ORDERS.date(record[one], record[other]) || (one < other ? -1 : 1));
  const all = h("p", { class: "atlas-counted" }, [counted(kept([...read.ids]), record, words), ...sieved(wanted, words)].join("; "));
  if (!read.parts) return [all, list(kept([...read.ids]), record, words)];
  return [all, ...read.parts.map(([name, ids]) => h("section", {},
    h("h3", {}, `${enclosed(name)} (${kept([...ids]).length})`), list(kept([...ids]), record, words)))];
}

const sieved = (wanted, words) => FILTERS.filter((name) => wanted[name]).map((name) => `${words[`only_${name}`]}: ${wanted[name]}`);

function counted(ids, record, words) {
  const stances = ids.map((id) => record[id].stance).filter((stance) => stance !== null);
  const of = (sign) => stances.filter((stance) => Math.sign(stance) === sign).length;
  const number = count(words, "statements", ids.length);
  const each = signs(words, { friendly: of(1), neutral: of(0), strained: of(-1) });
  const without = ids.length - stances.length;
  const silent = without ? [say(words.without_ones, { number: without })] : [];
  const years = ids.map((id) => (record[id].day ?? "").slice(0, 4)).filter(Boolean).sort();
  const behindThem = new Set(ids.map((id) => record[id].family || record[id].document).filter(Boolean)).size;
  return strung(words, [
    stances.length ? valued(words, number, [each, ...silent].join(", ")) : number,
    ...(years.length ? [[...new Set([years[0], years.at(-1)])].join("–")] : []),
    ...(behindThem ? [count(words, "independent", behindThem)] : []),
  ]);
}

function ties(read, picture, words, onChoose) {
  if (!read.edges?.length) return [];
  const other = (edge) => (edge.row === read.node ? edge.column : edge.row);
  const links = [...new Map(read.edges.map((edge) => [tieId(edge), edge])).values()].map((edge) => h("li", {}, h("button", {
    type: "button", class: `atlas-link atlas-sign-${edge.sign}`, onclick: () => onChoose(tieId(edge)),
  }, `${enclosed(nameIn(picture, other(edge)))} (${edge.statements.length})`)));
  return [h("details", {}, h("summary", {}, count(words, "tied", links.length)),
    h("ul", { class: "atlas-ties" }, links))];
}

function list(ids, record, words) {
  const items = h("ol", { class: "atlas-statements" });
  const more = h("button", { type: "button", class: "atlas-more" }, words.more);
  let shown = 0;
  function next() {
    items.append(...ids.slice(shown, shown + PAGE).map((id) => statement(id, record[id], words)));
    shown += PAGE;
    more.hidden = shown >= ids.length;
  }
  more.addEventListener("click", next);
  next();
  return h("div", {}, items, more);
}

function statement(id, told, words) {
  const toward = words.direction === "rtl" ? " ← " : " → ";
  const who = [told.actor, told.target].filter(Boolean).map(enclosed).join(toward);
  const what = [who, ...[told.sector, told.relation].filter(Boolean).map(enclosed)].join(" · ");
  return h("li", { "data-statement": id },
    h("p", { class: "atlas-who" },
      ...(told.stance === null ? [] : [stance(told.stance, words), " "]), what),
    ...(told.told ? [h("p", { class: "atlas-told", dir: "auto" }, told.told)] : []),
    h("p", { class: "atlas-where" }, ...where(told, words), h("code", {}, id)));
}

function stance(value, words) {
  const sign = ["strained", "neutral", "friendly"][Math.sign(value) + 1];
  return h("span", { class: `atlas-stance atlas-sign-${sign}`, title: `${words[sign]} (${signed(words, value)})` },
    `${MARKS[Math.sign(value)]} ${words[sign]}`);
}

// Day and speaker, document and its quality, as far as the study tells them.
function where(told, words) {
  const by = [told.date, told.speaker ? say(words.says, { speaker: told.speaker }) : ""];
  const said = by.filter(Boolean).join(", ");
  return [said ? `${said}. ` : "", source(told), " ", ...(told.quality ? [quality(told.quality, words), " "] : [])];
}

// The letter of a document's quality, with what it stands for.
function quality(letter, words) {
  const meant = words[`quality_means_${letter}`];
  return h("span", { class: "atlas-quality", title: meant ? words.help_quality : null }, meant ? `[${letter}: ${meant}]` : `[${letter}]`);
}

function source(told) {
  const name = [told.publisher, told.title].filter(Boolean).map(enclosed).join(": ") || told.url || told.document || "";
  if (!told.url) return name;
  return h("a", { href: told.url, target: "_blank", rel: "noopener noreferrer" }, name);
}
