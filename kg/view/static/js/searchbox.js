// The search box with its list of matches.
import { byId, element, say } from './dom.js';
import { find, findSentences, prepare } from './search.js';

const HINT = 'Find a person, country, meeting, words…  ( / )';

export function searchbox(data, app) {
  const box = byId('query');
  const list = byId('matches');
  let current = -1;
  let choices = [];

  const close = () => {
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  };

  const leave = () => {
    box.value = '';
    box.placeholder = HINT;
    app.picking = null;
    close();
  };

  const choose = (choice) => {
    const start = app.picking;
    leave();
    if (choice.node && start) app.path(start, choice.node.id);
    else if (choice.node) app.openEntity(choice.node.id);
    else app.openText(choice.sentence.document, choice.sentence.at, null);
    byId(choice.node && app.state.view === 'map' ? 'network' : 'details').focus({ preventScroll: true });
  };

  const suggest = () => {
    const nodes = find(data, box.value).map((node) => ({ node }));
    const sentences = app.picking ? [] : findSentences(data, box.value).map((sentence) => ({ sentence }));
    choices = [...nodes, ...sentences];
    current = -1;
    const none = element('li', { className: 'quiet none', role: 'option', 'aria-disabled': 'true', textContent: 'Nothing has these words.' });
    list.replaceChildren(...(choices.length ? choices.map((choice, i) => option(data, choice, i, () => choose(choice))) : [none]));
    list.hidden = !box.value.trim();
    box.setAttribute('aria-expanded', String(!list.hidden));
    box.removeAttribute('aria-activedescendant');
    if (box.value) say(`${nodes.length} entities, ${sentences.length} sentences`);
  };

  const move = (step) => {
    if (!choices.length) return;
    current = (current + step + choices.length) % choices.length;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === current)));
    list.children[current].scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', `match${current}`);
  };

  box.placeholder = HINT;
  box.addEventListener('input', suggest);
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && choices.length) {
      event.preventDefault();
      choose(choices[Math.max(0, current)]);
    } else if (event.key === 'Escape') leave();
  });
  app.pick = (start) => {
    app.picking = start;
    box.value = '';
    box.placeholder = `Path from ${data.nodes.get(start).label} to…`;
    box.focus();
    say('Choose where the path ends');
  };
  (globalThis.requestIdleCallback ?? setTimeout)(() => prepare(data));
}

function option(data, { node, sentence }, i, choose) {
  const words = node ? node.label : data.documents[sentence.document].text.slice(sentence.begin, sentence.end);
  const kind = node ? node.group : data.documents[sentence.document].title;
  const item = element('li', { id: `match${i}`, role: 'option', 'aria-selected': 'false', className: node ? 'entity' : 'sentence' }, element('span', { textContent: words }), element('small', { textContent: kind }));
  item.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    choose();
  });
  return item;
}
