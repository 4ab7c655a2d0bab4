// The desk itself: list, text and form side by side, and what the session's answers change of them.

const DIALOGS = ["near", "fields", "add", "search", "recode", "merge", "lacking", "history", "rule", "compare", "adjudicate", "import"];
const OTHERS = [...QUIET, "document", "window"]; // of another view, and nothing to this one
let views = 0;

function render({ model, el }) {
  const root = h("div", { class: "atlas-desk" });
  el.append(root);
  const ctx = { root, prefix: `ad${(views += 1)}-${Math.random().toString(36).slice(2, 8)}`, words: {},
    page: null, document: null, rows: [], marks: {}, dialog: null, built: false };
  const post = messages(ctx, model);
  const alert = h("div", { class: "ad-problems", role: "alert", hidden: true });
  const status = h("p", { class: "ad-status", role: "status" });
  const doubts = h("ul", { class: "ad-doubts" });
  const chosenWords = h("p", { class: "ad-chosen-words" });
  const nextId = h("code");
  let editing = "";
  let toShow = null;
  let saveButton, undoButton, redoButton, cancelButton;
  ctx.tell = (line) => { status.textContent = line; };
  ctx.spans = () => Object.entries(ctx.marks).map(([id, span]) => ({ id, ...span, ...about(id) }));
  const about = (id) => { const row = ctx.rows.find((each) => each.id === id); return { stance: row?.stance ?? "", told: row?.told ?? "" }; };
  ctx.rowsAt = (at) => ctx.rows.filter((each) => each.locator === `par ${at}`);
  ctx.named = () => read.current() ?? {};
  ctx.statement = () => ({ row: form.row(), span: read.chosen(), id: editing });
  const read = (ctx.read = reader(ctx));
  const form = (ctx.form = { row: () => ({}) });
  const list = (ctx.list = documentList(ctx));
  const coded = (ctx.coded = codedRows(ctx));
  const view = documentView(ctx);
  hotkeys(ctx);

  // What arrives ---------------------------------------------------------------------------------
  function receive(answer) {
    if (!post.arrived(answer)) return void (ctx.page && !OTHERS.includes(answer.kind) && ctx.send("open"));
    if (answer.page) pageShown(answer.page);
    if (!ctx.built) return fail(answer.problems ?? []);
    if (answer.twins) return list.twins(answer);
    if (answer.kind === "open") ctx.send("twins");
    if (answer.document) documentShown(answer);
    if (answer.changed) rowsChanged(answer);
    if (ctx.dialog && DIALOGS.includes(answer.kind)) ctx.dialog.receive(answer);
    else warn(answer.problems ?? []);
    if (answer.cells) { form.fill(answer.cells); form.parts.actor?.focus(); }
    settle(answer);
  }
  function settle(answer) {
    const { words } = ctx;
    if (answer.saved) saved(answer);
    else if (answer.added) ctx.tell(`${words.deed_add}: ${answer.added}`);
    else if (answer.settled) ctx.tell(`${words.deed_settle}: ${answer.settled}`);
    else if (answer.deleted) ctx.tell(`${words.deleted}: ${answer.deleted}`);
    else if (answer.moved) {
      ctx.tell(`${words[`deed_${answer.moved}`]}: ${answer.of.join(", ")}`);
      if (answer.undone && !editing && !form.row().actor) form.fill(answer.undone);
    } else if (answer.refused && answer.kind === "save") {
      ctx.tell(words.wrong);
      form.mark(answer.faults, true);
      return form.focusFault();
    }
    if (answer.learned) { ctx.learned = answer.learned; form.offer(); }
    if (!post.isLast(answer)) return;
    if (answer.faults) form.mark(answer.faults);
    if (answer.doubts) doubt(answer.doubts);
  }
  function saved(answer) {
    stopEditing();
    form.clear(false);
    read.choose(null);
    ctx.tell(`${ctx.words.saved}: ${answer.saved}`);
    read.select(read.index(), true);
  }

  // What is shown ------------------------------------------------------------------------------
  function pageShown(page) {
    ctx.page = page;
    ctx.words = page.words;
    root.setAttribute("lang", page.language);
    root.setAttribute("dir", page.direction);
    if (!ctx.built) build();
    list.show();
    form.offer();
    undoTold(page);
    if (page.problems.length) warn(page.problems);
    if (ctx.document?.id && !page.documents.some((each) => each.id === ctx.document.id)) ctx.document = null;
    if (!ctx.document) { ctx.rows = []; ctx.marks = {}; view.welcome(); }
  }
  function build() {
    const { words } = ctx;
    ctx.built = true;
    Object.assign(form, statementForm(ctx));
    saveButton = button(words.save, () => ctx.save(), { class: "ad-main ad-save", "aria-keyshortcuts": "Control+Enter", title: "Ctrl+Enter" });
    undoButton = button(words.undo, () => ctx.send("undo"), { class: "ad-undo", "aria-keyshortcuts": "Control+Z" });
    redoButton = button(words.redo, () => ctx.send("redo"), { class: "ad-redo", "aria-keyshortcuts": "Control+Y" });
    cancelButton = button(words.cancel, () => { stopEditing(); form.clear(false); }, { hidden: true });
    const panel = h("section", { class: "ad-form", "aria-label": words.form }, chosenWords);
    form.build(panel);
    panel.append(doubts, alert, h("div", { class: "ad-buttons" }, saveButton, cancelButton, undoButton, redoButton,
      h("span", { class: "ad-next" }, `${words.next} `, nextId)), status, coded.title, coded.list);
    const text = h("section", { class: "ad-text", "aria-label": words.text }, view.head, view.body);
    root.replaceChildren(toolbar(), h("div", { class: "ad-body" }, list.box, text, panel));
  }
  function toolbar() {
    const { words } = ctx;
    const tools = [["search", "/", () => searchDialog(ctx)], ["lacking", "", () => searchDialog(ctx, true)], ["merge_what", "", () => mergeDialog(ctx)],
      ["new_code", "a", () => addDialog(ctx, "actors", "", "")], ["new_sector", "", () => addDialog(ctx, "sectors", "", "")],
      ["new_document", "d", () => addDialog(ctx, "documents", "", "")], ["import_what", "", () => importDialog(ctx)], ["keys", "?", () => keysDialog(ctx)],
      ...(ctx.page.role === "adjudicator" ? [["compare", "", () => compareDialog(ctx)]] : [])];
    return h("nav", { class: "ad-tools", "aria-label": words.tools }, ...tools.map(([name, key, action]) =>
      button(words[name], action, { class: "ad-tool", title: key || null, "aria-keyshortcuts": key || null })));
  }
  function fail(problems) {
    root.replaceChildren(h("ul", { class: "ad-problems", role: "alert" }, ...problems.map((line) => h("li", {}, line))),
      button("Try again", () => ctx.send("open")));
  }
  function warn(problems) {
    const told = problems.join("\n");
    if (alert.dataset.told === told) return;
    alert.dataset.told = told;
    alert.hidden = !problems.length;
    alert.replaceChildren(...problems.map((line) => h("p", {}, line)));
  }
  function doubt(lines) { doubts.replaceChildren(...lines.map((line) => h("li", {}, line))); }
  function documentShown(answer) {
    const before = ctx.document;
    const same = before && before.id === answer.document.id && before.name === answer.document.name;
    ctx.document = answer.document;
    if (answer.rows) { ctx.rows = answer.rows.listed; ctx.marks = answer.rows.spans; }
    if (!same) { stopEditing(); form.clear(true); form.parts.date?.set(ctx.document.date ?? ""); form.parts.date_precision?.set("day"); }
    view.headShown();
    if (answer.text) view.textShown(answer.text, same);
    else if (answer.problems) view.paste();
    coded.draw();
    list.draw();
    nextId.textContent = ctx.document.next ?? "";
    if (toShow) { const [what] = [toShow]; toShow = null; shown(what); }
  }
  function rowsChanged(answer) {
    coded.changed(answer);
    if (ctx.document) { ctx.document.next = answer.next || ctx.document.next; nextId.textContent = ctx.document.next; }
    undoTold(answer);
    read.draw();
    coded.draw();
  }
  function undoTold(told) {
    const { words } = ctx;
    for (const [made, name] of [[undoButton, "undo"], [redoButton, "redo"]]) {
      made.disabled = !told[name];
      const [deed, what] = (told[name] ?? "").split(" ");
      made.title = told[name] ? `${words[name]}: ${words[`deed_${deed}`] ?? deed} ${what} (Ctrl+${name === "undo" ? "Z" : "Y"})` : words[name];
    }
  }

  // What is done -------------------------------------------------------------------------------
  ctx.openDocument = (line) => ctx.send("document", { id: line.id, name: line.text });
  ctx.window = (first) => ctx.send("window", { first });
  ctx.add = (table, text, field) => addDialog(ctx, table, text, field);
  ctx.took = (field, id) => { if (!field) return; form.parts[field].set(id); form.touch(field); ctx.check(); form.chips(); form.advance(field); };
  ctx.toSave = () => saveButton.focus();
  ctx.save = () => {
    if (ctx.document && !ctx.document.id) return void addDialog(ctx, "documents", "", "");
    if (post.pending() === "save" || !ctx.document) return;
    post.unasked();
    ctx.tell("");
    const offered = Object.entries(ctx.learned ?? {}).map(([name, found]) => [name, found.map((each) => each.code)]);
    ctx.send("save", { ...ctx.statement(), offered: Object.fromEntries(offered) });
  };
  ctx.selected = () => {
    const each = read.current();
    if (each && form.parts.locator && (!form.parts.locator.value() || /^par \d*$/.test(form.parts.locator.value())) && !editing)
      form.parts.locator.set(each.number ? `par ${each.number}` : "");
    ctx.learned = null;
    form.offer();
    ctx.learn();
  };
  ctx.chose = () => {
    const range = read.chosen();
    ctx.learn();
    chosenWords.textContent = range ? `“${read.words(range).slice(0, 160)}”` : "";
  };
  ctx.goto = (hit) => {
    if (ctx.document && hit.document === ctx.document.id && (hit.document || hit.name === ctx.document.name)) shown(hit);
    else { toShow = hit; ctx.send("document", { id: hit.document, name: hit.name ?? "" }); }
  };
  function shown(hit) {
    if (hit.id) return coded.focus(hit.id);
    const index = read.text().paragraphs.findLastIndex((each) => each.at <= hit.at);
    if (index >= 0) read.select(index, true);
  }
  ctx.placed = (row) => { const found = /^par (\d+)$/.exec(row.locator); return found ? read.at(Number(found[1])) : -1; };
  ctx.edit = (row) => {
    if (!row.own) return;
    editing = row.id;
    cancelButton.hidden = false;
    saveButton.textContent = `${ctx.words.save} ${row.id}`;
    ctx.send("cells", { id: row.id });
    if (ctx.placed(row) >= 0) read.select(ctx.placed(row));
  };
  function stopEditing() {
    editing = "";
    if (!ctx.built) return;
    cancelButton.hidden = true;
    saveButton.textContent = ctx.words.save;
    doubt([]);
  }
  model.on("msg:custom", receive);
  ctx.send("open");
  return () => {
    post.end();
    model.off("msg:custom", receive);
  };
}

export default { render };
