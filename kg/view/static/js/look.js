// How the drawing looks: options, nodes and edges for vis-network in the colours of the theme.
import { colour, isDark } from './dom.js';
import { FOLDED, groupOf } from './working.js';

const FAR = 10; // links between groups are seen from so much farther away

export function options(data, busy) {
  const dark = isDark();
  const made = structuredClone(data.options);
  made.groups = { [FOLDED]: { shape: 'dot', color: { background: colour('--accent-soft'), border: colour('--accent'), highlight: { background: colour('--accent-soft'), border: colour('--focus') }, hover: { background: colour('--accent-soft'), border: colour('--focus') } } } };
  for (const [kind, style] of Object.entries(data.style)) {
    const background = dark ? style.dark : style.light;
    const hover = { background, border: colour('--accent') };
    made.groups[kind] = { shape: style.shape, color: { background, border: dark ? '#ffffff' : '#00000055', highlight: { background, border: colour('--focus') }, hover } };
  }
  made.edges.color = { color: colour('--edge'), highlight: colour('--focus'), hover: colour('--accent') };
  made.nodes.font = { size: 0 };
  made.interaction.hideEdgesOnDrag = busy;
  made.interaction.hideEdgesOnZoom = busy;
  return made;
}

export const drawnNode = ({ id, group, size, x, y }) => ({ id, group, size, x, y });

// The how manieth between the same two each line is.
export function nths(lines) {
  const between = new Map();
  return lines.map((line) => {
    const pair = line.from < line.to ? `${line.from}\u0000${line.to}` : `${line.to}\u0000${line.from}`;
    const nth = between.get(pair) ?? 0;
    between.set(pair, nth + 1);
    return nth;
  });
}

// Lines between the same two bend more and more; thick ones stand for many.
export function edges(lines, vouched) {
  const order = nths(lines);
  const straight = lines.length > 500;
  const thin = lines.length > 200;
  return lines.map((line, i) => {
    const nth = order[i];
    const bend = { enabled: true, type: line.from < line.to ? 'curvedCW' : 'curvedCCW', roundness: 0.1 + 0.14 * nth };
    const width = line.weight ? Math.min(9, 1.2 + Math.log2(line.weight)) * (groupOf(line.from) !== null && groupOf(line.to) !== null ? FAR : 1) : thin ? 1.4 : 2;
    const dashes = line.fact ? (vouched[line.fact.how]?.dash ?? false) : false;
    const made = { id: line.id, from: line.from, to: line.to, dashes, width, smooth: line.link || (straight && !nth) ? false : bend };
    return line.link ? { ...made, arrows: '', color: { color: colour('--line') } } : { ...made, arrows: 'to' };
  });
}
