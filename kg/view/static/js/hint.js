// What lies under the pointer, said in a few words beside it.
import { byId, count } from './dom.js';
import { groupOf } from './working.js';

function words(app, kind, id) {
  const { data } = app;
  if (kind === 'node') {
    const drawn = app.canvas.byId.get(id);
    return groupOf(id) === null ? `${data.nodes.get(id).label} · ${data.nodes.get(id).group}` : `${drawn.label} · ${count(drawn.members, 'entity', 'entities')}`;
  }
  const line = app.canvas.lines.get(id);
  if (!line) return '';
  if (line.link) return `${count(line.weight, 'line')} between two groups`;
  const [from, to] = [data.nodes.get(line.from).label, data.nodes.get(line.to).label];
  if (line.many) return `${from} → ${to}: ${count(line.weight, 'line')}`;
  const how = line.fact.how === 'stated' ? '' : ` (${line.fact.how})`;
  return `${from} ${line.relation} ${to}${how}`;
}

export function hint(app, kind, id, at) {
  const box = byId('hint');
  const text = kind ? words(app, kind, id) : '';
  box.hidden = !text;
  if (!text) return;
  box.textContent = text;
  const { clientWidth, clientHeight } = byId('network');
  box.style.left = `${Math.max(8, Math.min(at.x + 14, clientWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${at.y + 18 + box.offsetHeight > clientHeight ? at.y - box.offsetHeight - 10 : at.y + 18}px`;
}
