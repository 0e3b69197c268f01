// Keeping what is shown: CSV, Turtle, SVG, PNG, the address, paper.
import { byId, colour, copy, count, download, isDark, say } from './dom.js';
import { png, svg } from './picture.js';
import { csv } from './table.js';
import { turtle } from './turtle.js';

const theme = () => ({ paper: colour('--paper'), ink: colour('--ink'), edge: colour('--edge'), dark: isDark() });

export function exports(data, app) {
  const name = data.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || 'graph';
  const kept = (file, content, type) => {
    download(file, content, type);
    say(`${file} saved`);
  };
  const actions = {
    csv: () => kept(`${name}.csv`, csv(data, app.meant.lines), 'text/csv'),
    turtle: () => kept(`${name}.ttl`, turtle(data, app.meant.nodes, app.meant.lines), 'text/turtle'),
    svg: () => kept(`${name}.svg`, svg(data, app.set, data.title, theme()), 'image/svg+xml'),
    png: () => png(byId('network').querySelector('canvas'), data.title, theme(), (blob) => kept(`${name}.png`, blob, 'image/png')),
    address: () => copy(location.href, 'Link'),
    paper: () => print(),
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(`save-${id}`).addEventListener('click', () => {
      byId('save').open = false;
      action();
    });
  }
  // On paper the map is a drawing in the colours of paper.
  addEventListener('beforeprint', () => {
    const paper = { paper: '#ffffff', ink: '#000000', edge: '#666666', dark: false };
    const drawing = new DOMParser().parseFromString(svg(data, app.set, '', paper), 'image/svg+xml').documentElement;
    byId('printed').replaceChildren(document.importNode(drawing, true));
  });
  addEventListener('afterprint', () => byId('printed').replaceChildren());
  byId('save').addEventListener('toggle', () => byId('save').open && say(`${count(app.meant.lines.length, 'line')} to save`));
}
