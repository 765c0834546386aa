// The runner starts this file after the job: it says so, and enters the same bundle.
globalThis.deploymentLifecyclePhase = 'post'
require('./index.js')
