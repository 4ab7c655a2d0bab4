// The theme may change under the page; the canvas takes its colours from it.

export function watchTheme(root, onTheme) {
  function look() {
    if (!root.isConnected) return;
    const ground = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
    root.classList.toggle("atlas-dark", ground[0] * 0.3 + ground[1] * 0.6 + ground[2] * 0.1 < 110);
    onTheme();
  }
  const watcher = new MutationObserver(look);
  for (const element of [document.body, document.documentElement]) {
    watcher.observe(element, { attributes: true });
  }
  return { look, destroy: () => watcher.disconnect() };
}
