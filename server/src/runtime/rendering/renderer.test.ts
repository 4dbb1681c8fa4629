import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sheetPdf } from '../../../../test/rigs/pdf.ts'
import { bombPng, colourAt, film, photo, sourceOf, twoHalves } from '../../../../test/rigs/pictures.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { schoolFile } from '../../../../test/school/school.ts'
import type { PreviewKind } from '../../domain/previews/kind.ts'
import type { Picture, Renderer } from '../../domain/previews/renderer.ts'
import type { Variant } from '../../domain/previews/variant.ts'
import { openRenderer } from './renderer.ts'

// Processes start and end here, on machines that may be busy.
vi.setConfig({ testTimeout: 200_000 })

const WHOLE: Variant = { shape: 'whole', size: 256 }
const fixture = (name: string): Promise<Buffer> => readFile(join(import.meta.dirname, 'fixtures', name))

let renderer: Renderer
beforeAll(() => {
  renderer = openRenderer()
})
afterAll(() => renderer.close())

async function draw(kind: PreviewKind, bytes: Buffer, variant = WHOLE): Promise<Picture> {
  const [picture] = await renderer.draw(kind, sourceOf(bytes), [variant])
  return picture!
}

const sizeOf = async ({ bytes }: Picture): Promise<string> => {
  const { width, height } = await sharp(bytes).metadata()
  return `${width}×${height}`
}

const isRed = ([red, green, blue]: readonly number[]): boolean => red! > 200 && green! < 60 && blue! < 60
const isBlue = ([red, green, blue]: readonly number[]): boolean => red! < 60 && green! < 60 && blue! > 200

/** Fails as the file’s fault, and the next file is drawn all the same. */
async function failsAlone(kind: PreviewKind, bytes: Buffer): Promise<void> {
  await expect(draw(kind, bytes)).rejects.toMatchObject({ name: 'Unrenderable' })
  expect((await draw('image', await photo())).mime).toBe('image/jpeg')
}

describe('pictures', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)('%s', async (format) => {
    const picture = await draw('image', await twoHalves(400, 300).toFormat(format).toBuffer())
    expect(await sizeOf(picture)).toBe('256×192')
    expect(isRed(await colourAt(picture.bytes, 0.2, 0.5))).toBe(true)
    expect(isBlue(await colourAt(picture.bytes, 0.8, 0.5))).toBe(true)
  })

  test('in every shape, never enlarged', async () => {
    const bytes = await photo(400, 300)
    const sizes: string[] = []
    for (const shape of ['whole', 'cover', 'square'] as const)
      for (const size of [64, 1024]) sizes.push(await sizeOf(await draw('image', bytes, { shape, size })))
    expect(sizes).toEqual(['64×48', '400×300', '85×64', '400×300', '64×64', '300×300'])
    expect(await sizeOf(await draw('image', await photo(2000, 20), { shape: 'cover', size: 64 }))).toBe(
      '256×3',
    )
  })

  test('turned as the camera was held', async () => {
    const bytes = await twoHalves(400, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const picture = await draw('image', bytes)
    expect(await sizeOf(picture)).toBe('192×256')
    expect(isRed(await colourAt(picture.bytes, 0.5, 0.1))).toBe(true)
    expect(isBlue(await colourAt(picture.bytes, 0.5, 0.9))).toBe(true)
  })

  test('what can be seen through stays so, and nothing of where it was taken is told', async () => {
    const clear = { r: 255, g: 0, b: 0, alpha: 0.5 }
    const bytes = await sharp({ create: { width: 90, height: 90, channels: 4, background: clear } })
      .png()
      .toBuffer()
    expect(await draw('image', bytes)).toMatchObject({ mime: 'image/png' })
    const placed = await sharp(await photo())
      .withExif({ IFD3: { GPSLatitude: '48/1 51/1 30/1' } })
      .jpeg()
      .toBuffer()
    expect((await sharp(placed).metadata()).exif).toBeDefined()
    expect((await sharp((await draw('image', placed)).bytes).metadata()).exif).toBeUndefined()
  })

  test('HEIC, as phones write it', async () => {
    const picture = await draw('heic', await fixture('sun.heic'))
    expect(await sizeOf(picture)).toBe('64×48')
    const [red, green] = await colourAt(picture.bytes, 0.8, 0.8)
    expect(green).toBeGreaterThan(red)
  })
})

