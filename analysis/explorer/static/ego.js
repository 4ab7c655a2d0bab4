// A node with its neighbours, or the paths to another: asked of a node, told above the network.

import { count, h, say } from "./dom.js";

const STEPS = [1, 2];

// `onPicking` is called when another node has to be named.
export function createEgo(onChange, onPicking) {
  const host = h("div", { class: "atlas-ego", hidden: true });
  let picking = null; // the node from which paths begin, while the other is being chosen
  let words = {};
  let ego = null;
  let asked = false; // what is drawn next was asked for here, and keys go on from here

  function ask(patch) {
    asked = true;
    onChange(patch);
  }

  function draw(picture, spoken) {
    [words, ego] = [spoken, picture.ego];
    picking = null;
    tell();
    if (asked && document.activeElement === document.body) host.querySelector("[aria-pressed=true], button")?.focus();
    asked = false;
  }

  function tell() {
    host.hidden = !ego && !picking;
    if (picking) {
      host.replaceChildren(h("span", { role: "status" }, say(words.ego_pick, picking)),
        button(words.ego_stop, "×", () => { picking = null; tell(); }));
    } else if (ego) {
      host.replaceChildren(h("b", {}, egoTitled(ego, words)), ...(ego.to ? [] : STEPS.map(step)),
        button(words.ego_leave, "×", () => ask(NONE)));
    }
  }

  function step(number) {
    return h("button", { type: "button", "aria-pressed": String(ego.steps === number), "data-steps": number,
      onclick: () => ask({ steps: number }) }, count(words, "steps_of", number));
  }

  // What can be asked of a node that is chosen.
  function actions(node) {
    if (!node) return "";
    const alone = ego && ego.id === node.id && !ego.to;
    return h("div", { class: "atlas-buttons" },
      h("button", { type: "button", "data-ask": "ego", disabled: Boolean(alone),
        onclick: () => ask({ ego: node.id, steps: 1, path_to: "" }) }, words.ego_show),
      h("button", { type: "button", "data-ask": "paths", onclick: () => { picking = node; tell(); onPicking(); } }, words.ego_paths));
  }

  // Takes the node that was chosen for the other end of the paths, and tells whether it did.
  function took(id, isNode) {
    if (!picking) return false;
    const from = picking.id;
    picking = null;
    tell();
    if (!isNode || id === from) return false;
    ask({ ego: from, path_to: id, steps: 1 });
    return true;
  }
  return { host, draw, actions, took };
}

const NONE = { ego: "", path_to: "", steps: 1 };

// What is said where nothing is tied to what is asked for.
export function nothingTold({ ego }, words) {
  if (!ego) return words.empty;
  return say(ego.to ? words.ego_apart : words.ego_alone, ego);
}

export function egoTitled(ego, words) {
  if (!ego.to) return say(words.ego_around, ego);
  const far = ego.far ? ` (${count(words, "steps_of", ego.far)})` : "";
  return `${say(words.ego_between, ego)}${far}`;
}

function button(label, sign, onclick) {
  return h("button", { type: "button", class: "atlas-close", title: label, "aria-label": label, onclick }, sign);
}
