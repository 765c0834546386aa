/**
 * Returns text that is safe to print. The runner executes `::name::` at the start of a line, and `##[name]` anywhere in
 * a line, as a command. It does so regardless of who wrote the text. Removes invisible characters because the runner
 * ignores them in comparisons.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function safeForLog(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(line =>
      line
        .replaceAll('\t', '  ')
        // The Unicode classes are slow to compile, and few lines need them.
        .replaceAll(/[^ -~]+/g, rest => rest.replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu, ''))
        // Replaces all `#` at once because otherwise two of three would remain.
        .replaceAll(/#{2,}\[/g, '#[')
        .replace(/^(\s*)::/, '$1: :')
    )
    .join('\n')
}
