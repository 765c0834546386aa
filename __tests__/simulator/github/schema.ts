import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'

interface Parameter {
  name: string
  in: 'path' | 'query'
  required?: boolean
  schema: { type?: string }
}

interface Content {
  content?: Record<string, { schema: { properties?: Record<string, unknown> } }>
}

interface Operation {
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Content
  responses: Record<string, Content | { $ref: string }>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { parameters: Record<string, Parameter>; responses: Record<string, Content> }
}

/** Answers that every operation can give, even if its description does not list them. */
const anywhere = [301, 302, 304, 307, 400, 401, 403, 404, 409, 410, 422, 429]

/** Each test file compiles the description anew. It is GitHub's own, so it needs no validation. */
const quickToCompile = { meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } } as const

let loaded: { description: Description; ajv: Ajv } | undefined
const validators = new Map<string, ValidateFunction>()

function load(): { description: Description; ajv: Ajv } {
  if (loaded !== undefined) return loaded
  const file = new URL('../openapi.json', import.meta.url)
  const description = JSON.parse(readFileSync(file, 'utf8'), allowNull) as Description
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, ...quickToCompile })
  addFormats(ajv)
  // URLs that are not set are empty strings, which is their default in the description.
  ajv.addFormat('uri', value => value === '' || URL.canParse(value))
  ajv.addSchema(description, 'github')
  loaded = { description, ajv }
  return loaded
}

/**
 * Translates OpenAPI's `nullable` to JSON Schema. In GitHub's description it also applies without a type, and to a list of
 * values that does not include null.
 */
function allowNull(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('nullable' in value)) return value
  const { nullable, ...schema } = value as { nullable: boolean; type?: string; enum?: unknown[] }
  if (!nullable) return schema
  if (schema.type === undefined) return { anyOf: [schema, { type: 'null' }] }
  return { ...schema, type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) }
}

function pointer(...parts: string[]): string {
  return parts.map(part => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')
}

function validate(schema: string, value: unknown, forgiven: (error: ErrorObject) => boolean = () => false): string[] {
  const { ajv } = load()
  let validator = validators.get(schema)
  if (validator === undefined) {
    validator = ajv.compile({ $ref: `github#${schema}` })
    validators.set(schema, validator)
  }
  return validator(value) ? [] : (validator.errors ?? []).filter(error => !forgiven(error)).map(text)
}

/** Returns whether the error is the state `waiting`. GitHub sets it, but does not describe it: https://github.com/octokit/webhooks.net/issues/52 */
function isWaiting(error: ErrorObject): boolean {
  return error.keyword === 'enum' && error.instancePath.endsWith('/state') && error.data === 'waiting'
}

function text({ instancePath, message = '' }: ErrorObject): string {
  return `${instancePath === '' ? 'it' : instancePath} ${message}`
}

function operation(method: string, path: string): Operation {
  const found = load().description.paths[path]?.[method.toLowerCase()]
  if (found === undefined) throw new Error(`the extract of GitHub's description has no ${method} ${path}`)
  return found
}

export interface DescribedRequest {
  method: string
  /** Path in the description, with its {parameters}. */
  path: string
  parameters: Record<string, string>
  query: URLSearchParams
  body: unknown
}

/** Returns how a request differs from GitHub's OpenAPI description. */
export function requestViolations({ method, path, parameters, query, body }: DescribedRequest): string[] {
  const { description, ajv } = load()
  const described = operation(method, path)
  const known = (described.parameters ?? []).map(parameter => {
    if (!('$ref' in parameter)) return parameter
    const shared = description.components.parameters[parameter.$ref.split('/').at(-1) ?? '']
    if (shared === undefined) throw new Error(`the extract of GitHub's description has no ${parameter.$ref}`)
    return shared
  })
  const found: string[] = []
  for (const name of new Set(query.keys()))
    if (!known.some(parameter => parameter.in === 'query' && parameter.name === name))
      found.push(`query parameter ${name} is not described`)
  for (const { name, in: place, required = false, schema } of known) {
    const given = place === 'query' ? query.get(name) : (parameters[name] ?? null)
    if (given === null) {
      if (required && place === 'query') found.push(`query parameter ${name} is missing`)
      continue
    }
    const value = schema.type === 'integer' && /^-?\d+$/.test(given) ? Number(given) : given
    if (!ajv.validate(schema, value)) found.push(`${place} parameter ${name} is ${JSON.stringify(given)}`)
    if (name === 'per_page' && Number(given) > 100) found.push(`per_page is above 100: ${given}`)
  }
  const content = described.requestBody?.content?.['application/json']
  if (content === undefined) {
    if (body !== undefined) found.push('a body is not described')
    return found
  }
  if (body === undefined) return found
  found.push(
    ...validate(
      pointer('paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'),
      body
    )
  )
  const properties = content.schema.properties ?? {}
  for (const name of Object.keys(body ?? {}))
    if (!Object.hasOwn(properties, name)) found.push(`property ${name} is not described`)
  return found
}

/** Returns how an answer differs from GitHub's OpenAPI description. */
export function answerViolations(method: string, path: string, status: number, body: unknown): string[] {
  if (status === 304) return []
  const described = operation(method, path).responses[status]
  const base =
    described !== undefined && '$ref' in described
      ? described.$ref.slice(1)
      : pointer('paths', path, method.toLowerCase(), 'responses', String(status))
  const response = described !== undefined && '$ref' in described ? shared(described.$ref) : described
  if (response === undefined) {
    if (!anywhere.includes(status)) return [`status ${status} is not described`]
    return validate('/components/schemas/basic-error', body)
  }
  if (response.content === undefined) return []
  const [type] =
    typeof body === 'string' ? Object.keys(response.content).filter(name => name !== 'application/json') : []
  return validate(`${base}${pointer('content', type ?? 'application/json', 'schema')}`, body, isWaiting)
}

function shared(reference: string): Content | undefined {
  return load().description.components.responses[reference.split('/').at(-1) ?? '']
}
