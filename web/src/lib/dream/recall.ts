/** The prompts of before, as a shell remembers them. */

const MOST = 50;

/** Immutable. `at` is where ↑ has led; the text being written waits below the newest. */
export class Recall {
  private constructor(
    readonly prompts: readonly string[],
    private readonly at: number,
    private readonly writing: string,
  ) {}

  /** `prompts`: oldest first. */
  static of(prompts: readonly string[]): Recall {
    return new Recall(prompts.slice(-MOST), prompts.slice(-MOST).length, '');
  }

  /** What the line shows. */
  get text(): string {
    return this.prompts[this.at] ?? this.writing;
  }

  /** One step back (↑) from `text`, which is kept if it is not a remembered one. */
  older(text: string): Recall {
    const writing = this.at === this.prompts.length ? text : this.writing;
    return new Recall(this.prompts, Math.max(0, this.at - 1), writing);
  }

  /** One step forward (↓), down to what was being written. */
  newer(): Recall {
    return new Recall(this.prompts, Math.min(this.prompts.length, this.at + 1), this.writing);
  }

  /** `prompt` was applied: it is the newest now, and only there. */
  with(prompt: string): Recall {
    return Recall.of(prompt ? [...this.prompts.filter((other) => other !== prompt), prompt] : this.prompts);
  }
}
