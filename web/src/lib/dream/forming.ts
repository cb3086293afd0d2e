/** What is seen of the next picture while it is being made, for who waits for it. */

import type { PreviewDown } from '../wire/messages';

export interface Forming {
  /** The preview, as an address. */
  readonly src: string;
  /** How far it is, in whole percent. */
  readonly percent: number;
}

const QUIET_MS = 1_000;

/** `quietMs`: since the last frame came; `undefined` before the first. While frames flow, nobody waits. */
export function formingOf(preview: PreviewDown, quietMs: number | undefined): Forming | undefined {
  if (quietMs !== undefined && quietMs < QUIET_MS) return undefined;
  return { src: preview.image, percent: Math.round(preview.fraction * 100) };
}
