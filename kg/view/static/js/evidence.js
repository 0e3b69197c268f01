import { element } from './dom.js';

// Where a sentence ends: final punctuation with its closing marks, but not an initial or an abbreviated title.
const END = String.raw`(?<!(?:^|[\s.("“‘])\p{Lu}|\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Hon|Gen|Lt|Col|Sen|St|No|Jr|Sr))[.!?…]["'”’»)\]]*`;
const STARTS = new RegExp(String.raw`${END}\s+(?=[\p{Lu}"'“‘«(]|$)|[\n\r\f]+`, 'gu');
const STOP = new RegExp(String.raw`${END}(?=\s|$)|(?=[\n\r\f])`, 'u');
const WHOLE = new RegExp(String.raw`${END}$`, 'u');

// The sentence around [begin, end): a paragraph's part between sentence ends, in UTF-16 units.
export function sentenceAround(text, begin, end) {
  const starts = [...text.slice(0, begin).matchAll(STARTS)];
  const start = starts.length ? starts.at(-1).index + starts.at(-1)[0].length : 0;
  if (WHOLE.test(text.slice(begin, end).trimEnd())) return [start, end];
  const found = text.slice(end).match(STOP);
  return [start, found ? end + found.index + found[0].length : text.length];
}

// Marks for subject, object and trigger within a range; earlier and longer ones win, none overlap.
export function marks(document, line, fact, [start, end]) {
  const wanted = [];
  for (const [begin, after, iri] of document.mentions) {
    if (begin < start || after > end) continue;
    if (iri === line.from) wanted.push([begin, after, 'subject']);
    else if (iri === line.to) wanted.push([begin, after, 'object']);
  }
  if (fact.trigger && fact.trigger[1] >= start && fact.trigger[2] <= end) wanted.push([fact.trigger[1], fact.trigger[2], 'trigger']);
  wanted.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const kept = [];
  for (const mark of wanted) if (!kept.length || kept.at(-1)[1] <= mark[0]) kept.push(mark);
  return kept;
}

// One piece of evidence as a quotation with its document and offsets.
export function quotation(data, line, fact, place) {
  const [number, begin, end, from, to] = place;
  const source = data.documents[number];
  const range = sentenceAround(source.text, begin, end);
  const quote = element('blockquote');
  let at = range[0];
  for (const [start, stop, role] of marks(source, line, fact, range)) {
    quote.append(source.text.slice(at, start), element('mark', { className: role, title: role, textContent: source.text.slice(start, stop) }));
    at = stop;
  }
  quote.append(source.text.slice(at, range[1]));
  const where = [source.title, source.date, `characters ${from}–${to}`].filter(Boolean).join(' · ');
  quote.append(element('footer', { textContent: where }));
  return quote;
}
