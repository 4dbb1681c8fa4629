import { micromark } from 'micromark'
import { describe, expect, test } from 'vitest'
import { drawMarkdown } from './document.ts'
import { type Piece, textOf } from './pieces.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Written as HTML, to be compared. */
const written = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === 'string') return escaped(piece)
      const { tag, href, start, inside } = piece
      const told = `${href === undefined ? '' : ` href="${escaped(href)}"`}${start === undefined ? '' : ` start="${start}"`}`
      return tag === 'br' || tag === 'hr' ? `<${tag} />` : `<${tag}${told}>${written(inside)}</${tag}>`
    })
    .join('')

const shown = (markdown: string): string => written(drawMarkdown(markdown))

/** What micromark itself would write, with headings one step lower and without the line ends between elements. */
const expected = (markdown: string): string =>
  micromark(markdown)
    .replace(/(<\/?)h([1-6])>/g, (_, open, rank) => `${open}h${Math.min(6, Number(rank) + 1)}>`)
    .replace(/ class="language-[^"]*"/g, '')
    .replace(
      /\n(?=<\/?(?:p|h\d|ul|ol|li|blockquote|pre|hr)\b)|(?<=<\/?(?:ul|ol|li|blockquote|hr)(?: [^>]*)?>)\n/g,
      '',
    )
    .replace(/\n<\/code>/g, '</code>')
    .trim()

test.each([
  '# Titre\n\nUn *mot* et **deux**, `du code` et\\\nune ligne.',
  'Titre\n=====\n\nAutre\n---\n\n###### Six ######',
  '- un\n- deux\n  - trois\n    1. quatre\n- cinq',
  '3. trois\n4. quatre',
  '- un\n\n- deux\n\n  encore',
  '> cité\n> > deux fois\n\n---\n\n    du code\n    encore',
  '```js\nconst a = 1 < 2 && "x"\n\nb()\n```\n\nfin',
  '[ici](https://example.org/a?b=1&c=2), <https://example.org/> et <a@example.org>',
  '[un][deux] et [trois][] et [quatre]\n\n[deux]: https://example.org/2\n[trois]: <https://example.org/3>\n[quatre]: mailto:a@b.fr',
  '&amp; &lt;b&gt; &eacute; &#233; &#xe9; \\*pas fort\\*',
  'une fin  \nde ligne, *ouvert, `ouvert',
])('says the same as CommonMark: %j', (markdown) => {
  expect(shown(markdown)).toBe(expected(markdown))
})

test('a table, and things to do', () => {
  expect(shown('| Nom | Note |\n|:--|--:|\n| *Léa* | 12 |\n| a\\|b')).toBe(
    '<table><thead><tr><th>Nom</th><th>Note</th></tr></thead><tbody><tr><td><em>Léa</em></td><td>12</td></tr>' +
      '<tr><td>a|b</td><td></td></tr></tbody></table>',
  )
  expect(shown('un | deux\n-- | --- | ---')).not.toContain('table')
  expect(shown('- [ ] corriger\n- [x] rendre')).toBe('<ul><li>☐ corriger</li><li>☑ rendre</li></ul>')
})

describe('what a stranger wrote', () => {
  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java&#x0A;script:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](<java\tscript:alert(1)>)',
    '[a](\\javascript:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](/files/1)',
    '[a](//example.org)',
    '[a](#top)',
    '[a]: javascript:alert(1)\n\n[a]',
    '<javascript:alert(1)>',
    '![a](javascript:alert(1))',
    '![a](data:image/svg+xml,<svg onload=alert(1)>)',
    '[![a](javascript:alert(1))](javascript:alert(2))',
    '| [a](javascript:alert(1)) |\n|---|\n| <javascript:alert(1)> |',
  ])('leads nowhere but to the web and to letters: %j', (markdown) => {
    expect(shown(markdown)).not.toContain('href')
  })

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onmouseover=alert(1)>b</b> c',
    '<svg><script>alert(1)</script></svg>',
    '<iframe srcdoc="&lt;script&gt;">',
    '<style>body{display:none}</style>',
    '<!-- <script> -->',
    '<?php echo 1 ?>',
    '<![CDATA[x]]>',
    '<a href="javascript:alert(1)">x</a>',
    '[a](https://example.org/"onmouseover="alert(1))',
    '`<script>`',
    '```<script>\n</code></pre><script>alert(1)</script>\n```',
  ])('is text, whatever it looks like: %j', (markdown) => {
    const html = shown(markdown)
    expect(html.replace(/<\/?(?:p|pre|code|a)(?: href="[^"<>]*")?>/g, '')).not.toMatch(/[<>]/)
  })

  test('a picture of elsewhere is not fetched, its description leads to it', () => {
    expect(shown('![une *vache*](https://example.org/v.png)')).toBe(
      '<p><a href="https://example.org/v.png">une vache</a></p>',
    )
  })

  const many = 20_000
  test.each([
    ['quotations in quotations', '>'.repeat(many)],
    ['lists in lists', '- '.repeat(500)],
    ['open brackets', '['.repeat(many)],
    ['pictures in pictures', '!['.repeat(many)],
    ['stars', '*a '.repeat(many)],
    ['stars in stars', '*a_'.repeat(500)],
    ['backticks', Array.from({ length: 300 }, (_, i) => '`'.repeat(i)).join(' ')],
    ['bars', `${'|'.repeat(many)}\n${'|-'.repeat(many)}`],
    ['definitions', '[a]: b\n'.repeat(2_000)],
  ])('%s do no harm', (_, markdown) => {
    const pieces = drawMarkdown(markdown)
    expect(textOf(pieces).length).toBeLessThanOrEqual(markdown.length * 2)
    expect(depth(pieces)).toBeLessThan(200)
  })
})

const depth = (pieces: readonly Piece[]): number =>
  1 +
  Math.max(0, ...pieces.slice(0, 1_000).map((piece) => (typeof piece === 'string' ? 0 : depth(piece.inside))))
