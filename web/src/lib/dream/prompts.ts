/** The prompts of before, kept in this browser. */

import { Recall } from './recall';

const KEY = 'dreamwindow.prompts';

/** Storage can be forbidden, full, or hold something else: then there is nothing to recall, and that is all. */
export function recalled(storage: () => Storage): Recall {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
    return Recall.of(Array.isArray(kept) ? kept.filter((prompt) => typeof prompt === 'string') : []);
  } catch {
    return Recall.of([]);
  }
}

/** False when the browser would not keep them. */
export function keep(storage: () => Storage, recall: Recall): boolean {
  try {
    storage().setItem(KEY, JSON.stringify(recall.prompts));
    return true;
  } catch {
    return false;
  }
}
