import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { micromark } from 'micromark'
import { defineConfig, type Plugin } from 'vite'
import { tokenStyleSheet } from '../contract/src/tokens.ts'

const TOKENS = 'virtual:tokens.css'

/** The tokens as custom properties, from where mails, posters and pages have them too. */
const tokens = (): Plugin => ({
  name: 'nuage-tokens',
  resolveId: (id) => (id === TOKENS ? `\0${TOKENS}` : undefined),
  load: (id) => (id === `\0${TOKENS}` ? tokenStyleSheet() : undefined),
})

/** Their room is kept free while they come: see `tools/help-pictures.ts`. */
const PICTURE = 'width=\\"1100\\" height=\\"700\\" loading=\\"lazy\\"'

/** A page of the help as HTML, made here: the browser is sent no Markdown and no reader of it. */
const pages = (): Plugin => ({
  name: 'nuage-pages',
  enforce: 'pre',
  transform(source, id) {
    if (!id.endsWith('.md')) return undefined
    const [first = '', ...rest] = source.split('\n')
    const title = first.replace(/^# /, '')
    // Our own words: tags such as `kbd` stand in them on purpose.
    const html = micromark(rest.join('\n'), { allowDangerousHtml: true })
    const pictures = [
      ...new Set([...html.matchAll(/src="(images\/[\w-]+\.webp)"/g)].map(([, path]) => path!)),
    ]
    const imports = pictures.map((path, at) => `import picture${at} from './${path}'\n`)
    const shown = pictures.reduce(
      (text, path, at) => text.replaceAll(`src=\\"${path}\\"`, `${PICTURE} src=\\"" + picture${at} + "\\"`),
      JSON.stringify(html),
    )
    return {
      code: `${imports.join('')}export const title = ${JSON.stringify(title)}\nexport const html = ${shown}`,
      map: null,
    }
  },
})

const SENTENCES = /\/react-(?:aria|stately)[\w-]*\/.*\/([a-z]{2}-[A-Z]{2})\.m?js$/
const SPOKEN: ReadonlySet<string> = new Set(['fr-FR', 'en-US'])

/** React Aria brings what it says in thirty-four languages: those that nobody is shown here stay out. */
const spoken = (): Plugin => ({
  name: 'nuage-spoken',
  enforce: 'pre',
  load(id) {
    const language = SENTENCES.exec(id.split('?')[0]!)?.[1]
    return language === undefined || SPOKEN.has(language) ? undefined : 'export default {}'
  },
})

const FOUNDATION = /node_modules\/(?:react|react-dom|scheduler|@tanstack\/[\w-]+)\//

/** The entry waits for the words and then for all else: what they need may not stand in the file that waits for them. */
const NOT_START = /\/web\/src\/(?:main\.tsx|words\/languages\/)/

/** Such files would bear the names of all that share them. */
const SHARED = 'shared'

/**
 * Decoders and fonts that PDF.js asks for by their names in a folder: it bears the version of PDF.js, since they have
 * no sum.
 */
const BY_NAME = /(?:_nowasm_fallback\.js|\.pfb)$/
const MODULES = join(import.meta.dirname, '../node_modules')
const pdfjs = JSON.parse(readFileSync(join(MODULES, 'pdfjs-dist/package.json'), 'utf8')) as {
  version: string
}

export default defineConfig({
  root: import.meta.dirname,
  // Modules ask for each other by where they themselves lie, so that the app works below any path.
  base: './',
  publicDir: false,
  plugins: [react(), tokens(), spoken(), pages()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  resolve: {
    // Its form for pages asks a document what characters are called, which workers do not have.
    alias: { 'decode-named-character-reference': join(MODULES, 'decode-named-character-reference/index.js') },
  },
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
        chunkFileNames: ({ name }) => `assets/${name.startsWith(SHARED) ? SHARED : '[name]'}-[hash].js`,
        assetFileNames: ({ names: [name = ''] }) => {
          if (BY_NAME.test(name)) return `assets/pdfjs-${pdfjs.version}/[name][extname]`
          return name.startsWith(SHARED)
            ? `assets/${SHARED}-[hash][extname]`
            : 'assets/[name]-[hash][extname]'
        },
        codeSplitting: {
          groups: [
            // What changes least is kept longest by browsers.
            { name: 'foundation', test: FOUNDATION, priority: 3 },
            // One file for all that the first list waits for: on an old computer each of a hundred files costs by itself.
            { name: 'start', tags: ['$initial'], test: (id) => !NOT_START.test(id), priority: 2 },
            // What several later screens have in common, without a file for each piece of it.
            { name: SHARED, minShareCount: 2, entriesAware: true, priority: 1 },
          ],
        },
      },
    },
  },
})
