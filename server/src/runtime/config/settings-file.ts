import { ConfigError } from './config-error.ts'

const LINE = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value)
  if (quoted) return quoted[2]!
  return value.replace(/\s+#.*$/, '')
}

function add(settings: Map<string, string>, name: string, value: string, file: string): void {
  if (settings.has(name)) throw new ConfigError(`${file} sets ${name} twice`)
  settings.set(name, value)
}

function parseLines(text: string, file: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const match = LINE.exec(line)
    // The line itself is not shown: it may hold a password.
    if (!match) throw new ConfigError(`${file}, line ${index + 1}: expected NAME=value`)
    add(settings, match[1]!, unquote(match[2]!), file)
  }
  return settings
}

function parseJson(text: string, file: string): Map<string, string> {
  let parsed: Record<string, unknown>
  try {
    parsed = JSON.parse(text)
  } catch {
    // What the parser says quotes the text, which may hold a password.
    throw new ConfigError(`${file} starts like JSON but is not valid JSON`)
  }
  const settings = new Map<string, string>()
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new ConfigError(`${file}: the value of ${name} must be a text`)
    }
    settings.set(name, String(value))
  }
  return settings
}

/** Reads `NAME=value` lines (`#` begins a comment), or a JSON object of texts when the first sign is `{`. */
export function parseSettingsFile(text: string, file: string): Map<string, string> {
  const content = text.replace(/^\uFEFF/, '')
  return content.trimStart().startsWith('{') ? parseJson(content, file) : parseLines(content, file)
}
