/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
export const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare
