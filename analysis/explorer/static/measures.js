// How large letters, margins and marks are, given a picture and the width of its window.

const ROW = 2.55; // heights of a letter from node to node, where there is room for two lines of a name
const TALLEST = 820;

export function measuresOf(picture, wide) {
  const columns = picture.layout === "columns";
  const font = Math.min(17, Math.max(11, wide / 72));
  const sides = [0, 1].map((side) => picture.nodes.filter((node) => node.side === side).length);
  const rows = Math.max(...sides, 1);
  const tall = Math.min(Math.max(columns ? Math.max(rows, 10) * ROW * font : freely(wide), 280), TALLEST);
  const margin = Math.min(19 * font, Math.max(90, wide * 0.31)); // of a column of names
  // From node to node, on the average.
  const apart = columns ? tall / rows : Math.sqrt((wide * tall) / Math.max(picture.nodes.length, 1));
  return {
    columns, font, wide, tall, apart,
    most: Math.max(8, columns ? (ROW * font) / apart : 0), // times that it can be magnified
    room: columns ? margin - 20 : 11 * font, // of a line of a name
    // Where places from 0 to 1 lie; names stand beside nodes in columns, else below.
    frame: columns ? { across: margin, down: 0, wide: wide - 2 * margin, tall }
      : { across: 5.5 * font, down: 1.5 * font, wide: wide - 11 * font, tall: tall - 5 * font },
  };
}

// On a narrow page a picture without columns stands upright, so that names have room.
const freely = (wide) => Math.max(0.66 * wide, Math.min(1.2 * wide, 440));

// Puts the nodes of a scene where a view has them, as large as there is room.
export function project(scene, view, { frame, columns, apart }, look) {
  const most = Math.max(1.2, 0.42 * apart * view.zoom);
  const grown = Math.min(Math.sqrt(view.zoom), 1.4);
  for (const each of scene.nodes) {
    each.x = (frame.across + each.node.x * frame.wide) * (columns ? 1 : view.zoom) + view.x;
    each.y = (frame.down + each.node.y * frame.tall) * view.zoom + view.y;
    each.r = Math.min((look.wide(each.node) / 2) * grown, most);
  }
}

// The middle of a circle, around which its nodes stand.
export function middleIn({ layout }, view, { frame, wide, tall }) {
  if (layout !== "circle") return null;
  return { x: (frame.across + frame.wide / 2) * view.zoom + view.x, y: (frame.down + frame.tall / 2) * view.zoom + view.y };
}

// The place from 0 to 1 of a point in the window.
export function shareOf({ x, y }, view, { frame, columns }) {
  const within = (value) => Math.min(1, Math.max(0, value));
  const [across, down] = [(x - view.x) / (columns ? 1 : view.zoom), (y - view.y) / view.zoom];
  return [within((across - frame.across) / frame.wide), within((down - frame.down) / frame.tall)];
}
