/** The library of the server that this page came from. */

import { LibraryApi } from './api';
import { Library } from './library.svelte';

export function libraryOfThisServer(): Library {
  const socket = new URL('ws', document.baseURI);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  const answers = (): Promise<boolean> =>
    fetch('api/health', { signal: AbortSignal.timeout(4_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return new Library(new LibraryApi((path, init) => fetch(path, init)), () => new WebSocket(socket), answers);
}
