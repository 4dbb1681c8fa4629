import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'

async function readKept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new ConfigError(`the secret in ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Of several processes that make one at the same moment, the first one's stays: a link never replaces. */
async function makeOnce(folder: string, file: string): Promise<void> {
  const temporary = join(folder, `.secret-${randomBytes(6).toString('hex')}`)
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await handle.sync()
    await link(temporary, file)
    await syncFolder(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await handle.close()
    await rm(temporary, { force: true })
  }
}

/**
 * The key for signatures: the one given by `NUAGE_SECRET`, else one made once and kept in the data folder,
 * readable by its owner alone, where the server and the command line both find it.
 *
 * @throws {ConfigError} when it is there but cannot be used
 */
export async function keepSecret(config: Pick<Config, 'secret' | 'data'>): Promise<string> {
  if (config.secret !== undefined) return config.secret
  const file = join(config.data, 'secret')
  const kept = await readKept(file)
  if (kept === undefined) {
    await mkdir(config.data, { recursive: true, mode: 0o700 })
    await makeOnce(config.data, file)
  }
  const secret = kept ?? (await readKept(file)) ?? ''
  if (secret.length < 16) throw new ConfigError(`the secret in ${file} is too short to be one of ours`)
  return secret
}

/** The key the domain signs and hashes with. */
export const deriveKey = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'nuage', 32))

/** Tells whether two keys are the same without telling them. */
export const markOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('mark').digest('base64url').slice(0, 22)

/** Puts another secret in the place of the kept one: of an instance that has nothing made under its own yet. */
export async function adoptSecret(config: Pick<Config, 'data'>, secret: string): Promise<void> {
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  const temporary = join(config.data, `.secret-${randomBytes(6).toString('hex')}`)
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${secret}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, join(config.data, 'secret'))
  await syncFolder(config.data)
}
