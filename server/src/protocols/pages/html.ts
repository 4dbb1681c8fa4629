const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

/** Markup that is safe to send: only {@link html} makes it. */
export class Html {
  readonly #markup: string

  constructor(strings: TemplateStringsArray, values: readonly Fragment[]) {
    this.#markup = strings.reduce((whole, part, at) => whole + rendered(values[at - 1]) + part)
  }

  toString(): string {
    return this.#markup
  }
}

/** Nothing is shown for `undefined`, `null` and `false`. */
export type Fragment = string | number | Html | readonly Fragment[] | undefined | null | false

function rendered(value: Fragment): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'string') return escaped(value)
  return typeof value === 'number' ? String(value) : value.map(rendered).join('')
}

/** Everything put into the template is text, unless it came from another `html`. Attributes must be quoted. */
export const html = (strings: TemplateStringsArray, ...values: Fragment[]): Html => new Html(strings, values)
