// The page's own modules, run by node where it is installed: node --test tests/js
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, index } from '../../kg/view/static/js/data.js';
import { inTime, passing } from '../../kg/view/static/js/filter.js';
import { adjacency, shortest, within } from '../../kg/view/static/js/paths.js';
import { find } from '../../kg/view/static/js/search.js';
import { marks, sentenceAround } from '../../kg/view/static/js/text.js';

const around = (text, part) => {
  const begin = text.indexOf(part);
  const [start, end] = sentenceAround(text, begin, begin + part.length);
  return text.slice(start, end);
};

test('a sentence ends at its punctuation and not at an initial', () => {
  const text = 'They met. The U.S. Secretary, Mr. J. Doe, spoke first. Then all left.';
  assert.equal(around(text, 'Doe'), 'The U.S. Secretary, Mr. J. Doe, spoke first.');
});

test('a sentence never leaves its paragraph', () => {
  assert.equal(around('Heading without a stop\n\nThe talks began', 'talks'), 'The talks began');
});

test('marks never overlap', () => {
  const document = { mentions: [[0, 4, 'a'], [0, 9, 'a'], [5, 9, 'b'], [10, 12, 'b']] };
  assert.deepEqual(marks(document, ['a', 'b'], null, [0, 20]), [[0, 9, 'subject'], [10, 12, 'object']]);
});

const fact = { key: 'f', how: 'stated', date: '2018-05-01' };
const data = index({
  nodes: [{ id: 0, label: 'Zoë Núñez', group: 'Official', aliases: ['Z. Núñez'] }, { id: 1, label: 'Peru', group: 'Country' }],
  edges: [{ from: 0, to: 1, relation: 'spoke about', fact: 0 }],
  facts: [fact], documents: [], options: {},
});
const open = () => ({ hidden: { kinds: new Set(), relations: new Set(), how: new Set() }, undated: true });

test('search folds diacritics and knows aliases', () => {
  assert.equal(fold('Núñez'), 'nunez');
  assert.deepEqual(find(data, 'nunez').map((n) => n.id), [0]);
  assert.deepEqual(find(data, '  '), []);
});

test('a line passes when its relation, its time and both ends do', () => {
  assert.equal(passing(data, open()).lines.length, 1);
  assert.equal(passing(data, { ...open(), from: '2019' }).lines.length, 0);
  const hidden = open();
  hidden.hidden.kinds.add('Country');
  assert.equal(passing(data, hidden).lines.length, 0);
});

test('dates overlap as far as the shorter one goes', () => {
  assert.ok(inTime('2018', { from: '2018-05', undated: false }));
  assert.ok(!inTime(null, { undated: false }));
});

test('the shortest path', () => {
  const links = adjacency([{ from: 1, to: 2 }, { from: 2, to: 3 }, { from: 1, to: 3 }, { from: 3, to: 4 }]);
  assert.ok(within(links, 1, 1));
  assert.ok(shortest(links, 1, 4));
});
