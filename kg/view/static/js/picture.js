// The map as a picture to keep: SVG drawn anew, PNG from the canvas.
import { Boxes, spot } from './boxes.js';
import { SHAPES } from './glyph.js';
import { shortened } from './labels.js';

const safe = (text) => String(text).replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => (character < ' ' ? '' : `&#${character.charCodeAt(0)};`));
const LETTER = 6.4; // width of a letter at 12.5 pixels, on average

// `theme`: { paper, ink, edge, dark }; positions are those of the layout.
export function svg(data, drawn, title, theme) {
  const place = new Map(drawn.nodes.map((node) => [node.id, node]));
  const xs = drawn.nodes.map((node) => node.x);
  const ys = drawn.nodes.map((node) => node.y);
  const low = (list) => list.reduce((a, b) => Math.min(a, b), 0);
  const high = (list) => list.reduce((a, b) => Math.max(a, b), 0);
  const [left, top] = [low(xs) - 160, low(ys) - 90];
  const [width, height] = [high(xs) + 160 - left, high(ys) + 80 - top];
  const parts = [
    ...drawn.lines.map((line) => path(data, line, place, theme)),
    ...drawn.nodes.map((node) => mark(data, node, theme)),
    ...texts(drawn.nodes, left, top, width, height, theme),
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" font-family="Georgia, serif" font-size="12.5">`;
  const heading = `<text x="${left + 16}" y="${top + 30}" font-size="20" fill="${theme.ink}">${safe(title)}</text>`;
  return `${head}<title>${safe(title)}</title><rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${theme.paper}"/>${parts.join('')}${heading}</svg>`;
}

function path(data, line, place, theme) {
  const [a, b] = [place.get(line.from), place.get(line.to)];
  const dash = line.fact && data.vouched[line.fact.how]?.dash;
  const bend = 0.08 * (line.from < line.to ? 1 : -1);
  const [mx, my] = [(a.x + b.x) / 2 - (b.y - a.y) * bend, (a.y + b.y) / 2 + (b.x - a.x) * bend];
  const named = line.relation ? `<title>${safe(line.relation)}</title>` : '';
  return `<path d="M${a.x} ${a.y}Q${mx.toFixed(1)} ${my.toFixed(1)} ${b.x} ${b.y}" fill="none" stroke="${theme.edge}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}>${named}</path>`;
}

function mark(data, node, theme) {
  const style = data.style[node.group] ?? { shape: 'dot', light: '#dfe5ea', dark: '#39424d' };
  const [tag, geometry] = SHAPES[style.shape];
  const attributes = Object.entries(geometry).map(([name, value]) => `${name}="${value}"`).join(' ');
  const fill = theme.dark ? style.dark : style.light;
  return `<${tag} ${attributes} transform="translate(${node.x} ${node.y}) scale(${(node.size / 7).toFixed(2)})" fill="${fill}"><title>${safe(node.label)}</title></${tag}>`;
}

function texts(nodes, left, top, width, height, theme) {
  const boxes = new Boxes();
  for (const { x, y, size } of nodes) boxes.take([x - left - size, y - top - size, x - left + size, y - top + size]);
  return [...nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).flatMap((node) => {
    const text = shortened(node.label);
    const box = spot(boxes, { x: node.x - left, y: node.y - top, r: node.size }, text.length * LETTER + 4, 16, [width, height]);
    if (!box) return [];
    boxes.take(box);
    return [`<text x="${(box[0] + left + 2).toFixed(1)}" y="${(box[1] + top + 12).toFixed(1)}" fill="${theme.ink}" stroke="${theme.paper}" stroke-width="3" paint-order="stroke">${safe(text)}</text>`];
  });
}

// The canvas on paper, with the title above.
export function png(canvas, title, theme, done) {
  const copy = document.createElement('canvas');
  const band = Math.round(canvas.height * 0.05);
  [copy.width, copy.height] = [canvas.width, canvas.height + band];
  const context = copy.getContext('2d');
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, band);
  context.fillStyle = theme.ink;
  context.font = `${Math.round(band * 0.55)}px Georgia, serif`;
  context.fillText(title, 16, band * 0.75);
  copy.toBlob(done, 'image/png');
}
