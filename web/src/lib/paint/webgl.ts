/** The cross-fade on the graphics card. */

import { coverPart, type Size } from './cover';
import type { Painter } from './painter';
import { MIX, SCREEN, VERTEX } from './shaders';

interface Sheet {
  readonly texture: WebGLTexture;
  size: Size;
}

const NOTHING: Size = { width: 0, height: 0 };

/**
 * Three textures. `older` and `newer` are mixed at the picture's own size into `mixture`, and that is laid over the
 * window. When a picture comes before the fade to the last one is over, the mixture becomes the older one: no jump.
 */
export class GlPainter implements Painter {
  #older: Sheet;
  #newer: Sheet;
  #mixture: Sheet;
  #progress = 1;
  readonly #mix: WebGLProgram;
  readonly #screen: WebGLProgram;
  readonly #framebuffer: WebGLFramebuffer;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.#mix = programOf(gl, MIX);
    this.#screen = programOf(gl, SCREEN);
    this.#framebuffer = gl.createFramebuffer();
    [this.#older, this.#newer, this.#mixture] = [sheetOf(gl), sheetOf(gl), sheetOf(gl)];
    gl.useProgram(this.#mix);
    gl.uniform1i(gl.getUniformLocation(this.#mix, 'newer'), 1);
  }

  show(picture: ImageBitmap): void {
    const first = this.#newer.size === NOTHING;
    const onShow = this.#progress < 1 ? this.#mixture : this.#newer;
    const spare = this.#older;
    if (onShow === this.#mixture) this.#mixture = this.#newer;
    this.#older = onShow;
    this.#newer = spare;
    this.#upload(picture);
    picture.close();
    if (first) this.#older.size = NOTHING;
    this.#progress = 0;
  }

  draw(progress: number): void {
    if (this.#newer.size === NOTHING) return;
    this.#progress = this.#older.size === NOTHING ? 1 : progress;
    if (this.#progress < 1) this.#drawMixture();
    this.#drawScreen(this.#progress < 1 ? this.#mixture : this.#newer);
  }

  resize({ width, height }: Size): void {
    this.gl.canvas.width = width;
    this.gl.canvas.height = height;
  }

  close(): void {
    const { gl } = this;
    for (const sheet of [this.#older, this.#newer, this.#mixture]) gl.deleteTexture(sheet.texture);
    gl.deleteFramebuffer(this.#framebuffer);
    gl.deleteProgram(this.#mix);
    gl.deleteProgram(this.#screen);
  }

  #upload(picture: ImageBitmap): void {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#newer.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
    this.#newer.size = { width: picture.width, height: picture.height };
  }

  #drawMixture(): void {
    const { gl } = this;
    const size = this.#newer.size;
    this.#fit(this.#mixture, size);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.#mixture.texture, 0);
    gl.viewport(0, 0, size.width, size.height);
    gl.useProgram(this.#mix);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.#newer.texture);
    gl.uniform1f(gl.getUniformLocation(this.#mix, 'progress'), this.#progress);
    this.#lay(this.#mix, this.#older, size);
  }

  #drawScreen(sheet: Sheet): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.useProgram(this.#screen);
    this.#lay(this.#screen, sheet, { width: gl.drawingBufferWidth, height: gl.drawingBufferHeight });
  }

  /** Cover `frame` with a sheet by the program in use. */
  #lay(program: WebGLProgram, sheet: Sheet, frame: Size): void {
    const { gl } = this;
    const part = coverPart(sheet.size, frame);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, sheet.texture);
    gl.uniform4f(gl.getUniformLocation(program, 'part'), part.x, part.y, part.width, part.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #fit(sheet: Sheet, size: Size): void {
    if (sheet.size.width === size.width && sheet.size.height === size.height) return;
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, sheet.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, size.width, size.height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    sheet.size = size;
  }
}

function sheetOf(gl: WebGL2RenderingContext): Sheet {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
  return { texture, size: NOTHING };
}

function programOf(gl: WebGL2RenderingContext, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind);
    if (!shader) continue; // the context is lost: nothing will be seen, and the stage is told by the event
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The shader does not link: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}
