// What passes between the page and the session: one number a message, so that late answers are known.

const CHECK_AFTER = 250; // ms without a key
const LOST_AFTER = 15000;
const QUIET = ["check", "suggest", "twins"]; // that nobody waits for

function messages(ctx, model) {
  let number = 0;
  let pending = ""; // the deed that is waited for, and its number
  let awaited = 0;
  let checked = 0; // the number of the last check
  let asked = null;
  let asking = null;
  let lost = null;

  ctx.send = (kind, more = {}) => {
    number += 1;
    if (kind === "check") checked = number;
    if (!QUIET.includes(kind)) {
      pending = kind;
      awaited = number;
      clearTimeout(lost);
      lost = setTimeout(() => ctx.tell(ctx.words.lost ?? "The kernel does not answer."), LOST_AFTER);
    }
    model.send({ kind, view: ctx.prefix, number, ...more });
  };
  ctx.check = () => {
    clearTimeout(asked);
    if (ctx.document?.id) asked = setTimeout(() => ctx.send("check", ctx.statement()), CHECK_AFTER);
  };
  // What was coded of such words before; asked when the words or the actors change.
  ctx.learn = () => {
    clearTimeout(asking);
    asking = setTimeout(() => {
      const each = ctx.read.current();
      if (!ctx.document?.id || !each) return;
      const { actor = "", target = "" } = ctx.form.row();
      const text = ctx.read.chosen() ? ctx.read.words(ctx.read.chosen()) : each.words;
      ctx.send("suggest", { text: text.slice(0, 4000), actor, target });
    }, CHECK_AFTER);
  };
  function arrived(answer) {
    if (answer.view !== ctx.prefix) return false;
    clearTimeout(lost);
    if (answer.number === awaited) pending = "";
    return true;
  }
  return {
    arrived, pending: () => pending, isLast: (answer) => answer.kind === "check" && answer.number === checked,
    unasked: () => clearTimeout(asked), end: () => [asked, asking, lost].forEach((waiting) => clearTimeout(waiting)),
  };
}
