/** How things come and go. */

const MS = 240;
const easing = (t: number): number => 1 - (1 - t) ** 3;

/** Settings of a Svelte transition: slow and eased, or at once for those who want no motion. */
export function gently<Place extends object>(place: Place): Place & { duration: number; easing: typeof easing } {
  return { ...place, duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MS, easing };
}
