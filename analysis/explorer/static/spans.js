// Spans of time that can be shown: years, quarters, months, and the phases that turns part.

import { say } from "./dom.js";

const SIGNS = ["friendly", "neutral", "strained", "statements"];

// The bins of a unit in order: each with its first and last day, its names, and what it counts.
export function binsOf(unit, { years, months, turns }, words) {
  if (unit === "phase") return phases(turns);
  if (unit === "month") return months.map((each) => ofMonths([each], words));
  if (unit === "quarter") return quarters(months).map((each) => ofMonths(each, words));
  return years.map((each) => ({ ...each, since: `${each.year}-01-01`, until: `${each.year}-12-31`,
    label: String(each.year), short: `’${String(each.year).slice(2)}`, name: `year-${each.year}` }));
}

// A year or a month given as a parameter, as the first or the last day that it means.
export function whole(text, last) {
  if (!text || text.length === 10) return text;
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  const chosen = month || (last ? 12 : 1);
  return `${year}-${String(chosen).padStart(2, "0")}-${last ? String(daysIn(year, chosen)).padStart(2, "0") : "01"}`;
}

// The places of the first and the last bin that choices hold, where they hold whole ones and not all.
export function placesOf(bins, { since, until }) {
  if (!bins.length || (!since && !until)) return null;
  const [begin, end] = [whole(since, false), whole(until, true)];
  const [first, last] = [bins[0].since, bins.at(-1).until];
  const from = begin && first && begin < first ? 0 : bins.findIndex((each) => each.since === begin);
  const to = end && last && end > last ? bins.length - 1 : bins.findIndex((each) => each.until === end);
  return from < 0 || to < from ? null : [from, to];
}

// How far into a bin a day is, from 0 to 1; null outside of it.
export function partOf(bin, day) {
  if (day < bin.since || day > bin.until) return null;
  const [begin, at, end] = [bin.since, day, bin.until].map((each) => Date.parse(each));
  return (at - begin) / (end - begin + 1);
}

function ofMonths(months, words) {
  const [first, last] = [months[0].month, months.at(-1).month];
  const counts = SIGNS.filter((sign) => sign in months[0])
    .map((sign) => [sign, months.reduce((sum, each) => sum + each[sign], 0)]);
  const [year, month] = [first.slice(0, 4), Number(first.slice(5))];
  const label = months.length === 1 && first === last ? monthName(first, words)
    : say(words.quarter_of, { number: Math.ceil(month / 3), year });
  return { ...Object.fromEntries(counts), since: `${first}-01`, until: whole(last, true), label,
    short: month <= months.length && month === 1 ? `’${year.slice(2)}` : "", name: `month-${first}` };
}

function monthName(month, words) {
  return new Intl.DateTimeFormat([words.locale, "en"], { year: "numeric", month: "short", timeZone: "UTC" })
    .format(new Date(`${month}-01`));
}

// Months of a calendar quarter together, the first and the last as far as they are told.
function quarters(months) {
  const found = new Map();
  for (const each of months) {
    const quarter = `${each.month.slice(0, 4)} ${Math.ceil(Number(each.month.slice(5)) / 3)}`;
    found.set(quarter, [...(found.get(quarter) ?? []), each]);
  }
  return [...found.values()];
}

function phases(turns) {
  const days = turns.map((turn) => whole(turn, false));
  return [...days, ""].map((day, at) => {
    const [since, until] = [at ? days[at - 1] : "", day && before(day)];
    return { since, until, label: `${since || "…"} – ${until || "…"}`, short: "", name: `phase-${at}` };
  });
}

function before(day) {
  return new Date(Date.parse(day) - 86400000).toISOString().slice(0, 10);
}

function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
