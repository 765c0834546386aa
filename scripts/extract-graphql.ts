// Writes __tests__/simulator/schema.graphql: the part of GitHub's GraphQL schema that the simulated GitHub can serve.
// Parsing and building the whole schema (1.2 MB) takes half a second, in every test file.
import type { ASTNode, DocumentNode, NamedTypeNode, TypeDefinitionNode } from 'graphql'
import { Kind, isTypeDefinitionNode, parse, print, visit } from 'graphql'
import { readFileSync, writeFileSync } from 'node:fs'

/** The package does not export the text of its schema, so this is the path of the file. */
const source = new URL('../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
const target = new URL('../__tests__/simulator/schema.graphql', import.meta.url)

/** Objects, interfaces and unions of the extract. Their scalars, enums and inputs are added. */
const kept = new Set([
  ...['Query', 'Mutation', 'Node', 'PageInfo', 'RateLimit'],
  ...['Actor', 'Bot', 'Mannequin', 'Organization', 'RepositoryOwner', 'User'],
  ...['Repository', 'GitObject', 'Commit', 'Ref', 'RefConnection', 'RefEdge', 'Tag'],
  ...['Deployment', 'DeploymentConnection', 'DeploymentEdge'],
  ...['DeploymentStatus', 'DeploymentStatusConnection', 'DeploymentStatusEdge'],
  ...['Environment', 'EnvironmentConnection', 'EnvironmentEdge'],
  ...['PullRequest', 'PullRequestConnection', 'PullRequestEdge'],
  ...['PullRequestCommit', 'PullRequestCommitConnection', 'PullRequestCommitEdge'],
  ...['PullRequestTimelineItems', 'PullRequestTimelineItemsConnection', 'PullRequestTimelineItemsEdge'],
  ...['HeadRefForcePushedEvent', 'CheckRun'],
  ...['CreateDeploymentPayload', 'CreateDeploymentStatusPayload', 'DeleteDeploymentPayload'],
  ...['CreateEnvironmentPayload', 'DeleteEnvironmentPayload']
])

/** Returns the extract: whole types, but without fields whose types are left out, and without descriptions. */
export function extract(): string {
  const types = typesOf(parse(readFileSync(source, 'utf8'), { noLocation: true }))
  const missing = [...kept].filter(name => !types.has(name))
  if (missing.length > 0) throw new Error(`@octokit/graphql-schema has no ${missing.join(', ')}`)
  const extracted = new Map<string, TypeDefinitionNode>()
  const pending = [...kept]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const type = types.get(name)
    if (type === undefined || extracted.has(name)) continue
    const part = partOf(type, types)
    extracted.set(name, part)
    pending.push(...namesIn(part))
  }
  const sorted = [...extracted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, type]) => type)
  return `${print({ kind: Kind.DOCUMENT, definitions: sorted })}\n`
}

/** Returns the types of a schema by name, without descriptions and directives. */
function typesOf(schema: DocumentNode): Map<string, TypeDefinitionNode> {
  const { definitions } = visit(schema, {
    enter: node => ('description' in node ? { ...node, description: undefined } : undefined),
    Directive: () => null
  })
  return new Map(definitions.filter(isTypeDefinitionNode).map(type => [type.name.value, type]))
}

/** Returns a type without what refers to types that are left out. */
function partOf(type: TypeDefinitionNode, types: ReadonlyMap<string, TypeDefinitionNode>): TypeDefinitionNode {
  const isKept = (name: string): boolean => kept.has(name) || !isComposite(types.get(name))
  const isNamedKept = ({ name }: NamedTypeNode): boolean => isKept(name.value)
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (type.fields ?? []).filter(field => namesIn(field.type).every(isKept))
      // GitHub's schema defines some fields twice.
      const byName = new Map(fields.map(field => [field.name.value, field]))
      return { ...type, interfaces: (type.interfaces ?? []).filter(isNamedKept), fields: [...byName.values()] }
    }
    case Kind.UNION_TYPE_DEFINITION:
      return { ...type, types: (type.types ?? []).filter(isNamedKept) }
    default:
      return type
  }
}

function isComposite(type: TypeDefinitionNode | undefined): boolean {
  const composite: (string | undefined)[] = [
    Kind.OBJECT_TYPE_DEFINITION,
    Kind.INTERFACE_TYPE_DEFINITION,
    Kind.UNION_TYPE_DEFINITION
  ]
  return composite.includes(type?.kind)
}

/** Returns the names of all types that a part of a schema refers to. */
function namesIn(node: ASTNode): string[] {
  const names: string[] = []
  visit(node, { NamedType: ({ name }) => void names.push(name.value) })
  return names
}

if (import.meta.main) writeFileSync(target, extract())
