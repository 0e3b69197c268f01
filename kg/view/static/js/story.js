// A story: views that the reader saved with captions, told one after the other.
import { button, byId, element, say } from './dom.js';

export class Story {
  constructor(app) {
    this.app = app;
    this.at = null;
    byId('save-step').addEventListener('submit', (event) => {
      event.preventDefault();
      this.add(byId('caption').value.trim() || `Step ${this.steps.length + 1}`);
      byId('caption').value = '';
      byId('tell').open = false;
      byId('tell').querySelector('summary').focus();
    });
    byId('story-back').addEventListener('click', () => this.tell(this.at === null ? 0 : this.at - 1));
    byId('story-next').addEventListener('click', () => this.tell(this.at === null ? 0 : this.at + 1));
  }

  get steps() {
    return this.app.state.story;
  }

  add(caption) {
    const story = [...this.steps, [caption, this.app.view()]];
    this.at = story.length - 1;
    this.app.go({ story }, { record: false });
    say(`Step ${story.length} saved: ${caption}`);
  }

  drop(i) {
    this.at = null;
    this.app.go({ story: this.steps.filter((_, other) => other !== i) }, { record: false });
    byId('caption').focus();
  }

  tell(i) {
    if (i < 0 || i >= this.steps.length) return;
    this.at = i;
    const [caption, view] = this.steps[i];
    this.app.show(view, this.steps);
    say(`Step ${i + 1} of ${this.steps.length}: ${caption}`);
  }

  update() {
    const { steps } = this;
    byId('telling').hidden = !steps.length;
    if (this.at !== null && this.at >= steps.length) this.at = null;
    byId('told').textContent = this.at === null ? `A story in ${steps.length} steps` : `${this.at + 1} / ${steps.length} ${steps[this.at][0]}`;
    byId('story-back').disabled = this.at === null || this.at === 0;
    byId('story-next').disabled = this.at !== null && this.at >= steps.length - 1;
    const row = ([caption], i) => element('li', {}, button(caption, () => this.tell(i), { className: 'link' }), button('✕', () => this.drop(i), { 'aria-label': `Remove step ${i + 1}` }));
    byId('steps').replaceChildren(...steps.map(row));
  }
}
