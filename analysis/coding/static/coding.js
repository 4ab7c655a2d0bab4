// The coding pane: shows what the session sends, and sends back what the coder does.
// Every text is set as text, never as markup, for names and articles come from elsewhere.

const LISTED = { speaker: "actors", actor: "actors", target: "actors", sector: "sectors" };
const KEPT = ["locator", "date", "date_precision", "speaker"]; // from one statement to the next
const CHECK_AFTER = 250; // ms without a key
const LOST_AFTER = 15000;
const FOCUSED = ["input", "select", "textarea", "button", "summary"];
let views = 0;

function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  // JupyterLab asks the focused element itself whether its own keys (a, b, x, arrows) are off.
  if (FOCUSED.includes(tag)) element.dataset.lmSuppressShortcuts = "true";
  return element;
}

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

// A text input that offers names: those of the paragraph first, then all that hold what is typed.
function combobox(id, words, changed) {
  let items = [];
  let first = [];
  let active = -1;
  let shown = [];
  const input = h("input", {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  const list = h("div", { id: `${id}-list`, role: "listbox", class: "ac-list", hidden: true });
  const code = h("code", { class: "ac-id" });

  const named = (text) => {
    const wanted = fold(text.trim());
    const ids = items.filter((item) => item.id === text.trim());
    return ids[0] ?? items.find((item) => fold(item.name) === wanted);
  };
  const value = () => named(input.value)?.id ?? input.value.trim();
  const tell = () => { code.textContent = named(input.value)?.id ?? ""; };

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(item) {
    input.value = item.name;
    tell();
    close();
    changed();
  }
  function mark(place) {
    active = place;
    shown.forEach(({ option }, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", shown[place].option.id);
    shown[place].option.scrollIntoView({ block: "nearest" });
  }
  function group(title, found) {
    const options = found.map((item) => {
      const option = h("div", { role: "option", id: `${id}-${shown.length}`, class: "ac-option",
        onmousedown: (event) => event.preventDefault(), onclick: () => choose(item) },
        h("span", {}, item.name), h("code", {}, item.id));
      shown.push({ item, option });
      return option;
    });
    return found.length
      ? h("div", { role: "group", "aria-label": title },
          h("div", { class: "ac-group", "aria-hidden": "true" }, title), ...options)
      : null;
  }
  function open(all) {
    const query = all ? [] : fold(input.value).split(/\s+/).filter(Boolean);
    const fits = (item) => query.every((word) => item.folded.includes(word));
    const begins = (item) => (query.length && fold(item.name).startsWith(query[0]) ? 0 : 1);
    shown = [];
    const here = first.map((key) => items.find((item) => item.id === key)).filter(Boolean);
    const rest = items.filter((item) => fits(item) && !first.includes(item.id));
    rest.sort((one, other) => begins(one) - begins(other));
    list.replaceChildren(
      ...[group(words.in_paragraph, here.filter(fits)), group(words.all, rest)].filter(Boolean));
    if (!shown.length) list.append(h("div", { class: "ac-group" }, words.nothing));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(query.length && shown.length ? 0 : -1);
  }
  const keys = {
    ArrowDown: () => (list.hidden ? open(true) : mark(Math.min(active + 1, shown.length - 1))),
    ArrowUp: () => (list.hidden ? open(true) : mark(Math.max(active - 1, 0))),
    Enter: () => (list.hidden ? open(true) : shown[active] && choose(shown[active].item)),
    Escape: close,
  };
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab") {
      if (!list.hidden && shown[active]) choose(shown[active].item);
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  input.addEventListener("input", () => { tell(); open(false); changed(); });
  input.addEventListener("click", () => list.hidden && open(true));
  input.addEventListener("blur", () => { close(); if (input.value) changed(); });
  return {
    input, value, code, box: h("div", { class: "ac-combo" }, input, list),
    set(key) { input.value = items.find((item) => item.id === key)?.name ?? key; tell(); close(); },
    offer(all, found) {
      const kept = value();
      items = all.map((item) => ({ ...item, folded: fold(`${item.search}; ${item.id}`) }));
      first = found;
      if (kept && items.some((item) => item.id === kept)) this.set(kept);
    },
  };
}

function render({ model, el }) {
  const prefix = `ac${(views += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const root = h("div", { class: "atlas-coding" });
  el.append(root);
  let page = null;
  let form = null;
  let selected = 1;
  let number = 0;
  let pending = "";
  let faults = {};
  let asked = null;
  let lost = null;
  const touched = new Set();

  function send(kind, more = {}) {
    number += 1;
    if (kind !== "check") {
      pending = kind;
      clearTimeout(lost);
      lost = setTimeout(() => tell(page?.words.lost ?? "The kernel does not answer."), LOST_AFTER);
    }
    model.send({ kind, view: prefix, number, ...more });
    busy();
  }
  function check() {
    clearTimeout(asked);
    asked = setTimeout(() => send("check", { row: row() }), CHECK_AFTER);
  }
  function receive(answer) {
    const mine = answer.view === prefix;
    if (!mine && !answer.page) return;
    if (mine) { clearTimeout(lost); if (answer.number === number) pending = ""; }
    if (answer.page) show(answer.page);
    if (mine && page) settle(answer);
    if (mine && !page) fail(answer.problems ?? []);
    if (form) busy();
  }
  function settle(answer) {
    warn(answer.problems ?? []);
    if (answer.saved) {
      clear();
      tell(`${page.words.saved}: ${answer.saved}`);
    } else if (answer.undone) {
      if (!paraphrases().some((name) => form[name].value())) fill(answer.undone);
      tell(`${page.words.taken_back}: ${answer.undone.statement_id}`);
    } else if (answer.refused) {
      Object.keys(form).forEach((name) => touched.add(name));
      tell(page.words.wrong);
    }
    if (answer.faults && answer.number === number) mark(answer.faults);
    if (answer.refused) form[Object.keys(form).find((name) => faults[name])]?.focus();
  }

  // What is shown ------------------------------------------------------------------------------
  const text = h("section", { class: "ac-text" });
  const side = h("section", { class: "ac-form" });
  const alert = h("div", { class: "ac-problems", role: "alert", hidden: true });
  const status = h("p", { class: "ac-status", role: "status" });
  const session = h("div", { class: "ac-session" });
  const next = h("code");
  let saveButton = null;
  let undoButton = null;

  function show(newer) {
    const before = page;
    page = newer;
    root.setAttribute("lang", page.language);
    root.setAttribute("dir", page.direction);
    if (!before) build();
    if (!page.paragraphs.some((each) => each.number === selected)) selected = 1;
    document_();
    for (const [name, list] of offered()) form[name].offer(page.lists[list], here(name));
    form.relation?.offer(page.lists.relations);
    chips();
    rows();
    next.textContent = page.next;
    if (page.paragraphs.length && !before?.paragraphs.length) select(selected);
  }
  function fail(problems) {
    const button = h("button", { type: "button", onclick: () => send("open") }, "Try again");
    root.replaceChildren(h("ul", { class: "ac-problems", role: "alert" },
      ...problems.map((line) => h("li", {}, line))), button);
  }
  function warn(problems) {
    const told = problems.join("\n");
    if (alert.dataset.told === told) return;
    alert.dataset.told = told;
    alert.hidden = !problems.length;
    alert.replaceChildren(...problems.map((line) => h("p", {}, line)));
  }
  const tell = (line) => { status.textContent = line; };

  function document_() {
    const { document: its, words } = page;
    const about = [its.id, its.publisher, its.date].filter(Boolean).join(" · ");
    const top = h("header", {}, h("h3", { lang: its.language }, its.title), h("p", {}, about));
    const at = text.querySelector(".ac-scroll")?.scrollTop ?? 0;
    const focused = text.contains(document.activeElement) &&
      document.activeElement.classList.contains("ac-pick");
    const open = new Set([...text.querySelectorAll("details[open]")].map((each) => each.id));
    const body = page.paragraphs.length
      ? [h("div", { class: "ac-paragraphs", role: "radiogroup", "aria-label": words.paragraph },
          ...page.paragraphs.map(paragraph))]
      : paste();
    if (page.elsewhere.length) {
      body.push(h("div", { class: "ac-elsewhere" }, coded(page.elsewhere, "page", words.whole_page)));
    }
    text.replaceChildren(h("div", { class: "ac-scroll" }, top, ...body));
    text.setAttribute("aria-label", words.text);
    text.firstChild.scrollTop = at;
    for (const each of text.querySelectorAll("details")) each.open = open.has(each.id);
    if (focused) text.querySelector(".ac-pick:checked")?.focus();
  }
  function paste() {
    const box = h("textarea", { id: `${prefix}-paste`, rows: 12, spellcheck: "false" });
    const go = () => box.value.trim() && send("text", { text: box.value });
    return [h("div", { class: "ac-paste" },
      h("label", { for: `${prefix}-paste` }, page.words.paste), box,
      h("p", { class: "ac-help" }, page.words.paste_help),
      h("button", { type: "button", class: "ac-main", onclick: go }, page.words.show))];
  }
  function paragraph(each) {
    const marks = each.pieces.map(([piece, kinds]) =>
      kinds.length ? h("mark", { class: kinds.map((kind) => `ac-${kind}`).join(" ") }, piece) : piece);
    const words = h("span", { class: "ac-words", lang: page.document.language }, ...marks);
    if (!each.number) return h("p", { class: "ac-title" }, words);
    const pick = h("input", {
      type: "radio", class: "ac-pick", name: `${prefix}-par`, value: each.number,
      onchange: () => select(each.number),
    });
    pick.checked = each.number === selected;
    return h("div", { class: "ac-par" },
      h("label", {}, pick,
        h("span", { class: "ac-number", "aria-label": `${page.words.paragraph} ${each.number}` },
          String(each.number)), words),
      each.rows.length ? coded(each.rows, each.number, null) : null);
  }
  function coded(list, place, title) {
    const badge = (each) => h("span", { class: "ac-badge" }, each.id.split("-").pop());
    return h("details", { id: `${prefix}-coded-${place}`, class: "ac-coded" },
      h("summary", { title: page.words.coded, "aria-label": `${title ?? page.words.coded}: ${list.length}` },
        title ? `${title}: ` : null, ...list.map(badge)),
      h("ul", {}, ...list.map((each) => h("li", {}, h("code", {}, each.id), " ", each.told))));
  }
  function rows() {
    const { words, added } = page;
    const last = added.filter((each) => each.there).pop();
    undoButton.textContent = last ? `${words.undo} ${last.id}` : words.undo;
    undoButton.dataset.id = last?.id ?? "";
    session.replaceChildren(h("h4", {}, `${words.added} · ${page.file}`), added.length
      ? h("ul", {}, ...[...added].reverse().map((each) =>
          h("li", { class: each.there ? null : "ac-gone" }, h("code", {}, each.id), " ",
            each.locator, " · ", each.told, each.there ? null : ` (${words.gone})`)))
      : h("p", { class: "ac-help" }, words.none_added));
  }
  function busy() {
    if (!form) return;
    saveButton.disabled = pending === "save";
    undoButton.disabled = !undoButton.dataset.id || Boolean(pending);
  }

  // The form -----------------------------------------------------------------------------------
  // Only what the study has is asked for.
  const has = (name) => page.fields.includes(name);
  const offered = () => Object.entries(LISTED).filter(([name]) => has(name));
  const paraphrases = () => page.fields.filter((name) => name.startsWith("paraphrase_"));

  function build() {
    const { words } = page;
    form = {};
    for (const name of ["locator", "date"].filter(has)) form[name] = plain(name, "input");
    form.date?.input.setAttribute("placeholder", "YYYY-MM-DD");
    if (has("date_precision")) form.date_precision = choice("date_precision");
    form.date_precision?.offer(["day", "month", "year"].map((id) => ({ id, name: words[id] })));
    for (const [name] of offered()) form[name] = listed(name);
    if (has("relation")) form.relation = choice("relation");
    if (has("stance")) form.stance = page.scale.length ? stance() : plain("stance", "input");
    for (const name of paraphrases()) form[name] = plain(name, "textarea");
    saveButton = h("button", { type: "button", class: "ac-main ac-save", title: "Ctrl+Enter",
      "aria-keyshortcuts": "Control+Enter", onclick: save }, words.save);
    undoButton = h("button", { type: "button", class: "ac-undo", title: `${words.undo_what} (Ctrl+Z)`,
      "aria-keyshortcuts": "Control+Z", onclick: undo }, words.undo);
    side.setAttribute("aria-label", words.form);
    const lines = [["locator", "date", "date_precision"], ["speaker"], ["actor", "target"],
      ["sector", "relation"], ["stance"], ...paraphrases().map((name) => [name])];
    const line = (names) => h("div", { class: `ac-line ac-${names.length}` },
      ...names.map((name) => form[name].field));
    side.replaceChildren(
      ...lines.map((names) => names.filter(has)).filter((names) => names.length).map(line),
      alert,
      h("div", { class: "ac-buttons" }, saveButton, undoButton,
        h("span", { class: "ac-next" }, `${words.next} `, next)),
      status, session);
    root.replaceChildren(h("div", { class: "ac-body" }, text, side));
    form.date?.set(page.document.date);
    form.date_precision?.set("day");
  }
  function field(name, control, below, beside) {
    const id = `${prefix}-${name}`;
    const message = h("p", { id: `${id}-message`, class: "ac-message", lang: "en" });
    control.setAttribute("aria-describedby", message.id);
    control.setAttribute("aria-required", "true");
    return { message, control, field: h("div", { class: "ac-field" },
      h("div", { class: "ac-label" }, h("label", { for: id }, page.words[name]), beside),
      below.box ?? control, below.chips, message) };
  }
  const changed = (name) => () => { touched.add(name); check(); chips(); };

  function plain(name, tag) {
    const id = `${prefix}-${name}`;
    const input = h(tag, { id, spellcheck: String(tag === "textarea"), autocomplete: "off",
      rows: tag === "textarea" ? 2 : null, lang: tag === "textarea" ? name.replace("paraphrase_", "") : null,
      oninput: changed(name), onblur: () => input.value && changed(name)() });
    return { ...field(name, input, {}), input, value: () => input.value,
      set: (value) => { input.value = value; }, focus: () => input.focus() };
  }
  function choice(name) {
    const select_ = h("select", { id: `${prefix}-${name}`, onchange: changed(name) });
    return { ...field(name, select_, {}), value: () => select_.value,
      set: (value) => { select_.value = value; }, focus: () => select_.focus(),
      offer(items) {
        const kept = select_.value;
        const groups = new Map();
        for (const { id, name: label, quad = "" } of items) {
          groups.set(quad, [...(groups.get(quad) ?? []), h("option", { value: id }, label)]);
        }
        const parts = [...groups].flatMap(([quad, options]) =>
          quad ? [h("optgroup", { label: quad }, ...options)] : options);
        select_.replaceChildren(h("option", { value: "" }, `${page.words.choose} …`), ...parts);
        select_.value = kept;
      } };
  }
  function listed(name) {
    const combo = combobox(`${prefix}-${name}`, page.words, changed(name));
    const tools = h("div", { class: "ac-chips", role: "toolbar", onkeydown: rove,
      "aria-label": `${page.words[name]}: ${page.words.in_paragraph}` });
    return { ...field(name, combo.input, { box: combo.box, chips: tools }, combo.code), ...combo,
      tools, focus: () => combo.input.focus() };
  }
  function stance() {
    const { words, scale } = page;
    const ends = { [scale[0]]: words.least, 0: words.middle, [scale.at(-1)]: words.most };
    const message = h("p", { id: `${prefix}-stance-message`, class: "ac-message", lang: "en" });
    const radios = scale.map((value) => h("input", { type: "radio", name: `${prefix}-stance`,
      value, onchange: changed("stance"), "aria-describedby": message.id }));
    const sign = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));
    const box = h("fieldset", { class: "ac-stance" }, h("legend", {}, words.stance),
      h("div", {}, ...radios.map((radio, at) => h("label", {}, radio,
        [sign(scale[at]), ends[scale[at]]].filter(Boolean).join(" ")))));
    return { message, control: box, field: h("div", { class: "ac-field" }, box, message),
      value: () => radios.find((radio) => radio.checked)?.value ?? "",
      set: (value) => radios.forEach((radio) => { radio.checked = radio.value === String(value); }),
      focus: () => radios[0].focus() };
  }
  const row = () =>
    Object.fromEntries(Object.entries(form).map(([name, part]) => [name, part.value()]));

  function fill(values) {
    for (const [name, part] of Object.entries(form)) part.set(values[name] ?? "");
    const there = /^par (\d+)$/.exec(values.locator ?? "");
    if (there) select(Number(there[1]));
    check();
    chips();
  }
  function clear() {
    for (const [name, part] of Object.entries(form)) if (!KEPT.includes(name)) part.set("");
    touched.clear();
    mark({});
    chips();
    form.actor.focus();
  }
  function mark(found) {
    faults = found;
    for (const [name, part] of Object.entries(form)) {
      const told = touched.has(name) ? (faults[name] ?? "") : "";
      if (part.message.textContent !== told) part.message.textContent = told;
      part.control.setAttribute("aria-invalid", String(Boolean(told)));
    }
  }

  // What a paragraph suggests ------------------------------------------------------------------
  function here(name) {
    const found = page.paragraphs.find((each) => each.number === selected);
    const ids = found?.[LISTED[name]] ?? [];
    return name === "speaker" ? [...new Set([...ids, ...page.publisher])] : ids;
  }
  function chips() {
    for (const [name, list] of offered()) {
      const { tools } = form[name];
      const ids = here(name);
      if (ids.join() !== [...tools.children].map((chip) => chip.dataset.id).join()) {
        const labels = new Map(page.lists[list].map((item) => [item.id, item.name]));
        tools.replaceChildren(...ids.map((id, at) => h("button", {
          type: "button", class: `ac-chip ac-${list.slice(0, -1)}`, "data-id": id,
          tabindex: at ? "-1" : "0",
          onclick: () => { form[name].set(id); changed(name)(); } }, labels.get(id) ?? id)));
        tools.hidden = !ids.length;
      }
      const chosen = form[name].value();
      for (const chip of tools.children) {
        chip.setAttribute("aria-pressed", String(chip.dataset.id === chosen));
      }
    }
  }
  function rove(event) {
    const all = [...event.currentTarget.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = all.indexOf(document.activeElement) + (step ?? 0);
    if (!step || !all[at]) return;
    event.preventDefault();
    all.forEach((chip, place) => { chip.tabIndex = place === at ? 0 : -1; });
    all[at].focus();
  }
  function select(which) {
    if (!page.paragraphs.some((each) => each.number === which)) return;
    selected = which;
    const pick = text.querySelector(`.ac-pick[value="${which}"]`);
    if (pick) pick.checked = true;
    if (form.locator && (!form.locator.value() || /^par \d*$/.test(form.locator.value()))) {
      form.locator.set(`par ${which}`);
    }
    for (const [name, list] of offered()) form[name].offer(page.lists[list], here(name));
    chips();
    check();
  }

  // What is done -------------------------------------------------------------------------------
  function save() {
    if (pending === "save") return;
    clearTimeout(asked);
    tell("");
    send("save", { row: row() });
  }
  function undo() {
    if (undoButton.disabled) return;
    send("undo", { id: undoButton.dataset.id });
  }
  root.addEventListener("keydown", (event) => {
    if (!form || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const typing = event.target.matches("textarea, input:not([type=radio])");
    if (event.key === "Enter") save();
    else if (event.key.toLowerCase() === "z" && !typing) undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  model.on("msg:custom", receive);
  send("open");
  return () => {
    clearTimeout(asked);
    clearTimeout(lost);
    model.off("msg:custom", receive);
  };
}

export default { render };
