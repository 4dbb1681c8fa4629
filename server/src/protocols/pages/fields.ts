import { mergeParameters } from '../wire/parameters.ts'

/** What a form sent, or what stands behind the question mark: text alone. */
export type Fields = ReadonlyMap<string, string>

/** Nothing here needs more: two passwords and a few names. */
export const BODY_LIMIT = 16_384

/** @throws MalformedParameters */
function texts(sources: Parameters<typeof mergeParameters>[0]): Fields {
  const found = new Map<string, string>()
  for (const [name, value] of mergeParameters(sources))
    if (typeof value === 'string') found.set(name, value.toWellFormed())
  return found
}

export const readFields = (body: string, contentType: string | undefined): Fields =>
  texts({ body, contentType: contentType ?? '' })

export const readQuery = (url: string): Fields =>
  texts({ query: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '' })
