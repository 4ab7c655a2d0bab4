// The page: choices go to the model, pictures come from it.

import { createEgo, nothingTold } from "./ego.js";
import { createHistory } from "./history.js";
import { createControls } from "./controls.js";
import { count, h, once, say } from "./dom.js";
import { createFind } from "./find.js";
import { createKey } from "./key.js";
import { createPanels } from "./panels.js";
import { createPair } from "./pair.js";
import { createReading } from "./reading.js";
import { createShare } from "./share.js";
import { createSure } from "./sure.js";
import { createStatements } from "./statements.js";
import { tieId } from "./telling.js";
import { createViews } from "./views.js";
import { createYears } from "./years.js";

const LOOK = 3000; // milliseconds from one look at the study's files to the next
const PATIENCE = 15000; // milliseconds without an answer after which the reader is told

export function render({ model, el }) {
  const get = (name) => model.get(name);
  const first = get("choices");
  let begun = false;
  let chosen = null;
  let shown = null; // the picture as it is drawn
  let asked = null;
  let waiting = null;

  const network = createPair(choose, get("options").only ? null : pin);
  const statements = createStatements(model, ask);
  const ego = createEgo(change);
  const reading = createReading(choose, get("options").only ? () => "" : (id) => ego.actions(nodeOf(id)));
  const sure = get("options").only ? null : createSure(ask, () => {
    if (get("choices").pale) drawPicture();
  });
  const past = createHistory(first, show);
  const years = createYears((span, playing) => {
    past.joining(playing);
    change(span ?? { since: "", until: "" });
  }, Boolean(get("options").only));
  const panels = createPanels(years.host, (id) => { choose(id); reveal(); });
  const views = createViews((name) => ask({ do: "open", name }));
  const share = createShare(() => ({ picture: shown, words: get("words"), chosen, counts: counts.textContent,
    table: panels.matrix.querySelector("table") }), model.address);
  const controls = createControls(change, (asking) => ask({ do: "write", ...asking }), past.hosts, views, share);
  const find = createFind((id) => { choose(id); network.focus(id); }, read);
  const key = createKey();
  const notes = h("div", { class: "atlas-notes", role: "alert" });
  const counts = h("p", { class: "atlas-counts", role: "status" });
  const above = h("div", { class: "atlas-above" }, counts, find.host, network.buttons);
  const middle = h("div", { class: "atlas-middle" }, above, ego.host, network.host, key.host);
  const page = h("div", { class: "atlas-page" }, controls.host, notes, middle, reading.host, network.changes, panels.host, panels.matrix);
  const root = h("div", { class: "atlas", "data-still": get("options").still ?? "" }, h("div", { class: "atlas-room" }, page));
  // JupyterLab takes keys for its own commands unless the very element in focus says no.
  root.addEventListener("focusin", (event) => {
    event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  root.addEventListener("keydown", past.press);
  el.replaceChildren(root);

  // A kernel that has ended takes no message.
  function ask(message) {
    try {
      model.send(message);
    } catch {
      note([get("words").gone]);
    }
  }

  const nodeOf = (id) => get("picture").nodes.find((node) => node.id === id);

  function change(patch) {
    show(patch === null ? first : { ...get("choices"), ...patch });
  }

  function show(choices) {
    asked = performance.now();
    root.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(() => note([get("words").gone]), PATIENCE);
    model.set("choices", choices);
    try {
      model.save_changes();
    } catch {
      note([get("words").gone]);
    }
  }

  // A node that was dragged stays where it was put, in this view and in all made of it.
  function pin(id, place) {
    const others = get("choices").places.filter((each) => !each.startsWith(`${id} `) || each.split(" ").length !== id.split(" ").length + 2);
    change({ places: [...others, `${id} ${place}`] });
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
    chosen = ego.took(id, Boolean(nodeOf(id))) ? null : id;
    network.mark(chosen);
    reading.draw(chosen, get("picture"), statements, get("words"));
    if (model.address && get("chosen") !== chosen) model.set("chosen", chosen);
    requestAnimationFrame(() => { root.dataset.chose = String(Math.round(performance.now() - begun)); });
  }

  // Shows statements that were searched for, whatever node or tie they belong to.
  function read(title, ids) {
    choose(null);
    reading.draw(null, get("picture"), statements, get("words"), { title, ids });
    reveal();
  }

  // What was clicked may stand far below what is to be read.
  function reveal() {
    const { top } = reading.host.getBoundingClientRect();
    if (top < 60 || top > window.innerHeight - 120) reading.host.scrollIntoView({ block: "start" });
  }

  function drawPicture() {
    const words = get("words");
    if (model.address) chosen = get("chosen");
    sure?.draw(get("picture"), words);
    const picture = sure ? sure.paled(get("choices").pale) : get("picture");
    shown = picture;
    const empty = !picture.nodes.length;
    root.classList.toggle("atlas-empty", empty);
    const asMatrix = picture.layout === "matrix";
    root.classList.toggle("atlas-as-matrix", asMatrix);
    if (asMatrix) key.host.before(panels.matrix);
    else page.append(panels.matrix);
    counts.textContent = empty ? nothingTold(picture, words) : said(picture.counts, words);
    ego.draw(picture, words);
    key.draw(picture, words);
    network.draw(picture, words);
    if (begun) return drawRest();
    begun = true; // the first picture is seen before what stands below it is made
    return requestAnimationFrame(() => setTimeout(drawRest));
  }

  function drawRest() {
    const [picture, words] = [shown, get("words")];
    drawYears();
    panels.draw(picture, words);
    find.draw(picture, statements, words);
    const there = picture.nodes.some((node) => node.id === chosen)
      || [picture, picture.then].some((each) => each?.edges.some((edge) => tieId(edge) === chosen));
    choose(there ? chosen : null);
  }

  function drawYears() {
    years.draw(get("picture"), get("options").turns, get("words"), get("choices"));
  }

  function drawControls() {
    root.dir = get("words").direction;
    root.lang = get("words").locale;
    past.draw(get("words"));
    views.show(get("views") ?? [], get("words"));
    controls.draw(get("choices"), get("codes"), get("options"), get("words"));
  }

  function note(lines) {
    const words = get("words");
    const reload = h("button", { type: "button", onclick: () => ask({ do: "reload" }) }, words.reload);
    notes.replaceChildren(...[...get("problems"), ...get("notes") ?? [], ...lines].map((line) => h("div", {}, line)),
      ...(get("stale") ? [h("div", {}, `${words.stale} `, reload)] : []));
  }

  // The theme may change under the page; the canvas takes its colours from it.
  function theme() {
    if (!root.isConnected) return;
    const ground = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
    root.classList.toggle("atlas-dark", ground[0] * 0.3 + ground[1] * 0.6 + ground[2] * 0.1 < 110);
    network.paint();
  }

  // A change of language changes all of these at once. Nothing is drawn anew under a button that is
  // being pressed, or the click on it would be lost.
  let pressed = false;
  const due = new Set();
  const whenFree = (act) => once(() => (pressed ? due.add(act) : act()));
  const [pictureLater, controlsLater, yearsLater] = [drawPicture, drawControls, drawYears].map(whenFree);
  root.addEventListener("pointerdown", () => { pressed = true; }, true);
  function released() {
    setTimeout(() => {
      pressed = false;
      for (const act of due) act();
      due.clear();
    });
  }
  for (const event of ["pointerup", "pointercancel"]) document.addEventListener(event, released, true);
  const listeners = {
    "change:picture": pictureLater,
    "change:choices": () => {
      if (get("choices").pale !== past.before().pale) pictureLater(); // of the same ties
      past.note(get("choices"));
      controls.show(get("choices"));
      yearsLater();
    },
    "change:codes": controlsLater,
    "change:words": () => { controlsLater(); pictureLater(); note([]); },
    "change:record": pictureLater,
    "change:problems": () => note([]),
    "change:stale": () => note([]),
    "change:notes": () => note([]),
    "change:chosen": () => choose(get("chosen")),
    "change:views": () => views.show(get("views"), get("words")),
    "msg:custom": (message) => {
      if (message.answered) answered();
      controls.answer(message);
      sure?.answer(message);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  const looking = setInterval(() => {
    if (!document.hidden && el.isConnected) ask({ do: "look" });
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
    statements.destroy();
    years.destroy();
    for (const event of ["pointerup", "pointercancel"]) document.removeEventListener(event, released, true);
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
