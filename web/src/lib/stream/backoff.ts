/** How long to wait before asking again. */

const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/**
 * The wait before attempt `attempt` (from 0): 0.5 s, doubling up to 8 s, each shortened by up to a quarter at random so
 * that many pages do not come back in the same instant. `random` gives numbers in [0, 1).
 */
export function backoffMs(attempt: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt));
  return whole * (1 - random() / 4);
}
