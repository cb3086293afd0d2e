/* Generated from web/schema/wire.schema.json by `npm run generate`: do not edit. */

export type WireMessage = ClientMessage | ServerMessage;
export type ClientMessage = Hello | Ack | PromptChange | SettingsChange | FrameUp;
export type ServerMessage =
  | Welcome
  | PromptUpdated
  | SettingsState
  | StatusState
  | FrameDown
  | PreviewDown
  | StyledFrame
  | FramePassed
  | LiveFigures
  | LibraryChange
  | ErrorReport;

/**
 * The first message of who wants to be told things. `welcome` answers it.
 */
export interface Hello {
  type: "hello";
  protocol: 1;
  /**
   * ``viewer`` looks on; ``library`` hears which sessions change; ``camera`` sends frames and gets them restyled.
   */
  role: "viewer" | "library" | "camera";
  /**
   * How frames come: ``binary``, a header and JPEG bytes; ``json``, `frame` or `styled_frame` messages.
   */
  encoding?: "binary" | "json";
  /**
   * For a camera: whose settings its frames are made with. ``live`` unless said otherwise here or by ``/ws?scene=``;
   * ``dream`` follows the dream; ``own`` is nobody else's, as is any once this camera changes a setting.
   */
  scene?: string | null;
  /**
   * For a camera whose line broke: the `welcome`'s. Within 30 s its settings are as they were.
   */
  token?: string | null;
}
/**
 * A frame arrived. At most two frames are on their way that were not acknowledged.
 */
export interface Ack {
  type: "ack";
  /**
   * The newest frame that was received; covers all before it.
   */
  seq: number;
}
/**
 * Dream of this. `prompt_updated` answers it.
 */
export interface PromptChange {
  type: "prompt";
  /**
   * 1 to 2,000 characters; ``null`` lets the themes go on.
   */
  prompt: string | null;
}
/**
 * Change some settings. `settings`, with all of them, answers it; with no change it is a question.
 */
export interface SettingsChange {
  /**
   * 1 to 2,000 characters. ``null`` clears it: the themes go on.
   */
  prompt?: string | null;
  /**
   * At most 2,000 characters. ``null`` takes the theme's own.
   */
  negative_prompt?: string | null;
  /**
   * How far a keyframe leaves the picture it grows from.
   */
  strength?: number;
  /**
   * How far the seed walks in a second of dream.
   */
  speed?: number;
  /**
   * The walk starts again here.
   */
  seed?: number | null;
  /**
   * ``null`` is the model's default.
   */
  guidance_scale?: number | null;
  /**
   * ``null`` is the model's default.
   */
  num_inference_steps?: number | null;
  /**
   * Name of a step plan; ``GET /api/engines`` lists those of each engine.
   */
  mode?: string;
  /**
   * Pixels. The picture on show is cut and scaled to the new size, and the dream goes on from it.
   */
  width?: number;
  /**
   * Pixels.
   */
  height?: number;
  /**
   * Frames shown a second, as long as the engine keeps up.
   */
  display_rate_hz?: number;
  /**
   * How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*. Raised, it turns to it at once.
   */
  taste?: number;
  type: "settings";
}
/**
 * A camera's frame, to be restyled. `styled_frame` answers it, or `error`.
 *
 * While one is at work the newest waits for it, and those in between get no answer.
 */
export interface FrameUp {
  type: "frame";
  /**
   * ``data:image/jpeg;base64,…``, WebP or PNG.
   */
  image: string;
  /**
   * The client's own stamp; comes back with the styled frame.
   */
  capture_ts_us?: number;
}
/**
 * Answers `hello`; frames follow, or word of the library.
 */
export interface Welcome {
  type: "welcome";
  protocol: 1;
  /**
   * Microseconds on the clock that the frames' times are on.
   */
  server_time_us: number;
  settings: SettingsView;
  status: StatusView;
  /**
   * A camera's scene.
   */
  scene: string | null;
  /**
   * What a camera comes back with.
   */
  token: string | null;
}
/**
 * All settings of a scene.
 */
export interface SettingsView {
  /**
   * Counts the changes. Each frame says which revision made it.
   */
  revision: number;
  /**
   * What a person asked for; ``null`` while the themes take turns.
   */
  prompt: string | null;
  /**
   * What to keep out; ``null`` takes the theme's own.
   */
  negative_prompt: string | null;
  /**
   * How far a keyframe leaves the picture it grows from, 0 to 1.
   */
  strength: number;
  /**
   * How far the seed walks in a second of dream, 0 to 5.
   */
  speed: number;
  /**
   * Where the walk started when it was last set.
   */
  seed: number | null;
  /**
   * ``null`` is the model's default.
   */
  guidance_scale: number | null;
  /**
   * ``null`` is the model's default.
   */
  num_inference_steps: number | null;
  /**
   * Name of the step plan.
   */
  mode: string;
  /**
   * Pixels.
   */
  width: number;
  /**
   * Pixels.
   */
  height: number;
  /**
   * Frames shown a second, as long as the engine keeps up.
   */
  display_rate_hz: number;
  /**
   * How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*.
   */
  taste: number;
}
/**
 * One look at the run: what ``status.json`` says. ``null`` where a thing is not known here.
 */
