// Labels in screen pixels, readable at every zoom, the most important first, none over another.
import { Boxes, spot } from './boxes.js';
import { colour } from './dom.js';
import { shortened } from './text.js';

const MOST = 160;
const RESERVE = 500; // up to so many shapes keep their place free of labels
const FACE = 'Georgia, "DejaVu Serif", serif';
const widths = new Map();

function width(context, text, font) {
  const key = `${font}\u0000${text}`;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

const seen = (items, size) => items.filter((item) => item.x > -20 && item.y > -20 && item.x < size[0] + 20 && item.y < size[1] + 20);

// The places that shapes take.
export function shapes(items, size) {
  const boxes = new Boxes();
  const shown = seen(items, size);
  if (shown.length <= RESERVE) for (const { x, y, r, roomy } of shown) if (!roomy) boxes.take([x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7]);
  return boxes;
}

// `items` in order of importance: { text, x, y, r, strong, faint, roomy }, in screen pixels.
export function drawLabels(context, boxes, items, size, alpha = 1) {
  const [paper, ink] = [colour('--paper'), colour('--ink')];
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.strokeStyle = paper;
  context.fillStyle = ink;
  context.globalAlpha = alpha;
  let drawn = 0;
  for (const item of seen(items, size)) {
    if (drawn >= MOST) break;
    if (one(context, boxes, item, size)) drawn += 1;
  }
  context.globalAlpha = 1;
}

function one(context, boxes, item, size) {
  const pixels = item.strong ? 15 : 12.5;
  const font = `${item.strong ? '600 ' : ''}${pixels}px ${FACE}`;
  const text = shortened(item.text);
  const box = spot(boxes, item, width(context, text, font) + 4, pixels + 4, size);
  if (!box) return false;
  boxes.take(box);
  context.font = font;
  context.lineWidth = 4;
  context.strokeText(text, box[0] + 2, box[1] + 1);
  context.fillText(text, box[0] + 2, box[1] + 1);
  return true;
}

// Relations in words on their lines, where there is room; gives the lines that got theirs.
export function drawWords(context, boxes, lines) {
  const font = `italic 12px ${FACE}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  const [paper, accent] = [colour('--paper'), colour('--accent')];
  const done = new Set();
  for (const { id, text, places } of lines) {
    const half = width(context, text, font) / 2 + 3;
    const at = places.find(({ x, y }) => boxes.free([x - half, y - 8, x + half, y + 8]));
    if (!at) continue;
    boxes.take([at.x - half, at.y - 8, at.x + half, at.y + 8]);
    context.font = font;
    [context.strokeStyle, context.fillStyle] = [paper, accent];
    context.strokeText(text, at.x, at.y);
    context.fillText(text, at.x, at.y);
    done.add(id);
  }
  return done;
}

// The icon of a line that its issuer does not simply state, at its middle, where there is room.
export function drawIcons(context, boxes, icons) {
  context.font = '12px "DejaVu Sans", "Segoe UI Symbol", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [paper, ink, edge] = [colour('--paper'), colour('--ink'), colour('--edge')];
  for (const { icon, x, y } of icons) {
    const box = [x - 8, y - 8, x + 8, y + 8];
    if (!boxes.free(box)) continue;
    boxes.take(box);
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.fillStyle = paper;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = edge;
    context.stroke();
    context.fillStyle = ink;
    context.fillText(icon, x, y + 0.5);
  }
}
