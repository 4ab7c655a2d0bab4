// Stands where no kernel is: pictures made beforehand. Each language is a script of its own, loaded
// when it is first chosen, and its statements are another, loaded once the picture stands.

const here = document.currentScript.src;

function still(el) {
  const listeners = {};
  const call = (event, told) => (listeners[event] ?? []).forEach((listener) => listener(told));
  const state = { ...begin, problems: [], stale: false, codes: {}, notes: [], chosen: null };
  let spoken = state.choices.language;

  // The picture made of choices, or none where nobody made one.
  function drawn({ language, by_state: byState, since }) {
    const { pictures } = globalThis.atlasTold[language] ?? globalThis.atlasTold[begin.choices.language];
    return pictures[byState ? "states" : "actors"][since.slice(0, 4)];
  }

  function settle() {
    const { choices } = state;
    const told = globalThis.atlasTold[choices.language];
    const year = choices.since.slice(0, 4);
    state.picture = drawn(choices) ?? nothing(drawn({ ...choices, since: "" }));
    state.record = told.record ?? {};
    const of = (counts) => (year ? `${year}: ${counts}` : counts);
    const { counts, counts_alone: alone } = told.words;
    state.words = { ...told.words, counts: of(counts), counts_alone: of(alone) };
    el.lang = spoken = choices.language;
  }

  // A language that cannot be loaded leaves what is shown as it is.
  async function change() {
    const wanted = state.choices;
    const there = await loaded(wanted.language, () => globalThis.atlasTold[wanted.language]);
    if (there) await statementsOf(wanted.language);
    if (state.choices !== wanted) return;
    if (!there) state.choices = { ...wanted, language: spoken };
    const before = spoken;
    settle();
    call(spoken === before ? "change:picture" : "change:words");
    call("change:choices");
    call("msg:custom", { answered: true });
  }

  async function tell() {
    const asked = spoken;
    await statementsOf(asked);
    if (asked !== spoken) return;
    state.record = globalThis.atlasTold[asked].record ?? {};
    call("msg:custom", { told: {} });
  }

  // What the address asks for is shown; what it asks for in vain is told, in words.
  async function open() {
    const asked = readAddress(location.hash, begin.choices, Object.keys(begin.options.language), drawn);
    if (!asked) return;
    const { choices, chosen, wrong } = asked;
    Object.assign(state, { choices, chosen });
    await change();
    state.notes = wrong ? [say(state.words.no_such_view, { name: wrong })] : [];
    call("change:notes");
    call("change:chosen");
  }

  function keep() {
    const told = addressOf(state.choices, state.chosen, begin.choices);
    history.replaceState(null, "", told ? `#${told}` : location.pathname + location.search);
  }

  settle();
  addEventListener("hashchange", open);
  return {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      state.notes = [];
      call("change:notes");
      keep();
    },
    save_changes: change,
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    off() {},
    send: (message) => { if (message.do === "tell") tell(); },
    address: () => location.href,
    open,
  };
}

// A year in which nothing is tied.
function nothing(whole) {
  const counts = Object.fromEntries(Object.keys(whole.counts).map((name) => [name, 0]));
  return { ...whole, nodes: [], edges: [], sectors: [], counts };
}

function statementsOf(language) {
  return loaded(`${language}-statements`, () => globalThis.atlasTold[language].record);
}

function loaded(name, there) {
  if (there()) return true;
  return new Promise((tell) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => tell(true));
    script.addEventListener("error", () => { script.remove(); tell(false); });
    script.src = new URL(`${name}.js`, here).href;
    document.head.append(script);
  });
}

const el = document.getElementById("atlas-explorer");
// Where the page follows the system's theme, no attribute tells of its change.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  document.body.dataset.atlasScheme = "changed";
});
const model = still(el);
render({ model, el });
if (location.hash) model.open();
setTimeout(() => model.send({ do: "tell" }), 1000);