export interface StatusView {
  /**
   * Number of the frame on show, from 1; 0 before the first.
   */
  frame_number: number;
  /**
   * Seconds that the newest keyframe took.
   */
  generation_time: number | null;
  status: "starting" | "live" | "paused" | "buffering" | "error" | "stopped";
  current_mode: string | null;
  /**
   * What is dreamt of now, asked for or from the themes; while one slides into the next, the nearer of them.
   */
  current_prompt: string | null;
  cache_size: number | null;
  cache_hits: number | null;
  uptime_hours: number;
  /**
   * Degrees Celsius.
   */
  gpu_temp: number | null;
  vram_used_gb: number | null;
  paused: boolean;
  pause_reason: string | null;
  /**
   * ISO 8601 with zone.
   */
  last_update: string | null;
  session_id: string | null;
  engine: string | null;
  model: string | null;
  /**
   * The engine that is being opened to take over, while the other dreams on.
   */
  next_engine: string | null;
  /**
   * Frames shown a second, over the last few seconds.
   */
  fps: number | null;
  buffer_frames: number | null;
  buffer_seconds: number | null;
  cache_injections: number | null;
  collapse_score: number | null;
  colour_drift: number | null;
  /**
   * So many times fewer pictures are made than could be, so that a budget of processor or battery holds.
   */
  slowed: number | null;
  /**
   * Which budget, and what was used of it when the dream went slower.
   */
  slow_reason: string | null;
  /**
   * How far the keyframe at work is, 0 to 1, if it takes longer than half a second.
   */
  progress: number | null;
  /**
   * How much of what a person kept comes back, 0 to 1.
   */
  taste: number | null;
  /**
   * How many pictures were kept that draw the dream.
   */
  likes: number | null;
  /**
   * How many recorded pictures went since the start, so that recording.max_gb holds; their recipes stay.
   */
  pictures_let_go: number | null;
  /**
   * What is wrong: with the engine while ``status`` is ``error``, else with something beside it, a full disk say.
   */
  error: string | null;
}
/**
 * Answers `prompt`.
 */
export interface PromptUpdated {
  type: "prompt_updated";
  prompt: string | null;
}
/**
 * The settings: answers `settings`, and is sent to viewers when somebody else changed them.
 */
export interface SettingsState {
  /**
   * Counts the changes. Each frame says which revision made it.
   */
  revision: number;
  /**
   * What a person asked for; ``null`` while the themes take turns.
   */
  prompt: string | null;
  /**
   * What to keep out; ``null`` takes the theme's own.
   */
  negative_prompt: string | null;
  /**
   * How far a keyframe leaves the picture it grows from, 0 to 1.
   */
  strength: number;
  /**
   * How far the seed walks in a second of dream, 0 to 5.
   */
  speed: number;
  /**
   * Where the walk started when it was last set.
   */
  seed: number | null;
  /**
   * ``null`` is the model's default.
   */
  guidance_scale: number | null;
  /**
   * ``null`` is the model's default.
   */
  num_inference_steps: number | null;
  /**
   * Name of the step plan.
   */
  mode: string;
  /**
   * Pixels.
   */
  width: number;
  /**
   * Pixels.
   */
  height: number;
  /**
   * Frames shown a second, as long as the engine keeps up.
   */
  display_rate_hz: number;
  /**
   * How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*.
   */
  taste: number;
  type: "settings";
}
/**
 * The status: sent to viewers when it changed, at most twice a second.
 */
export interface StatusState {
  /**
   * Number of the frame on show, from 1; 0 before the first.
   */
  frame_number: number;
  /**
   * Seconds that the newest keyframe took.
   */
  generation_time: number | null;
  status: "starting" | "live" | "paused" | "buffering" | "error" | "stopped";
  current_mode: string | null;
  /**
   * What is dreamt of now, asked for or from the themes; while one slides into the next, the nearer of them.
   */
  current_prompt: string | null;
  cache_size: number | null;
  cache_hits: number | null;
  uptime_hours: number;
  /**
   * Degrees Celsius.
   */
  gpu_temp: number | null;
  vram_used_gb: number | null;
  paused: boolean;
  pause_reason: string | null;
  /**
   * ISO 8601 with zone.
   */
  last_update: string | null;
  session_id: string | null;
  engine: string | null;
  model: string | null;
  /**
   * The engine that is being opened to take over, while the other dreams on.
   */
  next_engine: string | null;
  /**
   * Frames shown a second, over the last few seconds.
   */
  fps: number | null;
  buffer_frames: number | null;
  buffer_seconds: number | null;
  cache_injections: number | null;
  collapse_score: number | null;
  colour_drift: number | null;
  /**
   * So many times fewer pictures are made than could be, so that a budget of processor or battery holds.
   */
  slowed: number | null;
  /**
   * Which budget, and what was used of it when the dream went slower.
   */
  slow_reason: string | null;
  /**
   * How far the keyframe at work is, 0 to 1, if it takes longer than half a second.
   */
  progress: number | null;
  /**
   * How much of what a person kept comes back, 0 to 1.
   */
  taste: number | null;
  /**
   * How many pictures were kept that draw the dream.
   */
  likes: number | null;
  /**
   * How many recorded pictures went since the start, so that recording.max_gb holds; their recipes stay.
   */
  pictures_let_go: number | null;
  /**
   * What is wrong: with the engine while ``status`` is ``error``, else with something beside it, a full disk say.
   */
  error: string | null;
  type: "status";
}
/**
 * A frame for viewers that asked for JSON.
 */
