// Nothing is drawn anew under a button that is being pressed, or the click on it would be lost.

import { once } from "./dom.js";

const ENDS = ["pointerup", "pointercancel"];

export function createPressing(root) {
  let pressed = false;
  const due = new Set();
  root.addEventListener("pointerdown", () => { pressed = true; }, true);
  function released() {
    setTimeout(() => {
      pressed = false;
      for (const act of due) act();
      due.clear();
    });
  }
  for (const event of ENDS) document.addEventListener(event, released, true);

  // Does something once, soon, however often it is asked for until then, and after the click.
  const whenFree = (act) => once(() => (pressed ? due.add(act) : act()));
  const destroy = () => ENDS.forEach((event) => document.removeEventListener(event, released, true));
  return { whenFree, destroy };
}
