/** The live act of the server that this page came from. */

import { Api } from '../api/client';
import { ask } from '../api/asking';
import type { RtcInfo } from '../api/types';
import { Shutter } from './camera';
import { Live } from './live.svelte';
import { Recorder } from './recorder.svelte';
import { TrackSocket } from './track';

const fetched = (path: string, init?: RequestInit): Promise<Response> => fetch(path, init);

export function recorderOfThisServer(live: Live): Recorder {
  return new Recorder({ fetch: fetched, token: () => live.token });
}

export function liveOfThisServer(): Live {
  const socket = new URL('ws', document.baseURI);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  const api = new Api(fetched);
  const shutter = new Shutter();
  return new Live({
    open: () => new WebSocket(socket),
    tracks: (parts) => new TrackSocket({ ...parts, fetch: fetched }),
    rtc: () => ask<RtcInfo>(fetched, 'api/webrtc', 'GET'),
    take: (view) => shutter.take(view),
    probe: () => api.answers(),
    timers: { set: (callback, delayMs) => window.setTimeout(callback, delayMs), clear: (handle) => clearTimeout(handle) },
    now: () => performance.now(),
    decode: (jpeg) => createImageBitmap(jpeg),
  });
}
