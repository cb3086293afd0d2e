/** The live act of the server that this page came from. */

import { Api } from '../api/client';
import { Live } from './live.svelte';

export function liveOfThisServer(): Live {
  const socket = new URL('ws', document.baseURI);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  const api = new Api((path, init) => fetch(path, init));
  return new Live({
    open: () => new WebSocket(socket),
    probe: () => api.answers(),
    timers: { set: (callback, delayMs) => window.setTimeout(callback, delayMs), clear: (handle) => clearTimeout(handle) },
    now: () => performance.now(),
    decode: (jpeg) => createImageBitmap(jpeg),
  });
}
