// What of a record was chosen, for a picture that stands alone.

import { strung, valued } from "./dom.js";

const MANY = ["sectors", "relations", "actors"];

export function chosenTold(choices, codes, words) {
  const named = (field) => choices[field].map((id) => codes[field].find((code) => code.id === id)?.name ?? id).join(", ");
  const told = [["since", choices.since], ["until", choices.until], ...MANY.map((field) => [field, named(field)])];
  return strung(words, told.filter(([, value]) => value).map(([field, value]) => valued(words, words[field], value)));
}
