/** Numbers that look random and are the same for the same seed, on every machine (mulberry32). */
export class Random {
  constructor(seed: number) {
    this._state = seed >>> 0;
  }

  /** From 0 to, but without, 1. */
  next(): number {
    this._state = (this._state + 0x6d2b79f5) >>> 0;
    let t = this._state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to, but without, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** Whether something of this likelihood happens. */
  chance(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  private _state: number;
}
