// What passes the filters of a state.

// Dates overlap when they agree as far as the shorter one goes: 2018 overlaps every day of 2018.
export const notBefore = (date, since) => !since || date.slice(0, since.length) >= since.slice(0, date.length);
export const notAfter = (date, until) => !until || date.slice(0, until.length) <= until.slice(0, date.length);

export function inTime(date, { from, to, undated }) {
  return date ? notBefore(date, from) && notAfter(date, to) : undated;
}

export const restrictsLines = (state) => state.hidden.relations.size + state.hidden.how.size > 0 || Boolean(state.from || state.to) || !state.undated;

// A line passes when its relation, its vouching, its time and both ends do; an entity when its kind does and,
// while lines are restricted, one of its lines.
export function passing(data, state) {
  const { kinds, relations, how } = state.hidden;
  const lines = [];
  for (const line of data.lines.values()) {
    if (relations.has(line.relation) || how.has(line.fact.how) || !inTime(line.fact.date, state)) continue;
    if (kinds.has(data.nodes.get(line.from).group) || kinds.has(data.nodes.get(line.to).group)) continue;
    lines.push(line);
  }
  const touched = restrictsLines(state) ? new Set(lines.flatMap((line) => [line.from, line.to])) : null;
  const nodes = data.order.filter((node) => !kinds.has(node.group) && (!touched || touched.has(node.id)));
  return { nodes, lines };
}
