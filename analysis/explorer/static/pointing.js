// The hand on the picture: what is pointed at, clicked, dragged or moved.

const FAR = 4; // pixels that a hand may tremble in a click

// `acts` finds what lies at a point (`at`), and is told of it: `over`, `out`, `click`, `drag` and
// `drop` of a node, `move` of the whole picture.
export function listenTo(canvas, acts) {
  let held = null; // { x, y, found, moving } since a button went down
  let seen = null;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function down(event) {
    if (event.button !== 0) return;
    const [x, y] = place(event);
    held = { x, y, found: acts.at(x, y), moving: false };
  }

  function move(event) {
    const [x, y] = place(event);
    if (!event.buttons) held = null; // the button went up elsewhere
    if (!held) return look(event, x, y);
    if (!held.moving && Math.hypot(x - held.x, y - held.y) < FAR) return null;
    if (!held.moving) canvas.setPointerCapture(event.pointerId);
    const [dx, dy] = held.moving ? [x - held.last[0], y - held.last[1]] : [x - held.x, y - held.y];
    Object.assign(held, { moving: true, last: [x, y] });
    acts.out();
    return acts.canDrag(held.found) ? acts.drag(held.found, x, y) : acts.move(dx, dy);
  }

  // Looking for what lies under the pointer waits for the next frame: it may move often until then.
  function look(event, x, y) {
    if (event.pointerType === "touch") return;
    if (!seen) requestAnimationFrame(() => {
      const [found, ...at] = seen ? [acts.at(...seen), ...seen] : [null];
      seen = null;
      if (found) acts.over(found, ...at);
      else acts.out();
    });
    seen = [x, y];
  }

  function up(event) {
    if (!held) return;
    const { found, moving } = held;
    held = null;
    if (!moving) acts.click(found);
    else if (acts.canDrag(found)) acts.drop(found, ...place(event));
  }

  const heard = { pointerdown: down, pointermove: move, pointerup: up,
    pointercancel: () => { held = null; },
    pointerleave: () => { seen = null; if (!held?.moving) held = null; acts.out(); } };
  for (const [event, act] of Object.entries(heard)) canvas.addEventListener(event, act);
}
