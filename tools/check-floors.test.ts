import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkFloors } from './check-floors.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'floors-'))
  for (const tree of ['server/src', 'contract/src', 'web']) await mkdir(join(root, tree), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

async function plant(files: Record<string, string>): Promise<string[]> {
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), source)
  }
  return checkFloors(root).breaches
}

test('a sound house passes', async () => {
  const breaches = await plant({
    'server/src/runtime/main.ts': "import { put } from '../protocols/dav/put.ts'\nimport pg from 'pg'\n",
    'server/src/protocols/dav/put.ts':
      "import { range } from '../wire/range.ts'\nimport { write } from '../../domain/files/write.ts'\nimport { words } from '@nuage/contract/words'\n",
    'server/src/protocols/wire/range.ts': "import type { IncomingMessage } from 'node:http'\n",
    'server/src/domain/files/write.ts':
      "import type { BlobStore } from '../../storage/blobs/blob-store.ts'\nimport { nodes } from '../../storage/records/nodes.ts'\nimport { randomBytes } from 'node:crypto'\n",
    'server/src/storage/blobs/blob-store.ts': "import type { BlobKey } from '../../vocabulary/blob-key.ts'\n",
    'server/src/storage/records/nodes.ts': "import Database from 'better-sqlite3'\n",
    'server/src/vocabulary/blob-key.ts': "import { etag } from './etag.ts'\n",
    'server/src/vocabulary/etag.ts': 'export const etag = 1\n',
    'contract/src/words.ts':
      "import { Type } from 'typebox'\nimport fr from './words/fr.json' with { type: 'json' }\n",
    'web/src/main.ts': "import { tokens } from '@nuage/contract/tokens'\nimport React from 'react'\n",
  })
  expect(breaches).toEqual([])
})

test('an empty tree proves nothing, so it fails', () => {
  expect(checkFloors(root).breaches.join()).toContain('proves nothing')
})

test('a missing tree fails', async () => {
  await rm(join(root, 'server'), { recursive: true })
  expect(() => checkFloors(root)).toThrow('ENOENT')
})

const breaches: [name: string, file: string, line: string, why: string][] = [
  [
    'upward',
    'server/src/domain/a.ts',
    "import { dav } from '../protocols/dav/dav.ts'",
    'protocols stands above domain',
  ],
  [
    'types upward',
    'server/src/storage/a.ts',
    "import type { F } from '../domain/f.ts'",
    'domain stands above storage',
  ],
  [
    'into the roof',
    'server/src/protocols/dav/a.ts',
    "import { house } from '../../runtime/house.ts'",
    'runtime stands above',
  ],
  [
    'upward from a test',
    'server/src/domain/a.test.ts',
    "import { dav } from '../protocols/dav/dav.ts'",
    'stands above domain',
  ],
  [
    'skipping the domain',
    'server/src/protocols/dav/a.ts',
    "import { nodes } from '../../storage/records/nodes.ts'",
    'ask the domain',
  ],
  [
    'a sibling',
    'server/src/protocols/dav/a.ts',
    "import { envelope } from '../ocs/envelope.ts'",
    'belongs in protocols/wire',
  ],
  [
    'wire knowing a protocol',
    'server/src/protocols/wire/a.ts',
    "import { dav } from '../dav/dav.ts'",
    'may not know one of them',
  ],
  [
    'a blob driver',
    'server/src/domain/a.ts',
    "import { Disk } from '../storage/blobs/disk.ts'",
    'never by a driver',
  ],
  ['a database driver', 'server/src/domain/a.ts', "import Database from 'better-sqlite3'", 'no driver'],
  ['HTTP', 'server/src/domain/a.ts', "import { STATUS_CODES } from 'node:http'", 'speaks no HTTP'],
  ['HTTP without prefix', 'server/src/domain/a.ts', "import { STATUS_CODES } from 'http'", 'speaks no HTTP'],
  ['fastify', 'server/src/domain/a.ts', "import fastify from 'fastify'", 'speaks no protocol'],
  [
    'the contract in the domain',
    'server/src/domain/a.ts',
    "import { words } from '@nuage/contract/words'",
    'only protocols and runtime',
  ],
  [
    'I/O in words',
    'server/src/vocabulary/a.ts',
    "import { readFile } from 'node:fs/promises'",
    'without I/O',
  ],
  ['a package in words', 'server/src/vocabulary/a.ts', "import pino from 'pino'", 'stands on nothing'],
  [
    'the web app in the server',
    'server/src/runtime/a.ts',
    "import { app } from '../../../web/src/app.ts'",
    'never imports the web app',
  ],
  [
    'a feature of the app in what features stand on',
    'web/src/look/a.tsx',
    "import { trash } from '../trash/trash.ts'",
    'it knows none of them',
  ],
  [
    'a feature of the app by a file of another’s',
    'web/src/boxes/a.tsx',
    "import { change } from '../sharing/access.ts'",
    'entered by its index.ts',
  ],
  [
    'a type of a feature of the app',
    'web/src/boxes/a.ts',
    "import type { End } from '../sharing/end.ts'",
    'entered by its index.ts',
  ],
  [
    'a screen of another feature at once',
    'web/src/viewer/a.tsx',
    "import { Panel } from '../details/panel.tsx'",
    'entered by its index.ts',
  ],
  [
    'lazily what is not shown by itself',
    'web/src/viewer/a.tsx',
    "const facts = import('../details/facts.tsx')",
    'entered by its index.ts',
  ],
  [
    'an act of another feature',
    'web/src/links/a.ts',
    "import { tagAct } from '../tags/act.tsx'",
    'entered by its index.ts',
  ],
  [
    'what a feature shares with itself alone',
    'web/src/frame/a.tsx',
    "import { line } from '../transfer/parts/index.ts'",
    'entered by its index.ts',
  ],
  [
    'the server in the web app',
    'web/src/a.tsx',
    "import { put } from '../../server/src/protocols/dav/put.ts'",
    'never the server',
  ],
  [
    'the server by its name',
    'web/src/a.tsx',
    "import { put } from '@nuage/server/protocols/dav/put'",
    'never the server',
  ],
  ['a package in the contract', 'contract/src/a.ts', "import fastify from 'fastify'", 'imports typebox'],
]

