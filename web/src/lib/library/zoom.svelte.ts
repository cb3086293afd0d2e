/** Looking closer: how large a picture is drawn, and which part of it is seen. */

export const CLOSEST = 16;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export class Zoom {
  /** 1 is the whole picture. */
  scale = $state(1);
  /** Where its middle lies, in pixels from the middle of the view. */
  x = $state(0);
  y = $state(0);

  get isWhole(): boolean {
    return this.scale === 1;
  }

  /** So much closer, with what lies at `at` (pixels from the middle of the view) staying there. */
  by(factor: number, at: Point = { x: 0, y: 0 }): void {
    const scale = Math.min(CLOSEST, Math.max(1, this.scale * factor));
    const grown = scale / this.scale;
    this.x = scale === 1 ? 0 : at.x - (at.x - this.x) * grown;
    this.y = scale === 1 ? 0 : at.y - (at.y - this.y) * grown;
    this.scale = scale;
  }

  move(dx: number, dy: number): void {
    if (this.isWhole) return;
    this.x += dx;
    this.y += dy;
  }

  whole(): void {
    this.scale = 1;
    this.x = this.y = 0;
  }
}
