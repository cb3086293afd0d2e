/** The log of one run as somebody reads it: its end, growing, or the lines that hold what they look for. */

import type { LogLine, LogPage } from '../api/types';
import type { RunsApi } from './api';

const MOST_LINES = 2_000;

export class Log {
  lines = $state.raw<readonly LogLine[]>([]);
  /** Whether there are earlier lines that are not shown. */
  leftOut = $state(false);
  answered = $state(false);
  words = $state('');
  #after: number | undefined;

  constructor(
    private readonly api: RunsApi,
    readonly id: string,
  ) {}

  /** Show only lines that hold these words; all for none. */
  look(words: string): Promise<void> {
    this.words = words;
    this.#after = undefined;
    return this.follow();
  }

  /** Ask for what is new. Throws `Refusal`. */
  async follow(): Promise<void> {
    const { words } = this;
    const after = this.#after;
    const wanted = words.trim();
    const page = await this.api.log(this.id, MOST_LINES, { ...(wanted && { words: wanted }), ...(after !== undefined && { after }) });
    if (words === this.words && after === this.#after) this.#take(page); // else another answer came first
  }

  #take(page: LogPage): void {
    const goesOn = this.#after !== undefined && !page.left_out;
    const lines = goesOn ? [...this.lines, ...page.lines] : page.lines;
    if (!goesOn || page.lines.length > 0) this.lines = lines.slice(-MOST_LINES);
    this.leftOut = goesOn ? this.leftOut || lines.length > MOST_LINES : page.left_out;
    this.#after = page.end;
    this.answered = true;
  }
}
