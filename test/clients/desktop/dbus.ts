import { once } from 'node:events'
import { connect } from 'node:net'
import { decode, Encoder } from './dbus-values.ts'

/** Types of messages (D-Bus specification, "Message format"). */
const CALL = 1
const ERROR = 3

/** Fields of the header. */
const PATH = 1
const INTERFACE = 2
const MEMBER = 3
const REPLY_SERIAL = 5
const DESTINATION = 6
const SIGNATURE = 8

/** One connection to a message bus on which methods are called. */
export interface Bus {
  /** @returns the first value of the answer. @throws what the other side refused with. */
  call<T>(to: string, path: string, method: string, signature?: string, ...values: unknown[]): Promise<T>
  close(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** @param address as buses print it, `unix:path=…,guid=…`. */
export async function openBus(address: string): Promise<Bus> {
  const path = /^unix:path=([^,]+)/.exec(address)?.[1]
  if (path === undefined) throw new Error(`no socket in ${address}`)
  const socket = connect(path)
  await once(socket, 'connect')
  const waiting = new Map<number, Waiting>()
  let serial = 0
  let held: Buffer = Buffer.alloc(0)

  function hear({ type, fields, body }: Message): void {
    const asked = waiting.get(fields.get(REPLY_SERIAL) as number)
    if (!asked) return
    waiting.delete(fields.get(REPLY_SERIAL) as number)
    const [value] = decode((fields.get(SIGNATURE) as string) ?? '', body)
    if (type === ERROR) asked.reject(new Error(String(value)))
    else asked.resolve(value)
  }

  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid!())).toString('hex')}\r\n`)
  const [welcome] = (await once(socket, 'data')) as [Buffer]
  if (!welcome.toString().startsWith('OK')) throw new Error(`the bus answers ${welcome}`)
  socket.write('BEGIN\r\n')
  socket.on('data', (piece: Buffer) => {
    held = Buffer.concat([held, piece])
    for (let message = take(held); message; message = take(held)) {
      held = held.subarray(message.length)
      hear(message)
    }
  })
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the bus is gone'))
  })
  // Its end is told by 'close'.
  socket.on('error', () => {})

  const bus: Bus = {
    call<T>(to: string, path: string, method: string, signature = '', ...values: unknown[]): Promise<T> {
      serial += 1
      socket.write(message(serial, to, path, method, signature, values))
      return new Promise<T>((resolve, reject) =>
        waiting.set(serial, { resolve: resolve as (value: unknown) => void, reject }),
      )
    },
    close: () => void socket.destroy(),
  }
  await bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.Hello')
  return bus
}

/** @param method with its interface, `org.freedesktop.DBus.Hello`. */
function message(
  serial: number,
  to: string,
  path: string,
  method: string,
  signature: string,
  values: unknown[],
): Buffer {
  const body = new Encoder().add(signature, values).bytes()
  const dot = method.lastIndexOf('.')
  const fields: [number, [string, unknown]][] = [
    [PATH, ['o', path]],
    [INTERFACE, ['s', method.slice(0, dot)]],
    [MEMBER, ['s', method.slice(dot + 1)]],
    [DESTINATION, ['s', to]],
    [SIGNATURE, ['g', signature]],
  ]
  const version = 1
  const head = ['l'.charCodeAt(0), CALL, 0, version, body.length, serial, fields]
  return Buffer.concat([new Encoder().add('yyyyuua(yv)', head).align(8).bytes(), body])
}

interface Message {
  readonly type: number
  readonly fields: ReadonlyMap<number, unknown>
  readonly body: Buffer
  /** Bytes of the whole. */
  readonly length: number
}

function take(held: Buffer): Message | undefined {
  if (held.length < 16) return undefined
  const start = (16 + held.readUInt32LE(12) + 7) & ~7
  const length = start + held.readUInt32LE(4)
  if (held.length < length) return undefined
  const fields = decode('yyyyuua(yv)', held)[6] as [number, unknown][]
  return { type: held[1]!, fields: new Map(fields), body: held.subarray(start, length), length }
}
