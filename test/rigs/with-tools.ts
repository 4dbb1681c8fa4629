import { describe } from 'vitest'
import { installed, type Tool } from './installed.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What the machine lacks for this test or suite. */
    missing?: Tool[]
  }
}

/** A suite that needs programs of the machine; where one is missing its tests are skipped, by name. */
export function withTools(needed: Tool | Tool[], name: string, tests: () => void): void {
  const missing = [needed].flat().filter((tool) => !installed(tool))
  if (missing.length === 0) describe(name, tests)
  else describe(name, { skip: true, meta: { missing } }, tests)
}
