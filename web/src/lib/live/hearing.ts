/** What a sound is doing: how loud it is beside what was loud lately, and whether something just struck. */

export interface Heard {
  /** 0 in silence, 1 at the loudest of the last seconds. */
  readonly level: number;
  readonly onset: boolean;
}

const QUIET = 0.004; // full scale is 1; rooms are never silent
const RISE_S = 0.03;
const FALL_S = 0.35;
const FORGET_S = 12;
const SLOW_S = 0.5;
const STRIKE = 1.8;
const APART_MS = 180;

export class Hearing {
  #level = 0;
  #loudest = QUIET * 4;
  #slow = 0;
  #lastMs: number | undefined;
  #above = false;
  #struckMs = -Infinity;

  /** Listen to samples of -1 to 1 that were taken at `nowMs`. */
  hear(samples: Float32Array, nowMs: number): Heard {
    const passedS = this.#lastMs === undefined ? 0 : Math.max(0, nowMs - this.#lastMs) / 1000;
    this.#lastMs = nowMs;
    const loud = rootMeanSquare(samples);
    const onset = this.#strikes(loud, nowMs);
    this.#slow += (loud - this.#slow) * share(passedS, SLOW_S);
    this.#loudest = Math.max(loud, this.#loudest * Math.exp(-passedS / FORGET_S), QUIET * 4);
    const target = loud < QUIET ? 0 : Math.min(1, loud / this.#loudest);
    this.#level += (target - this.#level) * share(passedS, target > this.#level ? RISE_S : FALL_S);
    return { level: this.#level, onset };
  }

  #strikes(loud: number, nowMs: number): boolean {
    const above = loud > Math.max(QUIET * 3, this.#slow * STRIKE);
    const strikes = above && !this.#above && nowMs - this.#struckMs >= APART_MS;
    this.#above = above;
    if (strikes) this.#struckMs = nowMs;
    return strikes;
  }
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length ? Math.sqrt(sum / samples.length) : 0;
}

/** How much of the way is gone after `passedS`, for what takes about `withinS`. */
function share(passedS: number, withinS: number): number {
  return 1 - Math.exp(-passedS / withinS);
}
