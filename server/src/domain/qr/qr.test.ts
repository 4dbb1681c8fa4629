import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readCode } from '../../../../test/rigs/read-code.ts'
import { qrCode } from './code.ts'
import { qrPng } from './png.ts'
import { qrSvg } from './svg.ts'

const ADDRESS = 'https://nuage.example.org/s/Qm7dYRjBsNXQNJ8aZt4kWx'

test.each([128, 300, 1024])('a PNG of about %i pixels is read as what was written', async (size) => {
  const picture = qrPng(qrCode(ADDRESS), size)
  expect(await readCode(picture)).toBe(ADDRESS)
  const { width, height } = await sharp(picture).metadata()
  expect(width).toBe(height)
  expect(width).toBeLessThanOrEqual(size)
})

test('an SVG is read as what was written, at any size', async () => {
  const svg = Buffer.from(qrSvg(qrCode(ADDRESS)))
  expect(await readCode(await sharp(svg).resize(180).png().toBuffer())).toBe(ADDRESS)
  expect(await readCode(await sharp(svg).resize(700).png().toBuffer())).toBe(ADDRESS)
})

test('the same text is the same picture', () => {
  expect(qrPng(qrCode(ADDRESS), 256).equals(qrPng(qrCode(ADDRESS), 256))).toBe(true)
  expect(qrSvg(qrCode(ADDRESS))).toBe(qrSvg(qrCode(ADDRESS)))
})
