// The page's own modules, run by node where it is installed: node --test tests/js
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentenceAround, marks } from '../../kg/view/static/js/evidence.js';
import { find } from '../../kg/view/static/js/search.js';
import { fold, index, passing } from '../../kg/view/static/js/data.js';

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

test('a closing mark stays with its sentence', () => {
  assert.equal(around('He said: "We agree." She left.', 'agree'), 'He said: "We agree."');
});

test('marks never overlap', () => {
  const document = { mentions: [[0, 4, 'a'], [0, 9, 'a'], [5, 9, 'b'], [10, 12, 'b']] };
  const kept = marks(document, { from: 'a', to: 'b' }, { trigger: null }, [0, 20]);
  assert.deepEqual(kept, [[0, 9, 'subject'], [10, 12, 'object']]);
});

const data = index({
  nodes: [{ id: 'p', label: 'Zoë Núñez', group: 'Official', aliases: ['Z. Núñez'] }, { id: 'c', label: 'Peru', group: 'Country', aliases: [] }],
  edges: [{ id: 'e', from: 'p', to: 'c', relation: 'spoke about', fact: 'f' }],
  facts: { f: {} }, documents: [], options: {},
});

test('search folds diacritics and knows aliases', () => {
  assert.equal(fold('Núñez'), 'nunez');
  assert.deepEqual(find(data, 'nunez').map((n) => n.id), ['p']);
  assert.deepEqual(find(data, 'z. n').map((n) => n.id), ['p']);
  assert.deepEqual(find(data, '  '), []);
});

test('a line passes when its relation and both ends do', () => {
  const all = { kinds: new Set(['Official', 'Country']), relations: new Set(['spoke about']) };
  assert.equal(passing(data, all).lines.length, 1);
  assert.equal(passing(data, { ...all, kinds: new Set(['Country']) }).lines.length, 0);
});
