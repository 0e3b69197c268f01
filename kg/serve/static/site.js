// Light or dark, copying, and lighting up the words of a fact.
'use strict';
(() => {
  const root = document.documentElement;
  const kept = (() => { try { return localStorage.getItem('theme'); } catch { return null; } })();
  if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;

  const toggle = () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* kept for this page only */ }
  };

  const copy = async (button) => {
    const told = button.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not possible here';
    }
    setTimeout(() => { button.textContent = told; }, 1500);
  };

  const light = (numbers, on) => {
    const wanted = new Set(numbers);
    for (const mark of document.querySelectorAll('mark[data-facts]')) {
      if (mark.dataset.facts.split(' ').some((n) => wanted.has(n))) mark.classList.toggle('lit', on);
    }
    for (const row of document.querySelectorAll('li[data-fact]')) {
      if (wanted.has(row.dataset.fact)) row.classList.toggle('lit', on);
    }
  };

  addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', toggle);
    for (const button of document.querySelectorAll('.copy')) button.addEventListener('click', () => copy(button));
    for (const row of document.querySelectorAll('li[data-fact]')) {
      for (const event of ['mouseenter', 'focusin']) row.addEventListener(event, () => light([row.dataset.fact], true));
      for (const event of ['mouseleave', 'focusout']) row.addEventListener(event, () => light([row.dataset.fact], false));
    }
    document.querySelector('li.here')?.scrollIntoView({ block: 'nearest' });
  });
})();
