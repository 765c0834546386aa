import type { GitHub } from '../ports.ts'
import { GraphqlAccess } from './access.ts'
import type { Client } from './client.ts'
import { Creation } from './creation.ts'
import { Deployments } from './deployments.ts'
import { Environments } from './environments.ts'
import { Identities } from './identities.ts'
import { GraphqlListing } from './listing-graphql.ts'
import { Listing } from './listing.ts'
import { Spelling } from './spelling.ts'
import { Statuses } from './statuses.ts'
import { listedFromRest } from './listed-deployment.ts'
import { entriesOf } from './paging.ts'
import { PullRequests } from './pull-requests.ts'
import { Writes } from './writes.ts'

/** Implements the GitHub port: connects the parts of this room, one for each topic. */
export function gateway(client: Client): GitHub {
  const access = new GraphqlAccess()
  const deployments = new Deployments(client)
  const statuses = new Statuses(client)
  const identities = new Identities(deployments)
  const environments = new Environments(client)
  const spelling = new Spelling(deployments, environments)
  const listing = new Listing(access, deployments, statuses, identities, spelling, new GraphqlListing(client))
  const creation = new Creation(client, deployments, statuses)
  const writes = new Writes(client, access, deployments, statuses, identities)
  const pullRequests = new PullRequests(client, access)

  return {
    get now() {
      return client.ourNow + client.githubAheadMs
    },
    get requests() {
      return client.sent
    },

    createDeployment: (deployment, intent, onRepeat) => creation.create(deployment, intent, onRepeat),
    findCreated: intent => creation.findCreated(intent),
    addStatus: (deployment, status) => statuses.add(deployment, status),

    deployment: id => deployments.one(id),
    deployments: filter => entriesOf(deployments.pages(filter)),
    spelled: (name, read, isFound) => spelling.first(name, read, isFound),
    everSucceeded: ({ id }) => statuses.everSucceeded(id),
    statuses: (id, options) => statuses.newest(id, options),
    commit: ref => deployments.commit(ref),
    compare: (base, head) => deployments.compare(base, head),
    pullRequestHead: number => deployments.pullRequestHead(number),

    history: (environment, task) => listing.history(environment, task),
    withStatuses: listed => listing.withStatuses(listed),
    records: (listed, maxRequests) => identities.records(listed, { maxRequests }),
    newestOfEnvironment: (where, options) => listing.newestOfEnvironment(where, options),
    newestOfTask: (where, options) => listing.newestOfTask(where, options),
    look: (deployment, scope) => listing.look(deployment, scope),
    listed: async id => listedFromRest(await deployments.one(id), await statuses.newest(id)),
    survey: names => listing.survey(names),

    end: (batch, end, options) => writes.end(batch, end, options),
    delete: (batch, options) => writes.delete(batch, options),

    environments: () => spelling.names(),
    existence: name => spelling.existence(name),
    deleteEnvironment: name => environments.delete(name),
    openPullRequests: () => pullRequests.open()
  }
}