describe('documents', () => {
  test('the first page of a PDF', async () => {
    const picture = await draw('pdf', await readFile(schoolFile('timetable.pdf')))
    expect(await sizeOf(picture)).toBe('181×256')
    const { entropy } = await sharp(picture.bytes).stats()
    expect(entropy).toBeGreaterThan(0.05)
  })

  test('any page of a PDF to read, and marked so that the mark is everywhere', async () => {
    const source = sourceOf(sheetPdf(3))
    const plain = await renderer.drawPage('pdf', source, { number: 2 })
    expect([plain.mime, plain.pages]).toEqual(['image/jpeg', 3])
    const { width, height } = await sharp(plain.bytes).metadata()
    expect([width, height]).toEqual([1131, 1600])
    const other = await renderer.drawPage('pdf', source, { number: 3 })
    expect(other.bytes.equals(plain.bytes)).toBe(false)
    const marked = await renderer.drawPage('image', sourceOf(plain.bytes), {
      number: 1,
      mark: 'nuage.example',
    })
    for (const left of [0, 377, 754])
      for (const top of [0, 533, 1066]) {
        const part = { left, top, width: 377, height: 533 }
        const [mark, none] = await Promise.all(
          [marked, plain].map(
            async ({ bytes }) => (await sharp(bytes).extract(part).greyscale().stats()).entropy,
          ),
        )
        expect(mark).toBeGreaterThan(none! + 0.1)
      }
    await expect(renderer.drawPage('pdf', source, { number: 4 })).rejects.toMatchObject({
      name: 'Unrenderable',
    })
  })

  test('text and Markdown, whatever letters and signs are in them', async () => {
    const text = Buffer.from('# Ça & là <b>\n\n- œuf\n- \u0007 & "x"\n\n```\nif (a < b) { }\n```\n')
    for (const kind of ['text', 'markdown'] as const) {
      const picture = await draw(kind, text)
      expect(await sizeOf(picture)).toBe('192×256')
      expect((await sharp(picture.bytes).stats()).entropy).toBeGreaterThan(0.1)
    }
    const latin = Buffer.from('Les \xe9l\xe8ves', 'latin1')
    expect(await sizeOf(await draw('text', latin))).toBe('192×256')
    await failsAlone('text', Buffer.from('a\0b'))
  })

  withTools('libreoffice', 'with LibreOffice', () => {
    test('all pages of an office file, as a PDF', async () => {
      const pdf = await renderer.toPdf('document', sourceOf(await readFile(schoolFile('essay.odt'))))
      expect((await renderer.drawPage('pdf', sourceOf(pdf), { number: 1 })).pages).toBeGreaterThanOrEqual(1)
    })

    test.each(['essay.odt', 'pupils.docx'])('%s', { timeout: 200_000 }, async (name) => {
      const picture = await draw('document', await readFile(schoolFile(name)))
      expect(await sizeOf(picture)).toMatch(/^(181|198)×256$/)
      expect((await sharp(picture.bytes).stats()).entropy).toBeGreaterThan(0.01)
    })
  })
})

withTools('ffmpeg', 'films', () => {
  test('a film shows one of its pictures, whichever end its index is at', async () => {
    const picture = await draw('video', await film())
    expect(await sizeOf(picture)).toBe('256×144')
    expect(isRed(await colourAt(picture.bytes, 0.5, 0.5))).toBe(true)
  })

  test('a list of other files is no film', async () => {
    await failsAlone(
      'video',
      Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n'),
    )
    await failsAlone('video', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"))
  })
})

describe('SVG', () => {
  const svg = (inside: string, head = ''): Buffer =>
    Buffer.from(
      `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20"><rect width="40" height="20" fill="#ff0000"/>${inside}</svg>`,
    )

  test('is drawn at the wished size, and comes out as pixels', async () => {
    const picture = await draw('vector', svg('<script>alert(1)</script>'))
    expect(picture.mime).toBe('image/png')
    expect(await sizeOf(picture)).toBe('256×128')
    expect(isRed(await colourAt(picture.bytes, 0.5, 0.5))).toBe(true)
  })

  test('names no file and no address', async () => {
    const beside = join(import.meta.dirname, 'fixtures')
    const all = 'x="0" y="0" width="40" height="20"'
    const references = [
      `<image ${all} href="file://${beside}/blue.png"/>`,
      `<image ${all} href="${beside}/blue.png"/>`,
      `<image ${all} href="blue.png"/>`,
      `<image ${all} href="http://127.0.0.1:1/blue.png"/>`,
      `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${beside}/blue.svg"/>`,
      `<use href="file://${beside}/blue.svg#blue"/>`,
      `<style>@import url("file://${beside}/blue.css"); rect { fill: url("file://${beside}/blue.svg#g") #ff0000 }</style>`,
    ]
    for (const reference of references) {
      const picture = await draw('vector', svg(reference))
      expect(isRed(await colourAt(picture.bytes, 0.5, 0.5)), reference).toBe(true)
    }
  })

  test('a bomb of entities, and one of depth, fails alone', async () => {
    const names = [...'abcdefghij']
    const entities = names
      .map((name, i) => `<!ENTITY ${name} "${i === 0 ? 'lol' : `&${names[i - 1]};`.repeat(10)}">`)
      .join('')
    const bomb = svg(`<text>&j;</text>`, `<?xml version="1.0"?><!DOCTYPE svg [${entities}]>`)
    await draw('vector', bomb).then(
      ({ bytes }) => expect(bytes.length).toBeLessThan(1_000_000),
      (error) => expect(error).toMatchObject({ name: 'Unrenderable' }),
    )
    await failsAlone('vector', svg(`${'<g>'.repeat(300_000)}${'</g>'.repeat(300_000)}`))
  })
})

describe('hostile files', () => {
  test('a bomb of pixels', () => failsAlone('image', bombPng(30_000)))
  test('a PDF that is none', () => failsAlone('pdf', Buffer.from('%PDF-1.7\n%%EOF')))
  test('a HEIC that is none', () => failsAlone('heic', Buffer.from('....ftypheic....')))
  test('another program under the name of a picture', () => failsAlone('image', Buffer.from('MZ\x90\0')))
  test('an SVG under the name of a photo', () =>
    failsAlone('image', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')))

  test('cut and garbled pictures are drawn or refused, and the next one is drawn', {
    timeout: 200_000,
  }, async () => {
    const originals = await Promise.all(
      (['jpeg', 'png', 'webp', 'gif'] as const).map((format) =>
        twoHalves(200, 150).toFormat(format).toBuffer(),
      ),
    )
    const kinds: readonly PreviewKind[] = ['image', 'image', 'image', 'image', 'heic', 'pdf']
    const files = [...originals, await fixture('sun.heic'), await readFile(schoolFile('timetable.pdf'))]
    const garbled = fc.record({
      which: fc.nat({ max: files.length - 1 }),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      flips: fc.array(
        fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 })),
        {
          maxLength: 8,
        },
      ),
    })
    await fc.assert(
      fc.asyncProperty(garbled, async ({ which, cut, flips }) => {
        const whole = Buffer.from(files[which]!)
        const bytes = cut < 0.5 ? whole.subarray(0, 1 + Math.floor(whole.length * cut * 2)) : whole
        for (const [at, mask] of flips) bytes[Math.floor(at * bytes.length)]! ^= mask
        const [outcome] = await Promise.allSettled([draw(kinds[which]!, bytes)])
        if (outcome.status === 'fulfilled') expect(outcome.value.bytes.length).toBeGreaterThan(0)
        else expect(outcome.reason).toMatchObject({ name: 'Unrenderable' })
      }),
      { numRuns: 60 },
    )
    expect(await sizeOf(await draw('image', await photo()))).toBe('256×192')
  })
})

