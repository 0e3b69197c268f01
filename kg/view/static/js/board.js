// Commitments: who promised what to whom by when, the strongest first.
import { button, byId, count, element, roving } from './dom.js';
import { vouching } from './evidence.js';

const STRONGEST = 8;

// One row a commitment, from the lines that pass: strongest first, then the earliest deadline, then by name.
export function promises(data, lines) {
  const found = new Map();
  for (const line of lines) {
    if (line.fact.family !== 'commitment') continue;
    if (!found.has(line.fact.key)) found.set(line.fact.key, { fact: line.fact, line, what: line.fact.key, who: [], whom: [] });
    const row = found.get(line.fact.key);
    const committed = line.to === line.fact.key;
    row.what = data.nodes.get(line.fact.key)?.label ?? row.what;
    (committed ? row.who : row.whom).push(data.nodes.get(committed ? line.from : line.to));
    if (committed) row.line = line;
  }
  const due = (row) => row.fact.due ?? '\uffff';
  const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...found.values()].sort((a, b) => (b.fact.rank ?? 0) - (a.fact.rank ?? 0) || text(due(a), due(b)) || text(a.what, b.what) || text(a.fact.key, b.fact.key));
}

export function showBoard(data, lines, app) {
  const rows = promises(data, lines);
  const heads = ['Strength', 'Who', 'Promised what', 'To whom', 'By when', 'Vouched'];
  const head = element('tr', {}, heads.map((name) => element('th', { scope: 'col', textContent: name })));
  const caption = element('caption', { textContent: [app.scope, `${count(rows.length, 'commitment')}, the strongest first`].filter(Boolean).join(' · ') });
  const without = [rows.some((row) => row.whom.length) ? '' : 'without-4', rows.some((row) => row.fact.due) ? '' : 'without-5'].join(' ');
  byId('board').replaceChildren(element('table', { className: without }, caption, element('thead', {}, head), element('tbody', {}, rows.slice(0, 500).map((row) => boardRow(data, row, app)))));
  roving(byId('board').querySelector('tbody'), 'button', 'tr');
}

function boardRow(data, row, app) {
  const names = (nodes) => element('td', {}, nodes.map((node) => element('div', {}, button(node.label, () => app.openEntity(node.id), { className: 'link' }))));
  const what = element('button', { type: 'button', click: () => app.openLine(row.line.id), className: 'link words', title: 'Show the evidence' }, element('span', { textContent: row.what }));
  const meter = element('meter', { min: 0, max: STRONGEST, value: row.fact.rank ?? 0, 'aria-label': `strength ${row.fact.rank ?? 0} of ${STRONGEST}` });
  const strength = element('td', { className: 'strength' }, meter, element('div', { textContent: row.fact.strength ?? '' }));
  return element('tr', {}, strength, names(row.who), element('td', {}, what), names(row.whom), element('td', { textContent: row.fact.due ?? '' }), element('td', {}, vouching(data, row.fact.how)));
}
