// Lists that filter: a box to tick, a picture, a name, a count, and "only".
import { button, element, roving } from './dom.js';

export function legend(box, counts, hidden, glyph, words, changed) {
  const ticks = new Map();
  const rows = counts.map(([name, count]) => {
    const tick = element('input', { type: 'checkbox' });
    tick.addEventListener('change', () => changed(with_(hidden(), name, !tick.checked)));
    ticks.set(name, tick);
    const only = button('only', () => changed(new Set(counts.map(([other]) => other).filter((other) => other !== name))), { 'aria-label': `Show only ${words(name)}` });
    const label = element('label', {}, tick, glyph(name), element('span', { textContent: words(name) }));
    return element('div', { className: 'row' }, label, element('span', { className: 'count', textContent: count.toLocaleString('en') }), only);
  });
  box.replaceChildren(...rows);
  roving(box, 'input, button', '.row');
  return () => {
    for (const [name, tick] of ticks) tick.checked = !hidden().has(name);
  };
}

function with_(set, name, added) {
  const copy = new Set(set);
  if (added) copy.add(name);
  else copy.delete(name);
  return copy;
}
