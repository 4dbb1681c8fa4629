import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Import, Target } from './floors.ts'

/** A text in quotes, a regular expression or a comment; told apart so that only comments are blanked. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=(?:[=>(,:[!&|?{};\n]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** Comments and template texts become spaces, so that places stay what they were. */
function withoutComments(source: string): string {
  return source.replace(TOKEN, (token) => (/^['"]/.test(token) ? token : blank(token)))
}

const STATEMENT =
  /(?<![\w$.])(?:(import|export)(\s+type)?\b(?:(?=\s*['"])|[\s\w$*{},]*?\sfrom|[\s\w$*{},]*?\}\s*from)\s*|import\s*\(\s*)(['"])([^'"\n]+)\3/g

const OWN_PACKAGE = /^@nuage\/(contract|server|web)(?:\/(.+))?$/

function targetOf(specifier: string, from: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.normalize(posix.join(posix.dirname(from), specifier)) }
  }
  const own = OWN_PACKAGE.exec(specifier)
  if (own) return { kind: 'file', path: `${own[1]}/src/${own[2] ?? 'index'}.ts` }
  if (isBuiltin(specifier)) return { kind: 'node', name: specifier.replace(/^node:/, '') }
  const parts = specifier.split('/')
  return { kind: 'package', name: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]! }
}

/** Every import, export-from and `import()` of one file, comments left out. */
export function readImports(from: string, source: string): Import[] {
  const text = withoutComments(source)
  return [...text.matchAll(STATEMENT)].map((match) => ({
    from,
    line: text.slice(0, match.index).split('\n').length,
    specifier: match[4]!,
    typeOnly: match[2] !== undefined,
    lazy: match[1] === undefined,
    target: targetOf(match[4]!, from),
  }))
}
