import { LineLost } from './problem.ts'

/**
 * Style sheets that did not come, by their addresses: Vite asks for each only once, and takes it for there from then
 * on. With each, its coming once it is asked for again.
 */
const lostStyles = new Map<string, Promise<void> | undefined>()

/** To be called before anything is fetched. */
export function noteLostStyles(): void {
  const note = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return
    lostStyles.set(target.href, undefined)
    target.remove()
  }
  document.addEventListener('error', note, { capture: true })
}

function bringStyle(href: string): Promise<void> {
  const coming = new Promise<void>((resolve, reject) => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', crossOrigin: '', href, onerror: reject })
    link.onload = () => {
      lostStyles.delete(href)
      resolve()
    }
    document.head.append(link)
  })
  lostStyles.set(href, coming)
  return coming
}

/**
 * A file of the app, which is fetched when it is first wanted. Browsers tell a line that is lost from a file that is
 * gone only in words of their own.
 * @throws LineLost.
 */
export async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    const part = await load()
    await Promise.all([...lostStyles].map(([href, coming]) => coming ?? bringStyle(href)))
    return part
  } catch (error) {
    throw new LineLost(error)
  }
}
