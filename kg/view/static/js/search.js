import { byId, element, say } from './dom.js';
import { fold } from './data.js';

const LIMIT = 12;

// Entities whose label or alias contains the words, best first: earlier in the label, then better connected.
export function find(data, words) {
  const wanted = fold(words.trim());
  if (!wanted) return [];
  const hits = [];
  for (const node of data.nodes.values()) {
    const names = [node.label, ...node.aliases].map(fold);
    const places = names.map((name) => name.indexOf(wanted)).filter((place) => place >= 0);
    if (places.length) hits.push([Math.min(...places), -data.around.get(node.id).length, node]);
  }
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].id < b[2].id ? -1 : 1));
  return hits.slice(0, LIMIT).map((hit) => hit[2]);
}

export function search(data, open) {
  const box = byId('query');
  const list = byId('matches');
  let current = -1;

  function close() {
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function choose(id) {
    close();
    open(id);
  }

  function suggest() {
    const hits = find(data, box.value);
    current = -1;
    list.replaceChildren(
      ...hits.map((node, i) => {
        const item = element('li', { id: `match${i}` }, element('span', { textContent: node.label }), element('small', { textContent: node.group }));
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        item.dataset.id = node.id;
        item.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          choose(node.id);
        });
        return item;
      }),
    );
    list.hidden = !hits.length;
    box.setAttribute('aria-expanded', String(hits.length > 0));
    if (box.value) say(`${hits.length} matches`);
  }

  function move(step) {
    const items = [...list.children];
    if (!items.length) return;
    current = (current + step + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute('aria-selected', String(i === current)));
    box.setAttribute('aria-activedescendant', `match${current}`);
  }

  box.addEventListener('input', suggest);
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && list.children.length) choose(list.children[Math.max(0, current)].dataset.id);
    else if (event.key === 'Escape') {
      box.value = '';
      close();
    }
  });
}
