// The panel beside the map: where to start, an entity, a line, several lines, a folded group.
import { button, byId, copy, count, element, roving } from './dom.js';
import { byDegree, expand, linesOf, mentionsOf, other, tally } from './data.js';
import { facts, quotation, vouching } from './evidence.js';
import { kindGlyph } from './glyph.js';
import { sentenceAround } from './text.js';

const FIRST = 12; // entries of a list before "show all"
const MANY = 100; // entities from which on it helps to know who links the groups

const heading = (text) => element('h4', { textContent: text });
const glyph = (data, node) => (data.style[node.group] ? kindGlyph(data.style[node.group]) : null);

// A list of which the first are shown, and the rest on demand.
function list(items, make, more = 'Show all') {
  const box = element('div', { className: 'list' }, items.slice(0, FIRST).map(make));
  const reach = () => roving(box, 'button');
  if (items.length > FIRST) {
    const rest = button(`${more} ${items.length}`, () => {
      const fresh = items.slice(FIRST).map(make);
      rest.replaceWith(...fresh);
      reach();
      (fresh[0].matches('button') ? fresh[0] : fresh[0].querySelector('button')).focus();
    }, { className: 'more' });
    box.append(rest);
  }
  reach();
  return box;
}

const entry = (click, ...parts) => element('button', { type: 'button', className: 'entry', click }, ...parts);

export function entityEntry(data, node, extra, app) {
  return entry(() => app.openEntity(node.id), glyph(data, node), element('b', { textContent: node.label }), element('small', { textContent: extra }));
}

// A line as read from one of its ends, or from its subject.
export function lineEntry(data, line, from, app) {
  const end = data.nodes.get(other(line, from)).label;
  const forward = line.from === from;
  const style = data.vouched[line.fact.how];
  const words = forward ? [element('em', { textContent: line.relation }), ' ', element('b', { textContent: end })] : [element('b', { textContent: end }), ' ', element('em', { textContent: line.relation })];
  return entry(() => app.openLine(line.id), element('span', {}, words), element('small', { textContent: [line.fact.date, style?.icon && `${style.icon} ${line.fact.how}`].filter(Boolean).join(' · ') }));
}

export function introduction(data, app) {
  const busiest = [...data.order].sort(byDegree(data)).slice(0, 8);
  const bridges = data.nodes.size < MANY ? [] : data.order.filter((node) => node.between > 0 && !busiest.includes(node)).sort((a, b) => b.between - a.between || (a.id < b.id ? -1 : 1)).slice(0, 5);
  return [
    element('h3', { textContent: 'Start here' }),
    element('p', { textContent: 'Click an entity to see what the texts say of it, or a line to read the sentence it comes from. Press ? for the keys.' }),
    heading('Most connected'),
    list(busiest, (node) => entityEntry(data, node, count(data.around.get(node.id).length, 'line'), app)),
    ...(bridges.length ? [heading('Between the groups'), list(bridges, (node) => entityEntry(data, node, node.group, app))] : []),
  ];
}

const SECTIONS = [
  ['Said', 'statement'], ['Takes or took part', 'participation'], ['Promises', 'commitment'], ['Offices', 'tenure'],
  ['Agreements', 'agreement'], ['Signatures', 'signature'], ['Figures', 'figure'], ['Also known', 'assertion'],
];

export function entity(data, id, app) {
  const node = data.nodes.get(id);
  const lines = data.around.get(id);
  const families = SECTIONS.map(([name, family]) => [name, lines.filter((line) => line.fact.family === family)]);
  const rest = lines.filter((line) => !SECTIONS.some(([, family]) => family === line.fact.family));
  return [
    element('h3', {}, glyph(data, node), node.label),
    element('p', { className: 'pills' }, [node.group, ...node.aliases.slice(0, 6).map((name) => `also: ${name}`)].map((text) => element('span', { className: 'pill', textContent: text }))),
    element(
      'div',
      { className: 'actions' },
      button('Neighbourhood', () => app.focus(id, 1), { title: 'E' }),
      button('Path from here…', () => app.pick(id), { title: 'P' }),
      button('Copy IRI', () => copy(expand(data, id), 'IRI')),
    ),
    met(data, id, app),
    ...[...families, ['Other lines', rest]].flatMap(([name, found]) => (found.length ? [heading(`${name} (${found.length})`), list(found, (line) => lineEntry(data, line, id, app))] : [])),
    mentions(data, id, app),
  ];
}

