import type { GitHub } from '../ports.ts'
import type { Client } from './client.ts'
import { Commits } from './commits.ts'
import { Creation } from './creation.ts'
import { Deployments, Statuses } from './deployments.ts'
import { Environments } from './environments.ts'
import { GraphqlAccess } from './graphql-access.ts'
import { GraphqlListing } from './listing-graphql.ts'
import { Listing } from './listing.ts'
import { PullRequests } from './pull-requests.ts'
import { Writes } from './writes.ts'

/** Connects the parts of this room. Each implements one topic of the port. */
export function connected(client: Client): GitHub {
  const access = new GraphqlAccess()
  const deployments = new Deployments(client)
  const statuses = new Statuses(client)
  const environments = new Environments(client, deployments)
  const graphqlListing = new GraphqlListing(client)
  const parts = { client, access, deployments, statuses, environments, graphqlListing }
  return {
    get now() {
      return client.ourNow + client.githubAheadMs
    },
    get requests() {
      return client.sent
    },
    creation: new Creation(client, deployments, statuses),
    deployments,
    statuses,
    commits: new Commits(client),
    listing: new Listing(parts),
    writes: new Writes(parts),
    environments,
    pullRequests: new PullRequests(client, access)
  }
}
