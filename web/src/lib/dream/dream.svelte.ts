/** The dream as the page knows it: what is told by the server, what the person does to it. */

import { type Api, type DreamAction, Refusal } from '../api/client';
import type { Changes, EngineListing, Settings, Status } from '../api/types';
import type { Picture } from '../paint/screen';
import { Attention } from '../stream/attention';
import { Connection, type Socket, type Timers } from '../stream/connection';
import { PresentationQueue } from '../stream/queue';
import { Receiver } from '../stream/receiver';
import type { ServerMessage } from '../wire/messages';
import { type Activity, activityOf, type Link } from './activity';
import { SettingsDraft } from './draft';
import { type Forming, formingOf } from './forming';

const TIMERS: Timers = {
  set: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clear: (handle) => clearTimeout(handle),
};
const BETWEEN_CHANGES_MS = 150;

const GOOD_NEWS_MS = 6_000;

/** What the person should know, and what to do about it. Good news goes away by itself. */
export interface Notice {
  readonly good: boolean;
  readonly text: string;
  readonly remedy: string;
}

export class Dream {
  link = $state<Link>('opening');
  status = $state.raw<Status>();
  engines = $state.raw<readonly EngineListing[]>([]);
  notice = $state.raw<Notice>();
  forming = $state.raw<Forming>();
  staleS = $state(0);
  #draft = $state.raw<SettingsDraft>();

  readonly queue = new PresentationQueue<Picture>((picture) => picture.bitmap.close());
  readonly receiver: Receiver;
  readonly #connection: Connection;
  readonly #attention: Attention;
  #sending: Promise<boolean> | undefined;
  #ageing: number | undefined;
  #wake: () => void = () => undefined;
  #seen: () => boolean = () => false;