// Who took part in the same events, most often first.
export function company(data, id) {
  const events = data.around.get(id).filter((line) => line.fact.family === 'participation' && line.from === id).map((line) => line.to);
  const present = [...new Set(events)].flatMap((event) => [...new Set(data.around.get(event).filter((line) => line.fact.family === 'participation' && line.from !== id).map((line) => line.from))]);
  return tally(present);
}

function met(data, id, app) {
  const found = company(data, id);
  if (!found.length) return null;
  const show = button('Show these meetings', () => app.meetings(id));
  const row = ([with_, times]) => entityEntry(data, data.nodes.get(with_), times > 1 ? `${times} events` : '', app);
  return element('section', {}, heading(`Met (${found.length})`), list(found, row), element('div', { className: 'actions' }, show));
}

function mentions(data, id, app) {
  const found = mentionsOf(data, id);
  if (!found.length) return null;
  const row = ([number, begin, end]) => {
    const source = data.documents[number];
    const [from, to] = sentenceAround(source.text, begin, end);
    const words = element('span', { className: 'words' }, source.text.slice(from, begin), element('mark', { className: 'subject', textContent: source.text.slice(begin, end) }), source.text.slice(end, to));
    return entry(() => app.openText(number, begin, null), words, element('small', { textContent: source.title }));
  };
  return element('section', {}, heading(`Named in the texts (${found.length})`), list(found, row));
}

export function evidence(data, id, app) {
  const line = data.lines.get(id);
  const ends = [line.from, line.to].map((end) => data.nodes.get(end));
  const found = line.fact.evidence ?? [];
  return [
    element('h3', { className: 'statement' }, ends[0].label, ' ', element('em', { textContent: line.relation }), ' ', ends[1].label),
    facts(data, line),
    heading(found.length === 1 ? 'Evidence' : `Evidence (${found.length} places)`),
    element('p', { className: 'key' }, ['subject', 'object', 'trigger'].map((role) => element('mark', { className: role, textContent: role }))),
    list(found, (place) => quotation(data, line, place, app)),
    heading('Its ends'),
    list(ends, (node) => entityEntry(data, node, node.group, app)),
  ];
}

export function several(data, title, lines, app) {
  const row = (line) => entry(() => app.openLine(line.id), element('span', {}, element('b', { textContent: data.nodes.get(line.from).label }), ' ', element('em', { textContent: line.relation }), ' ', element('b', { textContent: data.nodes.get(line.to).label })), vouching(data, line.fact.how));
  return [element('h3', { textContent: title }), list(lines, row)];
}

export function group(data, label, members, open, app) {
  const sorted = [...members].sort(byDegree(data));
  return [
    element('h3', { textContent: label }),
    element('p', { textContent: `${count(members.length, 'entity', 'entities')} that have more to do with each other than with the rest.` }),
    element('div', { className: 'actions' }, button('Open this group', open)),
    list(sorted, (node) => entityEntry(data, node, count(data.around.get(node.id).length, 'line'), app)),
  ];
}

export function factsOfText(data, number, app) {
  const found = linesOf(data, number).flatMap(({ lines }, i) => lines.map((line) => [i + 1, line]));
  const row = ([at, line]) => entry(() => app.openLine(line.id), element('span', {}, element('span', { className: 'number', textContent: `${at} ` }), data.nodes.get(line.from).label, ' ', element('em', { textContent: line.relation }), ' ', element('b', { textContent: data.nodes.get(line.to).label })));
  return [element('h3', { textContent: 'Facts of this text' }), list(found, row)];
}

// The panel's new content, from its top; a reader whose button went with the old content stays in the panel.
export function fill(parts) {
  const box = byId('details');
  const inside = box.contains(document.activeElement);
  box.replaceChildren(...parts.filter(Boolean));
  box.scrollTop = 0;
  if (inside) box.focus({ preventScroll: true });
}
