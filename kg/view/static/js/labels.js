// Labels in screen pixels, readable at every zoom, the most important first, none over another.
import { Boxes, spot } from './boxes.js';
import { colour } from './dom.js';

const MOST = 160;
const RESERVE = 500; // up to so many shapes keep their place free of labels
const FACE = 'Georgia, "DejaVu Serif", serif';
const widths = new Map();

export const shortened = (text, most = 40) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

function width(context, text, font) {
  const key = `${font}\u0000${text}`;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// `items` in order of importance: { text, x, y, r, strong, faint }, in screen pixels.
export function drawLabels(context, items, size) {
  const boxes = new Boxes();
  const seen = items.filter((item) => item.x > -20 && item.y > -20 && item.x < size[0] + 20 && item.y < size[1] + 20);
  if (seen.length <= RESERVE) for (const { x, y, r } of seen) boxes.take([x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7]);
  const [paper, ink] = [colour('--paper'), colour('--ink')];
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.strokeStyle = paper;
  context.fillStyle = ink;
  let drawn = 0;
  for (const item of seen) {
    if (drawn >= MOST) break;
    if (one(context, boxes, item, size)) drawn += 1;
  }
  context.globalAlpha = 1;
  return boxes;
}

function one(context, boxes, item, size) {
  const pixels = item.strong ? 15 : 12.5;
  const font = `${item.strong ? '600 ' : ''}${pixels}px ${FACE}`;
  const text = shortened(item.text);
  const box = spot(boxes, item, width(context, text, font) + 4, pixels + 4, size);
  if (!box) return false;
  boxes.take(box);
  context.font = font;
  context.globalAlpha = item.faint ? 0.35 : 1;
  context.lineWidth = 4;
  context.strokeText(text, box[0] + 2, box[1] + 1);
  context.fillText(text, box[0] + 2, box[1] + 1);
  return true;
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
