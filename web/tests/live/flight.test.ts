import { expect, test } from 'vitest';

import { Flight } from '../../src/lib/live/flight';

test('two may be under way, and one that is back makes room', () => {
  const flight = new Flight();
  flight.sent(10, 0);
  expect(flight.hasRoom(1)).toBe(true);
  flight.sent(20, 1);
  expect(flight.hasRoom(2)).toBe(false);
  expect(flight.back(10)).toBe(0);
  expect(flight.hasRoom(3)).toBe(true);
});

test('a frame that is back covers those that it overtook', () => {
  const flight = new Flight();
  flight.sent(10, 0);
  flight.sent(20, 5);
  expect(flight.back(20)).toBe(5);
  expect(flight.back(10)).toBeUndefined();
  flight.sent(30, 6);
  expect(flight.hasRoom(7)).toBe(true);
});

test('what never comes back holds nothing up for ever', () => {
  const flight = new Flight();
  flight.sent(10, 0);
  flight.sent(20, 0);
  expect(flight.hasRoom(1_999)).toBe(false);
  expect(flight.hasRoom(2_000)).toBe(true);
});

test('what failed makes room', () => {
  const flight = new Flight();
  flight.sent(10, 0);
  flight.sent(20, 0);
  flight.failed();
  expect(flight.hasRoom(1)).toBe(true);
});
