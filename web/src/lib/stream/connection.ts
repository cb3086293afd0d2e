/** One socket to the server, opened again for as long as it takes. */

import type { Hello, ServerMessage } from '../wire/messages';
import { backoffMs } from './backoff';

/** What of a WebSocket is used. */
export interface Socket {
  /** It said who we are when it was opened. */
  readonly greeted?: boolean;
  binaryType: BinaryType;
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: Event) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface Timers {
  set(callback: () => void, delayMs: number): number;
  clear(handle: number): void;
}

export interface ConnectionOptions {
  /** What is wanted of the server: frames, word of the library, or one's own frames restyled. */
  readonly role?: Hello['role'];
  /** What the greeting says beside that, asked for at each. */
  readonly greeting?: () => Partial<Hello>;
  readonly open: () => Socket;
  /** Whether the server still answers, asked when the socket has been silent. */
  readonly probe: () => Promise<boolean>;
  readonly timers: Timers;
  readonly random: () => number;
  /** The server greeted us: what comes is from now. */
  readonly onUp: () => void;
  /** The socket is gone; another is tried in `waitMs`. */
  readonly onDown: (waitMs: number) => void;
  readonly onFrame: (message: ArrayBuffer) => void;
  readonly onMessage: (message: ServerMessage) => void;
}

const OPEN = 1;
const SILENCE_MS = 6_000;

export class Connection {
  #socket: Socket | undefined;
  #attempt = 0;
  #retry: number | undefined;
  #silence: number | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  /** Open a socket now, whatever wait was going on. */
  connect(): void {
    this.close();
    const socket = this.options.open();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.greeted || socket.send(this.#hello());
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = () => this.#lost();
    this.#listen();
  }

  /** Frame `seq` was taken. */
  acknowledge(seq: number): void {
    this.send(JSON.stringify({ type: 'ack', seq }));
  }

  /** Send, if there is a socket to send on. Whether there was. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(data);
    return true;
  }

  /** Bytes that were sent and have not left this machine yet. */
  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** No socket and no attempts until `connect`. */
  close(): void {
    for (const handle of [this.#retry, this.#silence]) if (handle !== undefined) this.options.timers.clear(handle);
    this.#retry = this.#silence = undefined;
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = undefined;
  }

  #hello(): string {
    const hello = { type: 'hello', protocol: 1, role: this.options.role ?? 'viewer', encoding: 'binary' };
    return JSON.stringify({ ...hello, ...this.options.greeting?.() });
  }

  #received(data: unknown): void {
    this.#listen();
    if (data instanceof ArrayBuffer) return this.options.onFrame(data);
    const message = JSON.parse(String(data)) as ServerMessage;
    if (message.type === 'welcome') {
      this.#attempt = 0;
      this.options.onUp();
    }
    this.options.onMessage(message);
  }

  #lost(): void {
    this.close();
    const waitMs = backoffMs(this.#attempt++, this.options.random);
    this.#retry = this.options.timers.set(() => this.connect(), waitMs);
    this.options.onDown(waitMs);
  }

  /** A socket can die without a word. After a while of silence ask the server another way. */
  #listen(): void {
    if (this.#silence !== undefined) this.options.timers.clear(this.#silence);
    const socket = this.#socket;
    this.#silence = this.options.timers.set(async () => {
      const answers = await this.options.probe();
      if (socket !== this.#socket) return;
      if (answers && socket?.readyState === OPEN) this.#listen();
      else this.#lost();
    }, SILENCE_MS);
  }
}
