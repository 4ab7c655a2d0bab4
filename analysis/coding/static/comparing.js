// Two codings of a document side by side; the row that is settled on goes into the own table.
function compareDialog(ctx) {
  const { words } = ctx;
  const choosers = [words.first_coder, words.second_coder].map((label) => h("select", { "aria-label": label, onchange: () => ask() }));
  const numbers = h("p");
  const matrix = h("div", { class: "ad-hits" });
  const list = h("table", { class: "ad-units ad-compared" });
  const told = h("p", { class: "ad-message", role: "alert" });
  const it = dialog(ctx, words.compare, h("div", { class: "ad-buttons" }, ...choosers), numbers,
    h("details", {}, h("summary", {}, words.per_code), matrix), list, told);
  it.box.classList.add("ad-wide");
  const ask = () => ctx.send("compare", { first: choosers[0].value, second: choosers[1].value });
  const round = (value) => (value == null ? "–" : value.toFixed(2).replace(/^-0\.00$/, "0.00").replace("-", "−"));
  const line = (kind, cells) => h("tr", {}, ...cells.map((cell) => h(kind, {}, String(cell))));
  function shown(unit, which, chosen) {
    const row = unit[which];
    if (!row) return h("td", {}, "–");
    const cells = ["speaker", "actor", "target", "sector", "relation", "stance"].map((name) =>
      h(unit.parted.includes(name) ? "b" : "span", {}, `${name === "stance" ? sign(row[name]) : row[name]} `));
    const take = () => ctx.send("adjudicate", { chosen, take: which, first_id: unit.first?.statement_id, second_id: unit.second?.statement_id });
    return h("td", {}, h("code", {}, row.statement_id), ` ${row.locator} `, ...cells, unit.settled ? null : button(words.take, take));
  }
  function numbersShown(answer) {
    const alphas = answer.agreement.map((each) => `${words[each.variable]} α ${round(each.alpha)} (${each.alpha == null ? "" : `${round(each.low)} – ${round(each.high)}; `}n = ${each.units})`);
    numbers.textContent = [...alphas, `${words.seen_by_one} ${Math.round(100 * answer.alone)} %`].join(" · ");
    const codes = answer.codewise.map((each) => line("td", [words[each.variable], each.code, each.first, each.second, each.both, round(each.alpha), round(each.precision), round(each.recall)]));
    const crossed = Object.entries(answer.confusion).map(([name, { codes: names, counts }]) => h("table", { class: "ad-units" },
      h("caption", {}, words[name]), line("th", ["1 \\ 2", ...names]), ...counts.map((row, at) => line("td", [names[at], ...row.map((count) => count || "")]))));
    matrix.replaceChildren(h("table", { class: "ad-units" }, line("th", [words.field, words.code, "1", "2", words.both, "α", words.precision, words.recall]), ...codes), ...crossed);
  }
  it.receive = (answer) => {
    told.textContent = (answer.problems ?? Object.values(answer.faults ?? {})).join("\n");
    if (!answer.units) return;
    if (answer.codings) choosers.forEach((select, at) => {
      select.replaceChildren(...answer.codings.map((name) => h("option", { value: name }, name)));
      select.value = answer.chosen[at];
    });
    if (answer.agreement) numbersShown(answer);
    list.replaceChildren(...answer.units.map((unit) => h("tr", { class: unit.settled ? "ad-settled" : null },
      shown(unit, "first", answer.chosen), shown(unit, "second", answer.chosen), h("td", {}, unit.settled))));
  };
  ctx.send("compare");
}
