import { byId, element } from './dom.js';
import { quotation } from './evidence.js';

const pill = (text) => element('span', { className: 'pill', textContent: text });

function button(text, open, extra = '') {
  const made = element('button', { type: 'button', className: 'entry' }, element('b', { textContent: text }), element('small', { textContent: extra }));
  made.addEventListener('click', open);
  return made;
}

function lineButton(data, line, from, open) {
  const other = data.nodes.get(line.from === from ? line.to : line.from).label;
  const words = line.from === from ? [`${line.relation} → `, other] : [`${other} → `, line.relation];
  const made = element('button', { type: 'button', className: 'entry' }, element('em', { textContent: words[0] }), element('b', { textContent: words[1] }));
  made.addEventListener('click', () => open(line.id));
  return made;
}

export function showIntroduction(data, openNode) {
  const busiest = [...data.nodes.values()].sort((a, b) => data.around.get(b.id).length - data.around.get(a.id).length || (a.id < b.id ? -1 : 1));
  byId('details').replaceChildren(
    element('h3', { textContent: 'Start here' }),
    element('p', { textContent: 'Click an entity to see what the texts say of it, or a line to read the sentence it comes from.' }),
    element('h2', { textContent: 'Most connected' }),
    ...busiest.slice(0, 10).map((node) => button(node.label, () => openNode(node.id), `  ${node.group}, ${data.around.get(node.id).length} lines`)),
  );
}

export function showNode(data, id, openLine) {
  const node = data.nodes.get(id);
  const lines = data.around.get(id);
  byId('details').replaceChildren(
    element('h3', { textContent: node.label }),
    pill(node.group),
    ...node.aliases.map((name) => pill(`also: ${name}`)),
    element('h2', { textContent: lines.length === 1 ? '1 line' : `${lines.length} lines` }),
    ...lines.map((line) => lineButton(data, line, id, openLine)),
  );
}

const VOUCHED = {
  stated: 'stated by the issuer', attributed: 'attributed to a speaker', inferred: 'inferred',
  planned: 'planned', hypothetical: 'hypothetical', negated: 'negated',
};

export function showLine(data, id, openNode) {
  const line = data.lines.get(id);
  const fact = data.facts[line.fact];
  const ends = [line.from, line.to].map((end) => data.nodes.get(end));
  const known = [
    pill(VOUCHED[fact.how] ?? fact.how),
    pill(`confidence ${fact.confidence}`),
    fact.date && pill(fact.date),
    fact.rule && pill(`rule: ${fact.rule}`),
  ];
  byId('details').replaceChildren(
    element('h3', { textContent: `${ends[0].label} — ${line.relation} — ${ends[1].label}` }),
    ...known.filter(Boolean),
    element('h2', { textContent: fact.evidence.length === 1 ? 'Evidence' : `Evidence (${fact.evidence.length})` }),
    ...fact.evidence.map((place) => quotation(data, line, fact, place)),
    ...ends.map((node) => button(node.label, () => openNode(node.id), `  ${node.group}`)),
  );
}
