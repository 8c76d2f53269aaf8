import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages are plain files that the server hands out: no inline assets, so that a strict content policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': 'http://127.0.0.1:4400' } },
})
