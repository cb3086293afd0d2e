import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: '../src/dreamwindow/server/static',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the server's policy allows no data: fonts
    modulePreload: { polyfill: false },
  },
  server: {
    port: 3000,
    strictPort: true,
    proxy: {
      '/api': server,
      '/ws': { target: server, ws: true },
      '^/current\\.(jpg|png|webp)$': server,
      '/stream.mjpeg': server,
    },
  },
});
