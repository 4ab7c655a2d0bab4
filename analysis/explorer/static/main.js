// The page: choices go to the model, pictures come from it.

import { createControls } from "./controls.js";
import { count, h, once, say } from "./dom.js";
import { createNetwork, tieId } from "./network.js";
import { createPanels } from "./panels.js";
import { createReading } from "./reading.js";

const LOOK = 3000; // milliseconds from one look at the study's files to the next
const PATIENCE = 15000; // milliseconds without an answer after which the reader is told
const SIGNS = ["friendly", "strained", "mixed", "neutral"];

export function render({ model, el }) {
  const get = (name) => model.get(name);
  const first = get("choices");
  let chosen = null;
  let asked = null;
  let waiting = null;

  const network = createNetwork(choose);
  const reading = createReading(choose);
  const panels = createPanels((id) => { choose(id); reveal(); }, (year) => change(
    get("choices").since === `${year}-01-01` && get("choices").until === `${year}-12-31`
      ? { since: "", until: "" } : { since: `${year}-01-01`, until: `${year}-12-31` }));
  const controls = createControls(change, (what, target) => model.send({ do: "write", what, target }));
  const notes = h("div", { class: "atlas-notes", role: "alert" });
  const counts = h("p", { class: "atlas-counts", role: "status" });
  const key = h("p", { class: "atlas-key" });
  const above = h("div", { class: "atlas-above" }, counts, network.buttons);
  const middle = h("div", { class: "atlas-middle" }, above, network.host, key);
  const page = h("div", { class: "atlas-page" }, controls.host, notes, middle, reading.host, panels.host);
  const root = h("div", { class: "atlas" }, h("div", { class: "atlas-room" }, page));
  // JupyterLab takes keys for its own commands unless the very element in focus says no.
  root.addEventListener("focusin", (event) => {
    event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  el.replaceChildren(root);

  function change(patch) {
    asked = performance.now();
    root.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(() => note([get("words").gone]), PATIENCE);
    model.set("choices", patch === null ? first : { ...get("choices"), ...patch });
    model.save_changes();
  }

  function answered() {
    clearTimeout(waiting);
    root.removeAttribute("aria-busy");
    if (asked !== null) requestAnimationFrame(() => {
      root.dataset.took = String(Math.round(performance.now() - asked));
    });
  }

  function choose(id) {
    const begun = performance.now();
    chosen = id;
    network.mark(id);
    reading.draw(chosen, get("picture"), get("record"), get("words"));
    requestAnimationFrame(() => { root.dataset.chose = String(Math.round(performance.now() - begun)); });
  }

  // What was clicked may stand far below what is to be read.
  function reveal() {
    const { top } = reading.host.getBoundingClientRect();
    if (top < 60 || top > window.innerHeight - 120) reading.host.scrollIntoView({ block: "start" });
  }

  function drawPicture() {
    const [picture, words] = [get("picture"), get("words")];
    const empty = !picture.nodes.length;
    root.classList.toggle("atlas-empty", empty);
    counts.textContent = empty ? words.empty : said(picture.counts, words);
    key.hidden = picture.signed === false;
    key.replaceChildren(...SIGNS.map((sign) => h("span", { class: `atlas-key-${sign}` }, words[sign])),
      h("small", {}, ` ${words.sign_help}`));
    network.draw(picture, words);
    panels.draw(picture, words);
    const there = picture.nodes.some((node) => node.id === chosen)
      || picture.edges.some((edge) => tieId(edge) === chosen);
    choose(there ? chosen : null);
  }

  function drawControls() {
    root.dir = get("words").direction;
    controls.draw(get("choices"), get("codes"), get("options"), get("words"));
  }

  function note(lines) {
    const words = get("words");
    const reload = h("button", { type: "button", onclick: () => model.send({ do: "reload" }) }, words.reload);
    notes.replaceChildren(...[...get("problems"), ...lines].map((line) => h("div", {}, line)),
      ...(get("stale") ? [h("div", {}, `${words.stale} `, reload)] : []));
  }

  // The theme may change under the page; the canvas takes its colours from it.
  function theme() {
    if (!root.isConnected) return;
    const ground = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
    root.classList.toggle("atlas-dark", ground[0] * 0.3 + ground[1] * 0.6 + ground[2] * 0.1 < 110);
    network.paint();
  }

  // A change of language changes all of these at once.
  const [pictureLater, controlsLater] = [once(drawPicture), once(drawControls)];
  const listeners = {
    "change:picture": pictureLater,
    "change:choices": controlsLater,
    "change:codes": controlsLater,
    "change:words": () => { controlsLater(); pictureLater(); note([]); },
    "change:record": pictureLater,
    "change:problems": () => note([]),
    "change:stale": () => note([]),
    "msg:custom": (message) => {
      if (message.answered) answered();
      if (message.written) controls.tell([get("words").written, ...message.written], false);
      if (message.refused) controls.tell(message.refused, true);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  const looking = setInterval(() => {
    if (!document.hidden && el.isConnected) model.send({ do: "look" });
  }, LOOK);
  const watcher = new MutationObserver(theme);
  for (const element of [document.body, document.documentElement]) {
    watcher.observe(element, { attributes: true });
  }
  drawControls();
  note([]);
  // Sizes and colours are known once the page stands in its place.
  const placed = new ResizeObserver(() => {
    placed.disconnect();
    theme();
    drawPicture();
  });
  placed.observe(root);

  return () => {
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
    clearInterval(looking);
    clearTimeout(waiting);
    watcher.disconnect();
    placed.disconnect();
    network.destroy();
    controls.destroy();
  };
}

// How much is drawn, and of how much.
function said(counts, words) {
  const { statements, documents, nodes, of } = counts;
  const untold = documents === null; // the statements name no documents
  return say(untold ? words.counts_alone : words.counts, {
    statements: count(words, "statements", statements),
    documents: untold ? "" : count(words, "documents", documents),
    nodes: count(words, "nodes", of, { shown: nodes }),
  });
}
