// The text: its paragraphs with the names they hold, the spans that are coded, and words chosen.

const WORDS = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
const SENTENCES = /[^.!?…。؟]+(?:[.!?…。؟]+["»”’)]*|$)/gu;

function reader(ctx) {
  let text = { paragraphs: [] };
  let selected = 0;
  let chosen = null; // [start, end] in code points of the whole text
  const box = h("div", { class: "ad-paragraphs", role: "radiogroup" });
  const words = (each) => each.pieces.map(([piece]) => piece).join("");
  const current = () => text.paragraphs[selected];

  function show(newer, keep) {
    text = { ...newer, paragraphs: newer.paragraphs.map((each) => ({ ...each, words: words(each) })) };
    if (!keep) { selected = Math.max(0, text.paragraphs.findIndex((each) => each.number)); chosen = null; }
    draw();
  }
  function draw() {
    box.setAttribute("aria-label", ctx.words.paragraph);
    box.replaceChildren(...text.paragraphs.map(paragraph));
  }
  function redraw(indices) {
    for (const index of new Set(indices)) {
      const old = box.children[index];
      if (!old) continue;
      const focused = old.contains(document.activeElement);
      old.replaceWith(paragraph(text.paragraphs[index], index));
      if (focused) pick(index)?.focus({ preventScroll: true });
    }
  }
  const pick = (index) => box.children[index]?.querySelector(".ad-pick");

  function paragraph(each, index) {
    const shown = h("span", { class: "ad-words", dir: "auto", lang: ctx.document?.language || null },
      ...segments(each));
    if (!each.number) return h("p", { class: "ad-title" }, shown);
    const radio = h("input", { type: "radio", class: "ad-pick", name: `${ctx.prefix}-par`,
      value: index, onchange: () => select(index) });
    radio.checked = index === selected;
    const number = h("span", { class: "ad-number", "aria-label": `${ctx.words.paragraph} ${each.number}` },
      String(each.number));
    const rows = ctx.rowsAt(each.number);
    const badges = rows.map((row) => button(row.id.split("-").pop(), () => ctx.coded.focus(row.id),
      { class: `ad-badge ad-${side(row.stance)}`, title: row.told, tabindex: "-1" }));
    return h("div", { class: "ad-par", "data-index": index }, h("label", {}, radio, number, shown),
      rows.length ? h("div", { class: "ad-badges" }, ...badges) : null);
  }

  // A paragraph is cut where a name, a span or the chosen words begin or end.
  function segments(each) {
    const length = points(each.words, each.words.length);
    const local = (at) => Math.min(Math.max(at - each.at, 0), length);
    const spans = ctx.spans().filter((span) => span.state !== "lost" && span.end > each.at && span.start < each.at + length);
    const cuts = new Set();
    for (const { start, end } of spans) { cuts.add(local(start)); cuts.add(local(end)); }
    if (chosen) { cuts.add(local(chosen[0])); cuts.add(local(chosen[1])); }
    const found = [];
    let at = 0;
    for (const [piece, kinds] of each.pieces) {
      const wide = points(piece, piece.length);
      const inner = [...cuts].filter((cut) => cut > at && cut < at + wide).sort((one, other) => one - other);
      let from = 0;
      for (const to of [...inner.map((cut) => cut - at), wide]) {
        const part = piece.slice(halves(piece, from), halves(piece, to));
        found.push(segment(part, kinds, each.at + at + from, each.at + at + to, spans));
        from = to;
      }
      at += wide;
    }
    return found;
  }
  function segment(part, kinds, start, end, spans) {
    const over = spans.filter((span) => span.start < end && span.end > start);
    const picked = chosen && chosen[0] < end && chosen[1] > start;
    if (!kinds.length && !over.length && !picked) return part;
    const classes = kinds.map((kind) => `ad-${kind}`);
    if (over.length) classes.push("ad-span", `ad-${side(over.at(-1).stance)}`);
    if (over.length > 1) classes.push("ad-over", `ad-under-${side(over.at(-2).stance)}`);
    if (picked) classes.push("ad-chosen");
    const ending = over.filter((span) => span.end === end);
    return h("mark", { class: classes.join(" "),
      "data-sign": ending.length ? ending.map((span) => sign(span.stance)).join(" ") : null,
      title: over.length ? over.map((span) => `${span.id}: ${span.told}`).join("\n") : null }, part);
  }

  function select(index, focus) {
    if (!text.paragraphs[index]) return;
    selected = index;
    const radio = pick(index);
    if (radio) radio.checked = true;
    if (focus) { radio?.focus({ preventScroll: true }); box.children[index].scrollIntoView({ block: "nearest" }); }
    ctx.selected();
  }
  function step(by) {
    let index = selected + by;
    while (text.paragraphs[index] && !text.paragraphs[index].number) index += by;
    if (text.paragraphs[index]) select(index, true);
    else if (by > 0 && text.last < text.of) ctx.window(text.last);
    else if (by < 0 && text.first > 0) ctx.window(Math.max(0, text.first - 1));
  }

  // Words are chosen with the mouse, or sentence by sentence and word by word.
  function choose(range) {
    const before = touched(chosen);
    chosen = range && range[0] < range[1] ? range : null;
    redraw([...before, ...touched(chosen)]);
    ctx.chose();
  }
  const touched = (range) => (range ? text.paragraphs.flatMap((each, index) =>
    each.at < range[1] && each.at + points(each.words, each.words.length) > range[0] ? [index] : []) : []);
  function units(pattern) {
    const each = current();
    if (!each) return [];
    return [...each.words.matchAll(pattern)].map((match) => {
      const blank = match[0].length - match[0].trimStart().length;
      const start = each.at + points(each.words, match.index + blank);
      return [start, each.at + points(each.words, match.index + match[0].trimEnd().length)];
    }).filter(([start, end]) => start < end);
  }
  function sentence() {
    const found = units(SENTENCES);
    choose(found.find(([start]) => chosen ? start > chosen[0] : true) ?? found[0]);
  }
  function stretch(which, by) {
    const found = units(WORDS);
    if (!found.length) return;
    const [start, end] = chosen ?? found[0];
    if (!chosen) return choose(found[0]);
    const at = which === "end" ? found.findLastIndex((unit) => unit[1] <= end) : found.findIndex((unit) => unit[0] >= start);
    const next = found[at + by];
    if (next) choose(which === "end" ? [start, Math.max(next[1], start + 1)] : [Math.min(next[0], end - 1), end]);
  }
  function fromMouse() {
    const chosenNow = document.getSelection();
    if (!chosenNow?.rangeCount || chosenNow.isCollapsed || !box.contains(chosenNow.anchorNode)) return;
    const range = chosenNow.getRangeAt(0);
    const ends = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
    if (ends.includes(null)) return;
    const index = touched([ends[0], ends[0] + 1])[0] ?? selected;
    chosenNow.removeAllRanges();
    if (text.paragraphs[index]?.number) select(index);
    choose(ends);
  }
  function place(node, offset) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const shown = element.closest(".ad-words") ?? element.closest(".ad-par, .ad-title")?.querySelector(".ad-words");
    if (!shown) return null;
    const each = text.paragraphs[[...box.children].indexOf(shown.closest(".ad-par, .ad-title"))];
    if (!each) return null;
    const range = document.createRange();
    range.selectNodeContents(shown);
    if (shown.contains(node)) range.setEnd(node, offset);
    else range.collapse(true);
    return each.at + points(each.words, range.toString().length);
  }
  box.addEventListener("mouseup", () => setTimeout(fromMouse));
  return { box, show, draw, redraw, select, step, sentence, stretch, choose, current,
    chosen: () => chosen, index: () => selected, text: () => text,
    words: (range) => text.paragraphs.map((each) => [...each.words]
      .slice(Math.max(0, range[0] - each.at), Math.max(0, range[1] - each.at)).join("")).filter(Boolean).join(" … "),
    at: (number) => text.paragraphs.findIndex((each) => each.number === number) };
}
