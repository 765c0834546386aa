/**
 * Stands in for the plugins that `@actions/github` builds into Octokit (tsconfig.json beside it): a method for each of a
 * thousand routes, and pagination. This action names its few routes itself (`src/github/`).
 */
export const restEndpointMethods = (): Record<string, never> => ({})
export const paginateRest = (): Record<string, never> => ({})
