// The page: choices go to the model, pictures come from it.

import { createEgo, nothingTold } from "./ego.js";
import { createHistory } from "./history.js";
import { chosenTold } from "./chosen.js";
import { createControls } from "./controls.js";
import { h } from "./dom.js";
import { createFind } from "./find.js";
import { createKey } from "./key.js";
import { createOthers } from "./others.js";
import { createPaling } from "./paling.js";
import { createPanels } from "./panels.js";
import { createPair } from "./pair.js";
import { countedIn } from "./periods.js";
import { createPressing } from "./pressing.js";
import { createPrinting } from "./printing.js";
import { createReading } from "./reading.js";
import { createSending } from "./sending.js";
import { createShare } from "./share.js";
import { createSure } from "./sure.js";
import { createStatements } from "./statements.js";
import { tieId } from "./telling.js";
import { watchTheme } from "./theme.js";
import { createViews } from "./views.js";
import { createYears } from "./years.js";

const LOOK = 3000; // milliseconds from one look at the study's files to the next

export function render({ model, el }) {
  const get = (name) => model.get(name);
  const first = get("choices");
  let begun = false;
  let chosen = null;
  let shown = null; // the picture as it is drawn

  const network = createPair(choose, get("options").only ? null : pin, (seen) => {
    if (model.address) model.set("seen", seen);
  });
  const statements = createStatements(model, ask);
  const ego = createEgo(change, () => find.box.focus());
  const reading = createReading(choose, (id) => ego.actions(nodeOf(id)));
  const sure = createSure(ask, () => {
    if (get("choices").pale) drawPicture();
  });
  const past = createHistory(first, show);
  const years = createYears((span, playing) => {
    past.joining(playing);
    change(span ?? { since: "", until: "" });
  }, Boolean(get("options").only));
  const panels = createPanels(years.host, (id) => { choose(id); reveal(); });
  const views = createViews({
    open: (name) => ask({ do: "open", name }),
    rename: (name, to) => ask({ do: "rename", name, to }),
    remove: (name) => ask({ do: "remove", name }),
  });
  const share = createShare(() => ({ picture: shown, words: get("words"), chosen, counts: counts.textContent,
    asked: get("options").only ? "" : chosenTold(get("choices"), get("codes"), get("words")), title: get("options").title, table: panels.matrix.querySelector("table") }), model.address);
  const controls = createControls(change, (asking) => ask({ do: "write", ...asking }), past.hosts, views, share);
  const find = createFind((id) => { choose(id); network.focus(id); }, read);
  const key = createKey();
  const others = createOthers(get("options").only ? null : () => controls.lead("most"));
  const paling = createPaling(() => change({ pale: true }));
  const printing = createPrinting(share.printed, reading.unfold);
  const notes = h("div", { class: "atlas-notes", role: "alert" });
  const counts = h("p", { class: "atlas-counts", role: "status" });
  const above = h("div", { class: "atlas-above" }, h("div", { class: "atlas-drawn" }, counts, others.host), find.host, network.buttons);
  const middle = h("div", { class: "atlas-middle" }, above, ego.host, network.host, key.host, paling.host);
  const page = h("div", { class: "atlas-page" }, controls.host, notes, middle, printing.host, reading.host, network.changes, panels.host, panels.matrix);
  const root = h("div", { class: "atlas", "data-still": get("options").still ?? "" }, h("div", { class: "atlas-room" }, page));
  // JupyterLab takes keys for its own commands unless the very element in focus says no.
  root.addEventListener("focusin", (event) => {
    event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  root.addEventListener("keydown", past.press);
  el.replaceChildren(root);

  const sending = createSending(model, root, () => note([get("words").gone]));
  const pressing = createPressing(root);
  const nodeOf = (id) => get("picture").nodes.find((node) => node.id === id);

  function change(patch) {
    show(patch === null ? first : { ...get("choices"), ...patch });
  }

  function ask(message) {
    sending.ask(message);
  }
  function show(choices) {
    sending.choose(choices);
  }

  // A node that was dragged stays where it was put, in this view and in all made of it.
  function pin(id, place) {
    const others = get("choices").places.filter((each) => !each.startsWith(`${id} `) || each.split(" ").length !== id.split(" ").length + 2);
    change({ places: [...others, `${id} ${place}`] });
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
    sure.draw(get("picture"), words);
    const picture = sure.paled(get("choices").pale);
    shown = picture;
    const empty = !picture.nodes.length;
    root.classList.toggle("atlas-empty", empty);
    const asMatrix = picture.layout === "matrix";
    root.classList.toggle("atlas-as-matrix", asMatrix);
    if (asMatrix) key.host.before(panels.matrix);
    else page.append(panels.matrix);
    counts.textContent = empty ? nothingTold(picture, words) : countedIn(picture, words);
    ego.draw(picture, words);
    others.draw(picture, words);
    key.draw(picture, words);
    paling.draw(picture, words);
    network.draw(picture, words);
    if (model.address) network.seen(get("seen"));
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

  // A change of language changes all of these at once.
  const [pictureLater, controlsLater, yearsLater] = [drawPicture, drawControls, drawYears].map(pressing.whenFree);
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
      if (message.answered) sending.answered();
      controls.answer(message);
      views.answer(message);
      sure.answer(message);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  const looking = setInterval(() => {
    if (!document.hidden && el.isConnected) ask({ do: "look" });
  }, LOOK);
  const theme = watchTheme(root, network.paint);
  drawControls();
  note([]);
  // Sizes and colours are known once the page stands in its place.
  const placed = new ResizeObserver(() => {
    placed.disconnect();
    theme.look();
    drawPicture();
  });
  placed.observe(root);

  return () => {
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
    clearInterval(looking);
    placed.disconnect();
    for (const each of [sending, pressing, theme, network, controls, statements, years, printing]) each.destroy();
  };
}
