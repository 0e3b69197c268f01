// What the reader sees, as one value, and as the part of the address after #.

export const VIEWS = ['map', 'table', 'board', 'text'];
const LISTS = { kinds: 'kind', relations: 'relation', how: 'vouched' };

export function blank() {
  return {
    view: 'map', entity: null, line: null, text: null, at: null,
    hidden: { kinds: new Set(), relations: new Set(), how: new Set() },
    from: null, to: null, undated: true, focus: null, steps: 1, path: null, open: [], story: [],
  };
}

// `all` has every name that can be hidden, so that the shorter of "hidden" and "only" is written.
export function encode(state, all) {
  const words = new URLSearchParams();
  const put = (name, value) => value !== null && words.append(name, value);
  if (state.view !== 'map') put('view', state.view);
  for (const name of ['entity', 'line', 'text', 'at', 'from', 'to', 'focus']) put(name, state[name]);
  if (state.focus && state.steps !== 1) put('steps', state.steps);
  if (!state.undated) put('undated', '0');
  if (state.path) for (const end of state.path) put('path', end);
  for (const number of state.open) put('open', number);
  for (const [list, word] of Object.entries(LISTS)) {
    const shown = all[list].filter((name) => !state.hidden[list].has(name));
    const fewer = shown.length < state.hidden[list].size;
    if (state.hidden[list].size) for (const name of fewer ? ['', ...shown] : state.hidden[list]) put(fewer ? `only-${word}` : `no-${word}`, name);
  }
  for (const [caption, view] of state.story) {
    put('caption', caption);
    put('step', view);
  }
  return words.toString();
}

// Anything that is not understood is left at its default.
export function decode(text, all) {
  const words = new URLSearchParams(text);
  const state = blank();
  if (VIEWS.includes(words.get('view'))) state.view = words.get('view');
  for (const name of ['entity', 'line', 'text', 'at', 'from', 'to', 'focus']) state[name] = words.get(name);
  state.steps = Math.min(4, Math.max(1, Number(words.get('steps')) || 1));
  state.undated = words.get('undated') !== '0';
  const path = words.getAll('path');
  state.path = path.length === 2 ? path : null;
  state.open = words.getAll('open').map(Number).filter(Number.isInteger);
  for (const [list, word] of Object.entries(LISTS)) {
    const only = words.getAll(`only-${word}`);
    state.hidden[list] = new Set(only.length ? all[list].filter((name) => !only.includes(name)) : words.getAll(`no-${word}`));
  }
  const captions = words.getAll('caption');
  state.story = words.getAll('step').map((view, i) => [captions[i] ?? '', view]);
  return state;
}

// A state without what this page does not have.
export function sound(state, data, keys) {
  const known = (id) => (data.nodes.has(id) ? id : null);
  const path = state.path?.every((id) => data.nodes.has(id)) ? state.path : null;
  const text = keys.has(state.text) ? state.text : null;
  return { ...state, entity: known(state.entity), focus: known(state.focus), path, text, line: data.lines.has(state.line) ? state.line : null };
}
