import { type Headers, headerOf } from './malformed-header.ts'

/** Whether the client wants only what there is: `Prefer: return=minimal` (RFC 8144), or Microsoft's `Brief: t`. */
export function prefersMinimal(headers: Headers): boolean {
  if (headerOf(headers, 'brief')?.trim().toLowerCase() === 't') return true
  const wishes = headerOf(headers, 'prefer')?.slice(0, 1024).split(/[,;]/) ?? []
  return wishes.some((wish) => /^\s*return\s*=\s*"?minimal"?\s*$/i.test(wish))
}
