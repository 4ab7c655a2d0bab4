// A view of the page without a kernel as an address, and back.

const CHOICES = ["by_state", "mode", "pale", "language", "ego", "steps", "path_to"];
const FIELDS = [...CHOICES, "year", "chosen", "zoom"];
const STEPS = [1, 2];

// The part of an address behind #, of what differs from the beginning; nothing for the whole.
export function addressOf(choices, chosen, seen, begin) {
  const told = new URLSearchParams();
  for (const name of CHOICES) if (choices[name] !== begin[name]) told.set(name, String(choices[name]));
  if (choices.since) told.set("year", choices.since.slice(0, 4));
  if (chosen !== null) told.set("chosen", chosen);
  if (seen) told.set("zoom", seen);
  return told.toString();
}

// What an address asks for; null where it leads to a part of the page. What is `wrong` in it is told,
// and the whole is shown, in its language. `views` are those that were made.
export async function readAddress(hash, { choices: begin, options }, views) {
  const text = hash.replace(/^#/, "");
  if (text && document.getElementById(decoded(text))) return null;
  const told = new URLSearchParams(text);
  const choices = choicesOf(told, begin, options);
  if (!await views.load(choices)) return { choices: begin, chosen: null, seen: "", wrong: text };
  const chosen = told.get("chosen");
  const wrong = [...told].find(([name, value]) => told.getAll(name).length > 1 || isWrong(name, value, choices, views))
    ?? (chosen !== null && !isThere(chosen, views.drawn(choices)) ? ["chosen", chosen] : null);
  if (!wrong) return { choices, chosen, seen: told.get("zoom") ?? "", wrong: "" };
  return { choices: { ...begin, language: choices.language }, chosen: null, seen: "", wrong: wrong[1] ? wrong.join("=") : wrong[0] };
}

// Choices that can be made, whatever is asked for.
function choicesOf(told, begin, options) {
  const offered = (name, values, first) => (values.includes(told.get(name)) ? told.get(name) : first);
  const truth = (name) => (told.has(name) ? told.get(name) === "true" : begin[name]);
  const mode = offered("mode", options.mode, begin.mode);
  const year = told.get("year") ?? "";
  return {
    ...begin, mode, aggregation: options.aggregation[mode][0],
    language: offered("language", Object.keys(options.language), begin.language),
    by_state: truth("by_state"), pale: truth("pale"), since: year && `${year}-01-01`, until: year && `${year}-12-31`,
    ego: told.get("ego") ?? "", path_to: told.get("path_to") ?? "", steps: Number(told.get("steps") ?? begin.steps),
  };
}

function isWrong(name, value, choices, views) {
  if (!FIELDS.includes(name) || (CHOICES.includes(name) && String(choices[name]) !== value)) return true;
  if (name === "steps") return !STEPS.includes(choices.steps);
  if (name === "by_state") return !views.made(choices, "");
  if (name === "zoom") return !/^\d{1,4}(\.\d+)? [01](\.\d+)? [01](\.\d+)?$/.test(value) || Number(value.split(" ")[0]) < 1;
  if (name === "year") return !/^\d{4}$/.test(value) || !views.made(choices);
  if (name === "path_to" && ["", value].includes(choices.ego)) return true;
  return ["ego", "path_to"].includes(name) && views.nameOf(value, choices) === undefined;
}

function isThere(id, picture) {
  return picture.nodes.some((node) => node.id === id) || picture.edges.some((edge) => `${edge.row} ${edge.column}` === id);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch { // a percent sign that stands for itself
    return text;
  }
}