export interface FrameDown {
  type: "frame";
  /**
   * Acknowledge it.
   */
  seq: number;
  settings_rev: number;
  /**
   * When to show it, on the server's clock.
   */
  present_at_us: number;
  /**
   * How long the fade from the frame before takes.
   */
  duration_us: number;
  /**
   * Do not fade.
   */
  cut: boolean;
  width: number;
  height: number;
  /**
   * ``data:image/jpeg;base64,…``
   */
  image: string;
}
/**
 * What is seen so far of the next picture, where an engine says so and takes longer than half a second.
 *
 * For viewers, at most twice a second, and only while no frame is on its way to them. Not to be acknowledged; over
 * when a frame comes, or when the status no longer says `progress`.
 */
export interface PreviewDown {
  type: "preview";
  /**
   * How far the picture is.
   */
  fraction: number;
  /**
   * At most 256 pixels, as the height.
   */
  width: number;
  height: number;
  /**
   * ``data:image/jpeg;base64,…``
   */
  image: string;
}
/**
 * A frame of a camera that said no hello, or asked for JSON, restyled.
 */
export interface StyledFrame {
  type: "styled_frame";
  /**
   * ``data:image/jpeg;base64,…``
   */
  image: string;
  /**
   * Counts from 1. Who said hello acknowledges it; who did not need not.
   */
  seq: number;
  /**
   * Revision of the settings that made it.
   */
  settings_rev: number;
  /**
   * As it came with the frame.
   */
  capture_ts_us: number;
  /**
   * When the server had the frame, on its own clock.
   */
  received_us: number;
  /**
   * When work on it began.
   */
  started_us: number;
  /**
   * When it was encoded and given to the socket.
   */
  ended_us: number;
  width: number;
  height: number;
}
/**
 * A frame went down a camera's video track: over WebRTC, for who stamps its frames.
 */
export interface FramePassed {
  type: "passed";
  /**
   * The number that stood below the camera's frame, and stands below this one; 0 if it could not be read.
   */
  stamp: number;
  /**
   * Revision of the settings that made it.
   */
  settings_rev: number;
  /**
   * When the server had the frame, on its own clock.
   */
  received_us: number;
  /**
   * When work on it began.
   */
  started_us: number;
  /**
   * When it was encoded and sent.
   */
  ended_us: number;
}
/**
 * How it goes: for cameras that said hello, once a second.
 */
export interface LiveFigures {
  type: "live";
  /**
   * Who makes the pictures; ``null`` while there is nobody.
   */
  engine: string | null;
  /**
   * Frames restyled a second, over the last few seconds.
   */
  engine_fps: number;
  /**
   * Frames sent a second.
   */
  delivered_fps: number;
  /**
   * How many cameras share the engine.
   */
  clients: number;
  stages: StageSpreads;
  drops: DropCounts;
}
/**
 * How long each stage on the server takes, in ms; ``null`` before the first frame.
 */
export interface StageSpreads {
  /**
   * In the box, and for a turn at the engine.
   */
  wait: Spread | null;
  decode: Spread | null;
  engine: Spread | null;
  encode: Spread | null;
}
/**
 * Of the last few hundred frames, in ms.
 */
export interface Spread {
  p50: number;
  p95: number;
}
/**
 * Frames that came to nothing, by cause.
 */
export interface DropCounts {
  /**
   * A newer one came while it waited for the engine.
   */
  waited: number;
  /**
   * A newer one was made while too many were on their way back.
   */
  unacknowledged: number;
  /**
   * It was no picture.
   */
  unreadable: number;
  /**
   * The engine could not make it.
   */
  engine: number;
}
/**
 * Sessions of the library that changed: for the role ``library``, at most twice a second, at most 200 at once.
 *
 * Who reads slowly is told less often, and of everything.
 */
export interface LibraryChange {
  type: "library";
  sessions: SessionChange[];
}
/**
 * How many pictures of a session came, changed, went, were annotated or described since it was last told of.
 */
export interface SessionChange {
  session: string;
  added: number;
  changed: number;
  removed: number;
  annotated: number;
  /**
   * Their colours are known now.
   */
  described: number;
  /**
   * The session itself went.
   */
  gone: boolean;
}
/**
 * Something in the last message was wrong. The socket stays open.
 */
export interface ErrorReport {
  type: "error";
  /**
   * Stable, for programs.
   */
  code: string;
  /**
   * For people: what, and what to do.
   */
  message: string;
}
