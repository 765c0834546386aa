import type { Exchange } from './recording.ts'

/**
 * Returns the exchanges as a sequence diagram, followed by the number of requests.
 * https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function diagramOf(exchanges: readonly Exchange[]): string {
  const phases = new Set(exchanges.map(({ phase }) => phase))
  const lines = ['sequenceDiagram', ...[...phases, 'GitHub'].map(name => `  participant ${name}`)]
  let before: Exchange['phase'] = 'main'
  for (const group of sideBySide(exchanges)) {
    const phase: Exchange['phase'] = group[0]?.phase ?? before
    if (phase !== before) lines.push('  Note over main,GitHub: the other steps of the job')
    before = phase
    if (group.length === 1) lines.push(...group.flatMap(exchange => arrows(exchange, '  ')))
    else {
      group.forEach((exchange, place) => lines.push(place === 0 ? '  par' : '  and', ...arrows(exchange, '    ')))
      lines.push('  end')
    }
  }
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n\n${counted(exchanges)}`
}

function arrows({ phase, request }: Exchange, indent: string): string[] {
  return [`${indent}${phase}->>GitHub: ${labelOf(request)}`, `${indent}GitHub-->>${phase}: ${request.status}`]
}

/** Groups the exchanges that ran in parallel, with REST before GraphQL. */
function sideBySide(exchanges: readonly Exchange[]): Exchange[][] {
  const groups: Exchange[][] = []
  for (const exchange of exchanges) {
    const group = groups.at(-1)
    if (group?.every(({ ended }) => ended > exchange.began) === true) group.push(exchange)
    else groups.push([exchange])
  }
  return groups.map(group => group.toSorted((one, other) => other.request.kind.localeCompare(one.request.kind)))
}

function labelOf({ kind, method, path, query, operation, fields, body, writes }: Exchange['request']): string {
  if (kind === 'graphql') {
    const [field = ''] = fields
    return writes ? `GraphQL, ${fields.length} × ${field}` : `GraphQL, ${operation ?? ''}`
  }
  const address = path
    .replace(/^\/repos\/[^/]+\/[^/]+/, '')
    .replaceAll(/\/\d+(?=\/|$)/g, '/{id}')
    .replace(/(?<=^\/environments\/).+/, '{name}')
  const filters = Object.keys(query).filter(name => name !== 'per_page' && (name !== 'page' || query[name] !== '1'))
  const by = filters.length === 0 ? '' : ` by ${filters.join(' and ')}`
  return `${method} ${address}${by}${stateIn(body)}`
}

function stateIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'state' in body ? `, ${String(body.state)}` : ''
}

function counted(exchanges: readonly Exchange[]): string {
  const rest = exchanges.filter(({ request }) => request.kind === 'rest')
  const free = rest.filter(({ request }) => request.status === 304).length
  const uncounted = free === 0 ? '' : ` (GitHub does not count ${free})`
  return `Requests: ${rest.length} REST${uncounted}, ${exchanges.length - rest.length} GraphQL.`
}
