/** What the runner shows of an annotation; a longer line is nobody's to read. */
const longestLine = 4096

/**
 * Text as it may be printed: the runner takes `::name::` at the beginning of a line, and `##[name]` anywhere in it, for
 * a command, whoever wrote it. Characters that cannot be seen go, because the runner's comparison passes over them.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function harmless(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(line =>
      line
        .slice(0, longestLine)
        .replaceAll('\t', '  ')
        // The classes take long to be built, and hardly any line needs them.
        .replaceAll(/[^ -~]+/g, rest => rest.replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu, ''))
        // All of them at once: of three, two would be left.
        .replaceAll(/#{2,}\[/g, '#[')
        .replace(/^(\s*)::/, '$1: :')
    )
    .join('\n')
}
