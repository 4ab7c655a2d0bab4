// The list of documents: filtered by words and state, with what is done of it.

const MOST_LISTED = 300;
const PAUSE = 100; // ms between two looks for twins
const STATES = ["open", "due", "coded", "new"];

function documentList(ctx) {
  const filter = h("input", { type: "search", autocomplete: "off", oninput: draw });
  const state = h("select", { onchange: draw });
  const list = h("div", { class: "ad-documents", role: "listbox", tabindex: "0", onkeydown: move });
  list.dataset.lmSuppressShortcuts = "true";
  list.addEventListener("focus", () => { // with keys; a click is on a document of its own
    if (active < 0 && shown.length && list.matches(":focus-visible")) { active = 0; mark(); }
  });
  const told = h("p", { class: "ad-help" });
  const meter = h("div", { class: "ad-meter", role: "img" });
  const box = h("section", { class: "ad-side" }, h("div", { class: "ad-line" }, filter, state), meter, told, list);
  let shown = [];
  let active = -1;

  function show() {
    const { words, page } = ctx;
    filter.placeholder = words.filter;
    filter.setAttribute("aria-label", words.filter);
    state.setAttribute("aria-label", words.state);
    list.setAttribute("aria-label", words.documents);
    const kept = state.value;
    const there = STATES.filter((name) => page.progress[name]);
    state.replaceChildren(h("option", { value: "" }, words.all), ...there.map((name) =>
      h("option", { value: name }, `${words[`state_${name}`]} (${page.progress[name]})`)));
    state.value = there.includes(kept) ? kept : "";
    progress(page.progress);
    draw();
  }
  function progress(counts) {
    const all = counts.open + counts.coded + counts.due;
    meter.replaceChildren(h("span", { style: `width:${all ? (100 * counts.coded) / all : 0}%` }));
    const line = `${counts.coded} / ${all} ${ctx.words.state_coded}`;
    meter.setAttribute("aria-label", line);
    told.textContent = line;
  }
  function matching() {
    const query = fold(filter.value).split(/\s+/).filter(Boolean);
    return ctx.page.documents.filter((each) => (!state.value || each.state === state.value) &&
      query.every((word) => (each.folded ??= fold(`${each.id} ${each.title} ${each.publisher} ${each.date} ${each.text}`)).includes(word)));
  }
  function draw() {
    if (!ctx.page) return;
    const found = matching();
    const open = found.findIndex(isOpen);
    const first = Math.max(0, Math.min(open - MOST_LISTED / 2, found.length - MOST_LISTED));
    shown = found.slice(first, first + MOST_LISTED);
    active = shown.findIndex(isOpen);
    list.replaceChildren(...shown.map((each, index) => h("div", { role: "option", id: `${ctx.prefix}-doc-${index}`,
      class: `ad-doc ad-is-${each.state}`, "aria-selected": String(Boolean(isOpen(each))), onclick: () => ctx.openDocument(each) },
      h("span", { class: "ad-state", title: ctx.words[`state_${each.state}`] }, each.rows ? String(each.rows) : { coded: "✓", due: "2", new: "+" }[each.state] ?? ""),
      h("span", { class: "ad-doc-title", dir: "auto" }, each.title || each.id),
      h("small", {}, [each.id, each.date, each.twin ? `= ${each.twin}` : "", each.text ? "" : ctx.words.no_text].filter(Boolean).join(" · ")))),
      found.length > shown.length ? h("p", { class: "ad-help" }, `… ${found.length - shown.length}`) : "");
    mark();
  }
  const isOpen = (each) => ctx.document && each.id === ctx.document.id && (each.id || each.text === ctx.document.name);
  function mark() {
    [...list.querySelectorAll(".ad-doc")].forEach((each, at) => each.classList.toggle("ad-active", at === active));
    const option = list.children[active];
    if (!option?.id) return list.removeAttribute("aria-activedescendant");
    list.setAttribute("aria-activedescendant", option.id);
    if (option.offsetTop < list.scrollTop || option.offsetTop + option.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = option.offsetTop - list.clientHeight / 2;
  }
  function move(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) active = Math.max(0, Math.min(shown.length - 1, active + by));
    else if (event.key === "Enter" && shown[active]) ctx.openDocument(shown[active]);
    else return;
    event.preventDefault();
    mark();
  }
  // The next or previous document of those that the filter shows.
  function step(by) {
    const found = matching();
    const next = found[found.findIndex(isOpen) + by];
    if (next) ctx.openDocument(next);
  }
  function update(id, state_, rows) {
    const line = ctx.page.documents.find((each) => each.id === id);
    if (line) Object.assign(line, { state: state_, rows });
    for (const name of STATES) ctx.page.progress[name] = ctx.page.documents.filter((each) => each.state === name).length;
    show();
  }
  // Texts that stand there twice are found bit by bit, since each has to be read for it.
  function twins(answer) {
    const fresh = ctx.page.documents.filter((each) => (answer.twins[each.text] ?? "") !== (each.twin ?? ""));
    for (const each of fresh) each.twin = answer.twins[each.text];
    if (fresh.length) draw();
    if (answer.more) setTimeout(() => ctx.send("twins"), PAUSE);
  }
  return { box, show, draw, twins, step, progress, update, focus: () => list.focus(), focusFilter: () => filter.focus() };
}
