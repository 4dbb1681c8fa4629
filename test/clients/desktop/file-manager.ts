import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

/**
 * Asks the client what a file manager asks it, to mark files and to fill its menu.
 * @param question a line such as `RETRIEVE_FILE_STATUS:/path`.
 * @returns the answer that begins with `answer` and ends with the last word of the question.
 */
export async function askFileManagerSocket(path: string, question: string, answer: string): Promise<string> {
  const socket = connect(path)
  await once(socket, 'connect')
  const deadline = AbortSignal.timeout(20_000)
  deadline.addEventListener('abort', () => socket.destroy())
  const about = question.slice(question.indexOf(':') + 1)
  socket.write(`${question}\n`)
  try {
    for await (const line of createInterface({ input: socket }))
      if (line.startsWith(answer) && line.endsWith(about)) return line
    throw new Error(`no answer to ${question}`)
  } finally {
    socket.destroy()
  }
}