describe('a planted breach is found and explained:', () => {
  test.each(breaches)('%s', async (_, file, line, why) => {
    const sound = { 'server/src/vocabulary/sound.ts': 'export const sound = 1\n' }
    const found = await plant({ ...sound, [file]: `const before = 1\n${line}\n` })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${file}:2 imports `)
    expect(found[0]).toContain(why)
  })
})

const upward = '../protocols/dav/dav.ts'
const forms: [string, string][] = [
  ['side effect', `import '${upward}'`],
  ['lazily', `const dav = await import('${upward}')`],
  ['re-exported', `export { dav } from '${upward}'`],
  ['re-exported whole', `export * from '${upward}'`],
  ['as a namespace', `import * as dav from "${upward}"`],
  ['over many lines', `import {\n  dav, // the table\n  other,\n} from '${upward}'`],
  ['behind a regular expression with a quote', `const quote = /'/\nimport { dav } from '${upward}'`],
]

describe('an import is seen however it is written:', () => {
  test.each(forms)('%s', async (_, source) => {
    expect(await plant({ 'server/src/domain/a.ts': source })).toHaveLength(1)
  })
})

test('what only looks like an import is left alone', async () => {
  const source = [
    "// import { dav } from '../protocols/dav/dav.ts'",
    "/* it's gone:\n import { dav } from '../protocols/dav/dav.ts' */",
    "const text = `import { dav } from '../protocols/dav/dav.ts'`",
    "const url = 'https://example.org' // import('../protocols/dav/dav.ts')",
  ].join('\n')
  expect(await plant({ 'server/src/domain/a.ts': source })).toEqual([])
})

test('a feature of the app is entered by its index, lazily by what is seen later, and by its acts', async () => {
  const found = await plant({
    'server/src/vocabulary/sound.ts': 'export const sound = 1\n',
    'web/src/boxes/screen.tsx':
      "import { copyText } from '../sharing/index.ts'\nimport { Place } from '../frame/place.tsx'\nimport { remove } from '../acts/remove.tsx'\nimport { wish } from './wish.ts'\n",
    'web/src/viewer/viewer.tsx':
      "const panel = () => import('../details/panel.tsx')\nconst list = () => import('../versions/list.tsx')\n",
    'web/src/acts/acts.ts':
      "import { openBox } from '../boxes/act.tsx'\nimport { shares } from '../sharing/acts.ts'\n",
    'web/src/viewer/decode.test.ts': "import { fold } from '../search/wish.ts'\n",
  })
  expect(found).toEqual([])
})

test('tests and suites of a protocol may prepare storage', async () => {
  const line = "import { MemoryBlobs } from '../../storage/blobs/memory.ts'\n"
  const found = await plant({
    'server/src/protocols/dav/put.test.ts': line,
    'server/src/protocols/dav/put.suite.ts': line,
  })
  expect(found).toEqual([])
})

test('a ring of files is named once; a ring of types is none', async () => {
  const found = await plant({
    'server/src/domain/a.ts': "import { b } from './b.ts'\n",
    'server/src/domain/b.ts': "import { c } from './deep/c.ts'\n",
    'server/src/domain/deep/c.ts': "import { a } from '../a.ts'\n",
    'server/src/domain/x.ts': "import type { Y } from './y.ts'\n",
    'server/src/domain/y.ts': "import { x } from './x.ts'\n",
  })
  expect(found).toEqual([
    'files import each other in a ring: server/src/domain/a.ts → server/src/domain/b.ts → server/src/domain/deep/c.ts → server/src/domain/a.ts',
  ])
})
