// Builds elements. Text goes in as text, never as markup, so a name may hold anything.

export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Builds an element of a drawing.
export function svg(tag, given = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Puts values into a sentence: {number} statements.
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => enclosed(values[name]) ?? whole);
}

const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// Encloses a name written from right to left, so that what stands beside it keeps its place.
export function enclosed(name) {
  return typeof name === "string" && FROM_THE_RIGHT.test(name) ? `\u2068${name}\u2069` : name;
}

// Says of what has a name what it is, with the colon of the language.
export function valued(words, name, value) {
  return say(words.valued, { name, value });
}

// Joins what is told with the semicolon of the language.
export function strung(words, parts) {
  return parts.join(words.parted);
}

const plurals = {};

// Puts a number before its noun, in the plural that the language asks for: 1 statement, 2 statements.
export function count(words, key, number, values = {}) {
  const forms = words[key];
  const rules = (plurals[words.locale] ??= new Intl.PluralRules([words.locale, "en"]));
  return say(forms[rules.select(number)] ?? forms.other, { ...values, number });
}

// Says how many statements there are of each sign.
export function signs(words, numbers) {
  const [friendly, neutral, strained] = ["friendly", "neutral", "strained"].map((sign) =>
    count(words, `${sign}_ones`, numbers[sign]));
  return say(words.signs, { friendly, neutral, strained });
}

export function signed(words, number) {
  return number > 0 ? `+${written(words, number)}` : written(words, number);
}

// Tells the sum of the stances of a tie; where all are 1, 0 or -1, that is how many more take a side.
export function netTold(words, edge, { edges }) {
  const sides = edges.every((each) => each.net_stance === each.positive - each.negative);
  return say(sides ? words.net : words.net_sum, { net: signed(words, edge.net_stance) });
}

// Writes a number as the language does, with two digits behind the point at most.
export function written(words, number) {
  return new Intl.NumberFormat([words.locale, "en"], { maximumFractionDigits: 2 }).format(number).replace("-", "−");
}

// Does something once, soon, however often it is asked for until then.
export function once(act) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; act(); });
  };
}

let counter = 0;
export function newId() {
  counter += 1;
  return `atlas-${counter}`;
}
