// What opens above the desk: a code or document to add, search and recode, merge, history, keys.

function dialog(ctx, title, ...content) {
  const box = h("dialog", { class: "ad-dialog", "aria-label": title },
    h("header", {}, h("h4", {}, title), button("×", () => box.close(), { class: "ad-close", "aria-label": ctx.words.close })),
    ...content);
  const before = document.activeElement;
  box.addEventListener("close", () => {
    box.remove();
    if (ctx.dialog?.box !== box) return;
    ctx.dialog = null;
    if (before?.isConnected) before.focus();
  });
  box.addEventListener("keydown", (event) => event.stopPropagation());
  ctx.root.append(box);
  ctx.dialog?.box.close();
  ctx.dialog = { box, receive: () => {} };
  box.showModal();
  return ctx.dialog;
}
const labelled = (label, control, ...more) => h("label", { class: "ad-labelled" }, h("span", {}, label), control, ...more);

// A code to add: what is like it comes first, then the fields that the study demands of a new one.
function addDialog(ctx, table, text, field) {
  const { words } = ctx;
  const near = h("div", { class: "ad-near" });
  const fields = h("div", { class: "ad-fields" });
  const problems = h("p", { class: "ad-message", role: "alert", lang: "en" });
  const isDocument = table === "documents";
  const name = h("input", { type: "text", value: text, "aria-label": words.name });
  const go = button(words.add, add, { class: "ad-main" });
  const it = dialog(ctx, `${words.add}: ${words[table]}`, isDocument ? null : labelled(words.name, name), near, fields,
    problems, h("div", { class: "ad-buttons" }, go));
  let asked = [];
  let waiting = null;
  const ask = () => { if (name.value.trim() && !isDocument) ctx.send("near", { table, text: name.value }); };
  name.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { ask(); ctx.send("fields", { table, text: name.value }); }, 250); });
  function input(each) {
    const control = each.choices.length
      ? h("select", {}, h("option", { value: "" }, "…"), ...each.choices.map((value) => h("option", { value }, value)))
      : h("input", { type: "text", value: each.value });
    if (each.choices.length) control.value = each.value;
    control.dataset.name = each.name;
    control.dataset.form = each.form;
    if (each.required) control.setAttribute("aria-required", "true");
    return labelled(`${each.name}${each.required ? " *" : ""}`, control, h("small", { lang: "en" }, each.told));
  }
  function row() {
    return Object.fromEntries([...fields.querySelectorAll("[data-name]")].map((each) => [each.dataset.name, each.value]));
  }
  function add() { ctx.send("add", { table, row: row() }); }
  it.box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); add(); }
  });
  it.receive = (answer) => {
    if (answer.near) {
      near.replaceChildren(...(answer.near.length ? [h("p", {}, words.near)] : []), ...answer.near.map((each) =>
        h("div", { class: "ad-buttons" },
          button(each.name, () => { it.box.close(); ctx.took(field, each.id); }, { title: words.take }), h("code", {}, each.id),
          button(words.alias, () => ctx.send("add", { table, id: each.id, alias: name.value }), { title: words.alias_what }))));
    }
    if (answer.fields && !(asked.length && document.activeElement !== name)) {
      asked = answer.fields;
      const [needed, rest] = [asked.filter((each) => each.required), asked.filter((each) => !each.required)];
      fields.replaceChildren(...needed.map(input), h("details", {}, h("summary", {}, words.more), ...rest.map(input)));
    }
    if (answer.faults) problems.textContent = Object.entries(answer.faults).map(([key, told]) => `${key}: ${told}`).join("\n");
    if (answer.problems) problems.textContent = answer.problems.join("\n");
    if (answer.added) { it.box.close(); ctx.took(field, answer.added); }
  };
  ask();
  ctx.send("fields", { table, text });
  if (!isDocument) name.focus();
}

function searchDialog(ctx, lacking) {
  const { words, page } = ctx;
  const pattern = h("input", { type: "text", "aria-label": words.search });
  const where = h("select", { "aria-label": words.where }, h("option", { value: "rows" }, words.in_rows), h("option", { value: "texts" }, words.in_texts));
  const hits = h("ul", { class: "ad-hits" });
  const told = h("p", { role: "status" });
  const field = h("select", { "aria-label": words.field }, ...page.fields.filter((name) => name !== "locator").map((name) => h("option", { value: name }, words[name])));
  const value = h("input", { type: "text", "aria-label": words.new_value });
  const recode = (preview) => () => ctx.send("recode", { pattern: pattern.value, field: field.value, value: value.value, preview });
  const make = button(words.recode, recode(false), { class: "ad-main", disabled: true });
  const find = () => ctx.send("search", { pattern: pattern.value, where: where.value });
  const it = dialog(ctx, lacking ? words.lacking : words.search, lacking ? null : h("div", { class: "ad-buttons" }, pattern, where, button(words.find, find, { class: "ad-main" })),
    told, hits, lacking ? null : h("details", {}, h("summary", {}, words.recode_what), h("div", { class: "ad-buttons" }, field, value,
      button(words.preview, recode(true)), make)));
  pattern.addEventListener("keydown", (event) => event.key === "Enter" && find());
  it.receive = (answer) => {
    if (answer.hits) {
      told.textContent = `${answer.of ?? answer.hits.length}`;
      hits.replaceChildren(...answer.hits.map((each) => h("li", {}, button(`${each.document || each.name} ${each.id.split("-").pop()}`,
        () => { it.box.close(); ctx.goto(each); }), " ", h("span", { dir: "auto" }, each.told))));
    }
    if (answer.preview) {
      told.textContent = answer.made ? `${words.made}: ${answer.made}` : `${words.would_change}: ${answer.of}`;
      make.disabled = Boolean(answer.made) || !answer.of;
      hits.replaceChildren(...answer.preview.map(changeShown));
    }
    if (answer.problems || answer.faults) told.textContent = (answer.problems ?? Object.values(answer.faults)).join("\n");
  };
  if (lacking) ctx.send("lacking");
  else pattern.focus();
}
const changeShown = (each) => h("li", {}, h("code", {}, `${each.table} ${each.id}`), " ",
  each.gone ? "×" : each.fields.map(([name, before, after]) => `${name}: ${before || "∅"} → ${after || "∅"}`).join("; "));

