// The statements of each year, quarter or month. All stay; those that are shown are pressed. A span of
// them can be moved from one to the next, by hand or by itself; turns stand as marks.

import { count, h, say, signs } from "./dom.js";
import { binsOf, partOf, placesOf, whole } from "./spans.js";
import { isDirect } from "./telling.js";

const SIGNS = ["friendly", "neutral", "strained"];
const PAUSE = 1200; // milliseconds that a span stays when it moves by itself
const TITLES = { month: "by_month", quarter: "by_quarter" };
const LENGTHS = [1, 2, 3, 5, 10];

// `alone` tells that years can be shown one by one only.
export function createYears(onSpan, alone) {
  const host = h("section", { class: "atlas-panel atlas-years" });
  let [time, words] = [{ years: [], months: [], turns: [], undated: 0 }, {}];
  let [unit, bins] = ["year", []];
  let shown = null; // the first and the last place among the bins
  let wide = 1;
  let playing = null;

  function draw({ years, months, undated, mode }, turns, spoken, choices) {
    [time, words] = [{ years, months: alone ? [] : months, turns: turns ?? [], undated }, spoken];
    host.hidden = !years.length;
    if (host.hidden) return stop();
    find(choices);
    const held = holder();
    host.setAttribute("aria-label", words[TITLES[unit]] ?? words.years);
    const drawn = bars();
    host.replaceChildren(h("h2", {}, words[TITLES[unit]] ?? words.years), steering(), drawn,
      h("small", { class: "atlas-hint" }, explained(mode, drawn)));
    reveal();
    if (held) host.querySelector(held)?.focus();
  }

  function explained(mode, drawn) {
    const apart = shown && !isDirect(mode); // of a part of the years other ties may be left
    const dotted = drawn.querySelector(".atlas-turn");
    const without = time.undated ? count(words, "undated_ones", time.undated) : "";
    return [without, apart && words.years_of_all, dotted && words.turns_dotted].filter(Boolean).join(" ");
  }

  // Months of many years do not all fit: what is shown stands in the middle.
  function reveal() {
    const [row, bar] = [host.querySelector(".atlas-years-bars"), host.querySelector("[aria-pressed=true]")];
    if (bar) row.scrollLeft = bar.offsetLeft - row.clientWidth / 2;
  }

  // What is shown, in the unit that was used last, or else in the first that it fills.
  function find(choices) {
    const units = [...new Set([unit, "year", ...offered()])];
    for (const each of units) {
      bins = binsOf(each, time, words);
      shown = placesOf(bins, choices);
      if (shown) {
        [unit, wide] = [each, shown[1] - shown[0] + 1];
        return;
      }
    }
    bins = binsOf(unit, time, words);
  }

  const offered = () => (alone ? [] : [...(time.months.length > 1 ? ["month", "quarter"] : []),
    ...(time.turns.length ? ["phase"] : [])]);
  const last = () => bins.length - 1;

  function move(begin) {
    const start = Math.min(Math.max(begin, 0), Math.max(0, last() - wide + 1));
    onSpan({ since: bins[start].since, until: bins[Math.min(start + wide - 1, last())].until }, playing !== null);
  }

  // What is shown alone is left by choosing it again; another one moves the span.
  function choose(bin) {
    stop();
    if (shown && bins[shown[0]].since === bin.since && bins[shown[1]].until === bin.until) return onSpan(null);
    if (unit === "phase") unit = "year";
    wide = 1;
    return onSpan({ since: bin.since, until: bin.until });
  }

  function step(by) {
    if (!shown) return move(by > 0 ? 0 : last());
    const at = shown[0] + by;
    return at < 0 || at + wide - 1 > last() ? null : move(at);
  }

  function play() {
    if (playing) return stop();
    if (!shown || shown[1] >= last()) move(0);
    playing = setInterval(() => (shown && shown[1] >= last() ? stop() : step(1)), PAUSE);
    return host.querySelector("[data-name=play]")?.replaceChildren("❚❚");
  }
  function stop() {
    clearInterval(playing);
    playing = null;
    host.querySelector("[data-name=play]")?.replaceChildren("▶");
  }

  function lengths() {
    const years = [...new Set([...LENGTHS, ...(unit === "year" ? [wide] : [])])]
      .filter((each) => each <= time.years.length).sort((one, other) => one - other);
    const select = h("select", { "data-name": "span_wide", "aria-label": words.span_wide, onchange: () => {
      stop();
      const from = shown ? bins[shown[0]].since : "";
      [unit, wide] = Number(select.value) ? ["year", Number(select.value)] : [select.value, 1];
      bins = binsOf(unit, time, words);
      move(Math.max(0, bins.findIndex((each) => !each.until || each.until >= from)));
    } }, offered().map((each) => h("option", { value: each }, words[`span_${each}`])),
    years.map((each) => h("option", { value: each }, count(words, "span_years", each))));
    select.value = unit === "year" ? String(wide) : unit;
    return select;
  }

  function steering() {
    const button = (name, sign, label, onclick, disabled = false) => h("button", {
      type: "button", "data-name": name, title: label, "aria-label": label, onclick, disabled }, sign);
    const slide = h("input", { type: "range", min: 0, max: Math.max(0, last() - wide + 1), step: 1,
      "data-name": "span", "aria-label": words.span_begins, value: shown ? shown[0] : 0,
      "aria-valuetext": shown ? told() : words.all_years,
      onchange: () => { stop(); move(Number(slide.value)); } });
    const by = (way) => words[unit === "year" ? `year_${way}` : `span_${way}`];
    return h("div", { class: "atlas-steering" },
      button("back", "◀", by("before"), () => { stop(); step(-1); }, shown !== null && shown[0] <= 0),
      button("play", playing ? "❚❚" : "▶", words.play, play),
      button("on", "▶|", by("after"), () => { stop(); step(1); }, shown !== null && shown[1] >= last()),
      slide, ...(alone ? [] : [lengths()]), h("output", {}, shown ? told() : words.all_years),
      button("whole", "×", words.all_years, () => { stop(); onSpan(null); }, shown === null));
  }

  function told() {
    const [first, final] = shown.map((at) => bins[at].label);
    return first === final ? first : `${first}–${final}`;
  }

  function bars() {
    const drawn = unit === "phase" ? binsOf("year", time, words) : bins;
    const most = Math.max(...drawn.map(total), 1);
    const small = drawn.length > 40;
    return h("div", { class: `atlas-years-bars${small ? " atlas-years-small" : ""}` },
      drawn.map((each) => bar(each, most, small)));
  }

  function bar(bin, most, small) {
    const unsigned = "statements" in bin;
    const said = `${bin.label}: ${unsigned ? count(words, "statements", bin.statements) : signs(words, bin)}`;
    const part = (sign, number) =>
      h("span", { class: `atlas-bar atlas-is-${sign}`, style: `height:calc(var(--atlas-tall) * ${number / most})` });
    const parts = unsigned ? [part("neutral", bin.statements)] : SIGNS.map((sign) => part(sign, bin[sign]));
    const pressed = shown !== null && within(bin);
    const marks = time.turns.map((turn) => [turn, partOf(bin, whole(turn, false))]).filter(([, at]) => at !== null);
    const turned = marks.map(([turn]) => say(words.turn, { name: turn }));
    return h("button", {
      type: "button", class: `atlas-year${shown && !pressed ? " atlas-pale" : ""}`, title: [said, ...turned].join("\n"),
      "data-name": bin.name, "aria-pressed": String(pressed), tabindex: small ? -1 : null,
      "aria-label": [said, say(words.only_year, { year: bin.label }), ...turned].join(". "), onclick: () => choose(bin),
    }, h("span", { class: "atlas-count" }, small ? "" : String(total(bin) || "")), ...parts,
    h("span", { class: "atlas-when" }, bin.short),
    marks.map(([, at]) => h("span", { class: "atlas-turn", style: `inset-inline-start:${Math.round(at * 100)}%` })));
  }

  function within(bin) {
    const [since, until] = [bins[shown[0]].since, bins[shown[1]].until];
    return bin.until >= since && (!until || bin.since <= until);
  }

  function holder() {
    const name = document.activeElement?.closest?.(".atlas-years") === host && document.activeElement.dataset.name;
    return name ? `[data-name="${name}"]` : null;
  }
  return { host, draw, destroy: stop };
}

function total(counts) {
  return counts.statements ?? counts.friendly + counts.neutral + counts.strained;
}
