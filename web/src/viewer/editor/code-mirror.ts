import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdown } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { say } from '../../words/say.ts'

const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

const LOOK = EditorView.theme({
  '&': { height: '100%', color: 'var(--colour-text)', background: 'var(--colour-surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.6' },
  '.cm-content': {
    ...{ maxWidth: '46rem', margin: '0 auto', padding: 'var(--space-6)', caretColor: 'var(--colour-accent)' },
  },
  '.cm-cursor': { borderLeftColor: 'var(--colour-accent)', borderLeftWidth: '2px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--colour-accent-quiet)',
  },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'var(--colour-attention-quiet)' },
  '.cm-searchMatch.cm-searchMatch-selected': { outline: '2px solid var(--colour-attention)' },
  '.cm-panels': { color: 'var(--colour-text)', backgroundColor: 'var(--colour-surface-quiet)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--colour-line)' },
  '.cm-textfield': {
    ...{ color: 'var(--colour-text)', backgroundColor: 'var(--colour-surface)' },
    ...{ border: '1px solid var(--colour-line-strong)', borderRadius: 'var(--radius-control)' },
  },
  '.cm-button': {
    ...{ color: 'var(--colour-text)', background: 'var(--colour-surface-raised)' },
    ...{ border: '1px solid var(--colour-line-strong)', borderRadius: 'var(--radius-control)' },
  },
})

const COLOURS = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.link, tags.url], color: 'var(--colour-accent)' },
  { tag: [tags.monospace, tags.quote], color: 'var(--colour-text-quiet)' },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: 'var(--colour-text-quiet)' },
])

/** What the search of the editor says, by the words it says them with itself. */
const phrases = (): Record<string, string> => ({
  ...{ Find: say('viewer.find.find'), Replace: say('viewer.find.replace'), next: say('viewer.find.next') },
  ...{ previous: say('viewer.find.previous'), all: say('viewer.find.all'), close: say('viewer.find.close') },
  ...{ 'match case': say('viewer.find.case'), 'by word': say('viewer.find.word') },
  ...{ regexp: say('viewer.find.pattern'), replace: say('viewer.find.replace-one') },
  ...{ 'replace all': say('viewer.find.replace-all'), 'current match': say('viewer.find.current') },
  ...{
    'replaced $ matches': say('viewer.find.replaced'),
    'replaced match on line $': say('viewer.find.replaced-on'),
  },
  ...{
    'on line': say('viewer.find.on-line'),
    'Go to line': say('viewer.find.go-to'),
    go: say('viewer.find.go'),
  },
})

export interface EditorWish {
  readonly parent: HTMLElement
  readonly text: string
  readonly label: string
  readonly isMarkdown: boolean
  onChange(text: string): void
  onSave(): void
}

/** Tab leaves it, as any field: nobody is caught in it. */
export function openEditor({ parent, text, label, isMarkdown, onChange, onSave }: EditorWish): EditorView {
  const saving = {
    key: 'Mod-s',
    run: () => {
      onSave()
      return true
    },
  }
  const extensions: Extension[] = [
    EditorView.cspNonce.of(nonce()),
    EditorState.phrases.of(phrases()),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', autocorrect: 'on' }),
    [history(), drawSelection(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true })],
    keymap.of([saving, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.lineWrapping,
    [LOOK, syntaxHighlighting(COLOURS)],
    isMarkdown ? markdown() : [],
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onChange(state.doc.toString())
    }),
  ]
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) })
}
