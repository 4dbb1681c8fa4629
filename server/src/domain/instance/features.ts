import type { Domain } from '../domain.ts'
import type { PreviewKind } from '../previews/kind.ts'
import type { WindowsNames } from '../settings/known.ts'
import { resolveSetting } from '../settings/resolve.ts'

/** What differs from one instance to another, and an app has to know. */
export interface Features {
  readonly windowsNames: WindowsNames
  /** Kinds of files of which pictures are made. */
  readonly previews: readonly PreviewKind[]
  readonly timezone: string
}

export async function featuresOf(domain: Domain): Promise<Features> {
  const names = await domain.records.readOne((reader) => resolveSetting(reader, 'names.windows'))
  return {
    windowsNames: names.value,
    previews: [...domain.renderer.kinds],
    timezone: domain.timezone ?? 'UTC',
  }
}
