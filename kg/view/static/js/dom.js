// Small helpers over the document. Text reaches the page as text nodes only, never as markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function say(text) {
  byId('live').textContent = text;
}

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
};
