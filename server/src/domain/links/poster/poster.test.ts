import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { expect, test } from 'vitest'
import { readPixels } from '../../../../../test/rigs/read-code.ts'
import { readFont } from './font.ts'
import { drawPoster, type PosterLook, type PosterText } from './poster.ts'

const font = readFont(
  readFileSync(join(import.meta.dirname, '../../../runtime/rendering/fonts/DejaVuSans.ttf')),
)
const look: PosterLook = {
  colours: { text: '#14202e', quiet: '#4a5a6d', accent: '#1d5bbf', ground: '#e4eefb', line: '#cfd9e6' },
  logo: { circles: [[9.5, 19, 6.5]], base: { left: 9.5, right: 24.4, top: 15, bottom: 25.5 } },
}
const ADDRESS = 'https://nuage.example.org/s/Qm7dYRjBsNXQNJ8aZt4kWx'
const TEXT: PosterText = {
  language: 'fr',
  title: 'Exposés de la 6e B : « L’eau »',
  product: 'Nuage',
  lead: 'Visez ce code avec l’appareil photo d’un téléphone.',
  code: `Code QR qui mène à ${ADDRESS}`,
  addressLabel: 'Ou tapez cette adresse :',
  shownAddress: 'nuage.example.org/c/pomme-tigre-482913',
  password: { label: 'Mot de passe', value: 'cerise-lampe-wagon-nuit' },
  end: 'Ouvert jusqu’au vendredi 27 novembre 2026 à 18:00.',
  advice: 'Merci de ne pas publier cette affiche sur un site ou un blog.',
}

const draw = (text: Partial<PosterText> = {}, address = ADDRESS): Buffer =>
  drawPoster(address, { ...TEXT, ...text }, look, font)

/** As a reader shows it, at 100 dots an inch, and what it says. */
async function seen(
  pdf: Buffer,
): Promise<{ width: number; height: number; pixels: Uint8Array; text: string }> {
  const document = await (await PDFiumLibrary.init()).loadDocument(pdf)
  try {
    expect(document.getPageCount()).toBe(1)
    const page = document.getPage(0)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    expect([Math.round(originalWidth), Math.round(originalHeight)]).toEqual([595, 842])
    const text = document.getPage(0).getText()
    const shown = await page.render({ width: 827, height: 1169, render: 'bitmap' })
    return { width: shown.width, height: shown.height, pixels: Uint8Array.from(shown.data), text }
  } finally {
    document.destroy()
  }
}

test('the code on the rendered page is read as the full address', async () => {
  expect(readPixels(await seen(draw()))).toBe(ADDRESS)
})

test('it says title, short address, end and password, the letters of which stand apart', async () => {
  const { text } = await seen(draw())
  const plain = text.replace(/\s+/g, ' ')
  for (const said of [TEXT.title, TEXT.lead, TEXT.shownAddress, TEXT.end!, TEXT.advice])
    expect(plain).toContain(said)
  expect(plain).toContain(TEXT.password!.value)
})

test.each([
  ['without password and end', { password: undefined, end: undefined }],
  ['with a title without end', { title: 'Une très longue consigne '.repeat(12) }],
  ['with a title in a script the font lacks', { title: '漢字 🎉' }],
  [
    'with an address as long as they come',
    { shownAddress: `nuage.example.org/dossier/${ADDRESS.slice(-24).repeat(4)}` },
  ],
  [
    'with a password as long as they come',
    { password: { label: 'Mot de passe', value: 'abcdefghi '.repeat(30) } },
  ],
])('%s the code is still read', async (_how, text) => {
  expect(readPixels(await seen(draw(text as Partial<PosterText>)))).toBe(ADDRESS)
})

test('a long address makes a denser code, which is read too', async () => {
  const address = `https://${'sous-domaine.'.repeat(8)}example.org/nuage/s/Qm7dYRjBsNXQNJ8aZt4kWx`
  expect(readPixels(await seen(draw({}, address)))).toBe(address)
})

test('the same poster is the same bytes, another one is not', () => {
  expect(draw().equals(draw())).toBe(true)
  expect(draw().equals(draw({ title: 'Autre' }))).toBe(false)
})

test('readers that speak it are told title, language, the order of its parts and what the code is', () => {
  const pdf = draw().toString('latin1')
  expect(pdf).toContain('/MarkInfo<</Marked true>>')
  expect(pdf).toContain('/DisplayDocTitle true')
  expect(pdf).toContain(`/Lang <FEFF${Buffer.from('fr', 'utf16le').swap16().toString('hex').toUpperCase()}>`)
  const roles = [...pdf.matchAll(/\/Type\/StructElem\/S\/(\w+)/g)].map(([, role]) => role)
  expect(roles).toEqual(['Document', 'P', 'H1', 'P', 'Figure', 'P', 'P', 'P', 'P', 'P', 'P'])
  const alternative = Buffer.from(TEXT.code, 'utf16le').swap16().toString('hex').toUpperCase()
  expect(pdf).toContain(`/Alt <FEFF${alternative}>`)
})

test('every object is where the table says, and one font is embedded, with what is used of it alone', () => {
  const pdf = draw()
  const text = pdf.toString('latin1')
  const table = text.slice(Number(/startxref\n(\d+)/.exec(text)![1]))
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  for (const [i, offset] of offsets.entries())
    expect(text.slice(offset, offset + 12)).toMatch(new RegExp(`^${i + 1} 0 obj\\n`))
  expect(text.match(/\/FontFile2/g)).toHaveLength(1)
  expect(pdf.length).toBeLessThan(40_000)
})
