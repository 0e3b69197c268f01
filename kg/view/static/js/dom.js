// Small helpers over the document. Text reaches the page as text nodes only, never as markup.

export const byId = (id) => document.getElementById(id);

// An element with properties; names with a hyphen (and role) become attributes, `click` a listener.
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes('-') || name === 'role') made.setAttribute(name, value);
    else if (name === 'click') made.addEventListener('click', value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (text, click, properties = {}) => element('button', { type: 'button', textContent: text, click, ...properties });

export function say(text) {
  byId('live').textContent = text;
}

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
};

export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

// One tab stop for a whole list: arrow keys move within it, from item to item or, where it has rows, across and along them.
export function roving(box, itemSelector, rowSelector = null) {
  const all = () => [...box.querySelectorAll(itemSelector)];
  const grid = () => (rowSelector ? [...box.querySelectorAll(rowSelector)].map((row) => [...row.querySelectorAll(itemSelector)]).filter((row) => row.length) : all().map((item) => [item]));
  const stop = (item) => {
    for (const other of all()) other.tabIndex = other === item ? 0 : -1;
  };
  const items = all();
  stop(items.find((item) => item === document.activeElement) ?? items[0]);
  box.onfocusin = ({ target }) => {
    const item = target.closest(itemSelector);
    if (item) stop(item);
  };
  box.onkeydown = (event) => {
    const along = rowSelector ? 0 : 1;
    const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [along, 1], ArrowLeft: [-along, -1] }[event.key];
    if (!steps || event.altKey) return;
    const rows = grid();
    const y = rows.findIndex((row) => row.includes(event.target));
    if (y < 0) return;
    const row = rows[(y + steps[0] + rows.length) % rows.length];
    const next = row[Math.min(row.length - 1, Math.max(0, rows[y].indexOf(event.target) + steps[1]))];
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
}

// A file for the reader to keep.
export function download(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = element('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Copy by the clipboard, or the old way where a page may not use it.
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element('textarea', { value: text, className: 'hidden' });
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say(`${what} copied`);
}
