// Which part of the picture is in the window. Two columns are drawn out in height only, so that
// their names stay where they can be read.

export const WHOLE = { zoom: 1, x: 0, y: 0 };

// `size` tells how wide and tall the window is, and whether there are columns in it.
export function zoomed(view, factor, [x, y], size) {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), size.most);
  const grown = zoom / view.zoom;
  return within({ zoom, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown }, size);
}

export function moved(view, dx, dy, size) {
  return within({ ...view, x: view.x + dx, y: view.y + dy }, size);
}

// A node outside the window comes to its middle.
export function showing(view, { x, y }, size) {
  if (x >= 0 && x <= size.wide && y >= 0 && y <= size.tall) return view;
  return moved(view, size.wide / 2 - x, size.tall / 2 - y, size);
}

// A view as an address can hold it: how near, and which point of the picture, from 0 to 1 across and
// down, is in the middle of the window, whatever its size. The whole is an empty text.
export function viewTold({ zoom, x, y }, { wide, tall, columns }) {
  const share = (at, length, times) => ((length / 2 - at) / length / times).toFixed(3);
  return zoom === 1 ? "" : [zoom.toFixed(2), share(x, wide, columns ? 1 : zoom), share(y, tall, zoom)].join(" ");
}

export function viewFrom(text, size) {
  if (!text) return WHOLE;
  const [asked, across, down] = text.split(" ").map(Number);
  const zoom = Math.min(asked, size.most);
  return within({ zoom, x: size.wide * (0.5 - across * zoom), y: size.tall * (0.5 - down * zoom) }, size);
}

// What was drawn for one view, as another would have it: for as long as it is not drawn anew.
export function turned(drawn, view, size) {
  const grown = view.zoom / drawn.zoom;
  const across = size.columns ? 1 : grown;
  return `matrix(${across}, 0, 0, ${grown}, ${view.x - drawn.x * across}, ${view.y - drawn.y * grown})`;
}

function within({ zoom, x, y }, { wide, tall, columns }) {
  const kept = (value, length) => Math.min(0, Math.max(value, length * (1 - zoom)));
  return { zoom, x: columns ? 0 : kept(x, wide), y: kept(y, tall) };
}
