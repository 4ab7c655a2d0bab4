// Many rows at once: searched and recoded, merged under one code, imported, each after a look.

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

// Codes of a machine or another program, as those of one more coder.
function importDialog(ctx) {
  const { words } = ctx;
  const stale = () => { make.disabled = true; };
  const [path, coder] = ["", "m1"].map((value) => h("input", { type: "text", value, autocomplete: "off", spellcheck: "false", oninput: stale }));
  const ask = (preview) => () => path.value.trim() && ctx.send("import", { path: path.value, coder: coder.value, preview });
  const make = button(words.import_make, ask(false), { class: "ad-main", disabled: true });
  const told = h("p", { role: "status" });
  const notes = h("ul", { class: "ad-hits" });
  const it = dialog(ctx, words.import_what, h("p", { class: "ad-help" }, words.import_help), labelled(words.import_file, path),
    labelled(words.import_coder, coder), h("div", { class: "ad-buttons" }, button(words.preview, ask(true)), make), told, notes);
  it.box.addEventListener("keydown", (event) => event.key === "Enter" && event.target === path && ask(true)());
  it.receive = (answer) => {
    make.disabled = Boolean(answer.imported || answer.problems) || !answer.of;
    if (answer.of) told.textContent = `${answer.imported ? words.import_made : words.import_would}: ${answer.of}`;
    if (answer.problems) told.textContent = "";
    notes.replaceChildren(...(answer.problems ?? answer.notes ?? []).map((line) => h("li", {}, line)));
  };
  path.focus();
}
