// What of a record was chosen, for a picture that stands alone.

const MANY = ["sectors", "relations", "actors"];

export function chosenTold(choices, codes, words) {
  const named = (field) => choices[field].map((id) => codes[field].find((code) => code.id === id)?.name ?? id).join(", ");
  const told = [["since", choices.since], ["until", choices.until], ...MANY.map((field) => [field, named(field)])];
  return told.filter(([, value]) => value).map(([field, value]) => `${words[field]}: ${value}`).join("; ");
}
