/** Binary messages as the server makes them, for tests. */

interface Parts {
  seq: number;
  endedUs?: number;
  presentAtUs?: number;
  durationUs?: number;
  cut?: boolean;
  picture?: Uint8Array;
}

/** A dream's frame: 64 bytes of header, then `picture`. */
export function message({ seq, endedUs = 0, presentAtUs = 0, durationUs = 0, cut = false, picture }: Parts): ArrayBuffer {
  const bytes = picture ?? new Uint8Array([0xff, 0xd8]);
  const buffer = new ArrayBuffer(64 + bytes.length);
  const view = new DataView(buffer);
  new Uint8Array(buffer).set([0x44, 0x57, 1, 1]);
  view.setUint32(4, cut ? 3 : 1, true);
  view.setUint32(8, seq, true);
  view.setUint32(12, 7, true);
  view.setBigUint64(40, BigInt(endedUs), true);
  view.setUint16(48, 512, true);
  view.setUint16(50, 256, true);
  view.setBigUint64(52, BigInt(presentAtUs), true);
  view.setUint32(60, durationUs, true);
  new Uint8Array(buffer).set(bytes, 64);
  return buffer;
}
