// What opens above the desk, and the small ones: remark, history, rule, keys.

function dialog(ctx, title, ...content) {
  const box = h("dialog", { class: "ad-dialog", "aria-label": title },
    h("header", {}, h("h4", {}, title), button("×", () => box.close(), { class: "ad-close", "aria-label": ctx.words.close })),
    ...content);
  const before = document.activeElement;
  box.addEventListener("close", () => {
    box.remove();
    if (ctx.dialog?.box !== box) return;
    ctx.dialog = null;
    if (document.activeElement === document.body && before?.isConnected) before.focus(); // the browser does, most often
  });
  box.addEventListener("keydown", (event) => event.stopPropagation());
  ctx.root.append(box);
  ctx.dialog?.box.close();
  ctx.dialog = { box, receive: () => {} };
  box.showModal();
  return ctx.dialog;
}
const labelled = (label, control, ...more) => h("label", { class: "ad-labelled" }, h("span", {}, label), control, ...more);

function remarkDialog(ctx, row) {
  const { words } = ctx;
  const box = h("textarea", { rows: 3, "aria-label": words.remark }, row.remark);
  const doubt = h("input", { type: "checkbox" });
  doubt.checked = row.mark === "doubtful";
  const save = () => { ctx.send("mark", { id: row.id, remark: box.value, mark: doubt.checked ? "doubtful" : "" }); it.box.close(); };
  const it = dialog(ctx, `${words.remark}: ${row.id}`, labelled(words.remark, box), h("label", {}, doubt, ` ${words.doubtful}`),
    h("div", { class: "ad-buttons" }, button(words.save, save, { class: "ad-main" })));
  box.focus();
}

function historyDialog(ctx, row) {
  const list = h("ul", { class: "ad-hits" });
  const it = dialog(ctx, `${ctx.words.history}: ${row.id}`, list);
  it.receive = (answer) => answer.history && list.replaceChildren(...answer.history.map((each) => h("li", {},
    h("time", {}, each.at.replace("T", " ").replace("Z", "")), ` ${each.by || ctx.words.elsewhere} · ${ctx.words[`deed_${each.deed}`] ?? each.deed} `,
    h("small", {}, each.fields.map(([name, before, after]) => `${name}: ${before || "∅"} → ${after || "∅"}`).join("; ")))),
    ...(answer.history.length ? [] : [h("li", {}, ctx.words.no_history)]));
  ctx.send("history", { id: row.id });
}

// What the codebook says of a code: its rule and the cases at its border.
function rulesDialog(ctx, code) {
  const list = h("div", { class: "ad-hits", lang: "en" });
  const it = dialog(ctx, `${ctx.words.rule}: ${code}`, list);
  it.receive = (answer) => answer.rules && list.replaceChildren(...answer.rules.flatMap((each) => [h("h4", {}, each.section),
    h("dl", {}, ...each.cells.flatMap(([head, cell]) => [h("dt", {}, head), h("dd", {}, cell)]))]),
    ...(answer.rules.length ? [] : [ctx.words.no_rule]));
  ctx.send("rule", { code });
}

function keysDialog(ctx) {
  dialog(ctx, ctx.words.keys, h("dl", { class: "ad-keys" }, ...ctx.keys().flatMap(([keys, what]) =>
    [h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, what)])));
}
