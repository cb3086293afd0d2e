/** The server's nouns, by the names the page uses. */

import type { SettingsChange, SettingsView, StatusView } from '../wire/messages';

export type Settings = SettingsView;
export type Status = StatusView;
export type Changes = Omit<SettingsChange, 'type'>;
export type SettingName = keyof Changes;

export interface EngineListing {
  readonly name: string;
  readonly description: string;
  readonly available: boolean;
  readonly why: string | null;
  readonly selected: boolean;
  readonly modes: readonly string[];
  readonly unused: readonly string[];
}
