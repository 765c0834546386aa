import type { GitHub } from '../ports.ts'
import { GraphqlAccess } from './access.ts'
import type { Client } from './client.ts'
import { Commits } from './commits.ts'
import { Creation } from './creation.ts'
import { Deployments } from './deployments.ts'
import { Environments } from './environments.ts'
import { Identities } from './identities.ts'
import { GraphqlListing } from './listing-graphql.ts'
import { Listing } from './listing.ts'
import { PullRequests } from './pull-requests.ts'
import { Spelling } from './spelling.ts'
import { Statuses } from './statuses.ts'
import { Writes } from './writes.ts'

/** Connects the parts of this room. Each implements one topic of the port. */
export function connected(client: Client): GitHub {
  const access = new GraphqlAccess()
  const deployments = new Deployments(client)
  const statuses = new Statuses(client)
  const identities = new Identities(deployments)
  const environments = new Environments(client)
  const spelling = new Spelling(deployments, environments)
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
    listing: new Listing(access, deployments, statuses, identities, spelling, new GraphqlListing(client)),
    identities,
    writes: new Writes(client, access, deployments, statuses, identities),
    environments,
    spelling,
    pullRequests: new PullRequests(client, access)
  }
}