function mergeDialog(ctx) {
  const { words, page } = ctx;
  const table = h("select", { "aria-label": words.table }, ...["actors", "sectors"].map((name) => h("option", { value: name }, words[name])));
  const lists = ["one", "other"].map((name) => h("datalist", { id: `${ctx.prefix}-${name}` }));
  const offer = () => lists.forEach((list) => list.replaceChildren(...page.lists[table.value].map((each) => h("option", { value: each.id }, each.name))));
  const [old, other] = ["one", "other"].map((name) => h("input", { type: "text", list: `${ctx.prefix}-${name}`, oninput: () => { make.disabled = true; } }));
  const ask = (preview) => () => ctx.send("merge", { table: table.value, id: old.value.trim(), new: other.value.trim(), preview });
  const make = button(words.merge, ask(false), { class: "ad-main", disabled: true });
  const told = h("p", { role: "status" });
  const hits = h("ul", { class: "ad-hits" });
  table.addEventListener("change", offer);
  offer();
  const it = dialog(ctx, words.merge_what, labelled(words.table, table), labelled(words.merge_old, old), labelled(words.merge_new, other),
    ...lists, h("div", { class: "ad-buttons" }, button(words.preview, ask(true)), make), told, hits);
  it.receive = (answer) => {
    if (answer.preview) {
      told.textContent = answer.made ? `${words.made}: ${answer.made}` : `${words.would_change}: ${answer.of}`;
      make.disabled = Boolean(answer.made) || !answer.of;
      hits.replaceChildren(...answer.preview.map(changeShown));
    }
    if (answer.problems) { told.textContent = answer.problems.join("\n"); hits.replaceChildren(); }
  };
}

// Two codings of a document side by side; the row that is settled on goes into the own table.
function compareDialog(ctx) {
  const { words } = ctx;
  const choosers = [words.first_coder, words.second_coder].map((label) => h("select", { "aria-label": label, onchange: () => ask() }));
  const numbers = h("p");
  const matrix = h("div", { class: "ad-hits" });
  const list = h("table", { class: "ad-units" });
  const told = h("p", { class: "ad-message", role: "alert", lang: "en" });
  const it = dialog(ctx, words.compare, h("div", { class: "ad-buttons" }, ...choosers), numbers,
    h("details", {}, h("summary", {}, words.per_code), matrix), list, told);
  it.box.classList.add("ad-wide");
  const ask = () => ctx.send("compare", { first: choosers[0].value, second: choosers[1].value });
  const round = (value) => (value == null ? "–" : value.toFixed(2).replace(/^-0\.00$/, "0.00").replace("-", "−"));
  const line = (kind, cells) => h("tr", {}, ...cells.map((cell) => h(kind, {}, String(cell))));
  function shown(unit, which, chosen) {
    const row = unit[which];
    if (!row) return h("td", {}, "–");
    const cells = ["speaker", "actor", "target", "sector", "relation", "stance"].map((name) =>
      h(unit.parted.includes(name) ? "b" : "span", {}, `${name === "stance" ? sign(row[name]) : row[name]} `));
    const take = () => ctx.send("adjudicate", { chosen, take: which, first_id: unit.first?.statement_id, second_id: unit.second?.statement_id });
    return h("td", {}, h("code", {}, row.statement_id), ` ${row.locator} `, ...cells, unit.settled ? null : button(words.take, take));
  }
  function numbersShown(answer) {
    const alphas = answer.agreement.map((each) => `${words[each.variable]} α ${round(each.alpha)} (${round(each.low)} – ${round(each.high)}; n = ${each.units})`);
    numbers.textContent = [...alphas, `${words.seen_by_one} ${Math.round(100 * answer.alone)} %`].join(" · ");
    const codes = answer.codewise.map((each) => line("td", [words[each.variable], each.code, each.first, each.second, each.both, round(each.alpha)]));
    const crossed = Object.entries(answer.confusion).map(([name, { codes: names, counts }]) => h("table", { class: "ad-units" },
      h("caption", {}, words[name]), line("th", ["1 \\ 2", ...names]), ...counts.map((row, at) => line("td", [names[at], ...row.map((count) => count || "")]))));
    matrix.replaceChildren(h("table", { class: "ad-units" }, line("th", [words.field, words.code, "1", "2", words.both, "α"]), ...codes), ...crossed);
  }
  it.receive = (answer) => {
    told.textContent = (answer.problems ?? Object.values(answer.faults ?? {})).join("\n");
    if (!answer.units) return;
    if (answer.codings) choosers.forEach((select, at) => {
      select.replaceChildren(...answer.codings.map((name) => h("option", { value: name }, name)));
      select.value = answer.chosen[at];
    });
    if (answer.agreement) numbersShown(answer);
    list.replaceChildren(...answer.units.map((unit) => h("tr", { class: unit.settled ? "ad-settled" : null },
      shown(unit, "first", answer.chosen), shown(unit, "second", answer.chosen), h("td", {}, unit.settled))));
    if (answer.rows) ctx.rowsNew(answer.rows);
  };
  ctx.send("compare");
}

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
