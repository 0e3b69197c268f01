// The drawing: vis-network holds the working set; labels, icons and highlights are drawn over it.
import { byId, colour, isStill } from './dom.js';
import { other } from './data.js';
import { drawIcons, drawLabels } from './labels.js';
import { drawnNode, edges, options } from './look.js';

const BUSY = 400; // from so many lines on, they are hidden while the map moves
const ICONS = 150;

export class Canvas {
  constructor(data, heard) {
    this.data = data;
    this.chosen = { nodes: [], lines: [] };
    this.drawn = { nodes: [], lines: [] };
    this.sets = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    this.network = new vis.Network(byId('network'), this.sets, options(data, false));
    this.network.on('click', ({ nodes, edges: lines }) => {
      if (nodes.length) heard.node(nodes[0]);
      else if (lines.length) heard.line(lines[0]);
      else heard.nothing();
    });
    this.network.on('doubleClick', ({ nodes }) => nodes.length && heard.twice(nodes[0]));
    this.network.on('hoverNode', () => { byId('network').style.cursor = 'pointer'; });
    this.network.on('blurNode', () => { byId('network').style.cursor = ''; });
    this.network.on('afterDrawing', (context) => this.over(context));
  }

  // Show another working set; only what differs is exchanged.
  show(drawn, moved) {
    this.drawn = drawn;
    this.byId = new Map(drawn.nodes.map((node) => [node.id, node]));
    this.lines = new Map(drawn.lines.map((line) => [line.id, line]));
    this.order = [...drawn.nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
    const busy = drawn.lines.length > BUSY;
    if (busy !== this.busy) {
      this.busy = busy;
      this.network.setOptions({ interaction: { hideEdgesOnDrag: busy, hideEdgesOnZoom: busy } });
    }
    exchange(this.sets.nodes, drawn.nodes.map(drawnNode), moved);
    exchange(this.sets.edges, edges(drawn.lines, this.data.vouched), moved);
    if (moved) this.fit(false);
  }

  choose(nodes, lines) {
    this.chosen = { nodes: nodes.filter((id) => this.byId.has(id)), lines: lines.filter((id) => this.lines.has(id)) };
    this.network.unselectAll();
    this.network.setSelection({ nodes: this.chosen.nodes, edges: this.chosen.lines }, { highlightEdges: false });
    this.network.redraw();
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
    const scale = Math.max(this.network.getScale(), 0.55);
    if (!visible || scale !== this.network.getScale()) this.network.focus(id, { scale, animation: isStill() ? false : { duration: 300 } });
  }

  fit(moving = true, nodes = null) {
    this.network.fit({ ...(nodes && { nodes }), maxZoomLevel: 1.2, animation: moving && !isStill() ? { duration: 300 } : false });
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
    const boxes = drawLabels(context, this.labels(near, scale), size);
    drawIcons(context, boxes, this.icons(near));
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
    context.globalAlpha = 0.78;
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
      items.push({ text: label, x: at.x, y: at.y, r: size * scale, strong: near ? near.chosen.has(id) : Boolean(members), faint: near ? !near.around.has(id) : false });
    }
    return items;
  }

  icons(near) {
    const lines = near ? near.lines : this.drawn.lines;
    if (lines.length > ICONS || this.network.getScale() < 0.45) return [];
    const found = [];
    for (const { id, fact } of lines) {
      const icon = fact && this.data.vouched[fact.how]?.icon;
      const type = icon && this.network.body.edges[id]?.edgeType;
      if (!type?.fromPoint) continue;
      found.push({ icon, ...this.network.canvasToDOM(type.getPoint(0.5)) });
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

const rank = (near, node) => 2 * near.chosen.has(node.id) + near.around.has(node.id);

function exchange(set, wanted, moved) {
  const kept = new Set(wanted.map((item) => item.id));
  const gone = set.getIds().filter((id) => !kept.has(id));
  if (gone.length) set.remove(gone);
  const fresh = moved ? wanted : wanted.filter((item) => !set.get(item.id));
  if (fresh.length) set.update(fresh);
}
