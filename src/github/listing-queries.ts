import type { ListedDeployment } from '../domain/deployment.ts'
import { textAt, valueAt } from '../domain/json.ts'
import { Failed, graphqlErrors, graphqlFault } from './failure.ts'
import { newestUrl, statusesFields, listedFields, listedFromGraphql } from './listed-deployment.ts'

/** Covers nearly every deployment, and keeps a page of 100 deployments far below GitHub's resource limits. */
const statusesPerDeployment = 20

const pageFields = (more = ''): string => `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${listedFields} ${more} }
  }`

/** Payloads are large, so they are only read on request. */
const payloadField = 'payload @include(if: $payloads)'

export const scanQuery = `
query Scan(
  $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String, $payloads: Boolean!
) {
  repository(owner: $owner, name: $repo) { ${pageFields(payloadField)} }
}`

export const historyQuery = `
query History($owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    ${pageFields(`statuses(first: ${statusesPerDeployment}) { pageInfo { hasNextPage } ${statusesFields} }`)}
  }
}`

export const lookQuery = `
query Look(
  $id: ID!, $also: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $around: Boolean!, $payloads: Boolean!
) {
  node(id: $id) {
    ... on Deployment { latestStatus { id createdAt state } statuses(first: 100) { ${statusesFields} } }
  }
  nodes(ids: $also) { ... on Deployment { ${listedFields} } }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${pageFields(payloadField)} }
}`

export const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!) {
  nodes(ids: $ids) { ... on Deployment { ${listedFields} ${payloadField} } }
}`

export const statesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`

export const statusesQuery = `
query StatusesOf($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { ${listedFields} statuses(first: 100) { ${statusesFields} } } }
}`

/**
 * Ignores errors about single nodes.
 * @throws Failed if there is any other error
 */
export function demandNoOtherErrors(data: unknown, headers: unknown): void {
  const isOfNode = (error: unknown): boolean =>
    graphqlErrors({ errors: [error] })[0]?.path.startsWith('nodes.') === true
  const errors = valueAt(data, 'errors')
  const others = Array.isArray(errors) ? errors.filter(error => !isOfNode(error)) : []
  const requestId = textAt(headers, 'x-github-request-id')
  const about = { status: 200, requestId }
  const fault = graphqlFault({ data: valueAt(data, 'data'), errors: others }, headers, about, false)
  if (fault !== undefined) throw new Failed(fault)
}

/** Returns the connection of `scanQuery`, `historyQuery` and `lookQuery`. */
export const deploymentsOf = (data: unknown): unknown => valueAt(data, 'data', 'repository', 'deployments')

export interface WithNode {
  listed: ListedDeployment
  node: unknown
}

export function withNode(node: unknown): WithNode | undefined {
  const listed = listedFromGraphql(node)
  return listed === undefined ? undefined : { listed, node }
}

export const isSuccess = (status: unknown): boolean => textAt(status, 'state') === 'SUCCESS'

export function historyFrom(node: unknown): ListedDeployment | undefined {
  const listed = listedFromGraphql(node)
  const statuses = valueAt(node, 'statuses', 'nodes')
  if (listed === undefined || !Array.isArray(statuses)) return undefined
  const succeeded = statuses.some(isSuccess)
  const isAll = valueAt(node, 'statuses', 'pageInfo', 'hasNextPage') !== true
  const environmentUrl = listed.environmentUrl ?? newestUrl(node)
  return {
    ...listed,
    environmentUrl,
    succeeded: succeeded || isAll ? succeeded : undefined
  }
}
