// Ways through what passes the filters.
import { other } from './data.js';

export function adjacency(lines) {
  const around = new Map();
  for (const line of lines) {
    for (const end of [line.from, line.to]) {
      if (!around.has(end)) around.set(end, []);
      around.get(end).push(line);
    }
  }
  return around;
}

// Distance of everything within so many steps of an entity.
export function within(around, start, steps) {
  const distance = new Map([[start, 0]]);
  let edge = [start];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const id of edge) {
      for (const line of around.get(id) ?? []) {
        const end = other(line, id);
        if (!distance.has(end)) {
          distance.set(end, step);
          next.push(end);
        }
      }
    }
    edge = next;
  }
  return distance;
}

// A shortest way between two entities, as their ids in order; null when there is none.
export function shortest(around, start, goal) {
  const before = new Map([[start, null]]);
  let edge = [start];
  while (edge.length && !before.has(goal)) {
    const next = [];
    for (const id of edge) {
      for (const line of around.get(id) ?? []) {
        const end = other(line, id);
        if (!before.has(end)) {
          before.set(end, id);
          next.push(end);
        }
      }
    }
    edge = next;
  }
  if (!before.has(goal)) return null;
  const way = [];
  for (let at = goal; at !== null; at = before.get(at)) way.unshift(at);
  return way;
}
