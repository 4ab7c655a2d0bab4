// Names in lines of a given room; one that is too long keeps its beginning and its end, for long names
// often differ in their last words alone.

// `wide` tells how wide a text is.
export function wrapName(name, room, most, wide) {
  const words = name.split(/\s+/);
  const lines = broken(words, room, wide);
  const kept = lines.length <= most ? lines : most === 1 ? [`${lines[0]}…`]
    : [...lines.slice(0, most - 1), tail(words.slice(countIn(lines.slice(0, most - 1))), room, wide)];
  return kept.map((line) => cut(line, room, wide));
}

export function cut(line, room, wide) {
  if (wide(line) <= room) return line;
  const letters = [...line.replace(/…$/, "")];
  while (letters.length > 1 && wide(`${letters.join("")}…`) > room) letters.pop();
  return `${letters.join("")}…`;
}

function broken(words, room, wide) {
  const lines = [""];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && wide(longer) > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// As many of the last words as there is room for.
function tail(words, room, wide) {
  let at = words.length - 1;
  while (at > 0 && wide(`… ${words.slice(at - 1).join(" ")}`) <= room) at -= 1;
  return `… ${words.slice(at).join(" ")}`;
}

const countIn = (lines) => lines.join(" ").split(" ").length;
