import { App } from './app.js';
import { showBoard } from './board.js';
import { Canvas } from './canvas.js';
import { index, tally } from './data.js';
import { entity, evidence, factsOfText, fill, group, introduction, several } from './details.js';
import { button, byId, count, element, isDark, roving } from './dom.js';
import { exports } from './export.js';
import { restrictsLines } from './filter.js';
import { dashGlyph, kindGlyph } from './glyph.js';
import { hint } from './hint.js';
import { keys, KEYS } from './keys.js';
import { legend } from './legend.js';
import { showText, showTexts } from './reader.js';
import { searchbox } from './searchbox.js';
import { VIEWS } from './state.js';
import { Story } from './story.js';
import { Table } from './table.js';
import { timeline } from './timeline.js';
import { Walk } from './walk.js';

// The payload as it stands in the page: JSON, or gzip in base64 when it is large.
async function payload() {
  const { textContent, dataset } = byId('payload');
  if (dataset.encoding !== 'gzip') return JSON.parse(textContent);
  const bytes = Uint8Array.from(atob(textContent), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}

function legends(data, app, counts) {
  const lists = [
    ['kinds', (name) => kindGlyph(data.style[name] ?? { shape: 'dot', light: '#888', dark: '#888' }), (name) => name],
    ['relations', () => null, (name) => name],
    ['how', (name) => dashGlyph(data.vouched[name] ?? {}), (name) => `${data.vouched[name]?.icon ?? ''} ${name}`.trim()],
  ];
  const updates = lists.map(([list, glyph, words]) => legend(byId(list), counts[list], () => app.state.hidden[list], glyph, words, (names) => app.hide(list, names)));
  return () => updates.forEach((update) => update());
}

function panel(app) {
  const { data, state, extra } = app;
  if (state.line) return evidence(data, state.line, app);
  if (state.entity) return entity(data, state.entity, app);
  if (extra?.lines) return several(data, extra.title, extra.lines, app);
  if (extra?.group !== undefined) return group(data, extra.label, app.meant.nodes.filter((node) => node.community === extra.group), () => app.spread(extra.group), app);
  if (state.view === 'text' && state.text) return factsOfText(data, app.texts.get(state.text), app);
  if (state.path) return several(data, app.scope, app.meant.lines, app);
  return introduction(data, app);
}

function map(app, changed) {
  app.canvas.seen();
  if (changed) {
    app.canvas.show(app.set, changed.moved);
    hint(app, null);
  }
  const { entity: chosen, line, path } = app.state;
  const nodes = [chosen, app.extra?.id, ...(line ? [] : path ?? [])].filter(Boolean);
  app.canvas.choose(path && !chosen ? [] : nodes, line ? [drawnAs(app, line)] : [], Boolean(chosen) && chosen === app.state.focus);
  if (chosen && !changed?.moved) app.canvas.reveal(chosen);
  app.walk.rest();
}

// The drawn line that a line is part of.
const drawnAs = (app, id) => app.set.lines.find((line) => line.id === id || line.many?.some((one) => one.id === id))?.id ?? id;

function views(app, changed, parts) {
  const { view, text, at, line } = app.state;
  for (const name of VIEWS) {
    byId(name).hidden = name !== view;
    byId(`to-${name}`).setAttribute('aria-pressed', String(name === view));
  }
  if (view === 'table' && (changed || parts.view !== view)) parts.table.show(app.meant.lines);
  if (view === 'board' && (changed || parts.view !== view)) showBoard(app.data, app.meant.lines, app);
  const reading = `${text} ${at} ${line}`;
  if (view === 'text' && (parts.view !== view || parts.reading !== reading)) {
    if (text) showText(app.data, app.texts.get(text), app.data.lines.get(line), at === null ? null : Number(at), app);
    else showTexts(app.data, app);
  }
  Object.assign(parts, { view, reading });
}

function bar(app) {
  const { state, kept, data, set, meant } = app;
  const part = state.focus || state.path ? `${meant.nodes.length.toLocaleString('en')} entities near · ` : '';
  const share = (some, all, ...names) => (some === all ? count(all, ...names) : `${some.toLocaleString('en')} of ${count(all, ...names)}`);
  byId('counts').textContent = `${part}${share(kept.nodes.length, data.nodes.size, 'entity', 'entities')} · ${share(kept.lines.length, data.lines.size, 'line')}`;
  byId('reset').hidden = !(restrictsLines(state) || state.hidden.kinds.size);
  byId('back').disabled = !app.journal.can(-1);
  byId('forward').disabled = !app.journal.can(1);
  byId('scope').hidden = !app.scope;
  byId('steps-of').hidden = !state.focus;
  byId('scope-words').textContent = app.scope;
  byId('number-of-steps').value = state.steps;
  byId('step-words').textContent = count(state.steps, 'step');
  const note = [set.folded && 'Folded into groups: open one, or search.', set.left > 0 && `${set.left.toLocaleString('en')} more are in the table, not drawn.`, !set.nodes.length && 'Nothing passes the filters.'];
  byId('note').textContent = note.filter(Boolean).join(' ');
}

function controls(app) {
  for (const name of VIEWS) byId(`to-${name}`).addEventListener('click', () => (name === 'text' ? app.openTexts() : app.go({ view: name })));
  byId('back').addEventListener('click', () => app.journal.travel(-1));
  byId('forward').addEventListener('click', () => app.journal.travel(1));
  byId('reset').addEventListener('click', () => {
    app.reset();
    byId('filters').focus();
  });
  byId('all').addEventListener('click', () => app.go({ focus: null, path: null, steps: 1 }));
  byId('number-of-steps').addEventListener('input', (event) => app.focus(app.state.focus, Number(event.target.value)));
  byId('fit').addEventListener('click', () => app.canvas.fit());
  byId('closer').addEventListener('click', () => app.canvas.zoom(1.25));
  byId('wider').addEventListener('click', () => app.canvas.zoom(0.8));
  byId('theme').addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    app.canvas.repaint();
  });
  addEventListener('pointerdown', ({ target }) => {
    for (const menu of [byId('tell'), byId('save')]) if (!menu.contains(target)) menu.open = false;
  });
  byId('help').addEventListener('click', () => byId('keys').showModal());
  byId('network').addEventListener('keydown', (event) => !event.altKey && app.walk.key(event));
  byId('keys-list').replaceChildren(...KEYS.flatMap(([key, words]) => [element('dt', {}, element('kbd', { textContent: key })), element('dd', { textContent: words })]));
  byId('keys').append(button('Close', () => byId('keys').close()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => app.canvas.repaint());
  roving(byId('toolbar'), 'button');
}

async function main() {
  const data = index(await payload());
  const counts = {
    kinds: tally(data.order.map((node) => node.group)),
    relations: tally([...data.lines.values()].map((line) => line.relation)),
    how: tally(data.facts.map((fact) => fact.how)),
  };
  const names = Object.fromEntries(Object.entries(counts).map(([list, found]) => [list, found.map(([name]) => name)]));
  const app = new App(data, names);
  app.walk = new Walk(app);
  app.canvas = new Canvas(data, { node: (id) => app.openDrawn(id), line: (id) => app.openDrawnLine(id), nothing: () => app.go({ entity: null, line: null }), twice: (id) => app.twice(id), over: (...what) => hint(app, ...what) });
  const parts = { table: new Table(data, app) };
  const story = new Story(app);
  searchbox(data, app);
  exports(data, app);
  controls(app);
  keys(app);
  app.parts = [(_, changed) => views(app, changed, parts), bar, map, () => fill(panel(app)), legends(data, app, counts), timeline(data, app), () => story.update()];
  app.start(location.hash.slice(1));
  document.documentElement.dataset.ready = 'yes';
}

main();
