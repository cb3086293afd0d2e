/** What the server knows of runs that were launched. Each call throws `Refusal`. */

import { ask, type Fetch } from '../api/asking';
import type { LogPage, Run, RunPage } from '../api/types';

export class RunsApi {
  constructor(private readonly fetch: Fetch) {}

  runs(cursor: string | null, limit: number): Promise<RunPage> {
    const asked = new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }) });
    return ask(this.fetch, `api/runs?${asked}`, 'GET');
  }

  run(id: string): Promise<Run> {
    return ask(this.fetch, addressOf(id), 'GET');
  }

  /** The end of its log, or of its lines with `words`; what came since `after`. */
  log(id: string, lines: number, asked: { readonly after?: number; readonly words?: string }): Promise<LogPage> {
    const parameters = new URLSearchParams({ lines: String(lines) });
    if (asked.words) parameters.set('q', asked.words);
    if (asked.after !== undefined) parameters.set('after', String(asked.after));
    return ask(this.fetch, `${addressOf(id)}/log?${parameters}`, 'GET');
  }

  stop(id: string): Promise<Run> {
    return ask(this.fetch, `${addressOf(id)}/stop`, 'POST');
  }

  /** Start its program anew; the run that begins. */
  restart(id: string): Promise<Run> {
    return ask(this.fetch, `${addressOf(id)}/restart`, 'POST');
  }
}

const addressOf = (id: string): string => `api/runs/${encodeURIComponent(id)}`;
