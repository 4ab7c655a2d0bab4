// A code or document to add: what is like it comes first, then the fields that the study demands of it.

function addDialog(ctx, table, text, field) {
  const { words } = ctx;
  const near = h("div", { class: "ad-near" });
  const fields = h("div", { class: "ad-fields" });
  const problems = h("p", { class: "ad-message", role: "alert" });
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
    if (each.required) control.setAttribute("aria-required", "true");
    return labelled(`${each.label}${each.required ? " *" : ""}`, control, h("span", { class: "ad-message" }), h("small", {}, each.told));
  }
  const controls = () => [...fields.querySelectorAll("[data-name]")];
  const row = () => Object.fromEntries(controls().map((each) => [each.dataset.name, each.value]));
  function add() { ctx.send("add", { table, row: row() }); }
  it.box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target.matches("input, select") || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    add();
  });
  function nearShown(found) {
    near.replaceChildren(...(found.length ? [h("p", {}, words.near)] : []), ...found.map((each) =>
      h("div", { class: "ad-buttons" },
        button(each.name, () => { it.box.close(); ctx.took(field, each.id); }, { title: words.take }), h("code", {}, each.id),
        button(words.alias, () => ctx.send("add", { table, id: each.id, alias: name.value }), { title: words.alias_what }))));
  }
  function fieldsShown(found) {
    if (asked.length && document.activeElement !== name) return; // they are being filled in
    asked = found;
    const [first, rest] = [true, false].map((early) => asked.filter((each) => each.early === early));
    fields.replaceChildren(...first.map(input), h("details", {}, h("summary", {}, words.more), ...rest.map(input)));
    if (isDocument) (controls().find((each) => !each.value) ?? go).focus();
  }
  function wrong(faults) {
    problems.textContent = words.wrong;
    for (const each of controls()) {
      const told = faults[each.dataset.name] ?? "";
      each.setAttribute("aria-invalid", String(Boolean(told)));
      each.nextElementSibling.textContent = told;
      if (told) each.closest("details")?.setAttribute("open", "");
    }
    controls().find((each) => each.dataset.name in faults)?.focus();
  }
  it.receive = (answer) => {
    if (answer.near) nearShown(answer.near);
    if (answer.fields) fieldsShown(answer.fields);
    if (answer.faults) wrong(answer.faults);
    if (answer.problems) problems.textContent = answer.problems.join("\n");
    if (!answer.added) return;
    it.box.close();
    if (isDocument) ctx.read.select(ctx.read.index(), true);
    ctx.took(field, answer.added);
  };
  ask();
  ctx.send("fields", { table, text });
  if (!isDocument) name.focus();
}
