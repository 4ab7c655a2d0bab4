// Stands where no kernel is: pictures made beforehand, one for each choice that is offered.

function still(told) {
  const listeners = {};
  const call = (event) => (listeners[event] ?? []).forEach((listener) => listener());
  const state = { problems: [], stale: false, options: told.options, choices: told.choices };
  function settle() {
    const { language, by_state: byState } = state.choices;
    state.picture = told.pictures[language][byState ? "states" : "actors"];
    [state.words, state.record, state.codes] = [told.words[language], told.records[language], {}];
  }
  settle();
  return {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes() {
      settle();
      ["change:words", "change:choices"].forEach(call);
    },
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    off() {},
    send() {},
  };
}

const told = JSON.parse(document.getElementById("atlas-told").textContent);
render({ model: still(told), el: document.getElementById("atlas-explorer") });
