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

export type LibrarySession = components['schemas']['SessionView'];
export type LibraryImage = components['schemas']['ImageView'];
export type LibraryPage = components['schemas']['ImagesView'];
export type LibraryFacts = components['schemas']['FactsView'];
export type LibraryStats = components['schemas']['StatsView'];
export type Saying = components['schemas']['Saying'];

export type FilmView = components['schemas']['FilmView'];
export type FilmWish = components['schemas']['FilmWish'];

export type Run = components['schemas']['RunView'];
export type RunPage = components['schemas']['RunsView'];
export type RunUsage = components['schemas']['UsageView'];
export type LogPage = components['schemas']['LogView'];
export type LogLine = components['schemas']['LogLineView'];

export type RecordingView = components['schemas']['RecordingView'];
export type SourceView = components['schemas']['SourceView'];
export type SourcesView = components['schemas']['SourcesView'];
export type SinkView = components['schemas']['SinkView'];
export type SinksView = components['schemas']['SinksView'];
export type RtcAnswer = components['schemas']['AnswerView'];
export type RtcServer = components['schemas']['IceServerView'];
export type RtcInfo = components['schemas']['RtcView'];
