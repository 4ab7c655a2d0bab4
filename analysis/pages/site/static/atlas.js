// A button that unfolds or folds the code of a whole notebook page.
document.addEventListener("DOMContentLoaded", () => {
  const folds = [...document.querySelectorAll("details.hide")];
  const title = document.querySelector("article h1");
  if (!folds.length || !title) return;
  const button = document.createElement("button");
  const name = () => (button.textContent = folds.every((fold) => fold.open) ? "Hide all code" : "Show all code");
  button.className = "all-code";
  button.addEventListener("click", () => {
    const open = !folds.every((fold) => fold.open);
    folds.forEach((fold) => (fold.open = open));
  });
  folds.forEach((fold) => fold.addEventListener("toggle", name));
  name();
  title.after(button);
});
