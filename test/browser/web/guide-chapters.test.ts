import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHAPTERS } from './guide-chapters.ts'

const folders = ['.', '..', '../sign-in'].map((folder) => join(import.meta.dirname, folder))

/** What tests, or groups of them, are called, in the files beside this one and in those of the pages. */
async function namesOfTests(): Promise<string[]> {
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  )
  const texts = await Promise.all(
    files
      .flat()
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFile(file, 'utf8')),
  )
  return texts.flatMap((text) =>
    [...text.matchAll(/\b(?:test|describe)(?:\.each\([^()]*\))?\(\s*'([^']+)'/g)].map(([, name]) => name!),
  )
}

test.each(Object.entries(CHAPTERS))('each sentence of « %s » is a test', async (_chapter, sentences) => {
  const names = (await namesOfTests()).map((name) =>
    name.replace('%s : ', '').replaceAll(/[\u00a0\u202f]/g, ' '),
  )
  expect(sentences.filter((sentence) => !names.includes(sentence))).toEqual([])
})
