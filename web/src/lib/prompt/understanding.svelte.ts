/** What the engine understands of the prompt as it is written. */

import type { UnderstoodWord } from '../api/types';
import type { Dream } from '../dream/dream.svelte';
import { type Span, spansOf, weighed, without } from './rewrite';
import { parse } from './weighted';

const AFTER_MS = 150;

/** A word as it stands in the text now; without `span` it stands there no more, and waits for the next answer. */
export interface Chip extends UnderstoodWord {
  readonly span: Span | undefined;
}

export class Understanding {
  #words = $state.raw<readonly UnderstoodWord[]>([]);

  /** Read `prompt` soon, unless something else is written first; the answer ends it. */
  follow(dream: Dream, prompt: string): () => void {
    const stale = new AbortController();
    const timer = setTimeout(() => void this.#ask(dream, prompt, stale.signal), AFTER_MS);
    return () => {
      clearTimeout(timer);
      stale.abort();
    };
  }

  /** The words with the weights that `prompt` gives them: what was read of an earlier one still holds for the most part. */
  chips(prompt: string): Chip[] {
    const { tokens } = parse(prompt);
    const spans = spansOf(
      this.#words.map(({ text }) => text),
      tokens,
    );
    return this.#words.map((word, at) => {
      const span = spans[at];
      const weights = tokens.slice(span?.first, span?.last).map(({ weight }) => weight);
      return { ...word, span, weight: span ? Math.max(...weights) : word.weight };
    });
  }

  /** `prompt` with a chip weighed anew; as it is, where that cannot be. */
  weigh(prompt: string, { span }: Chip, weight: number): string {
    return (span && weighed(prompt, span, weight)) ?? prompt;
  }

  /** `prompt` without the chip `at`. */
  remove(prompt: string, at: number): string {
    const span = this.chips(prompt)[at]?.span;
    const rest = span && without(prompt, span);
    if (rest !== undefined) this.#words = this.#words.toSpliced(at, 1);
    return rest ?? prompt;
  }

  async #ask(dream: Dream, prompt: string, stale: AbortSignal): Promise<void> {
    const answer = prompt.trim() ? await dream.peek((api) => api.understand(prompt, stale)) : { reads_words: true, words: [] };
    if (answer && !stale.aborted) this.#words = answer.reads_words ? answer.words : [];
  }
}
