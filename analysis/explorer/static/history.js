// Undo and redo of the view: each step is all that was chosen.

import { h } from "./dom.js";

const MOST = 100; // steps that are kept

export function createHistory(begun, onShow) {
  const undo = h("button", { type: "button", "data-name": "undo", onclick: back }, "↶");
  const redo = h("button", { type: "button", "data-name": "redo", onclick: on }, "↷");
  const [past, future] = [[], []];
  let now = begun;
  let along = false; // the next step is one that the view takes by itself
  let joined = false; // so was the last one

  function draw(words) {
    for (const [button, name] of [[undo, "undo"], [redo, "redo"]]) {
      button.title = words[name];
      button.setAttribute("aria-label", words[name]);
    }
    settle();
  }

  // Steps that a view takes by itself are one: `joining` says that the next is such.
  function joining(by) {
    along = by;
  }

  function note(choices) {
    if (same(choices, now)) return;
    if (!along || !joined) past.push(now);
    if (past.length > MOST) past.shift();
    [now, joined, along] = [choices, along, false];
    future.length = 0;
    settle();
  }

  function back() {
    move(past, future);
  }
  function on() {
    move(future, past);
  }
  function move(from, to) {
    if (!from.length) return;
    to.push(now);
    now = from.pop();
    settle();
    onShow(now);
  }
  function settle() {
    undo.disabled = !past.length;
    redo.disabled = !future.length;
  }

  // Fields of text undo what is typed into them.
  function press(event) {
    const key = (event.ctrlKey || event.metaKey) && !event.altKey ? event.key.toLowerCase() : "";
    if (!["z", "y"].includes(key) || event.target.matches?.("[type=search], [type=text], input:not([type])")) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "y" || event.shiftKey) on();
    else back();
  }
  const before = () => now;
  return { before, hosts: [undo, redo], draw, note, joining, press };
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
