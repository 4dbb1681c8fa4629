import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { tokenStyleSheet } from '../contract/src/tokens.ts'

const TOKENS = 'virtual:tokens.css'

/** The tokens as custom properties, from where mails, posters and pages have them too. */
const tokens = (): Plugin => ({
  name: 'nuage-tokens',
  resolveId: (id) => (id === TOKENS ? `\0${TOKENS}` : undefined),
  load: (id) => (id === `\0${TOKENS}` ? tokenStyleSheet() : undefined),
})

const FOUNDATION = /node_modules\/(?:react|react-dom|scheduler|@tanstack\/[\w-]+)\//

export default defineConfig({
  root: import.meta.dirname,
  // Modules ask for each other by where they themselves lie, so that the app works below any path.
  base: './',
  publicDir: false,
  plugins: [react(), tokens()],
  build: {
    outDir: join(import.meta.dirname, '../dist/web'),
    manifest: 'vite.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { app: join(import.meta.dirname, 'src/main.tsx') },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // What changes least is kept longest by browsers.
        codeSplitting: { groups: [{ name: 'foundation', test: FOUNDATION }] },
      },
    },
  },
})
