/** The dream of the server that this page came from. */

import { Api } from '../api/client';
import { Dream } from './dream.svelte';

export function dreamOfThisServer(): Dream {
  const socket = new URL('ws', document.baseURI);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  return new Dream(new Api((path, init) => fetch(path, init)), () => new WebSocket(socket));
}
