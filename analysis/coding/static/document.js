// The document that is open: its head and its text, or where a text can be pasted.

function documentView(ctx) {
  const head = h("header", { class: "ad-head" });
  const body = h("div", { class: "ad-scroll" });

  function welcome() {
    head.replaceChildren(h("h3", {}, ctx.words.choose_document));
    body.replaceChildren();
  }
  function headShown() {
    const { document: its, words } = ctx;
    const line = [its.id || words.state_new, its.publisher, its.date].filter(Boolean).join(" · ");
    const mark = (event) => ctx.send("mark", { id: its.id, mark: event.target.checked ? "done" : "", remark: "" });
    const done = its.id ? h("label", {}, h("input", { type: "checkbox", checked: its.mark === "done", onchange: mark }), ` ${words.nothing_more}`) : null;
    head.replaceChildren(h("div", { class: "ad-buttons" },
      button("‹", () => ctx.list.step(-1), { "aria-label": words.previous, title: `${words.previous} (p)` }),
      button("›", () => ctx.list.step(1), { "aria-label": words.following, title: `${words.following} (n)` }),
      h("h3", { lang: its.language || null, dir: "auto" }, its.title || its.name || its.id)),
      h("div", { class: "ad-buttons" }, h("p", {}, line), done));
    if (!its.id) head.append(h("div", { class: "ad-buttons" },
      button(words.new_document, () => addDialog(ctx, "documents", "", ""), { class: "ad-main", title: "d", "aria-keyshortcuts": "d" })));
  }
  function textShown(text, keep) {
    const { words, read } = ctx;
    if (!text.paragraphs.length) return void paste();
    const at = body.scrollTop;
    const more = (label, first) => button(label, () => ctx.window(first), { class: "ad-more" });
    body.replaceChildren(...[text.told.length ? h("p", { class: "ad-help" }, text.told.join("; ")) : null,
      text.first ? more(words.earlier, Math.max(0, text.first - 1)) : null, read.box,
      text.last < text.of ? more(words.later, text.last) : null].filter(Boolean));
    read.show(text, keep && read.text().first === text.first);
    body.scrollTop = keep ? at : 0;
    ctx.selected();
    if (!keep) read.select(read.index(), true);
  }
  function paste() {
    const box = h("textarea", { id: `${ctx.prefix}-paste`, rows: 12, spellcheck: "false" });
    const go = () => box.value.trim() && ctx.send("text", { text: box.value });
    body.replaceChildren(h("div", { class: "ad-paste" }, h("label", { for: `${ctx.prefix}-paste` }, ctx.words.paste), box,
      h("p", { class: "ad-help" }, ctx.words.paste_help), button(ctx.words.show, go, { class: "ad-main" })));
  }
  return { head, body, welcome, headShown, textShown, paste };
}
