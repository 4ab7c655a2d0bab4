// The form of a statement: only what the study has is asked for, and what the paragraph names is
// chosen with one key.

const LISTED = { speaker: "actors", actor: "actors", target: "actors", sector: "sectors", relation: "relations" };
const ORDER = ["date", "speaker", "actor", "target", "sector", "relation", "stance"]; // in which they are filled
const KEPT = ["locator", "date", "date_precision", "speaker"]; // from one statement to the next

function statementForm(ctx) {
  const parts = {};
  let faults = {};
  let more = null; // what the study does not demand
  const touched = new Set();
  const has = (name) => ctx.page.fields.includes(name);
  const optional = (name) => ctx.page.optional.includes(name);
  const paraphrases = () => ctx.page.fields.filter((name) => name.startsWith("paraphrase_"));
  const changed = (name) => () => { touched.add(name); ctx.check(); chips(); };

  function field(name, control, below, beside) {
    const id = `${ctx.prefix}-${name}`;
    const message = h("p", { id: `${id}-message`, class: "ad-message" });
    control.setAttribute("aria-describedby", message.id);
    control.setAttribute("aria-required", String(!optional(name)));
    const label = ctx.words[name] + (optional(name) ? ` (${ctx.words.optional})` : "");
    return { message, control, field: h("div", { class: "ad-field" },
      h("div", { class: "ad-label" }, h("label", { for: id }, label), beside),
      below.box ?? control, below.chips, message) };
  }
  function plain(name, tag) {
    const long = tag === "textarea";
    const enter = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      event.preventDefault();
      advance(name, true);
    };
    const input = h(tag, { id: `${ctx.prefix}-${name}`, onkeydown: enter, spellcheck: String(long), autocomplete: "off",
      rows: long ? 2 : null, dir: long ? "auto" : null,
      lang: long ? name.replace("paraphrase_", "") : null,
      oninput: changed(name), onblur: () => input.value && changed(name)() });
    return { ...field(name, input, {}), value: () => input.value, focus: () => input.focus(),
      set: (value) => { input.value = value; } };
  }
  function precision(name) {
    const options = ["day", "month", "year"].map((id) => h("option", { value: id }, ctx.words[id]));
    const select = h("select", { id: `${ctx.prefix}-${name}`, onchange: changed(name) }, ...options);
    return { ...field(name, select, {}), value: () => select.value, focus: () => select.focus(),
      set: (value) => { select.value = value || "day"; } };
  }
  function listed(name) {
    const table = LISTED[name];
    const missing = table === "relations" ? null : (text) => ctx.add(table, text, name);
    const combo = combobox(`${ctx.prefix}-${name}`, ctx.words,
      { changed: changed(name), chosen: () => advance(name), missing });
    const tools = h("div", { class: "ad-chips", role: "toolbar", onkeydown: rove,
      "aria-label": `${ctx.words[name]}: ${ctx.words.in_paragraph}` });
    return { ...field(name, combo.input, { box: combo.box, chips: tools }, combo.code), ...combo,
      tools, focus: () => combo.input.focus() };
  }
  function stance() {
    const { words, page } = ctx;
    const ends = { [page.scale[0]]: words.least, 0: words.middle, [page.scale.at(-1)]: words.most };
    const message = h("p", { id: `${ctx.prefix}-stance-message`, class: "ad-message" });
    const radios = page.scale.map((value) => h("input", { type: "radio", name: `${ctx.prefix}-stance`,
      value, onchange: changed("stance"), "aria-describedby": message.id }));
    const box = h("fieldset", { class: "ad-stance" }, h("legend", {}, words.stance),
      h("div", {}, ...radios.map((radio, at) => h("label", {}, radio,
        [sign(String(page.scale[at])), ends[page.scale[at]]].filter(Boolean).join(" ")))));
    const set = (value) => radios.forEach((radio) => { radio.checked = radio.value === String(value); });
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const value = keyed(event.key);
      if (value != null) {
        set(value);
        radios.find((radio) => radio.checked).focus();
        changed("stance")();
      } else if (event.key === "Enter") advance("stance", true);
      else return;
      event.preventDefault();
    });
    return { message, control: box, field: h("div", { class: "ad-field" }, box, message), set,
      value: () => radios.find((radio) => radio.checked)?.value ?? "",
      focus: () => (radios.find((radio) => radio.checked) ?? radios[Math.floor(radios.length / 2)]).focus() };
  }
  function keyed(key) {
    const { scale } = ctx.page;
    if (/^\d$/.test(key) && scale.includes(Number(key))) return Number(key);
    return { "+": scale.at(-1), "=": scale.at(-1), "-": scale[0], "−": scale[0] }[key];
  }

  function build(side) {
    for (const name of ["locator", "date"].filter(has)) parts[name] = plain(name, "input");
    parts.date?.control.setAttribute("placeholder", "YYYY-MM-DD");
    if (has("date_precision")) parts.date_precision = precision("date_precision");
    for (const name of Object.keys(LISTED).filter(has)) parts[name] = listed(name);
    if (has("stance")) parts.stance = ctx.page.scale.length ? stance() : plain("stance", "input");
    for (const name of paraphrases()) parts[name] = plain(name, "textarea");
    if (has("because")) parts.because = plain("because", "input");
    const told = [...paraphrases(), "because"].filter(has);
    const lines = [["locator", "date", "date_precision"], ["speaker"], ["actor", "target"], ["sector", "relation"],
      ["stance"], ...told.filter((name) => !optional(name)).map((name) => [name])];
    const line = (names) => h("div", { class: `ad-line ad-${names.length}` }, ...names.map((name) => parts[name].field));
    side.append(...lines.map((names) => names.filter(has)).filter((names) => names.length).map(line));
    const rest = told.filter(optional);
    if (rest.length) side.append(more = h("details", { class: "ad-optional" },
      h("summary", {}, rest.map((name) => ctx.words[name]).join(", ")), ...rest.map((name) => line([name]))));
  }

  // The next field that is wanted and empty; with none left, Enter saves.
  function advance(name, enter) {
    const order = [...ORDER, ...paraphrases()].filter(has);
    const later = order.slice(order.indexOf(name) + 1);
    const next = [...later, ...order].find((each) => !parts[each].value() && !optional(each));
    if (next) parts[next].focus();
    else if (enter) ctx.save();
    else ctx.toSave();
  }
  // Where to begin: a speaker that was kept is asked for anew where the paragraph does not name it.
  function begin() {
    const order = ORDER.filter(has);
    const stale = (name) => name === "speaker" && parts[name].value() && !here(name).includes(parts[name].value());
    const empty = order.find((each) => stale(each) || (!parts[each].value() && !(each === "date" && optional(each))));
    (parts[empty ?? order.find((each) => each in LISTED)] ?? Object.values(parts)[0]).focus();
  }
  const learned = (name) => ctx.learned?.[name] ?? [];
  function here(name) {
    const table = LISTED[name];
    const ids = [...new Set([...(ctx.named()[table] ?? []), ...learned(name).map((each) => each.code)])];
    return name === "speaker" ? [...new Set([...ids, ...(ctx.document?.speakers ?? [])])] : ids;
  }
  function offer() {
    for (const [name, table] of Object.entries(LISTED)) parts[name]?.offer(ctx.page.lists[table], here(name));
    chips();
  }
  function chips() {
    for (const [name, table] of Object.entries(LISTED).filter(([each]) => parts[each])) {
      const { tools } = parts[name];
      const ids = here(name);
      if (ids.join() !== [...tools.children].map((chip) => chip.dataset.id).join()) {
        const labels = new Map(ctx.page.lists[table].map((item) => [item.id, item.name]));
        tools.replaceChildren(...ids.map((id, at) => button("", () => { parts[name].set(id); changed(name)(); },
          { class: `ad-chip ad-${table.slice(0, -1)}`, "data-id": id, tabindex: at ? "-1" : "0" })));
        [...tools.children].forEach((chip, at) => chip.append(
          ...(at < 9 ? [h("kbd", {}, String(at + 1))] : []), labels.get(ids[at]) ?? ids[at]));
        for (const { code, rows } of learned(name)) {
          const chip = [...tools.children].find((each) => each.dataset.id === code);
          if (chip && !(ctx.named()[table] ?? []).includes(code)) chip.classList.add("ad-learned");
          if (chip) chip.title = `${ctx.words.learned}: ${rows.join(", ")}`;
        }
        tools.hidden = !ids.length;
      }
      const chosen = parts[name].value();
      for (const chip of tools.children) chip.setAttribute("aria-pressed", String(chip.dataset.id === chosen));
    }
  }
  function rove(event) {
    const all = [...event.currentTarget.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = all.indexOf(document.activeElement) + (step ?? 0);
    if (!step || !all[at]) return;
    event.preventDefault();
    all.forEach((chip, index) => { chip.tabIndex = index === at ? 0 : -1; });
    all[at].focus();
  }
  const row = () => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value()]));
  function fill(values) {
    for (const [name, part] of Object.entries(parts)) part.set(values[name] ?? "");
    if (more) more.open ||= [...paraphrases(), "because"].some((name) => optional(name) && values[name]);
    chips();
  }
  function clear(all) {
    for (const [name, part] of Object.entries(parts)) if (all || !KEPT.includes(name)) part.set("");
    touched.clear();
    mark({});
    chips();
  }
  function mark(found, every) {
    faults = found;
    if (more && every && Object.keys(found).some(optional)) more.open = true;
    if (every) Object.keys(parts).forEach((name) => touched.add(name));
    for (const [name, part] of Object.entries(parts)) {
      const told = touched.has(name) ? (faults[name] ?? "") : "";
      if (part.message.textContent !== told) part.message.textContent = told;
      part.control.setAttribute("aria-invalid", String(Boolean(told)));
    }
  }
  return { build, parts, offer, chips, row, fill, clear, mark, begin, advance, paraphrases,
    touch: (name) => touched.add(name),
    unfold: () => { if (more) more.open = true; },
    focusFault: () => parts[Object.keys(parts).find((name) => faults[name])]?.focus() };
}
