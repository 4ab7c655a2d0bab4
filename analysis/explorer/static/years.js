// The statements of each year. All years stay; those that are shown are pressed. A span of them can
// be moved from year to year, by hand or by itself.

import { count, h, say, signs } from "./dom.js";

const SIGNS = ["friendly", "neutral", "strained"];
const PAUSE = 1200; // milliseconds that a span stays when it moves by itself

// `alone` tells that years can be shown one by one only.
export function createYears(onSpan, alone) {
  const host = h("section", { class: "atlas-panel atlas-years" });
  let years = [];
  let words = {};
  let shown = null; // [first, last], of those that are there
  let wide = 1;
  let playing = null;

  function draw(picture, spoken, choices) {
    [years, words] = [picture.years, spoken];
    host.hidden = !years.length;
    if (host.hidden) return stop();
    shown = spanOf(choices, years);
    if (shown) wide = shown[1] - shown[0] + 1;
    const held = holder();
    host.setAttribute("aria-label", words.years);
    host.replaceChildren(h("h2", {}, words.years), steering(), bars());
    if (held) host.querySelector(held)?.focus();
  }

  const first = () => years[0].year;
  const last = () => years.at(-1).year;

  function move(begin) {
    const start = Math.min(Math.max(begin, first()), Math.max(first(), last() - wide + 1));
    onSpan([start, start + wide - 1], playing !== null);
  }

  // A year that is shown alone is left by choosing it again; another one moves the span.
  function choose(year) {
    stop();
    if (shown && shown[0] === year && shown[1] === year) return onSpan(null);
    wide = 1;
    onSpan([year, year]);
  }

  function step(by) {
    if (!shown) return move(by > 0 ? first() : last());
    const at = shown[0] + by;
    return at < first() || at + wide - 1 > last() ? null : move(at);
  }

  function play() {
    if (playing) return stop();
    if (!shown || shown[1] >= last()) move(first());
    playing = setInterval(() => (shown && shown[1] >= last() ? stop() : step(1)), PAUSE);
    return host.querySelector("[data-name=play]")?.replaceChildren("❚❚");
  }
  function stop() {
    clearInterval(playing);
    playing = null;
    host.querySelector("[data-name=play]")?.replaceChildren("▶");
  }

  function steering() {
    const button = (name, sign, label, onclick, disabled = false) => h("button", {
      type: "button", "data-name": name, title: label, "aria-label": label, onclick, disabled }, sign);
    const slide = h("input", { type: "range", min: first(), max: Math.max(first(), last() - wide + 1), step: 1,
      "data-name": "span", "aria-label": words.span_begins, value: shown ? shown[0] : first(),
      "aria-valuetext": shown ? told(shown) : words.all_years,
      onchange: () => { stop(); move(Number(slide.value)); } });
    const lengths = h("select", { "data-name": "span_wide", "aria-label": words.span_wide, onchange: () => {
      wide = Number(lengths.value);
      move(shown ? shown[0] : first());
    } }, [...new Set([1, 2, 3, 5, 10, wide])].filter((each) => each <= years.length).sort((a, b) => a - b)
      .map((each) => h("option", { value: each }, count(words, "span_years", each))));
    lengths.value = String(wide);
    return h("div", { class: "atlas-steering" },
      button("back", "◀", words.year_before, () => { stop(); step(-1); }, shown !== null && shown[0] <= first()),
      button("play", playing ? "❚❚" : "▶", words.play, play),
      button("on", "▶|", words.year_after, () => { stop(); step(1); }, shown !== null && shown[1] >= last()),
      slide, ...(alone ? [] : [lengths]), h("output", {}, shown ? told(shown) : words.all_years),
      button("whole", "×", words.all_years, () => { stop(); onSpan(null); }, shown === null));
  }

  function bars() {
    const most = Math.max(...years.map(total), 1);
    return h("div", { class: "atlas-years-bars" }, years.map((year) => bar(year, most)));
  }

  function bar(year, most) {
    const unsigned = "statements" in year;
    const said = `${year.year}: ${unsigned ? count(words, "statements", year.statements) : signs(words, year)}`;
    const part = (sign, number) =>
      h("span", { class: `atlas-bar atlas-is-${sign}`, style: `height:calc(var(--atlas-tall) * ${number / most})` });
    const parts = unsigned ? [part("neutral", year.statements)] : SIGNS.map((sign) => part(sign, year[sign]));
    const pressed = shown !== null && shown[0] <= year.year && year.year <= shown[1];
    return h("button", {
      type: "button", class: `atlas-year${shown && !pressed ? " atlas-pale" : ""}`, title: said, "data-name": `year-${year.year}`,
      "aria-pressed": String(pressed), "aria-label": `${said}. ${say(words.only_year, year)}`,
      onclick: () => choose(year.year),
    }, h("span", { class: "atlas-count" }, String(total(year) || "")), ...parts,
    h("span", { class: "atlas-when" }, `’${String(year.year).slice(2)}`));
  }

  function holder() {
    const name = document.activeElement?.closest?.(".atlas-years") === host && document.activeElement.dataset.name;
    return name ? `[data-name="${name}"]` : null;
  }
  return { host, draw, destroy: stop };
}

function told([first, last]) {
  return first === last ? String(first) : `${first}–${last}`;
}

// The years that the choices hold, where they hold whole ones and not all.
function spanOf({ since, until }, years) {
  const begin = /^\d{4}(-01(-01)?)?$/.test(since) ? Number(since.slice(0, 4)) : null;
  const end = /^\d{4}(-12(-31)?)?$/.test(until) ? Number(until.slice(0, 4)) : null;
  if (begin === null || end === null) return null;
  const span = [Math.max(begin, years[0].year), Math.min(end, years.at(-1).year)];
  return span[0] > span[1] ? null : span;
}

function total(counts) {
  return counts.statements ?? counts.friendly + counts.neutral + counts.strained;
}
