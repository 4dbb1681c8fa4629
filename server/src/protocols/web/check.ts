import type { TSchema } from '@nuage/contract/schema'
import { Compile } from '@nuage/contract/schema'
import { RequestFault } from './problem.ts'

type Checker = ReturnType<typeof Compile>

const checkers = new WeakMap<TSchema, Checker>()

/** Made when first needed: most routes are never asked for by one process. */
function checkerOf(schema: TSchema): Checker {
  let checker = checkers.get(schema)
  if (checker === undefined) {
    checker = Compile(schema)
    checkers.set(schema, checker)
  }
  return checker
}

/** @throws RequestFault naming the first place that is wrong, never what stood there. */
export function requireShape(schema: TSchema, value: unknown, reason: 'bad-body' | 'bad-query'): void {
  const checker = checkerOf(schema)
  if (checker.Check(value)) return
  const [fault] = checker.Errors(value)
  throw new RequestFault(400, reason, { where: placeOf(fault) })
}

interface Fault {
  readonly instancePath: string
  readonly params?: object
}

/** The path of the value, or the name of what is missing or too much in it. */
function placeOf(fault: Fault | undefined): string {
  const { requiredProperties, additionalProperties } = (fault?.params ?? {}) as Record<string, unknown>
  const [name] = [requiredProperties, additionalProperties].flat().filter((one) => typeof one === 'string')
  const path = `${fault?.instancePath ?? ''}${name === undefined ? '' : `/${name}`}`
  return path === '' ? '/' : path.slice(0, 200)
}
