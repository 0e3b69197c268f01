// Sentences of a text, by UTF-16 units.

// Where a sentence ends: final punctuation with its closing marks, but not an initial or an abbreviated title.
const END = String.raw`(?<!(?:^|[\s.("“‘])\p{Lu}|\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Hon|Gen|Lt|Col|Sen|St|No|Jr|Sr))[.!?…]["'”’»)\]]*`;
const STARTS = new RegExp(String.raw`${END}\s+(?=[\p{Lu}"'“‘«(]|$)|[\n\r\f]+`, 'gu');
const STOP = new RegExp(String.raw`${END}(?=\s|$)|(?=[\n\r\f])`, 'u');
const WHOLE = new RegExp(String.raw`${END}$`, 'u');
const REACH = 3000;

// The sentence around [begin, end): a paragraph's part between sentence ends.
export function sentenceAround(text, begin, end) {
  const from = Math.max(0, begin - REACH);
  const starts = [...text.slice(from, begin).matchAll(STARTS)];
  const start = starts.length ? from + starts.at(-1).index + starts.at(-1)[0].length : from;
  if (WHOLE.test(text.slice(begin, end).trimEnd())) return [start, end];
  const found = text.slice(end, end + REACH).match(STOP);
  return [start, found ? end + found.index + found[0].length : Math.min(text.length, end + REACH)];
}

// The sentences before and after a range, or null at the ends of the text.
export function neighbours(text, [start, stop]) {
  const before = text.slice(0, start).trimEnd().length;
  const after = stop + (text.slice(stop).length - text.slice(stop).trimStart().length);
  return [
    before > 0 ? sentenceAround(text, before - 1, before) : null,
    after < text.length ? sentenceAround(text, after, after + 1) : null,
  ];
}

// Marks for subject, object and trigger within a range; earlier and longer ones win, none overlap.
export function marks(document, [subject, object], trigger, [start, end]) {
  const wanted = [];
  for (const [begin, after, entity] of document.mentions ?? []) {
    if (begin < start || after > end) continue;
    if (entity === subject) wanted.push([begin, after, 'subject']);
    else if (entity === object) wanted.push([begin, after, 'object']);
  }
  if (trigger && trigger[0] >= start && trigger[1] <= end) wanted.push([...trigger, 'trigger']);
  wanted.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const kept = [];
  for (const mark of wanted) if (!kept.length || kept.at(-1)[1] <= mark[0]) kept.push(mark);
  return kept;
}

// A range as pieces [text, role or null], marked ones apart.
export function pieces(text, [start, end], marked) {
  const parts = [];
  let at = start;
  for (const [begin, after, role] of marked) {
    if (begin > at) parts.push([text.slice(at, begin), null]);
    parts.push([text.slice(begin, after), role]);
    at = after;
  }
  if (at < end) parts.push([text.slice(at, end), null]);
  return parts;
}

export const shortened = (text, most = 40) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
