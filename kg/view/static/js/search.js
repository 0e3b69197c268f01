// Finding entities by any of their names, and sentences by their words; accents and case do not matter.
import { fold } from './data.js';
import { sentenceAround } from './text.js';

const LETTERS = 3; // sentences are searched from so many letters on

function names(data) {
  data.folded ??= data.order.map((node) => [node.label, ...node.aliases].map(fold).join('\n'));
  return data.folded;
}

// Entities one of whose names has all the words; the name's beginning counts most, then how well connected it is.
export function find(data, words, limit = 8) {
  const wanted = fold(words.trim()).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const hits = [];
  names(data).forEach((folded, i) => {
    if (!wanted.every((word) => folded.includes(word))) return;
    const node = data.order[i];
    const label = folded.slice(0, folded.indexOf('\n') < 0 ? folded.length : folded.indexOf('\n'));
    hits.push([rank(label, wanted.join(' ')), -data.around.get(node.id).length, node]);
  });
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].id < b[2].id ? -1 : 1));
  return hits.slice(0, limit).map((hit) => hit[2]);
}

function rank(label, wanted) {
  if (label === wanted) return 0;
  if (label.startsWith(wanted)) return 1;
  if (label.includes(` ${wanted}`)) return 2;
  return label.includes(wanted) ? 3 : 4;
}

// Folded texts are made once, at leisure or at the first search.
export function prepare(data) {
  names(data);
  data.foldedTexts ??= data.documents.map(({ text }) => fold(text));
}

// Sentences that hold the words as they stand: [{ document, begin, end, at }], one a sentence.
export function findSentences(data, words, limit = 6) {
  const wanted = fold(words.trim()).replace(/\s+/g, ' ');
  if (wanted.length < LETTERS) return [];
  prepare(data);
  const found = [];
  for (let number = 0; number < data.documents.length && found.length < limit; number += 1) {
    const { text } = data.documents[number];
    const folded = data.foldedTexts[number];
    let last = -1;
    for (let at = folded.indexOf(wanted); at >= 0 && found.length < limit; at = folded.indexOf(wanted, at + 1)) {
      const start = unfolded(text, folded, at);
      if (start < last) continue;
      const [begin, end] = sentenceAround(text, start, start + 1);
      found.push({ document: number, begin, end, at: start });
      last = end;
    }
  }
  return found;
}

// The place in the text of a place in its folded form.
export function unfolded(text, folded, at) {
  if (text.length === folded.length) return at;
  let passed = 0;
  let offset = 0;
  for (const character of text) {
    const length = fold(character).length;
    if (passed + length > at) break;
    passed += length;
    offset += character.length;
  }
  return offset;
}
