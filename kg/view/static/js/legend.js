import { element } from './dom.js';

const SHAPES = {
  dot: ['circle', { r: 6 }],
  square: ['rect', { x: -6, y: -6, width: 12, height: 12 }],
  diamond: ['polygon', { points: '0,-8 8,0 0,8 -8,0' }],
  triangle: ['polygon', { points: '0,-7 7,6 -7,6' }],
  triangleDown: ['polygon', { points: '0,7 7,-6 -7,-6' }],
  hexagon: ['polygon', { points: '7,0 3.5,6 -3.5,6 -7,0 -3.5,-6 3.5,-6' }],
  star: ['polygon', { points: '0,-8 2.2,-2.6 8,-2.5 3.5,1.2 5,7 0,3.6 -5,7 -3.5,1.2 -8,-2.5 -2.2,-2.6' }],
};

function glyph(style) {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  const attributes = { width: 16, height: 16, viewBox: '-8 -8 16 16', 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  const [tag, geometry] = SHAPES[style.shape];
  const shape = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries({ ...geometry, fill: style.color })) shape.setAttribute(name, value);
  picture.append(shape);
  return picture;
}

// A list of check boxes with counts and an "only" button; `shown` is the set that it edits.
export function legend(box, counts, shown, styles, changed) {
  const rows = counts.map(([name, count]) => {
    const tick = element('input', { type: 'checkbox', checked: shown.has(name) });
    tick.addEventListener('change', () => {
      if (tick.checked) shown.add(name);
      else shown.delete(name);
      changed();
    });
    const only = element('button', { type: 'button', textContent: 'only' });
    only.setAttribute('aria-label', `Show only ${name}`);
    only.addEventListener('click', () => {
      shown.clear();
      shown.add(name);
      legend(box, counts, shown, styles, changed);
      changed();
    });
    const label = element('label', {}, tick, styles[name] ? glyph(styles[name]) : null, element('span', { textContent: name }));
    return element('div', { className: 'row' }, label, element('span', { className: 'count', textContent: count }), only);
  });
  box.replaceChildren(...rows);
}
