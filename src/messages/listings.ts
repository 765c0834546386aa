import { Problem, type Values } from './problem.ts'

/** A list has more pages than the action reads, or the server returns the same page again and again. */
export const listEndless = ({ doing }: Values<'doing'>): Problem =>
  new Problem(
    `Could not ${doing}: GitHub's list does not end.`,
    'Name fewer environments, or remove "keep-open-pull-requests". If the list is not that long, check "api-url", or re-run the job when GitHub has recovered.',
    'list-endless'
  )
