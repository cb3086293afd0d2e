/** The server's nouns, by the names the page uses. */

import type { SettingsChange, SettingsView, StatusView } from '../wire/messages';
import type { components } from './schema';

export type Settings = SettingsView;
export type Status = StatusView;
export type Changes = Omit<SettingsChange, 'type'>;

export type EngineListing = components['schemas']['EngineView'];
export type Moments = components['schemas']['HistoryView'];
export type Moment = components['schemas']['MomentView'];
export type Understood = components['schemas']['Understood'];
export type UnderstoodWord = components['schemas']['WordView'];
export type ConfigSetting = components['schemas']['ConfigSetting'];
