// The network: drawn where its nodes stand, walked by keys, dragged and pinned by hand.

import { h } from "./dom.js";
import { CURVED, bend, styles } from "./styles.js";
import { edgeTold, nodeTold, tieId } from "./telling.js";

const ROW = 2.55; // heights of a letter from node to node, where there is room for two lines of a name
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const TALLEST = 820;

// `onPlace` takes the places of nodes that were dragged; without it none can be.
export function createNetwork(onChoose, onPlace) {
  const canvas = h("div", { class: "atlas-canvas", tabindex: 0, role: "application" });
  const tip = h("div", { class: "atlas-tip", role: "status", hidden: true });
  const buttons = h("div", { class: "atlas-zoom" });
  const host = h("div", { class: "atlas-network" }, canvas, tip);
  const cy = cytoscape({
    container: canvas, autoungrabify: !onPlace, boxSelectionEnabled: false,
    userZoomingEnabled: false, minZoom: 0.05, maxZoom: 8, layout: { name: "preset" },
  });
  let picture = { nodes: [], edges: [], layout: "columns" };
  let words = {};
  let focused = null;
  let marked = false;

  function draw(next, spoken) {
    [picture, words, focused] = [next, spoken, null];
    canvas.setAttribute("aria-label", `${words[`network_${picture.mode}`]}. ${words.network_help}`);
    buttons.replaceChildren(
      zoomButton("+", words.zoom_in, () => zoom(1.3)),
      zoomButton("−", words.zoom_out, () => zoom(1 / 1.3)),
      zoomButton("⤢", words.fit, place),
    );
    tip.hidden = true;
    cy.elements().remove();
    paint(); // before there is anything: each element is then styled once
    cy.add([...picture.nodes.map(asNode), ...picture.edges.map(asEdge)]);
    marked = false;
    place();
  }

  const inColumns = () => picture.layout === "columns";
  const font = () => Math.min(17, Math.max(11, canvas.clientWidth / 72));

  function rows() {
    return Math.max(...[0, 1].map((side) => picture.nodes.filter((n) => n.side === side).length), 1);
  }

  // The width of a column of names, and the height of the picture.
  function margin() {
    return Math.min(19 * font(), Math.max(90, canvas.clientWidth * 0.31));
  }
  function height() {
    const wanted = inColumns() ? Math.max(rows(), 10) * ROW * font() : canvas.clientWidth * 0.66;
    return Math.min(Math.max(wanted, 280), TALLEST);
  }

  function paint() {
    if (!host.isConnected) return; // it has no colours yet
    const room = inColumns() ? margin() - 20 : 11 * font();
    cy.style(styles(getComputedStyle(host), picture, font(), room));
  }

  // A place of 0 to 1, in pixels and back.
  function frame() {
    const tall = inColumns() ? Math.max(canvas.clientHeight, rows() * 16) : canvas.clientHeight;
    if (inColumns()) return { across: margin(), down: 0, wide: canvas.clientWidth - 2 * margin(), tall };
    const [across, down] = [5.5 * font(), 1.5 * font()]; // names stand below their nodes
    return { across, down, wide: canvas.clientWidth - 2 * across, tall: tall - 5 * font() };
  }

  function place() {
    if (!canvas.clientWidth) return; // it is hidden
    canvas.style.height = `${height()}px`;
    cy.resize();
    const { across, down, wide, tall } = frame();
    cy.batch(() => {
      for (const node of picture.nodes) {
        cy.getElementById(node.id).position({ x: across + node.x * wide, y: down + node.y * tall });
      }
      bendAll();
    });
    if (tall > canvas.clientHeight) cy.fit(undefined, 12);
    else cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  }

  function bendAll(edges = cy.edges()) {
    if (inColumns() && picture.edges.length <= CURVED) edges.forEach(bend);
  }

  function zoom(factor) {
    const middle = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 };
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: middle });
  }

  // Marks nodes or a tie and what they are tied to; without an id nothing is marked.
  function mark(id) {
    if (id === null && !marked) return;
    marked = id !== null;
    cy.batch(() => {
      cy.elements().removeClass("atlas-chosen atlas-faded");
      const found = id === null ? cy.collection() : cy.getElementById(id);
      if (found.empty()) return;
      const near = found.isNode() ? found.closedNeighborhood() : found.union(found.connectedNodes());
      cy.elements().not(near).addClass("atlas-faded");
      found.addClass("atlas-chosen");
    });
  }

  function focus(id) {
    cy.nodes().removeClass("atlas-focused");
    focused = id;
    cy.getElementById(id).addClass("atlas-focused");
    showTip(cy.getElementById(id), cy.getElementById(id).renderedPosition());
  }

  // To the nearest node in a direction; in columns, to the one above or below.
  function step([across, down]) {
    const now = picture.nodes.find((node) => node.id === focused);
    if (!now) return picture.nodes.length ? focus(picture.nodes[0].id) : null;
    const { wide, tall } = frame();
    const ahead = picture.nodes.map((node) => {
      const [x, y] = [(node.x - now.x) * wide, (node.y - now.y) * tall];
      const [along, beside] = across ? [x * across, Math.abs(y)] : [y * down, Math.abs(x)];
      return { id: node.id, along, far: along + (inColumns() && across ? 1 : 3) * beside };
    }).filter((each) => each.along > 0.5);
    const [nearest] = ahead.sort((one, other) => one.far - other.far);
    return nearest ? focus(nearest.id) : null;
  }

  function showTip(element, at) {
    const told = element.isNode() ? nodeTold(element.data(), picture, words) : edgeTold(element.data(), picture, words);
    tip.replaceChildren(...told.map((line) => h("div", {}, line)));
    tip.hidden = false;
    const left = Math.min(at.x + 14, canvas.clientWidth - tip.offsetWidth - 4);
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(at.y + 12, canvas.clientHeight - tip.offsetHeight - 4))}px`;
  }

  cy.on("tap", (event) => onChoose(event.target === cy ? null : event.target.id()));
  cy.on("mouseover", "node, edge", (event) => {
    canvas.style.cursor = "pointer";
    showTip(event.target, event.renderedPosition);
  });
  cy.on("mouseout", "node, edge", () => {
    canvas.style.cursor = "";
    tip.hidden = true;
  });
  cy.on("drag", "node", (event) => bendAll(event.target.connectedEdges()));
  cy.on("dragfree", "node", (event) => {
    const { across, down, wide, tall } = frame();
    const { x, y } = event.target.position();
    const share = (value) => Math.min(1, Math.max(0, value)).toFixed(4);
    onPlace(event.target.id(), `${share((x - across) / wide)} ${share((y - down) / tall)}`);
  });
  canvas.addEventListener("keydown", (event) => {
    if (KEYS[event.key]) step(KEYS[event.key]);
    else if (event.key === "Enter" && focused) onChoose(focused);
    else if (event.key === "Escape") onChoose(null);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", () => {
    cy.nodes().removeClass("atlas-focused");
    tip.hidden = true;
  });
  // Cytoscape.js remembers where it stands; made before the page is in its place, it hears of no
  // scrolling, and a click would be taken for one elsewhere.
  const moved = () => cy.renderer().invalidateContainerClientCoordsCache();
  document.addEventListener("scroll", moved, true);
  canvas.addEventListener("pointerenter", moved, true);
  const watcher = new ResizeObserver(() => { paint(); place(); });
  watcher.observe(host);
  return { host, buttons, draw, mark, paint, focus, destroy };

  function destroy() {
    document.removeEventListener("scroll", moved, true);
    watcher.disconnect();
    cy.destroy();
  }
}

function zoomButton(sign, label, onclick) {
  return h("button", { type: "button", title: label, "aria-label": label, onclick }, sign);
}

function asNode(node) {
  return { group: "nodes", data: { ...node, label: node.name } };
}

function asEdge(edge) {
  return { group: "edges", data: { ...edge, id: tieId(edge), source: edge.row, target: edge.column } };
}
