import type { LucideIcon } from 'lucide-react'

export type { LucideIcon }

interface IconProps {
  readonly of: LucideIcon
  /** In pixels. */
  readonly size?: number
  readonly className?: string | undefined
}

const DRAWN = { strokeWidth: 1.75, 'aria-hidden': true, focusable: false } as const
const OUTLINE = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor' } as const
const ENDS = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/** What is in a drawing, as markup, once it was drawn by its component. */
const contents = new Map<LucideIcon, string>()

/**
 * Decoration beside a text or an accessible name that says the same. A list shows a hundred of them: all but the first
 * of a kind are set as markup, which is several times cheaper than a component for each line.
 */
export function Icon({ of: Drawing, size = 20, className }: IconProps) {
  const markup = contents.get(Drawing)
  if (markup === undefined)
    return (
      <Drawing
        {...{ ...DRAWN, size, className }}
        ref={(svg) => {
          if (svg !== null) contents.set(Drawing, svg.innerHTML)
        }}
      />
    )
  return (
    <svg
      {...{ ...DRAWN, ...OUTLINE, ...ENDS, width: size, height: size, className }}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the library’s own drawing, as it was drawn before
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  )
}
