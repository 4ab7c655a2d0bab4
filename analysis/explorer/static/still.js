// Stands where no kernel is: pictures made beforehand, of which it makes those of a part. Each language
// is a script of its own, and so are its statements, and each further network: loaded when first wanted.

const here = document.currentScript.src;
const REST = 300; // milliseconds without a movement after which the address tells what is seen

function still(el) {
  const listeners = {};
  const call = (event, told) => (listeners[event] ?? []).forEach((listener) => listener(told));
  const state = { ...begin, problems: [], stale: false, codes: {}, notes: [], chosen: null, seen: "" };
  let [shown, spoken] = [state.choices, state.choices.language];
  const views = createViewsMade(begin.choices);
  let soon = null; // the address is to tell what is seen

  function settle() {
    const { choices } = state;
    const told = globalThis.atlasTold[choices.language];
    const year = choices.since.slice(0, 4);
    state.picture = views.drawn(choices);
    state.record = told.record ?? {};
    const of = (counts) => (year ? `${year}: ${counts}` : counts);
    const { counts, counts_alone: alone } = told.words;
    state.words = { ...told.words, counts: of(counts), counts_alone: of(alone) };
    el.lang = spoken = choices.language;
  }

  // A language or a network that cannot be loaded leaves what is shown as it is.
  async function change(opened = false) {
    const wanted = state.choices;
    const there = await views.load(wanted);
    if (state.choices !== wanted) return;
    if (!there) state.choices = shown;
    shown = state.choices;
    if (!opened) state.seen = ""; // another picture is seen whole
    keep(opened);
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

  async function sure(of) {
    const { choices } = state;
    await sharedOf(choices.mode);
    call("msg:custom", { sure: [views.sure(choices)], of });
  }

  // What the address asks for is shown; what it asks for in vain is told, in words.
  async function open() {
    clearTimeout(soon);
    const asked = await readAddress(location.hash, begin, views);
    if (!asked) return;
    const { choices, chosen, seen, wrong } = asked;
    Object.assign(state, { choices, chosen, seen });
    await change(true);
    state.notes = wrong ? [say(state.words.no_such_view, { name: wrong })] : [];
    call("change:notes");
    call("change:chosen");
  }

  // What was done is a step of the browser's history, which its arrows go back and forth.
  function keep(opened = false) {
    const told = addressOf(state.choices, state.chosen, state.seen, begin.choices);
    const address = told ? `#${told}` : location.pathname + location.search;
    if (location.hash !== (told && address)) history[opened ? "replaceState" : "pushState"](null, "", address);
  }

  // A browser takes few addresses a second; what is seen is no step of its own.
  function keepSoon() {
    clearTimeout(soon);
    soon = setTimeout(() => keep(true), REST);
  }

  settle();
  addEventListener("hashchange", open);
  return {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      if (name === "seen") return keepSoon();
      state.notes = [];
      call("change:notes");
      if (name === "chosen") keep();
    },
    save_changes: () => change(),
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    off() {},
    send: ({ do: what, of }) => {
      if (what === "tell") tell();
      if (what === "sure") sure(of);
    },
    address: () => {
      keep(true);
      return location.href;
    },
    open,
  };
}

// The pictures that were made, as choices name them.
function createViewsMade(first) {
  const level = ({ by_state: byState }) => (byState ? "states" : "actors");
  const all = ({ language, mode }) => globalThis.atlasTold[language]?.pictures[mode];
  const made = (choices, year = choices.since.slice(0, 4)) => all(choices)?.[level(choices)]?.[year];
  const shared = ({ mode }) => globalThis.atlasShared?.[mode];

  // A picture whole with its statements, or an empty one for a year in which nothing is tied.
  function whole(choices, year) {
    const picture = made(choices, year);
    if (!picture) return nothing(made(choices, ""));
    return isDirect(choices.mode) ? picture : withSides(picture, shared(choices).said[level(choices)][year]);
  }

  function drawn(choices) {
    const picture = whole(choices, choices.since.slice(0, 4));
    if (!choices.ego) return picture;
    const record = globalThis.atlasTold[choices.language].record ?? {};
    return askedPart(picture, whole(choices, ""), choices, record, (id) => nameOf(id, choices) ?? id);
  }

  // The name of a node, which may stand in another view only.
  function nameOf(id, { language }) {
    const levels = Object.values(globalThis.atlasTold[language].pictures).flatMap(Object.values);
    const drawn = levels.flatMap(Object.values).find(({ nodes }) => nodes.some((node) => node.id === id));
    return drawn && nameIn(drawn, id);
  }

  async function load({ language, mode }) {
    const there = await loaded(language, () => globalThis.atlasTold[language]);
    if (!there) return false;
    const scripts = [statementsOf(language), ...(mode === first.mode ? [] : [
      loaded(`${language}-${mode}`, () => globalThis.atlasTold[language].pictures[mode]), sharedOf(mode)])];
    const [, ...found] = await Promise.all(scripts);
    return found.every(Boolean);
  }

  return { drawn, load, nameOf, made,
    sure: (choices) => shared(choices)?.sure[level(choices)][choices.since.slice(0, 4)] ?? {} };
}

// A year in which nothing is tied.
function nothing(whole) {
  const counts = Object.fromEntries(Object.entries(whole.counts).map(([name, number]) => [name, number && 0]));
  return { ...whole, nodes: [], edges: [], sectors: [], counts };
}

function statementsOf(language) {
  return loaded(`${language}-statements`, () => globalThis.atlasTold[language].record);
}

function sharedOf(mode) {
  return loaded(mode, () => globalThis.atlasShared?.[mode]);
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
