/** What the config declares to come in and to go out: sources and sinks, followed while somebody looks. */

import { ask, type Fetch, Refusal } from '../api/asking';
import type { SinksView, SinkView, SourcesView, SourceView } from '../api/types';

const EVERY_MS = 2_000;

export type Kind = 'sources' | 'sinks';

export class Studio {
  sources = $state.raw<readonly SourceView[]>([]);
  sinks = $state.raw<readonly SinkView[]>([]);
  trouble = $state('');

  constructor(private readonly fetch: Fetch) {}

  /** Look now and again, until the answer is called. */
  follow(): () => void {
    void this.#look();
    const handle = setInterval(() => void this.#look(), EVERY_MS);
    return () => clearInterval(handle);
  }

  async start(kind: Kind, name: string): Promise<void> {
    await this.#told(() => ask(this.fetch, `api/${kind}/${name}/start`, 'POST', kind === 'sinks' ? {} : undefined));
    await this.#look();
  }

  async stop(kind: Kind, name: string): Promise<void> {
    await this.#told(() => ask(this.fetch, `api/${kind}/${name}/stop`, 'POST'));
    await this.#look();
  }

  /** A server that is out of reach, or has none, leaves what was seen last. */
  async #look(): Promise<void> {
    try {
      const [{ sources }, { sinks }] = await Promise.all([
        ask<SourcesView>(this.fetch, 'api/sources', 'GET'),
        ask<SinksView>(this.fetch, 'api/sinks', 'GET'),
      ]);
      [this.sources, this.sinks] = [sources, sinks];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #told(what: () => Promise<unknown>): Promise<void> {
    this.trouble = '';
    try {
      await what();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.trouble = `${error.message} ${error.remedy}`.trim();
    }
  }
}
