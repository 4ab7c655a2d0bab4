// A text input that offers names: those of the paragraph first, which a digit chooses, then all that
// hold what is typed.

const MOST_OFFERED = 60;

function combobox(id, words, { changed, chosen, missing }) {
  let items = [];
  let first = [];
  let active = -1;
  let shown = [];
  const input = h("input", {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  const list = h("div", { id: `${id}-list`, role: "listbox", class: "ad-list", hidden: true });
  const code = h("code", { class: "ad-id" });

  const named = (text) => {
    const wanted = fold(text.trim());
    const ids = items.filter((item) => item.id === text.trim());
    return ids[0] ?? items.find((item) => fold(item.name) === wanted);
  };
  const value = () => named(input.value)?.id ?? input.value.trim();
  const replaced = () => input.selectionStart === 0 && input.selectionEnd === input.value.length; // by the next key
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
  function option(item) {
    const made = h("div", { role: "option", id: `${id}-${shown.length}`, class: "ad-option",
      onmousedown: (event) => event.preventDefault(), onclick: () => { choose(item); chosen(); } },
      h("span", {}, item.name), h("code", {}, item.id));
    shown.push({ item, option: made });
    return made;
  }
  function group(title, found) {
    if (!found.length) return null;
    return h("div", { role: "group", "aria-label": title },
      h("div", { class: "ad-group", "aria-hidden": "true" }, title), ...found.map(option));
  }
  function groups(rest) {
    const kinds = new Map();
    for (const item of rest) {
      const title = item.quad || words.all;
      kinds.set(title, [...(kinds.get(title) ?? []), item]);
    }
    return [...kinds].map(([title, found]) => group(title, found));
  }
  function open(all) {
    const query = all ? [] : fold(input.value).split(/\s+/).filter(Boolean);
    const fits = (item) => query.every((word) => item.folded.includes(word));
    const begins = (item) => (query.length && fold(item.name).startsWith(query[0]) ? 0 : 1);
    shown = [];
    const here = first.map((key) => items.find((item) => item.id === key)).filter(Boolean);
    const rest = items.filter((item) => fits(item) && !first.includes(item.id));
    if (query.length) rest.sort((one, other) => begins(one) - begins(other));
    const flat = query.length ? rest.map((item) => ({ ...item, quad: "" })) : rest;
    list.replaceChildren(...[group(words.in_paragraph, here.filter(fits)),
      ...groups(flat.slice(0, MOST_OFFERED + (query.length ? 0 : 400)))].filter(Boolean));
    if (!shown.length) {
      list.append(h("div", { class: "ad-group" }, words.nothing));
      if (missing) list.append(h("div", { role: "option", class: "ad-option ad-new", id: `${id}-new`,
        onmousedown: (event) => event.preventDefault(), onclick: () => missing(input.value) },
        `${words.add} “${input.value}” …`));
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(query.length && shown.length ? 0 : -1);
  }
  function enter() {
    if (list.hidden) {
      if (named(input.value)) chosen();
      else open(!input.value);
    } else if (shown[active]) {
      choose(shown[active].item);
      chosen();
    } else if (!shown.length && missing && input.value.trim()) missing(input.value);
  }
  const keys = {
    ArrowDown: () => (list.hidden ? open(true) : mark(Math.min(active + 1, shown.length - 1))),
    ArrowUp: () => (list.hidden ? open(true) : mark(Math.max(active - 1, 0))),
    Enter: enter,
  };
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const nth = /^[1-9]$/.test(event.key) && replaced() ? first[event.key - 1] : null;
    if (nth) {
      event.preventDefault();
      choose(items.find((item) => item.id === nth) ?? { id: nth, name: nth });
      chosen();
    } else if (event.key === "Tab") {
      if (!list.hidden && shown[active]) choose(shown[active].item);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  input.addEventListener("input", () => { tell(); open(false); changed(); });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => list.hidden && open(true));
  input.addEventListener("blur", () => { close(); if (input.value) changed(); });
  return {
    input, value, code, box: h("div", { class: "ad-combo" }, input, list),
    set(key) { input.value = items.find((item) => item.id === key)?.name ?? key; tell(); close(); },
    offer(all, found = []) {
      const kept = value();
      items = all.map((item) => ({ ...item, folded: fold(`${item.search}; ${item.id}`) }));
      first = found;
      if (kept && items.some((item) => item.id === kept)) this.set(kept);
    },
  };
}
