// What is told of a node or a tie that is pointed at or stepped to. It goes with the pointer, and with
// whatever the reader does next: the picture below it may then be another.

import { h } from "./dom.js";

export function createTip(canvas) {
  const host = h("div", { class: "atlas-tip", role: "status", hidden: true });
  const hide = () => { host.hidden = true; };

  function show(lines, x, y) {
    host.replaceChildren(...lines.map((line) => h("div", {}, line)));
    host.hidden = false;
    host.style.left = `${Math.max(4, Math.min(x + 14, canvas.clientWidth - host.offsetWidth - 4))}px`;
    host.style.top = `${Math.max(4, Math.min(y + 12, canvas.clientHeight - host.offsetHeight - 4))}px`;
  }

  // Before anything else hears of it: what a key steps to is shown after that.
  const elsewhere = (event) => { if (!canvas.contains(event.target)) hide(); };
  const heard = [["keydown", hide], ["pointerdown", hide], ["pointerover", elsewhere], ["wheel", hide]];
  for (const [event, act] of heard) document.addEventListener(event, act, { capture: true, passive: true });
  addEventListener("blur", hide);
  function destroy() {
    for (const [event, act] of heard) document.removeEventListener(event, act, { capture: true });
    removeEventListener("blur", hide);
  }
  return { host, show, hide, destroy };
}
