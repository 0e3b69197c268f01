// One state, many parts: a change goes through `go`, is written into the address, and every part follows.
import { byId, count, say } from './dom.js';
import { passing } from './filter.js';
import { Journal } from './journal.js';
import { blank, decode, encode, sound } from './state.js';
import { drawn, groupOf, scope } from './working.js';

const MEETING = 'participation';

export class App {
  constructor(data, names) {
    this.data = data;
    this.names = names;
    this.parts = [];
    this.picking = null;
    this.texts = new Map(data.documents.map((source, number) => [source.key ?? String(number), number]));
    this.state = blank();
    this.extra = null; // what the panel shows that is no part of the address: several lines, a folded group
    this.journal = new Journal((address) => this.show(address));
  }

  start(address) {
    const first = this.data.focus ? { ...blank(), focus: this.data.focus.node, entity: this.data.focus.node, steps: this.data.focus.steps } : blank();
    this.state = address ? this.read(address) : sound(first, this.data, this.texts);
    this.journal.record(encode(this.state, this.names));
    this.render();
  }

  read(address) {
    return sound(decode(address, this.names), this.data, this.texts);
  }

  // The address of what is seen, without the story.
  view() {
    return encode({ ...this.state, story: [] }, this.names);
  }

  // Show what an address says; a story that is being told goes on.
  show(address, story = null) {
    this.extra = null;
    const state = this.read(address);
    this.state = story ? { ...state, story } : state;
    if (story) this.journal.record(encode(this.state, this.names));
    this.render();
  }

  go(patch, { record = true, extra = null } = {}) {
    this.extra = extra;
    this.state = { ...this.state, ...patch };
    const address = encode(this.state, this.names);
    if (record) this.journal.record(address);
    else this.journal.amend(address);
    this.render();
  }

  hide(list, names) {
    this.go({ hidden: { ...this.state.hidden, [list]: names } });
  }

  // What passes, what is meant, what is drawn: worked out again only when something of it changed.
  work() {
    const { hidden, from, to, undated, focus, steps, path, open } = this.state;
    const filter = JSON.stringify([Object.values(hidden).map((set) => [...set]), from, to, undated]);
    const range = JSON.stringify([focus, steps, path]);
    const key = `${filter}${range}${open}`;
    if (key === this.key) return null;
    if (filter !== this.filter) this.kept = passing(this.data, this.state);
    if (filter !== this.filter || range !== this.range) this.meant = scope(this.data, this.kept, this.state);
    this.set = drawn(this.data, this.meant, this.state);
    const moved = range !== this.range || this.set.folded !== this.wasFolded || this.set.folded;
    Object.assign(this, { key, filter, range, wasFolded: this.set.folded });
    return { moved };
  }

  render() {
    const changed = this.work();
    for (const part of this.parts) part(this, changed);
  }

  openEntity(id) {
    const inScope = this.meant.nodes.some((node) => node.id === id);
    const passes = inScope || this.kept.nodes.some((node) => node.id === id);
    const patch = { entity: id, line: null };
    const far = passes && !(inScope && this.set.nodes.some((node) => node.id === id));
    this.go(far ? { ...patch, focus: id, steps: 1, path: null } : patch);
    const { label, group } = this.data.nodes.get(id);
    say(`${label}, ${group}, ${count(this.data.around.get(id).length, 'line')}${passes ? '' : ', hidden by the filters'}`);
  }

  openLine(id) {
    const line = this.data.lines.get(id);
    this.go({ line: id, entity: null });
    say(`${this.data.nodes.get(line.from).label} ${line.relation} ${this.data.nodes.get(line.to).label}`);
  }

  openLines(lines, title) {
    this.go({ line: null, entity: null }, { extra: { lines, title } });
    say(title);
  }

  openGroup(number) {
    const node = this.set.nodes.find((one) => one.members && one.community === number);
    this.go({ line: null, entity: null }, { extra: { group: number, label: node.label, id: node.id } });
    say(`${node.label}, group`);
  }

  spread(number) {
    this.go({ open: [...this.state.open.filter((other) => other !== number), number].slice(-8), entity: null, line: null });
    this.canvas.fit(true, this.set.nodes.filter((node) => node.community === number).map((node) => node.id));
    say(`Group opened, ${count(this.set.nodes.length, 'entity', 'entities')} drawn`);
  }

  // The part that is meant, in words; empty for the whole.
  get scope() {
    const name = (id) => this.data.nodes.get(id).label;
    if (this.state.focus) return `Around ${name(this.state.focus)}`;
    if (this.state.path) return `${this.meant.way ? 'Path' : 'No path'}: ${this.state.path.map(name).join(' → ')}`;
    return '';
  }

  // Whatever stands in the drawing: an entity, or a folded group.
  openDrawn(id) {
    const number = groupOf(id);
    if (number === null) this.openEntity(id);
    else this.openGroup(number);
  }

  // A second click goes further in: a group is spread out, an entity is surrounded by its neighbours.
  twice(id) {
    const number = groupOf(id);
    if (number === null) this.focus(id, 1);
    else this.spread(number);
  }

  openDrawnLine(id) {
    const line = this.set.lines.find((one) => one.id === id);
    if (line.many) this.openLines(line.many, `${this.data.nodes.get(line.from).label} and ${this.data.nodes.get(line.to).label}`);
    else if (line.fact) this.openLine(id);
    else say(`${count(line.weight, 'line')} between two groups; open one of them`);
  }

  openText(number, at, line) {
    const key = [...this.texts].find(([, other]) => other === number)[0];
    this.go({ view: 'text', text: key, at: at === null ? null : String(at), line, entity: null });
    say(this.data.documents[number].title);
  }

  // The list of texts; a single one at once.
  openTexts() {
    const [only, ...more] = this.texts.keys();
    this.go({ view: 'text', text: only !== undefined && !more.length ? only : null, at: null });
  }

  focus(id, steps) {
    this.go({ view: this.state.view === 'text' ? 'map' : this.state.view, focus: id, entity: id, line: null, path: null, steps });
    say(`${this.data.nodes.get(id).label}, ${count(steps, 'step')}: ${count(this.meant.nodes.length, 'entity', 'entities')}`);
  }

  path(from, to) {
    this.go({ view: 'map', path: [from, to], focus: null, entity: null, line: null });
    const steps = this.meant.way ? this.meant.way.length - 1 : null;
    say(steps === null ? 'No path between them in what is shown' : `A path of ${count(steps, 'step')}`);
  }

  // Whom someone met: the neighbourhood of two steps over taking part in events.
  meetings(id) {
    const kept = new Set([...this.data.lines.values()].filter((line) => line.fact.family === MEETING).map((line) => line.relation));
    const relations = new Set(this.names.relations.filter((name) => !kept.has(name)));
    this.go({ view: this.state.view === 'text' ? 'map' : this.state.view, focus: id, entity: id, line: null, path: null, steps: 2, hidden: { ...this.state.hidden, relations } });
    say(`${count(this.meant.nodes.length - 1, 'entity', 'entities')} in the same events`);
  }

  clear() {
    if (this.state.entity || this.state.line || this.extra) this.go({ entity: null, line: null });
    else if (this.state.focus || this.state.path) this.go({ focus: null, path: null, steps: 1 });
    byId('save').open = byId('tell').open = false;
  }

  reset() {
    this.go({ ...blank(), view: this.state.view, story: this.state.story });
  }
}
