/** One camera's life on this page: opened, sent, restyled, shown, and opened again when the line breaks. */

import type { Changes, Settings } from '../api/types';
import { Connection, type Socket, type Timers } from '../stream/connection';
import { type FrameHeader, Payload, readHeader, writeFrame } from '../wire/header';
import type { LiveFigures, ServerMessage } from '../wire/messages';
import type { Shot } from './camera';
import { Delays } from './delays';
import { Flight } from './flight';

const MOST_BUFFERED = 64 * 1024;
const STALE_AFTER_MS = 1_000;
const BETWEEN_CHANGES_MS = 120;

export interface Parts {
  readonly open: () => Socket;
  readonly probe: () => Promise<boolean>;
  readonly timers: Timers;
  readonly now: () => number;
  readonly decode: (jpeg: Blob) => Promise<ImageBitmap>;
}

/** Paints a restyled picture with the screen's next frame, and closes it; when that was, or nothing if it came too late. */
export type Paint = (bitmap: ImageBitmap) => Promise<number | undefined>;

export class Live {
  link = $state<'closed' | 'opening' | 'up' | 'lost'>('closed');
  settings = $state.raw<Settings>();
  figures = $state.raw<LiveFigures>();
  readonly delays = new Delays();
  /** Seconds for which nothing new was seen, once that is a second. */
  staleS = $state(0);
  trouble = $state('');
  /** Frames that were not even sent, since two were under way or the line was full. */
  held = $state(0);

  readonly #connection: Connection;
  readonly #flight = new Flight();
  #paint: Paint | undefined;
  #token: string | undefined;
  #own: Changes = {};
  #unsent: Changes = {};
  #sending: number | undefined;
  #seq = 0;
  #paintedMs = 0;
  #newestUs = 0;
  #ageing: number | undefined;

  constructor(private readonly parts: Parts) {
    this.#connection = new Connection({
      role: 'camera',
      greeting: () => (this.#token ? { token: this.#token } : {}),
      open: parts.open,
      probe: parts.probe,
      timers: parts.timers,
      random: Math.random,
      onUp: () => this.#up(),
      onDown: () => this.#down(),
      onFrame: (message) => void this.#came(message),
      onMessage: (message) => this.#told(message),
    });
  }

  /** Connect, and stay connected; the answer ends it. */
  start(paint: Paint): () => void {
    this.#paint = paint;
    this.link = 'opening';
    this.#paintedMs = this.parts.now();
    this.#connection.connect();
    this.#ageing = window.setInterval(() => this.#age(), 250);
    return () => {
      this.#paint = undefined;
      clearInterval(this.#ageing);
      this.#connection.close();
      this.#flight.clear();
      this.link = 'closed';
      this.staleS = 0;
      this.trouble = '';
    };
  }

  /** Whether a frame that is taken now would be sent. If not, it is counted as held back. */
  wants(): boolean {
    const ready = this.link === 'up';
    const room = this.#flight.hasRoom(this.parts.now()) && this.#connection.bufferedBytes < MOST_BUFFERED;
    if (ready && !room) this.held++;
    return ready && room;
  }

  send({ jpeg, capturedMs, width, height }: Shot): void {
    const captureTsUs = Math.round(capturedMs * 1000);
    const frame = { kind: Payload.JPEG, seq: ++this.#seq, captureTsUs, width, height };
    if (this.#connection.send(writeFrame(frame, jpeg))) this.#flight.sent(captureTsUs, this.parts.now());
  }

  /** Change settings of this camera alone; they are shown at once. */
  steer(changes: Changes): void {
    this.trouble = '';
    this.#own = { ...this.#own, ...changes };
    this.#unsent = { ...this.#unsent, ...changes };
    if (this.settings) this.settings = { ...this.settings, ...changes };
    this.#sending ??= this.parts.timers.set(() => this.#tell(), BETWEEN_CHANGES_MS);
  }

  #tell(): void {
    this.#sending = undefined;
    if (Object.keys(this.#unsent).length === 0) return;
    if (this.#connection.send(JSON.stringify({ type: 'settings', ...this.#unsent }))) this.#unsent = {};
  }

  #up(): void {
    this.link = 'up';
    this.trouble = '';
    this.#flight.clear();
  }

  #down(): void {
    this.link = 'lost';
    this.#flight.clear();
  }

  #told(message: ServerMessage): void {
    if (message.type === 'welcome') this.#welcome(message.token ?? undefined, message.settings);
    else if (message.type === 'settings') this.settings = { ...message, ...this.#unsent };
    else if (message.type === 'live') this.figures = message;
    else if (message.type === 'error') this.#failed(message.message);
  }

  /** A server that does not know us any more, since it is a new one, is told again what was wanted. */
  #welcome(token: string | undefined, settings: Settings): void {
    if (this.#token !== undefined && token !== this.#token) this.#unsent = { ...this.#own };
    this.#token = token;
    this.settings = { ...settings, ...this.#unsent };
    this.#tell();
  }

  #failed(why: string): void {
    this.trouble = why;
    this.#flight.failed();
  }

  async #came(message: ArrayBuffer): Promise<void> {
    const arrivedMs = this.parts.now();
    const read = readHeader(message);
    if (!read) return;
    const { header, payload } = read;
    const sentMs = this.#flight.back(header.captureTsUs);
    this.#connection.acknowledge(header.seq);
    const bitmap = await this.parts.decode(new Blob([payload], { type: 'image/jpeg' })).catch(() => undefined);
    if (!bitmap || !this.#paint || header.captureTsUs < this.#newestUs) return bitmap?.close();
    this.#newestUs = header.captureTsUs;
    const paintedMs = await this.#paint(bitmap);
    if (paintedMs !== undefined) this.#seen(header, sentMs, arrivedMs, paintedMs);
  }

  #seen(header: FrameHeader, sentMs: number | undefined, arrivedMs: number, paintedMs: number): void {
    this.#paintedMs = paintedMs;
    this.staleS = 0;
    this.trouble = '';
    if (sentMs === undefined) return;
    const capturedMs = header.captureTsUs / 1000;
    this.delays.observe({ capturedMs, sentMs, arrivedMs, paintedMs }, header);
  }

  #age(): void {
    const silentMs = this.parts.now() - this.#paintedMs;
    this.staleS = silentMs < STALE_AFTER_MS ? 0 : Math.floor(silentMs / 1000);
  }
}
