// The statements behind the ties of one mode, where no kernel tells them: those of either end on what
// both speak of, as `one_mode.py` finds them.

// `said` holds the ids of the statements of each node by what they are on.
export function withSides(picture, said) {
  return { ...picture, edges: picture.edges.map((edge) => {
    const [mine, theirs] = [edge.row, edge.column].map((id) => (Object.hasOwn(said, id) ? said[id] : {}));
    const both = Object.keys(mine).filter((each) => Object.hasOwn(theirs, each));
    const sides = [mine, theirs].map((own) => both.flatMap((each) => own[each]).sort());
    return { ...edge, statements: [...new Set(sides.flat())].sort(), sides };
  }) };
}
