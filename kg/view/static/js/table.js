// The table twin: every line that is shown, sortable; the same rows go into the CSV.
import { button, byId, count, element, roving } from './dom.js';
import { sentenceAround } from './text.js';

const FIRST = 200;
export const COLUMNS = [
  ['Subject', (data, line) => data.nodes.get(line.from).label],
  ['Relation', (data, line) => line.relation],
  ['Object', (data, line) => data.nodes.get(line.to).label],
  ['Date', (data, line) => line.fact.date ?? ''],
  ['Vouched', (data, line) => line.fact.how],
  ['Confidence', (data, line) => line.fact.confidence ?? ''],
  ['Sentence', (data, line) => sentence(data, line)],
];

export function sentence(data, line) {
  const place = line.fact.evidence?.[0];
  if (!place) return '';
  const { text } = data.documents[place[0]];
  return text.slice(...sentenceAround(text, place[1], place[2])).trim();
}

const compare = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true }));

// Lines by a column; equal ones stay in their order, empty cells come last.
export function sorted(data, lines, column, descending) {
  const value = COLUMNS[column][1];
  const keyed = lines.map((line) => [value(data, line), line]);
  const sign = descending ? -1 : 1;
  keyed.sort(([a], [b]) => (a === '') - (b === '') || sign * compare(a, b));
  return keyed.map(([, line]) => line);
}

export class Table {
  constructor(data, app) {
    Object.assign(this, { data, app, column: 0, descending: false, most: FIRST });
  }

  show(lines) {
    this.lines = lines;
    this.most = FIRST;
    this.draw();
  }

  draw() {
    const { data, lines } = this;
    const rows = sorted(data, lines, this.column, this.descending).slice(0, this.most);
    const caption = element('caption', { textContent: [this.app.scope, `${count(lines.length, 'line')} shown`].filter(Boolean).join(' · ') });
    const body = element('tbody', {}, rows.map((line) => this.row(line)));
    const rest = lines.length - rows.length;
    const more = rest > 0 && button(`Show ${Math.min(rest, 500)} more of ${rest}`, () => { this.most += 500; this.draw(); });
    byId('table').replaceChildren(element('table', { className: lines.some((line) => line.fact.date) ? '' : 'without-4' }, caption, element('thead', {}, element('tr', {}, COLUMNS.map(([name], i) => this.head(name, i)))), body), more || '');
    roving(body, 'button', 'tr');
  }

  head(name, i) {
    const order = i === this.column ? (this.descending ? 'descending' : 'ascending') : 'none';
    const sort = () => {
      this.descending = i === this.column && !this.descending;
      this.column = i;
      this.draw();
      byId('table').querySelectorAll('th button')[i].focus();
    };
    const arrow = { ascending: ' ▲', descending: ' ▼', none: '' }[order];
    return element('th', { scope: 'col', 'aria-sort': order }, button(`${name}${arrow}`, sort));
  }

  row(line) {
    const cells = COLUMNS.slice(0, -1).map(([name, value], i) => element('td', { className: name === 'Confidence' ? 'number' : '' }, i === 0 || i === 2 ? this.link(i ? line.to : line.from, value(this.data, line)) : String(value(this.data, line))));
    const words = sentence(this.data, line);
    const open = clamped(words || 'no sentence', () => this.app.openLine(line.id), { className: 'link words', title: 'Show the evidence' });
    return element('tr', {}, cells, element('td', {}, open));
  }

  link(id, label) {
    return clamped(label, () => this.app.openEntity(id), { className: 'link' });
  }
}

// A button whose words are cut after some lines.
const clamped = (text, click, properties) => element('button', { type: 'button', click, ...properties }, element('span', { textContent: text }));

const FORMULA = /^[=+\-@\t\r\n]/;

// One line of CSV; what a spreadsheet would run as a formula gets an apostrophe.
const cells = (values) => values.map((value) => {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}).join(',');

export function csv(data, lines) {
  const source = (line) => data.documents[line.fact.evidence?.[0]?.[0]];
  const rows = lines.map((line) => [...COLUMNS.map(([, value]) => value(data, line)), source(line)?.title ?? '', line.fact.rule ?? '', line.fact.key, line.from, line.to]);
  const heads = [...COLUMNS.map(([name]) => name), 'Document', 'Rule', 'Fact', 'Subject key', 'Object key'];
  return `\ufeff${[heads, ...rows].map(cells).join('\r\n')}\r\n`;
}
