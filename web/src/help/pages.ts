import { language } from '../words/say.ts'

export interface HelpPage {
  readonly name: string
  readonly title: string
  /** Made from our own Markdown when the app is built. */
  readonly html: string
}

type Rendered = Omit<HelpPage, 'name'>

/** In the order of their files, whose names begin with a number. */
const inOrder = (files: Readonly<Record<string, Rendered>>): readonly HelpPage[] =>
  Object.entries(files)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([path, { title, html }]) => ({
      name: path.replace(/^.*\/(?:\d+-)?([\w-]+)\.md$/, '$1'),
      title,
      html,
    }))

const PAGES = {
  fr: inOrder(import.meta.glob<Rendered>('../../../docs/aide/*.md', { eager: true })),
  en: inOrder(import.meta.glob<Rendered>('../../../docs/aide/en/*.md', { eager: true })),
}

/** In the language that is spoken; a page has the same name in both. */
export const help = (): readonly HelpPage[] => PAGES[language()]
