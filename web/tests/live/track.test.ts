import { afterEach, expect, test, vi } from 'vitest';

import { TrackSocket } from '../../src/lib/live/track';

/** What of a browser's peer connection is used; its candidates come when a test says so. */
class Peer {
  static newest: Peer;
  iceGatheringState = 'complete';
  connectionState = 'new';
  localDescription = { sdp: 'offer' };
  onicecandidate: ((event: { candidate: object | null }) => void) | null = null;
  constructor() {
    Peer.newest = this;
  }
  createDataChannel = () => ({});
  addTransceiver = () => undefined;
  setLocalDescription = async () => undefined;
  setRemoteDescription = async () => undefined;
  close = () => undefined;
  finds = (candidate: string) => this.onicecandidate?.({ candidate: { toJSON: () => ({ candidate }) } });
}

const element = { getContext: () => null, captureStream: () => ({ getVideoTracks: () => [{ stop: () => undefined }] }), remove: () => undefined };

afterEach(() => vi.unstubAllGlobals());

test('ways to us that are found before the server has answered are told once it has', async () => {
  vi.stubGlobal('RTCPeerConnection', Peer);
  vi.stubGlobal('document', { createElement: () => ({ ...element }) });
  vi.stubGlobal('OffscreenCanvas', class { getContext = () => null; });
  const asked: string[] = [];
  let answer: (response: Response) => void = () => undefined;
  const fetch = (path: string, init?: RequestInit): Promise<Response> => {
    asked.push(`${init?.method} ${path} ${init?.method === 'PATCH' ? JSON.parse(String(init.body)).candidate : ''}`.trim());
    return init?.method === 'POST' ? new Promise((done) => (answer = done)) : Promise.resolve(new Response(null, { status: 204 }));
  };
  new TrackSocket({ fetch, servers: [], token: undefined, onReturn: () => undefined, onRefusal: () => undefined });
  await vi.waitFor(() => expect(asked).toEqual(['POST api/webrtc/offer']));
  Peer.newest.finds('early');
  answer(new Response(JSON.stringify({ id: '7', sdp: 'answer' }), { status: 201 }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  Peer.newest.finds('late');
  expect(asked.slice(1)).toEqual(['PATCH api/webrtc/offer/7 early', 'PATCH api/webrtc/offer/7 late']);
});
