// The keys of the desk, where no field is typed in, and the list that tells them.

function hotkeys(ctx) {
  const letters = { c: () => ctx.form.begin(), n: () => ctx.list.step(1), p: () => ctx.list.step(-1), l: () => ctx.list.focus(),
    "/": () => searchDialog(ctx), a: () => addDialog(ctx, "actors", chosenName(), ""), d: () => addDialog(ctx, "documents", "", ""),
    s: () => ctx.read.sentence(), "?": () => keysDialog(ctx), j: () => ctx.read.step(1), k: () => ctx.read.step(-1),
    e: () => ctx.coded.focus(), Enter: () => ctx.form.begin() };
  const MOST_OF_A_NAME = 80; // letters

  ctx.keys = () => {
    const { words } = ctx;
    return [[["↑", "↓"], words.key_paragraphs], [["c"], words.key_code], [["1", "…", "9"], words.key_names], [["+", "0", "−"], words.key_stance],
      [["Enter"], words.key_enter], [["Ctrl", "Enter"], words.save], [["s"], words.key_sentence], [["Shift", "←", "→"], words.key_words],
      [["Alt", "Shift", "←", "→"], words.key_start], [["Esc"], words.key_back], [["n"], words.following], [["p"], words.previous], [["l"], words.documents],
      [["/"], words.search], [["a"], words.new_code], [["d"], words.new_document], [["e"], words.key_edit], [["r"], words.remark], [["h"], words.history],
      [["Del"], words.delete], [["Ctrl", "Z"], words.undo], [["Ctrl", "Y"], words.redo], [["F2"], words.rule], [["?"], words.keys]];
  };
  // Words chosen in the text that may be the name of somebody.
  function chosenName() {
    const range = ctx.read.chosen();
    const name = range ? ctx.read.words(range) : "";
    return name.length <= MOST_OF_A_NAME ? name : "";
  }
  function action(event) {
    const control = event.ctrlKey || event.metaKey;
    const inside = typing(event.target);
    const key = event.key.toLowerCase();
    if (control && event.key === "Enter") return ctx.save;
    if (control && !inside && key === "z") return () => ctx.send(event.shiftKey ? "redo" : "undo");
    if (control && !inside && key === "y") return () => ctx.send("redo");
    if (!control && event.key === "Escape") return escape;
    if (event.key === "F2") return () => rule(event.target);
    if (!control && !inside && event.shiftKey && ["ArrowRight", "ArrowLeft"].includes(event.key))
      return () => ctx.read.stretch(event.altKey ? "start" : "end", event.key === "ArrowRight" ? 1 : -1);
    if (!control && !event.altKey && event.target.matches(".ad-pick") && ["ArrowDown", "ArrowUp"].includes(event.key))
      return () => ctx.read.step(event.key === "ArrowDown" ? 1 : -1);
    const own = event.target.matches(".ad-stance input, li") || (event.key === "Enter" && event.target.matches("button, summary, .ad-documents"));
    return !control && !event.altKey && !inside && !own ? letters[event.key] : null;
  }
  function rule(target) {
    const { parts } = ctx.form;
    const name = Object.keys(parts).find((each) => parts[each].control.contains(target)) ?? "relation";
    const code = (parts[name] ?? parts.relation)?.value();
    if (code) rulesDialog(ctx, code);
  }
  function escape() {
    if (ctx.root.querySelector(".ad-text").contains(document.activeElement)) ctx.read.choose(null);
    else ctx.read.select(ctx.read.index(), true);
  }
  ctx.root.addEventListener("keydown", (event) => {
    const wanted = ctx.built && !ctx.dialog && action(event);
    if (!wanted) return;
    wanted();
    event.preventDefault();
    event.stopPropagation();
  });
}
