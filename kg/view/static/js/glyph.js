// Small pictures for lists: the shape of a kind, the dash of a way of vouching.

const SPACE = 'http://www.w3.org/2000/svg';
export const SHAPES = {
  dot: ['circle', { r: 6 }],
  square: ['rect', { x: -6, y: -6, width: 12, height: 12 }],
  diamond: ['polygon', { points: '0,-8 8,0 0,8 -8,0' }],
  triangle: ['polygon', { points: '0,-7 7,6 -7,6' }],
  triangleDown: ['polygon', { points: '0,7 7,-6 -7,-6' }],
  hexagon: ['polygon', { points: '7,0 3.5,6 -3.5,6 -7,0 -3.5,-6 3.5,-6' }],
  star: ['polygon', { points: '0,-8 2.2,-2.6 8,-2.5 3.5,1.2 5,7 0,3.6 -5,7 -3.5,1.2 -8,-2.5 -2.2,-2.6' }],
};

export function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const picture = (width, ...children) => shape('svg', { width, height: 16, viewBox: `${-width / 2} -8 ${width} 16`, 'aria-hidden': 'true', class: 'glyph' }, ...children);

export function kindGlyph(style) {
  const [tag, geometry] = SHAPES[style.shape];
  const made = shape(tag, { ...geometry, class: 'kind' });
  made.style.setProperty('--on-light', style.light);
  made.style.setProperty('--on-dark', style.dark);
  return picture(16, made);
}

export function dashGlyph(style) {
  const line = shape('line', { x1: -13, x2: 13, y1: 0, y2: 0, stroke: 'currentColor', 'stroke-width': 2 });
  if (style.dash) line.setAttribute('stroke-dasharray', style.dash.join(' '));
  return picture(28, line);
}
