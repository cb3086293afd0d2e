/** A line over time as an SVG path: what is not known, or did not run, is a gap. */

import type { RunUsage } from '../api/types';

export interface Series {
  readonly at: readonly number[];
  readonly values: readonly (number | null)[];
  /** Seconds that a value stands for. */
  readonly step: number;
}

export interface Drawn {
  readonly line: string;
  readonly area: string;
}

const GAP_STEPS = 3;

export const memoryOf = (usage: RunUsage): Series => ({ at: usage.at_s, values: usage.memory_bytes, step: usage.step_s });
export const processorOf = (usage: RunUsage): Series => ({ at: usage.at_s, values: usage.cpu_percent, step: usage.step_s });
export const gpuOf = (usage: RunUsage): Series => ({ at: usage.at_s, values: usage.gpu_memory_bytes, step: usage.step_s });

/** The highest value; 0 of none. */
export const peakOf = ({ values }: Series): number => Math.max(0, ...values.map((value) => value ?? 0));

/** The average of what is known; 0 of none. */
export function averageOf({ values }: Series): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

/** The last value that is known. */
export const lastOf = ({ values }: Series): number | undefined => values.findLast((value) => value !== null) ?? undefined;

/** Drawn into `width` by `height`, from 0 at the bottom to `top`. */
export function drawn(series: Series, top: number, width: number, height: number): Drawn {
  const first = series.at[0] ?? 0;
  const span = Math.max((series.at.at(-1) ?? 0) - first, series.step);
  const x = (at: number): string => (((at - first) / span) * width).toFixed(1);
  const y = (value: number): string => (height - (Math.min(value, top) / (top || 1)) * height).toFixed(1);
  const stretches = unbroken(series).map((points) => points.map(([at, value]) => `${x(at)},${y(value)}`));
  return {
    line: stretches.map((points) => `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`).join(''),
    area: stretches
      .map((points) => `M${points[0]?.split(',')[0]},${height}L${points.join('L')}V${height}Z`)
      .join(''),
  };
}

function unbroken({ at, values, step }: Series): [number, number][][] {
  const found: [number, number][][] = [];
  let before = -Infinity;
  for (const [index, value] of values.entries()) {
    const moment = at[index];
    if (moment === undefined || value === null) continue;
    if (moment - before > GAP_STEPS * step) found.push([]);
    found.at(-1)?.push([moment, value]);
    before = moment;
  }
  return found;
}
