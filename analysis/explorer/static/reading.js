// The statements behind a node or a tie: who said what, when, and where it can be read.

import { count, h, say, signed, signs } from "./dom.js";
import { tieId } from "./network.js";

const PAGE = 40; // statements shown at once
const MARKS = { 1: "▲", 0: "●", "-1": "▼" };

export function createReading(onChoose) {
  const host = h("aside", { class: "atlas-reading", tabindex: -1 });

  function draw(chosen, picture, record, words) {
    host.setAttribute("aria-label", words.reading);
    if (chosen === null) {
      host.replaceChildren(h("p", { class: "atlas-hint" }, words.hint));
      return;
    }
    const found = behind(chosen, picture);
    const title = h("h4", { tabindex: -1 }, found.title);
    const close = h("button", {
      type: "button", class: "atlas-close", "aria-label": words.close, title: words.close,
      onclick: () => onChoose(null),
    }, "×");
    host.replaceChildren(h("header", {}, title, close), h("p", {}, counted(found.ids, record, words)),
      ...ties(found, picture, words, onChoose), list(found.ids, record, words));
    host.scrollTop = 0;
  }
  return { host, draw };
}

function behind(chosen, picture) {
  const name = (id) => picture.nodes.find((node) => node.id === id)?.name ?? id;
  const edge = picture.edges.find((each) => tieId(each) === chosen);
  if (edge) return { title: `${name(edge.row)} – ${name(edge.column)}`, ids: edge.statements, edges: [] };
  const edges = picture.edges.filter((each) => each.row === chosen || each.column === chosen);
  const ids = [...new Set(edges.flatMap((each) => each.statements))].sort();
  return { title: name(chosen), ids, edges, node: chosen };
}

function counted(ids, record, words) {
  const number = ids.length;
  const stances = ids.map((id) => record[id].stance).filter((stance) => stance !== null);
  if (!stances.length) return count(words, "statements", number);
  const of = (sign) => stances.filter((stance) => Math.sign(stance) === sign).length;
  const told = signs(words, { friendly: of(1), neutral: of(0), strained: of(-1) });
  return `${count(words, "statements", number)}: ${told}`;
}

function ties(found, picture, words, onChoose) {
  if (!found.edges.length) return [];
  const other = (edge) => (edge.row === found.node ? edge.column : edge.row);
  const name = (id) => picture.nodes.find((node) => node.id === id).name;
  const links = found.edges.map((edge) => h("li", {}, h("button", {
    type: "button", class: `atlas-link atlas-sign-${edge.sign}`, onclick: () => onChoose(tieId(edge)),
  }, `${name(other(edge))} (${edge.statements.length})`)));
  return [h("details", {}, h("summary", {}, `${words.ties} (${links.length})`),
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
  const who = told.target ? `${told.actor} → ${told.target}` : told.actor;
  const what = [who, told.sector, told.relation].filter(Boolean).join(" · ");
  return h("li", { "data-statement": id },
    h("p", { class: "atlas-who" },
      ...(told.stance === null ? [] : [stance(told.stance, words), " "]), what),
    ...(told.told ? [h("p", { class: "atlas-told" }, told.told)] : []),
    h("p", { class: "atlas-where" }, ...where(told, words), h("code", {}, id)));
}

function stance(value, words) {
  const sign = ["strained", "neutral", "friendly"][Math.sign(value) + 1];
  return h("span", { class: `atlas-stance atlas-sign-${sign}`, title: `${words[sign]} (${signed(value)})` },
    `${MARKS[Math.sign(value)]} ${words[sign]}`);
}

// Day and speaker, document and its quality, as far as the study tells them.
function where(told, words) {
  const by = [told.date, told.speaker ? say(words.says, { speaker: told.speaker }) : ""];
  const said = by.filter(Boolean).join(", ");
  return [said ? `${said}. ` : "", source(told), told.quality ? ` [${told.quality}] ` : " "];
}

function source(told) {
  const name = [told.publisher, told.title].filter(Boolean).join(": ") || told.url;
  if (!told.url) return name;
  return h("a", { href: told.url, target: "_blank", rel: "noopener noreferrer" }, name);
}
