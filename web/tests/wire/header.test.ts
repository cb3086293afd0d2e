import { expect, test } from 'vitest';

import { Flag, Payload, readHeader, writeFrame } from '../../src/lib/wire/header';
import { message } from '../stream/message';

test('every field is read from where the server wrote it', () => {
  const picture = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
  const read = readHeader(
    message({ seq: 4_294_967_295, endedUs: 2 ** 52, presentAtUs: 2 ** 52 + 41_667, durationUs: 41_667, cut: true, picture }),
  );
  expect(read?.header).toMatchObject({
    kind: Payload.JPEG,
    flags: Flag.DREAM | Flag.CUT,
    seq: 4_294_967_295,
    settingsRev: 7,
    endedUs: 2 ** 52,
    presentAtUs: 2 ** 52 + 41_667,
    durationUs: 41_667,
    width: 512,
    height: 256,
  });
  expect(read?.payload).toEqual(picture);
});

test('a frame that is no dream has a shorter header and no moment', () => {
  const bytes = new Uint8Array(message({ seq: 9, presentAtUs: 77, durationUs: 5 }));
  bytes[4] = 0;
  const read = readHeader(bytes.buffer);
  expect(read?.header).toMatchObject({ seq: 9, presentAtUs: 0, durationUs: 0 });
  expect(read?.payload).toHaveLength(bytes.length - 52);
});

test('what is not a frame of ours, or is cut off, is nothing', () => {
  const whole = new Uint8Array(message({ seq: 1 }));
  const altered = (at: number, value: number) => readHeader(whole.with(at, value).buffer as ArrayBuffer);
  expect(altered(0, 0x45)).toBeUndefined();
  expect(altered(2, 2)).toBeUndefined();
  for (const length of [0, 2, 51, 52, 63]) expect(readHeader(whole.slice(0, length).buffer)).toBeUndefined();
});

test('a camera\'s frame is read as it was written', () => {
  const frame = { kind: Payload.WEBP, seq: 4_294_967_295, captureTsUs: 2 ** 52 + 1, width: 4_096, height: 3 };
  const read = readHeader(writeFrame(frame, new Uint8Array([7, 8])).buffer);
  expect(read?.header).toMatchObject({ ...frame, flags: 0, settingsRev: 0, receivedUs: 0 });
  expect(read?.payload).toEqual(new Uint8Array([7, 8]));
});
