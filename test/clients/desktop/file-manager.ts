import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

/** The lines with which the client answers a line, until they are enough or nothing comes for long. */
async function* linesAfter(path: string, said: string): AsyncGenerator<string> {
  const socket = connect(path)
  await once(socket, 'connect')
  const deadline = AbortSignal.timeout(20_000)
  deadline.addEventListener('abort', () => socket.destroy())
  socket.write(`${said}\n`)
  try {
    yield* createInterface({ input: socket })
    throw new Error(`no answer to ${said}`)
  } finally {
    socket.destroy()
  }
}

/**
 * Asks the client what a file manager asks it, to mark files.
 * @param question a line such as `RETRIEVE_FILE_STATUS:/path`.
 * @returns the answer that begins with `answer` and ends with the last word of the question.
 */
export async function askFileManagerSocket(path: string, question: string, answer: string): Promise<string> {
  const about = question.slice(question.indexOf(':') + 1)
  for await (const line of linesAfter(path, question))
    if (line.startsWith(answer) && line.endsWith(about)) return line
  throw new Error(`no answer to ${question}`)
}

export interface MenuItem {
  readonly name: string
  /** Some only say something. */
  readonly usable: boolean
}

/** The menu that a file manager would show for a file, by the names of its commands. */
export async function askMenu(path: string, file: string): Promise<Map<string, MenuItem>> {
  const menu = new Map<string, MenuItem>()
  for await (const line of linesAfter(path, `GET_MENU_ITEMS:${file}`)) {
    if (line === 'GET_MENU_ITEMS:END') break
    const [word, command = '', flags, ...name] = line.split(':')
    if (word === 'MENU_ITEM') menu.set(command, { name: name.join(':'), usable: flags === '' })
  }
  return menu
}

/** Chooses one of them. The client says nothing about it; what it asks for next comes after it has read this. */
export async function chooseFromMenu(path: string, command: string, file: string): Promise<void> {
  for await (const line of linesAfter(path, `${command}:${file}\nVERSION:`))
    if (line.startsWith('VERSION:')) return
}
