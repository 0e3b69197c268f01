// State, working set, timeline, exports and board, as node sees them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promises } from '../../kg/view/static/js/board.js';
import { Boxes, spot } from '../../kg/view/static/js/boxes.js';
import { index } from '../../kg/view/static/js/data.js';
import { svg } from '../../kg/view/static/js/picture.js';
import { rings } from '../../kg/view/static/js/places.js';
import { findSentences, unfolded } from '../../kg/view/static/js/search.js';
import { blank, decode, encode } from '../../kg/view/static/js/state.js';
import { csv, sorted } from '../../kg/view/static/js/table.js';
import { neighbours } from '../../kg/view/static/js/text.js';
import { bins } from '../../kg/view/static/js/timeline.js';
import { literal, turtle } from '../../kg/view/static/js/turtle.js';
import { CAPS, drawn, groupOf, merged, scope } from '../../kg/view/static/js/working.js';

const graph = (n, community) => index({
  nodes: Array.from({ length: n }, (_, i) => ({ id: `person:p${i}`, label: `P ${i}`, group: 'Official', community: community(i), x: i, y: i, size: 9 })),
  edges: Array.from({ length: n - 1 }, (_, i) => ({ from: `person:p${i}`, to: `person:p${i + 1}`, relation: 'met', fact: i, via: 'dip:speaker dip:concerns' })),
  facts: Array.from({ length: n - 1 }, (_, i) => ({ key: `fact:a-${i}`, how: 'stated', family: 'statement', evidence: [[0, 0, 5]], confidence: 0.9 })),
  documents: [{ key: 'doc:a', title: 'T', text: 'They met. Zoë spoke. All left.', source: 's', mentions: [] }], style: {}, vouched: {}, prefixes: { person: 'urn:p/' },
});

test('a state survives its address, and nonsense is left out', () => {
  const all = { kinds: ['A', 'B', 'C'], relations: ['x & y'], how: ['stated'] };
  const state = { ...blank(), view: 'table', focus: 'person:a=b&c', steps: 3, undated: false, from: '2018-01', open: [3, 1], story: [['One & two', 'view=table']] };
  state.hidden.kinds = new Set(['A', 'B']);
  assert.deepEqual(decode(encode(state, all), all), state);
  assert.deepEqual(decode('view=evil&steps=99&open=x', all), { ...blank(), steps: 4 });
});

test('nothing is folded below the caps, and never more than the caps is drawn above', () => {
  const few = graph(50, () => 0);
  const everything = (data) => ({ nodes: data.order, lines: [...data.lines.values()] });
  assert.equal(drawn(few, scope(few, everything(few), blank()), blank()).folded, false);
  const many = graph(4000, (i) => Math.floor(i / 400));
  const meant = scope(many, everything(many), blank());
  const closed = drawn(many, meant, blank());
  assert.deepEqual([closed.folded, closed.nodes.length, groupOf(closed.nodes[0].id)], [true, 10, 0]);
  const open = drawn(many, meant, { ...blank(), open: [1, 2, 3] });
  assert.ok(open.nodes.length <= CAPS.nodes && open.lines.length <= CAPS.lines);
  assert.deepEqual(open.open, [3, 2]); // the longest opened one is closed again
});

test('a neighbourhood has its steps, a path its ends', () => {
  const data = graph(9, () => 0);
  const kept = { nodes: data.order, lines: [...data.lines.values()] };
  assert.equal(scope(data, kept, { ...blank(), focus: 'person:p4', steps: 2 }).nodes.length, 5);
  assert.deepEqual(scope(data, kept, { ...blank(), path: ['person:p2', 'person:p4'] }).way, ['person:p2', 'person:p3', 'person:p4']);
  const places = rings(new Map([['person:p0', 0], ['person:p1', 1]]), data.order.slice(0, 2), new Map());
  assert.deepEqual(places.get('person:p0'), { x: 0, y: 0 });
});

test('many lines of a pair become one', () => {
  const line = (i) => ({ id: i, from: 'a', to: 'b' });
  assert.equal(merged([1, 2, 3, 4].map(line)).length, 4);
  assert.equal(merged([1, 2, 3, 4, 5].map(line))[0].weight, 5);
});

test('time is cut into equal steps', () => {
  assert.deepEqual(bins(['2018-10', '2019-01-05', 'no date']), [['2018-10', 1], ['2018-11', 0], ['2018-12', 0], ['2019-01', 1]]);
  assert.deepEqual(bins(['1814', '1990'])[0], ['1814', 1]);
  assert.deepEqual(bins([]), []);
});

test('labels take free places and stay on the screen', () => {
  const boxes = new Boxes();
  const first = spot(boxes, { x: 50, y: 50, r: 5 }, 40, 12, [200, 200]);
  boxes.take(first);
  assert.notDeepEqual(spot(boxes, { x: 50, y: 50, r: 5 }, 40, 12, [200, 200]), first);
  assert.equal(spot(new Boxes(), { x: 5, y: 5, r: 5 }, 400, 12, [200, 200]), null);
});

test('a spreadsheet runs nothing, and quotes are doubled', () => {
  const data = graph(2, () => 0);
  data.nodes.get('person:p0').label = '=SUM("1")';
  assert.match(csv(data, [...data.lines.values()]), /\r\n"'=SUM\(""1""\)",met/);
});

test('empty cells are last whichever way', () => {
  const data = graph(3, () => 0);
  const lines = [...data.lines.values()];
  lines[0].fact.date = '2018';
  for (const descending of [true, false]) assert.equal(sorted(data, lines, 3, descending)[0], lines[0]);
});

test('Turtle and SVG escape what they are given', () => {
  assert.equal(literal('a"\\\n'), '"a\\"\\\\\\u000A"');
  const data = graph(2, () => 0);
  data.nodes.get('person:p0').id = 'urn:x> <y';
  assert.match(turtle(data, data.order, []), /<urn:x\\u003E\\u0020\\u003Cy> rdfs:label/);
  assert.ok(!svg(data, { nodes: [{ ...data.order[1], label: '<script>' }], lines: [] }, '<b>', { paper: '#fff' }).includes('<script>'));
});

test('promises: the strongest first', () => {
  const fact = (key, rank) => ({ key, rank, family: 'commitment', how: 'stated' });
  const nodes = new Map([['c', { id: 'c', label: 'C' }], ['1', { label: 'one' }], ['2', { label: 'two' }]]);
  const lines = [{ from: 'c', to: '1', fact: fact('1', 3) }, { from: 'c', to: '2', fact: fact('2', 8) }, { from: '2', to: 'c', fact: fact('2', 8) }];
  const rows = promises({ nodes }, lines);
  assert.deepEqual(rows.map((row) => [row.what, row.who.length, row.whom.length]), [['two', 1, 1], ['one', 1, 0]]);
});

test('sentences are found without their accents, with their neighbours', () => {
  const data = graph(2, () => 0);
  const [found] = findSentences(data, 'zoe sp');
  const { text } = data.documents[0];
  assert.equal(text.slice(found.begin, found.end), 'Zoë spoke.');
  assert.deepEqual(neighbours(text, [found.begin, found.end]).map(([a, b]) => text.slice(a, b)), ['They met.', 'All left.']);
  assert.equal(unfolded('e\u0301a', 'ea', 1), 2);
});
