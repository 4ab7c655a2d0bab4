// The desk itself: list, text and form side by side, and what passes between them and the session.

const CHECK_AFTER = 250; // ms without a key
const LOST_AFTER = 15000;
let views = 0;

function render({ model, el }) {
  const root = h("div", { class: "atlas-desk" });
  el.append(root);
  const ctx = { root, prefix: `ad${(views += 1)}-${Math.random().toString(36).slice(2, 8)}`, words: {},
    page: null, document: null, rows: [], marks: {}, dialog: null };
  let number = 0;
  let pending = "";
  let awaited = 0; // the number of what is pending
  let checked = 0; // that of the last check
  let asked = null;
  let lost = null;
  let editing = "";
  let built = false;
  let toShow = null;

  ctx.send = (kind, more = {}) => {
    number += 1;
    if (kind === "check") checked = number;
    if (kind !== "check" && kind !== "suggest") {
      pending = kind;
      awaited = number;
      clearTimeout(lost);
      lost = setTimeout(() => tell(ctx.words.lost ?? "The kernel does not answer."), LOST_AFTER);
    }
    model.send({ kind, view: ctx.prefix, number, ...more });
  };
  const statement = () => ({ row: form.row(), span: read.chosen(), id: editing });
  const offered = () => Object.fromEntries(Object.entries(ctx.learned ?? {}).map(([name, found]) => [name, found.map((each) => each.code)]));
  // What was coded of such words before; asked when the words or the actors change.
  let asking = null;
  ctx.learn = () => {
    clearTimeout(asking);
    asking = setTimeout(() => {
      const each = read.current();
      if (!ctx.document?.id || !each) return;
      const { actor = "", target = "" } = form.row();
      const text = read.chosen() ? read.words(read.chosen()) : each.words;
      ctx.send("suggest", { text: text.slice(0, 4000), actor, target });
    }, CHECK_AFTER);
  };
  ctx.check = () => {
    clearTimeout(asked);
    if (ctx.document?.id) asked = setTimeout(() => ctx.send("check", statement()), CHECK_AFTER);
  };
  function receive(answer) {
    const mine = answer.view === ctx.prefix;
    if (mine) { clearTimeout(lost); if (answer.number === awaited) pending = ""; }
    if (!mine) return void (ctx.page && !["check", "document", "suggest"].includes(answer.kind) && ctx.send("open"));
    if (answer.page) pageShown(answer.page);
    if (!built) return fail(answer.problems ?? []);
    if (answer.document) documentShown(answer);
    if (answer.changed) rowsChanged(answer);
    if (ctx.dialog && ["near", "fields", "add", "search", "recode", "merge", "lacking", "history", "rule", "compare", "adjudicate"].includes(answer.kind)) ctx.dialog.receive(answer);
    else warn(answer.problems ?? []);
    settle(answer);
  }
  function settle(answer) {
    const { words } = ctx;
    if (answer.saved) {
      const was = editing;
      stopEditing();
      form.clear(false);
      read.choose(null);
      tell(`${words.saved}: ${answer.saved}`);
      if (was || ctx.document) read.select(read.index(), true);
    } else if (answer.deleted) tell(`${words.deleted}: ${answer.deleted}`);
    else if (answer.moved) {
      tell(`${words[`deed_${answer.moved}`]}: ${answer.of.join(", ")}`);
      if (answer.undone && !editing && !form.row().actor) form.fill(answer.undone);
    } else if (answer.refused && answer.kind === "save") {
      tell(words.wrong);
      form.mark(answer.faults, true);
      form.focusFault();
      return;
    }
    if (answer.faults && answer.kind === "check" && answer.number === checked) form.mark(answer.faults);
    if (answer.learned) { ctx.learned = answer.learned; form.offer(); }
    if (answer.doubts && answer.kind === "check" && answer.number === checked) doubt(answer.doubts);
  }

  // What is shown ------------------------------------------------------------------------------
  const alert = h("div", { class: "ad-problems", role: "alert", hidden: true });
  const status = h("p", { class: "ad-status", role: "status" });
  const doubts = h("ul", { class: "ad-doubts", lang: "en" });
  const head = h("header", { class: "ad-head" });
  const body = h("div", { class: "ad-scroll" });
  const panel = h("section", { class: "ad-form" });
  const listed = h("ul", { class: "ad-rows" });
  const chosenWords = h("p", { class: "ad-chosen-words" });
  const rowsTitle = h("h4");
  let saveButton, undoButton, redoButton, cancelButton, hint;
  const tell = (line) => { status.textContent = line; };

  ctx.spans = () => Object.entries(ctx.marks).map(([id, span]) => ({ id, ...span, ...about(id) }));
  const about = (id) => { const row = ctx.rows.find((each) => each.id === id); return { stance: row?.stance ?? "", told: row?.told ?? "" }; };
  ctx.rowsAt = (at) => ctx.rows.filter((each) => each.locator === `par ${at}`);
  ctx.named = () => read.current() ?? {};
  const read = reader(ctx);
  const form = { row: () => ({}) };
  const list = documentList(ctx);

  function pageShown(page) {
    ctx.page = page;
    ctx.words = page.words;
    root.setAttribute("lang", page.language);
    root.setAttribute("dir", page.direction);
    if (!built) build();
    list.show();
    form.offer();
    undoTold(page);
    if (page.problems.length) warn(page.problems);
    if (ctx.document?.id && !page.documents.some((each) => each.id === ctx.document.id)) ctx.document = null;
    if (!ctx.document) welcome();
  }
  function build() {
    const { words } = ctx;
    built = true;
    Object.assign(form, statementForm(ctx));
    saveButton = button(words.save, () => ctx.save(), { class: "ad-main ad-save", "aria-keyshortcuts": "Control+Enter", title: "Ctrl+Enter" });
    undoButton = button(words.undo, () => ctx.send("undo"), { class: "ad-undo", "aria-keyshortcuts": "Control+Z" });
    redoButton = button(words.redo, () => ctx.send("redo"), { class: "ad-redo", "aria-keyshortcuts": "Control+Y" });
    cancelButton = button(words.cancel, () => { stopEditing(); form.clear(false); }, { hidden: true });
    panel.setAttribute("aria-label", words.form);
    panel.append(chosenWords);
    form.build(panel);
    hint = h("span", { class: "ad-next" });
    panel.append(doubts, alert, h("div", { class: "ad-buttons" }, saveButton, cancelButton, undoButton, redoButton, hint), status,
      rowsTitle, listed);
    const text = h("section", { class: "ad-text", "aria-label": words.text }, head, body);
    const tools = h("nav", { class: "ad-tools", "aria-label": words.tools },
      ...[["search", "/", () => searchDialog(ctx)], ["lacking", "", () => searchDialog(ctx, true)], ["merge_what", "", () => mergeDialog(ctx)],
        ["new_code", "a", () => addDialog(ctx, "actors", "", "")], ["new_sector", "", () => addDialog(ctx, "sectors", "", "")],
        ["new_document", "", () => addDialog(ctx, "documents", "", "")], ["keys", "?", () => keysDialog(ctx)],
        ...(ctx.page.role === "adjudicator" ? [["compare", "", () => compareDialog(ctx)]] : [])]
        .map(([name, key, action]) => button(words[name], action, { class: "ad-tool", title: key, "aria-keyshortcuts": key || null })));
    root.replaceChildren(tools, h("div", { class: "ad-body" }, list.box, text, panel));
    const id = h("code");
    ctx.nextId = id;
    hint.append(`${words.next} `, id);
  }
  function welcome() {
    ctx.rows = [];
    ctx.marks = {};
    head.replaceChildren(h("h3", {}, ctx.words.choose_document));
    body.replaceChildren();
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
    headShown();
    if (answer.text) textShown(answer.text, same);
    else if (answer.problems) body.replaceChildren(...paste());
    rowsShown();
    list.draw();
    ctx.nextId.textContent = ctx.document.next ?? "";
    if (toShow) { const [what] = [toShow]; toShow = null; shown(what); }
  }
  function headShown() {
    const { document: its, words } = ctx;
    const line = [its.id || words.state_new, its.publisher, its.date].filter(Boolean).join(" · ");
    const done = its.id ? h("label", {}, h("input", { type: "checkbox", ...(its.mark === "done" ? { checked: true } : {}),
      onchange: (event) => ctx.send("mark", { id: its.id, mark: event.target.checked ? "done" : "", remark: "" }) }), ` ${words.nothing_more}`) : null;
    head.replaceChildren(h("div", { class: "ad-buttons" },
      button("‹", () => list.step(-1), { "aria-label": words.previous, title: `${words.previous} (p)` }),
      button("›", () => list.step(1), { "aria-label": words.following, title: `${words.following} (n)` }),
      h("h3", { lang: its.language || null, dir: "auto" }, its.title || its.name || its.id)),
      h("div", { class: "ad-buttons" }, h("p", {}, line), done));
    if (!its.id) head.append(h("div", { class: "ad-buttons" }, button(words.new_document, () => addDialog(ctx, "documents", "", ""), { class: "ad-main" })));
  }
  function textShown(text, keep) {
    const { words } = ctx;
    if (!text.paragraphs.length) return void body.replaceChildren(...paste());
    const at = body.scrollTop;
    const more = (label, first) => button(label, () => ctx.window(first), { class: "ad-more" });
    body.replaceChildren(...[text.told.length ? h("p", { class: "ad-help", lang: "en" }, text.told.join("; ")) : null,
      text.first ? more(words.earlier, Math.max(0, text.first - 1)) : null, read.box,
      text.last < text.of ? more(words.later, text.last) : null].filter(Boolean));
    read.show(text, keep && read.text().first === text.first);
    body.scrollTop = keep ? at : 0;
    ctx.selected();
    if (!keep) read.select(read.index(), true);
  }
  function paste() {
    const box = h("textarea", { id: `${ctx.prefix}-paste`, rows: 12, spellcheck: "false" });
    const go = () => box.value.trim() && ctx.send("text", { text: box.value });
    return [h("div", { class: "ad-paste" }, h("label", { for: `${ctx.prefix}-paste` }, ctx.words.paste), box,
      h("p", { class: "ad-help" }, ctx.words.paste_help), button(ctx.words.show, go, { class: "ad-main" }))];
  }
  function rowsShown() {
    const { words, rows } = ctx;
    rowsTitle.textContent = `${words.coded}: ${rows.length} · ${ctx.page.file}`;
    listed.replaceChildren(...[...rows].reverse().map(rowShown));
  }
  function rowShown(row) {
    const { words } = ctx;
    const span = ctx.marks[row.id];
    const codes = [row.actor, row.target && `→ ${row.target}`, row.sector, row.relation].filter(Boolean).join(" ");
    const tools = [[words.edit, "e", () => edit(row), row.own], [words.remark, "r", () => remarkDialog(ctx, row), true],
      [words.history, "h", () => historyDialog(ctx, row), true], [words.delete, "Del", () => ctx.send("delete", { id: row.id }), row.own]];
    const item = h("li", { tabindex: "0", "data-id": row.id, class: row.mark === "doubtful" ? "ad-doubtful" : null,
      onfocus: () => gotoSpan(row), onkeydown: (event) => rowKey(event, tools) },
      h("span", { class: `ad-badge ad-${side(row.stance)}` }, row.id.split("-").pop()), " ", h("span", { class: "ad-sign" }, sign(row.stance)), ` ${codes} `,
      row.mark === "doubtful" ? h("strong", { title: words.doubtful }, "? ") : null,
      span?.state === "lost" ? h("em", {}, ` ${words.span_lost} `) : null, span?.state === "moved" ? h("em", {}, ` ${words.span_moved} `) : null,
      row.told ? h("span", { class: "ad-told", dir: "auto" }, row.told) : null, row.remark ? h("q", {}, row.remark) : null,
      row.lacking.length ? h("em", {}, ` ${words.lacking_short}`) : null,
      h("span", { class: "ad-row-tools" }, ...tools.filter((each) => each[3]).map(([label, key, action]) => button(label, action, { title: key, tabindex: "-1" }))));
    return item;
  }
  function rowKey(event, tools) {
    if (event.target.tagName !== "LI" || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { Delete: "Del", Enter: "e" }[event.key] ?? event.key;
    const tool = tools.find((each) => each[1] === key && each[3]);
    const next = { ArrowDown: event.target.nextElementSibling, ArrowUp: event.target.previousElementSibling }[event.key];
    if (tool) tool[2]();
    else if (next) next.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function gotoSpan(row) {
    const found = /^par (\d+)$/.exec(row.locator);
    const index = found ? read.at(Number(found[1])) : -1;
    if (index >= 0) read.box.children[index].scrollIntoView({ block: "nearest" });
  }
  ctx.rowsNew = (told) => { ctx.rows = told.listed; ctx.marks = told.spans; read.draw(); rowsShown(); };
  ctx.showRow = (id) => listed.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();

  function rowsChanged(answer) {
    const kept = ctx.rows.filter((each) => !answer.changed.includes(each.id));
    ctx.rows = [...kept, ...answer.listed].sort((one, other) => one.id.length - other.id.length || (one.id < other.id ? -1 : 1));
    for (const id of answer.changed) delete ctx.marks[id];
    Object.assign(ctx.marks, answer.spans);
    if (!answer.page) {
      const line = ctx.page.documents.find((each) => each.id === ctx.document?.id);
      const state = ctx.rows.length || ctx.document?.mark === "done" ? "coded" : line?.state === "coded" ? "open" : line?.state;
      if (line) list.update(line.id, state, ctx.rows.length);
    }
    if (ctx.document) { ctx.document.next = answer.next || ctx.document.next; ctx.nextId.textContent = ctx.document.next; }
    undoTold(answer);
    read.draw();
    rowsShown();
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
  ctx.took = (field, id) => { if (!field) return; form.parts[field].set(id); form.touch(field); ctx.check(); form.chips(); form.parts[field].focus(); };
  ctx.toSave = () => saveButton.focus();
  ctx.save = () => {
    if (ctx.document && !ctx.document.id) return void addDialog(ctx, "documents", "", "");
    if (pending === "save" || !ctx.document) return;
    clearTimeout(asked);
    tell("");
    ctx.send("save", { ...statement(), offered: offered() });
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
    if (hit.id) return ctx.showRow(hit.id);
    const index = read.text().paragraphs.findLastIndex((each) => each.at <= hit.at);
    if (index >= 0) read.select(index, true);
  }
  function edit(row) {
    if (!row.own) return;
    editing = row.id;
    cancelButton.hidden = false;
    saveButton.textContent = `${ctx.words.save} ${row.id}`;
    ctx.send("cells", { id: row.id });
    const found = /^par (\d+)$/.exec(row.locator);
    if (found && read.at(Number(found[1])) >= 0) read.select(read.at(Number(found[1])));
  }
  function stopEditing() {
    editing = "";
    if (!built) return;
    cancelButton.hidden = true;
    saveButton.textContent = ctx.words.save;
    doubt([]);
  }
  ctx.keys = () => {
    const { words } = ctx;
    return [[["↑", "↓"], words.key_paragraphs], [["c"], words.key_code], [["1", "…", "9"], words.key_names], [["+", "0", "−"], words.key_stance],
      [["Enter"], words.key_enter], [["Ctrl", "Enter"], words.save], [["s"], words.key_sentence], [["Shift", "←", "→"], words.key_words],
      [["Alt", "Shift", "←", "→"], words.key_start], [["Esc"], words.key_back], [["n"], words.following], [["p"], words.previous], [["l"], words.documents],
      [["/"], words.search], [["a"], words.new_code], [["e"], words.key_edit], [["r"], words.remark], [["h"], words.history], [["Del"], words.delete],
      [["Ctrl", "Z"], words.undo], [["Ctrl", "Y"], words.redo], [["F2"], words.rule], [["?"], words.keys]];
  };
  const letters = { c: () => form.begin(), n: () => list.step(1), p: () => list.step(-1), l: () => list.focus(), "/": () => searchDialog(ctx),
    a: () => addDialog(ctx, "actors", "", ""), s: () => read.sentence(), "?": () => keysDialog(ctx), j: () => read.step(1), k: () => read.step(-1),
    e: () => listed.firstChild?.focus(), Enter: () => form.begin() };
  function key(event) {
    if (!built || ctx.dialog) return;
    const control = event.ctrlKey || event.metaKey;
    const inside = typing(event.target);
    let action = null;
    if (control && event.key === "Enter") action = ctx.save;
    else if (control && !inside && event.key.toLowerCase() === "z") action = () => ctx.send(event.shiftKey ? "redo" : "undo");
    else if (control && !inside && event.key.toLowerCase() === "y") action = () => ctx.send("redo");
    else if (!control && event.key === "Escape") action = escape;
    else if (event.key === "F2") action = () => rule(event.target);
    else if (!control && !inside && event.shiftKey && ["ArrowRight", "ArrowLeft"].includes(event.key))
      action = () => read.stretch(event.altKey ? "start" : "end", event.key === "ArrowRight" ? 1 : -1);
    else if (!control && !event.altKey && event.target.matches(".ad-pick") && ["ArrowDown", "ArrowUp"].includes(event.key))
      action = () => read.step(event.key === "ArrowDown" ? 1 : -1);
    else if (!control && !event.altKey && !inside && letters[event.key] && !event.target.matches("button, summary, .ad-stance input, li, .ad-documents"))
      action = letters[event.key];
    if (!action) return;
    action();
    event.preventDefault();
    event.stopPropagation();
  }
  function rule(target) {
    const name = Object.keys(form.parts).find((each) => form.parts[each].control.contains(target)) ?? "relation";
    const code = (form.parts[name] ?? form.parts.relation)?.value();
    if (code) rulesDialog(ctx, code);
  }
  function escape() {
    if (root.querySelector(".ad-text").contains(document.activeElement)) read.choose(null);
    else read.select(read.index(), true);
  }
  root.addEventListener("keydown", key);
  const cells = (answer) => {
    if (answer.view !== ctx.prefix || !answer.cells || !built) return;
    form.fill(answer.cells);
    form.parts.actor?.focus();
  };
  model.on("msg:custom", receive);
  model.on("msg:custom", cells);
  ctx.send("open");
  return () => {
    for (const waiting of [asked, asking, lost]) clearTimeout(waiting);
    model.off("msg:custom", receive);
    model.off("msg:custom", cells);
  };
}

export default { render };
