/**
 * Replaces the plugins that `@actions/github` builds into Octokit (see tsconfig.json in this folder). They add
 * pagination and a method for each of about a thousand routes. This action only uses a few routes and names them itself
 * (`src/github/`).
 */
export const restEndpointMethods = (): Record<string, never> => ({})
export const paginateRest = (): Record<string, never> => ({})
