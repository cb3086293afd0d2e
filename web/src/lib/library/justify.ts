/** Rows of pictures, each as wide as the wall: pictures keep their shape, rows give way in height. */

export interface Spot {
  /** Of which picture of the list. */
  readonly index: number;
  readonly x: number;
  readonly width: number;
}

export interface Row {
  readonly y: number;
  readonly height: number;
  readonly spots: readonly Spot[];
}

export interface Measure {
  /** Of the wall, in pixels. */
  readonly width: number;
  /** How high a row likes to be. */
  readonly height: number;
  readonly gap: number;
}

const NARROWEST = 0.4;
const WIDEST = 3.2;

/** A shape that can stand in a row: what is taller or wider is cut by its frame. */
export function shapeOf(width: number | null, height: number | null): number {
  if (!width || !height) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/**
 * Rows for pictures of these shapes (width by height), from the top at 0. A row is closed by the picture that brings it
 * nearest to the height it likes; one that stays short at the end is as high as the row above.
 */
export function justify(shapes: readonly number[], { width, height, gap }: Measure): Row[] {
  const rows: Row[] = [];
  let first = 0;
  let sum = 0;
  let y = 0;
  const close = (end: number, high: number): void => {
    rows.push({ y, height: high, spots: spotsOf(shapes, first, end, high, gap) });
    y += high + gap;
    first = end;
  };
  shapes.forEach((shape, index) => {
    const before = heightOf(sum, index - first, width, gap);
    const after = heightOf(sum + shape, index + 1 - first, width, gap);
    if (after > height) {
      sum += shape;
    } else if (index > first && before - height < height - after) {
      close(index, before);
      sum = shape;
    } else {
      close(index + 1, after);
      sum = 0;
    }
  });
  if (first < shapes.length) {
    const like = rows.at(-1)?.height ?? height;
    close(shapes.length, Math.min(like, heightOf(sum, shapes.length - first, width, gap)));
  }
  return rows;
}

/** How high a row of `count` pictures is whose shapes add up to `sum`. */
function heightOf(sum: number, count: number, width: number, gap: number): number {
  return count === 0 ? Number.POSITIVE_INFINITY : (width - (count - 1) * gap) / sum;
}

function spotsOf(shapes: readonly number[], first: number, end: number, height: number, gap: number): Spot[] {
  const spots: Spot[] = [];
  let x = 0;
  for (let index = first; index < end; index += 1) {
    const width = height * (shapes[index] ?? 1);
    spots.push({ index, x, width });
    x += width + gap;
  }
  return spots;
}
