/** A house that can be opened to the public and closed again. */
export interface Serving {
  /** Resolves, once requests are answered, with the address to tell people. */
  listen(): Promise<string>
  /** Every `METHOD /path` that is answered besides those of files. */
  readonly routes?: ReadonlySet<string>
  /** The path at which the first administrator is made, while there is none. */
  firstSteps?(): Promise<string | undefined>
  /** Ends what is under way and lets everything go; called once. */
  close(): Promise<void>
}

/** The part of `process` that tells us to stop. */
export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown
  removeListener(signal: NodeJS.Signals, listener: () => void): unknown
}

export interface ProcessLife {
  readonly signals: Signals
  print(line: string): void
  /** Ends the process at once. */
  force(code: number): void
}

const STOPPING: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP']

/**
 * A terminal sends Ctrl-C to every process of the group, and npm and the launcher each pass it on: what
 * arrives within this time of the first is the same wish, not impatience. In milliseconds.
 */
const SAME_WISH = 1_000

const ofThisProcess: ProcessLife = {
  signals: process,
  print: (line) => process.stdout.write(`${line}\n`),
  force: (code) => process.exit(code),
}

/** Resolves at the first signal to stop; a later one ends the process without waiting for the end. */
function toldToStop(life: ProcessLife): { told: Promise<void>; forget: () => void } {
  const { promise: told, resolve } = Promise.withResolvers<void>()
  let first: number | undefined
  const stop = () => {
    const now = performance.now()
    first ??= now
    if (now - first > SAME_WISH) life.force(1)
    resolve()
  }
  for (const signal of STOPPING) life.signals.on(signal, stop)
  const forget = () => {
    for (const signal of STOPPING) life.signals.removeListener(signal, stop)
  }
  return { told, forget }
}

const whyNotListening: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there (ports below 1024 are kept for root)',
}

async function listen(serving: Serving): Promise<string> {
  try {
    return await serving.listen()
  } catch (error) {
    const { code, address, port } = error as { code?: string; address?: string; port?: number }
    const why = code === undefined ? undefined : whyNotListening[code]
    if (why === undefined || address === undefined) throw error
    throw new Error(`cannot listen on ${address}, port ${port}: ${why}`, { cause: error })
  }
}

/**
 * Opens the house, says so on standard output, and closes it when the process is told to end.
 *
 * @returns the exit code
 */
export async function serve(serving: Serving, life: ProcessLife = ofThisProcess): Promise<number> {
  const { told, forget } = toldToStop(life)
  try {
    const address = (await listen(serving)).replace(/\/+$/, '')
    life.print(`Nuage is ready at ${address}`)
    const path = await serving.firstSteps?.()
    if (path !== undefined) life.print(`Make the first administrator at ${address}${path}`)
    await told
  } finally {
    await serving.close().finally(forget)
  }
  return 0
}
