/**
 * Stories that are always played on the bundle, by their file, with the start of their full names. `ON=bundle npm test`
 * plays all of them there. `scripts/bundle-reporter.js` checks that each entry starts the name of a test, and counts.
 */
export const onTheBundle: Readonly<Record<string, readonly string[]>> = {
  // The whole lifecycle: state, outputs, summary, and a cancellation before, in and after the creation, and in post.
  'hero.test.ts': [
    'one step, first in the job records the deployment',
    'one step, first in the job writes a summary',
    'a job that is cancelled before the step starts',
    'inside composite actions in nested ones'
  ],
  'outputs.test.ts': ['the outputs of deploy can be read by later steps', 'an output is set as soon as it is known even'],
  'cancel.test.ts': [
    'cancelling the job before the creation request',
    'cancelling the job while the deployment is created waits for the response',
    'cancelling the job during the first status',
    'cancelling the job during the post step'
  ],
  // Every other operation.
  'create.test.ts': ['create writes "environment-url"'],
  'update.test.ts': ['update finds the deployment by its ID'],
  'find.test.ts': ['find returns all outputs of the live deployment', 'find without GraphQL reads'],
  'wait.test.ts': ['wait waits until a deployment succeeds'],
  'teardown.test.ts': ['deactivate sets only live deployments to inactive', 'delete uses "environment-token" only'],
  // What only a process has: certificates, a proxy in its environment, Git in its workspace.
  'tls.test.ts': ['over TLS'],
  'proxy.test.ts': [
    'behind a proxy all requests use the proxy from http_proxy, written as http://127',
    'behind a proxy the user and password',
    'behind a proxy the password gr',
    'behind a proxy if the proxy never answers, cancelling'
  ],
  'commit.test.ts': ['"ref: HEAD" is the commit in the workspace read', '"ref: HEAD" is the commit in the workspace and an error'],
  // Jobs at once, and what people copy.
  'matrix.test.ts': ['the siblings of a matrix'],
  'once.test.ts': ['a deployment whose creation had no response is not confused'],
  'three-parties.test.ts': ['three parties'],
  'recipes.test.ts': ['copied out and run, with no more permissions than it asks for examples/'],
  // Faults, secrets and surroundings. `faults/bundle.test.ts` and some of `faults/cancel.test.ts` always start processes.
  'outcomes.test.ts': [
    'a deployment that becomes inactive with update and never succeeded because the job was cancelled'
  ],
  'secrets.test.ts': ['no operation prints a token', 'a token in an error response with status 422'],
  'hostile.test.ts': ['hostile text is printed as plain text from GitHub: all of them'],
  'surroundings.test.ts': [
    'the event file is missing',
    'the files of the runner GITHUB_OUTPUT is a folder',
    'the files of the runner GITHUB_STATE is a folder',
    'without any variable'
  ]
}
