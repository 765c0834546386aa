/**
 * Stories that are always played on the bundle, by their file in `__tests__/`, with the start of their full names.
 * `ON=bundle npm test` plays all of them there. `scripts/jest-reporter.js` checks that each entry starts the name of a
 * test, and counts the jobs.
 */
export const onTheBundle: Readonly<Record<string, readonly string[]>> = {
  // The whole lifecycle: state, outputs, summary, and a cancellation before, in and after the creation, and in post.
  'blackbox/hero.test.ts': [
    'one step, first in the job records the deployment',
    'one step, first in the job writes a summary',
    'a job that is cancelled before the step starts',
    'inside composite actions in nested ones'
  ],
  'blackbox/outputs.test.ts': [
    'the outputs of deploy can be read by later steps',
    'an output is set as soon as it is known even'
  ],
  'blackbox/cancel.test.ts': [
    'cancelling the job before the creation request',
    'cancelling the job while the deployment is created waits for the response',
    'cancelling the job during the first status',
    'cancelling the job during the post step'
  ],
  // Every other operation.
  'blackbox/create.test.ts': ['create writes "environment-url"'],
  'blackbox/update.test.ts': ['update finds the deployment by its ID'],
  'blackbox/find.test.ts': ['find returns all outputs of the live deployment', 'find without GraphQL reads'],
  'blackbox/wait.test.ts': ['wait waits until a deployment succeeds'],
  'blackbox/teardown.test.ts': [
    'deactivate sets only live deployments to inactive',
    'delete uses "environment-token" only'
  ],
  // Certificates and a proxy in the environment of a process, and Git in its workspace.
  'blackbox/tls.test.ts': ['over TLS'],
  'blackbox/proxy.test.ts': [
    'behind a proxy all requests use the proxy from http_proxy, written as http://127',
    'behind a proxy the user and password',
    'behind a proxy the password gr',
    'behind a proxy if the proxy never answers, cancelling'
  ],
  'blackbox/commit.test.ts': ['"ref: HEAD" is the commit in the workspace'],
  // Jobs at once, and the examples.
  'blackbox/matrix.test.ts': ['the siblings of a matrix'],
  'blackbox/once.test.ts': ['a deployment whose creation had no response is not confused'],
  'blackbox/three-parties.test.ts': ['three parties one requests', 'three parties if the deployment fails'],
  // Examples with more jobs, or with a long wait, only play there with `ON=bundle`.
  'blackbox/recipes.test.ts': [
    'delete-environments',
    'end-to-end',
    'enterprise-server',
    'matrix',
    'never-back',
    'on-deployment',
    'one-job',
    'other-repository',
    'parts.yml',
    'preview-branch',
    'preview-forks',
    'preview.yml',
    'production',
    'sweep.yml',
    'what-is-where'
  ].map(name => `copied out and run, with no more permissions than it asks for examples/${name}`),
  // Faults, secrets and surroundings. `faults/bundle.test.ts` and some of `faults/cancel.test.ts` always start processes.
  'blackbox/outcomes.test.ts': [
    'a deployment that becomes inactive with update and never succeeded because the job was cancelled'
  ],
  'faults/cancel.test.ts': [
    'after a cancellation, post cleans up a creation without a response with the default payload'
  ],
  'faults/secrets.test.ts': ['no operation prints a token', 'a token in an error response with status 422'],
  'faults/hostile.test.ts': ['hostile text is printed as plain text from GitHub: all of them'],
  'faults/surroundings.test.ts': [
    'the event file is missing',
    'the files of the runner GITHUB_OUTPUT is a folder',
    'the files of the runner GITHUB_STATE is a folder',
    'without any variable'
  ]
}
