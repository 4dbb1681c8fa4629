import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'
import { path } from '../session/session.ts'

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** A path of the app, without the prefix of the instance. */
  readonly to: string
  readonly children: ReactNode
  readonly ref?: Ref<HTMLAnchorElement>
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** A real link, which the app follows without loading the page anew. */
export function Link({ to, children, onClick, ...rest }: LinkProps) {
  const { history } = useRouter()
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || !isPlainClick(event) || rest.target !== undefined) return
    event.preventDefault()
    history.push(path(to))
  }
  return (
    <a {...rest} href={path(to)} onClick={follow}>
      {children}
    </a>
  )
}
