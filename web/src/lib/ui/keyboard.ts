/** Keys that work anywhere on the page, except where somebody writes. */

export type Bindings = Readonly<Record<string, () => void>>;

const WRITES = 'input:not([type="range"]):not([type="radio"]), textarea, select, [contenteditable]';
const OWN_KEYS: Readonly<Record<string, string>> = { ' ': 'button, a, input, summary', Enter: 'button, a, input, summary' };

/** Do what the key stands for; keys with Ctrl, Alt or Meta are the browser's, and a focused control keeps its own. */
export function pressed(event: KeyboardEvent, bindings: Bindings): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : undefined;
  if (event.key !== 'Escape' && target?.closest(WRITES)) return;
  if (target?.closest(OWN_KEYS[event.key] ?? 'dialog')) return;
  const does = bindings[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!does) return;
  event.preventDefault();
  does();
}
