// The network in two columns: rows on the left, sectors on the right, as in print.

import { count, h, say, signed, signs } from "./dom.js";

const SHAPES = {
  state: "rectangle", person: "ellipse", body: "pentagon", organization: "hexagon",
  company: "diamond", media: "triangle", group: "star",
};
const DASHES = { friendly: null, strained: [8, 4], mixed: [12, 3, 2, 3], neutral: [2, 3] };
const CURVED = 1500; // more ties than this are drawn straight, which is many times faster
const ROW = 28; // pixels from node to node, where there is room for two lines of a name
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function createNetwork(onChoose) {
  const canvas = h("div", { class: "atlas-canvas", tabindex: 0, role: "application" });
  const tip = h("div", { class: "atlas-tip", role: "status", hidden: true });
  const buttons = h("div", { class: "atlas-zoom" });
  const host = h("div", { class: "atlas-network" }, canvas, tip);
  const cy = cytoscape({
    container: canvas, autoungrabify: true, boxSelectionEnabled: false,
    userZoomingEnabled: false, minZoom: 0.05, maxZoom: 8, layout: { name: "preset" },
  });
  let picture = { nodes: [], edges: [] };
  let words = {};
  let focused = null;
  let marked = false;

  function draw(next, spoken) {
    [picture, words, focused] = [next, spoken, null];
    canvas.setAttribute("aria-label", `${words.network}. ${words.network_help}`);
    buttons.replaceChildren(
      zoomButton("+", words.zoom_in, () => zoom(1.3)),
      zoomButton("−", words.zoom_out, () => zoom(1 / 1.3)),
      zoomButton("⤢", words.fit, place),
    );
    tip.hidden = true;
    canvas.style.height = `${Math.min(Math.max(rows(), 10) * ROW, 820)}px`;
    cy.elements().remove();
    paint(); // before there is anything: each element is then styled once
    cy.add([...picture.nodes.map(asNode), ...picture.edges.map(asEdge)]);
    marked = false;
    place();
  }

  function rows() {
    return Math.max(...[0, 1].map((side) => picture.nodes.filter((n) => n.side === side).length), 1);
  }

  // The width of a column of names.
  function margin() {
    return Math.min(210, Math.max(90, canvas.clientWidth * 0.31));
  }

  function paint() {
    if (!host.isConnected) return; // it has no colours yet
    cy.style(styles(getComputedStyle(host), picture, margin() - 20));
  }

  function place() {
    cy.resize();
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const tall = Math.max(height, rows() * 16);
    cy.batch(() => {
      for (const node of picture.nodes) {
        const x = node.side ? width - margin() : margin();
        cy.getElementById(node.id).position({ x, y: node.y * tall });
      }
      if (picture.edges.length <= CURVED) cy.edges().forEach(bend);
    });
    if (tall > height) cy.fit(undefined, 12);
    else cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  }

  function zoom(factor) {
    const middle = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 };
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: middle });
  }

  // Marks a node or tie and what it is tied to; without an id nothing is marked.
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

  function step([across, down]) {
    const now = picture.nodes.find((node) => node.id === focused);
    if (!now) return picture.nodes.length ? focus(picture.nodes[0].id) : null;
    const side = across === 0 ? now.side : Math.max(0, Math.min(1, now.side + across));
    const column = picture.nodes.filter((n) => n.side === side).sort((a, b) => a.y - b.y);
    const nearest = column.reduce((best, n) => (Math.abs(n.y - now.y) < Math.abs(best.y - now.y) ? n : best));
    const at = Math.max(0, Math.min(column.length - 1, column.indexOf(nearest) + down));
    return focus(column[at].id);
  }

  function showTip(element, at) {
    const told = element.isNode() ? nodeTold(element.data(), words) : edgeTold(element.data(), picture, words);
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
  const watcher = new ResizeObserver(() => place());
  watcher.observe(host);
  return { host, buttons, draw, mark, paint, destroy: () => { watcher.disconnect(); cy.destroy(); } };
}

