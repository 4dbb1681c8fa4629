import type { Import } from './floors.ts'

/**
 * Rings of files that import each other when they run; types are gone by then and make none.
 *
 * @returns each ring once, as the paths walked, the first one repeated at the end
 */
export function importCycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>()
  for (const { from, target, typeOnly } of imports) {
    if (typeOnly || target.kind !== 'file') continue
    edges.set(from, [...(edges.get(from) ?? []), target.path])
  }
  const done = new Set<string>()
  const cycles: string[][] = []
  const walk = (file: string, trail: string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) cycles.push([...trail.slice(start), file])
    if (start >= 0 || done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return cycles
}
