// A view of the page without a kernel as an address, and back.

const FIELDS = ["by_state", "year", "language", "chosen"];

// The part of an address behind #, of what differs from the beginning; nothing for the whole.
export function addressOf({ by_state: byState, since, language }, chosen, begin) {
  const told = new URLSearchParams();
  if (byState !== begin.by_state) told.set("by_state", String(byState));
  if (since) told.set("year", since.slice(0, 4));
  if (language !== begin.language) told.set("language", language);
  if (chosen !== null) told.set("chosen", chosen);
  return told.toString();
}

// What an address asks for; null where it leads to a part of the page. What is `wrong` in it is told,
// and the whole is shown, in its language. `drawn` returns the picture of choices.
export function readAddress(hash, begin, languages, drawn) {
  const text = hash.replace(/^#/, "");
  if (text && document.getElementById(decoded(text))) return null;
  const told = new URLSearchParams(text);
  const language = languages.includes(told.get("language")) ? told.get("language") : begin.language;
  const year = told.get("year") ?? "";
  const choices = { ...begin, language, since: year && `${year}-01-01`, until: year && `${year}-12-31`,
    by_state: told.has("by_state") ? told.get("by_state") === "true" : begin.by_state };
  const chosen = told.get("chosen");
  const wrong = [...told].find(([name, value]) => !FIELDS.includes(name) || told.getAll(name).length > 1
    || (name === "language" && value !== language) || (name === "by_state" && !["true", "false"].includes(value))
    || (name === "year" && !(/^\d{4}$/.test(value) && drawn(choices))))
    ?? (chosen !== null && !isThere(chosen, drawn(choices)) ? ["chosen", chosen] : null);
  if (!wrong) return { choices, chosen, wrong: "" };
  return { choices: { ...begin, language }, chosen: null, wrong: wrong[1] ? wrong.join("=") : wrong[0] };
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
