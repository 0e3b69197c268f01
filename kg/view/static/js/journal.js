// Back and forward: the states a reader went through, kept in step with the browser's own history where it allows it.

export class Journal {
  constructor(show) {
    this.entries = [];
    this.at = -1;
    this.show = show;
    this.linked = true;
    addEventListener('popstate', (event) => {
      if (Number.isInteger(event.state?.at) && this.entries[event.state.at] !== undefined) this.jump(event.state.at);
    });
  }

  record(address) {
    if (this.entries[this.at] === address) return;
    this.entries = [...this.entries.slice(0, this.at + 1), address];
    this.at += 1;
    this.write(this.at ? 'pushState' : 'replaceState', address);
  }

  // The same place under a new address: nothing to go back to.
  amend(address) {
    this.entries[this.at] = address;
    this.write('replaceState', address);
  }

  write(method, address) {
    try {
      history[method]({ at: this.at }, '', `#${address}`);
    } catch {
      this.linked = false; // a frame without an address of its own
    }
  }

  can(step) {
    return this.entries[this.at + step] !== undefined;
  }

  travel(step) {
    if (!this.can(step)) return;
    if (this.linked) history.go(step);
    else this.jump(this.at + step);
  }

  jump(at) {
    this.at = at;
    this.show(this.entries[at]);
  }
}
