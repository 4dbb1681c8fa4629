import { type Fragment, type Html, html } from '../html.ts'
import { type IconName, icon } from './icons.ts'

export type Tone = 'attention' | 'loss' | 'good'

const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  attention: 'attention',
  loss: 'attention',
  good: 'check',
}

/** What just happened, or what to mind; read out at once when it answers a form. */
export const notice = (tone: Tone, text: string, title?: string): Html =>
  html`<div class="notice ${tone}" ${tone === 'attention' ? html`role="note"` : html`role="alert"`}>${icon(TONE_ICONS[tone])}<div>${
    title !== undefined && html`<strong>${title}</strong>`
  }<p>${text}</p></div></div>`

/** A device or a person the page is about. */
export const thing = (name: IconName, title: string, below?: string): Html =>
  html`<div class="thing">${icon(name)}<div><strong>${title}</strong>${
    below !== undefined && html`<span>${below}</span>`
  }</div></div>`

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly value?: string | undefined
  readonly autocomplete: string
  readonly longest: number
  readonly focus?: boolean
  readonly wrong?: boolean
  /** May be left empty. */
  readonly optional?: boolean
  /** What may be chosen instead of typed: browsers offer it without any script. */
  readonly proposals?: readonly string[]
  /** `text` unless said. */
  readonly kind?: 'email'
}

export function textField(field: Field): Html {
  const hint = field.hint === undefined ? undefined : `${field.name}-hint`
  return html`<div class="field"><label for="${field.name}">${field.label}</label>${
    hint !== undefined && html`<p class="hint" id="${hint}">${field.hint}</p>`
  }<input id="${field.name}" name="${field.name}"${field.kind !== undefined && html` type="${field.kind}"`} value="${field.value}"${!field.optional && html` required`} maxlength="${field.longest}" autocomplete="${field.autocomplete}" autocapitalize="none" autocorrect="off" spellcheck="false"${attributes(field, hint)}>${proposals(field)}</div>`
}

const proposals = ({ name, proposals = [] }: Field): Fragment =>
  proposals.length > 0 &&
  html`<datalist id="${name}-proposals">${proposals.map((one) => html`<option value="${one}"></option>`)}</datalist>`

export function passwordField(field: Field, toggle: { show: string; hide: string }): Html {
  const hint = field.hint === undefined ? undefined : `${field.name}-hint`
  return html`<div class="field"><label for="${field.name}">${field.label}</label>${
    hint !== undefined && html`<p class="hint" id="${hint}">${field.hint}</p>`
  }<input id="${field.name}" name="${field.name}" type="password" required maxlength="${field.longest}" autocomplete="${field.autocomplete}"${attributes(field, hint)}><button class="button bare" type="button" hidden data-shows="${field.name}" data-show="${toggle.show}" data-hide="${toggle.hide}">${toggle.show}</button></div>`
}

const attributes = (field: Field, hint: string | undefined): Fragment => [
  hint !== undefined && html` aria-describedby="${hint}"`,
  field.wrong && html` aria-invalid="true"`,
  field.focus && html` autofocus`,
  (field.proposals ?? []).length > 0 && html` list="${field.name}-proposals"`,
]

/** Something to take elsewhere, such as an address; the button appears where scripts run. */
export function copyField(
  id: string,
  label: string,
  value: string,
  words: { copy: string; copied: string; hint?: string; long?: boolean },
): Html {
  const described = words.hint !== undefined && html` aria-describedby="${id}-hint"`
  const shown = words.long
    ? html`<textarea id="${id}" class="secret" rows="3" readonly spellcheck="false"${described}>${value}</textarea>`
    : html`<input id="${id}" value="${value}" readonly${described}>`
  return html`<div class="field"><label for="${id}">${label}</label>${
    words.hint !== undefined && html`<p class="hint" id="${id}-hint">${words.hint}</p>`
  }<div class="with-button">${shown}<button class="button second small" type="button" hidden data-copies="${id}" data-copied="${words.copied}"><span aria-live="polite">${words.copy}</span></button></div></div>`
}
