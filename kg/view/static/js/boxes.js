// Boxes already taken on the screen, in a grid, so that labels never overlap.

const CELL = 64;

export class Boxes {
  constructor() {
    this.cells = new Map();
  }

  * keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) yield x * 65536 + y;
    }
  }

  free(box) {
    for (const key of this.keys(box)) {
      for (const taken of this.cells.get(key) ?? []) {
        if (box[0] < taken[2] && box[2] > taken[0] && box[1] < taken[3] && box[3] > taken[1]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

// Where a label can stand: inside its shape where that is roomy, below it, above, right, left; null when each place is taken or off the screen.
export function spot(boxes, { x, y, r, roomy }, width, height, [right, bottom]) {
  const candidates = [
    ...(roomy && 2 * r > height ? [[x - width / 2, y - height / 2]] : []),
    [x - width / 2, y + r + 2], [x - width / 2, y - r - height - 2], [x + r + 3, y - height / 2], [x - r - width - 3, y - height / 2],
  ];
  for (const [left, top] of candidates) {
    const box = [left, top, left + width, top + height];
    if (left < 0 || top < 0 || box[2] > right || box[3] > bottom || !boxes.free(box)) continue;
    return box;
  }
  return null;
}
