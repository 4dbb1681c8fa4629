import * as contract from '@nuage/contract/api'
import type { TSchema } from '@nuage/contract/schema'
import type { Route } from './route.ts'

interface Named extends TSchema {
  readonly title: string
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && typeof (value as { title?: unknown }).title === 'string'

/** The description of the API (OpenAPI 3.1), made from the schemas that are also checked. */
export function describeApi(routes: readonly Route[], prefix: string): object {
  const components = new Map<string, unknown>()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const method = route.method.toLowerCase()
    const operation = describeRoute(route, (schema) => referTo(schema, components))
    const path = `${prefix}${route.path}`
    paths[path] = { ...paths[path], [method]: operation }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Nuage', version: '1', description: 'The JSON API of Nuage’s web app.' },
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        appPassword: { type: 'http', scheme: 'basic' },
        session: { type: 'apiKey', in: 'cookie', name: 'nuage-session' },
        requestToken: { type: 'apiKey', in: 'header', name: 'requesttoken' },
      },
    },
  }
}

function describeRoute(route: Route, refer: (schema: TSchema) => unknown): object {
  const { method, path, summary, query, body, answer, status, access } = route
  const session = method === 'GET' ? { session: [] } : { session: [], requestToken: [] }
  const content = (schema: TSchema, type: string) => ({ content: { [type]: { schema: refer(schema) } } })
  const parameters = [...pathParameters(path), ...queryParameters(query)]
  return {
    summary,
    security: access === 'session' ? [session] : [session, { appPassword: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...content(body, 'application/json') } }),
    responses: {
      [status]: {
        description: 'Success',
        ...(answer === undefined ? {} : content(answer, 'application/json')),
      },
      default: { description: 'A problem', ...content(contract.Problem, 'application/problem+json') },
    },
  }
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: name === 'session' ? { type: 'string' } : { type: 'integer' },
  }))

function queryParameters(query: TSchema | undefined) {
  const { properties = {}, required = [] } = (query ?? {}) as {
    properties?: Record<string, TSchema>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
}

/** A schema with a name stands once, among the components, and is referred to everywhere else. */
function referTo(value: unknown, components: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => referTo(one, components))
  if (typeof value !== 'object' || value === null) return value
  if (!isNamed(value)) return mapped(value, components)
  if (!components.has(value.title)) {
    components.set(value.title, undefined)
    components.set(value.title, mapped(value, components))
  }
  return { $ref: `#/components/schemas/${value.title}` }
}

const mapped = (value: object, components: Map<string, unknown>): object =>
  Object.fromEntries(Object.entries(value).map(([key, one]) => [key, referTo(one, components)]))
