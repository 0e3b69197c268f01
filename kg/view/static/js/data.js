// The payload, indexed: entities by id, lines by id, lines of an entity, documents by key.

export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function index(payload) {
  const nodes = new Map(payload.nodes.map((node, number) => [node.id, { aliases: [], ...node, number }]));
  const around = new Map(payload.nodes.map((node) => [node.id, []]));
  const lines = new Map();
  const ofFact = payload.facts.map(() => []);
  for (const { from, to, relation, fact, via } of payload.edges) {
    const known = payload.facts[fact];
    const line = { id: `${known.key}~${ofFact[fact].length}`, from, to, relation, via, fact: known, number: fact };
    ofFact[fact].push(line);
    lines.set(line.id, line);
    around.get(from).push(line);
    if (to !== from) around.get(to).push(line);
  }
  const order = [...nodes.values()];
  return { ...payload, nodes, order, lines, around, ofFact };
}

export const other = (line, id) => (line.from === id ? line.to : line.from);

export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// Entities from the best connected on.
export const byDegree = (data) => (a, b) => data.around.get(b.id).length - data.around.get(a.id).length || (a.id < b.id ? -1 : 1);

// Lines that a text supports, by where they stand in it; each is listed once.
export function linesOf(data, document) {
  data.supported ??= supported(data);
  return data.supported[document] ?? [];
}

function supported(data) {
  const found = data.documents.map(() => []);
  for (const lines of data.ofFact) {
    const places = lines.length ? lines[0].fact.evidence ?? [] : [];
    for (const place of places) found[place[0]].push({ place, lines });
  }
  for (const list of found) list.sort((a, b) => a.place[1] - b.place[1] || a.place[2] - b.place[2]);
  return found;
}

// Where an entity is named: [document, begin, end] in the order of the texts.
export function mentionsOf(data, id) {
  data.mentioned ??= mentioned(data);
  return data.mentioned.get(data.nodes.get(id).number) ?? [];
}

function mentioned(data) {
  const found = new Map();
  data.documents.forEach((document, number) => {
    for (const [begin, end, entity] of document.mentions ?? []) {
      if (!found.has(entity)) found.set(entity, []);
      found.get(entity).push([number, begin, end]);
    }
  });
  return found;
}

// The full IRI of a short name; an IRI as it is.
export function expand(data, name) {
  const [, prefix, local] = /^([a-z]+):(.*)$/su.exec(name) ?? [];
  return Object.hasOwn(data.prefixes ?? {}, prefix) && !local.startsWith('//') ? data.prefixes[prefix] + local : name;
}
