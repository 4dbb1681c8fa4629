export interface HelpPage {
  readonly name: string
  readonly title: string
  /** Made from our own Markdown when the app is built. */
  readonly html: string
}

type Rendered = Omit<HelpPage, 'name'>

const files = import.meta.glob<Rendered>('../../../docs/aide/*.md', { eager: true })

/** In the order of their files, whose names begin with a number. */
export const HELP: readonly HelpPage[] = Object.entries(files)
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([path, { title, html }]) => ({
    name: path.replace(/^.*\/(?:\d+-)?([\w-]+)\.md$/, '$1'),
    title,
    html,
  }))
