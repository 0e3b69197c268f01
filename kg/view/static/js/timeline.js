// Facts over time: bars, a range, play, and what bears no date.
import { button, byId, count, element, say } from './dom.js';
import { shape } from './glyph.js';

const REST = 0.01; // the share of dates at either end that may lie beyond the axis
const UNITS = [['day', 10, 70], ['month', 7, 140], ['year', 4, Infinity]];
const PAUSE = 900;

function next(key) {
  if (key.length === 4) return String(Number(key) + 1).padStart(4, '0');
  const date = new Date(`${key.length === 7 ? `${key}-01` : key}T00:00:00Z`);
  if (key.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, key.length);
}

const begin = (date, length) => (date + '-01-01'.slice(date.length - 4)).slice(0, length);

// Equal steps of time from the first date to the last: [[key, how many] …], the finest unit that gives few enough.
// A few dates far from all others do not stretch the axis: the first and the last step then hold what lies beyond.
export function bins(dates) {
  const valid = dates.filter((date) => /^\d{4}(-\d\d){0,2}/.test(date)).map((date) => date.slice(0, 10)).sort();
  if (!valid.length) return [];
  const whole = [valid[0], valid.at(-1)];
  const most = [valid[Math.floor(valid.length * REST)], valid[Math.ceil(valid.length * (1 - REST)) - 1]];
  for (const [from, to] of [whole, most]) {
    for (const [, length, limit] of UNITS.slice(0, 2)) {
      const keys = axis(from, to, length, limit);
      if (keys) return counted(keys, valid, length);
    }
  }
  return counted(axis(...whole, 4, Infinity), valid, 4);
}

// Every step between two dates; null when there are too many.
function axis(from, to, length, limit) {
  const keys = [];
  const last = begin(to, length);
  for (let key = begin(from, length); key <= last; key = next(key)) if (keys.push(key) > limit) return null;
  return keys;
}

function counted(keys, dates, length) {
  const counts = new Map(keys.map((key) => [key, 0]));
  for (const date of dates) {
    const key = begin(date, length);
    const step = key < keys[0] ? keys[0] : key > keys.at(-1) ? keys.at(-1) : key;
    counts.set(step, counts.get(step) + 1);
  }
  return [...counts];
}

export function timeline(data, app) {
  const box = byId('timeline');
  const dates = data.facts.map((fact) => fact.date).filter(Boolean);
  const steps = bins(dates);
  const undated = data.facts.length - dates.length;
  const toggle = element('input', { type: 'checkbox', id: 'undated' });
  toggle.addEventListener('change', () => app.go({ undated: toggle.checked }));
  const label = element('label', {}, toggle, `undated (${undated.toLocaleString('en')})`);
  if (steps.length < 2) {
    const words = steps.length ? `All dated facts are of ${steps[0][0]}.` : 'No fact here bears a date.';
    box.replaceChildren(element('span', { className: 'quiet', textContent: words }), label);
    return () => { toggle.checked = app.state.undated; };
  }
  const last = steps.length - 1;
  const slider = (name, text) => element('input', { type: 'range', min: 0, max: last, step: 1, id: name, 'aria-label': text });
  const [from, to] = [slider('since', 'From'), slider('until', 'To')];
  const apply = () => {
    const [a, b] = [Number(from.value), Number(to.value)].sort((x, y) => x - y);
    app.go({ from: a > 0 ? steps[a][0] : null, to: b < last ? steps[b][0] : null }, { record: false });
  };
  for (const one of [from, to]) one.addEventListener('input', apply);
  const play = button('▶ Play', () => player.toggle(), { id: 'play' });
  const player = new Player(app, steps, play);
  const bars = drawing(steps);
  const words = element('output', { id: 'range' });
  box.replaceChildren(play, element('div', { className: 'range' }, bars, from, to), words, label);
  const beyond = [dates.some((date) => date < steps[0][0]), dates.some((date) => date.slice(0, steps.at(-1)[0].length) > steps.at(-1)[0])];
  return () => update({ app, steps, beyond, from, to, toggle, bars, words });
}

function drawing(steps) {
  const most = steps.reduce((high, [, number]) => Math.max(high, number), 1);
  const bar = ([key, number], i) => {
    const height = number ? Math.max(1.5, (30 * number) / most) : 0;
    return shape('rect', { x: i + 0.1, width: 0.8, y: 30 - height, height, 'data-key': key });
  };
  return shape('svg', { viewBox: `0 0 ${steps.length} 30`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...steps.map(bar));
}

function update({ app, steps, beyond, from, to, toggle, bars, words }) {
  const { state } = app;
  const [early, late] = beyond;
  const at = (date, fallback) => Math.max(0, date ? steps.findIndex(([key]) => key === date) : fallback);
  const [a, b] = [at(state.from, 0), at(state.to, steps.length - 1)];
  [from.value, to.value] = [a, b];
  from.setAttribute('aria-valuetext', steps[a][0]);
  to.setAttribute('aria-valuetext', steps[b][0]);
  toggle.checked = state.undated;
  [...bars.children].forEach((bar, i) => bar.classList.toggle('out', i < a || i > b));
  const total = steps.slice(a, b + 1).reduce((sum, [, number]) => sum + number, 0);
  const [first, last] = [early && !a ? `before ${steps[1][0]}` : steps[a][0], late && b === steps.length - 1 ? `after ${steps.at(-2)[0]}` : steps[b][0]];
  words.textContent = `${first} – ${last} · ${count(total, 'fact')}`;
}

// Lets time run: the end of the range moves on step by step.
class Player {
  constructor(app, steps, control) {
    Object.assign(this, { app, steps, control, timer: null });
  }

  toggle() {
    if (this.timer) this.stop();
    else this.start();
  }

  start() {
    this.at = Math.max(0, this.steps.findIndex(([key]) => key === this.app.state.from));
    this.control.textContent = '❚❚ Pause';
    this.timer = setInterval(() => this.step(), PAUSE);
    this.step();
  }

  step() {
    const last = this.at >= this.steps.length - 1;
    this.app.go({ to: last ? null : this.steps[this.at][0] }, { record: false });
    say(this.steps[Math.min(this.at, this.steps.length - 1)][0]);
    if (last) this.stop();
    do this.at += 1; while (this.at < this.steps.length - 1 && !this.steps[this.at][1]);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.control.textContent = '▶ Play';
  }
}
