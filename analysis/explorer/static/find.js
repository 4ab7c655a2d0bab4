// One box that finds names, statements and documents of the view, and leads to them.

import { h, newId, say } from "./dom.js";

const FEW = 6; // hits of a kind that are listed
const FIELDS = ["told", "speaker", "actor", "target", "sector", "relation"];

// `onNode` takes the id of a node, `onRead` a title and the ids of statements.
export function createFind(onNode, onRead) {
  const id = newId();
  const box = h("input", { type: "search", class: "atlas-sought", role: "combobox", autocomplete: "off",
    "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" });
  const list = h("div", { class: "atlas-hits", id, role: "listbox", hidden: true });
  const host = h("div", { class: "atlas-find", role: "search" }, box, list);
  let [picture, statements, words] = [{ nodes: [], edges: [] }, null, {}];
  let at = -1;

  function draw(next, those, spoken) {
    [picture, statements, words] = [next, those, spoken];
    box.placeholder = words.find;
    box.setAttribute("aria-label", words.find);
    list.setAttribute("aria-label", words.find);
  }

  function look() {
    const sought = plain(box.value);
    open(sought.length >= 2);
    if (sought.length < 2) return list.replaceChildren();
    const ids = idsOf(picture);
    const answer = (found) => { if (plain(box.value) === sought) tell(found); };
    if (!statements.asks()) return statements.want(ids, (record) => answer(hits(sought, ids, record)));
    tell(null);
    return statements.seek(box.value, ids, answer);
  }

  // Names are at hand; statements and documents of a large record have to be looked for.
  function tell(found) {
    const nodes = picture.nodes.filter((node) => plain(node.name).includes(plain(box.value)));
    const groups = [
      [words.found_names, nodes.slice(0, FEW).map((node) => [node.name, () => onNode(node.id)]), nodes.length],
      ...(found ? linesOf(found, box.value.trim(), statements.record(), words, onRead) : []),
    ];
    const lines = groups.flatMap(([title, told, of]) => (told.length
      ? [titled(title), ...told.map(option), ...(of > FEW ? [titled(say(words.found_more, { number: of - FEW }))] : [])] : []));
    list.replaceChildren(...(lines.length ? lines : [titled(found ? words.found_none : "…")]));
    turn(-1);
  }

  const titled = (text) => h("div", { class: "atlas-hits-title", role: "presentation" }, text);

  function option([label, act]) {
    return h("div", { role: "option", id: newId(), "aria-selected": "false", class: "atlas-hit",
      onpointerdown: (event) => event.preventDefault(), onclick: () => { open(false); act(); } }, label);
  }

  const options = () => [...list.querySelectorAll("[role=option]")];
  function turn(to) {
    const all = options();
    at = Math.max(-1, Math.min(all.length - 1, to));
    all.forEach((each, place) => each.setAttribute("aria-selected", String(place === at)));
    if (at >= 0) all[at].scrollIntoView({ block: "nearest" });
    if (at >= 0) box.setAttribute("aria-activedescendant", all[at].id);
    else box.removeAttribute("aria-activedescendant");
  }
  function open(there) {
    list.hidden = !there;
    box.setAttribute("aria-expanded", String(there));
  }

  box.addEventListener("input", look);
  box.addEventListener("focus", () => { if (box.value) look(); });
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") turn(at + 1);
    else if (event.key === "ArrowUp") turn(at - 1);
    else if (event.key === "Enter") options()[Math.max(at, 0)]?.click();
    else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { host, box, draw };
}

// Letters without case and accents: as they are typed in a hurry.
function plain(text) {
  return text.trim().toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function idsOf(picture) {
  const edges = [picture, picture.then].flatMap((each) => each?.edges ?? []);
  return [...new Set(edges.flatMap((edge) => edge.statements))];
}

function hits(sought, all, record) {
  const has = (text) => plain(text).includes(sought);
  const ids = all.filter((id) => record[id]).sort((one, other) => (record[one].day < record[other].day ? -1 : 1));
  const documents = new Map();
  for (const id of ids) {
    const title = [record[id].publisher, record[id].title].filter(Boolean).join(": ");
    if (has(title)) documents.set(title, [...(documents.get(title) ?? []), id]);
  }
  return { statements: ids.filter((id) => FIELDS.some((field) => has(record[id][field]))), documents: [...documents],
    of: documents.size };
}

function linesOf({ statements, documents, of }, sought, record, words, onRead) {
  const all = [say(words.found_all, { sought, number: statements.length }),
    () => onRead(say(words.found_word, { sought }), statements)];
  return [
    [words.found_statements, statements.length ? [all, ...statements.slice(0, FEW).map((id) =>
      [short(record[id]), () => onRead(short(record[id]), [id])])] : [], 0], // all of them are one line
    [words.found_documents, documents.slice(0, FEW).map(([title, behind]) => [title, () => onRead(title, behind)]), of],
  ];
}

function short(told) {
  return [told.date, told.told || [told.actor, told.sector].filter(Boolean).join(" – ")].filter(Boolean).join(": ");
}
