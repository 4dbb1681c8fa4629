import { CommandError } from './command.ts'

const LONGEST = 4096

/** The password on standard input, without the line end behind it. */
export async function readPassword(input: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const piece of input) {
    text += piece.toString()
    if (text.length > LONGEST) throw new CommandError('the password on standard input is too long')
  }
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw new CommandError('there is no password on standard input')
  return password
}
