// How sure ties are: asked for when a tip, a list or the switch wants it, and never by a redraw.

import { count, h, say, signed, strung, valued, written } from "./dom.js";
import { isDirect, tieId } from "./telling.js";

export function createSure(ask, onKnown) {
  let [told, asked, number] = [null, false, 0];
  let [picture, words] = [{}, {}];
  let waiting = []; // elements that are filled once it is known

  // Another picture has ties of its own. Each period of it tells of its ties: see `edgeTold`.
  function draw(next, spoken) {
    if (next !== picture) {
      [told, asked, waiting] = [null, false, []];
      number += 1;
    }
    [picture, words] = [next, spoken];
    [picture, picture.then].forEach((period, at) => {
      if (period) period.sure = (edge) => line(edge, at);
    });
  }

  function line(edge, at) {
    const element = h("span", { class: "atlas-sure" }, told ? lineOf(edge, at) : `${words.sure_working} …`);
    if (!told) waiting.push(() => { element.textContent = lineOf(edge, at); });
    want();
    return element;
  }

  const lineOf = (edge, at) => sentence(told[at]?.[tieId(edge)], picture, words);

  function want() {
    if (asked) return;
    asked = true;
    ask({ do: "sure", of: number });
  }

  function answer({ sure, of }) {
    if (!sure || of !== number) return;
    told = sure;
    for (const fill of waiting) fill();
    waiting = [];
    onKnown();
  }

  // The picture with the ties marked that are to be pale.
  function paled(pale) {
    if (!pale) return picture;
    want();
    if (!told) return picture;
    const marked = (period, at) => period && { ...period,
      edges: period.edges.map((edge) => ({ ...edge, pale: told[at]?.[tieId(edge)]?.clear === false })) };
    return { ...marked(picture, 0), paled: true, then: marked(picture.then, 1) };
  }
  return { draw, answer, paled };
}

function sentence(found, picture, words) {
  if (!found) return "";
  const direct = isDirect(picture.mode);
  const those = count(words, picture.counts.documents === null ? "statements" : "independent", found.families);
  const behind = direct ? those : say(words.sure_side, { documents: those });
  if (found.thin) return valued(words, behind, words.sure_thin);
  if (found.estimate === undefined) return behind;
  const number = (value) => (direct ? signed : written)(words, value);
  const [mean, low, high] = [found.estimate, found.low, found.high].map(number);
  const range = say(words[direct ? "sure_mean" : "sure_weight"], { mean, low, high });
  return strung(words, [range, behind, ...(found.clear ? [] : [words.sure_open])]);
}
