import { WebSocket } from 'ws'
import type { Heard, Listening } from './listening.ts'

/** So many introduce themselves at a time. */
const AT_ONCE = 50

/** The desktop asks every half minute whether the server is there: here, a share of the sockets at each step. */
const STEP_MS = 100
const STEPS = 300

const sockets = new Set<WebSocket>()
let step = 0
setInterval(() => {
  step = (step + 1) % STEPS
  let place = 0
  for (const socket of sockets) if (place++ % STEPS === step) socket.ping()
}, STEP_MS)

function join(port: number, user: string, password: string): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/push/ws`, { perMessageDeflate: false })
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.send(user)
      socket.send(password)
    })
    socket.once('message', (data) => {
      if ((data as Buffer).toString() === 'authenticated') {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      }
      resolve()
    })
    socket.on('error', () => resolve())
  })
}

process.on('message', async (message: Listening | 'count') => {
  if (message !== 'count') {
    const { port, accounts, each } = message
    const wanted = Array.from({ length: each }, () => accounts)
      .flat()
      .values()
    const joining = Array.from({ length: AT_ONCE }, async () => {
      for (const { user, password } of wanted) await join(port, user, password)
    })
    await Promise.all(joining)
  }
  process.send?.({ open: sockets.size } satisfies Heard)
})
process.on('disconnect', () => process.exit())
