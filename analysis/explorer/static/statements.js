// The statements that the page can tell. Of few it has all; of many it asks for those to be read.

// `ask` sends a message to where they are.
export function createStatements(model, ask) {
  let [known, edition, reading, seeking] = [{}, null, null, null];

  function record() {
    if (!model.get("options").asks) return model.get("record");
    if (edition !== model.get("edition")) [known, edition] = [{}, model.get("edition")];
    return known;
  }

  // Does something with the statements of those ids, now or once they have come; of very many come
  // the earliest alone.
  function want(ids, act) {
    const there = record();
    if (ids.every((id) => id in there)) return act(there);
    reading = act;
    return ask({ do: "tell", ids });
  }

  // Looks for a text where the statements are; without an answer nothing is done.
  function seek(text, ids, act) {
    seeking = act;
    ask({ do: "find", text, ids });
  }

  function hear(message) {
    if (message.told) {
      Object.assign(record(), message.told);
      const act = reading;
      reading = null;
      act?.(record());
    }
    if (message.found) {
      Object.assign(record(), message.found.told);
      seeking?.(message.found);
    }
  }
  model.on("msg:custom", hear);
  return { record, want, seek, asks: () => Boolean(model.get("options").asks), leave: () => { reading = null; },
    destroy: () => model.off("msg:custom", hear) };
}
