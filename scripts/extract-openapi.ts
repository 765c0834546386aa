// Writes __tests__/simulator/openapi.json: the part of GitHub's OpenAPI description that the simulated GitHub must match.
// The package is large (385 MB unpacked), so this script downloads it, and it is not a dependency.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const source = '@octokit/openapi@23.0.2'
const description = 'package/generated/api.github.com.json'
const target = new URL('../__tests__/simulator/openapi.json', import.meta.url)

const operations: Record<string, string[]> = {
  '/rate_limit': ['get'],
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}': ['get'],
  '/repos/{owner}/{repo}/check-runs/{check_run_id}': ['get'],
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['get'],
  '/repos/{owner}/{repo}/commits/{ref}': ['get'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/deployments': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}': ['get', 'delete'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses/{status_id}': ['get'],
  '/repos/{owner}/{repo}/environments': ['get'],
  '/repos/{owner}/{repo}/environments/{environment_name}': ['get', 'put', 'delete'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/commits': ['get']
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Members that only explain, and do not constrain. */
const prose = new Set([
  ...['description', 'example', 'examples', 'summary', 'title', 'tags', 'externalDocs', 'headers', 'links'],
  ...['x-github', 'x-github-breaking-changes']
])

/** Removes explanations. Keys below `properties` are names of GitHub's, which include `description`. */
function constraints(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map(item => constraints(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => names || !prose.has(key))
      .map(([key, member]) => [key, constraints(member, !names && key === 'properties')])
  )
}

/** Returns the paths of all components that a part refers to, such as `#/components/schemas/deployment`. */
const references = (part: unknown): string[] =>
  Array.from(JSON.stringify(part).matchAll(/"\$ref":"([^"]+)"/g), ([, path = '']) => path)

function member(value: Json, ...keys: string[]): Json {
  return keys.reduce((inner, key) => {
    const found = (inner as Partial<Record<string, Json>> | null)?.[key]
    if (found === undefined) throw new Error(`${source} has no ${keys.join(' ')}`)
    return found
  }, value)
}

const sorted = <T>(entries: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)))

function extract(openapi: Json): Json {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, methods]) => [
      path,
      Object.fromEntries(methods.map(method => [method, constraints(member(openapi, 'paths', path, method))]))
    ])
  )
  const components: Record<string, Record<string, Json>> = {}
  const pending = references(paths)
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const [, , section = '', name = ''] = reference.split('/')
    const group = (components[section] ??= {})
    if (Object.hasOwn(group, name)) continue
    group[name] = constraints(member(openapi, 'components', section, name))
    pending.push(...references(group[name]))
  }
  return {
    openapi: member(openapi, 'openapi'),
    'x-source': source,
    info: { title: 'GitHub v3 REST API (extract)', version: member(openapi, 'info', 'version') },
    paths,
    components: sorted(
      Object.fromEntries(Object.entries(components).map(([section, group]) => [section, sorted(group)]))
    )
  }
}

const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
try {
  execFileSync('npm', ['pack', source, '--pack-destination', folder, '--silent'], {
    stdio: ['ignore', 'ignore', 'inherit']
  })
  const [archive] = readdirSync(folder)
  if (archive === undefined) throw new Error(`npm pack left no archive of ${source}`)
  execFileSync('tar', ['-xzf', archive, description], { cwd: folder })
  const openapi = JSON.parse(readFileSync(join(folder, description), 'utf8')) as Json
  writeFileSync(target, `${JSON.stringify(extract(openapi), null, 1)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
