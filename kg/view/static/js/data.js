// The payload, indexed: entities by IRI, lines by id, lines of an entity, facts by IRI.

export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function index(payload) {
  const nodes = new Map(payload.nodes.map((node) => [node.id, node]));
  const lines = new Map(payload.edges.map((edge) => [edge.id, edge]));
  const around = new Map(payload.nodes.map((node) => [node.id, []]));
  for (const edge of payload.edges) {
    around.get(edge.from).push(edge);
    if (edge.to !== edge.from) around.get(edge.to).push(edge);
  }
  return { nodes, lines, around, facts: payload.facts, documents: payload.documents, options: payload.options };
}

// What passes the filters: a line whose relation and both ends are shown; an entity whose kind is shown.
export function passing(data, filter) {
  const nodes = [...data.nodes.values()].filter((node) => filter.kinds.has(node.group));
  const kept = new Set(nodes.map((node) => node.id));
  const lines = [...data.lines.values()].filter(
    (line) => filter.relations.has(line.relation) && kept.has(line.from) && kept.has(line.to),
  );
  return { nodes, lines };
}

export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
