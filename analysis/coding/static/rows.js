// The statements of the document that is open: listed, gone to, edited, marked and deleted.

function codedRows(ctx) {
  const title = h("h4");
  const list = h("ul", { class: "ad-rows" });

  function draw() {
    title.textContent = `${ctx.words.coded}: ${ctx.rows.length} · ${ctx.page.file}`;
    list.replaceChildren(...[...ctx.rows].reverse().map(shown));
  }
  function shown(row) {
    const { words } = ctx;
    const span = ctx.marks[row.id];
    const toward = ctx.page.direction === "rtl" ? "← " : "→ ";
    const codes = [["", row.actor], [toward, row.target], ["", row.sector], ["", row.relation]].filter((each) => each[1])
      .flatMap(([before, name]) => [" ", before, h("bdi", {}, name)]);
    const tools = [[words.edit, "e", () => ctx.edit(row), row.own], [words.remark, "r", () => remarkDialog(ctx, row), true],
      [words.history, "h", () => historyDialog(ctx, row), true], [words.delete, "Del", () => ctx.send("delete", { id: row.id }), row.own]];
    return h("li", { tabindex: "0", "data-id": row.id, class: row.mark === "doubtful" ? "ad-doubtful" : null,
      onfocus: () => gotoSpan(row), onkeydown: (event) => key(event, tools) },
      h("span", { class: `ad-badge ad-${side(row.stance)}` }, row.id.split("-").pop()), " ", h("span", { class: "ad-sign" }, sign(row.stance)), ...codes, " ",
      row.mark === "doubtful" ? h("strong", { title: words.doubtful }, "? ") : null,
      span?.state === "lost" ? h("em", {}, ` ${words.span_lost} `) : null, span?.state === "moved" ? h("em", {}, ` ${words.span_moved} `) : null,
      row.told ? h("span", { class: "ad-told", dir: "auto" }, row.told) : null, row.remark ? h("q", {}, row.remark) : null,
      row.lacking.length ? h("em", {}, ` ${words.lacking_short}`) : null,
      h("span", { class: "ad-row-tools" }, ...tools.filter((each) => each[3]).map(([label, name, action]) => button(label, action, { title: name, tabindex: "-1" }))));
  }
  function key(event, tools) {
    if (event.target.tagName !== "LI" || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = { Delete: "Del", Enter: "e" }[event.key] ?? event.key;
    const tool = tools.find((each) => each[1] === name && each[3]);
    const next = { ArrowDown: event.target.nextElementSibling, ArrowUp: event.target.previousElementSibling }[event.key];
    if (tool) tool[2]();
    else if (next) next.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function gotoSpan(row) {
    const index = ctx.placed(row);
    if (index >= 0) ctx.read.box.children[index].scrollIntoView({ block: "nearest" });
  }
  // What changed by one deed, in place of listing all anew.
  function changed(answer) {
    const kept = ctx.rows.filter((each) => !answer.changed.includes(each.id));
    ctx.rows = [...kept, ...answer.listed].sort((one, other) => one.id.length - other.id.length || (one.id < other.id ? -1 : 1));
    for (const id of answer.changed) delete ctx.marks[id];
    Object.assign(ctx.marks, answer.spans);
    if (answer.page) return;
    const line = ctx.page.documents.find((each) => each.id === ctx.document?.id);
    const state = ctx.rows.length || ctx.document?.mark === "done" ? "coded" : line?.state === "coded" ? "open" : line?.state;
    if (line) ctx.list.update(line.id, state, ctx.rows.length);
  }
  const focus = (id) => (id ? list.querySelector(`[data-id="${CSS.escape(id)}"]`) : list.firstChild)?.focus();
  return { title, list, draw, changed, focus };
}
