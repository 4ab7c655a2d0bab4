// What is sent to the kernel, and how long an answer is waited for.

const PATIENCE = 15000; // milliseconds without an answer after which the reader is told

// `onSilence` is called where nobody answers: a kernel that has ended takes no message.
export function createSending(model, root, onSilence) {
  let [asked, waiting] = [null, null];

  function ask(message) {
    try {
      model.send(message);
    } catch {
      onSilence();
    }
  }

  function choose(choices) {
    asked = performance.now();
    root.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(onSilence, PATIENCE);
    model.set("choices", choices);
    try {
      model.save_changes();
    } catch {
      onSilence();
    }
  }

  function answered() {
    clearTimeout(waiting);
    root.removeAttribute("aria-busy");
    if (asked !== null) requestAnimationFrame(() => {
      root.dataset.took = String(Math.round(performance.now() - asked));
    });
  }
  return { ask, choose, answered, destroy: () => clearTimeout(waiting) };
}
