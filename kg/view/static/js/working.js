// The working set: what is drawn of what passes. Never more than the caps; larger graphs open folded by community.
import { byDegree } from './data.js';
import { adjacency, shortest, within } from './paths.js';
import { rings, row } from './places.js';
import { shortened } from './text.js';

export const CAPS = { nodes: 1000, lines: 2500 };
export const NEAR = { nodes: 120, lines: 300 }; // what a drawn neighbourhood holds: more cannot be read
const BACKBONE = 3; // heaviest links that each folded group keeps
const MANY = 4; // more lines than this from one entity to another are drawn as one
const GROUP = '\u0001group ';
export const FOLDED = '\u0001folded'; // the look of a folded group

export const groupId = (number) => `${GROUP}${number}`;
export const groupOf = (id) => (typeof id === 'string' && id.startsWith(GROUP) ? Number(id.slice(GROUP.length)) : null);

// What is meant: everything that passes, a neighbourhood of it, or a path through it.
export function scope(data, kept, state) {
  if (!state.focus && !state.path) return { ...kept, distance: null, way: null };
  const around = adjacency(kept.lines);
  const way = state.path ? shortest(around, ...state.path) : null;
  const start = state.path ? null : state.focus;
  const distance = way ? new Map(way.map((id) => [id, 0])) : start ? within(around, start, state.steps) : new Map(state.path.map((id) => [id, 0]));
  const nodes = [...distance.keys()].map((id) => data.nodes.get(id));
  const lines = kept.lines.filter((line) => distance.has(line.from) && distance.has(line.to));
  return { nodes, lines, distance, way, around };
}

// What is drawn: nodes with positions, lines, and how much was left out.
export function drawn(data, meant, state) {
  if (meant.way ?? state.path) return placed(meant.nodes, meant.lines, row(meant.nodes.map((node) => node.id)));
  if (meant.distance) {
    const near = [...meant.nodes].sort((a, b) => meant.distance.get(a.id) - meant.distance.get(b.id) || byDegree(data)(a, b)).slice(0, NEAR.nodes);
    const places = rings(meant.distance, near, meant.around);
    const own = (line) => Number(line.from !== state.focus && line.to !== state.focus);
    const lines = [...meant.lines].sort((a, b) => own(a) - own(b));
    return placed(near, lines, places, { left: meant.nodes.length - near.length, most: NEAR.lines });
  }
  if (meant.nodes.length <= CAPS.nodes && meant.lines.length <= CAPS.lines) return placed(meant.nodes, meant.lines, null);
  return folded(data, meant, state.open);
}

function placed(nodes, lines, places, { left = 0, most = CAPS.lines } = {}) {
  const shown = new Set(nodes.map((node) => node.id));
  const between = merged(lines.filter((line) => shown.has(line.from) && shown.has(line.to)));
  const at = (node) => (places ? { ...node, ...places.get(node.id) } : node);
  return { nodes: nodes.map(at), lines: between.slice(0, most), folded: false, left };
}

// Lines from one entity to another: up to a few as they are, more of them as one.
export function merged(lines) {
  const pairs = new Map();
  for (const line of lines) {
    const key = `${line.from}\u0000${line.to}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(line);
  }
  const found = [];
  for (const [key, group] of pairs) {
    if (group.length <= MANY) found.push(...group);
    else found.push({ id: `\u0001many ${key}`, from: group[0].from, to: group[0].to, many: group, weight: group.length });
  }
  return found;
}

// Communities as single nodes, the opened ones spread out, the longest opened ones closed again when there are too many.
export function folded(data, meant, open) {
  const members = new Map();
  for (const node of meant.nodes) {
    if (!members.has(node.community)) members.set(node.community, []);
    members.get(node.community).push(node);
  }
  const spread = unfolded(members, open, byDegree(data));
  const shown = new Map([...spread.values()].flat().map((node) => [node.id, node]));
  const groups = [...members].filter(([number]) => !spread.has(number)).map(([number, list]) => summary(data, number, list));
  const place = (id) => (shown.has(id) ? id : spread.has(data.nodes.get(id).community) ? null : groupId(data.nodes.get(id).community));
  const inside = meant.lines.filter((line) => shown.has(line.from) && shown.has(line.to));
  const nodes = [...groups, ...shown.values()];
  const lines = [...merged(inside), ...links(meant.lines, place, shown)].slice(0, CAPS.lines);
  const left = [...spread].reduce((sum, [number, list]) => sum + members.get(number).length - list.length, 0);
  return { nodes, lines, folded: true, left, open: [...spread.keys()] };
}

// The newest opened communities that fit, best connected members first.
function unfolded(members, open, compare) {
  const spread = new Map();
  let room = CAPS.nodes - members.size;
  for (const number of [...open].reverse()) {
    const list = members.get(number);
    if (!list || room <= 0 || (spread.size && list.length > room)) continue;
    const kept = [...list].sort(compare).slice(0, room);
    spread.set(number, kept);
    room -= kept.length;
  }
  return spread;
}

function summary(data, number, list) {
  const [first] = [...list].sort(byDegree(data));
  const middle = (axis) => Math.round(list.reduce((sum, node) => sum + node[axis], 0) / list.length);
  const rest = list.length - 1;
  const label = rest ? `${shortened(first.label, 28)} +${rest.toLocaleString('en')}` : first.label;
  return { id: groupId(number), label, group: FOLDED, size: Math.round(40 + 56 * Math.sqrt(list.length)), x: middle('x'), y: middle('y'), members: list.length, community: number };
}

// Links that leave a folded group: only the heaviest of each.
function links(lines, place, shown) {
  const weights = new Map();
  for (const line of lines) {
    const [a, b] = [place(line.from), place(line.to)].sort();
    if (!a || !b || a === b || (shown.has(a) && shown.has(b))) continue;
    const key = `${a}\u0000${b}`;
    weights.set(key, (weights.get(key) ?? 0) + 1);
  }
  const kept = new Map();
  const count = new Map();
  for (const [key, weight] of [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const ends = key.split('\u0000');
    if (ends.every((end) => (count.get(end) ?? 0) >= BACKBONE)) continue;
    for (const end of ends) count.set(end, (count.get(end) ?? 0) + 1);
    kept.set(key, { id: `\u0001link ${key}`, from: ends[0], to: ends[1], weight, link: true });
  }
  return [...kept.values()];
}
