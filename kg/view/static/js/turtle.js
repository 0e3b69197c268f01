// Turtle of the lines that are shown: a part of the graph, under the same IRIs.
import { expand } from './data.js';

const PLAIN = /^[a-z]+:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/;
const escape = (text, wanted) => text.replace(wanted, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`);

export const literal = (text) => `"${escape(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'), /[\u0000-\u001f\u007f]/g)}"`;

function term(data, name) {
  const iri = expand(data, name);
  return iri !== name && PLAIN.test(name) ? name : `<${escape(iri, /[\u0000-\u0020<>"{}|^`\\]/g)}>`;
}

// The statements that tie a fact to what its line joins, by the properties of the ontology.
function ties(data, line) {
  const fact = term(data, line.fact.key);
  const [subject, object] = (line.via ?? '- -').split(' ');
  return [[subject, line.from], [object, line.to]].flatMap(([property, end]) => {
    if (property === '-') return [];
    return property.startsWith('^') ? [`${term(data, end)} ${property.slice(1)} ${fact} .`] : [`${fact} ${property} ${term(data, end)} .`];
  });
}

function vouched(data, fact) {
  const known = [`dip:factuality dipv:fact-${fact.how}`];
  if (fact.confidence !== undefined) known.push(`dip:confidence ${fact.confidence.toFixed(2)}`);
  if (fact.rule) known.push(`dip:rule ${literal(fact.rule)}`);
  const places = (fact.evidence ?? []).map((place) => `span:${data.documents[place[0]].key.replace(/^doc:/, '')}-${place[3] ?? place[1]}-${place[4] ?? place[2]}`);
  if (places.length && places.every((place) => /^span:[0-9a-z-]+$/.test(place))) known.push(`dip:evidence ${places.join(', ')}`);
  return `${term(data, fact.key)} ${known.join(' ;\n\t')} .`;
}

export function turtle(data, nodes, lines) {
  const heads = Object.entries(data.prefixes ?? {}).sort().map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const things = nodes.map((node) => `${term(data, node.id)} rdfs:label ${literal(node.label)} .`);
  const facts = new Map(lines.map((line) => [line.fact.key, line.fact]));
  const said = [...new Set(lines.flatMap((line) => ties(data, line)))];
  return `${[...heads, '', ...things, '', ...said, '', ...[...facts.values()].map((fact) => vouched(data, fact))].join('\n')}\n`;
}