  constructor(
    private readonly api: Api,
    openSocket: () => Socket,
  ) {
    this.receiver = new Receiver({
      queue: this.queue,
      decode: (encoded) => createImageBitmap(encoded),
      acknowledge: (seq) => this.#connection.acknowledge(seq),
      arrived: () => this.#wake(),
      visible: () => this.#seen(),
    });
    this.#connection = new Connection({
      open: openSocket,
      probe: () => api.answers(),
      timers: TIMERS,
      random: Math.random,
      onUp: () => this.#up(),
      onDown: () => this.#down(),
      onFrame: (message) => this.#came(message),
      onMessage: (message) => this.#told(message),
    });
    this.#attention = new Attention(TIMERS, () => this.#connection.close(), () => this.#connection.connect());
  }

  /** Settings as the controls show them; `undefined` before the server told any. */
  get settings(): Settings | undefined {
    return this.#draft?.shown;
  }

  get activity(): Activity {
    return activityOf(this.link, this.status, this.staleS);
  }

  /** The engine that makes the pictures. */
  get engine(): EngineListing | undefined {
    return this.engines.find((engine) => engine.selected);
  }

  /** Connect, and stay connected; the answer ends it. */
  open(): () => void {
    this.#connection.connect();
    return () => {
      this.#attention.close();
      this.#connection.close();
      clearInterval(this.#ageing);
      this.queue.clear();
    };
  }

  /**
   * `wake` is called when a picture waits in the queue, beginning with the one on show; `seen` says whether anybody can
   * see it. For one screen at a time.
   */
  show(wake: () => void, seen: () => boolean): void {
    this.#wake = wake;
    this.#seen = seen;
    this.look();
  }

  /** Somebody looks again, or no more: the newest frame once more, or none before long. */
  look(): void {
    const seen = this.#seen();
    this.#attention.noticed(seen);
    if (seen) void this.receiver.again(performance.now());
  }

  /** Something else fills the window: no more pictures until `show` is asked for again. */
  rest(): void {
    this.#seen = () => false;
    this.#attention.rest();
  }

  /** Try now, whatever wait was going on. */
  reconnect(): void {
    if (this.link !== 'up') this.#connection.connect();
  }

  /** Change settings; they are shown at once. Whether the server took them, in the end. */
  async steer(changes: Changes): Promise<boolean> {
    if (!this.#draft) return this.ask((api) => api.steer(changes)); // not greeted yet: the greeting tells what came of it
    this.notice = undefined;
    this.#draft = this.#draft.edit(changes);
    return (this.#sending ??= this.#send());
  }

  async act(action: DreamAction): Promise<void> {
    await this.ask((api) => api.act(action));
  }

  /** Let another engine make the pictures. Whether it does, once that is known: it may take minutes. */
  async choose(engine: string): Promise<boolean> {
    return this.ask(async (api) => (this.engines = await api.select(engine)));
  }

  /** Ask the server for something; its answer is told as `news`, if it is any. Whether it did it. */
  async ask<T>(what: (api: Api) => Promise<T>, news?: (answer: T) => string): Promise<boolean> {
    this.notice = undefined;
    const answer = await this.#honestly(async () => ({ is: await what(this.api) }));
    if (answer && news) this.#tell(news(answer.is));
    return answer !== undefined;
  }

  /** Ask for what is looked at again soon: a refusal is nothing to tell. */
  async peek<T>(what: (api: Api) => Promise<T>): Promise<T | undefined> {
    return unless(() => what(this.api), () => undefined);
  }

  #tell(text: string): void {
    const notice = { good: true, text, remedy: '' };
    this.notice = notice;
    setTimeout(() => {
      if (this.notice === notice) this.notice = undefined;
    }, GOOD_NEWS_MS);
  }

  /** Something the person wrote cannot be. */
  warn(text: string, remedy: string): void {
    this.notice = { good: false, text, remedy };
  }

  dismiss(): void {
    this.notice = undefined;
  }

  /** Send what waits, one request after another. Whether all of it was taken. */
  async #send(): Promise<boolean> {
    let taken = true;
    for (let changes = this.#draft?.toSend; changes; changes = this.#draft?.toSend) {
      const sent = changes;
      this.#draft = this.#draft?.sending();
      const settings = await this.#honestly(() => this.api.steer(sent));
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_CHANGES_MS)); // a slider asks for sixty a second
      this.#draft = settings ? this.#draft?.accepted(settings) : this.#draft?.rejected();
      taken &&= settings !== undefined;
    }
    this.#sending = undefined;
    return taken;
  }

  /** What `ask` gives, or a notice that says why not. */
  #honestly<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return unless(ask, ({ message, remedy }) => (this.notice = { good: false, text: message, remedy }));
  }

  #came(frame: ArrayBuffer): void {
    this.forming = undefined;
    void this.receiver.take(frame, performance.now());
  }

  #up(): void {
    this.link = 'up';
    this.notice = undefined;
    clearInterval(this.#ageing);
    this.receiver.restart();
    void this.#honestly(() => this.#askForEngines());
  }

  async #askForEngines(): Promise<void> {
    this.engines = await this.api.engines();
  }

  #down(): void {
    if (this.link !== 'lost') this.#ageing = window.setInterval(() => this.#age(), 1_000);
    this.link = 'lost';
    this.forming = undefined;
    this.#age();
  }

  #age(): void {
    const since = this.receiver.lastArrivalMs;
    this.staleS = since === undefined ? 0 : Math.floor((performance.now() - since) / 1000);
  }

  #told(message: ServerMessage): void {
    if (message.type === 'welcome') {
      this.status = message.status;
      this.#draft = SettingsDraft.of(message.settings);
      this.receiver.clock.observe(message.server_time_us, performance.now());
    } else if (message.type === 'status') {
      const changed = message.engine !== this.status?.engine;
      this.status = message;
      if (message.progress === null) this.forming = undefined;
      if (changed) void this.peek(() => this.#askForEngines()); // somebody chose another
    } else if (message.type === 'settings') {
      this.#draft = this.#draft?.told(message);
    } else if (message.type === 'preview') {
      const { lastArrivalMs } = this.receiver;
      this.forming = formingOf(message, lastArrivalMs === undefined ? undefined : performance.now() - lastArrivalMs);
    } else if (message.type === 'error') {
      this.notice = { good: false, text: message.message, remedy: '' };
    }
  }
}

/** What `ask` gives, unless the server refuses. */
async function unless<T>(ask: () => Promise<T>, refused: (refusal: Refusal) => void): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused(error);
    return undefined;
  }
}
