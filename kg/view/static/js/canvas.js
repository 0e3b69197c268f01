import { byId, colour, isDark } from './dom.js';

const CELL = 64;
const MOST_LABELS = 160;
const DASHES = { stated: false, attributed: [6, 4], inferred: [2, 4], planned: [10, 4, 2, 4], hypothetical: [2, 6], negated: [1, 3] };

// Boxes already taken on the screen, in a grid, so that labels never overlap.
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  * keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) yield `${x},${y}`;
  }

  free(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
    }
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) ?? []), box]);
  }
}

export class Canvas {
  constructor(data, open) {
    this.data = data;
    this.selected = { node: null, line: null };
    this.shown = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    this.network = new vis.Network(byId('network'), this.shown, this.options());
    this.network.on('click', (event) => {
      if (event.nodes.length) open.node(event.nodes[0]);
      else if (event.edges.length) open.line(event.edges[0]);
      else open.nothing();
    });
    this.network.on('afterDrawing', (context) => this.labels(context));
  }

  options() {
    const options = structuredClone(this.data.options);
    options.edges.color = { color: colour('--edge'), highlight: colour('--focus'), hover: colour('--accent') };
    for (const group of Object.values(options.groups)) {
      if (isDark()) group.color = { background: group.color, border: '#ffffff' };
    }
    options.nodes.font = { size: 0 };
    return options;
  }

  show({ nodes, lines }) {
    const dashed = lines.map((line) => ({ ...line, dashes: DASHES[this.data.facts[line.fact].how] ?? false }));
    const plain = nodes.map(({ id, group, size, x, y }) => ({ id, group, size, x, y }));
    for (const [set, wanted] of [[this.shown.edges, dashed], [this.shown.nodes, plain]]) {
      const kept = new Set(wanted.map((item) => item.id));
      set.remove(set.getIds().filter((id) => !kept.has(id)));
    }
    this.shown.nodes.update(plain);
    this.shown.edges.update(dashed);
    this.order = [...nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  }

  select(node, line) {
    this.selected = { node, line };
    this.network.unselectAll();
    if (node && this.shown.nodes.get(node)) this.network.selectNodes([node]);
    if (line && this.shown.edges.get(line)) this.network.selectEdges([line]);
  }

  focus(node) {
    if (!this.shown.nodes.get(node)) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.network.focus(node, { scale: Math.max(this.network.getScale(), 0.9), animation: still ? false : { duration: 350 } });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }

  repaint() {
    this.network.setOptions(this.options());
  }

  // Labels in screen pixels, the most important first, none over another.
  labels(context) {
    const scale = this.network.getScale();
    const ratio = context.getTransform().a / scale;
    const place = (id) => {
      const position = this.network.getPositions([id])[id];
      return position && this.network.canvasToDOM(position);
    };
    const boxes = new Boxes();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.lineJoin = 'round';
    const near = this.near();
    const ranked = near ? [...this.order].sort((a, b) => near.has(b.id) - near.has(a.id)) : this.order;
    let drawn = 0;
    for (const node of ranked ?? []) {
      if (drawn >= MOST_LABELS) break;
      const at = place(node.id);
      if (at && this.label(context, boxes, node, at, scale, near)) drawn += 1;
    }
    context.restore();
  }

  near() {
    const { node, line } = this.selected;
    if (node) return new Set([node, ...this.data.around.get(node).flatMap((edge) => [edge.from, edge.to])]);
    if (line) return new Set([this.data.lines.get(line).from, this.data.lines.get(line).to]);
    return null;
  }

  label(context, boxes, node, at, scale, near) {
    const size = near?.has(node.id) ? 14 : 12;
    context.font = `${size}px Georgia, "DejaVu Serif", serif`;
    const text = node.label.length > 42 ? `${node.label.slice(0, 40)}…` : node.label;
    const width = context.measureText(text).width + 6;
    const top = at.y + node.size * scale + 3;
    const box = [at.x - width / 2, top, at.x + width / 2, top + size + 3];
    if (!boxes.free(box)) return false;
    boxes.take(box);
    context.globalAlpha = near && !near.has(node.id) ? 0.35 : 1;
    context.lineWidth = 4;
    context.strokeStyle = colour('--paper');
    context.strokeText(text, at.x, top);
    context.fillStyle = colour('--ink');
    context.fillText(text, at.x, top);
    return true;
  }
}
