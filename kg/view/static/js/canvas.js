// The drawing: vis-network holds the working set; labels, icons and highlights are drawn over it.
import { byId, colour, isStill } from './dom.js';
import { other } from './data.js';
import { drawIcons, drawLabels, drawWords, shapes } from './labels.js';
import { drawnNode, edges, options } from './look.js';

const BUSY = 400; // from so many lines on, they are hidden while the map moves
const ICONS = 150;
const FEW = 12;
const WORDS = 40; // so many lines at most say their relation
const STRONG = 14; // pixels: groups from this radius on have their names in bold
const ALONG = [0.5, 0.38, 0.62, 0.28, 0.72]; // where on a line its words may stand
const MOST_STRETCH = 1.7;
const VEIL = { deep: 0.78, light: 0.45 };
const CLOSEST = 1.2;
const FARTHEST = 0.35; // what is looked for is not left smaller than this
const MARGIN = { side: 64, top: 28, bottom: 72 }; // pixels for labels at the rim and for what floats over the map

export class Canvas {
  constructor(data, heard) {
    this.data = data;
    this.chosen = { nodes: [], lines: [] };
    this.drawn = { nodes: [], lines: [] };
    this.stretch = { x: 1, y: 1 };
    this.sets = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    this.network = new vis.Network(byId('network'), this.sets, options(data, false));
    this.network.on('click', ({ nodes, edges: lines }) => {
      if (nodes.length) heard.node(nodes[0]);
      else if (lines.length) heard.line(lines[0]);
      else heard.nothing();
    });
    this.network.on('doubleClick', ({ nodes }) => nodes.length && heard.twice(nodes[0]));
    const over = (kind) => ({ node, edge, pointer }) => {
      byId('network').style.cursor = 'pointer';
      heard.over(kind, node ?? edge, pointer.DOM);
    };
    const off = () => {
      byId('network').style.cursor = '';
      heard.over(null);
    };
    this.network.on('hoverNode', over('node'));
    this.network.on('hoverEdge', over('line'));
    for (const name of ['blurNode', 'blurEdge', 'dragStart', 'zoom', 'click']) this.network.on(name, off);
    this.network.on('afterDrawing', (context) => this.over(context));
  }

