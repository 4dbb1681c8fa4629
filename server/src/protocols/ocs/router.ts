import type { OcsRoute } from './call.ts'

export type Found =
  | { readonly kind: 'route'; readonly route: OcsRoute; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' }

interface Compiled {
  readonly route: OcsRoute
  readonly segments: readonly string[]
}

export type Finder = (method: string, segments: readonly string[]) => Found

/** Finds the route of a path; literal segments win over `{…}`. */
export function finder(routes: readonly OcsRoute[]): Finder {
  const byLength = new Map<number, Compiled[]>()
  for (const route of routes) {
    const segments = route.path.split('/').slice(1)
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { route, segments }])
  }
  for (const compiled of byLength.values())
    compiled.sort((a, b) => variables(a.segments) - variables(b.segments))
  return (method, segments) => {
    const fitting = (byLength.get(segments.length) ?? []).filter((one) => fits(one.segments, segments))
    const found = fitting.find(({ route }) => route.method === method)
    if (found !== undefined)
      return { kind: 'route', route: found.route, path: values(found.segments, segments) }
    if (fitting.length === 0) return { kind: 'unknown' }
    return { kind: 'wrong-method', allowed: [...new Set(fitting.map(({ route }) => route.method))] }
  }
}

const isVariable = (segment: string): boolean => segment.startsWith('{')
const variables = (segments: readonly string[]): number => segments.filter(isVariable).length

const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.every((segment, index) => isVariable(segment) || segment === segments[index])

const values = (pattern: readonly string[], segments: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pattern.flatMap((segment, index) =>
      isVariable(segment) ? [[segment.slice(1, -1), segments[index] ?? '']] : [],
    ),
  )
