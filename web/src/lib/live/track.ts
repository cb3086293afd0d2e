/** WebRTC, with the looks of a socket: words by a data channel, pictures as video tracks. */

import { ask, type Fetch, Refusal } from '../api/asking';
import type { RtcAnswer, RtcServer } from '../api/types';
import type { Socket } from '../stream/connection';
import type { View } from './camera';
import { drawStamp, LARGEST, pictureHeight, StampReader, stripHeight } from './stamp';

/** A restyled picture, and the number of the camera's that it was made of if that could be read. */
export interface Returned {
  readonly bitmap: ImageBitmap;
  readonly stamp: number | undefined;
}

const RATE_BPS = 2_500_000;
const GATHERED_MS = 500;
/** A server that is gone says nothing over UDP. One that is there says every second how it goes. */
const SILENT_MS = 3_000;
const [CONNECTING, OPEN, CLOSED] = [0, 1, 3];

export interface TrackParts {
  readonly fetch: Fetch;
  readonly servers: readonly RtcServer[];
  /** Of the camera that comes back. */
  readonly token: string | undefined;
  readonly onReturn: (returned: Returned) => void;
  /** The server will not have it. */
  readonly onRefusal: (refusal: Refusal) => void;
}

export class TrackSocket implements Socket {
  binaryType: BinaryType = 'arraybuffer';
  /** The offer says who we are: no hello is needed. */
  readonly greeted = true;
  onopen: Socket['onopen'] = null;
  onclose: Socket['onclose'] = null;
  onmessage: Socket['onmessage'] = null;

  readonly #peer: RTCPeerConnection;
  readonly #words: RTCDataChannel;
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d', { alpha: false });
  readonly #track: CanvasCaptureMediaStreamTrack;
  readonly #video = document.createElement('video');
  readonly #reader = new StampReader();
  #state = CONNECTING;
  #stamp = 0;
  #id: string | undefined;
  /** Ways to us that were found while the server had not answered yet. */
  readonly #untold: RTCIceCandidate[] = [];
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: TrackParts) {
    this.#peer = new RTCPeerConnection({ iceServers: parts.servers.map(asServer) });
    this.#words = this.#peer.createDataChannel('words');
    this.#track = this.#canvas.captureStream(0).getVideoTracks()[0] as CanvasCaptureMediaStreamTrack;
    this.#track.contentHint = 'motion';
    this.#words.onopen = (event) => {
      this.#state = OPEN;
      this.#heard();
      this.onopen?.(event);
    };
    this.#words.onmessage = (event) => {
      this.#heard();
      this.onmessage?.(event);
    };
    this.#words.onclose = () => this.#lost();
    this.#peer.onconnectionstatechange = () => {
      if (['failed', 'closed'].includes(this.#peer.connectionState)) this.#lost();
    };
    this.#peer.ontrack = ({ track, receiver }) => this.#comes(track, receiver);
    void this.#offer();
  }

  get readyState(): number {
    return this.#state;
  }

  get bufferedAmount(): number {
    return this.#words.bufferedAmount;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === 'string') this.#words.send(data);
    else this.#words.send(data);
  }

  /** Let what the camera shows go up; under which number it does. */
  film({ video, side, mirrored }: View): number | undefined {
    const scale = Math.min(1, side / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [video.videoWidth, video.videoHeight].map((length) => 2 * Math.round((length * scale) / 2)) as [number, number];
    const context = this.#context;
    if (!context || !width || !height) return undefined;
    const strip = stripHeight(height);
    if (this.#canvas.width !== width || this.#canvas.height !== height + strip) {
      [this.#canvas.width, this.#canvas.height] = [width, height + strip];
    }
    context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0);
    context.drawImage(video, 0, 0, width, height);
    context.resetTransform();
    this.#stamp = (this.#stamp % LARGEST) + 1;
    drawStamp(context, this.#stamp, height, width, strip);
    this.#track.requestFrame();
    return this.#stamp;
  }

  close(): void {
    this.#state = CLOSED;
    clearTimeout(this.#silence);
    this.#track.stop();
    this.#video.srcObject = null;
    this.#video.remove();
    this.#peer.close();
    if (this.#id) void this.parts.fetch(`api/webrtc/offer/${this.#id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    this.#id = undefined;
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), SILENT_MS);
  }

  async #offer(): Promise<void> {
    try {
      this.#peer.addTransceiver(this.#track, { direction: 'sendrecv', sendEncodings: [{ maxBitrate: RATE_BPS }] });
      await this.#peer.setLocalDescription();
      await gathered(this.#peer);
      this.#peer.onicecandidate = ({ candidate }) => this.#found(candidate); // from here on the offer does not have them
      const body = { sdp: this.#peer.localDescription?.sdp ?? '', token: this.parts.token ?? null, stamped: true };
      const answer = await ask<RtcAnswer>(this.parts.fetch, 'api/webrtc/offer', 'POST', body);
      this.#id = answer.id;
      if (this.#state === CLOSED) return this.close();
      await this.#peer.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
      for (const candidate of this.#untold.splice(0)) this.#tell(answer.id, candidate);
    } catch (error) {
      if (error instanceof Refusal && error.answered) this.parts.onRefusal(error);
      this.#lost();
    }
  }

  /** Another way to us, found after the offer. */
  #found(candidate: RTCIceCandidate | null): void {
    if (!candidate) return;
    if (this.#id) this.#tell(this.#id, candidate);
    else this.#untold.push(candidate);
  }

  #tell(id: string, candidate: RTCIceCandidate): void {
    void ask(this.parts.fetch, `api/webrtc/offer/${id}`, 'PATCH', candidate.toJSON()).catch(() => undefined); // one of several
  }

  #comes(track: MediaStreamTrack, receiver: RTCRtpReceiver): void {
    if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
    const video = this.#video;
    video.muted = video.playsInline = true;
    video.className = 'unpainted';
    document.body.append(video); // browsers hurry with what is on the page
    video.srcObject = new MediaStream([track]);
    void video.play().catch(() => undefined); // it was taken away before it began
    const next = (): void => {
      if (this.#state === CLOSED) return;
      video.requestVideoFrameCallback(next);
      this.#heard();
      void this.#returned();
    };
    video.requestVideoFrameCallback(next);
  }

  async #returned(): Promise<void> {
    const stamp = this.#reader.read(this.#video);
    const { videoWidth: width, videoHeight: total } = this.#video;
    const bitmap = await createImageBitmap(this.#video, 0, 0, width, pictureHeight(total)).catch(() => undefined);
    if (bitmap) this.parts.onReturn({ bitmap, stamp });
  }

  #lost(): void {
    if (this.#state === CLOSED) return;
    this.close();
    this.onclose?.(new CloseEvent('close'));
  }
}

function asServer({ urls, username, credential }: RtcServer): RTCIceServer {
  return { urls, ...(username !== null && { username }), ...(credential !== null && { credential }) };
}

/** Wait until every way to us is known, but not long: later ones are told as they are found. */
async function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return;
  await new Promise<void>((done) => {
    const timer = setTimeout(done, GATHERED_MS);
    peer.onicegatheringstatechange = () => {
      if (peer.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      done();
    };
  });
}
