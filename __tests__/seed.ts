// Property tests try the same cases on every machine; `FAST_CHECK_SEED=7 npm test` tries others.
import * as fc from 'fast-check'

fc.configureGlobal({
  seed: Number(process.env['FAST_CHECK_SEED'] ?? 1),
  // Mutation testing only asks whether a test fails, so nobody needs the smallest case.
  endOnFailure: 'STRYKER_MUTATOR_WORKER' in process.env
})
