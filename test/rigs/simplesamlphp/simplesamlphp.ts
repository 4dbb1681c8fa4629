import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetFolder, freePort, removeAtExit, startDaemon, until } from '../daemon.ts'
import { program } from '../installed.ts'
import { configure, type Manners, makeKey, PASSWORD } from './configure.ts'

/** What a browser would send to us: the fields of the form, and where it goes. */
export interface PostedAnswer {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** A real identity provider on loopback, in a folder of its own. */
export interface SimpleSamlPhp {
  readonly entity: string
  /** Where it publishes what it says about itself. */
  readonly metadata: string
  /** From the next request on. */
  behave(change: Partial<Manners>): Promise<void>
  /** Makes one more key, `<name>.key` and `<name>.crt`. */
  addKey(name: string, bits?: number): Promise<void>
  /** PEM of `<name>.key` or `<name>.crt`. */
  pem(file: string): Promise<string>
  /** Signs somebody in who was sent to `address`, as a browser that has never been there. */
  signIn(address: string, login: string): Promise<PostedAnswer>
  stop(): Promise<void>
  dispose(): Promise<void>
}

export async function openSimpleSamlPhp(): Promise<SimpleSamlPhp> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-saml-'))
  removeAtExit(folder)
  const port = await freePort()
  const base = `http://127.0.0.1:${port}/simplesaml`
  let manners: Manners = { people: {}, services: {}, self: {} }
  const write = (): Promise<void> => writeFile(join(folder, 'manners.json'), JSON.stringify(manners))
  await configure(folder, base)
  await makeKey(join(folder, 'cert'), 'first')
  await write()
  const options = [
    'display_errors=0',
    'error_reporting=0',
    'opcache.enable_cli=1',
    'opcache.revalidate_freq=0',
  ]
  const daemon = startDaemon(
    program('php'),
    [...options.flatMap((each) => ['-d', each]), '-S', `127.0.0.1:${port}`, join(folder, 'router.php')],
    { env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: join(folder, 'config') }, cwd: folder },
  )
  const metadata = `${base}/saml2/idp/metadata.php`
  const provider: SimpleSamlPhp = {
    ...{ entity: `${base}/idp`, metadata },
    async behave(change) {
      manners = { ...manners, ...change }
      await write()
    },
    addKey: (name, bits) => makeKey(join(folder, 'cert'), name, bits),
    pem: (file) => readFile(join(folder, 'cert', file), 'utf8'),
    signIn: (address, login) => signIn(address, login),
    stop: () => daemon.stop(),
    async dispose() {
      await daemon.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      forgetFolder(folder)
    },
  }
  await until(daemon, 'simpleSAMLphp', async () => (await fetch(metadata)).ok).catch(
    async (fault: unknown) => {
      const log = await readFile(join(folder, 'log', 'simplesamlphp.log'), 'utf8').catch(() => '')
      await provider.dispose()
      throw new Error(`simpleSAMLphp does not answer: ${log}`, { cause: fault })
    },
  )
  return provider
}

async function signIn(address: string, login: string): Promise<PostedAnswer> {
  const browser = new Browser()
  const form = await browser.get(address)
  const state = /name="AuthState" value="([^"]+)"/.exec(form.text)?.[1]
  if (state === undefined) throw new Error(`no form to sign in:\n${form.text}`)
  const fields = { username: login, password: PASSWORD, AuthState: plain(state) }
  const { text } = await browser.post(form.url, fields)
  const action = /<form method="post"\s+action="([^"]+)"/.exec(text)?.[1]
  if (action === undefined) throw new Error(`no answer:\n${text}`)
  const found = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return { action: plain(action), fields: Object.fromEntries([...found].map(([, n, v]) => [n!, plain(v!)])) }
}

const plain = (text: string): string =>
  text.replace(/&(quot|amp|lt|gt|#0?39|#x2F);/g, (whole, name: string) => ENTITIES[name] ?? whole)
const ENTITIES: Record<string, string> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  '#39': "'",
  '#039': "'",
  '#x2F': '/',
}

/** Cookies and redirects, which is all that its pages need. */
class Browser {
  readonly #cookies = new Map<string, string>()

  get = (url: string): Promise<{ url: string; text: string }> => this.#go(url, { method: 'GET' })

  post = (url: string, fields: Record<string, string>): Promise<{ url: string; text: string }> =>
    this.#go(url, { method: 'POST', body: new URLSearchParams(fields) })

  async #go(url: string, wish: RequestInit): Promise<{ url: string; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...wish, redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      this.#cookies.set(name!, value!)
    }
    const next = answer.headers.get('location')
    if (next === null) return { url, text: await answer.text() }
    await answer.arrayBuffer()
    return await this.get(new URL(next, url).href)
  }
}
