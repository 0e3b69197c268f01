// The map as a picture to keep: SVG drawn anew with its legend, PNG from the canvas.
import { Boxes, spot } from './boxes.js';
import { SHAPES } from './glyph.js';
import { nths } from './look.js';
import { shortened } from './text.js';

const safe = (text) => String(text).replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => (character < ' ' ? '' : `&#${character.charCodeAt(0)};`));
const LETTER = 6.4; // width of a letter at 12.5 pixels, on average
const ROW = 24;
const MARGIN = { side: 130, top: 70, bottom: 50 };
const WIDE = 1000; // pixels that the shapes of a picture span at most, so that its words can be read on a page
const LEAST = 5;

// `theme`: { paper, ink, edge, dark }; positions are those of the layout.
export function svg(data, working, title, theme) {
  const drawn = scaled(working);
  const place = new Map(drawn.nodes.map((node) => [node.id, node]));
  const frame = framed(drawn.nodes);
  const order = nths(drawn.lines);
  const legend = legendOf(data, drawn, frame, theme);
  const height = frame.height + legend.height;
  const { left, top, width } = frame;
  const parts = [
    ...drawn.lines.map((line, i) => path(data, line, order[i], place, theme)),
    ...drawn.nodes.map((node) => mark(data, node, theme)),
    ...texts(drawn.nodes, frame, theme),
    ...legend.parts,
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" font-family="Georgia, serif" font-size="12.5">`;
  const heading = `<text x="${left + 16}" y="${top + 30}" font-size="20" fill="${theme.ink}">${safe(title)}</text>`;
  return `${head}<title>${safe(title)}</title><rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${theme.paper}"/>${parts.join('')}${heading}</svg>`;
}

// The working set drawn in to the size of a page.
function scaled({ nodes, lines }) {
  const span = nodes.reduce((far, { x, y }) => [Math.max(far[0], x), Math.min(far[1], x), Math.max(far[2], y), Math.min(far[3], y)], [-Infinity, Infinity, -Infinity, Infinity]);
  const unit = Math.max(1, (span[0] - span[1]) / WIDE, (span[2] - span[3]) / WIDE);
  const shrunk = (node) => ({ ...node, x: Math.round(node.x / unit), y: Math.round(node.y / unit), size: Math.max(LEAST, node.size / unit) });
  return { nodes: nodes.map(shrunk), lines };
}

function framed(nodes) {
  const edge = (axis, sign) => Math.round(nodes.reduce((far, node) => Math.max(far, sign * node[axis] + node.size), 0) * sign);
  const [left, top] = [edge('x', -1) - MARGIN.side, edge('y', -1) - MARGIN.top];
  return { left, top, width: edge('x', 1) + MARGIN.side - left, height: edge('y', 1) + MARGIN.bottom - top };
}

function path(data, line, nth, place, theme) {
  const [a, b] = [place.get(line.from), place.get(line.to)];
  const style = line.fact && data.vouched[line.fact.how];
  const bend = (0.08 + 0.1 * nth) * (line.from < line.to ? 1 : -1);
  const middle = { x: (a.x + b.x) / 2 - (b.y - a.y) * bend, y: (a.y + b.y) / 2 + (b.x - a.x) * bend };
  const dash = style?.dash ? ` stroke-dasharray="${style.dash.join(' ')}"` : '';
  const thick = line.weight ? ` stroke-width="${Math.min(9, 1 + Math.log2(line.weight)).toFixed(1)}"` : '';
  const named = line.relation ? `<title>${safe(line.relation)}</title>` : '';
  const curve = `<path d="M${a.x} ${a.y}Q${at(middle)} ${b.x} ${b.y}" fill="none" stroke="${theme.edge}"${dash}${thick}>${named}</path>`;
  return curve + (line.link ? '' : head(middle, b, theme)) + (style?.icon ? icon(style.icon, a, middle, b, theme) : '');
}

const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

// An arrowhead that touches the rim of the shape it points to.
function head(from, to, theme) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const point = (back, aside) => at({ x: to.x - dx * (to.size + back) - dy * aside, y: to.y - dy * (to.size + back) + dx * aside });
  return `<path d="M${point(1, 0)}L${point(10, 3.5)}L${point(10, -3.5)}Z" fill="${theme.edge}"/>`;
}

function icon(text, a, middle, b, theme) {
  const [x, y] = ['x', 'y'].map((axis) => (0.25 * a[axis] + 0.5 * middle[axis] + 0.25 * b[axis]).toFixed(1));
  return `<circle cx="${x}" cy="${y}" r="8" fill="${theme.paper}" stroke="${theme.edge}"/><text x="${x}" y="${y}" dy="4" text-anchor="middle" fill="${theme.ink}">${safe(text)}</text>`;
}

function mark(data, node, theme) {
  const style = data.style[node.group] ?? { shape: 'dot', light: '#dfe5ea', dark: '#39424d' };
  const [tag, geometry] = SHAPES[style.shape];
  const attributes = Object.entries(geometry).map(([name, value]) => `${name}="${value}"`).join(' ');
  const fill = theme.dark ? style.dark : style.light;
  return `<${tag} ${attributes} transform="translate(${node.x} ${node.y}) scale(${(node.size / 7).toFixed(2)})" fill="${fill}"><title>${safe(node.label)}</title></${tag}>`;
}

function texts(nodes, { left, top, width, height }, theme) {
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

// What shapes and dashes mean, below the map, in as many rows as it takes.
function legendOf(data, drawn, { left, top, width, height }, theme) {
  const kinds = Object.keys(data.style).filter((kind) => drawn.nodes.some((node) => node.group === kind));
  const ways = Object.keys(data.vouched).filter((how) => drawn.lines.some((line) => line.fact?.how === how));
  const items = [
    ...kinds.map((kind) => [kind, (x, y) => mark(data, { group: kind, label: kind, x, y, size: 7 }, theme)]),
    ...ways.map((how) => [data.vouched[how].words, (x, y) => stroke(data.vouched[how], x, y, theme)]),
  ];
  let [x, row] = [0, 0];
  const parts = items.map(([words, picture]) => {
    const long = words.length * LETTER + 70;
    if (x && x + long > width - 32) [x, row] = [0, row + 1];
    const [px, py] = [left + 32 + x, top + height + ROW * row];
    x += long;
    return `${picture(px, py)}<text x="${px + 24}" y="${py + 4}" fill="${theme.ink}">${safe(words)}</text>`;
  });
  return { parts, height: items.length ? ROW * (row + 1) + 12 : 0 };
}

function stroke({ dash, icon: sign }, x, y, theme) {
  const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  const line = `<path d="M${x - 18} ${y}H${x + 18}" stroke="${theme.edge}" stroke-width="2"${dashes}/>`;
  return sign ? `${line}<text x="${x}" y="${y - 3}" text-anchor="middle" fill="${theme.ink}">${safe(sign)}</text>` : line;
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
