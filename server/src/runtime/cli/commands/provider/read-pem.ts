import { CommandError } from '../../command.ts'

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** Bytes: a key with a long chain has some ten thousand. */
const LONGEST = 256 * 1024

async function readPem(file: string): Promise<string> {
  const { readFile, stat } = await import('node:fs/promises')
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`there is no file “${file}”`)
  if (found.size > LONGEST) throw new CommandError(`“${file}” is too long for a certificate or key`)
  return (await readFile(file, 'utf8')).trim()
}

interface Named {
  certificate?: string[]
  key?: string
}

/** What stands in the files that were named; an empty name of a file stands for nothing. */
export async function readPems<Options extends Named>(options: Options): Promise<Options> {
  const { certificate, key } = options
  const read = { ...options }
  if (certificate !== undefined) {
    const texts = await Promise.all(certificate.filter((file) => file !== '').map(readPem))
    read.certificate = texts.flatMap((text) => text.match(CERTIFICATES) ?? [text])
  }
  if (key !== undefined) read.key = key === '' ? '' : await readPem(key)
  return read
}
