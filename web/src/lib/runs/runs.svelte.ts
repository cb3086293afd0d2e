/** The runs as the page knows them: all of them, or the one that somebody looks at. */

import { Refusal } from '../api/asking';
import type { Run } from '../api/types';
import type { Notice } from '../dream/dream.svelte';
import type { RunsApi } from './api';
import { Log } from './log.svelte';

const AT_ONCE = 50;

export class Runs {
  all = $state.raw<readonly Run[]>([]);
  answered = $state(false);
  opened = $state.raw<Run>();
  log = $state.raw<Log>();
  /** What could not be done, until it is closed. */
  news = $state.raw<Notice>();
  /** Why nothing new is heard, as long as that is so. */
  lost = $state('');
  /** When the server was heard last, on this machine's clock. */
  now = $state(Date.now());
  /** Ids of runs for which something was asked that is not done yet. */
  busy = $state.raw<ReadonlySet<string>>(new Set());
  #cursor = $state<string | null>(null);
  #wanted = AT_ONCE;

  constructor(private readonly api: RunsApi) {}

  /** Whether there are older ones. */
  get endless(): boolean {
    return this.#cursor !== null;
  }

  /** Look at one run from here on; at all of them for none. */
  look(id: string | undefined): void {
    if (this.opened?.id !== id) this.opened = this.all.find((run) => run.id === id);
    if (this.log?.id !== id) this.log = id === undefined ? undefined : new Log(this.api, id);
  }

  /** Ask for what somebody looks at. */
  async refresh(): Promise<void> {
    const { log } = this;
    await this.#heard(async () => {
      if (log) await this.#one(log);
      else await this.#list();
    });
  }

  /** Show only lines of the log that hold these words. */
  async search(words: string): Promise<void> {
    await this.#heard(async () => this.log?.look(words));
  }

  async older(): Promise<void> {
    this.#wanted += AT_ONCE;
    await this.refresh();
  }

  stop(run: Run): Promise<Run | undefined> {
    return this.#change(run, () => this.api.stop(run.id));
  }

  /** Its program anew; the run that begins. */
  restart(run: Run): Promise<Run | undefined> {
    return this.#change(run, () => this.api.restart(run.id));
  }

  async #list(): Promise<void> {
    const { runs, cursor } = await this.api.runs(null, Math.min(200, this.#wanted));
    this.all = runs;
    this.#cursor = cursor;
    this.answered = true;
  }

  async #one(log: Log): Promise<void> {
    const [run] = await Promise.all([this.api.run(log.id), log.follow()]);
    if (this.log === log) this.opened = run;
  }

  async #heard(asking: () => Promise<void>): Promise<void> {
    try {
      await asking();
      this.lost = '';
      this.now = Date.now();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.lost = error.message;
    }
  }

  async #change(run: Run, asking: () => Promise<Run>): Promise<Run | undefined> {
    this.busy = new Set([...this.busy, run.id]);
    try {
      const changed = await asking();
      this.news = undefined;
      if (this.opened?.id === changed.id) this.opened = changed;
      await this.refresh();
      return changed;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.news = { good: false, text: error.message, remedy: error.remedy };
      return undefined;
    } finally {
      this.busy = new Set([...this.busy].filter((id) => id !== run.id));
    }
  }
}
