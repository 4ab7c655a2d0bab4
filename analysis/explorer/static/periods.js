// Two periods beside each other: one label above each, and what changed from one to the other.

import { h, say, signed, valued } from "./dom.js";
import { countsTold, tieId, titleOf } from "./telling.js";

const MOST = 30; // changes that are listed

export function createChanges(onChoose) {
  const host = h("section", { class: "atlas-panel atlas-changes" });
  function draw(picture, words) {
    host.hidden = !picture.then;
    if (host.hidden) return;
    const found = changes(picture);
    const lines = found.slice(0, MOST).map((each) => h("li", {}, h("button", {
      type: "button", class: "atlas-link", onclick: () => onChoose(each.id) }, each.title), " ", told(each, words)));
    host.setAttribute("aria-label", words.changes);
    host.replaceChildren(h("h2", {}, words.changes), found.length ? h("ul", { class: "atlas-ties" }, lines) : words.no_change,
      found.length > MOST ? h("p", { class: "atlas-hint" }, say(words.more_changes, { number: found.length - MOST })) : "");
  }
  return { host, draw };
}

// Ties that are new, gone, of another sign or another weight: the greatest changes first.
export function changes(picture) {
  const [before, after] = [picture, picture.then].map(({ edges }) => new Map(edges.map((edge) => [tieId(edge), edge])));
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.map((id) => {
    const [one, other] = [before.get(id), after.get(id)];
    const kind = !one ? "new" : !other ? "gone" : one.sign !== other.sign ? "turned" : "weight";
    const by = weight(other) - weight(one);
    return { id, kind, by, title: titleOf(one ?? other, picture), from: one?.sign, to: other?.sign };
  }).filter((each) => each.kind !== "weight" || Math.abs(each.by) > 1e-9)
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by) || (one.id < other.id ? -1 : 1));
}

const weight = (edge) => (!edge ? 0 : edge.weight);

function told({ kind, by, from, to }, words) {
  const number = signed(words, Math.round(by * 100) / 100);
  return say(words[`change_${kind}`], { number, from: words[from] ?? "", to: words[to] ?? "" });
}

// How much is drawn, of each period where there are two.
export function countedIn(picture, words) {
  if (!picture.then) return countsTold(picture, words);
  return [picture, picture.then].map((each) => valued(words, spanTold(each.span), countsTold(each, words))).join(" | ");
}

// 2019–2021, or as far as days are given.
export function spanTold([since, until]) {
  const whole = (text, day) => (text.endsWith(day) ? text.slice(0, 4) : text);
  const [first, last] = [whole(since, "-01-01"), whole(until, "-12-31")];
  return first === last && first ? first : `${first || "…"} – ${last || "…"}`;
}
