import type { LucideIcon } from 'lucide-react'

export type { LucideIcon }

interface IconProps {
  readonly of: LucideIcon
  /** In pixels. */
  readonly size?: number
  readonly className?: string | undefined
}

/** Decoration beside a text or an accessible name that says the same. */
export const Icon = ({ of: Drawing, size = 20, className }: IconProps) => (
  <Drawing size={size} strokeWidth={1.75} aria-hidden="true" focusable="false" className={className} />
)