describe('drawing processes', () => {
  const entry = (name: string): string => join(import.meta.dirname, 'fixtures', name)

  test('one that never answers is ended, and the next file gets another', async () => {
    const hanging = openRenderer({ entry: entry('hanging.ts'), limit: 300 })
    try {
      for (let i = 0; i < 2; i++)
        await expect(hanging.draw('image', sourceOf(Buffer.from('x')), [WHOLE])).rejects.toMatchObject({
          ...{ name: 'Unrenderable', forGood: false },
        })
    } finally {
      await hanging.close()
    }
  })

  test('one that takes more memory than it may ends alone', async () => {
    const greedy = openRenderer({ entry: entry('greedy.ts') })
    try {
      const drawn = greedy.draw('image', sourceOf(Buffer.from('x')), [WHOLE])
      await expect(drawn).rejects.toMatchObject({ name: 'Unrenderable', forGood: false })
    } finally {
      await greedy.close()
    }
  })

  test('only so many may wait, and the end of the server ends the waiting', async () => {
    const hanging = openRenderer({ entry: entry('hanging.ts'), waiting: 3 })
    const asked = Array.from({ length: 40 }, () =>
      hanging.draw('image', sourceOf(Buffer.from('x')), [WHOLE]).then(
        () => 'drawn',
        (error) => error.kind ?? error.name,
      ),
    )
    const first = await Promise.race(asked)
    expect(first).toBe('busy')
    await hanging.close()
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['busy']))
  })

  test('initials stand on the colour of the person', async () => {
    const [light, dark] = await Promise.all(
      [false, true].map((dark) => renderer.drawInitials('ÉM', 7, 64, dark)),
    )
    expect(await sharp(light).metadata()).toMatchObject({ format: 'png', width: 64, height: 64 })
    const grounds = await Promise.all([light!, dark!].map((picture) => colourAt(picture, 0.02, 0.02)))
    expect(grounds[0]).toEqual([0x9a, 0x3b, 0x1c])
    expect(grounds[1]).toEqual([0x63, 0x30, 0x1a])
    const blank = await renderer.drawInitials(' ', 7, 64, false)
    expect(light!.equals(blank)).toBe(false)
  })

  test('nothing is drawn with programs that are not there', async () => {
    const bare = openRenderer({ programs: {} })
    expect(['video', 'document', 'sheet', 'slides'].some((kind) => bare.kinds.has(kind as PreviewKind))).toBe(
      false,
    )
    await expect(bare.draw('video', sourceOf(Buffer.from('x')), [WHOLE])).rejects.toMatchObject({
      name: 'Unrenderable',
    })
    await bare.close()
  })
})
