import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeApi } from '../server/src/protocols/web/openapi.ts'
import { ROUTES } from '../server/src/protocols/web/routes.ts'

// Writes down what the JSON API is, for test/golden: `node tools/keep-openapi.ts`.
const folder = join(import.meta.dirname, '../test/golden/web')
await mkdir(folder, { recursive: true })
const text = JSON.stringify(describeApi(ROUTES, '/api/v1'), null, 1)
await writeFile(join(folder, 'openapi.json'), `${text}\n`)
