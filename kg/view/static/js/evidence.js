// A line with the sentences that support it.
import { button, copy, element } from './dom.js';
import { expand } from './data.js';
import { dashGlyph } from './glyph.js';
import { marks, neighbours, pieces, sentenceAround } from './text.js';

const offsets = (place) => [place[3] ?? place[1], place[4] ?? place[2]];

// What a reader pastes under a quotation.
export function citation(data, line, place) {
  const source = data.documents[place[0]];
  const [begin, end] = sentenceAround(source.text, place[1], place[2]);
  const [from, to] = offsets(place);
  const where = [source.title, source.date, source.source, `characters ${from}–${to}`].filter(Boolean).join(', ');
  return `“${source.text.slice(begin, end).trim()}” — ${where}. ${expand(data, line.fact.key)}`;
}

export function marked(data, line, place, range) {
  const source = data.documents[place[0]];
  const ends = [data.nodes.get(line.from).number, data.nodes.get(line.to).number];
  const trigger = line.fact.trigger?.[0] === place[0] ? line.fact.trigger.slice(1, 3) : null;
  return marks(source, ends, trigger, range);
}

const mark = ([text, role]) => (role ? element('mark', { className: role, title: role, textContent: text }) : text);

// One piece of evidence as a quotation, with a sentence before and after, its document and offsets.
export function quotation(data, line, place, app) {
  const source = data.documents[place[0]];
  const range = sentenceAround(source.text, place[1], place[2]);
  const [before, after] = neighbours(source.text, range).map((context) => context && source.text.slice(...context).trim());
  const [from, to] = offsets(place);
  return element(
    'figure',
    { className: 'quotation' },
    element(
      'blockquote',
      {},
      before && element('span', { className: 'context', textContent: `${before} ` }),
      element('span', { className: 'sentence' }, pieces(source.text, range, marked(data, line, place, range)).map(mark)),
      after && element('span', { className: 'context', textContent: ` ${after}` }),
    ),
    element('figcaption', {}, element('b', { textContent: source.title }), ` ${[source.date, `characters ${from}–${to}`].filter(Boolean).join(' · ')}`),
    element(
      'div',
      { className: 'actions' },
      button('Open document', () => app.openText(place[0], place[1], line.id)),
      button('Copy citation', () => copy(citation(data, line, place), 'Citation')),
    ),
  );
}

// Who vouches, in dash, icon and words.
export function vouching(data, how) {
  const style = data.vouched[how] ?? { icon: '', words: how, dash: false };
  return element('span', { className: `pill vouched ${how in data.vouched ? how : ''}` }, dashGlyph(style), style.icon && `${style.icon} `, style.words);
}

export function facts(data, line) {
  const { fact } = line;
  const pill = (text) => element('span', { className: 'pill', textContent: text });
  return element(
    'p',
    { className: 'pills' },
    vouching(data, fact.how),
    fact.confidence !== undefined && pill(`confidence ${fact.confidence}`),
    fact.date && pill(fact.date),
    fact.due && pill(`by ${fact.due}`),
    fact.strength && pill(`strength: ${fact.strength}`),
    fact.rule && pill(`rule: ${fact.rule}`),
  );
}
