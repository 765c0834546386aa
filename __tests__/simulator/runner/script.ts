import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from './contexts.ts'
import { evaluateText } from './expressions.ts'
import type { Scope } from './expressions.ts'
import type { Launch, Step } from './step.ts'

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const SHELLS: Record<string, string> = {
  '': 'bash -e {0}',
  bash: 'bash --noprofile --norc -e -o pipefail {0}',
  sh: 'sh -e {0}',
  python: 'python {0}',
  node: 'node {0}'
}

/** Runs a `run:` step: writes its script to a file, and passes the file to the shell. */
export function launchScript(step: Step, scope: Scope, folders: Folders): Launch {
  const script = evaluateText(step.run, scope)
  const shell = evaluateText(step.shell, scope)
  const template = SHELLS[shell] ?? shell
  if (!template.includes('{0}')) {
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'"
    )
  }
  const path = join(folders.temp, `${randomUUID()}.sh`)
  writeFileSync(path, script)
  const [file = '', ...args] = template.split(' ').map(word => word.replace('{0}', path))
  const lines = script.replace(/\n+$/, '').split('\n')
  return {
    file,
    args,
    cwd: join(folders.workspace, evaluateText(step['working-directory'], scope)),
    env: {},
    header: [...lines, `shell: ${template}`]
  }
}
