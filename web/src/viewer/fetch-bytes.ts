import { LineLost, type Problem, problemOfStatus } from '../api/problem.ts'

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Without quotes. */
  readonly etag: string
}

/**
 * The bytes of a file, or its first ones.
 * @throws Problem, LineLost.
 */
export async function fetchBytes(address: string, first?: number, signal?: AbortSignal): Promise<Fetched> {
  const headers: Record<string, string> = { 'x-requested-with': 'XMLHttpRequest' }
  if (first !== undefined) headers.range = `bytes=0-${first - 1}`
  try {
    const response = await fetch(address, {
      ...{ headers, credentials: 'same-origin' as const, cache: 'no-cache' as const },
      ...(signal === undefined ? {} : { signal }),
    })
    if (!response.ok) throw problemOfStatus(response.status)
    const etag = (response.headers.get('etag') ?? '').replace(/^(?:W\/)?"|"$/g, '')
    return { bytes: new Uint8Array(await response.arrayBuffer()), etag }
  } catch (error) {
    if (signal?.aborted || isProblem(error)) throw error
    throw new LineLost(error)
  }
}

const isProblem = (error: unknown): error is Problem => error instanceof Error && error.name === 'Problem'
