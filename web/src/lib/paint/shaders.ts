/** The two shaders: one mixes two pictures, one lays the mixture over the window. GLSL ES 3.00. */

/** A triangle that covers everything; `at` runs 0..1 over the target. */
export const VERTEX = `#version 300 es
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
  at = corner * 0.5 + 0.5;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** `part` is what of the older picture is seen where the two have different shapes: offset, extent. */
export const MIX = `#version 300 es
precision mediump float;
in vec2 at;
uniform sampler2D older, newer;
uniform vec4 part;
uniform float progress;
out vec4 colour;
void main() {
  colour = vec4(mix(texture(older, part.xy + at * part.zw).rgb, texture(newer, at).rgb, progress), 1.0);
}`;

/**
 * `part` is what of the picture is seen; its rows run downwards, those of the screen upwards. Enlarged by Catmull-Rom:
 * sixteen texels by five bilinear reads, since the four corners weigh next to nothing and are left out.
 */
export const SCREEN = `#version 300 es
precision highp float;
in vec2 at;
uniform sampler2D picture;
uniform vec4 part;
out vec4 colour;
vec4 pick(float x, float y) {
  return vec4(texture(picture, vec2(x, y)).rgb, 1.0);
}
void main() {
  vec2 size = vec2(textureSize(picture, 0));
  vec2 place = (part.xy + vec2(at.x, 1.0 - at.y) * part.zw) * size - 0.5;
  vec2 f = fract(place);
  vec2 texel = place - f + 0.5;
  vec2 before = f * (f * (1.0 - 0.5 * f) - 0.5);
  vec2 left = 1.0 + f * f * (1.5 * f - 2.5);
  vec2 right = f * (0.5 + f * (2.0 - 1.5 * f));
  vec2 after = f * f * (0.5 * f - 0.5);
  vec2 middle = left + right;
  vec2 low = (texel - 1.0) / size;
  vec2 mid = (texel + right / middle) / size;
  vec2 high = (texel + 2.0) / size;
  vec4 sum = pick(mid.x, mid.y) * middle.x * middle.y
    + pick(low.x, mid.y) * before.x * middle.y
    + pick(high.x, mid.y) * after.x * middle.y
    + pick(mid.x, low.y) * middle.x * before.y
    + pick(mid.x, high.y) * middle.x * after.y;
  colour = vec4(clamp(sum.rgb / sum.a, 0.0, 1.0), 1.0);
}`;
