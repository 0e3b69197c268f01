// A whole text with everything that was found in it, marked and linked: facts to their lines, names to their entities.
import { byId, count, element, roving } from './dom.js';
import { linesOf } from './data.js';
import { marked } from './evidence.js';
import { sentenceAround } from './text.js';

// Facts that stand on the same words share a number: [{ place, lines, first, last }] in the order of the text.
export function numbered(data, document) {
  const groups = [];
  let number = 0;
  for (const { place, lines } of linesOf(data, document)) {
    const last = groups.at(-1);
    number += 1;
    if (last && last.place[1] === place[1] && last.place[2] === place[2]) {
      last.lines.push(...lines);
      last.last = number;
    } else groups.push({ place, lines: [...lines], first: number, last: number });
  }
  return groups;
}

// The text cut where anything begins or ends: [begin, end] pairs.
export function cuts(length, ranges) {
  const at = new Set([0, length]);
  for (const [begin, end] of ranges) at.add(begin).add(end);
  const sorted = [...at].filter((place) => place >= 0 && place <= length).sort((a, b) => a - b);
  return sorted.slice(0, -1).map((begin, i) => [begin, sorted[i + 1]]);
}

// Of overlapping mentions the first and longest.
export function apart(mentions) {
  const kept = [];
  const sorted = [...mentions].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const mention of sorted) if (!kept.length || kept.at(-1)[1] <= mention[0]) kept.push(mention);
  return kept;
}

export function showText(data, document, line, at, app) {
  const source = data.documents[document];
  const groups = numbered(data, document);
  const box = byId('text');
  const heading = element('h2', { className: 'title', textContent: source.title });
  const about = [source.date, source.source, count(groups.length ? groups.at(-1).last : 0, 'fact')].filter(Boolean).join(' · ');
  const body = element('div', { className: 'body' }, ...segments(data, source, document, groups, line, at, app));
  const guide = 'Underlined names open who or what they are. A number opens the facts that rest on the words before it.';
  box.replaceChildren(heading, element('p', { className: 'quiet', textContent: about }), element('p', { className: 'guide', textContent: guide }), body);
  roving(body, 'a, button');
  body.querySelector('.here')?.scrollIntoView({ block: 'center' });
}

function segments(data, source, document, groups, line, at, app) {
  const here = place(source, document, line, at);
  const roles = line && here ? marked(data, line, [document, ...here], sentenceAround(source.text, ...here)) : [];
  const mentions = apart(source.mentions ?? []);
  const ranges = [...mentions, ...groups.map(({ place: [, begin, end] }) => [begin, end]), ...roles, ...(here ? [here] : [])];
  const ends = new Map();
  for (const group of groups) ends.set(group.place[2], [...(ends.get(group.place[2]) ?? []), group]);
  const covered = cover(groups);
  let next = 0;
  return cuts(source.text.length, ranges).flatMap(([begin, end]) => {
    while (next < mentions.length && mentions[next][1] <= begin) next += 1;
    const mention = next < mentions.length && mentions[next][0] <= begin ? mentions[next] : null;
    const role = roles.find((range) => range[0] <= begin && range[1] >= end);
    const names = [covered(begin) && 'fact', here && here[0] <= begin && here[1] >= end && 'here', role?.[2]].filter(Boolean);
    const piece = part(data, source.text.slice(begin, end), names.join(' '), mention, app);
    return [piece, ...(ends.get(end) ?? []).map((group) => chip(group, line, app))];
  });
}

function place(source, document, line, at) {
  const own = line?.fact.evidence?.filter(([number]) => number === document) ?? [];
  const chosen = own.find((evidence) => evidence[1] === at) ?? own[0];
  if (chosen) return chosen.slice(1, 3);
  return at === null ? null : sentenceAround(source.text, at, at + 1);
}

// Whether an offset lies in a fact; asked in rising order.
function cover(groups) {
  let i = 0;
  let reach = -1;
  return (offset) => {
    for (; i < groups.length && groups[i].place[1] <= offset; i += 1) reach = Math.max(reach, groups[i].place[2]);
    return offset < reach;
  };
}

function part(data, text, names, mention, app) {
  if (!mention) return names ? element('span', { className: names, textContent: text }) : text;
  const entity = data.order[mention[2]];
  const link = element('a', { href: `#${new URLSearchParams({ entity: entity.id })}`, className: `mention ${names}`, textContent: text, title: `${entity.label} (${entity.group})` });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    app.openEntity(entity.id);
  });
  return link;
}

function chip(group, line, app) {
  const text = group.first === group.last ? String(group.first) : `${group.first}–${group.last}`;
  const chosen = Boolean(line) && group.lines.includes(line);
  const name = group.lines.length === 1 ? `Fact ${text}` : `Facts ${text}`;
  const open = () => (group.lines.length === 1 ? app.openLine(group.lines[0].id) : app.openLines(group.lines, `Facts ${text} of this text`));
  return element('button', { type: 'button', className: 'chip', textContent: text, 'aria-label': name, 'aria-pressed': String(chosen), click: open });
}

// The list of texts, from the earliest on.
export function showTexts(data, app) {
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const texts = data.documents.map((source, number) => [source, number]).sort(([a], [b]) => order(a.date ?? '\uffff', b.date ?? '\uffff') || order(a.title, b.title));
  const rows = texts.map(([source, number]) => {
    const facts = linesOf(data, number).length;
    const title = element('button', { type: 'button', className: 'link', textContent: source.title, click: () => app.openText(number, null, null) });
    return element('tr', {}, element('td', {}, title), element('td', { className: 'date', textContent: source.date ?? '' }), element('td', { textContent: source.source }), element('td', { className: 'number', textContent: facts }));
  });
  const heads = ['Title', 'Date', 'Source', 'Facts'].map((name) => element('th', { scope: 'col', textContent: name }));
  const caption = element('caption', { textContent: count(rows.length, 'text') });
  byId('text').replaceChildren(element('table', {}, caption, element('thead', {}, element('tr', {}, heads)), element('tbody', {}, rows)));
  roving(byId('text').querySelector('tbody'), 'button');
}
