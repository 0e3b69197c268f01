import { Canvas } from './canvas.js';
import { index, passing, tally } from './data.js';
import { showIntroduction, showLine, showNode } from './details.js';
import { byId, isDark, say } from './dom.js';
import { legend } from './legend.js';
import { search } from './search.js';

const data = index(JSON.parse(byId('payload').textContent));
const kinds = tally([...data.nodes.values()].map((node) => node.group));
const relations = tally([...data.lines.values()].map((line) => line.relation));
const filter = { kinds: new Set(), relations: new Set() };
let selected = null;
let step = -1;

function openNode(id) {
  selected = id;
  step = -1;
  canvas.select(id, null);
  canvas.focus(id);
  showNode(data, id, openLine);
  say(`${data.nodes.get(id).label}, ${data.nodes.get(id).group}, ${data.around.get(id).length} lines`);
}

function openLine(id) {
  const line = data.lines.get(id);
  canvas.select(null, id);
  showLine(data, id, openNode);
  say(`${data.nodes.get(line.from).label} ${line.relation} ${data.nodes.get(line.to).label}`);
}

function openNothing() {
  selected = null;
  step = -1;
  canvas.select(null, null);
  showIntroduction(data, openNode);
}

function refresh() {
  const kept = passing(data, filter);
  canvas.show(kept);
  byId('counts').textContent = `${kept.nodes.length} of ${data.nodes.size} entities · ${kept.lines.length} of ${data.lines.size} lines`;
}

function showEverything() {
  for (const [name] of kinds) filter.kinds.add(name);
  for (const [name] of relations) filter.relations.add(name);
  legend(byId('kinds'), kinds, filter.kinds, data.options.groups, refresh);
  legend(byId('relations'), relations, filter.relations, {}, refresh);
  refresh();
}

// Arrow keys walk over the neighbours of what is selected, or over everything; Enter opens.
function walk(event) {
  const around = selected ? data.around.get(selected).map((line) => (line.from === selected ? line.to : line.from)) : [...data.nodes.keys()];
  const stops = [...new Set(around)];
  if (event.key === 'Enter' && step >= 0) openNode(stops[step]);
  else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && stops.length) {
    event.preventDefault();
    step = (step + (event.key === 'ArrowRight' ? 1 : -1) + stops.length) % stops.length;
    canvas.select(stops[step], null);
    say(`${step + 1} of ${stops.length}: ${data.nodes.get(stops[step]).label}`);
  }
}

const canvas = new Canvas(data, { node: openNode, line: openLine, nothing: openNothing });
search(data, openNode);
showEverything();
openNothing();
canvas.network.fit({ animation: false });

byId('network').addEventListener('keydown', walk);
byId('reset').addEventListener('click', showEverything);
byId('fit').addEventListener('click', () => canvas.network.fit());
byId('closer').addEventListener('click', () => canvas.zoom(1.25));
byId('wider').addEventListener('click', () => canvas.zoom(0.8));
byId('theme').addEventListener('click', () => {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  canvas.repaint();
});
addEventListener('keydown', (event) => {
  if (event.target.matches('input')) return;
  if (event.key === '/') {
    event.preventDefault();
    byId('query').focus();
  } else if (event.key === 'f' || event.key === 'F') canvas.network.fit();
  else if (event.key === 'Escape') openNothing();
});
