/** A text as it stands inside a LIKE pattern: its wildcards are characters. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}

/** The LIKE pattern of whatever holds a text. */
export function likePattern(text: string): string {
  return `%${likeText(text)}%`;
}
