/** The controls for the settings, made from the server's own description of them. */

/** What of JSON Schema describes a setting. */
interface Described {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly anyOf?: readonly Described[];
}

interface Common {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** May be left empty. */
  readonly optional: boolean;
}

export interface NumberField extends Common {
  readonly kind: 'number';
  readonly whole: boolean;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

export interface TextField extends Common {
  readonly kind: 'text';
}

export type Field = NumberField | TextField;

/** One field for each property of an object's schema, in its order. */
export function fieldsOf(properties: Readonly<Record<string, Described>>): Field[] {
  return Object.entries(properties).map(([name, described]) => fieldOf(name, described));
}

function fieldOf(name: string, described: Described): Field {
  const kinds = described.anyOf ?? [described];
  const optional = kinds.some(({ type }) => type === 'null');
  const kind = kinds.find(({ type }) => type !== 'null') ?? {};
  const common = { name, label: labelOf(name), hint: hintOf(described.description ?? ''), optional };
  if (kind.type !== 'number' && kind.type !== 'integer') return { ...common, kind: 'text' };
  const whole = kind.type === 'integer';
  const [least, most] = [kind.minimum ?? 0, kind.maximum ?? Number.MAX_SAFE_INTEGER];
  return { ...common, kind: 'number', whole, least, most, step: kind.multipleOf ?? (whole ? 1 : 0.05) };
}

const UNITS: Readonly<Record<string, string>> = { hz: '(a second)', s: '(s)', ms: '(ms)' };

/** `display_rate_hz` → `Display rate (a second)`. */
function labelOf(name: string): string {
  const words = name.split('_').map((word, i) => (i > 0 && UNITS[word]) || word);
  return words.join(' ').replace(/^./, (first) => first.toUpperCase());
}

function hintOf(description: string): string {
  return description.replaceAll('``null``', 'Empty').replaceAll('``', '').replace(/\*([^*]+)\*/g, '“$1”');
}

/** What a person wrote, as the setting's value; `undefined` where it is none. An empty line is `null`, if it may be. */
export function valueOf(field: Field, text: string): string | number | null | undefined {
  if (text === '') return field.optional ? null : undefined;
  if (field.kind === 'text') return text;
  const value = Number(text.replace(',', '.'));
  const fits = value >= field.least && value <= field.most && (!field.whole || Number.isInteger(value));
  return fits ? value : undefined;
}
