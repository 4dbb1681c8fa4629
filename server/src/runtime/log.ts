import pino, { type DestinationStream, type Logger } from 'pino'
import { redactUrls } from './config/redact.ts'
import { redactPath } from './redact-path.ts'

export type Log = Logger

const HIDDEN_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'requesttoken']
const HIDDEN_FIELDS = ['password', 'appPassword', 'token', 'secret']

const hiddenPaths = [
  ...HIDDEN_HEADERS.flatMap((name) =>
    ['headers', 'req.headers', 'res.headers'].map((place) => `${place}["${name}"]`),
  ),
  ...HIDDEN_FIELDS.flatMap((name) => [name, `*.${name}`]),
]

const clean = (text: string): string => redactPath(redactUrls(text))

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: clean(String(error)) }
  const described = pino.stdSerializers.err(error)
  return {
    type: described.type,
    message: clean(described.message),
    stack: clean(described.stack),
    ...('code' in error ? { code: error.code } : {}),
  }
}

interface LoggedRequest {
  method?: string
  url?: string
}

const describeRequest = (request: LoggedRequest): object => ({
  method: request.method,
  url: redactPath(request.url ?? ''),
})

/**
 * Writes one line of JSON per event. Credentials and the tokens inside addresses are hidden in the fields
 * `err`, `req`, `url` and in headers; a message must never be put together from what a stranger sent.
 *
 * @param to standard error unless told otherwise: standard output belongs to what a command answers
 */
export function openLog(level: 'debug' | 'info' | 'warn' | 'silent' = 'info', to?: DestinationStream): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        err: describeError,
        req: describeRequest,
        url: (url: unknown) => redactPath(String(url)),
      },
      redact: { paths: hiddenPaths, censor: '***' },
    },
    // Not waiting for a slow reader of the log; what is buffered is written when the process ends.
    to ?? pino.destination({ dest: 2, sync: false }),
  )
}
