import { MalformedPath, parseTarget } from './href.ts'
import { MalformedHeader } from './malformed-header.ts'

/** One condition of a list: a state token, or an entity tag without quotes. */
export interface IfCondition {
  readonly not: boolean
  readonly kind: 'token' | 'etag'
  readonly value: string
  /** A weak tag never matches (RFC 4918 §10.4.3 wants the strong comparison). */
  readonly weak: boolean
}

export interface IfList {
  /** The path the list speaks of; null for the request's own. */
  readonly resource: readonly string[] | null
  readonly conditions: readonly IfCondition[]
}

export interface IfHeader {
  readonly lists: readonly IfList[]
  /** The lock tokens the client shows it knows (RFC 4918 §10.4.1), each once. */
  readonly tokens: readonly string[]
}

/** What the conditions are compared with. */
export interface LockState {
  /** Without quotes; null if there is none. */
  readonly etag: string | null
  /** Tokens of all locks on the resource, inherited ones too. */
  readonly lockTokens: readonly string[]
}

const LONGEST = 16 * 1024
const MOST_CONDITIONS = 200
const piece = /\s*(?:(\()|(\))|<([^<>]*)>|\[\s*(W\/)?"?([^\]"]*)"?\s*\]|(not)\b|(,))/iy

/**
 * Parses `If` (RFC 4918 §10.4.2): lists with or without resource tags, never both kinds.
 * @throws MalformedHeader
 */
export function parseIfHeader(value: string): IfHeader {
  if (value.length > LONGEST) throw new MalformedHeader('If')
  const reader = new ListReader()
  const pattern = new RegExp(piece)
  const end = value.trimEnd().length
  while (pattern.lastIndex < end) {
    const match = pattern.exec(value)
    if (!match) throw new MalformedHeader('If')
    reader.take(match)
  }
  return reader.end()
}

class ListReader {
  readonly #lists: IfList[] = []
  readonly #tokens = new Set<string>()
  #resource: readonly string[] | null = null
  #tagUnused = false
  #open: IfCondition[] | null = null
  #not = false
  #count = 0

  take(match: RegExpExecArray): void {
    const [, opening, closing, angle, weak, etag, not] = match
    if (opening) this.#begin()
    else if (closing) this.#finish()
    else if (angle !== undefined) this.#open ? this.#condition('token', angle, false) : this.#tag(angle)
    else if (etag !== undefined) this.#condition('etag', etag, weak !== undefined)
    else if (not) this.#negate()
    else if (this.#open) throw new MalformedHeader('If')
  }

  end(): IfHeader {
    if (this.#open || this.#tagUnused || this.#lists.length === 0) throw new MalformedHeader('If')
    return { lists: this.#lists, tokens: [...this.#tokens] }
  }

  #begin(): void {
    if (this.#open) throw new MalformedHeader('If')
    this.#open = []
  }

  #finish(): void {
    if (!this.#open || this.#open.length === 0 || this.#not) throw new MalformedHeader('If')
    this.#lists.push({ resource: this.#resource, conditions: this.#open })
    this.#open = null
    this.#tagUnused = false
  }

  #tag(url: string): void {
    const untagged = this.#lists.length > 0 && this.#resource === null
    if (untagged || this.#tagUnused) throw new MalformedHeader('If')
    this.#resource = pathOf(url)
    this.#tagUnused = true
  }

  #negate(): void {
    if (!this.#open || this.#not) throw new MalformedHeader('If')
    this.#not = true
  }

  #condition(kind: IfCondition['kind'], value: string, weak: boolean): void {
    this.#count += 1
    if (!this.#open || value === '' || this.#count > MOST_CONDITIONS) throw new MalformedHeader('If')
    this.#open.push({ not: this.#not, kind, value, weak })
    if (kind === 'token' && !this.#not) this.#tokens.add(value)
    this.#not = false
  }
}

/** Tags come as absolute URLs (davfs2, Windows) and as paths (desktop); the host is not looked at. */
function pathOf(url: string): readonly string[] {
  try {
    return parseTarget(url).segments
  } catch (error) {
    if (error instanceof MalformedPath) throw new MalformedHeader('If')
    throw error
  }
}

/**
 * Whether the header as a whole holds: one of its lists, with all its conditions (RFC 4918 §10.4.3).
 * @param lookup the state of a path (null: the request's own); null if nothing is there. Asked once per path.
 */
export async function evaluateIfHeader(
  header: IfHeader,
  lookup: (path: readonly string[] | null) => LockState | null | Promise<LockState | null>,
): Promise<boolean> {
  const states = new Map<string, LockState | null>()
  for (const { resource, conditions } of header.lists) {
    const key = resource === null ? '' : `/${resource.join('/')}`
    let state = states.get(key)
    if (state === undefined) {
      state = await lookup(resource)
      states.set(key, state)
    }
    const current = state
    if (conditions.every((condition) => holds(condition, current))) return true
  }
  return false
}

function holds({ kind, value, weak, not }: IfCondition, state: LockState | null): boolean {
  const met = kind === 'token' ? (state?.lockTokens.includes(value) ?? false) : !weak && state?.etag === value
  return met !== not
}
