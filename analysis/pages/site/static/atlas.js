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

// What a reader of the screen or of keys alone needs, and the theme leaves out: names of the parts of
// the page, a heading, no heads of columns that say nothing, and ways into what scrolls.
document.addEventListener("DOMContentLoaded", () => {
  const name = (part, told) => document.querySelector(part)?.setAttribute("aria-label", told);
  name("aside.sidebar-drawer", "Pages of the site");
  name("aside.toc-drawer", "Parts of this page");
  if (!document.querySelector("h1")) {
    const title = document.createElement("h1");
    title.textContent = document.title.split(" - ")[0];
    document.querySelector("article").prepend(title);
  }
  for (const head of document.querySelectorAll("article th")) {
    if (!head.textContent.trim()) head.outerHTML = "<td></td>";
  }
  const scrolling = () => document.querySelectorAll("article :is(pre, .table-wrapper, .output, .scroll)").forEach((part) => {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  });
  scrolling();
  addEventListener("resize", scrolling);
});
