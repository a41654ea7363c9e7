/** What does not fit any more counts together. */
export const OTHER_LABEL = 'other';

/**
 * Keeps the values of a label few: the first so many are themselves, all later ones are `other`.
 *
 * @param shape what a value must look like; others are `other` as well
 */
export function createBoundedLabels(maximum: number, shape: RegExp): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= maximum || !shape.test(value)) return OTHER_LABEL;
    known.add(value);
    return value;
  };
}
