// Keys that work everywhere but in a field.
import { byId } from './dom.js';

export const KEYS = [
  ['/', 'search'], ['← →', 'on the map: walk over neighbours'], ['↑ ↓', 'on the map: walk over lines'], ['Enter', 'open what is chosen'],
  ['E', 'neighbourhood of the chosen entity'], ['1 – 4', 'steps of the neighbourhood'], ['P', 'path from the chosen entity'],
  ['M T C D', 'map, table, commitments, documents'], ['Alt ← →', 'back, forward'], ['F', 'fit the map'], ['+ −', 'zoom'], ['Esc', 'clear'], ['?', 'this list'],
];

export function keys(app) {
  const chosen = () => app.state.entity ?? app.state.focus;
  const actions = {
    '/': () => byId('query').focus(),
    f: () => app.canvas.fit(),
    '+': () => app.canvas.zoom(1.25),
    '-': () => app.canvas.zoom(0.8),
    e: () => chosen() && app.focus(chosen(), app.state.steps),
    p: () => chosen() && app.pick(chosen()),
    m: () => app.go({ view: 'map' }),
    t: () => app.go({ view: 'table' }),
    c: () => app.go({ view: 'board' }),
    d: () => (app.state.text ? app.go({ view: 'text' }) : app.openTexts()),
    '?': () => byId('keys').showModal(),
    Escape: () => app.clear(),
  };
  for (const steps of [1, 2, 3, 4]) actions[steps] = () => chosen() && app.focus(chosen(), steps);
  addEventListener('keydown', (event) => {
    if (event.altKey && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
      event.preventDefault();
      app.journal.travel(event.key === 'ArrowLeft' ? -1 : 1);
      return;
    }
    if (event.target.matches('input:not([type=checkbox]), textarea') || event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    if (event.key !== 'Escape') event.preventDefault();
    action();
  });
}