  // Show another working set; only what differs is exchanged.
  show(drawn, moved) {
    this.drawn = drawn;
    this.byId = new Map(drawn.nodes.map((node) => [node.id, node]));
    this.lines = new Map(drawn.lines.map((line) => [line.id, line]));
    this.chosen = this.known(this.chosen.nodes, this.chosen.lines); // while the rest is exchanged the map is drawn
    this.order = [...drawn.nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
    const busy = drawn.lines.length > BUSY;
    if (busy !== this.busy) {
      this.busy = busy;
      this.network.setOptions({ interaction: { hideEdgesOnDrag: busy, hideEdgesOnZoom: busy } });
    }
    if (moved) this.stretch = stretched(drawn.nodes, byId('network'));
    const { x, y } = this.stretch;
    exchange(this.sets.nodes, drawn.nodes.map((node) => drawnNode({ ...node, x: node.x * x, y: node.y * y })), moved);
    exchange(this.sets.edges, edges(drawn.lines, this.data.vouched), moved);
    this.waiting = moved && !byId('network').clientWidth;
    if (moved) this.fit(false);
  }

  known(nodes, lines) {
    return { nodes: nodes.filter((id) => this.byId.has(id)), lines: lines.filter((id) => this.lines.has(id)) };
  }

  // `light`: what is not chosen stays readable.
  choose(nodes, lines, light = false) {
    this.veil = light ? VEIL.light : VEIL.deep;
    this.chosen = this.known(nodes, lines);
    // The handler draws once, with the next picture; the network's own methods would draw three times at once.
    this.network.selectionHandler.setSelection({ nodes: this.chosen.nodes, edges: this.chosen.lines }, { highlightEdges: false });
  }

  // Drawn while the map was hidden: laid out and fitted as soon as it is seen.
  seen() {
    if (!this.waiting || !byId('network').clientWidth) return;
    this.network.setSize('100%', '100%');
    this.show(this.drawn, true);
  }

  has(id) {
    return this.byId?.has(id) ?? false;
  }

  // Bring an entity into view, when it is not there already.
  reveal(id) {
    const body = this.network.body.nodes[id];
    if (!body) return;
    const at = this.network.canvasToDOM({ x: body.x, y: body.y });
    const { clientWidth, clientHeight } = byId('network');
    const visible = at.x > 60 && at.y > 60 && at.x < clientWidth - 60 && at.y < clientHeight - 60;
    const near = this.network.getScale();
    const scale = near < FARTHEST ? 0.55 : near;
    if (!visible || scale !== near) this.network.focus(id, { scale, animation: isStill() ? false : { duration: 300 } });
  }

  // Everything drawn, or some of it, in the part of the map that nothing floats over.
  fit(moving = true, nodes = this.drawn.nodes.map((node) => node.id)) {
    const { clientWidth, clientHeight } = byId('network');
    const bodies = nodes.map((id) => this.network.body.nodes[id]).filter(Boolean);
    if (!bodies.length || !clientWidth) return;
    const [left, right] = extent(bodies, (body) => body.x, (body) => body.options.size);
    const [top, bottom] = extent(bodies, (body) => body.y, (body) => body.options.size);
    const above = MARGIN.top + (byId('scope').hidden ? 0 : byId('scope').offsetHeight + 8);
    const side = Math.min(MARGIN.side, clientWidth / 16);
    const room = { x: Math.max(80, clientWidth - 2 * side), y: Math.max(80, clientHeight - above - MARGIN.bottom) };
    const scale = Math.min(CLOSEST, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    const animation = moving && !isStill() ? { duration: 300 } : false;
    this.network.moveTo({ position, scale, offset: { x: 0, y: (above - MARGIN.bottom) / 2 }, animation });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }

  repaint() {
    this.network.setOptions(options(this.data, this.busy));
    this.network.redraw();
  }

  // In screen pixels, over what vis-network drew: a veil with the chosen on top, icons, labels.
  over(context) {
    const scale = this.network.getScale();
    const ratio = context.getTransform().a / scale;
    const near = this.near();
    if (near) this.lift(context, near, ratio);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const size = [byId('network').clientWidth, byId('network').clientHeight];
    const labels = this.labels(near, scale);
    const boxes = shapes(labels, size);
    drawLabels(context, boxes, labels.filter((label) => !label.faint), size);
    const worded = drawWords(context, boxes, this.words(near));
    drawLabels(context, boxes, labels.filter((label) => label.faint), size, 1 - 0.85 * this.veil);
    drawIcons(context, boxes, this.icons(near).filter(({ id }) => !worded.has(id)));
    context.restore();
  }

  // The chosen and what they touch; null when nothing is chosen.
  near() {
    const { nodes, lines } = this.chosen;
    if (!nodes.length && !lines.length) return null;
    const chosen = new Set(nodes);
    const kept = this.drawn.lines.filter((line) => chosen.has(line.from) || chosen.has(line.to) || lines.includes(line.id));
    const around = new Set([...nodes, ...kept.flatMap((line) => [line.from, line.to])]);
    return { chosen: new Set([...nodes, ...lines.flatMap((id) => [this.lines.get(id).from, this.lines.get(id).to])]), around, lines: kept };
  }

  lift(context, near, ratio) {
    const body = this.network.body;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = this.veil;
    context.fillStyle = colour('--paper');
    context.fillRect(0, 0, byId('network').clientWidth, byId('network').clientHeight);
    context.restore();
    for (const { id } of near.lines) body.edges[id]?.draw(context);
    for (const { id } of near.lines) body.edges[id]?.drawArrows(context);
    for (const id of near.around) body.nodes[id]?.draw(context);
  }

  labels(near, scale) {
    const ranked = near ? [...this.order].sort((a, b) => rank(near, b) - rank(near, a)) : this.order ?? [];
    const items = [];
    for (const { id, label, size, members } of ranked) {
      const body = this.network.body.nodes[id];
      if (!body) continue;
      const at = this.network.canvasToDOM({ x: body.x, y: body.y });
      items.push({ text: label, x: at.x, y: at.y, r: size * scale, roomy: Boolean(members), strong: near ? near.chosen.has(id) : Boolean(members) && size * scale > STRONG, faint: near ? !near.around.has(id) : false });
    }
    return items;
  }

  // What the lines of the chosen say, or all where there are few, each with the places where the words may stand.
  words(near) {
    const lines = near ? near.lines : this.drawn.lines;
    if (lines.length > (near ? WORDS : FEW)) return [];
    return lines.flatMap(({ id, fact, relation, weight }) => {
      const type = this.network.body.edges[id]?.edgeType;
      if (!type?.fromPoint || !(relation || weight)) return [];
      const text = relation ? [this.data.vouched[fact.how]?.icon, relation].filter(Boolean).join(' ') : `${weight} lines`;
      return [{ id, text, places: ALONG.map((part) => this.network.canvasToDOM(type.getPoint(part))) }];
    });
  }

  icons(near) {
    const lines = near ? near.lines : this.drawn.lines;
    if (lines.length > ICONS || this.network.getScale() < 0.45) return [];
    const found = [];
    for (const { id, fact } of lines) {
      const icon = fact && this.data.vouched[fact.how]?.icon;
      const type = icon && this.network.body.edges[id]?.edgeType;
      if (!type?.fromPoint) continue;
      found.push({ id, icon, ...this.network.canvasToDOM(type.getPoint(0.5)) });
    }
    return found;
  }

  // Neighbours in the drawing, from the best known on: where arrow keys go.
  neighbours(id) {
    const found = new Set(this.drawn.lines.filter((line) => line.from === id || line.to === id).map((line) => other(line, id)));
    found.delete(id);
    return this.order.filter((node) => found.has(node.id)).map((node) => node.id);
  }
}

const extent = (items, value, reach = () => 0) => items.reduce(([low, high], item) => [Math.min(low, value(item) - reach(item)), Math.max(high, value(item) + reach(item))], [Infinity, -Infinity]);

// How far positions are drawn out, so that the map fills the shape of its place.
function stretched(nodes, { clientWidth, clientHeight }) {
  const [left, right] = extent(nodes, (node) => node.x);
  const [top, bottom] = extent(nodes, (node) => node.y);
  const [wide, high] = [right - left, bottom - top];
  if (!(wide > 0 && high > 0 && clientWidth && clientHeight)) return { x: 1, y: 1 };
  const more = (clientWidth * high) / (clientHeight * wide);
  return more > 1 ? { x: Math.min(more, MOST_STRETCH), y: 1 } : { x: 1, y: Math.min(1 / more, MOST_STRETCH) };
}

const rank = (near, node) => 2 * near.chosen.has(node.id) + near.around.has(node.id);

function exchange(set, wanted, moved) {
  const kept = new Set(wanted.map((item) => item.id));
  const gone = set.getIds().filter((id) => !kept.has(id));
  if (gone.length) set.remove(gone);
  const fresh = moved ? wanted : wanted.filter((item) => !set.get(item.id));
  if (fresh.length) set.update(fresh);
}
