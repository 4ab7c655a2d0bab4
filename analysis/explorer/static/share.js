// The view as a picture from the page itself, without a kernel, and as an address that can be sent.

import { h } from "./dom.js";
import { fold } from "./lists.js";
import { sheetOf } from "./sheet.js";

const SHARPER = 3; // dots of a picture for each of the page
const LARGEST = 16000; // dots that a browser draws in a row
const NAME = "explored";

// `pageOf` returns what is drawn, `address` that of the view, where it has one.
export function createShare(pageOf, address) {
  const out = h("div", { class: "atlas-written", role: "status" });
  const paper = h("div", { class: "atlas-paper", hidden: true });
  let words = {};

  function draw(spoken) {
    words = spoken;
    out.replaceChildren();
    const picture = (kind, label) => h("button", { type: "button", "data-share": kind, title: words[`help_share_${kind}`],
      onclick: () => load(kind) }, label);
    const [label, help] = address ? [words.share, words.help_share] : [words.share_picture, words.help_share_picture];
    const folded = fold("share", label, null, h("p", { class: "atlas-shared" }, help), h("div", { class: "atlas-buttons" },
      picture("png", words.share_png), picture("svg", words.share_svg),
      address ? h("button", { type: "button", "data-share": "address", onclick: copy }, words.share_address) : null), out, paper);
    folded.querySelector("summary").title = help;
    return folded;
  }

  function drawing(page = pageOf()) {
    const css = getComputedStyle(paper);
    return sheetOf(page, (name) => css.getPropertyValue(`--atlas-${name}`).trim());
  }

  async function load(kind) {
    const page = pageOf();
    if (!page.picture.nodes.length) return tell(page.counts, true);
    const drawn = new Blob([new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" });
    save(kind === "svg" ? drawn : await dotted(await drawn.text()), `${NAME}.${kind}`);
    return tell("");
  }

  async function copy() {
    const here = address();
    try {
      await navigator.clipboard.writeText(here);
      tell(words.share_copied);
    } catch { // a page may have no clipboard
      const field = h("input", { value: here, readonly: true, "aria-label": words.share_address });
      out.replaceChildren(field);
      field.select();
    }
  }

  function tell(text, refused = false) {
    out.classList.toggle("atlas-refused", refused);
    out.replaceChildren(text);
  }
  // On paper the page has its title, and where nothing is drawn it says so.
  const printed = () => (pageOf().picture.nodes.length ? drawing({ ...pageOf(), title: "" }) : "");
  return { draw, printed };
}

async function dotted(source) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const sharper = Math.min(SHARPER, LARGEST / Math.max(image.width, image.height));
  const canvas = h("canvas", { width: Math.round(image.width * sharper), height: Math.round(image.height * sharper) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
