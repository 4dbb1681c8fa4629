/** Where blobs are kept on S3; keys left out come from the usual AWS environment, files or instance role. */
export interface S3Address {
  bucket: string
  /** Empty, or ending in '/'. */
  prefix: string
  endpoint?: string
  region: string
  /** Seconds within which a request must be answered, its body sent included. */
  timeout: number
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

const known = new Set(['endpoint', 'region', 'accessKeyId', 'secretAccessKey', 'timeout'])

/** Enough for a part over a poor line; a store that hangs is given up before the clients give us up. */
const usualTimeout = '45'

/**
 * Reads `s3://bucket[/prefix]?endpoint=…&region=…&accessKeyId=…&secretAccessKey=…&timeout=…`.
 *
 * @throws Error with one line for the operator, which never repeats the address: it may hold a secret
 */
export function parseS3Address(text: string, env: NodeJS.ProcessEnv = process.env): S3Address {
  const url = URL.parse(text)
  if (url?.protocol !== 's3:') throw new Error('the blob address is not s3://bucket?endpoint=…')
  const bucket = url.host
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error('the blob address names no valid S3 bucket: s3://bucket?endpoint=…')
  for (const name of url.searchParams.keys())
    if (!known.has(name)) throw new Error(`the blob address has an unknown setting: ${JSON.stringify(name)}`)
  const setting = (name: string) => url.searchParams.get(name) || undefined
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '')
  return {
    bucket,
    prefix: path && `${path}/`,
    endpoint: checkEndpoint(setting('endpoint') ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL),
    region: setting('region') ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1',
    timeout: checkTimeout(setting('timeout') ?? usualTimeout),
    credentials: credentials(setting('accessKeyId'), setting('secretAccessKey')),
  }
}

function checkEndpoint(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined) return undefined
  const url = URL.parse(endpoint)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error('the endpoint in the blob address is not an http:// or https:// address')
  return endpoint
}

function checkTimeout(timeout: string): number {
  if (!/^[1-9]\d{0,3}$/.test(timeout))
    throw new Error('the timeout in the blob address is not a number of seconds')
  return Number(timeout)
}

function credentials(accessKeyId: string | undefined, secretAccessKey: string | undefined) {
  if (!accessKeyId && !secretAccessKey) return undefined
  if (!accessKeyId || !secretAccessKey)
    throw new Error('the blob address has one of accessKeyId and secretAccessKey: give both, or neither')
  return { accessKeyId, secretAccessKey }
}
