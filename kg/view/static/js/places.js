// Positions that the page finds itself: rings around an entity, a row along a path.

const GAP = 120;
const RING = 190;

// Concentric rings by distance; on a ring by kind, then by the angle of the neighbour further in, then by name.
export function rings(distance, nodes, around) {
  const places = new Map();
  const angle = new Map();
  const levels = [];
  for (const node of nodes) (levels[distance.get(node.id)] ??= []).push(node);
  let radius = 0;
  levels.forEach((level, step) => {
    if (step === 0) {
      places.set(level[0].id, { x: 0, y: 0 });
      return;
    }
    radius = Math.max(radius + RING, (level.length * GAP) / (2 * Math.PI));
    const inner = (node) => innerAngle(node, step, distance, angle, around);
    const keyed = level.map((node) => [step > 1 ? inner(node) : 0, node]);
    keyed.sort((a, b) => a[0] - b[0] || order(a[1].group, b[1].group) || order(a[1].label, b[1].label) || order(a[1].id, b[1].id));
    keyed.forEach(([, node], i) => {
      const turn = (2 * Math.PI * i) / keyed.length - Math.PI / 2;
      angle.set(node.id, turn);
      const stagger = keyed.length > 12 && i % 2 ? 46 : 0;
      places.set(node.id, { x: Math.round((radius + stagger) * 1.25 * Math.cos(turn)), y: Math.round((radius + stagger) * Math.sin(turn)) });
    });
  });
  return places;
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function innerAngle(node, step, distance, angle, around) {
  for (const line of around.get(node.id) ?? []) {
    const end = line.from === node.id ? line.to : line.from;
    if (distance.get(end) === step - 1 && angle.has(end)) return angle.get(end);
  }
  return 0;
}

export function row(ids) {
  return new Map(ids.map((id, i) => [id, { x: i * 260, y: (i % 2) * 70 }]));
}