function zoomButton(sign, label, onclick) {
  return h("button", { type: "button", title: label, "aria-label": label, onclick }, sign);
}

function asNode(node) {
  return { group: "nodes", data: { ...node, label: node.name } };
}

function asEdge(edge) {
  const id = tieId(edge);
  return { group: "edges", data: { ...edge, id, source: edge.row, target: edge.column } };
}

export function tieId(edge) {
  return `${edge.row} ${edge.column}`;
}

function nodeTold(node, words) {
  return [
    node.name,
    count(words, "degree", node.ties),
  ];
}

function edgeTold(edge, picture, words) {
  const name = (id) => picture.nodes.find((node) => node.id === id).name;
  const [friendly, strained] = [edge.positive, edge.negative];
  const number = edge.statements.length;
  const neutral = number - friendly - strained;
  const told = [`${name(edge.row)} – ${name(edge.column)}`, count(words, "statements", number)];
  return picture.signed === false ? told : [
    ...told,
    signs(words, { friendly, neutral, strained }),
    say(words.net, { net: signed(edge.net_stance) }),
  ];
}

// Bends a tie as in print: it leaves and reaches its ends level.
function bend(edge) {
  const [from, to] = [edge.source().position(), edge.target().position()];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy || 1;
  const bow = (0.4 * dx * dy) / Math.sqrt(square);
  edge.style({
    "control-point-weights": [(0.4 * dx * dx) / square, (0.6 * dx * dx + dy * dy) / square],
    "control-point-distances": [-bow, bow],
  });
}

function styles(css, picture, room) {
  const colour = (name) => css.getPropertyValue(`--atlas-${name}`).trim();
  const most = Math.max(...picture.edges.map((edge) => edge.weight), 2);
  const heaviest = Math.max(...picture.nodes.map((node) => node.weight), 1);
  const many = picture.edges.length > CURVED;
  const signs = Object.entries(DASHES).map(([sign, dashes]) => ({
    selector: `edge[sign = "${sign}"]`,
    style: {
      "line-color": colour(sign),
      ...(dashes && !many ? { "line-style": "dashed", "line-dash-pattern": dashes } : {}),
    },
  }));
  return [
    { selector: "node", style: {
      label: "data(label)", color: colour("ink"), "font-size": 11, "font-family": css.fontFamily,
      "text-wrap": "wrap", "text-max-width": room,
      "text-valign": "center", "min-zoomed-font-size": 6, "border-width": 1.2,
      "border-color": colour("ink"), width: (n) => 7 + 9 * Math.sqrt(n.data("weight") / heaviest),
      height: (n) => 7 + 9 * Math.sqrt(n.data("weight") / heaviest),
    } },
    { selector: "node[side = 0]", style: {
      "text-halign": "left", "text-margin-x": -5, "background-color": colour("ink"),
      shape: (n) => SHAPES[n.data("kind")] ?? "ellipse",
    } },
    { selector: "node[side = 1]", style: {
      "text-halign": "right", "text-margin-x": 5, shape: "octagon",
      "background-color": colour("ground"),
    } },
    { selector: "edge", style: {
      "line-color": colour("neutral"),
      "curve-style": many ? "haystack" : "unbundled-bezier", opacity: many ? 0.5 : 0.85,
      "edge-distances": "node-position",
      width: (e) => 1.2 + (5.5 * (e.data("weight") - 1)) / (most - 1 || 1),
    } },
    ...signs,
    { selector: ".atlas-faded", style: { opacity: 0.22 } },
    { selector: "edge.atlas-chosen", style: { opacity: 1, "underlay-color": colour("ink"),
      "underlay-opacity": 0.25, "underlay-padding": 3 } },
    { selector: "node.atlas-chosen, node.atlas-focused", style: {
      "border-width": 3, "border-color": colour("focus"), "underlay-color": colour("focus"),
      "underlay-opacity": 0.25, "underlay-padding": 5 } },
  ];
}
