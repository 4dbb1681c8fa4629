import { type ComponentType, Suspense } from 'react'
import { useDrawn } from '../look/drawn.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { lazily } from './lazily.tsx'

/**
 * What the features put into the frame, by fixed files. They are fetched when they are first shown, and one that
 * fails takes nothing else with it.
 */
const features = import.meta.glob<Readonly<Record<string, unknown>>>([
  '../details/panel.tsx',
  '../sharing/panel.tsx',
  '../activity/panel.tsx',
  '../versions/panel.tsx',
  '../comments/panel.tsx',
  '../transfer/panel.tsx',
  '../transfer/drop-zone.tsx',
  '../notifications/button.tsx',
  '../search/field.tsx',
  '../live/live.tsx',
  '../session/expired.tsx',
  '../tour/tour.tsx',
])
const files: typeof features = { ...features, '../frame/gauge.tsx': () => import('./gauge.tsx') }

const made = new Map<string, ComponentType<never>>()

function component<Props>(file: string, name: string): ComponentType<Props> | undefined {
  const load = files[`../${file}`]
  if (load === undefined) return undefined
  const known = made.get(file)
  if (known !== undefined) return known as unknown as ComponentType<Props>
  const fresh = lazily(async () => (await load())[name] as ComponentType)
  made.set(file, fresh as unknown as ComponentType<never>)
  return fresh as unknown as ComponentType<Props>
}

export const hasSlot = (file: string): boolean => Object.hasOwn(files, `../${file}`)

interface SlotProps<Props> {
  readonly file: string
  /** What the file exports. */
  readonly name: string
  readonly given?: Props
  /** Nobody asked for it: see `ErrorBoundary`. */
  readonly isQuiet?: boolean
  readonly onClose?: () => void
}

export function Slot<Props extends object>({
  file,
  name,
  given,
  isQuiet = false,
  onClose,
}: SlotProps<Props>) {
  const isDrawn = useDrawn()
  const Filled = isDrawn ? component<Props>(file, name) : undefined
  if (Filled === undefined) return null
  return (
    <ErrorBoundary {...{ isQuiet, onClose }}>
      <Suspense fallback={null}>
        <Filled {...(given as Props)} />
      </Suspense>
    </ErrorBoundary>
  )
}
