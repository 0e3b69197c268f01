// Arrow keys on the map: left and right walk over neighbours, up and down over lines, Enter opens.
import { say } from './dom.js';

export class Walk {
  constructor(app) {
    this.app = app;
    this.rest();
  }

  rest() {
    this.at = -1;
    this.mode = 'nodes';
    this.base = null;
  }

  key(event) {
    const step = { ArrowRight: ['nodes', 1], ArrowLeft: ['nodes', -1], ArrowDown: ['lines', 1], ArrowUp: ['lines', -1] }[event.key];
    if (step) this.move(...step);
    else if (event.key === 'Enter' && this.at >= 0) this.open();
    else return;
    event.preventDefault();
  }

  stops() {
    const { app } = this;
    const chosen = app.state.entity && app.canvas.has(app.state.entity) ? app.state.entity : null;
    if (this.mode === 'nodes') return chosen ? app.canvas.neighbours(chosen) : app.canvas.order.map((node) => node.id);
    return app.canvas.drawn.lines.filter((line) => line.fact && (!chosen || line.from === chosen || line.to === chosen)).map((line) => line.id);
  }

  move(mode, step) {
    if (mode !== this.mode) this.at = -1;
    this.mode = mode;
    const stops = this.stops();
    if (!stops.length) return;
    this.at = (this.at + step + stops.length) % stops.length;
    const id = stops[this.at];
    this.app.canvas.choose(mode === 'nodes' ? [id] : [], mode === 'lines' ? [id] : []);
    if (mode === 'nodes') this.app.canvas.reveal(id);
    say(`${this.at + 1} of ${stops.length}: ${this.named(mode, id)}`);
  }

  named(mode, id) {
    if (mode === 'nodes') return this.app.canvas.byId.get(id).label;
    const { nodes, lines } = this.app.data;
    const line = lines.get(id);
    return `${nodes.get(line.from).label} ${line.relation} ${nodes.get(line.to).label}`;
  }

  open() {
    const id = this.stops()[this.at];
    if (this.mode === 'nodes') this.app.openDrawn(id);
    else this.app.openLine(id);
  }
}
